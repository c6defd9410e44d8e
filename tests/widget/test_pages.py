"""The pages by real keys and clicks, and what was stored by it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tender_eval.domain.procurement import State
from tender_eval.services import award, life
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk
from tests.conftest import take_in
from tests.small_procurement import small_procurement
from tests.widget.looking import at, button, words_in
from ui.pages import page_specs


def scoring(lead: Desk, folder: Path) -> Desk:
    document = small_procurement()
    document["procurement"]["state"] = "scoring"
    document["submissions"] = document["consensus"] = []
    document["scores"] = [s for s in document["scores"] if s["member"] != "m-rep"]
    return take_in(lead, document, folder)


def test_a_score_is_kept_at_the_press_of_its_key_and_the_reason_on_leaving(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    desk = at(scoring(lead, tmp_path), Post.MEMBER, "m-rep")
    page = shown(desk, "scoring")
    part = page.desk_part
    tender, question = part.place
    qtbot.keyClick(part.scale, Qt.Key.Key_4)
    (score,) = desk.record().scores
    assert (score.tender, score.question, score.value) == (tender, question, Decimal(4))
    part.rationale.setFocus()
    qtbot.keyClicks(part.rationale, "Two hubs, with dates.")
    qtbot.keyClick(part.rationale, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    (score,) = desk.record().scores
    assert score.rationale == "Two hubs, with dates."
    assert part.place != (tender, question)


def test_a_reason_is_kept_half_a_second_after_the_last_letter(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    desk = at(scoring(lead, tmp_path), Post.MEMBER, "m-rep")
    part = shown(desk, "scoring").desk_part
    qtbot.keyClick(part.scale, Qt.Key.Key_2)
    qtbot.keyClicks(part.rationale, "No dates.")
    assert part.saved.text() == "Not yet saved…"
    qtbot.waitUntil(lambda: part.saved.text().startswith("✓ Saved"), timeout=3000)
    assert desk.record().scores[0].rationale == "No dates."


def test_no_other_members_words_are_anywhere_in_a_members_window(
    lead: Desk, tmp_path: Path, shown: Any
) -> None:
    desk = at(scoring(lead, tmp_path), Post.MEMBER, "m-rep")
    for key in ("scoring", "moderation", "result", "tenders", "panel", "audit", "procurement"):
        page = shown(desk, key)
        assert "Reason of m-clin" not in words_in(page.window()), key
        assert "Reason of m-fin" not in words_in(page.window()), key


def test_handing_in_too_early_lists_what_is_left_and_each_line_opens_it(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    desk = at(scoring(lead, tmp_path), Post.MEMBER, "m-rep")
    page = shown(desk, "scoring")
    qtbot.mouseClick(page.desk_part.hand_in, Qt.MouseButton.LeftButton)
    line = button(page, "Cedar Care, “Young”: no score yet.")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert page.desk_part.place == ("t-cedar", "q-young")
    assert desk.record().submissions == ()


def test_the_moderator_must_say_why_the_consensus_moved(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    desk = at(take_in(lead, small_procurement(), tmp_path), Post.MODERATOR)
    page = shown(desk, "moderation", tender="t-birch", question="q-access")
    table = page.table
    assert "Reason of m-clin on t-birch q-access." in words_in(table)
    qtbot.keyClick(table.scale, Qt.Key.Key_4)
    assert set(table.movements) == {"m-rep", "m-clin"}
    qtbot.mouseClick(table.record, Qt.MouseButton.LeftButton)
    assert "Ben Okoro gave 3: say why the consensus is 4." in words_in(page.errors)
    for area in table.movements.values():
        area.clear()
        qtbot.keyClicks(area, "The dates were found on page 3.")
    qtbot.mouseClick(table.record, Qt.MouseButton.LeftButton)
    agreed = {(c.tender, c.question): c for c in desk.record().consensus}["t-birch", "q-access"]
    assert agreed.value == 4
    assert {m.reason for m in agreed.movements} == {"The dates were found on page 3."}


def test_a_total_opens_down_to_the_reasons_and_a_recommendation_is_recorded(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    desk = take_in(lead, small_procurement(), tmp_path)
    page = shown(desk, "result", lot="lot-1", tender="t-birch")
    page.explanation.tree.select("q-adult")
    read = words_in(page.explanation)
    assert "33.30 = 33.3 % × 5 ÷ 5" in read
    assert "Consensus on t-birch q-adult." in read
    assert "Reason of m-fin on t-birch q-adult." in read
    first = award.result_view(desk).results[0].ranked[0]
    form = next(w for w in page.findChildren(QWidget) if type(w).__name__ == "RecommendForm")
    qtbot.keyClicks(form.reason.editor, "Highest total.")
    qtbot.mouseClick(button(form, "Record the recommendation"), Qt.MouseButton.LeftButton)
    (made,) = desk.record().recommendations
    assert (made.lot, made.tender, made.reason) == ("lot-1", first.tender, "Highest total.")


def test_weights_that_do_not_add_up_are_named_and_scaled_by_one_click(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    document = small_procurement()
    document["procurement"]["state"] = "draft"
    document["scores"] = document["submissions"] = document["consensus"] = []
    document["model"]["criteria"][0]["children"][0]["weight"] = "30"
    desk = take_in(lead, document, tmp_path)
    page = shown(desk, "criteria")
    assert "Common part (Adults): the weights add to 92.5 %; 7.5 % is missing." in words_in(page)
    qtbot.mouseClick(button(page, "Scale to 100 %"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Every level of every lot adds to 100 %" in words_in(page))
    children = desk.record().model.criterion("c-common").children
    assert sum(child.weight for child in children) == 100


def test_the_audit_page_says_sound_and_names_a_change_behind_its_back(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    import sqlite3

    desk = take_in(lead, small_procurement(), tmp_path)
    page = shown(desk, "audit")
    qtbot.waitUntil(lambda: "Sound" in page.verdict.text())
    with sqlite3.connect(tmp_path / "work.tender") as plain:
        plain.execute("UPDATE offers SET price = 1 WHERE tender = 't-birch'")
    plain.close()
    qtbot.mouseClick(button(page, "Verify now"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Not sound" in page.verdict.text())
    assert "price is 1 in the table, 84500050 in the log" in words_in(page)


def test_every_page_opens_at_every_step_for_every_post(
    lead: Desk, tmp_path: Path, shown: Any
) -> None:
    document = small_procurement()
    desk = take_in(lead, document, tmp_path)
    for post, member in ((Post.LEAD, None), (Post.MODERATOR, None), (Post.AUDITOR, None),
                         (Post.MEMBER, "m-rep"), (Post.MEMBER, "m-mod")):  # fmt: skip
        sits = at(desk, post, member)
        for spec in page_specs(chosen=True):
            if not spec.visible_for or post.value in spec.visible_for:
                page = shown(sits, spec.key)
                assert words_in(page), (post, spec.key)
    life.step_back(desk, "To look.")
    assert desk.record().procurement.state is State.SCORING
    for spec in page_specs(chosen=True):
        assert words_in(shown(desk, spec.key)), spec.key


def test_a_price_range_of_the_buyers_own_is_entered_drawn_and_kept(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    document = small_procurement()
    document["procurement"]["state"] = "draft"
    document["scores"] = document["submissions"] = document["consensus"] = []
    desk = take_in(lead, document, tmp_path)
    page = shown(desk, "lots", lot="lot-1")
    form = page.form
    assert form.curve.isVisible() and not form.fields["Full marks"].isVisible()
    assert "£800,000 earns 21.70" in form.curve.accessibleDescription()
    while form.kind.key() != "linear_range":
        qtbot.keyClick(form.kind, Qt.Key.Key_Down)
    assert form.fields["Full marks"].isVisible()
    assert not form.curve.isVisible(), "there is nothing to draw yet"
    for edit, words in ((form.full, "800000"), (form.none, "1000000")):
        edit.setFocus()
        qtbot.keyClicks(edit, words)
        qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert "full marks at £800,000, none at £1,000,000" in form.formula.text()
    # Half-way between the ends, half the marks: 21.7 ÷ 2, half up.
    assert "£900,000 earns 10.85" in form.curve.accessibleDescription()
    qtbot.mouseClick(button(form, "Save the lot"), Qt.MouseButton.LeftButton)
    kept = desk.model()[1].lot("lot-1").price_model
    assert (kept.kind, kept.full_marks_at, kept.no_marks_at) == (
        "linear_range", Decimal(800_000), Decimal(1_000_000),
    )  # fmt: skip


def test_a_scale_is_begun_from_a_preset_and_a_question_scored_on_it(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    document = small_procurement()
    document["procurement"]["state"] = "draft"
    document["scores"] = document["submissions"] = document["consensus"] = []
    desk = take_in(lead, document, tmp_path)
    page = shown(desk, "criteria")
    page.tab = 2
    page.refresh()
    part = next(w for w in page.findChildren(QWidget) if type(w).__name__ == "ScalePart")
    part.preset.set_key("scale-quarters")
    qtbot.mouseClick(button(part, "Add the scale"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.scale == "scale-quarters")
    QApplication.processEvents()
    page.show_target(criterion="q-adult")
    page.form.scale.set_key("scale-quarters")
    qtbot.mouseClick(button(page.form, "Save the criterion"), Qt.MouseButton.LeftButton)
    model = desk.model()[1]
    assert model.scale_of(model.criterion("q-adult")).maximum == 100
    assert model.scale_of(model.criterion("q-access")).maximum == 5


def test_a_filled_form_is_shown_with_what_to_know_and_taken_in_by_a_click(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    document = small_procurement()
    document["procurement"]["state"] = "opened"
    for part in ("scores", "submissions", "consensus", "tenders", "suppliers"):
        document[part] = []
    desk = take_in(lead, document, tmp_path)
    page = shown(desk, "tenders")
    page.form_part.write(tmp_path)
    path = tmp_path / "response-form-vale-2026.xlsx"
    qtbot.waitUntil(path.exists)
    book = load_workbook(path)
    book["Lots and prices"]["C2"], book["Lots and prices"]["D2"] = "yes", 900000
    book.save(path)
    page.form_part.read(path)
    qtbot.waitUntil(lambda: "The name is missing." in words_in(page.form_part))
    assert not button(page.form_part.checked, "Take the tender in").isEnabled()
    book["Supplier"]["B2"] = "Delta House"
    book.save(path)
    page.form_part.read(path)
    qtbot.waitUntil(lambda: "Delta House" in words_in(page.form_part.checked))
    take = button(page.form_part.checked, "Take the tender in")
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    (tender,) = desk.whole_record().tenders
    assert tender.lots[0].price == Decimal(900_000)
    qtbot.waitUntil(lambda: "Delta House" in words_in(page))
