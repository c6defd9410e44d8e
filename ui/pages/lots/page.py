"""The lots: what is tendered, in or out of scope by hand, and each lot's price model."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from PySide6.QtWidgets import QCheckBox, QLineEdit

from tender_eval.domain.model import Lot, PriceKind, PriceModel
from tender_eval.domain.values import money, round_half_up
from tender_eval.services import criteria, lots
from tender_eval.services.procurements import key_from
from ui.context import PageContext
from ui.pages.base import Page, later
from ui.widgets import (
    Button,
    Choice,
    Column,
    DataTable,
    EmptyState,
    Field,
    FlowRow,
    MoneyEdit,
    Muted,
    PriceCurve,
    PrimaryButton,
    Section,
    Small,
    TextArea,
    TwoUp,
)


class LotsPage(Page):
    """The list at the left, the chosen lot's form at the right."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Lots")
        self.chosen = ""

    def refresh(self) -> None:
        """Read the lots anew."""
        self.clear_parts()
        self.view = criteria.model_view(self.desk)
        found = self.view.model.lots
        inside = sum(lot.in_scope for lot in found)
        self.header.set_sentence(f"{inside} of {len(found)} in scope. Scope is always set by hand.")
        if not found:
            self.show_part(
                EmptyState(
                    "There is no lot yet.", "A lot is awarded by itself.", "Add a lot", self.add_lot
                )
            )
            return
        keys = [lot.key for lot in found]
        self.chosen = self.chosen if self.chosen in keys else keys[0]
        left = Section()
        self.table = DataTable(
            "Lots",
            [
                Column("Lot", lambda lot: lot.title),
                Column("Scope", lambda lot: "✓ In scope" if lot.in_scope else "– Out", width=12),
                Column("A year", _value, "right", 13),
            ],
            found,
        )
        self.table.fit(20)
        self.table.select(keys.index(self.chosen))
        self.table.row_chosen.connect(self._choose)
        left.add(self.table)
        if self.is_lead:
            left.add(
                FlowRow(
                    Button("Add a lot", self.add_lot),
                    Button("Move up", lambda: self._move(-1)),
                    Button("Move down", lambda: self._move(1)),
                    Button("Remove", self._remove),
                )
            )
        left.body.addStretch(1)
        self.form = LotForm(self, self.view.model.lot(self.chosen))
        self.show_part(TwoUp(left, self.form, (1, 1), 110))

    def show_target(self, lot: str = "") -> None:
        """Open a lot."""
        self.chosen = lot
        self.refresh()

    def _choose(self, lot: Lot) -> None:
        if lot.key == self.chosen:
            return
        if self.settled():
            self.chosen = lot.key
        later(self.refresh)

    def add_lot(self) -> None:
        """A new lot, to be named."""
        taken = {lot.key for lot in self.view.model.lots}
        number = len(taken) + 1
        while f"lot-{number}" in taken:
            number += 1
        self.chosen = key_from(f"lot {number}")
        self.save(Lot(self.chosen, f"Lot {number}"))

    def save(self, lot: Lot) -> None:
        """Keep a lot."""
        reason = self.reason_if_published(self.view.amending, "lots")
        if reason is None:
            return
        fields = self.form.fields if hasattr(self, "form") else None
        with self.change(fields):
            lots.save_lot(self.desk, lot, reason)
            later(self.refresh)

    def _move(self, steps: int) -> None:
        reason = self.reason_if_published(self.view.amending, "order of lots")
        if reason is not None:
            with self.change():
                lots.move_lot(self.desk, self.chosen, steps, reason)
                later(self.refresh)

    def _remove(self) -> None:
        reason = self.reason_if_published(self.view.amending, "lots")
        if reason is not None:
            with self.change():
                lots.remove_lot(self.desk, self.chosen, reason)
                later(self.refresh)


