"""What holds on every page: nothing nameless, everything reached by Tab, nothing flashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QMenu,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tender_eval.services.access import Post
from tender_eval.services.desk import Desk
from tests.conftest import take_in
from tests.small_procurement import small_procurement
from tests.widget.accessible import name_of
from tests.widget.looking import at
from ui.pages import page_specs

KEYS = [spec.key for spec in page_specs(chosen=True)]
CONTROLS = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QAbstractItemView)


def open_to_work(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


def controls(page: QWidget) -> list[QWidget]:
    return [
        w
        for w in page.findChildren(QWidget)
        if isinstance(w, CONTROLS) and open_to_work(w) and not isinstance(w, QHeaderView)
        and not w.objectName().startswith("qt_")
        and not isinstance(w.parent(), QComboBox)
    ]  # fmt: skip


@pytest.fixture(params=["draft", "scoring", "moderation"])
def desk(request: pytest.FixtureRequest, lead: Desk, tmp_path: Path) -> Desk:
    document = small_procurement()
    document["procurement"]["state"] = request.param
    if request.param != "moderation":
        document["submissions"] = document["consensus"] = []
    if request.param == "draft":
        document["scores"] = []
    taken = take_in(lead, document, tmp_path)
    return at(taken, Post.MEMBER, "m-rep") if request.param == "scoring" else taken


@pytest.mark.parametrize("key", KEYS)
def test_every_control_has_a_name(key: str, desk: Desk, shown: Any) -> None:
    if key not in visible(desk):
        return
    page = shown(desk, key)
    QApplication.processEvents()
    nameless = [repr(w) for w in controls(page) if not name_of(w).strip()]
    assert nameless == []


@pytest.mark.parametrize("key", KEYS)
def test_tab_reaches_every_control_and_comes_round(
    key: str, desk: Desk, shown: Any, qtbot: QtBot
) -> None:
    if key not in visible(desk):
        return
    page = shown(desk, key)
    QApplication.processEvents()
    wanted = {w for w in controls(page) if w.focusPolicy() & Qt.FocusPolicy.TabFocus}
    wanted = {w for w in wanted if not exclusive_and_unchecked(w)}
    window = page.window()
    reached: set[QWidget] = set()
    start = window.focusWidget() or page
    for _ in range(400):
        now = QApplication.focusWidget()
        assert now is not None and now.isVisible()
        reached.add(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start and len(reached) > 1:
            break
    left = [f"{type(w).__name__} {name_of(w)}" for w in wanted - reached]
    assert left == []


def exclusive_and_unchecked(widget: QWidget) -> bool:
    """The arrows go on from the chosen one of a group; Tab stops there alone."""
    return (
        isinstance(widget, QAbstractButton)
        and widget.autoExclusive()
        and widget.isCheckable()
        and not widget.isChecked()
    )


def visible(desk: Desk) -> set[str]:
    post = desk.person.post.value
    return {s.key for s in page_specs(chosen=True) if not s.visible_for or post in s.visible_for}


class Flashes(QObject):
    """Counts every part that was shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, QMainWindow | QDialog | QMenu)
        ):
            self.seen[type(watched).__name__] += 1
        return False


@pytest.fixture
def flashes(qapp: QApplication) -> Iterator[Flashes]:
    watch = Flashes()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


def test_no_part_of_a_page_is_ever_a_window_of_its_own(
    desk: Desk, shown: Any, flashes: Flashes
) -> None:
    for key in KEYS:
        if key in visible(desk):
            page = shown(desk, key)
            page.refresh()
            page.refresh()
            for _ in range(5):
                QApplication.processEvents()
    assert flashes.seen == {}
