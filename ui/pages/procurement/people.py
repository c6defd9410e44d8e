"""The authorities and funders of a procurement."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from tender_eval.domain.procurement import Authority, Procurement
from tender_eval.domain.values import money
from tender_eval.services import procurements
from ui.pages.base import later
from ui.widgets import (
    Button,
    Card,
    Choice,
    Field,
    FlowRow,
    LinkButton,
    MoneyEdit,
    Prose,
    Section,
)

if TYPE_CHECKING:
    from ui.pages.base import Page

ROLES = (("lead", "Leads"), ("partner", "Partner"), ("funder", "Funder"))


class AuthoritiesPart(Section):
    """Who buys and who pays; the sum of the contributions is shown, never rounded."""

    def __init__(self, page: Page, procurement: Procurement, published: bool) -> None:
        super().__init__("Authorities and funders")
        self.page, self.published = page, published
        self.authorities = list(procurement.authorities)
        given = [a.contribution for a in self.authorities if a.contribution is not None]
        for authority in self.authorities:
            self.add(self._line(authority))
        if given:
            self.add(Prose(f"Together {money(sum(given, Decimal(0)))} a year."))
        if page.is_lead:
            self._form()

    def _line(self, authority: Authority) -> FlowRow:
        role = dict(ROLES).get(authority.role, authority.role)
        share = f", {money(authority.contribution)} a year" if authority.contribution else ""
        note = f". {authority.note}" if authority.note else ""
        row = FlowRow(Prose(f"{authority.name} ({role}{share}){note}"))
        if self.page.is_lead:
            link = LinkButton("Remove", lambda: self._remove(authority))
            link.setAccessibleName(f"Remove {authority.name}")
            row.add(link)
        return row

    def _form(self) -> None:
        card = Card("Add an authority or funder")
        self.name = card.add(Field("Name", QLineEdit()))
        self.role = Choice(ROLES, "lead" if not self.authorities else "partner")
        card.add(Field("Part", self.role))
        self.email = card.add(Field("E-mail for representations", QLineEdit(), optional=True))
        self.share = MoneyEdit()
        card.add(Field("Contribution a year", self.share, optional=True))
        save = self.page.watched(card, "new", "Add an authority or funder", self._add)
        card.add(Button("Add", save))
        self.add(card)

    def _add(self) -> None:
        added = Authority(
            self.name.text().strip(),
            str(self.role.key()),
            email=self.email.text().strip(),
            contribution=self.share.value(),
        )
        self._save([*self.authorities, added])

    def _remove(self, authority: Authority) -> None:
        self._save([a for a in self.authorities if a != authority])

    def _save(self, authorities: list[Authority]) -> None:
        reason = self.page.reason_if_published(self.published, "authorities")
        if reason is None:
            return
        fields = {"Authority": self.name} if self.page.is_lead else None
        with self.page.change(fields):
            procurements.save_authorities(self.page.desk, authorities, reason)
            later(self.page.refresh)
