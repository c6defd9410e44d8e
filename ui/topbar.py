"""The bar at the top: which procurement, is it saved, who sits here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from ui import theme
from ui.tasks import TaskBar, TaskRunner
from ui.theme import SPACE, TARGET, TYPE, look
from ui.widgets.buttons import QuietButton


class MenuButton(QuietButton):
    """A button that opens a menu. Its text gives way with an ellipsis, never its neighbours."""

    def __init__(self, text: str, name: str, most: int = 40) -> None:
        super().__init__(text)
        self._name, self._full, self._most = name, text, most
        self.menu_shown = QMenu(self)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda *_: self.open_menu())
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Change the text."""
        self._full = text
        self.setAccessibleName(f"{self._name}: {text}")
        self.setToolTip(text)
        self._fit()
        self.updateGeometry()

    def open_menu(self) -> None:
        """Open the menu under the button."""
        self.menu_shown.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        most = metrics.averageCharWidth() * self._most
        wide = min(metrics.horizontalAdvance(f"{self._full} ▾"), most) + 2 * SPACE.medium + 6
        return QSize(wide, look().px(TARGET))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(TYPE.body * 5), look().px(TARGET))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_menu()
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        room = self.width() - 2 * SPACE.medium - 2 - self.fontMetrics().horizontalAdvance(" ▾")
        mode = Qt.TextElideMode.ElideRight
        shown = f"{self.fontMetrics().elidedText(self._full, mode, max(10, room))} ▾"
        if shown != self.text():
            self.setText(shown)


class TopBar(QFrame):
    """App name, procurement, running work, saved, person. Emits what was chosen; decides nothing."""

    procurement_chosen = Signal(str)
    person_change_asked = Signal()
    theme_chosen = Signal(object)
    help_asked = Signal()

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__()
        self.setProperty("kind", "topbar")
        self.setAccessibleName("Top bar")
        self.name = QLabel("Tender Eval")
        self.name.setProperty("kind", "label")
        self.steps = MenuButton("Steps", "Steps", 22)
        self.steps.hide()
        self.procurement = MenuButton("No procurement", "Procurement", 60)
        self.saved = QLabel()
        self.saved.setProperty("kind", "muted")
        self.person = MenuButton("Nobody", "Person", 24)
        self._actions: list[QAction] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.wide, SPACE.small, SPACE.normal, SPACE.small)
        row.setSpacing(SPACE.small)
        for part in (self.name, self.steps, self.procurement):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(TaskBar(tasks))
        row.addWidget(self.saved)
        row.addSpacing(SPACE.small)
        row.addWidget(self.person)
        self.set_procurements(())
        self._fill_person_menu()

    def set_procurements(
        self, procurements: Sequence[tuple[str, str]], actions: Sequence[QAction] = ()
    ) -> None:
        """What the chooser offers: procurements by key and title, then other acts."""
        menu = self.procurement.menu_shown
        menu.clear()
        self._actions = list(actions)
        for key, title in procurements:
            act = menu.addAction(title.replace("&", "&&"))
            act.triggered.connect(lambda *_, k=key: self.procurement_chosen.emit(k))
        if procurements and actions:
            menu.addSeparator()
        menu.addActions(self._actions)

    def set_person(self, name: str, role: str = "") -> None:
        """Who sits here."""
        self.person.set_text(name or "Nobody yet")
        self.person.setToolTip(f"{name}, {role}" if role else name)
        self._who.setText(role or "No role yet")

    def show_saved(self, at: datetime | None = None) -> None:
        """Everything up to now is kept."""
        at = at or datetime.now()
        self.saved.setText(f"✓ Saved {at:%H:%M}")
        self.saved.setAccessibleName(f"Saved at {at:%H:%M}")

    def set_narrow(self, narrow: bool) -> None:
        """With little room the steps become a menu, and the app's name gives way."""
        self.steps.setVisible(narrow)
        self.name.setVisible(not narrow)

    def first_focus(self) -> QWidget:
        """Where the focus goes when it comes to the bar."""
        return self.procurement if not self.steps.isVisible() else self.steps

    def mark_theme(self) -> None:
        """Tick the mode and size in force."""
        now = theme.theme()
        for act in self._modes.actions():
            act.setChecked(act.data() == now.mode)
        for act in self._sizes.actions():
            act.setChecked(abs(act.data() - now.text_scale) < 0.01)

    def _fill_person_menu(self) -> None:
        menu = self.person.menu_shown
        self._who = menu.addAction("No role yet")
        self._who.setEnabled(False)
        menu.addAction("Change person…").triggered.connect(
            lambda *_: self.person_change_asked.emit()
        )
        menu.addSeparator()
        modes = menu.addMenu("Colours")
        self._modes = QActionGroup(self)
        for mode, words in theme.MODES.items():
            self._add(modes, self._modes, words, mode, lambda m: theme.Theme(m, _scale()))
        sizes = menu.addMenu("Text size")
        self._sizes = QActionGroup(self)
        for scale in theme.TEXT_SCALES:
            self._add(sizes, self._sizes, f"{scale:.0%}".replace("%", " %"), scale,
                      lambda s: theme.Theme(theme.theme().mode, s))  # fmt: skip
        menu.addSeparator()
        keys = menu.addAction("Keyboard shortcuts…\tF1")
        keys.triggered.connect(lambda *_: self.help_asked.emit())
        menu.aboutToShow.connect(self.mark_theme)

    def _add(self, menu, group, words, value, make) -> None:  # type: ignore[no-untyped-def]
        act = menu.addAction(words)
        act.setCheckable(True)
        act.setData(value)
        group.addAction(act)
        act.triggered.connect(lambda *_: self.theme_chosen.emit(make(value)))


def _scale() -> float:
    return theme.theme().text_scale
