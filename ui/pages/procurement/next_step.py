"""The next step of the procurement's life, everything in its way, and the ways back and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tender_eval.domain.procurement import State
from tender_eval.services import life
from tender_eval.services.life import LifeView
from ui.dialogs.reason import ask_reason
from ui.pages.base import later
from ui.widgets import Card, DangerButton, FlowRow, LinkButton, PrimaryButton, Prose, QuietButton

if TYPE_CHECKING:
    from ui.pages.base import Page

_STEPS = {
    State.PUBLISHED: "Publishing freezes the evaluation model and records its digest.",
    State.OPENED: "Opening lets the panel's tenders be prepared for scoring.",
    State.SCORING: "The panel scores alone; nobody sees another's scores.",
    State.MODERATION: "All individual scores are shown to the panel, which agrees on one each.",
    State.RECOMMENDED: "The recommendation goes to whoever decides.",
    State.APPROVED: "Record who approved the award.",
    State.STANDSTILL: "The notice of the intended award is published and the letters go out.",
    State.AWARDED: "The contract is awarded.",
}


class NextStep(Card):
    """What comes next, or that nothing does."""

    def __init__(self, page: Page, view: LifeView) -> None:
        title = f"Next: {view.act}" if view.next else view.state.label
        super().__init__(title)
        self.page, self.view = page, view
        if view.next is None:
            self.add(Prose("The procurement has ended. Everything is kept."))
            return
        self.add(Prose(_STEPS[view.next]))
        if view.obstacles:
            count = len(view.obstacles)
            stands = "1 thing stands" if count == 1 else f"{count} things stand"
            self.add(Prose(f"⚠ {stands} in the way:"))
        for obstacle in view.obstacles:
            link = LinkButton(str(obstacle), lambda o=obstacle: page.context.navigate(o.page))
            link.setEnabled(bool(obstacle.page))
            self.add(link)
        if not view.may_act:
            return
        row = FlowRow()
        self.take = PrimaryButton(f"{view.act}…", self._take)
        self.take.setEnabled(not view.obstacles)
        row.add(self.take)
        if view.previous not in (None, State.DRAFT):
            row.add(QuietButton("Go back a step…", self._back))
        row.add(DangerButton("Abandon…", self._abandon))
        self.add(row)

    def _take(self) -> None:
        to = self.view.next
        if to is None:
            return
        by = ""
        if to is State.APPROVED:
            by = ask_reason("Who approved the award?", "A person, a job title or a committee.",
                            "Go on", self, "Approved by") or ""  # fmt: skip
            if not by:
                return
        reason = ask_reason(self.view.act, _STEPS[to], self.view.act, self)
        if reason is None:
            return
        with self.page.change():
            life.advance(self.page.desk, to, reason, by)
            self.page.context.notify(f"The procurement is now at “{to.label}”.")
            later(self.page.refresh)

    def _back(self) -> None:
        reason = ask_reason("Go back a step", "Everything done since is kept.", "Go back", self)
        if reason is not None:
            with self.page.change():
                life.step_back(self.page.desk, reason)
                later(self.page.refresh)

    def _abandon(self) -> None:
        reason = ask_reason(
            "Abandon the procurement", "It ends without an award. Everything is kept.",
            "Abandon", self,
        )  # fmt: skip
        if reason is not None:
            with self.page.change():
                life.abandon(self.page.desk, reason)
                later(self.page.refresh)
