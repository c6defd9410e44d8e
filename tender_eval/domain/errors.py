"""The one family of errors a person may read. Each says what happened, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class TenderEvalError(Exception):
    """Something a person can understand and mend.

    what: one sentence, what happened. where: the place (a field, a file, a question).
    remedy: one sentence, what to do next.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}" + (f" {self.remedy}" if self.remedy else "")


class BadInput(TenderEvalError):
    """A value, field or file that cannot be taken as it is."""


class NotFound(TenderEvalError):
    """What was asked for is not in this workspace."""


class NotAllowed(TenderEvalError):
    """This person may not see or do this, now or ever."""

    exit_code = 3


@dataclass(frozen=True)
class Obstacle:
    """One thing that stands in the way of a step. page: the screen that mends it."""

    what: str
    remedy: str = ""
    page: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()


class Blocked(TenderEvalError):
    """A step that cannot be taken yet, with everything that stands in its way."""

    exit_code = 4

    def __init__(self, what: str, obstacles: Sequence[Obstacle]) -> None:
        self.obstacles = tuple(obstacles)
        count = len(self.obstacles)
        things = "1 thing stands" if count == 1 else f"{count} things stand"
        lines = "\n".join(f"- {obstacle}" for obstacle in self.obstacles)
        super().__init__(what, remedy=f"{things} in the way:\n{lines}")


class StoreError(TenderEvalError):
    """The workspace file or database cannot be used: disk full, locked, too new, not ours."""

    exit_code = 5


class IntegrityBroken(TenderEvalError):
    """The audit trail does not prove the tables."""

    exit_code = 6


class ImportRefused(TenderEvalError):
    """A file that was not taken in, with the place of each mistake."""

    def __init__(self, what: str, problems: Sequence[Obstacle], *, where: str = "") -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"- {problem}" for problem in self.problems)
        super().__init__(
            what, where=where, remedy=f"Nothing was imported. Mend these places:\n{lines}"
        )
