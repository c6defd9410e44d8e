"""Scoring: the member's desk, or for the lead and the moderator how far each member is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from tender_eval.domain.errors import NotAllowed
from tender_eval.domain.procurement import State
from tender_eval.services import scoring
from tender_eval.services.access import Post
from ui.context import PageContext
from ui.pages.base import Page
from ui.pages.scoring.desk import ScoringDesk
from ui.pages.scoring.overview import ProgressPart


class ScoringPage(Page):
    """Shows the part that fits the person."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Scoring")
        self.desk_part: ScoringDesk | None = None
        # Reasons that were typed before a score: they are on record only once there is one.
        self.waiting: dict[tuple[str, str], tuple[str, str]] = {}

    def refresh(self) -> None:
        """Read everything anew; the answer that was open stays open."""
        if self.desk.person.post is not Post.MEMBER:
            self.clear_parts()
            state = self.desk.model()[0].state
            self.header.set_sentence(
                "Moderation has opened: every score that was handed in can be seen there."
                if State.MODERATION.reached(state)
                else "Scores stay hidden until moderation opens; here is who is where."
            )
            self.show_part(ProgressPart(self))
            return
        # The desk says by itself how far it is, and needs the height.
        self.header.hide()
        if self.desk_part is not None:
            self.desk_part.flush()
        at = self.desk_part.place if self.desk_part is not None else None
        self.clear_parts()
        self.desk_part = None
        try:
            work = scoring.my_work(self.desk)
        except NotAllowed as error:
            self.closed(error, "panel", "Open the panel page")
            return
        if not work.tasks:
            self.closed(NotAllowed("There is nothing for you to score yet.",
                                   remedy="The lead allocates questions on the panel page."))  # fmt: skip
            return
        self.desk_part = ScoringDesk(self, work, at)
        self.show_part(self.desk_part, 1)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def can_leave(self) -> bool:
        """A reason without a score is not on record, so it is asked about before it is lost."""
        self.flush()
        if self.waiting and self.desk_part is not None:
            titles = {(t.tender, t.question): t for t in self.desk_part.work.tasks}
            links = [
                (f"{titles[place].tender_name}: {titles[place].question_title}",
                 partial(self.show_target, *place))
                for place in self.waiting
            ]  # fmt: skip
            self.notices.show_notice(
                "A reason has no score yet, so it is not saved.",
                "warning",
                "Give the score, or leave without the reason.",
                [*links, ("Leave without it", self._let_go)],
            )
            self.verticalScrollBar().setValue(0)
        return not self.waiting

    def _let_go(self) -> None:
        self.waiting.clear()
        self.notices.clear()
        if self.desk_part is not None:
            self.desk_part.put_back()

    def flush(self) -> None:
        """Keep what is still in the fields."""
        if self.desk_part is not None:
            self.desk_part.flush()

    def show_target(self, tender: str = "", question: str = "") -> None:
        """Open one answer."""
        if self.desk_part is not None and tender:
            self.desk_part.open(tender, question)
