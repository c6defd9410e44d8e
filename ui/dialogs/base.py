"""The frame of every dialog: a heading, a body that scrolls when it must, buttons at the end."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import SPACE, TYPE, look
from ui.widgets.buttons import Button, PrimaryButton
from ui.widgets.stack import Stack
from ui.widgets.text import Heading, Muted

W = TypeVar("W", bound=QWidget)


class Dialog(QDialog):
    """Heading, what it is about, body, and two buttons: the act by its name, and Cancel."""

    width_in_letters = 34

    def __init__(
        self,
        title: str,
        sentence: str = "",
        accept: str = "Continue",
        cancel: str = "Cancel",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.inside = QWidget()
        self.body = Stack(self.inside, SPACE.wide, SPACE.normal)
        self.body.addWidget(Heading(title))
        if sentence:
            self.body.addWidget(Muted(sentence))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self.inside)
        self.accept_button = PrimaryButton(accept, self.accept)
        self.accept_button.setDefault(True)
        self.cancel_button = Button(cancel, self.reject)
        self.cancel_button.setVisible(bool(cancel))
        row = QHBoxLayout()
        row.setContentsMargins(SPACE.wide, SPACE.medium, SPACE.wide, SPACE.normal)
        row.setSpacing(SPACE.small)
        row.addWidget(self.accept_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(row)

    def add(self, widget: W, stretch: int = 0) -> W:
        """Put a part at the end, and hand it back."""
        self.body.addWidget(widget, stretch)
        return widget

    def done(self, result: int) -> None:
        super().done(result)
        # Where no window manager does it, the keys go back to the window that asked.
        if (parent := self.parentWidget()) is not None:
            parent.window().activateWindow()

    def sizeHint(self) -> QSize:
        wide = look().px(TYPE.body * self.width_in_letters)
        high = self.body.heightForWidth(wide - 14) if self.body.hasHeightForWidth() else 0
        high = max(high, self.body.sizeHint().height())
        high += self.accept_button.sizeHint().height() + SPACE.wide + SPACE.normal
        screen = self.screen().availableSize() if self.screen() else QSize(1366, 768)
        return QSize(wide, high).boundedTo(screen * 0.94)

    def showEvent(self, event: QShowEvent) -> None:
        self.resize(self.sizeHint())
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.isVisible():
            self.resize(self.sizeHint())