class LotForm(Section):
    """Everything about one lot."""

    def __init__(self, page: LotsPage, lot: Lot) -> None:
        super().__init__(lot.title)
        self.page, self.lot = page, lot
        model = lot.price_model
        self.scope = QCheckBox("In scope: tendered this time")
        self.scope.setChecked(lot.in_scope)
        self.value, self.ceiling = MoneyEdit(), MoneyEdit()
        self.full, self.none = MoneyEdit(), MoneyEdit()
        for edit, amount in ((self.value, lot.annual_value), (self.ceiling, model.ceiling),
                             (self.full, model.full_marks_at), (self.none, model.no_marks_at)):  # fmt: skip
            edit.set_value(amount)
        self.kind = Choice([(kind, kind.label) for kind in PriceKind], model.kind)
        self.formula = Muted(model.kind.formula)
        self.curve = PriceCurve(f"Marks against price in {lot.title}")
        self.supposed = Small()
        self.fields = {
            "Title of the lot": Field("Title", QLineEdit(lot.title)),
            "Description": Field("Description", TextArea(4, lot.description), optional=True),
            "Block": Field("Service block", QLineEdit(lot.service_block), optional=True),
            "Elements": Field(
                "Elements of the service", TextArea(4, "\n".join(lot.elements)),
                "One a line.", True,
            ),
            "Area": Field("Area", QLineEdit(lot.area), optional=True),
            "Yearly value": Field("Value a year", self.value),
            "Price model": Field("Price model", self.kind),
            "Full marks": Field(
                "Price that earns full marks", self.full,
                "At a benchmark: the benchmark itself.", True,
            ),
            "No marks": Field("Price from which there are no marks", self.none, "", True),
            "Ceiling": Field(
                "Ceiling for the whole contract", self.ceiling,
                "A higher price is out. For a fixed price: the price itself.", True,
            ),
        }  # fmt: skip
        self.add(self.scope)
        for name, field in self.fields.items():
            self.add(field)
            if name == "Price model":
                self.add(self.formula)
        self.add(self.curve)
        self.add(self.supposed)
        self.kind.picked.connect(lambda _: self._show_model())
        for edit in (self.ceiling, self.full, self.none):
            edit.value_changed.connect(lambda _: self._show_model())
        self._show_model()
        self.setEnabled(page.is_lead)
        if page.is_lead:
            save = page.watched(
                self, f"lot:{lot.key}", lot.title, self._save, by_itself=not page.view.amending
            )
            self.add(FlowRow(PrimaryButton("Save the lot", save)))

    def _price_model(self) -> PriceModel:
        kind = PriceKind(str(self.kind.key()))
        if kind is not PriceKind.LINEAR_RANGE:
            return PriceModel(kind, self.ceiling.value())
        return PriceModel(kind, self.ceiling.value(), self.full.value(), self.none.value())

    def _show_model(self) -> None:
        """The formula in force, the prices it needs, and its picture."""
        model = self._price_model()
        self.formula.setText(model.formula)
        for name in ("Full marks", "No marks"):
            self.fields[name].setVisible(model.kind is PriceKind.LINEAR_RANGE)
        lot = replace(self.lot, price_model=model, annual_value=self.value.value())
        picture = lots.price_picture(self.page.view.model, lot)
        self.curve.setVisible(picture is not None)
        self.supposed.setVisible(picture is not None)
        if picture is None:
            return
        rounded = [[(p, _marks(m)) for p, m in part] for part in (picture.points, picture.bids)]
        self.curve.set_points(rounded[0], rounded[1], _marks(picture.weight))
        dots = ", ".join(f"{money(price)} earns {marks}" for price, marks in rounded[1])
        beside = "beside these three" if model.kind.relative else "by itself"
        self.supposed.setText(
            f"Invented bids: {dots}. The line shows what a further bid would earn {beside}."
        )

    def _save(self) -> None:
        if not all(field.check() for field in self.fields.values()):
            return
        text = {name: field.text().strip() for name, field in self.fields.items()}
        self.page.save(
            replace(
                self.lot,
                title=text["Title of the lot"],
                description=text["Description"],
                in_scope=self.scope.isChecked(),
                service_block=text["Block"],
                elements=tuple(e.strip() for e in text["Elements"].splitlines() if e.strip()),
                area=text["Area"],
                annual_value=self.value.value(),
                price_model=self._price_model(),
            )
        )


def _value(lot: Lot) -> str:
    return money(lot.annual_value) if isinstance(lot.annual_value, Decimal) else "–"


def _marks(exact: Fraction) -> Decimal:
    return round_half_up(exact, 2)
