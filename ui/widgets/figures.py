"""Figures drawn by painter: values are written, never left to colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.contrast import contrast
from ui.theme import SPACE, TARGET, TYPE, look
from ui.widgets.flow import FlowRow

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Part:
    """A part of a bar: what it is, how much, and the amount as written."""

    label: str
    amount: Decimal
    text: str


class StackedBar(QWidget):
    """A bar of parts on the scale of a full amount. A part too narrow for its value has a tip."""

    def __init__(self, name: str, parts: Sequence[Part] = (), full: Decimal | int = 100) -> None:
        super().__init__()
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_parts(parts, full)

    def set_parts(self, parts: Sequence[Part], full: Decimal | int = 100) -> None:
        """Show these parts of a full amount."""
        self._parts = tuple(parts)
        self._full = max(Decimal(full), sum((p.amount for p in parts), Decimal()), Decimal(1))
        words = "; ".join(f"{part.label} {part.text}" for part in parts)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(words)
        self.setToolTip("\n".join(f"{part.label}: {part.text}" for part in parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(TYPE.body * 20), look().px(TARGET))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(TYPE.body * 6), look().px(TARGET))

    def paintEvent(self, _event: QPaintEvent) -> None:
        dress = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = dress.font(TYPE.small, bold=True)
        painter.setFont(font)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(area, dress.colour("surface"))
        left = area.left()
        for index, part in enumerate(self._parts):
            share = part.amount / self._full
            width = _share(area.width(), share)
            colour = dress.colours.series[index % len(dress.colours.series)]
            box = QRectF(left, area.top(), width, area.height())
            painter.fillRect(box, QColor(colour))
            painter.setPen(QPen(dress.colour("ground"), 1))
            painter.drawLine(box.topRight(), box.bottomRight())
            if painter.fontMetrics().horizontalAdvance(part.text) + SPACE.hair < width:
                painter.setPen(QColor(ink_on(colour)))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, part.text)
            left += width
        painter.setPen(QPen(dress.colour("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)


class Legend(FlowRow):
    """What each colour of a stacked bar stands for, in the order of its parts."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(gap=SPACE.normal)
        for index, label in enumerate(labels):
            self.add(_Key(label, index))


