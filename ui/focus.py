"""The focus ring: one frame of two tones that follows the focus, so it shows on every ground."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QScrollArea, QWidget
from shiboken6 import isValid

from ui.theme import CORNER, look

REACH = 5  # how far the ring stands out around its widget
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class Ring(QWidget):
    """The frame itself, laid over the page; the mouse passes through it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # Dark outside and yellow inside: one of the two stands out on any ground.
        for role, width, inset in (("focus_outside", 2.0, 1.0), ("focus_inside", 3.0, 3.5)):
            painter.setPen(QPen(look().colour(role), width))
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(box, CORNER + REACH - inset, CORNER + REACH - inset)


class FocusFollower(QObject):
    """Keeps the ring around whatever has the focus, as it moves, scrolls or goes away."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: Ring | None = None
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._move_to)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _move_to(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._target = new if new is not None and wants_ring(new) else None
        if self._target is None:
            if self._ring is not None and isValid(self._ring):
                self._ring.hide()
            return
        host = _host(self._target)
        if self._ring is None or not isValid(self._ring) or self._ring.parentWidget() is not host:
            if self._ring is not None and isValid(self._ring):
                self._ring.hide()
                self._ring.deleteLater()
            self._ring = Ring(host)
        widget: QWidget | None = self._target
        while widget is not None and widget is not host:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def _place(self) -> None:
        target, ring = self._target, self._ring
        if target is None or ring is None or not isValid(target) or not isValid(ring):
            return
        host = ring.parentWidget()
        if host is None or not target.isVisible():
            ring.hide()
            return
        at = target.mapTo(host, QPoint(0, 0))
        r = REACH
        ring.setGeometry(QRect(at, target.size()).adjusted(-r, -r, r, r))
        ring.raise_()
        ring.show()


def follow_focus(app: QApplication) -> None:
    """Put the ring around whatever has the focus, from now on."""
    FocusFollower(app)


def wants_ring(widget: QWidget) -> bool:
    """Windows, menus and lists that pop up show the focus their own way; a page has no edge."""
    if (
        widget.focusPolicy() is Qt.FocusPolicy.NoFocus
        or widget.isWindow()
        or isinstance(widget, QMenu)
    ):
        return False
    if widget.window().windowType() is Qt.WindowType.Popup:
        return False
    return not isinstance(widget.parentWidget(), QComboBox)


def _host(target: QWidget) -> QWidget:
    """The page inside the nearest scroll area, so that the ring scrolls along; else the window."""
    widget = target
    while (parent := widget.parentWidget()) is not None and not widget.isWindow():
        area = parent.parentWidget()
        if isinstance(area, QScrollArea) and area.widget() is widget:
            return widget
        widget = parent
    return target.window()
