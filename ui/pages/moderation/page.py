"""Moderation: the list of answers to agree on, and one answer on the table."""

from __future__ import annotations

from tender_eval.domain.errors import NotAllowed
from tender_eval.domain.values import plain
from tender_eval.services import moderation
from tender_eval.services.moderation import Item, Overview
from ui.context import PageContext
from ui.pages.base import Page, later
from ui.pages.moderation.table import ConsensusTable
from ui.widgets import Button, Choice, Column, DataTable, EmptyState, FlowRow

FILTERS = (("all", "All answers"), ("open", "Not yet agreed"), ("spread", "Widest spread first"))


class ModerationPage(Page):
    """The list first; an answer opens in its place, with the way back."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Moderation")
        self.open_at: tuple[str, str] | None = None
        self.filter = "all"
        self.table: ConsensusTable | None = None
        self.drafts: dict[tuple[str, str], dict[str, object]] = {}

    def refresh(self) -> None:
        """Read everything anew."""
        self._keep_draft()
        self.clear_parts()
        self.table = None
        try:
            view = moderation.overview(self.desk)
        except NotAllowed as error:
            self.closed(error, "scoring", "See who is still scoring")
            return
        note = f" · {view.locked}" if view.locked else ""
        self.header.set_sentence(f"{view.agreed} of {len(view.items)} answers agreed{note}")
        if self.open_at is not None:
            self._show_one(view)
        else:
            self._show_list(view)

    def show_target(self, tender: str = "", question: str = "") -> None:
        """Open one answer."""
        self.open_at = (tender, question) if tender else None
        self.refresh()

    def flush(self) -> None:
        """Keep the draft of the answer on the table; it is recorded only when the panel agrees."""
        self._keep_draft()

    def go(self, place: tuple[str, str] | None) -> None:
        """Open an answer, or the list."""
        self._keep_draft()
        self.open_at = place
        self.notices.clear()
        self.errors.clear()
        later(self.refresh)

    def _keep_draft(self) -> None:
        if self.table is not None and self.table.is_changed():
            self.drafts[self.table.place] = self.table.draft()

    def _show_list(self, view: Overview) -> None:
        if not view.items:
            self.show_part(EmptyState("There is nothing to moderate.", "No tender was scored."))
            return
        choice = Choice(FILTERS, self.filter)
        choice.setAccessibleName("Which answers")
        choice.picked.connect(self._filter)
        self.show_part(FlowRow(choice))
        table = DataTable(
            "Answers to agree on",
            [
                Column("Question", lambda i: i.question_title),
                Column("Tender", lambda i: i.tender_name),
                Column("Consensus", _consensus, width=16),
                Column("Spread", _spread, "right", 12),
                Column("Scores", lambda i: str(i.given), "right", 7),
            ],
            self._chosen(view),
        )
        table.fit(30)
        table.row_activated.connect(lambda item: self.go((item.tender, item.question)))
        self.show_part(table)
        if table.rows_model.rows:
            table.select(0)
        opens = Button("Open the chosen answer", lambda: self._open_chosen(table))
        self.show_part(FlowRow(opens))

    def _open_chosen(self, table: DataTable) -> None:
        item = table.selected()
        if item is not None:
            self.go((item.tender, item.question))

    def _filter(self, key: object) -> None:
        self.filter = str(key)
        later(self.refresh)

    def _chosen(self, view: Overview) -> list[Item]:
        if self.filter == "open":
            return [item for item in view.items if item.consensus is None]
        if self.filter == "spread":
            return sorted(view.items, key=lambda item: item.spread or 0, reverse=True)
        return list(view.items)

    def _show_one(self, view: Overview) -> None:
        assert self.open_at is not None
        try:
            seen = moderation.table(self.desk, *self.open_at)
        except NotAllowed as error:
            self.open_at = None
            self.closed(error)
            return
        places = [(item.tender, item.question) for item in view.items]
        self.table = ConsensusTable(self, seen, places, self.drafts.get(self.open_at))
        self.show_part(self.table)


def _spread(item: Item) -> str:
    if item.spread is None or item.low is None or item.high is None:
        return "–"
    return f"{plain(item.spread)} ({plain(item.low)} to {plain(item.high)})"


def _consensus(item: Item) -> str:
    return f"✓ Agreed: {plain(item.consensus.value)}" if item.consensus else "○ To agree"
