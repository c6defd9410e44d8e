"""Widget tests run dressed in the theme, without a display."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tender_eval.services.desk import Desk
from ui.pages import page_specs
from ui.shell import Shell

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def dressed(qapp):
    """The light theme at 100 %, before and after every test."""
    from ui import theme

    theme.apply(qapp, theme.Theme("light", 1.0))
    yield
    theme.apply(qapp, theme.Theme("light", 1.0))


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Any]:
    """Opens a page at a desk in a window of its own; the page."""
    opened: list[Shell] = []

    def show(desk: Desk, key: str, **target: Any) -> Any:
        shell = Shell(desk, page_specs(chosen=True), desk.person.post.value)
        qtbot.addWidget(shell)
        opened.append(shell)
        shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        assert shell.navigate(key, **target)
        QApplication.processEvents()
        return shell.page

    yield show
    for shell in opened:
        shell.tasks.stop()
