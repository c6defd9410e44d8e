"""Layouts that give way: a row that wraps, two columns that become one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QSizePolicy, QWidget

from ui.theme import SPACE


class FlowLayout(QLayout):
    """Items in a row, wrapping to the next line where the width ends. even: all of one height."""

    def __init__(
        self, parent: QWidget | None = None, gap: int = SPACE.small, *, even: bool = False
    ) -> None:
        super().__init__(parent)
        self._even = even
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(s.width() for s in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((s.height() for s in shown), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y = rect.x(), rect.y()
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(1, rect.width()), 100_000))
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if line and x + size.width() > rect.right() + 1:
                y += self._level(line, move=move) + self._gap
                x, line = rect.x(), []
            line.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self._gap
        return y + self._level(line, move=move) - rect.y()

    def _level(self, line: list[tuple[QLayoutItem, QRect]], *, move: bool) -> int:
        """Bring the items of one line to one height, or to one middle; the line's height."""
        high = max((box.height() for _, box in line), default=0)
        if move:
            for item, box in line:
                if self._even:
                    box.setHeight(high)
                else:
                    box.translate(0, (high - box.height()) // 2)
                item.setGeometry(box)
        return high


class FlowRow(QWidget):
    """A row of widgets that wraps: in one middle, or for cards (even) of one height."""

    def __init__(self, *widgets: QWidget, gap: int = SPACE.small, even: bool = False) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, gap, even=even)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget at the end."""
        self._flow.addWidget(widget)
        return widget


class TwoUp(QWidget):
    """Two parts side by side; one over the other when there is no room for that many characters."""

    def __init__(
        self, left: QWidget, right: QWidget, share: tuple[int, int] = (3, 2), columns: int = 100
    ) -> None:
        super().__init__()
        self.left, self.right = left, right
        self._columns = columns
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACE.wide)
        self._box.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._box.addWidget(left, share[0])
        self._box.addWidget(right, share[1])

    @property
    def is_stacked(self) -> bool:
        """Whether the parts stand one over the other."""
        return self._box.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        one, other = self.left.minimumSizeHint(), self.right.minimumSizeHint()
        high = self._box.minimumSize().height()
        return QSize(max(one.width(), other.width()), high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < self._columns * self.fontMetrics().averageCharWidth()
        needed = self.left.minimumSizeHint().width() + self.right.minimumSizeHint().width()
        stacked = narrow or needed + SPACE.wide > self.width()
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if way is not self._box.direction():
            self._box.setDirection(way)
            self.updateGeometry()
        super().resizeEvent(event)
