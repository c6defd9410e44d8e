"""Asked once: the person's name, and what they do at this laptop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from ui.dialogs.base import Dialog
from ui.theme import SPACE
from ui.widgets.editors import Choice
from ui.widgets.fields import Field
from ui.widgets.text import Label, Muted

# The roles' keys are those of the services' posts.
ROLES = (
    ("lead", "Procurement lead", "Sets up, opens the steps, works out the award."),
    ("moderator", "Moderator", "Leads the panel to one score for each question."),
    ("member", "Panel member", "Reads the tenders and scores them."),
    ("auditor", "Auditor", "Sees everything, changes nothing."),
)


@dataclass(frozen=True)
class Answer:
    """Who sits here. member: the key of the panel member, for a panel member."""

    name: str
    role: str
    member: str | None = None


class WhoAreYou(Dialog):
    """The questions. members: the panel by key and name."""

    def __init__(
        self,
        members: Sequence[tuple[str, str]] = (),
        known: Answer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Who are you?",
            "Your name stands beside everything you record.",
            accept="Start",
            cancel="Cancel" if known else "",
            parent=parent,
        )
        self.name = self.add(Field("Your name", QLineEdit(known.name if known else "")))
        self._roles = QButtonGroup(self)
        self.roles: dict[str, QRadioButton] = {}
        self.add(self._make_roles())
        self.member = self.add(Field("Which member of the panel", Choice(members)))
        self._has_members = bool(members)
        if not members:
            self.roles["member"].setEnabled(False)
            self.roles["member"].setToolTip("No panel has been named yet.")
        role = known.role if known and self.roles[known.role].isEnabled() else "lead"
        self.roles[role].setChecked(True)
        if known and known.member:
            self.member.editor.set_key(known.member)
        self._roles.buttonClicked.connect(lambda _: self._show_member())
        self._show_member()
        self.name.editor.setFocus()

    def answer(self) -> Answer:
        """What was answered."""
        role = next(key for key, button in self.roles.items() if button.isChecked())
        member = self.member.editor.key() if role == "member" else None
        return Answer(self.name.text().strip(), role, member)

    def accept(self) -> None:
        if not self.name.text().strip():
            self.name.set_error("Enter your name, as it should stand in the record.")
            self.name.editor.setFocus()
            return
        super().accept()

    def _make_roles(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label("What you do here"))
        for key, words, meaning in ROLES:
            button = QRadioButton(words)
            button.setAccessibleDescription(meaning)
            self._roles.addButton(button)
            self.roles[key] = button
            column.addWidget(button)
            hint = Muted(meaning)
            hint.setIndent(SPACE.section)
            column.addWidget(hint)
            column.addSpacing(SPACE.small)
        return holder

    def _show_member(self) -> None:
        self.member.setVisible(self._has_members and self.roles["member"].isChecked())
        if self.isVisible():
            self.resize(self.sizeHint())


def ask_who(
    members: Sequence[tuple[str, str]] = (),
    known: Answer | None = None,
    parent: QWidget | None = None,
) -> Answer | None:
    """Ask; None when it was cancelled."""
    dialog = WhoAreYou(members, known, parent)
    return dialog.answer() if dialog.exec() else None
