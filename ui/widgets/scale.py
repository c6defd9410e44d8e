"""The scoring scale as rows to choose from: number, word, descriptor; by mouse or by figure key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import CORNER, SPACE, TYPE, look

Value = int | Decimal
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Level:
    """One level of a scale."""

    value: Value
    word: str
    descriptor: str = ""


class LevelRow(QRadioButton):
    """One level: its number in a disc, its word in bold, its descriptor wrapped below."""

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
        return self._lay_out(width)[2]

    def sizeHint(self) -> QSize:
        width = look().px(self._size * 20)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = look().px(self._size * 9)
        return QSize(width, look().px(self._size * 2))

    def hitButton(self, pos: object) -> bool:
        return self.rect().contains(pos)  # type: ignore[arg-type]

    def _disc(self) -> int:
        return look().px(self._size * 2)

    def _lay_out(self, width: int) -> tuple[QRect, QRect, int]:
        """Where word and descriptor go in a row of this width, and how high the row is."""
        left = SPACE.small + self._disc() + SPACE.medium
        room = max(40, width - left - SPACE.medium)
        bold = QFontMetrics(look().font(self._size, bold=True))
        plain = QFontMetrics(look().font(self._size))
        box = QRect(0, 0, room, 10_000)
        word = bold.boundingRect(box, WRAP, self.level.word)
        text = self.level.descriptor
        under = plain.boundingRect(box, WRAP, text).height() if text else 0
        high = max(word.height() + under, self._disc()) + 2 * SPACE.small
        top = (high - word.height() - under) // 2
        word_box = QRect(left, top, room, word.height())
        return word_box, QRect(left, word_box.bottom() + 1, room, under + 2), high

    def paintEvent(self, _event: QPaintEvent) -> None:
        dress = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        word, text, _ = self._lay_out(self.width())
        row = self.rect().adjusted(1, 1, -1, -1)
        ground = "selected" if chosen else "hover" if self.underMouse() else "ground"
        painter.setPen(QPen(dress.colour("accent" if chosen else "rule"), 2 if chosen else 1))
        painter.setBrush(dress.colour(ground))
        painter.drawRoundedRect(row, CORNER, CORNER)
        ink = "on_selected" if chosen else "text" if self.isEnabled() else "muted"
        self._draw_disc(painter, chosen)
        painter.setPen(dress.colour(ink))
        painter.setFont(dress.font(self._size, bold=True))
        painter.drawText(word, WRAP, self.level.word)
        if self.level.descriptor:
            painter.setPen(dress.colour("on_selected" if chosen else "muted"))
            painter.setFont(dress.font(self._size))
            painter.drawText(text, WRAP, self.level.descriptor)

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
