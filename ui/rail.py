"""The rail at the left: the procurement's life as steps, each with a shape and a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.context import PageSpec, Step
from ui.theme import CORNER, SPACE, TARGET, TYPE, look
from ui.widgets.buttons import LinkButton
from ui.widgets.notices import empty
from ui.widgets.text import Rule

SHAPES = {"done": "✓", "now": "●", "todo": "○", "blocked": "⚠", "": ""}
WORDS = {"done": "Done", "now": "Now", "todo": "To do", "blocked": "Blocked", "": ""}
INKS = {"done": "ok", "now": "accent", "todo": "muted", "blocked": "warning", "": "muted"}


class RailButton(QPushButton):
    """One page: its shape, its title, the word of its state; a bar at the left when it is open."""

    def __init__(self, key: str, title: str, state: str = "", keys: str = "") -> None:
        super().__init__(title)
        self.key, self.state = key, state
        self.is_open = False
        self.setProperty("kind", "rail-item")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        word = WORDS[state]
        self.setAccessibleName(f"{title}, {word}" if word else title)
        self.setToolTip(f"{title} ({keys})" if keys else title)

    def set_open(self, is_open: bool) -> None:
        """Whether this is the page that is open."""
        self.is_open = is_open
        self.setAccessibleDescription("Open now" if is_open else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(TYPE.body * 12), look().px(TARGET + SPACE.hair))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(TYPE.body * 6), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        dress, chosen = look(), self.is_open
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(dress.colour("selected" if chosen else "hover"))
            painter.drawRoundedRect(area, CORNER, CORNER)
        if chosen:
            painter.fillRect(0, SPACE.small, 4, self.height() - 2 * SPACE.small,
                             dress.colour("on_selected" if dress.plain else "accent"))  # fmt: skip
        middle = Qt.AlignmentFlag.AlignVCenter
        sign = QRect(SPACE.medium, 0, dress.px(20), self.height())
        plain_ink = "on_selected" if chosen else "text"
        ink = plain_ink if dress.plain else INKS[self.state]
        painter.setPen(dress.colour(ink))
        painter.setFont(dress.font(TYPE.body, bold=True))
        painter.drawText(sign, middle | Qt.AlignmentFlag.AlignHCenter, SHAPES[self.state])
        small = dress.font(TYPE.small)
        word = WORDS[self.state]
        room = QFontMetrics(small).horizontalAdvance(word) + SPACE.small if word else 0
        left = sign.right() + SPACE.small
        title = QRect(left, 0, area.width() - left - room - SPACE.medium, self.height())
        font = dress.font(TYPE.body, bold=chosen)
        painter.setFont(font)
        painter.setPen(dress.colour(plain_ink))
        shown = QFontMetrics(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, title.width()
        )
        painter.drawText(title, middle | Qt.AlignmentFlag.AlignLeft, shown)
        if word:
            painter.setFont(small)
            painter.setPen(dress.colour(plain_ink if dress.plain or chosen else "muted"))
            beside = area.adjusted(0, 0, -SPACE.medium, 0)
            painter.drawText(beside, middle | Qt.AlignmentFlag.AlignRight, word)


class Rail(QScrollArea):
    """Steps in their order, then the pages that are no step, below a rule."""

    chosen = Signal(str)
    obstacles_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setAccessibleName("Steps")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(SPACE.small, SPACE.normal, SPACE.small, SPACE.normal)
        self._column.setSpacing(SPACE.hair)
        self.setWidget(inside)
        self._shown: object = None
        self._current = ""
        self.buttons: dict[str, RailButton] = {}

    def show_steps(self, pages: Sequence[PageSpec], steps: Sequence[Step]) -> None:
        """Show pages with their states; the same ones again cost nothing."""
        state = [(p.key, p.title) for p in pages], [(s.key, s.state, s.note) for s in steps]
        if state == self._shown:
            return
        self._shown = state
        focused = next((k for k, b in self.buttons.items() if b.hasFocus()), None)
        empty(self._column)
        self.buttons = {}
        by_key = {step.key: step for step in steps}
        stepping = [page for page in pages if page.key in by_key]
        others = [page for page in pages if page.key not in by_key]
        for page in stepping:
            self._add(pages, page, by_key[page.key])
        if stepping and others:
            self._column.addSpacing(SPACE.small)
            self._column.addWidget(Rule())
            self._column.addSpacing(SPACE.small)
        for page in others:
            self._add(pages, page, None)
        self._column.addStretch(1)
        self.set_current(self._current)
        if focused in self.buttons:
            self.buttons[focused].setFocus()

    def set_current(self, key: str) -> None:
        """Mark the page that is open."""
        self._current = key
        for each, button in self.buttons.items():
            button.set_open(each == key)

    def focus_here(self) -> None:
        """Take the focus to the open page's step."""
        button = self.buttons.get(self._current) or next(iter(self.buttons.values()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: object) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(event.key())  # type: ignore[attr-defined]
        buttons = list(self.buttons.values())
        here = next((i for i, b in enumerate(buttons) if b.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)  # type: ignore[arg-type]
            return
        to = buttons[max(0, min(len(buttons) - 1, here + step))]
        to.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(to)

    def _add(self, pages: Sequence[PageSpec], page: PageSpec, step: Step | None) -> None:
        place = [p.key for p in pages].index(page.key) + 1
        keys = f"Ctrl+{place}" if place <= 9 else ""
        state = step.state if step is not None else ""
        button = RailButton(page.key, page.title, state, keys)
        button.clicked.connect(lambda *_: self._press(page.key))
        self.buttons[page.key] = button
        self._column.addWidget(button)
        if step is not None and step.obstacles:
            words = things_in_the_way(step)
            link = LinkButton(words, lambda: self.obstacles_asked.emit(page.key))
            link.setAccessibleName(f"{page.title}: {words}")
            holder = QWidget()
            row = QVBoxLayout(holder)
            row.setContentsMargins(SPACE.medium + look().px(20) + SPACE.small, 0, 0, 0)
            row.addWidget(link)
            self._column.addWidget(holder)

    def _press(self, key: str) -> None:
        self.set_current(self._current)  # the shell decides whether the page may be left
        self.chosen.emit(key)


def fill_steps_menu(
    menu: QMenu,
    pages: Sequence[PageSpec],
    steps: Sequence[Step],
    go: Callable[[str], object],
    ask: Callable[[str], object],
) -> None:
    """The same steps as a menu, for where the rail has no room."""
    menu.clear()
    by_key = {step.key: step for step in steps}
    for page in pages:
        step = by_key.get(page.key)
        words = f"{SHAPES[step.state]}  {page.title}: {WORDS[step.state]}" if step else page.title
        menu.addAction(words).triggered.connect(lambda *_, k=page.key: go(k))
        if step is not None and step.obstacles:
            way = menu.addAction(f"      {things_in_the_way(step)}…")
            way.triggered.connect(lambda *_, k=page.key: ask(k))


def things_in_the_way(step: Step) -> str:
    """How much stands in the way of a step, in words."""
    count = len(step.obstacles)
    return step.note or ("1 thing in the way" if count == 1 else f"{count} things in the way")
