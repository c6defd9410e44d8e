"""From a template to moderated scores by clicks and keys alone: a first procurement, as a lead and
two members would do it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, Qt, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from tender_eval.domain.procurement import State
from tender_eval.services import audit
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, Person, Texts
from tender_eval.store.workspace import Workspace
from tests.widget.looking import button, words_in

SUPPLIERS = ("Alder Care", "Birch Recovery")
PEOPLE = (
    ("Ada Rowe", "service_user_representative"),
    ("Ben Okoro", "commissioner"),
    ("Dev Marsh", "moderator"),
)


def part(page: QWidget, kind: str) -> Any:
    """The part of this kind that stays on the page once everything under way has happened."""
    for _ in range(3):
        QApplication.processEvents()
    deadline = QDeadlineTimer(2000)
    while True:
        QApplication.processEvents()
        found = [w for w in page.findChildren(QWidget) if type(w).__name__ == kind]
        shown = [w for w in found if w.isVisible()]
        if shown or deadline.hasExpired():
            return shown[0]


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    for _ in range(3):
        QApplication.processEvents()


def write(qtbot: QtBot, editor: Any, words: str) -> None:
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, words)


def answering(qtbot: QtBot, words: str) -> None:
    """Type into the dialog that comes next, and press its button."""

    def answer() -> None:
        dialog: Any = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(5, answer)
            return
        qtbot.keyClicks(dialog.field.editor, words)
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, answer)


def advance(qtbot: QtBot, page: Any, desk: Desk, to: State) -> None:
    page.window().navigate("procurement")
    page = page.window().page
    step = part(page, "NextStep")
    assert step.take.isEnabled(), words_in(step)
    answering(qtbot, f"On to {to.label}.")
    click(qtbot, step.take)
    assert desk.model()[0].state is to


def test_a_first_procurement(tmp_path: Path, shown: Any, qtbot: QtBot) -> None:
    with Workspace(tmp_path / "work.tender") as workspace:
        desk = Desk(workspace, Person("Lena Lead"))
        desk = begin(desk, shown, qtbot)
        page = shown(desk, "procurement")
        fill_in(page, desk, qtbot)
        advance(qtbot, page, desk, State.PUBLISHED)
        name_panel(shown(desk, "panel"), desk, qtbot)
        enter_tenders(shown(desk, "tenders"), desk, qtbot)
        advance(qtbot, shown(desk, "procurement"), desk, State.OPENED)
        declare(shown(desk, "panel"), desk, qtbot)
        advance(qtbot, shown(desk, "procurement"), desk, State.SCORING)
        members = [m for m in desk.whole_record().panel if m.allocations]
        for member in members:
            sits = replace(desk, person=Person(member.name, Post.MEMBER, member.key))
            score(shown(sits, "scoring"), sits, qtbot)
        advance(qtbot, shown(desk, "procurement"), desk, State.MODERATION)
        moderator = replace(desk, person=Person("Dev Marsh", Post.MODERATOR))
        moderate(shown(moderator, "moderation"), moderator, qtbot)
        page = shown(desk, "result")
        assert "Alder Care" in words_in(page)
        assert audit.verify(desk).sound


def begin(desk: Desk, shown: Any, qtbot: QtBot) -> Desk:
    page = shown(desk, "procurements")
    opened: list[str] = []
    page.window().procurement_chosen.connect(opened.append)
    cards = [b for b in page.findChildren(QWidget) if "PSR" in b.accessibleName()]
    click(qtbot, next(b for b in cards if b.accessibleName().startswith("Use the template")))
    qtbot.waitUntil(lambda: bool(opened))
    return desk.at(opened[0])


def fill_in(page: Any, desk: Desk, qtbot: QtBot) -> None:
    part(page, "DetailsForm")
    for name, words in (
        ("Title", "Vale recovery service"), ("Reference", "V-1"),
        ("Contract start", "1 April 2028"), ("Contract end", "31 March 2031"),
    ):  # fmt: skip
        write(qtbot, page.details.fields[name].editor, words)
    click(qtbot, button(page.details, "Save the details"))
    people = part(page, "AuthoritiesPart")
    write(qtbot, people.name.editor, "Vale Council")
    click(qtbot, button(people, "Add"))
    for key, day in (("notice", "7 September 2026"), ("deadline", "12 October 2026")):
        table = part(page, "TimetablePart")
        editor = table.fields[key].editor
        write(qtbot, editor, day)
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
    window = page.window()
    assert window.navigate("lots"), words_in(page)
    page = window.page
    write(qtbot, page.form.value, "500000")
    write(qtbot, page.form.ceiling, "1500000")
    click(qtbot, button(page.form, "Save the lot"))
    procurement, model = desk.model()
    assert procurement.reference == "V-1"
    assert model.lots_in_scope()[0].annual_value == Decimal(500000)


def name_panel(page: Any, desk: Desk, qtbot: QtBot) -> None:
    for number, (name, role) in enumerate(PEOPLE):
        click(qtbot, button(page, "Add a member"))
        form = part(page, "MemberForm")
        write(qtbot, form.fields["Name"].editor, name)
        form.role.set_key(role)
        click(qtbot, button(form, "Save the member"))
        if number < 2:
            lots = part(page, "AllocationPart")
            choice = next(w for w in lots.findChildren(QWidget) if type(w).__name__ == "Choice")
            qtbot.keyClick(choice, Qt.Key.Key_Down)  # from nothing to every question
            QApplication.processEvents()
    record = desk.whole_record()
    assert [(m.name, m.role.value) for m in record.panel] == list(PEOPLE)
    assert [bool(m.allocations) for m in record.panel] == [True, True, False]


def enter_tenders(page: Any, desk: Desk, qtbot: QtBot) -> None:
    for number, name in enumerate(SUPPLIERS):
        write(qtbot, page.name.editor, name)
        click(qtbot, button(page, "Enter the tender"))
        offers = part(page, "OffersPart")
        box = next(w for w in offers.findChildren(QCheckBox))
        qtbot.keyClick(box, Qt.Key.Key_Space)
        offers = part(page, "OffersPart")
        price = next(w for w in offers.findChildren(QWidget) if type(w).__name__ == "MoneyEdit")
        write(qtbot, price, str(1_200_000 + number))
        qtbot.keyClick(price, Qt.Key.Key_Tab)
        for _ in desk.model()[1].standards:
            standards = part(page, "StandardsPart")
            buttons = [b for b in standards.findChildren(QWidget) if text_of(b) == "Met…"]
            missing = [b for b in buttons if "Not assessed" in words_in(card_of(b))]
            answering(qtbot, "Seen.")
            click(qtbot, missing[0])
        answers = part(page, "AnswersPart")
        for question in list(answers.questions):
            answers = part(page, "AnswersPart")
            answers.choice.set_key(question.key)
            answers.choice.picked.emit(question.key)
            write(qtbot, part(page, "AnswersPart").text, f"The answer of {name}.")
            click(qtbot, button(part(page, "AnswersPart"), "Save the answer"))
    for tender in desk.whole_record(Texts.WITH).tenders:
        assert len(tender.responses) == len(desk.model()[1].questions(tender.lots[0].lot))
        assert {r.result for r in tender.standards} == {"pass"}


def text_of(widget: Any) -> str:
    return widget.text() if hasattr(widget, "text") and callable(widget.text) else ""


def card_of(widget: QWidget) -> QWidget:
    while type(widget).__name__ != "Card":
        widget = widget.parentWidget()
    return widget


def declare(page: Any, desk: Desk, qtbot: QtBot) -> None:
    for member in desk.whole_record().panel:
        page.show_target(member=member.key)
        click(qtbot, button(part(page, "DeclarationsPart"), "Nothing to declare"))
    assert len(desk.whole_record().declarations) == len(PEOPLE)


def score(page: Any, desk: Desk, qtbot: QtBot) -> None:
    desk_part = page.desk_part
    for number in range(len(desk_part.work.tasks)):
        qtbot.keyClick(desk_part.scale, Qt.Key.Key_3 if number % 2 else Qt.Key.Key_4)
        desk_part.rationale.setFocus()
        qtbot.keyClicks(desk_part.rationale, "Enough detail.")
        qtbot.keyClick(desk_part.rationale, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    click(qtbot, desk_part.hand_in)
    assert [s.member for s in desk.whole_record().submissions][-1] == desk.person.member


def moderate(page: Any, desk: Desk, qtbot: QtBot) -> None:
    places = [(t.key, q.key) for t in desk.whole_record().tenders
              for q in desk.model()[1].questions(t.lots[0].lot)]  # fmt: skip
    for tender, question in places:
        page.show_target(tender=tender, question=question)
        table = page.table
        qtbot.keyClick(table.scale, Qt.Key.Key_3)
        write(qtbot, table.reason, "What the answer shows.")
        for area in table.movements.values():
            write(qtbot, area, "Weighed again.")
        click(qtbot, table.record)
    assert len(desk.whole_record().consensus) == len(places)
