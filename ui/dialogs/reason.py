"""Asks why, for an act that is recorded with its reason."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.base import Dialog
from ui.widgets.editors import TextArea
from ui.widgets.fields import Field


class ReasonDialog(Dialog):
    """The act by its name, a reason in words, and no way on without one."""

    def __init__(
        self,
        title: str,
        sentence: str = "",
        accept: str = "Record",
        label: str = "Why",
        hint: str = "It is kept in the record, with your name and the time.",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, sentence, accept, parent=parent)
        self.field = self.add(Field(label, TextArea(5), hint))
        self.field.editor.textChanged.connect(self._weigh)
        self._weigh()
        self.field.editor.setFocus()

    def reason(self) -> str:
        """The reason given."""
        return self.field.text().strip()

    def _weigh(self) -> None:
        self.accept_button.setEnabled(bool(self.reason()))


def ask_reason(
    title: str,
    sentence: str = "",
    accept: str = "Record",
    parent: QWidget | None = None,
    label: str = "Why",
) -> str | None:
    """Ask for a reason, or for what the label says; None when it was cancelled."""
    dialog = ReasonDialog(title, sentence, accept, label, parent=parent)
    return dialog.reason() if dialog.exec() else None
