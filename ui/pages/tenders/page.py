"""The tenders: who bids for what, what is missing, and everything about the chosen one."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from tender_eval.domain.procurement import State, Supplier
from tender_eval.services import tenders
from tender_eval.services.access import Post
from tender_eval.services.procurements import key_from
from tender_eval.services.tenders import TenderLine
from ui.context import PageContext
from ui.pages.base import Page, later
from ui.pages.tenders.form import FormPart
from ui.pages.tenders.one import AnswersPart, OffersPart, StandardsPart, StandingPart
from ui.widgets import Button, Card, Column, DataTable, EmptyState, Field, Section, TwoUp


class TendersPage(Page):
    """The list above, the chosen tender below."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Tenders")
        self.chosen = ""
        self.question = ""  # whose answer is open

    def refresh(self) -> None:
        """Read the tenders anew."""
        self.clear_parts()
        self.view = tenders.tenders_view(self.desk)
        lines = self.view.tenders
        whole = sum(not line.missing for line in lines)
        self.header.set_sentence(
            f"{len(lines)} tenders · {whole} complete" if lines else "No tender yet"
        )
        if lines:
            keys = [line.tender.key for line in lines]
            self.chosen = self.chosen if self.chosen in keys else keys[0]
            self._list(lines, keys)
        elif self.desk.person.post is Post.MEMBER:
            self.show_part(
                EmptyState(
                    "There is no tender for you to see.",
                    "Declare your interests first, on the panel page.",
                    "Open the panel page",
                    lambda: self.context.navigate("panel"),
                )
            )
        else:
            self.show_part(EmptyState("There is no tender yet.", "Enter each as it arrives."))
        open_to_tenders = not self.view.procurement.state.reached(State.SCORING)
        if self.view.may_edit and open_to_tenders:
            self.form_part = FormPart(self)
            self.show_part(self.form_part)
        if lines:
            self._one(next(line for line in lines if line.tender.key == self.chosen))
        if self.view.may_edit and open_to_tenders:
            self.show_part(self._new())

    def show_target(self, tender: str = "") -> None:
        """Open a tender."""
        self.chosen = tender
        self.refresh()

    def _list(self, lines: tuple[TenderLine, ...], keys: list[str]) -> None:
        titles = {lot.key: lot.title for lot in self.view.model.lots}
        self.table = DataTable(
            "Tenders",
            [
                Column("Supplier", lambda r: r.supplier.name),
                Column(
                    "Lots",
                    lambda r: ", ".join(titles.get(o.lot, o.lot) for o in r.tender.lots),
                ),
                Column("State", _state, width=34),
            ],
            lines,
        )
        self.table.fit(14)
        self.table.select(keys.index(self.chosen))
        self.table.row_chosen.connect(self._choose)
        self.show_part(self.table)

    def _choose(self, line: TenderLine) -> None:
        if line.tender.key == self.chosen:
            return
        if self.settled():
            self.chosen = line.tender.key
        later(self.refresh)

    def _one(self, line: TenderLine) -> None:
        part = Section(line.supplier.name)
        left = Section()
        left.add(StandingPart(self, line))
        left.add(OffersPart(self, line))
        left.add(StandardsPart(self, line))
        left.body.addStretch(1)
        part.add(TwoUp(left, AnswersPart(self, line), (2, 3), 120))
        self.show_part(part)

    def _new(self) -> Card:
        card = Card("Enter a tender")
        self.name = card.add(Field("Name of the supplier", QLineEdit()))
        self.address = card.add(Field("Address", QLineEdit(), optional=True))
        self.email = card.add(Field("E-mail", QLineEdit(), optional=True))
        self.identifier = card.add(
            Field("Unique identifier", QLineEdit(), "Company or charity number.", True)
        )
        save = self.watched(card, "new", "Enter a tender", self._enter)
        card.add(Button("Enter the tender, received now", save))
        return card

    def _enter(self) -> None:
        name = self.name.text().strip()
        taken = {s.key for s in self.view.suppliers} | {r.tender.key for r in self.view.tenders}
        base = key_from(name)
        stem, number = base, 1
        while f"s-{stem}" in taken or f"t-{stem}" in taken:
            number += 1
            stem = f"{base}-{number}"
        supplier = Supplier(
            f"s-{stem}", name, self.identifier.text().strip(), self.address.text().strip(),
            self.email.text().strip(),
        )  # fmt: skip
        with self.change({"Name of the supplier": self.name}):
            tenders.save_supplier(self.desk, supplier)
            tenders.save_tender(self.desk, f"t-{stem}", supplier.key, self.desk.now)
            self.chosen = f"t-{stem}"
            later(self.refresh)


def _state(line: TenderLine) -> str:
    if line.tender.exclusion_reason:
        return "✕ Excluded"
    if any(result.result == "fail" for result in line.tender.standards):
        return "✕ A minimum standard is not met"
    return f"○ Missing: {', '.join(line.missing)}" if line.missing else "✓ Complete"