class _Key(QWidget):
    def __init__(self, label: str, index: int) -> None:
        super().__init__()
        self._label, self._index = label, index
        self.setAccessibleName(label)

    def sizeHint(self) -> QSize:
        dress = look()
        wide = QFontMetrics(dress.font(TYPE.small)).horizontalAdvance(self._label)
        return QSize(dress.px(TYPE.small) + SPACE.small + wide + SPACE.hair, dress.px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(TYPE.small * 4), look().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        dress = look()
        painter = QPainter(self)
        side = dress.px(TYPE.small)
        box = QRectF(0.5, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(dress.colour("border"), 1))
        painter.setBrush(QColor(dress.colours.series[self._index % len(dress.colours.series)]))
        painter.drawRect(box)
        painter.setPen(dress.colour("text"))
        painter.setFont(dress.font(TYPE.small))
        left = side + SPACE.small
        room = QRectF(left, 0, self.width() - left, self.height())
        words = painter.fontMetrics().elidedText(
            self._label, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


class SpreadDots(QWidget):
    """Where each member's score lies on the scale: a line, its levels, a dot for each score."""

    def __init__(
        self, lowest: int, highest: int, scores: Sequence[tuple[str, Decimal | int]] = ()
    ) -> None:
        super().__init__()
        self._lowest, self._highest = lowest, max(highest, lowest + 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_scores(scores)

    def set_scores(self, scores: Sequence[tuple[str, Decimal | int]]) -> None:
        """Show these scores, each with who gave it."""
        self._scores = [(who, Decimal(value)) for who, value in scores]
        values = [value for _, value in self._scores]
        spread = max(values) - min(values) if values else Decimal()
        self.setAccessibleName(f"Spread {spread}" if values else "No scores yet")
        each = "; ".join(f"{who} {value}" for who, value in self._scores)
        self.setAccessibleDescription(each)
        self.setToolTip(each.replace("; ", "\n"))
        self.update()

    def sizeHint(self) -> QSize:
        levels = self._highest - self._lowest + 1
        return QSize(look().px(28) * levels, look().px(TARGET + 12))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        dress = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(dress.font(TYPE.small))
        step = self.width() / (self._highest - self._lowest + 1)
        line = dress.px(14)
        first = QPointF(step / 2, line)
        painter.setPen(QPen(dress.colour("border"), 2))
        painter.drawLine(first, QPointF(self.width() - step / 2, line))
        counts: dict[Decimal, int] = {}
        for _, value in self._scores:
            counts[value] = counts.get(value, 0) + 1
        for level in range(self._lowest, self._highest + 1):
            x = step * (level - self._lowest) + step / 2
            painter.setPen(QPen(dress.colour("border"), 2))
            painter.drawLine(QPointF(x, line - 3), QPointF(x, line + 3))
            painter.setPen(dress.colour("muted"))
            under = QRectF(x - step / 2, line + dress.px(8), step, dress.px(22))
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(level))
        for value, count in counts.items():
            x = step * _share(1.0, value - self._lowest) + step / 2
            radius = dress.px(9)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(dress.colour("accent"))
            painter.drawEllipse(QPointF(x, line), radius, radius)
            if count > 1:
                painter.setPen(dress.colour("on_accent"))
                spot = QRectF(x - radius, line - radius, 2 * radius, 2 * radius)
                painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(count))


class PriceCurve(QWidget):
    """Marks against price: a line, dots at supposed bids, and the two axes in figures."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._line: list[tuple[Decimal, Decimal]] = []
        self._dots: list[tuple[Decimal, Decimal]] = []
        self._top = Decimal(1)

    def set_points(
        self,
        line: Sequence[tuple[Decimal, Decimal]],
        dots: Sequence[tuple[Decimal, Decimal]],
        top: Decimal,
    ) -> None:
        """Prices and marks. top: the most marks there are."""
        self._line, self._dots, self._top = list(line), list(dots), max(top, Decimal(1))
        words = "; ".join(f"£{price:,.0f} earns {marks}" for price, marks in dots)
        self.setAccessibleDescription(words)
        self.setToolTip(words.replace("; ", "\n"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(TYPE.body * 24), look().px(190))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(TYPE.body * 14), look().px(190))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._line:
            return
        dress = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(dress.font(TYPE.small))
        metrics = painter.fontMetrics()
        left = metrics.horizontalAdvance(f"{self._top}") + SPACE.small
        under = metrics.height() + SPACE.hair
        area = QRectF(left, SPACE.small, self.width() - left - SPACE.medium,
                      self.height() - under - SPACE.normal)  # fmt: skip
        low, high = self._line[0][0], self._line[-1][0]

        def place(point: tuple[Decimal, Decimal]) -> QPointF:
            across = (point[0] - low) / max(high - low, Decimal(1))
            return QPointF(area.left() + _share(area.width(), across),
                           area.bottom() - _share(area.height(), point[1] / self._top))  # fmt: skip

        painter.setPen(QPen(dress.colour("border"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.bottomLeft(), area.topLeft())
        painter.setPen(dress.colour("muted"))
        for value, at in ((self._top, area.top()), (Decimal(0), area.bottom())):
            box = QRectF(0, at - under / 2, left - SPACE.hair, under)
            painter.drawText(box, RIGHT, f"{value}")
        foot = QRectF(area.left(), area.bottom() + SPACE.hair, area.width(), under)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, f"£{low:,.0f}")
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, f"£{high:,.0f}")
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, "price")
        painter.setPen(QPen(dress.colour("accent"), 2))
        painter.drawPolyline([place(point) for point in self._line])
        painter.setBrush(dress.colour("accent"))
        for dot in self._dots:
            painter.drawEllipse(place(dot), dress.px(5), dress.px(5))


def ink_on(ground: str) -> str:
    """Dark or white ink, whichever reads better on a ground."""
    return max(("#14222B", "#FFFFFF"), key=lambda ink: contrast(ink, ground))


def _share(length: float, share: Decimal) -> float:
    """A length on the screen; scores themselves never leave Decimal."""
    return length * int(share * 100_000) / 100_000
