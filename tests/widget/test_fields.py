"""Fields of a form: exact numbers, dates, errors that lead to their field, names read out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.widget.accessible import description_of, name_of
from ui.widgets import (
    Choice,
    DateField,
    DecimalEdit,
    ErrorSummary,
    Field,
    FieldError,
    MoneyEdit,
    TextArea,
)


def typed(qtbot, editor, text):
    """Type into an editor as a person does."""
    qtbot.addWidget(editor)
    editor.show()
    qtbot.keyClicks(editor, text)
    return editor


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1", Decimal("0.1")),
        ("12.55", Decimal("12.55")),
        ("1,204,000", Decimal("1204000")),
        ("1 204 000.10", Decimal("1204000.10")),
        ("-3", Decimal("-3")),
    ],
)
def test_a_number_is_exactly_what_was_typed(qtbot, text, value):
    assert typed(qtbot, DecimalEdit(2), text).value() == value


def test_a_tenth_added_ten_times_is_one(qtbot):
    tenth = typed(qtbot, DecimalEdit(1), "0.1").value()
    assert sum([tenth] * 10, Decimal()) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("twelve", "Enter a number in figures, such as 12.00 %."),
        ("1e3", "Enter a number in figures, such as 12.00 %."),
        ("12.555", "Give at most 2 decimal places."),
        ("101", "Enter 100.00 % or less."),
        ("-1", "Enter 0.00 % or more."),
    ],
)
def test_what_cannot_be_taken_is_said_in_a_sentence(qtbot, text, sentence):
    editor = typed(qtbot, DecimalEdit(2, "%", 0, 100), text)
    assert editor.problem() == sentence
    assert editor.value() is None


def test_an_empty_line_is_no_number_and_no_problem(qtbot):
    editor = typed(qtbot, DecimalEdit(2), "")
    assert (editor.value(), editor.problem()) == (None, "")


def test_leaving_the_line_writes_the_number_the_usual_way(qtbot):
    editor = typed(qtbot, MoneyEdit(), "1204000.5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "£1,204,000.50"
    assert editor.value() == Decimal("1204000.5")


def test_a_changed_number_is_told_once(qtbot):
    editor = DecimalEdit(0)
    told = []
    editor.value_changed.connect(told.append)
    typed(qtbot, editor, "12")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert told == [Decimal(1), Decimal(12)]


def test_a_float_is_refused(qtbot):
    editor = DecimalEdit(2)
    qtbot.addWidget(editor)
    with pytest.raises(TypeError):
        editor.set_value(0.1)


@pytest.mark.parametrize("text", ["3 June 2025", "3/6/2025", "2025-06-03", "Tue 3 Jun 2025"])
def test_a_date_is_read_as_people_write_it_and_answered_with_its_weekday(qtbot, text):
    editor = typed(qtbot, DateField(), text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.day() == date(2025, 6, 3)
    assert editor.text() == "Tuesday 3 June 2025"


def test_a_day_that_does_not_exist_is_no_date(qtbot):
    editor = typed(qtbot, DateField(), "31 June 2025")
    assert editor.day() is None
    assert editor.problem()


def test_a_choice_tells_only_what_a_person_picks(qtbot):
    choice = Choice([("psr", "Provider Selection Regime"), ("pa", "Procurement Act")], "pa")
    qtbot.addWidget(choice)
    choice.show()
    with qtbot.assertNotEmitted(choice.picked):
        choice.set_key("psr")
    with qtbot.waitSignal(choice.picked) as told:
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert told.args == ["pa"]


def test_tab_leaves_a_text_area(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    area, line = TextArea(), QLineEdit()
    column.addWidget(area)
    column.addWidget(line)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    area.setFocus()
    with qtbot.waitSignal(area.finished):
        qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is line
    assert area.text() == ""


def test_label_hint_and_error_are_read_out_with_the_editor(qtbot):
    field = Field("Weight", DecimalEdit(1, "%"), "Of the whole lot.")
    qtbot.addWidget(field)
    assert name_of(field.editor) == "Weight"
    assert description_of(field.editor) == "Of the whole lot."
    field.set_error("Give at most 1 decimal place.")
    assert description_of(field.editor).startswith("Error: Give at most 1 decimal place.")
    field.clear_error()
    assert description_of(field.editor) == "Of the whole lot."


def test_the_field_itself_says_what_is_wrong_when_it_is_left(qtbot):
    field = Field("Weight", DecimalEdit(1, "%"))
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.editor, "12.55")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.error.isVisible()
    assert field.error.text() == "✕ Give at most 1 decimal place."


def test_a_line_of_the_error_summary_jumps_to_its_field(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    summary, field = ErrorSummary(), Field("Title", QLineEdit())
    column.addWidget(summary)
    column.addWidget(field)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    summary.show_errors([FieldError("Title: enter a title.", field)])
    assert QApplication.focusWidget() is summary
    assert name_of(summary) == "There is a problem: Title: enter a title."
    qtbot.mouseClick(summary.links[0], Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is field.editor
    summary.clear()
    assert not summary.isVisible()
