"""The desk a person works at: one workspace, one person, one procurement.

Every service takes a desk. What the person may see is decided here and in `access`, never again on
a page.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from tender_eval.domain.errors import BadInput, NotAllowed
from tender_eval.domain.model import EvaluationModel
from tender_eval.domain.procurement import Procurement, Record
from tender_eval.services.access import Post, visible
from tender_eval.store.records import load_model
from tender_eval.store.unit_of_work import UnitOfWork
from tender_eval.store.workspace import Workspace

if TYPE_CHECKING:
    from tender_eval.services.life import StepState


@dataclass(frozen=True)
class Person:
    """Who sits at this laptop. member: their key on the panel, for a panel member."""

    name: str
    post: Post = Post.LEAD
    member: str | None = None


class Texts(StrEnum):
    """Whether a record is read with the answers' text."""

    WITH = "with"
    WITHOUT = "without"


@dataclass(frozen=True)
class Desk:
    """Workspace, person and procurement. procurement is empty until one is chosen."""

    workspace: Workspace
    person: Person
    procurement: str = ""

    def at(self, procurement: str) -> Desk:
        """The same person at another procurement."""
        return replace(self, procurement=procurement)

    @property
    def now(self) -> datetime:
        """The present moment by the workspace's clock, UTC."""
        return self.workspace.clock()

    @property
    def today(self) -> date:
        """The present day where the laptop stands."""
        return self.now.astimezone().date()

    def unit(self, job: str, why: str = "") -> AbstractContextManager[UnitOfWork]:
        """A unit of work in this person's name."""
        return self.workspace.unit(who=self.person.name, job=job, why=why)

    def record(self, texts: Texts = Texts.WITHOUT) -> Record:
        """What this person may see of the procurement."""
        return visible(self.whole_record(texts), self.person.post, self.person.member)

    def whole_record(self, texts: Texts = Texts.WITHOUT) -> Record:
        """The procurement without regard to who looks: for guards and sums, never for a page."""
        return self.workspace.record(self.procurement, texts=texts is Texts.WITH)

    def model(self) -> tuple[Procurement, EvaluationModel]:
        """The procurement and its model as edited, without people, tenders or scores."""
        with self.workspace.reading() as session:
            return load_model(session, self.procurement)

    def steps(self) -> list[StepState]:
        """The rail of the procurement's life; nothing before one is chosen."""
        from tender_eval.services.life import steps  # life is made of desks

        return steps(self) if self.procurement else []

    def only(self, *posts: Post) -> None:
        """Refuse everyone but these. Raises NotAllowed."""
        if self.person.post not in posts:
            names = " or ".join(post.label.lower() for post in posts)
            raise NotAllowed(
                f"Only the {names} can do this.",
                remedy=f"You are here as {self.person.post.label}.",
            )


def needed(text: str, where: str, remedy: str = "Say why, in a sentence.") -> str:
    """A text that must not be blank, stripped. Raises BadInput."""
    if not text.strip():
        raise BadInput("This cannot be left empty.", where=where, remedy=remedy)
    return text.strip()
