"""A member's own details, and what they score in each lot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit

from tender_eval.domain.people import Role
from tender_eval.domain.procurement import Member
from tender_eval.services import panel
from ui.pages.base import later
from ui.widgets import Choice, Field, FlowRow, PrimaryButton, Section, TextArea

if TYPE_CHECKING:
    from ui.pages.panel.page import PanelPage

NONE, ALL, SOME = "none", "all", "some"


class MemberForm(Section):
    """Name, role, organisation, experience."""

    def __init__(self, page: PanelPage, member: Member) -> None:
        super().__init__(member.name)
        self.page, self.member = page, member
        self.role = Choice([(role, role.label) for role in Role], member.role)
        self.fields = {
            "Name": self.add(Field("Name", QLineEdit(member.name))),
            "Role": self.add(Field("Role", self.role)),
            "Organisation": self.add(
                Field("Organisation", QLineEdit(member.organisation), optional=True)
            ),
            "Experience": self.add(
                Field("Relevant experience", TextArea(3, member.experience), optional=True)
            ),
            "E-mail": self.add(Field("E-mail", QLineEdit(member.email), optional=True)),
        }
        save = page.watched(self, f"member:{member.key}", member.name, self._save, by_itself=True)
        self.add(FlowRow(PrimaryButton("Save the member", save)))

    def _save(self) -> None:
        text = {name: field.text().strip() for name, field in self.fields.items()}
        changed = replace(
            self.member,
            name=text["Name"],
            role=Role(str(self.role.key())),
            organisation=text["Organisation"],
            experience=text["Experience"],
            email=text["E-mail"],
        )
        with self.page.change(self.fields):
            panel.save_member(self.page.desk, changed)
            later(self.page.refresh)


class AllocationPart(Section):
    """For each lot: nothing, every question, or chosen ones. Each change is kept at once."""

    def __init__(self, page: PanelPage, member: Member) -> None:
        super().__init__("What they score")
        self.page, self.member = page, member
        self.given = panel.allocations_of(member)
        for lot in page.view.model.lots_in_scope():
            self._lot(lot.key, lot.title)

    def _lot(self, lot: str, title: str) -> None:
        allocation = self.given.get(lot)
        state = NONE if allocation is None else SOME if allocation.questions else ALL
        choice = Choice(
            [(NONE, "Nothing"), (ALL, "Every question"), (SOME, "Chosen questions")], state
        )
        self.add(Field(title, choice))
        questions = page_questions = self.page.view.model.questions(lot)
        boxes = {}
        for question in page_questions:
            box = QCheckBox(question.title)
            box.setChecked(allocation is not None and allocation.covers(question.key))
            if state != SOME:
                box.hide()
            box.toggled.connect(lambda _, k=lot, b=boxes: self._some(k, b))
            boxes[question.key] = self.add(box)
        choice.picked.connect(
            lambda key, k=lot: self._keep(
                k, None if key == NONE else [] if key == ALL else [q.key for q in questions]
            )
        )

    def _some(self, lot: str, boxes: dict[str, QCheckBox]) -> None:
        chosen = [key for key, box in boxes.items() if box.isChecked()]
        with self.page.change():
            panel.allocate(self.page.desk, self.member.key, lot, chosen or None)

    def _keep(self, lot: str, questions: list[str] | None) -> None:
        with self.page.change():
            panel.allocate(self.page.desk, self.member.key, lot, questions)
            later(self.page.refresh)
