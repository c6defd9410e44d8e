"""A field of a form: its label, a hint, the editor, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import SPACE, TYPE, look
from ui.widgets.notices import restyle
from ui.widgets.text import Label, Muted, Prose


class Field(QWidget):
    """Label above, hint under it, then the error, then the editor; joined for screen readers."""

    def __init__(self, label: str, editor: QWidget, hint: str = "", optional: bool = False) -> None:
        super().__init__()
        self.editor = editor
        self.label: QLabel = Label(f"{label} (optional)" if optional else label)
        self.label.setBuddy(editor)
        self.hint = Muted(hint)
        if not hint:
            self.hint.hide()
        self.error = Prose()
        self.error.setProperty("kind", "error")
        self.error.hide()
        editor.setAccessibleName(self.label.text())
        editor.setAccessibleDescription(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.hair)
        for part in (self.label, self.hint, self.error):
            column.addWidget(part)
        column.addWidget(editor)
        if type(editor) is QLineEdit:
            editor.setMaximumWidth(look().px(TYPE.body * 36))
        # Not fixed, even about one line: label and hint wrap where the place is narrow.
        one_line = isinstance(editor, (QLineEdit, QComboBox))
        vertical = QSizePolicy.Policy.Minimum if one_line else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if isinstance(editor, QLineEdit) and hasattr(editor, "problem"):
            editor.editingFinished.connect(self.check)

    def text(self) -> str:
        """What the editor holds, as text."""
        editor = self.editor
        for name in ("text", "toPlainText", "currentText"):
            if hasattr(editor, name):
                return str(getattr(editor, name)())
        return ""

    def set_text(self, text: str) -> None:
        """Put text into the editor."""
        for name in ("set_text", "setText", "setPlainText", "setCurrentText"):
            if hasattr(self.editor, name):
                getattr(self.editor, name)(text)
                return

    def set_error(self, sentence: str) -> None:
        """Say what is wrong and what to do; an empty sentence clears it."""
        self.error.setText(f"✕ {sentence}" if sentence else "")
        self.error.setAccessibleName(f"Error: {sentence}" if sentence else "")
        self.error.setVisible(bool(sentence))
        restyle(self.editor, bad="true" if sentence else "false")
        parts = (f"Error: {sentence}" if sentence else "", self.hint.text())
        self.editor.setAccessibleDescription(" ".join(p for p in parts if p))

    def clear_error(self) -> None:
        """Nothing is wrong."""
        self.set_error("")

    def check(self) -> bool:
        """Ask the editor itself what is wrong. True when nothing is."""
        sentence = self.editor.problem() if hasattr(self.editor, "problem") else ""
        self.set_error(sentence)
        return not sentence
