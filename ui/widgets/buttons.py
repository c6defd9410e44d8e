"""Buttons, and the link that is a button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import TARGET, look


class Button(QPushButton):
    """An ordinary button."""

    kind = "button"

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", self.kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if on_click is not None:
            self.clicked.connect(lambda *_: on_click())


class PrimaryButton(Button):
    """The one thing to do next on a page."""

    kind = "primary"


class DangerButton(Button):
    """A step that is hard to take back."""

    kind = "danger"


class QuietButton(Button):
    """A button without a box, for bars."""

    kind = "quiet"


class LinkButton(Button):
    """A link within the program. Its text wraps, so that it is whole at any size of text."""

    kind = "link"

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        beside_text: bool = False,
    ) -> None:
        super().__init__(text, on_click, parent)
        # Beside a line of text the link stands on that line, at the floor of 24 for targets.
        self._lowest = 24 if beside_text else TARGET
        self._up = Qt.AlignmentFlag.AlignTop if beside_text else Qt.AlignmentFlag.AlignVCenter
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rect = QRect(0, 0, max(1, width), 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        high = self.fontMetrics().boundingRect(rect, flags, self.text()).height()
        return max(look().px(self._lowest), high)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, look().px(self._lowest))

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(w) for w in self.text().split()), default=0)
        return QSize(longest + 2, look().px(self._lowest))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look()
        painter = QPainter(self)
        font = QFont(self.font())
        font.setUnderline(self.isEnabled())
        painter.setFont(font)
        role = "muted" if not self.isEnabled() else "accent"
        painter.setPen(colours.colour("accent_hover" if self.underMouse() else role))
        flags = Qt.AlignmentFlag.AlignLeft | self._up | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect(), flags, self.text())
