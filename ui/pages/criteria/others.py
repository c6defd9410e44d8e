"""The other parts of the model: standards, the scale, settings, checks of good practice."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from tender_eval.domain.checks import Check
from tender_eval.domain.model import (
    CheckReason,
    MinimumStandard,
    RoundAt,
    Rounding,
)
from tender_eval.services import criteria
from tender_eval.services.procurements import key_from
from ui.dialogs.reason import ask_reason
from ui.widgets import (
    Button,
    Card,
    Choice,
    DecimalEdit,
    EmptyState,
    Field,
    FlowRow,
    LinkButton,
    Muted,
    PrimaryButton,
    Prose,
    Section,
    Tag,
    TextArea,
)

if TYPE_CHECKING:
    from ui.pages.criteria.page import CriteriaPage


class StandardsPart(Section):
    """Pass or fail, beside the weights."""

    def __init__(self, page: CriteriaPage) -> None:
        super().__init__("", "A tender that does not meet one of these is out, whatever its marks.")
        self.page = page
        if not page.view.model.standards:
            self.add(EmptyState("There is no minimum standard yet.", "Clinical governance is one."))
        for standard in page.view.model.standards:
            card = Card(standard.title)
            card.add(Prose(standard.requirement))
            if standard.evidence:
                card.add(Muted(f"Evidence: {standard.evidence}"))
            if page.is_lead:
                link = LinkButton("Remove", lambda s=standard: self._remove(s))
                link.setAccessibleName(f"Remove {standard.title}")
                card.add(link)
            self.add(card)
        if page.is_lead:
            self._form()

    def _form(self) -> None:
        card = Card("Add a minimum standard")
        self.fields = {
            "Title of the standard": card.add(Field("Title", QLineEdit())),
            "Requirement": card.add(Field("What a tender must show", TextArea(3))),
            "Evidence": card.add(Field("Evidence", QLineEdit(), optional=True)),
        }
        card.add(Button("Add", self.page.watched(card, "new", "Add a minimum standard", self._add)))
        self.add(card)

    def _add(self) -> None:
        title, requirement, evidence = (f.text().strip() for f in self.fields.values())
        taken = {s.key for s in self.page.view.model.standards}
        key, number = key_from(title), 1
        while key in taken:
            number += 1
            key = f"{key_from(title)}-{number}"
        standard = MinimumStandard(key, title, requirement, evidence)
        self.page.edit(
            "minimum standards",
            lambda r: criteria.save_standard(self.page.desk, standard, r),
            self.fields,
        )

    def _remove(self, standard: MinimumStandard) -> None:
        self.page.edit(
            "minimum standards", lambda r: criteria.remove_standard(self.page.desk, standard.key, r)
        )


class SettingsPart(Section):
    """Rounding, the least quality that stays in, and how ties are broken."""

    def __init__(self, page: CriteriaPage) -> None:
        super().__init__()
        self.page = page
        model = page.view.model
        self.decimals = Choice([(n, f"{n} decimals") for n in range(7)], model.rounding.decimals)
        self.at = Choice(
            [
                (RoundAt.QUESTION, "Each weighted score; totals are exact sums"),
                (RoundAt.TOTAL, "Only the totals"),
            ],
            model.rounding.at,
        )
        self.minimum = DecimalEdit(4, "%", Decimal(0), Decimal(100))
        self.minimum.set_value(model.minimum_quality)
        self.rules = QLineEdit(", ".join(model.tie_break))
        self.fields = {
            "Decimals": self.add(Field("Decimals, half-up", self.decimals)),
            "Rounded": self.add(Field("Rounded where", self.at)),
            "Minimum quality": self.add(
                Field("Least quality that stays in", self.minimum, "Percent of the marks.", True)
            ),
            "Tie-break": self.add(
                Field(
                    "Ties are broken by", self.rules,
                    "In this order: quality, price, or the key of a criterion, with commas between.",
                    True,
                )
            ),
        }  # fmt: skip
        self.setEnabled(page.is_lead)
        if page.is_lead:
            save = page.watched(
                self, "settings", "Settings", self._save, by_itself=not page.view.amending
            )
            self.add(FlowRow(PrimaryButton("Save the settings", save)))

    def _save(self) -> None:
        rounding = Rounding(int(str(self.decimals.key())), RoundAt(str(self.at.key())))
        rules = [rule.strip() for rule in self.rules.text().split(",") if rule.strip()]
        self.page.edit(
            "settings",
            lambda r: criteria.save_settings(
                self.page.desk, rounding, self.minimum.value(), rules, r
            ),
            self.fields,
        )


class ChecksPart(Section):
    """What good practice asks for, and a recorded reason where it is answered otherwise."""

    def __init__(self, page: CriteriaPage) -> None:
        super().__init__("", "Each check holds in a lot, or has a reason on record.")
        self.page = page
        for check in page.view.checks:
            self.add(self._card(check))
        if not page.view.checks:
            self.add(EmptyState("There is no lot in scope to check."))

    def _card(self, check: Check) -> Card:
        card = Card(check.title)
        word, severity = ("Holds", "ok") if check.passed else ("Does not hold", "warning")
        if check.reason:
            word, severity = "Reason on record", "info"
        card.add(FlowRow(Tag(word, severity), Prose(check.note)))
        if check.reason:
            card.add(Prose(f"Reason: {check.reason}"))
        if not check.passed and self.page.is_lead:
            link = LinkButton("Record a reason…", lambda: self._record(check))
            link.setAccessibleName(f"Record a reason: {check.title}")
            card.add(link)
        return card

    def _record(self, check: Check) -> None:
        reason = ask_reason(check.title, check.note, parent=self)
        if reason is None:
            return
        self.page.edit(
            "a check",
            lambda r: criteria.record_reason(
                self.page.desk, CheckReason(check.reason_key, reason), r
            ),
        )
