"""Widget tests run dressed in the theme, without a display."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def dressed(qapp):
    """The light theme at 100 %, before and after every test."""
    from ui import theme

    theme.apply(qapp, theme.Theme("light", 1.0))
    yield
    theme.apply(qapp, theme.Theme("light", 1.0))
