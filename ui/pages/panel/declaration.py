"""A member's declarations of interest, and the form for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tender_eval.domain.people import Interest, Recusal
from tender_eval.domain.procurement import Declaration
from tender_eval.services import panel
from tender_eval.services.panel import MemberLine
from ui.pages.base import later
from ui.widgets import (
    Button,
    Card,
    Choice,
    EmptyState,
    Field,
    FlowRow,
    Muted,
    PrimaryButton,
    Prose,
    Section,
    TextArea,
)
from ui.widgets.editors import spoken_date

if TYPE_CHECKING:
    from ui.pages.panel.page import PanelPage

INTERESTS = (
    (Interest.ACTUAL, "Actual: a real interest now"),
    (Interest.POTENTIAL, "Potential: it could become one"),
    (Interest.PERCEIVED, "Perceived: it could look like one"),
)
RECUSALS = (
    (Recusal.SUPPLIER, "From this supplier's tender"),
    (Recusal.LOT, "From this lot"),
    (Recusal.PROCUREMENT, "From the whole procurement"),
    (Recusal.NONE, "From nothing (not under the Provider Selection Regime)"),
)


class DeclarationsPart(Section):
    """What is on record, then what may be added."""

    def __init__(self, page: PanelPage, line: MemberLine, may_declare: bool) -> None:
        super().__init__("Declaration of interests")
        self.page, self.line = page, line
        self.suppliers = {s.key: s.name for s in page.view.suppliers}
        self.lots = {lot.key: lot.title for lot in page.view.model.lots}
        if not line.declarations:
            self.add(
                EmptyState(
                    "Nothing has been declared yet.",
                    "A declaration comes before any tender is seen, also when there is nothing.",
                )
            )
        for declaration in line.declarations:
            self.add(self._card(declaration))
        if may_declare:
            self.add(FlowRow(Button("Nothing to declare", self._nothing)))
            self._form()
        self.body.addStretch(1)

    def _card(self, declaration: Declaration) -> Card:
        when = spoken_date(declaration.made_on)
        if declaration.interest is Interest.NONE:
            card = Card("Nothing to declare")
            card.add(Muted(when))
            return card
        card = Card(f"{declaration.interest.value.capitalize()} interest")
        about = self.suppliers.get(declaration.supplier or "") or self.lots.get(
            declaration.lot or "", "the procurement"
        )
        card.add(Prose(f"About {about}: {declaration.description}"))
        words = dict(RECUSALS)[declaration.recusal]
        card.add(Prose(f"Recused: {words[0].lower()}{words[1:]}. {declaration.mitigation}".strip()))
        card.add(Muted(when))
        return card

    def _form(self) -> None:
        card = Card("Declare an interest")
        self.kind = Choice(INTERESTS)
        self.supplier = Choice([("", "None in particular"), *self.suppliers.items()])
        self.lot = Choice([("", "None in particular"), *self.lots.items()])
        self.recusal = Choice(RECUSALS)
        self.fields = {
            "Kind": card.add(Field("Kind of interest", self.kind)),
            "Supplier": card.add(Field("About which supplier", self.supplier)),
            "Lot": card.add(Field("About which lot", self.lot)),
            "Interest": card.add(Field("What it is", TextArea(3))),
            "Recusal": card.add(
                Field(
                    "Steps back",
                    self.recusal,
                    "An interest that could be seen to affect fairness means stepping back.",
                )
            ),
            "Mitigation": card.add(Field("What else is done", TextArea(2), optional=True)),
        }
        key = f"interest:{self.line.member.key}"
        save = self.page.watched(card, key, "Declare an interest", self._record)
        card.add(PrimaryButton("Record the declaration", save))
        self.add(card)

    def _nothing(self) -> None:
        with self.page.change():
            panel.nothing_to_declare(self.page.desk, self.line.member.key, self.page.desk.today)
            later(self.page.refresh)

    def _record(self) -> None:
        member = self.line.member.key
        number = len(self.line.declarations) + 1
        declaration = Declaration(
            f"d-{member}-{number}",
            member,
            self.page.desk.today,
            Interest(str(self.kind.key())),
            str(self.supplier.key()) or None,
            str(self.lot.key()) or None,
            self.fields["Interest"].text().strip(),
            self.fields["Mitigation"].text().strip(),
            Recusal(str(self.recusal.key())),
        )
        with self.page.change(self.fields):
            panel.declare(self.page.desk, declaration)
            later(self.page.refresh)
