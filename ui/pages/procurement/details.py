"""The form of the procurement's details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from tender_eval.domain.model import Regime
from tender_eval.domain.procurement import Procurement
from tender_eval.services.procurements import Details
from ui.widgets import Button, Choice, DateField, Field, FlowRow, Section, TextArea

if TYPE_CHECKING:
    from ui.pages.procurement.page import ProcurementPage


class DetailsForm(Section):
    """Fields that are saved together."""

    def __init__(self, page: ProcurementPage, found: Procurement, published: bool) -> None:
        super().__init__("Details")
        self.page, self.published = page, published
        contract = found.contract
        self.regime = Choice([(regime, regime.label) for regime in Regime], found.regime)
        self.starts, self.ends = DateField(contract.starts), DateField(contract.ends)
        self.fields = {
            "Title": Field("Title", QLineEdit(found.title)),
            "Reference": Field("Reference", QLineEdit(found.reference)),
            "Regime": Field("Regime", self.regime, "The law that dates and letters follow."),
            "Process": Field("Process", QLineEdit(found.process)),
            "Description": Field("Description", TextArea(4, found.description), optional=True),
            "CPV": Field("CPV code", QLineEdit(found.cpv), optional=True),
            "Criteria": Field(
                "Where the criteria are published in full",
                QLineEdit(found.full_criteria_at),
                optional=True,
            ),
            "Contract start": Field("Contract start", self.starts),
            "Contract end": Field("Contract end", self.ends),
            "Extension": Field("Extension", QLineEdit(contract.extension), optional=True),
        }
        for field in self.fields.values():
            field.editor.setEnabled(page.is_lead)
            self.add(field)
        if page.is_lead:
            save = page.watched(self, "details", "Details", self._save, by_itself=not published)
            self.add(FlowRow(Button("Save the details", save)))

    def _save(self) -> None:
        bad = [field for field in self.fields.values() if not field.check()]
        if bad:
            return
        text = {name: field.text().strip() for name, field in self.fields.items()}
        regime = self.regime.key()
        details = Details(
            title=text["Title"],
            reference=text["Reference"],
            regime=Regime(str(regime)),
            process=text["Process"],
            description=text["Description"],
            cpv=text["CPV"],
            full_criteria_at=text["Criteria"],
            starts=self.starts.day(),
            ends=self.ends.day(),
            extension=text["Extension"],
        )
        self.page.save(details, self.published)
