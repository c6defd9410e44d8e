"""A score is given by figure key, arrow key or click, and read out in full."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from tests.widget.accessible import is_checked, name_of, role_of
from ui.widgets import Level, ScoreScale

LEVELS = [
    Level(5, "Excellent", "every point, with evidence"),
    Level(4, "Good", "minor gaps"),
    Level(3, "Acceptable", "some evidence"),
    Level(0, "Nothing", "no answer"),
]


@pytest.fixture
def scale(qtbot):
    widget = ScoreScale(LEVELS, "Your score")
    qtbot.addWidget(widget)
    widget.resize(400, 400)
    widget.show()
    widget.activateWindow()
    widget.rows[0].setFocus()
    return widget


def test_nothing_is_chosen_at_first(scale):
    assert scale.value() is None


def test_a_figure_key_gives_that_score(scale, qtbot):
    with qtbot.waitSignal(scale.chosen) as told:
        qtbot.keyClick(scale.rows[0], Qt.Key.Key_4)
    assert told.args == [4]
    assert scale.value() == 4


def test_a_figure_that_is_not_on_the_scale_changes_nothing(scale, qtbot):
    qtbot.keyClick(scale.rows[0], Qt.Key.Key_4)
    qtbot.keyClick(scale.rows[1], Qt.Key.Key_9)
    assert scale.value() == 4


def test_arrow_keys_move_and_choose_and_stop_at_the_ends(scale, qtbot):
    qtbot.keyClick(scale.rows[0], Qt.Key.Key_5)
    qtbot.keyClick(scale.rows[0], Qt.Key.Key_Down)
    assert scale.value() == 4
    qtbot.keyClick(scale.rows[1], Qt.Key.Key_Up)
    qtbot.keyClick(scale.rows[0], Qt.Key.Key_Up)
    assert scale.value() == 5


def test_a_click_anywhere_in_the_row_chooses_it(scale, qtbot):
    row = scale.rows[3]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().center())
    assert scale.value() == 0


def test_showing_a_value_does_not_tell(scale, qtbot):
    with qtbot.assertNotEmitted(scale.chosen):
        scale.set_value(3)
    assert scale.value() == 3
    scale.set_value(None)
    assert scale.value() is None


def test_a_row_is_read_out_with_number_word_and_descriptor(scale, qtbot):
    row = scale.rows[1]
    assert name_of(row) == "4, Good: minor gaps"
    assert role_of(row) is QAccessible.Role.RadioButton
    qtbot.keyClick(row, Qt.Key.Key_4)
    assert is_checked(row)
    assert not is_checked(scale.rows[0])
