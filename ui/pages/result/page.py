"""The result: a ranking a lot, each figure opening into its parts down to the reasons."""

from __future__ import annotations

from decimal import Decimal

from tender_eval.domain.award import LotResult, TenderResult
from tender_eval.domain.errors import NotAllowed
from tender_eval.domain.values import money
from tender_eval.services import award
from tender_eval.services.award import ResultView
from ui.context import PageContext
from ui.pages.base import Page, later
from ui.pages.result.explain import Explanation
from ui.pages.result.forms import RecommendForm, TieForm
from ui.widgets import (
    Card,
    Choice,
    Column,
    DataTable,
    EmptyState,
    FlowRow,
    Legend,
    Part,
    Prose,
    Section,
    StackedBar,
    Tag,
)


class ResultPage(Page):
    """One lot at a time."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Result")
        self.lot = ""
        self.tender = ""

    def refresh(self) -> None:
        """Work the result out anew."""
        self.clear_parts()
        try:
            view = award.result_view(self.desk)
        except NotAllowed as error:
            self.closed(error)
            return
        if not view.results:
            self.show_part(EmptyState("There is no result yet.", "No tender was made for a lot."))
            return
        lots = [result.lot for result in view.results]
        self.lot = self.lot if self.lot in lots else lots[0]
        done = sum(view.recommendation(lot) is not None for lot in lots)
        self.header.set_sentence(f"{done} of {len(lots)} lots have a recommendation")
        choice = Choice([(r.lot, r.title) for r in view.results], self.lot)
        choice.setAccessibleName("Lot")
        choice.picked.connect(self._choose_lot)
        self.show_part(FlowRow(choice))
        self._show_lot(view, next(r for r in view.results if r.lot == self.lot))

    def show_target(self, lot: str = "", tender: str = "") -> None:
        """Open a lot, and a tender in it."""
        self.lot, self.tender = lot or self.lot, tender
        self.refresh()

    def _choose_lot(self, key: object) -> None:
        if self.settled():
            self.lot, self.tender = str(key), ""
        later(self.refresh)

    def _show_lot(self, view: ResultView, result: LotResult) -> None:
        for warning in result.warnings:
            self.show_part(FlowRow(Tag("To know", "warning"), Prose(warning)))
        self.table = DataTable(
            f"Ranking of {result.title}",
            [
                Column("Rank", lambda t: str(t.rank) if t.rank else "✕ out", width=8),
                Column("Supplier", lambda t: t.supplier),
                Column("Total", lambda t: _ranked(t, t.total), "right", 10),
                Column("Quality", lambda t: str(t.quality), "right", 10),
                Column("Price score", lambda t: _ranked(t, t.price_score), "right", 12),
                Column("Price", lambda t: money(t.price) if t.price else "–", "right", 16),
            ],
            result.tenders,
        )
        self.table.fit(12)
        self.show_part(self.table)
        for tender in result.tenders:
            for reason in (*tender.out, *tender.missing):
                self.show_part(Prose(f"{tender.supplier}: {reason}"))
        self.show_part(self._bars(result))
        keys = [t.tender for t in result.tenders]
        self.table.select(keys.index(self.tender) if self.tender in keys else 0)
        self.explanation = Explanation(self, view, result)
        self.show_part(self.explanation)
        self.table.row_chosen.connect(self._explain)
        self._explain(self.table.selected())
        if result.tied or view.tie(result.lot):
            self.show_part(TieForm(self, view, result))
        self.show_part(RecommendForm(self, view, result))

    def _explain(self, tender: TenderResult | None) -> None:
        if tender is not None:
            self.tender = tender.tender
            self.explanation.show_tender(tender)

    def _bars(self, result: LotResult) -> Section:
        part = Section("Where the marks come from")
        part.add(Legend([p.title for p in result.tenders[0].parts]))
        for tender in result.ranked:
            card = Card()
            card.add(Prose(f"{tender.supplier}: {tender.total}"))
            card.add(
                StackedBar(
                    f"{tender.supplier}, {tender.total} of 100",
                    [Part(p.title, p.weighted, str(p.weighted)) for p in tender.parts],
                    100,
                )
            )
            part.add(card)
        return part


def _ranked(tender: TenderResult, value: Decimal) -> str:
    """A tender that is out has no price score, and so no total."""
    return str(value) if tender.rank else "–"
