"""Contrast is worked out from the tokens; size and mode change at run time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QPushButton

from ui import gallery, theme
from ui.contrast import contrast
from ui.pictures import grab
from ui.theme import CONTRAST, DARK, LIGHT
from ui.widgets import Button, LinkButton, ScrollPage
from ui.widgets.figures import ink_on

MODES = pytest.mark.parametrize("c", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])


@MODES
def test_every_ink_is_readable_on_every_ground_it_stands_on(c):
    pairs = [(ink, g) for ink in (c.text, c.muted, c.accent) for g in (c.ground, c.surface)]
    pairs += [(c.text, c.hover), (c.on_accent, c.accent), (c.on_accent, c.accent_hover)]
    pairs += [
        (c.on_selected, c.selected),
        (c.accent, c.warning_ground),
        (c.accent, c.danger_ground),
    ]
    for name in ("ok", "warning", "danger"):
        ground = getattr(c, f"{name}_ground")
        pairs += [(getattr(c, name), g) for g in (c.ground, c.surface, ground)]
        pairs += [(c.text, ground), (c.muted, ground)]
    too_weak = [(a, b, contrast(a, b)) for a, b in pairs if contrast(a, b) < 4.5]
    assert too_weak == []


@MODES
def test_edges_of_controls_stand_out_from_their_ground(c):
    assert contrast(c.border, c.ground) >= 3
    assert contrast(c.border, c.surface) >= 3


@MODES
def test_one_tone_of_the_focus_ring_stands_out_on_any_ground(c):
    assert contrast(c.focus_outside, c.focus_inside) >= 3
    for ground in (c.ground, c.surface, c.selected, c.accent):
        best = max(contrast(c.focus_outside, ground), contrast(c.focus_inside, ground))
        assert best >= 3


@MODES
def test_values_are_readable_on_every_colour_of_a_bar(c):
    assert all(contrast(ink_on(each), each) >= 4.5 for each in c.series)


@MODES
def test_neighbouring_parts_of_a_bar_differ_in_lightness(c):
    both = zip(c.series, c.series[1:], strict=False)
    assert all(contrast(one, other) >= 2.5 for one, other in both)


def test_contrast_is_counted_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert round(contrast("#14222B", "#FFFFFF"), 1) == 16.2


def test_the_bundled_face_is_in_use_and_has_figures_of_one_width(qapp):
    assert theme.FAMILY in QFontDatabase.families()
    metrics = QFontMetrics(theme.look().font())
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
    signs = "£–—“”•→←✓✕⚠ⓘ●○■□▾≤≥×÷ŵŷ"
    assert [sign for sign in signs if not metrics.inFontUcs4(ord(sign))] == []


def test_text_grows_at_run_time(qapp, qtbot):
    button = Button("Go on")
    qtbot.addWidget(button)
    button.show()
    small = button.sizeHint().height()
    theme.apply(qapp, theme.Theme("dark", 2.0))
    assert button.sizeHint().height() >= 1.9 * small
    assert theme.look().is_dark


def test_buttons_and_links_are_large_enough_to_hit(qapp, qtbot):
    for button in (Button("Go on"), LinkButton("Why")):
        qtbot.addWidget(button)
        button.show()
        assert button.height() >= 32


def test_high_contrast_without_a_system_palette_is_white_on_black(qapp):
    found = theme.apply(qapp, theme.Theme("contrast"))
    assert found.plain
    assert (found.colours.ground, found.colours.text) == ("#000000", "#FFFFFF")


def test_the_system_mode_follows_the_system(qapp, monkeypatch):
    monkeypatch.setattr(theme, "_wants_contrast", lambda _app: False)
    wanted = "dark" if qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"
    assert theme.resolve(theme.Theme("system"), qapp).is_dark is (wanted == "dark")
    monkeypatch.setattr(theme, "_wants_contrast", lambda _app: True)
    assert theme.resolve(theme.Theme("system"), qapp).plain


@pytest.mark.parametrize("page", sorted(gallery.PAGES))
def test_nothing_is_cut_at_200_per_cent_on_a_small_screen(qapp, qtbot, page):
    theme.apply(qapp, theme.Theme("light", 2.0))
    built: ScrollPage = gallery.PAGES[page]()
    qtbot.addWidget(built)
    grab(built, size=(1366, 700))
    assert built.horizontalScrollBar().maximum() == 0
    for button in built.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width()
            assert button.height() >= button.minimumSizeHint().height()


def test_a_picture_is_as_large_as_asked(qapp, qtbot, tmp_path):
    button = Button("Go on")
    qtbot.addWidget(button)
    image = grab(button, tmp_path / "picture.png", (200, 40), 2.0)
    assert (image.width(), image.height()) == (400, 80)
    assert (tmp_path / "picture.png").stat().st_size > 0
