"""Editors with one way to ask and set: plain text, a choice, a date."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QTextEdit, QWidget

from ui.theme import SPACE, TYPE, look

DATE_SHAPES = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %m %Y", "%d/%m/%y")


class TextArea(QTextEdit):
    """Several lines of plain text. Tab moves on to the next field, as in every form."""

    finished = Signal()

    def __init__(self, rows: int = 4, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlainText(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def text(self) -> str:
        """The text."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace the text; the same text leaves the cursor alone."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def sizeHint(self) -> QSize:
        high = round(self.fontMetrics().lineSpacing() * self._rows + 4 * SPACE.hair + 4)
        return QSize(look().px(TYPE.body * 20), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(TYPE.body * 8), self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finished.emit()


class Choice(QComboBox):
    """One of a few. The wheel scrolls the page, not the choice, unless the list is open."""

    picked = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[Hashable, str]] = (),
        chosen: Hashable = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_options(options, chosen)
        self.activated.connect(lambda _: self.picked.emit(self.key()))

    def set_options(self, options: Sequence[tuple[Hashable, str]], chosen: Hashable = None) -> None:
        """Replace the options."""
        self._keys = [key for key, _ in options]
        self.clear()
        self.addItems([words for _, words in options])
        self.set_key(chosen)

    def key(self) -> Hashable:
        """The key of the chosen option, None before a choice."""
        index = self.currentIndex()
        return self._keys[index] if 0 <= index < len(self._keys) else None

    def set_key(self, key: Hashable) -> None:
        """Choose by key; an unknown one chooses the first."""
        self.setCurrentIndex(self._keys.index(key) if key in self._keys else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(super().minimumSizeHint().width(), look().px(TYPE.body * 10)),
                     super().minimumSizeHint().height())  # fmt: skip

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class DateField(QLineEdit):
    """A date, typed as people write one; it answers with the weekday, so a slip shows."""

    day_changed = Signal(object)

    def __init__(self, day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("3 June 2025")
        self.setMaximumWidth(look().px(TYPE.body * 16))
        self._last: date | None = None
        self.set_day(day)
        self.editingFinished.connect(self._settle)

    def day(self) -> date | None:
        """The date, or None while the line is empty or cannot be read."""
        return read_date(self.text())

    def set_day(self, day: date | None) -> None:
        """Show a date."""
        self._last = day
        self.setText("" if day is None else spoken_date(day))
        self.setCursorPosition(0)

    def problem(self) -> str:
        """What is wrong, in a sentence; empty when nothing is."""
        if not self.text().strip() or self.day():
            return ""
        return "Enter a date, such as 3 June 2025."

    def _settle(self) -> None:
        day = self.day()
        if day is not None:
            self.setText(spoken_date(day))
        if day != self._last:
            self._last = day
            self.day_changed.emit(day)


def spoken_date(day: date) -> str:
    """A date as a person says it: Tuesday 3 June 2025."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def read_date(text: str) -> date | None:
    """The date a person wrote, or None."""
    words = text.replace(",", " ").split()
    if words and words[0][:1].isalpha():
        words = words[1:]  # the weekday is ours to say
    for shape in DATE_SHAPES:
        try:
            return datetime.strptime(" ".join(words), shape).date()
        except ValueError:
            continue
    return None


def keep_wheel_for_page(widget: QWidget) -> None:
    """Let the wheel act on a widget only once it has the focus."""
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
