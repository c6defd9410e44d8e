"""The form of one criterion."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit

from tender_eval.domain.errors import BadInput
from tender_eval.domain.model import Criterion, KeyCriterion, Kind, Theme
from tender_eval.services import criteria
from ui.messages import show_error
from ui.widgets import (
    Choice,
    DecimalEdit,
    Field,
    FlowRow,
    Heading,
    PrimaryButton,
    Section,
    TextArea,
)

if TYPE_CHECKING:
    from ui.pages.criteria.page import CriteriaPage

_HEADS = {Kind.GROUP: "Group", Kind.QUESTION: "Question", Kind.PRICE: "Price"}


class CriterionForm(Section):
    """Only the fields that the kind of criterion has."""

    def __init__(self, page: CriteriaPage, node: Criterion) -> None:
        super().__init__(_HEADS[node.kind])
        self.page, self.node = page, node
        self.weight = DecimalEdit(4, "%", Decimal(0), Decimal(100))
        self.weight.set_value(node.weight)
        self.minimum = DecimalEdit(4)
        self.minimum.set_value(node.minimum)
        self.theme = Choice(
            [("", "None"), *[(t, t.label.capitalize()) for t in Theme]], node.theme or ""
        )
        self.serves = Choice(
            [("", "That of its group"), *[(k, k.label) for k in KeyCriterion]],
            node.key_criterion or "",
        )
        model = page.view.model
        mine = model.scale_of(node).key if model.scales else ""
        self.scale = Choice([(scale.key, scale.name) for scale in model.scales], mine)
        self.fields: dict[str, Field] = {
            "Title of the criterion": Field("Title", QLineEdit(node.title)),
            "Weight": Field("Weight in its group", self.weight),
        }
        if node.kind is Kind.QUESTION:
            limit = str(node.word_limit) if node.word_limit else ""
            self.fields |= {
                "Question": Field("Question, as suppliers read it", TextArea(5, node.question)),
                "Guidance": Field("Guidance for the panel", TextArea(4, node.guidance), "", True),
                "Word limit": Field("Word limit", QLineEdit(limit), optional=True),
                "Scale": Field("Scale", self.scale),
            }
        if node.kind is not Kind.PRICE:
            hint = (
                "A consensus score below it puts a tender out."
                if node.kind is Kind.QUESTION
                else "Percent of the group's marks; less puts a tender out."
            )
            self.fields["Minimum"] = Field("Minimum", self.minimum, hint, True)
            self.fields["Theme"] = Field("What it is about", self.theme)
        self.fields["Serves"] = Field("Key criterion it serves (PSR reg 5)", self.serves)
        for field in self.fields.values():
            self.add(field)
        self._lots()
        self.setEnabled(page.is_lead)
        if page.is_lead:
            save = page.watched(
                self,
                f"criterion:{node.key}",
                node.title,
                self._save,
                by_itself=not page.view.amending,
            )
            self.add(FlowRow(PrimaryButton("Save the criterion", save)))

    def _lots(self) -> None:
        self.add(Heading("Counts in", level=3))
        self.boxes: dict[str, QCheckBox] = {}
        self.common = QCheckBox("Every lot (common part)")
        self.common.setChecked(not self.node.lots)
        self.add(self.common)
        for lot in self.page.view.model.lots:
            box = QCheckBox(lot.title)
            box.setChecked(lot.key in self.node.lots)
            box.setEnabled(bool(self.node.lots))
            self.boxes[lot.key] = self.add(box)
        self.common.toggled.connect(self._toggle)

    def _toggle(self, common: bool) -> None:
        for box in self.boxes.values():
            box.setEnabled(not common)

    def _save(self) -> None:
        if not all(field.check() for field in self.fields.values()):
            return
        text = {name: field.text().strip() for name, field in self.fields.items()}
        weight = self.weight.value()
        if weight is None:
            self.fields["Weight"].set_error("Give the weight in percent.")
            return
        limit = text.get("Word limit", "")
        if limit and not limit.isdigit():
            error = BadInput(f"“{limit}” is not a whole number.", where="Word limit")
            show_error(error, self, self.fields)
            return
        lots = () if self.common.isChecked() else self._chosen_lots()
        changed = replace(
            self.node,
            title=text["Title of the criterion"],
            weight=weight,
            question=text.get("Question", self.node.question),
            guidance=text.get("Guidance", self.node.guidance),
            word_limit=int(limit) if limit else None,
            scale=self._scale(),
            minimum=self.minimum.value(),
            theme=Theme(str(self.theme.key())) if self.theme.key() else None,
            key_criterion=KeyCriterion(str(self.serves.key())) if self.serves.key() else None,
            lots=lots,
        )
        self.page.edit(
            "criteria",
            lambda reason: criteria.save_criterion(self.page.desk, changed, amendment=reason),
            self.fields,
        )

    def _scale(self) -> str:
        """The scale's key; empty still where the question takes the first one anyway."""
        scales = self.page.view.model.scales
        chosen = str(self.scale.key() or "")
        first = bool(scales) and chosen == scales[0].key
        return self.node.scale if first and not self.node.scale else chosen

    def _chosen_lots(self) -> tuple[str, ...]:
        return tuple(key for key, box in self.boxes.items() if box.isChecked())
