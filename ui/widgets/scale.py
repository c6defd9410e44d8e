"""The scoring scale as rows to choose from: number, word, descriptor; by mouse or by figure key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import CORNER, SPACE, TYPE, look

Value = int | Decimal


@dataclass(frozen=True)
class Level:
    """One level of a scale."""

    value: Value
    word: str
    descriptor: str = ""


class LevelRow(QRadioButton):
    """One level: its number in a disc, its word in bold, then its descriptor."""

    def __init__(self, level: Level, size: int = TYPE.body) -> None:
        super().__init__()
        self.level = level
        self._size = size
        name = f"{level.value}, {level.word}"
        self.setAccessibleName(f"{name}: {level.descriptor}" if level.descriptor else name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(round(self._set(width).size().height()), self._disc()) + 2 * SPACE.small

    def sizeHint(self) -> QSize:
        width = look().px(self._size * 20)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = look().px(self._size * 9)
        return QSize(width, look().px(self._size * 2))

    def hitButton(self, pos: object) -> bool:
        return self.rect().contains(pos)  # type: ignore[arg-type]

    def _small(self) -> QFont:
        """The descriptor's face: the small one beside text of the usual size."""
        return look().font(TYPE.small if self._size == TYPE.body else self._size)

    def _disc(self) -> int:
        return look().px(self._size * 2)

    def _set(self, width: int, ink: str = "text") -> QTextDocument:
        """Word and descriptor as set text for a row of this width."""
        word, rest = QTextCharFormat(), QTextCharFormat()
        word.setFont(look().font(self._size, bold=True))
        rest.setFont(self._small())
        for part in (word, rest):
            part.setForeground(look().colour(ink))
        made = QTextDocument()
        made.setDocumentMargin(0)
        cursor = QTextCursor(made)
        cursor.insertText(self.level.word, word)
        if self.level.descriptor:
            cursor.insertText(f"  {self.level.descriptor}", rest)
        made.setTextWidth(max(40, width - self._left() - SPACE.medium))
        return made

    def _left(self) -> int:
        return SPACE.small + self._disc() + SPACE.medium

    def paintEvent(self, _event: QPaintEvent) -> None:
        dress = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        row = self.rect().adjusted(1, 1, -1, -1)
        ground = "selected" if chosen else "hover" if self.underMouse() else "ground"
        painter.setPen(QPen(dress.colour("accent" if chosen else "rule"), 2 if chosen else 1))
        painter.setBrush(dress.colour(ground))
        painter.drawRoundedRect(row, CORNER, CORNER)
        ink = "on_selected" if chosen else "text" if self.isEnabled() else "muted"
        self._draw_disc(painter, chosen)
        words = self._set(self.width(), ink)
        painter.save()
        painter.translate(self._left(), (self.height() - words.size().height()) / 2)
        words.drawContents(painter)
        painter.restore()

    def _draw_disc(self, painter: QPainter, chosen: bool) -> None:
        dress, size = look(), self._disc()
        disc = QRect(SPACE.small, (self.height() - size) // 2, size, size)
        on_selected_plain = chosen and dress.plain
        painter.setPen(QPen(dress.colour("accent" if chosen else "border"), 2 if chosen else 1.5))
        painter.setBrush(dress.colour("on_selected" if on_selected_plain else
                                      "accent" if chosen else "ground"))  # fmt: skip
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        inked = "selected" if on_selected_plain else "on_accent" if chosen else "text"
        painter.setPen(dress.colour(inked))
        painter.setFont(dress.font(self._size, bold=True))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self.level.value))


class ScoreScale(QWidget):
    """The whole scale, best level first as it is given. Figure keys choose, arrow keys move."""

    chosen = Signal(object)

    def __init__(self, levels: Sequence[Level], name: str = "Score", size: int = TYPE.body) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.rows: list[LevelRow] = []
        self._size = size
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.hair)
        self._group.buttonClicked.connect(lambda row: self.chosen.emit(row.level.value))
        self.set_levels(levels)

    def set_levels(self, levels: Sequence[Level]) -> None:
        """Another scale; nothing is chosen."""
        for row in self.rows:
            self._group.removeButton(row)
            row.setParent(None)
            row.deleteLater()
        self.rows = []
        for level in levels:
            row = LevelRow(level, self._size)
            row.installEventFilter(self)
            self._group.addButton(row)
            self._column.addWidget(row)
            self.rows.append(row)
        if self.rows:
            self.setFocusProxy(self.rows[0])

    def value(self) -> Value | None:
        """The chosen value."""
        row = self._group.checkedButton()
        return row.level.value if isinstance(row, LevelRow) else None

    def set_value(self, value: Value | None) -> None:
        """Show a value as chosen, without telling; None chooses nothing."""
        self._group.setExclusive(False)
        for row in self.rows:
            row.setChecked(value is not None and row.level.value == value)
        self._group.setExclusive(True)
        first = next((row for row in self.rows if row.isChecked()), None)
        if self.rows:
            self.setFocusProxy(first or self.rows[0])

    def press(self, value: Value) -> bool:
        """Choose as a person does; False when the scale has no such level."""
        for row in self.rows:
            if row.level.value == value and row.isEnabled():
                row.setFocus(Qt.FocusReason.ShortcutFocusReason)
                row.click()
                return True
        return False

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and self._key(event):  # type: ignore[arg-type]
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        keys = event.text()
        if len(keys) == 1 and keys.isascii() and keys.isdecimal():
            return self.press(int(keys))
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
        move = step.get(Qt.Key(event.key()))
        if move is None or not self.rows:
            return False
        here = next((i for i, row in enumerate(self.rows) if row.hasFocus()), 0)
        to = self.rows[max(0, min(len(self.rows) - 1, here + move))]
        return self.press(to.level.value)
