"""From the recommendation to the award: what was recommended, approval, notice, standstill."""

from __future__ import annotations

from tender_eval.domain.errors import NotAllowed
from tender_eval.domain.procurement import State
from tender_eval.services import award, life
from ui.context import PageContext
from ui.pages.base import Page
from ui.pages.procurement.next_step import NextStep
from ui.pages.procurement.timetable import StandstillPart, TimetablePart
from ui.widgets import Column, DataTable, EmptyState, SummaryList, SummaryRow
from ui.widgets.editors import spoken_date


class AwardPage(Page):
    """One page for the last steps."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Award")

    def refresh(self) -> None:
        """Read everything anew."""
        self.clear_parts()
        view = life.life_view(self.desk)
        self.header.set_sentence(view.state.label)
        try:
            result = award.result_view(self.desk)
        except NotAllowed as error:
            self.closed(error)
            return
        rows = []
        for lot in result.results:
            made = result.recommendation(lot.lot)
            if made is None:
                rows.append(
                    SummaryRow(lot.title, "Not yet recommended", "Open the result", lot.lot)
                )
                continue
            winner = next((t for t in lot.tenders if t.tender == made.tender), None)
            who = f"{winner.supplier}, total {winner.total}" if winner else "No award"
            rows.append(SummaryRow(lot.title, f"{who}. {made.reason}", "Open the result", lot.lot))
        summary = SummaryList(rows)
        summary.changed.connect(lambda lot: self.context.navigate("result", lot=lot))
        self.show_part(summary)
        if view.state.reached(State.MODERATION):
            self.show_part(NextStep(self, view))
        self.show_part(TimetablePart(self, self.desk.model()[0]))
        self.show_part(StandstillPart(self))
        decisions = result.record.decisions
        if not decisions:
            self.show_part(EmptyState("No decision has been recorded yet."))
            return
        table = DataTable(
            "Recorded decisions",
            [
                Column("Step", lambda d: d.step.replace("-", " ").capitalize(), width=26),
                Column("By", lambda d: d.by, width=26),
                Column("When", lambda d: spoken_date(d.at.astimezone().date()), width=26),
                Column("Reason", lambda d: d.reason),
            ],
            decisions,
        )
        table.fit(12)
        self.show_part(table)
