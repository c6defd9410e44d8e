"""The main window: top bar, the steps at the left, the page in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import shortcuts, theme
from ui.context import PageContext, PageSpec, Step
from ui.messages import show_error
from ui.rail import Rail, fill_steps_menu
from ui.tasks import TaskRunner
from ui.theme import SPACE, TYPE, look
from ui.topbar import TopBar
from ui.widgets.notices import NoticeBar

__all__ = ["PageContext", "PageSpec", "Shell"]


class Shell(QMainWindow):
    """Builds each page at its first visit, asks it before leaving, keeps the steps up to date.

    services: handed on to the pages; the shell itself calls only `services.steps()`.
    """

    procurement_chosen = Signal(str)
    person_change_asked = Signal()
    theme_changed = Signal(object)
    page_shown = Signal(str)

    def __init__(self, services: Any, pages: Sequence[PageSpec], role: str = "") -> None:
        super().__init__()
        self.setWindowTitle("Tender Eval")
        self.services, self.role = services, role
        self._specs = list(pages)
        self._built: dict[str, QWidget] = {}
        self._steps: list[Step] = []
        self.current_key = ""
        self.tasks = TaskRunner(self._task_failed, self)
        self.context = self._make_context()
        self.top = TopBar(self.tasks)
        self.rail = Rail()
        self.notices = NoticeBar()
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.resize(1366, 768)
        self.setMinimumSize(640, 480)

    @property
    def pages(self) -> list[PageSpec]:
        """The pages this role sees."""
        return [p for p in self._specs if not p.visible_for or self.role in p.visible_for]

    @property
    def page(self) -> QWidget | None:
        """The page that is open."""
        return self._built.get(self.current_key)

    def set_person(self, name: str, role: str, role_words: str = "") -> None:
        """Who sits here and in which role. The pages are built anew: they may show other things."""
        self.top.set_person(name, role_words or role)
        if role != self.role:
            self.role = role
            self.rebuild()

    def set_procurement(self, title: str) -> None:
        """Which procurement is open."""
        self.top.procurement.set_text(title or "No procurement")
        self.setWindowTitle(f"{title} – Tender Eval" if title else "Tender Eval")

    def set_procurements(
        self, procurements: Sequence[tuple[str, str]], actions: Sequence[QAction] = ()
    ) -> None:
        """What the chooser offers."""
        self.top.set_procurements(procurements, actions)

    def set_pages(self, pages: Sequence[PageSpec]) -> None:
        """Which pages there are; they are shown when the services are next set."""
        self._specs = list(pages)

    def set_services(self, services: Any) -> None:
        """Other services, for another procurement or person; every page is built anew."""
        self.services = services
        self.context = self._make_context()
        self.rebuild()

    def rebuild(self) -> None:
        """Forget every built page and show the present one again, or the first."""
        for page in self._built.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._built = {}
        key, self.current_key = self.current_key, ""
        keys = [page.key for page in self.pages]
        if keys:
            self.navigate(key if key in keys else keys[0])
        else:
            self.refresh_steps()

    def refresh_steps(self) -> None:
        """Read the steps anew."""
        self._steps = list(self.services.steps()) if self.services is not None else []
        self.rail.show_steps(self.pages, self._steps)
        fill_steps_menu(
            self.top.steps.menu_shown, self.pages, self._steps, self.navigate, self.show_obstacles
        )

    def navigate(self, page_key: str, **target: Any) -> bool:
        """Open a page; False when the present one may not be left or there is no such page."""
        spec = next((page for page in self.pages if page.key == page_key), None)
        if spec is None or (page_key != self.current_key and not self._leave()):
            return False
        self.notices.clear()
        if page_key not in self._built:
            self._built[page_key] = spec.build(self.context)
            self.stack.addWidget(self._built[page_key])
        page = self._built[page_key]
        self.current_key = page_key
        self.rail.set_current(page_key)
        self.top.steps.set_text(spec.title)
        _call(page, "refresh")
        if target:
            _call(page, "show_target", **target)
        self.stack.setCurrentWidget(page)
        self.refresh_steps()
        self._take_focus_along(page)
        self.page_shown.emit(page_key)
        return True

    def notify(self, text: str, severity: str = "ok", remedy: str = "") -> None:
        """Say something above the page; it goes when the page changes."""
        self.notices.show_notice(text, severity, remedy)

    def show_obstacles(self, key: str) -> None:
        """List what stands in the way of a step, each line a link to where it is mended."""
        step = next((s for s in self._steps if s.key == key), None)
        if step is None:
            return
        title = next((p.title for p in self.pages if p.key == key), key)
        count = len(step.obstacles)
        stands = "1 thing stands" if count == 1 else f"{count} things stand"
        known = {page.key for page in self.pages}
        links = []
        for each in step.obstacles:
            page = getattr(each, "page", "") or key
            act = (lambda p=page: self.navigate(p)) if page in known else None
            links.append((str(each), act))
        self.notices.show_notice(f"{stands} in the way at {title}.", "warning", "", links)

    def choose_theme(self, wanted: theme.Theme) -> None:
        """Dress everything in another theme."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, wanted)
            self._fit_width()
            self.theme_changed.emit(wanted)

    def show_shortcuts(self) -> None:
        """The list of keys."""
        from ui.dialogs.keys import KeysDialog

        KeysDialog(self).exec()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leave():
            event.ignore()
            return
        self.tasks.stop()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowDeactivate and self.page is not None:
            _call(self.page, "flush")  # another window may be the last thing that happens

    def _make_context(self) -> PageContext:
        return PageContext(
            services=self.services,
            navigate=self.navigate,
            notify=self.notify,
            saved=lambda: self.top.show_saved(),
            changed=self.refresh_steps,
            tasks=self.tasks,
        )

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QWidget()
        around = QVBoxLayout(holder)
        around.setContentsMargins(SPACE.section, SPACE.small, SPACE.section, 0)
        around.addWidget(self.notices)
        column.addWidget(holder)
        column.addWidget(self.stack, 1)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.rail)
        below.addWidget(middle, 1)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.top)
        rows.addLayout(below, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.navigate)
        self.rail.obstacles_asked.connect(self.show_obstacles)
        self.top.procurement_chosen.connect(self._choose_procurement)
        self.top.person_change_asked.connect(self._ask_for_person)
        self.top.theme_chosen.connect(self.choose_theme)
        self.top.help_asked.connect(self.show_shortcuts)
        window = Qt.ShortcutContext.WindowShortcut
        acts = {
            "help": self.show_shortcuts, "regions": self._next_region, "quit": self.close,
            "larger": lambda: self._resize_text(1), "smaller": lambda: self._resize_text(-1),
            "normal": lambda: self.choose_theme(theme.Theme(theme.theme().mode)),
            "next_page": lambda: self._step(1), "previous_page": lambda: self._step(-1),
        }  # fmt: skip
        for name, act in acts.items():
            shortcuts.bind(self, name, act, window)
        for place in range(9):
            keys = (f"Ctrl+{place + 1}",)
            shortcuts.bind_keys(self, keys, lambda p=place: self._open_place(p), window)

    def _leave(self) -> bool:
        page = self.page
        if page is None:
            return True
        try:
            if _call(page, "can_leave") is False:
                return False
            _call(page, "flush")
        except Exception as error:
            if not show_error(error, page):
                raise
            return False
        return True

    def _choose_procurement(self, key: str) -> None:
        if self._leave():
            self.procurement_chosen.emit(key)

    def _ask_for_person(self) -> None:
        if self._leave():
            self.person_change_asked.emit()

    def _task_failed(self, error: Exception) -> None:
        if not show_error(error, self.page or self):
            raise error

    def _open_place(self, place: int) -> None:
        if place < len(self.pages):
            self.navigate(self.pages[place].key)

    def _step(self, by: int) -> None:
        keys = [page.key for page in self.pages]
        if self.current_key in keys:
            to = keys.index(self.current_key) + by
            if 0 <= to < len(keys):
                self.navigate(keys[to])

    def _resize_text(self, by: int) -> None:
        now = theme.theme()
        sizes = theme.TEXT_SCALES
        near = min(range(len(sizes)), key=lambda i: abs(sizes[i] - now.text_scale))
        self.choose_theme(theme.Theme(now.mode, sizes[max(0, min(len(sizes) - 1, near + by))]))

    def _next_region(self) -> None:
        """F6: from the top bar to the steps to the page, and round again."""
        focus = QApplication.focusWidget()
        if focus is not None and self.stack.isAncestorOf(focus):
            self.top.first_focus().setFocus(Qt.FocusReason.TabFocusReason)
        elif self.rail.isVisible() and (focus is None or not self.rail.isAncestorOf(focus)):
            self.rail.focus_here()
        elif self.page is not None:
            first_field(self.page).setFocus(Qt.FocusReason.TabFocusReason)

    def _take_focus_along(self, page: QWidget) -> None:
        """The focus moves into the new page, unless a person is walking through the steps."""
        focus = QApplication.focusWidget()
        if focus is None or not (self.rail.isAncestorOf(focus) or page.isAncestorOf(focus)):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_width(self) -> None:
        """Where text is large for the window, the steps become a menu and the page has the room."""
        narrow = self.width() < look().px(TYPE.body * 54)
        self.rail.setVisible(not narrow)
        self.rail.setFixedWidth(look().px(TYPE.body * 14))
        self.top.set_narrow(narrow)


def first_field(page: QWidget) -> QWidget:
    """The first thing in a page that takes the keyboard."""
    for widget in page.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
            return widget
    return page


def _call(page: QWidget, name: str, **arguments: Any) -> Any:
    """Call what a page may have."""
    found = getattr(page, name, None)
    return found(**arguments) if callable(found) else None
