"""What was typed and not saved is never just lost: by a refresh, by another row, by another page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, Texts
from tests.conftest import take_in
from tests.small_procurement import small_procurement
from tests.widget.looking import at, button, words_in


def draft(lead: Desk, folder: Path) -> Desk:
    document = small_procurement()
    document["procurement"]["state"] = "draft"
    document["scores"] = document["submissions"] = document["consensus"] = []
    return take_in(lead, document, folder)


def retitle(qtbot: QtBot, page: Any, words: str) -> None:
    editor = page.form.fields["Title of the lot"].editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, words)


def test_another_row_or_page_keeps_a_drafts_form_by_itself(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    desk = draft(lead, tmp_path)
    page = shown(desk, "lots")
    retitle(qtbot, page, "Adults of every age")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.chosen == "lot-2")
    assert desk.model()[1].lot("lot-1").title == "Adults of every age"
    QApplication.processEvents()
    retitle(qtbot, page, "Under 25")
    assert page.window().navigate("panel")
    assert desk.model()[1].lot("lot-2").title == "Under 25"


def test_an_amendment_is_asked_about_before_the_page_is_left(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    desk = take_in(lead, small_procurement(), tmp_path)
    page = shown(desk, "lots")
    before = desk.model()[1].lot("lot-1").title
    retitle(qtbot, page, "Changed after publication")
    window = page.window()
    assert not window.navigate("panel")
    assert f"“{before}” has changes that are not saved." in words_in(page.notices)
    qtbot.mouseClick(button(page.notices, "Put back"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.form.fields["Title of the lot"].text() == before)
    assert window.navigate("panel")
    assert desk.model()[1].lot("lot-1").title == before


def test_a_form_that_cannot_be_saved_holds_the_page_and_says_why(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    desk = draft(lead, tmp_path)
    page = shown(desk, "lots")
    retitle(qtbot, page, " ")
    assert not page.window().navigate("panel")
    assert "cannot be left empty" in words_in(page)
    assert desk.model()[1].lot("lot-1").title.strip()


def test_what_is_typed_in_one_form_outlives_the_saving_of_another(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    desk = draft(lead, tmp_path)
    page = shown(desk, "procurement")
    qtbot.waitUntil(lambda: hasattr(page, "details"))
    title = page.details.fields["Title"].editor
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Half a title")
    form = page.details
    page.refresh()  # as after a date of the timetable was set
    qtbot.waitUntil(lambda: page.details is not form)
    assert page.details.fields["Title"].text() == "Half a title"
    assert desk.model()[0].title != "Half a title"


def test_an_answer_is_kept_when_the_next_question_is_chosen(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    document = small_procurement()
    document["procurement"]["state"] = "opened"
    document["scores"] = document["submissions"] = document["consensus"] = []
    desk = take_in(lead, document, tmp_path)
    page = shown(desk, "tenders")
    part = next(w for w in page.findChildren(object) if type(w).__name__ == "AnswersPart")
    part.text.setFocus()
    part.text.selectAll()
    qtbot.keyClicks(part.text, "Two hubs, open on Saturdays.")
    asked = page.question
    qtbot.keyClick(part.choice, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.question != asked)
    QApplication.processEvents()
    found = {r.question: r.text for t in desk.whole_record(Texts.WITH).tenders
             if t.key == page.chosen for r in t.responses}  # fmt: skip
    assert found[asked] == "Two hubs, open on Saturdays."


def test_a_reason_without_a_score_waits_for_it_and_holds_the_page(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    document = small_procurement()
    document["procurement"]["state"] = "scoring"
    document["submissions"] = document["consensus"] = document["scores"] = []
    desk = at(take_in(lead, document, tmp_path), Post.MEMBER, "m-rep")
    page = shown(desk, "scoring")
    part, window = page.desk_part, page.window()
    place = part.place
    part.rationale.setFocus()
    qtbot.keyClicks(part.rationale, "Names two hubs.")
    part.move(1)
    assert part.rationale.text() == ""
    assert not window.navigate("panel")
    assert "A reason has no score yet" in words_in(page.notices)
    part.open(*place)
    assert part.rationale.text() == "Names two hubs."
    qtbot.keyClick(part.scale, Qt.Key.Key_4)
    assert [s.rationale for s in desk.record().scores] == ["Names two hubs."]
    assert window.navigate("panel")


def test_a_reason_without_a_score_can_be_left_behind_on_purpose(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    document = small_procurement()
    document["procurement"]["state"] = "scoring"
    document["submissions"] = document["consensus"] = document["scores"] = []
    desk = at(take_in(lead, document, tmp_path), Post.MEMBER, "m-rep")
    page = shown(desk, "scoring")
    window = page.window()
    qtbot.keyClicks(page.desk_part.rationale, "Names two hubs.")
    assert not window.navigate("panel")
    qtbot.mouseClick(button(page.notices, "Leave without it"), Qt.MouseButton.LeftButton)
    assert window.navigate("panel")
    assert desk.record().scores == ()
