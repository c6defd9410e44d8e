"""The model tried on invented bids by clicks and keys, and the test kept on record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tender_eval.services import audit
from tender_eval.services.desk import Desk
from tests.conftest import take_in
from tests.small_procurement import small_procurement
from tests.widget.looking import button, words_in


def open_trial(lead: Desk, folder: Path, shown: Any, **model: Any) -> tuple[Desk, Any, Any]:
    document = small_procurement()
    document["procurement"]["state"] = "draft"
    document["scores"] = document["submissions"] = document["consensus"] = []
    document["model"] |= model
    desk = take_in(lead, document, folder)
    page = shown(desk, "criteria")
    page.tab = 5
    page.refresh()
    QApplication.processEvents()
    parts = [w for w in page.findChildren(QWidget) if type(w).__name__ == "TrialPart"]
    return desk, page, parts[-1]


def test_a_set_of_bids_and_one_of_ones_own_are_tried_and_kept(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    desk, page, part = open_trial(lead, tmp_path, shown)
    qtbot.keyClicks(part.fields["Name of the bid"].editor, "Our neighbour")
    qtbot.keyClicks(part.price, "650000")
    qtbot.mouseClick(button(part, "Add it"), Qt.MouseButton.LeftButton)
    assert "Our neighbour, £650,000" in words_in(part)
    qtbot.mouseClick(button(part, "Try the model"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "comes first" in words_in(part.shown))
    said = words_in(part.shown)
    assert "A price mark is worth £" in said
    # Full quality at the ceiling: 78.3 + 21.7 × 600,000 ÷ 1,000,000; the neighbour has 62.6 + 20.
    assert "Excellent and dear comes first." in said
    qtbot.mouseClick(button(part, "Keep this test"), Qt.MouseButton.LeftButton)
    (kept,) = desk.whole_record().decisions
    assert kept.step == "model-tested:lot-1"
    assert "Our neighbour £650,000" in kept.reason and "comes first" in kept.reason
    assert desk.whole_record().model == page.view.model, "trying changes nothing"
    assert audit.verify(desk).sound


def test_a_model_that_is_not_whole_says_what_is_missing(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    document = small_procurement()
    criteria = document["model"]["criteria"]
    criteria[0]["weight"] = "40"
    _desk, page, part = open_trial(lead, tmp_path, shown, criteria=criteria)
    qtbot.mouseClick(button(part, "Try the model"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "cannot be tried yet" in words_in(page))
    assert "5 % is missing" in words_in(page)


def test_a_bid_of_ones_own_without_a_price_is_asked_for_it(
    lead: Desk, tmp_path: Path, shown: Any, qtbot: QtBot
) -> None:
    _desk, _page, part = open_trial(lead, tmp_path, shown)
    qtbot.mouseClick(button(part, "Add it"), Qt.MouseButton.LeftButton)
    assert "Give a figure." in words_in(part)
    assert part.own == []
