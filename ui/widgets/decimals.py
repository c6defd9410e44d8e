"""Exact numbers typed by a person: text in, Decimal out, never a float."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import TYPE, look


class DecimalEdit(QLineEdit):
    """A line for an exact number of at most so many decimals. Grouping commas are allowed."""

    value_changed = Signal(object)

    def __init__(
        self,
        places: int = 2,
        unit: str = "",
        low: Decimal | int | None = None,
        high: Decimal | int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._places, self._unit = places, unit
        self._low = None if low is None else Decimal(low)
        self._high = None if high is None else Decimal(high)
        self._last: Decimal | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMaximumWidth(look().px(TYPE.body * 11))
        self.editingFinished.connect(self._settle)
        self.textEdited.connect(lambda _: self._tell())

    def value(self) -> Decimal | None:
        """The number, or None while the line is empty or cannot be read."""
        return None if self.problem() else self._read()

    def set_value(self, value: Decimal | int | None) -> None:
        """Show a number; None empties the line."""
        if isinstance(value, float):
            raise TypeError("A float is not exact; give a Decimal.")
        self._last = None if value is None else Decimal(value)
        self.setText("" if value is None else self.written(Decimal(value)))
        self.setCursorPosition(0)

    def problem(self) -> str:
        """What is wrong with the text, in a sentence; empty when nothing is."""
        if not self._bare():
            return ""
        number = self._read()
        if number is None:
            return "Enter a number in figures, such as " + self.written(Decimal(12)) + "."
        if -int(number.as_tuple().exponent) > self._places:
            some = "1 decimal place" if self._places == 1 else f"{self._places} decimal places"
            return "Enter a whole number." if not self._places else f"Give at most {some}."
        if self._low is not None and number < self._low:
            return f"Enter {self.written(self._low)} or more."
        if self._high is not None and number > self._high:
            return f"Enter {self.written(self._high)} or less."
        return ""

    def written(self, value: Decimal) -> str:
        """A number as this line writes it: grouped, with its decimals and its unit."""
        shown = max(self._places, -int(value.as_tuple().exponent))
        text = f"{value:,.{shown}f}".replace("-", "−")
        if self._unit == "£":
            return f"£{text}"
        return f"{text} {self._unit}" if self._unit else text

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settle()

    def _bare(self) -> str:
        text = self.text().replace(self._unit, "") if self._unit else self.text()
        for sign, plain in ((",", ""), (" ", ""), ("\u00a0", ""), ("£", ""), ("−", "-")):
            text = text.replace(sign, plain)
        return text

    def _read(self) -> Decimal | None:
        text = self._bare()
        if not text.lstrip("+-").replace(".", "", 1).isdecimal() or not text.isascii():
            return None
        try:
            return Decimal(text)
        except InvalidOperation:
            return None

    def _settle(self) -> None:
        """Write a finished number the usual way; leave what cannot be read as it was typed."""
        number = self.value()
        if number is not None and self.text() != self.written(number):
            self.setText(self.written(number))
        self._tell()

    def _tell(self) -> None:
        number = self.value()
        if number != self._last:
            self._last = number
            self.value_changed.emit(number)


class MoneyEdit(DecimalEdit):
    """A sum in pounds, with pence or without."""

    def __init__(self, pence: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(2 if pence else 0, "£", low=0, parent=parent)
