"""Trying the model on invented bids: a set to begin with, a bid of one's own, what it shows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from tender_eval.domain.errors import TenderEvalError
from tender_eval.domain.trial import InventedBid, Trial
from tender_eval.domain.values import money
from tender_eval.services import trials
from ui.messages import show_error
from ui.tasks import Job
from ui.widgets import (
    Button,
    Card,
    Choice,
    Column,
    DataTable,
    DecimalEdit,
    EmptyState,
    Field,
    FlowRow,
    MoneyEdit,
    PrimaryButton,
    Prose,
    Section,
)

if TYPE_CHECKING:
    from ui.pages.criteria.page import CriteriaPage


class TrialPart(Section):
    """Nothing here changes the model; a test can be kept on record."""

    def __init__(self, page: CriteriaPage) -> None:
        super().__init__("", "Run the model on invented bids before anybody relies on it.")
        self.page, self.model = page, page.view.model
        self.own: list[InventedBid] = []
        lots = self.model.lots_in_scope()
        if not lots:
            self.add(EmptyState("There is no lot in scope to try."))
            return
        self.lot = Choice([(lot.key, lot.title) for lot in lots], page.lot or lots[0].key)
        self.lot.picked.connect(lambda _: self._fill())
        self.bids = Choice([])
        self.add(Field("Lot", self.lot))
        self.add(Field("Invented bids", self.bids))
        self._own_bid()
        self.go = self.add(FlowRow(PrimaryButton("Try the model", self.try_it)))
        self.shown = self.add(Section())
        self._fill()

    def _own_bid(self) -> None:
        card = Card("A bid of your own")
        self.price, self.share = MoneyEdit(), DecimalEdit(0, "%", Decimal(0), Decimal(100))
        self.share.set_value(Decimal(80))
        self.fields = {
            "Name of the bid": card.add(Field("Name", QLineEdit(), optional=True)),
            "Price of the bid": card.add(Field("Price over the whole contract", self.price)),
            "Quality": card.add(
                Field("Quality", self.share, "Of the best score, on every question.")
            ),
        }
        card.add(Button("Add it to the bids", self._add_own))
        self.listed = card.add(Prose())
        self.listed.hide()
        self.add(card)

    def _fill(self) -> None:
        self.own = []
        self.listed.hide()
        lot = self.model.lot(str(self.lot.key()))
        try:
            self.sets = trials.sets_of_bids(self.model, lot)
        except (ValueError, IndexError):  # a draft with a scale that has no score yet
            self.sets = []
        self.bids.set_options([(n, title) for n, (title, _) in enumerate(self.sets)], 0)

    def _add_own(self) -> None:
        if not all(field.check() for field in self.fields.values()):
            return
        price, share = self.price.value(), self.share.value()
        if price is None or share is None:
            where = "Price of the bid" if price is None else "Quality"
            self.fields[where].set_error("Give a figure.")
            return
        name = self.fields["Name of the bid"].text().strip() or f"My bid {len(self.own) + 1}"
        lot = self.model.lot(str(self.lot.key()))
        self.own.append(trials.own_bid(self.model, lot, name, price, int(share)))
        self.listed.setText("Added: " + "; ".join(f"{b.name}, {money(b.price)}" for b in self.own))
        self.listed.show()

    def try_it(self) -> None:
        """Run the model off the screen's thread, then show what it makes of the bids."""
        lot, model = str(self.lot.key()), self.model
        chosen = self.bids.key()
        title, invented = self.sets[int(str(chosen))] if self.sets else ("", [])
        bids = [*invented, *self.own]
        if self.own:
            title = f"{title}, with {len(self.own)} of our own"

        def work(_job: Job) -> Trial:
            return trials.try_model(model, lot, bids)

        def failed(error: Exception) -> None:
            if not isinstance(error, TenderEvalError) or not show_error(
                error, self.page, self.fields
            ):
                raise error

        self.page.context.tasks.run(
            "Trying the model", work, lambda done: self._show(title, done), failed
        )

    def _show(self, title: str, done: Trial) -> None:
        if not self.page.stands(self):
            return
        old, self.shown = self.shown, Section("What the model makes of them")
        old.hide()
        old.deleteLater()
        table = DataTable(
            "Ranking of the invented bids",
            [
                Column("Rank", lambda t: str(t.rank) if t.rank else "✕ out", width=8),
                Column("Bid", lambda t: t.supplier),
                Column("Total", lambda t: str(t.total) if t.rank else "–", "right", 10),
                Column("Quality", lambda t: str(t.quality), "right", 10),
                Column("Price score", lambda t: str(t.price_score), "right", 12),
                Column("Price", lambda t: money(t.price) if t.price else "–", "right", 16),
            ],
            done.result.tenders,
        )
        table.fit(12)
        table.select(0)
        self.shown.add(table)
        for tender in done.result.tenders:
            for reason in tender.out:
                self.shown.add(Prose(f"{tender.supplier}: {reason}"))
        for said in trials.findings(done):
            self.shown.add(Prose(f"• {said}"))
        if self.page.is_lead:
            keep = Button("Keep this test on record", lambda: self._keep(title, done))
            self.shown.add(FlowRow(keep))
        self.add(self.shown)
        table.setFocus()

    def _keep(self, title: str, done: Trial) -> None:
        with self.page.change():
            trials.keep_trial(self.page.desk, done.result.lot, title, done)
            self.page.context.notify("The test is on record, among the decisions.", "ok")
