"""Text on a page: headings, prose that keeps to a readable line, labels, rules."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.theme import LINE_CHARACTERS


class Prose(QLabel):
    """Wrapped text that never runs longer than a readable line, however wide its place."""

    kind = "prose"

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", self.kind)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def line_limit(self) -> int:
        """The widest a line may be, in pixels."""
        return int(self.fontMetrics().averageCharWidth() * LINE_CHARACTERS * 1.05)

    def heightForWidth(self, width: int) -> int:
        margin = self.contentsMargins().right()
        return super().heightForWidth(min(width, self.line_limit()) + margin)

    def sizeHint(self) -> QSize:
        width = min(self.fontMetrics().horizontalAdvance(self.text()) + 4, self.line_limit())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(w) for w in self.text().split()), default=0)
        return QSize(longest + 4, metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        spare = max(0, self.width() - self.line_limit())
        if spare != self.contentsMargins().right():
            self.setContentsMargins(0, 0, spare, 0)


class Heading(Prose):
    """A heading: level 1 is the page's title, 2 a section's."""

    def __init__(self, text: str = "", level: int = 2, parent: QWidget | None = None) -> None:
        self.kind = {1: "title", 2: "heading"}.get(level, "label")
        super().__init__(text, parent)


class Muted(Prose):
    """Text of less weight, as readable as the rest."""

    kind = "muted"


class Small(Prose):
    """A note in the small size."""

    kind = "small"


class Label(Prose):
    """The bold name of a thing."""

    kind = "label"


class Figure(Prose):
    """A number in the large size."""

    kind = "figure"


class Rule(QFrame):
    """A hairline between parts of a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rule")
        self.setFixedHeight(1)
