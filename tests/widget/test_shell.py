"""The shell: pages by keyboard, leaving asks the page, steps say what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from tender_eval.domain.errors import BadInput, Blocked, Obstacle
from tests.widget.accessible import name_of
from ui import theme
from ui.dialogs.keys import KeysDialog
from ui.dialogs.reason import ReasonDialog
from ui.dialogs.who_are_you import Answer, WhoAreYou
from ui.messages import showing_problems
from ui.shell import PageSpec, Shell
from ui.shortcuts import SHORTCUTS, keys_in_words
from ui.widgets import Field, LinkButton, ScrollPage

KEYS = ("lots", "criteria", "panel", "reports")


@dataclass(frozen=True)
class OneStep:
    key: str
    title: str
    state: str
    note: str = ""
    obstacles: tuple = ()


@dataclass
class Services:
    blocked: bool = True

    def steps(self):
        found = (Obstacle("Lot 2 has no panel.", "Name one.", "panel"), Obstacle("Wait."))
        state = ("blocked", "2 things in the way", found) if self.blocked else ("now", "", ())
        return [
            OneStep("lots", "Lots", "done"),
            OneStep("criteria", "Criteria", *state),
            OneStep("panel", "Panel", "todo"),
        ]


@dataclass
class Diary:
    """What happened to the pages."""

    lines: list[str] = field(default_factory=list)
    may_leave: bool = True


class Page(ScrollPage):
    def __init__(self, key: str, diary: Diary) -> None:
        super().__init__(key.capitalize())
        self._key, self._diary = key, diary
        self.line = self.add(Field("Title", QLineEdit()))
        diary.lines.append(f"build {key}")

    def refresh(self):
        self._diary.lines.append(f"refresh {self._key}")

    def show_target(self, **target):
        self._diary.lines.append(f"target {target}")

    def can_leave(self):
        return self._diary.may_leave

    def flush(self):
        self._diary.lines.append(f"flush {self._key}")


@pytest.fixture
def diary():
    return Diary()


@pytest.fixture
def shell(qtbot, diary):
    specs = [PageSpec(k, k.capitalize(), lambda _c, k=k: Page(k, diary)) for k in KEYS]
    specs.append(
        PageSpec("audit", "Audit", lambda _c: Page("audit", diary), frozenset({"auditor"}))
    )
    made = Shell(Services(), specs, "lead")
    qtbot.addWidget(made)
    made.navigate("lots")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def press(qtbot, shell, keys):
    """Press a combination of keys wherever the focus is."""
    combination = QKeySequence(keys)[0]
    target = QApplication.focusWidget() or shell
    qtbot.keyClick(target, combination.key(), combination.keyboardModifiers())


def test_a_page_is_built_when_it_is_first_visited(shell, diary):
    assert diary.lines == ["build lots", "refresh lots"]


def test_pages_open_by_keyboard(shell, qtbot):
    press(qtbot, shell, "Ctrl+2")
    assert shell.current_key == "criteria"
    press(qtbot, shell, "Ctrl+PgDown")
    assert shell.current_key == "panel"
    press(qtbot, shell, "Ctrl+PgUp")
    assert shell.current_key == "criteria"
    press(qtbot, shell, "Ctrl+9")
    assert shell.current_key == "criteria"


def test_leaving_saves_what_is_in_the_fields(shell, qtbot, diary):
    press(qtbot, shell, "Ctrl+2")
    assert "flush lots" in diary.lines
    assert diary.lines[-1] == "refresh criteria"


def test_a_page_may_hold_a_person_back(shell, qtbot, diary):
    diary.may_leave = False
    press(qtbot, shell, "Ctrl+2")
    assert shell.current_key == "lots"
    shell.close()
    assert shell.isVisible()
    diary.may_leave = True


def test_a_page_is_told_what_to_show(shell, diary):
    shell.navigate("criteria", question="q4")
    assert diary.lines[-1] == "target {'question': 'q4'}"


def test_f6_goes_round_top_bar_steps_and_page(shell, qtbot):
    places = []
    for _ in range(3):
        press(qtbot, shell, "F6")
        focus = QApplication.focusWidget()
        parts = {"rail": shell.rail, "page": shell.page, "top": shell.top}
        places.append(next(name for name, part in parts.items() if part.isAncestorOf(focus)))
    assert sorted(places) == ["page", "rail", "top"]


def test_arrow_keys_walk_through_the_steps_and_space_opens(shell, qtbot):
    shell.rail.focus_here()
    press(qtbot, shell, "Down")
    press(qtbot, shell, "Space")
    assert shell.current_key == "criteria"
    assert shell.rail.isAncestorOf(QApplication.focusWidget())


def test_steps_are_read_out_with_their_state(shell):
    names = {key: name_of(button) for key, button in shell.rail.buttons.items()}
    assert names["lots"] == "Lots, Done"
    assert names["criteria"] == "Criteria, Blocked"
    assert names["reports"] == "Reports"


def test_things_in_the_way_are_links_to_where_they_are_mended(shell, qtbot):
    link = next(b for b in shell.rail.findChildren(LinkButton) if "2 things" in b.text())
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert shell.notices.text.text() == "2 things stand in the way at Criteria."
    line = next(b for b in shell.notices.findChildren(LinkButton) if "Lot 2" in b.text())
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert shell.current_key == "panel"
    assert not shell.notices.isVisible()


def test_only_those_pages_are_shown_that_a_role_may_see(shell):
    assert "audit" not in shell.rail.buttons
    assert shell.navigate("audit") is False
    shell.set_person("B. Reader", "auditor", "Auditor")
    assert "audit" in shell.rail.buttons


def test_with_large_text_the_steps_become_a_menu(shell, qtbot, qapp):
    shell.resize(1366, 768)
    assert shell.rail.isVisible()
    shell.choose_theme(theme.Theme("light", 2.0))
    assert not shell.rail.isVisible()
    assert shell.top.steps.isVisible()
    acts = {act.text().strip("✓⚠○● "): act for act in shell.top.steps.menu_shown.actions()}
    acts["Panel: To do"].trigger()
    assert shell.current_key == "panel"


def test_text_size_changes_by_key(shell, qtbot):
    press(qtbot, shell, "Ctrl++")
    assert theme.theme().text_scale == 1.15
    press(qtbot, shell, "Ctrl+0")
    assert theme.theme().text_scale == 1.0


def test_saved_is_said_with_the_time(shell):
    shell.context.saved()
    assert shell.top.saved.text().startswith("✓ Saved ")


def test_an_error_with_a_field_stands_at_the_field_and_in_the_summary(shell):
    page = shell.page
    with showing_problems(page.line, {"Title": page.line}):
        raise BadInput("This cannot be left empty.", where="Title", remedy="Enter a title.")
    assert "Enter a title." in page.line.error.text()
    assert page.errors.isVisible()


def test_obstacles_of_a_step_are_listed_in_the_page(shell, qtbot):
    page = shell.page
    with showing_problems(page.line):
        raise Blocked("“Publish” cannot be done yet.", Services().steps()[1].obstacles)
    assert page.notices.text.text() == "“Publish” cannot be done yet."
    link = page.notices.findChildren(LinkButton)[-1]
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert shell.current_key == "panel"


def test_faults_of_our_own_are_not_hidden(shell):
    with pytest.raises(ZeroDivisionError), showing_problems(shell.page):
        raise ZeroDivisionError


def test_the_list_of_keys_is_made_from_the_one_place(qtbot):
    dialog = KeysDialog()
    qtbot.addWidget(dialog)
    from PySide6.QtWidgets import QLabel

    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {each.text for each in SHORTCUTS.values()} <= texts
    assert keys_in_words("page") == "Ctrl+1 to Ctrl+9"


def test_a_name_is_needed_before_starting(qtbot):
    dialog = WhoAreYou([("c1", "Clinician")])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.name.error.isVisible()
    qtbot.keyClicks(dialog.name.editor, "A. Reader")

    dialog.roles["member"].setFocus()
    qtbot.keyClick(dialog.roles["member"], Qt.Key.Key_Space)
    assert dialog.member.isVisible()
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.answer() == Answer("A. Reader", "member", "c1")


def test_a_recorded_act_needs_its_reason(qtbot):
    dialog = ReasonDialog("Go back a step")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClicks(dialog.field.editor, "   ")
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClicks(dialog.field.editor, "A lot was missing.")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.reason() == "A lot was missing."


def test_every_button_of_the_window_has_a_name(shell):
    for button in shell.findChildren(QPushButton):
        assert name_of(button).strip()
