"""The sample from the moderated scores to the award, by clicks and keys alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tender_eval.domain.procurement import State
from tender_eval.services import audit
from tender_eval.services.desk import Desk, Person
from tender_eval.services.files import SAMPLE, import_procurement
from tender_eval.store.workspace import Workspace
from tests.widget.looking import button, words_in


def part(page: QWidget, kind: str) -> Any:
    for _ in range(3):
        QApplication.processEvents()
    found = page.findChildren(QWidget)
    return next(w for w in found if type(w).__name__ == kind and w.isVisible())


def answering(qtbot: QtBot, *answers: str) -> None:
    """Type each answer into the dialog that comes, and press its button."""
    waiting = list(answers)

    def answer() -> None:
        dialog: Any = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(10, answer)
            return
        qtbot.keyClicks(dialog.field.editor, waiting.pop(0))
        if waiting:
            QTimer.singleShot(10, answer)
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, answer)


def test_from_a_tie_to_the_award(tmp_path: Path, shown: Any, qtbot: QtBot) -> None:
    now = [datetime(2026, 11, 24, 9, tzinfo=UTC)]
    with Workspace(tmp_path / "work.tender", clock=lambda: now[0]) as workspace:
        lead = Desk(workspace, Person("Lena Lead"))
        desk = lead.at(import_procurement(lead, SAMPLE))
        page = shown(desk, "award")
        window = page.window()
        assert "4 things stand in the way" in words_in(page)
        qtbot.mouseClick(
            button(page, "Brightwater Recovery CIC and Lantern"), Qt.MouseButton.LeftButton
        )
        page = window.page
        page.show_target(lot="lot-3")
        tie = part(page, "TieForm")
        tie.places[0].set_key("t-lantern")
        tie.places[1].set_key("t-brightwater")
        qtbot.keyClicks(tie.reason.editor, "Drawn by lot before both.")
        qtbot.mouseClick(button(tie, "Record how"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: bool(desk.whole_record().ties))
        QApplication.processEvents()
        for lot in ("lot-1", "lot-2", "lot-3"):
            page.show_target(lot=lot)
            form = part(page, "RecommendForm")
            qtbot.keyClicks(form.reason.editor, "Highest total.")
            qtbot.mouseClick(button(form, "Record the recommendation"), Qt.MouseButton.LeftButton)
            QApplication.processEvents()
        chosen = {r.lot: r.tender for r in desk.whole_record().recommendations}
        assert chosen == {"lot-1": "t-brightwater", "lot-2": "t-lantern", "lot-3": "t-lantern"}
        assert window.navigate("award")
        page = window.page
        for to, on, answers in (
            (State.RECOMMENDED, (11, 25), ["To the committee."]),
            (State.APPROVED, (12, 2), ["Joint Commissioning Committee", "As recommended."]),
            (State.STANDSTILL, (12, 7), ["The notice went out."]),
        ):
            now[0] = datetime(2026, *on, 9, tzinfo=UTC)
            page.refresh()
            step = part(page, "NextStep")
            answering(qtbot, *answers)
            qtbot.mouseClick(step.take, Qt.MouseButton.LeftButton)
            QApplication.processEvents()
            assert desk.whole_record().procurement.state is to
        step = part(page, "NextStep")
        assert not step.take.isEnabled() and "18 December 2026" in words_in(step)
        now[0] = datetime(2026, 12, 21, 9, tzinfo=UTC)
        page.refresh()
        answering(qtbot, "The standstill is over; no representations came.")
        qtbot.mouseClick(part(page, "NextStep").take, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        record = desk.whole_record()
        assert record.procurement.state is State.AWARDED
        approved = next(d for d in record.decisions if d.step == "approved")
        assert approved.by == "Joint Commissioning Committee"
        assert audit.verify(desk).sound


@pytest.fixture(autouse=True)
def no_dialog_is_left(qtbot: QtBot) -> Any:
    yield
    assert QApplication.activeModalWidget() is None
