"""The focus ring: one frame of two tones that follows the focus, so it shows on every ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFocusFrame, QWidget

from ui.theme import CORNER, look

WIDTH = 3


class FocusRing(QFocusFrame):
    """Qt moves the frame; this paints it: dark outside, yellow inside."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        target = self.widget()
        if target is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area = QRectF(self.rect())
        for role, width, inset in (("focus_outside", 1.5, 0.75), ("focus_inside", 2.5, 2.5)):
            painter.setPen(QPen(look().colour(role), width))
            box = area.adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(box, CORNER + 2 - inset, CORNER + 2 - inset)


def follow_focus(app: QApplication) -> None:
    """Put the ring around whatever has the focus, from now on."""
    rings: list[FocusRing] = []

    def move(_old: QWidget | None, new: QWidget | None) -> None:
        if not rings:
            rings.append(FocusRing())
        ring = rings[0]
        try:
            ring.setWidget(new if new is not None and wants_ring(new) else None)
        except RuntimeError:  # its window was closed, and took the frame with it
            rings[:] = [FocusRing()]
            rings[0].setWidget(new)

    app.focusChanged.connect(move)


def wants_ring(widget: QWidget) -> bool:
    """Windows, pop-ups and the lists inside them show the focus their own way."""
    if widget.isWindow() or widget.window().windowType() is Qt.WindowType.Popup:
        return False
    return not (isinstance(widget, QAbstractItemView) and widget.window() is widget)
