"""Scoring scales: begun from presets, changed score by score, never from under scores given."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tender_eval.domain.errors import BadInput, Blocked, NotFound
from tender_eval.domain.model import ScaleLevel
from tender_eval.domain.scales import presets
from tender_eval.services import audit, criteria, scales
from tender_eval.services.award import results_of
from tender_eval.services.desk import Desk
from tests.conftest import take_in
from tests.small_procurement import small_procurement


def draft(lead: Desk, folder: Path) -> Desk:
    document = small_procurement()
    document["procurement"]["state"] = "draft"
    document["scores"] = document["submissions"] = document["consensus"] = []
    return take_in(lead, document, folder)


@pytest.mark.parametrize("scale", presets(), ids=lambda scale: scale.key)
def test_every_preset_begins_at_nothing_rises_and_describes_each_score(scale) -> None:  # type: ignore[no-untyped-def]
    values = [level.value for level in scale.levels]
    assert values[0] == 0 and values == sorted(set(values)) and len(values) >= 2
    assert all(level.name and level.descriptor for level in scale.levels)
    assert len({level.name for level in scale.levels}) == len(values)


def test_a_question_takes_another_scale_and_its_marks_are_shares_of_that_scales_best(
    lead: Desk, tmp_path: Path
) -> None:
    document = small_procurement()
    document["scores"] = document["submissions"] = document["consensus"] = []
    document["model"]["scales"].append(
        {"key": "scale-quarters", "name": "Quarters", "levels": [
            {"value": str(25 * n), "name": str(n), "descriptor": "…"} for n in range(5)]}
    )  # fmt: skip
    document["model"]["criteria"][1]["scale"] = "scale-quarters"
    document["consensus"] = [
        {"tender": "t-birch", "question": "q-adult", "value": "75", "reason": "Most of it."}
    ]
    desk = take_in(lead, document, tmp_path)
    (lot,) = [r for r in results_of(desk.whole_record()) if r.lot == "lot-1"]
    birch = next(t for t in lot.tenders if t.tender == "t-birch")
    assert birch.part("q-adult").weighted == Decimal("24.98")  # 33.3 × 75 ÷ 100, half up


def test_a_scale_is_added_chosen_renamed_and_removed_and_all_is_on_record(
    lead: Desk, tmp_path: Path
) -> None:
    desk = draft(lead, tmp_path)
    key = scales.add_scale(desk, "scale-0-10")
    assert scales.add_scale(desk, "scale-0-10") == "scale-0-10-2"
    scales.rename_scale(desk, key, "Ten")
    model = desk.model()[1]
    assert [scale.name for scale in model.scales] == ["0 to 5", "Ten", "0 to 10 (2)"]
    assert scales.questions_on(model, "s5") == ["q-access", "q-recovery", "q-adult", "q-young"]
    criteria.save_criterion(desk, replace(model.criterion("q-adult"), scale=key))
    with pytest.raises(Blocked) as blocked:
        scales.remove_scale(desk, key)
    assert "“Adult” is scored on it." in str(blocked.value.obstacles[0])
    scales.remove_scale(desk, "scale-0-10-2")
    assert len(desk.model()[1].scales) == 2
    assert audit.verify(desk).sound
    with pytest.raises(NotFound):
        scales.add_scale(desk, "scale-stars")


def test_scores_of_a_scale_stand_in_order_and_two_must_stay(lead: Desk, tmp_path: Path) -> None:
    desk = draft(lead, tmp_path)
    key = scales.add_scale(desk, "scale-yes-no")
    scales.save_level(desk, key, ScaleLevel(Decimal("0.5"), "Partly", "In part."))
    levels = next(s for s in desk.model()[1].scales if s.key == key).levels
    assert [level.name for level in levels] == ["No", "Partly", "Yes"]
    scales.remove_level(desk, key, Decimal("0.5"))
    with pytest.raises(Blocked, match="cannot be taken off"):
        scales.remove_level(desk, key, Decimal(1))
    for value, name in (("-1", "x"), ("0.005", "x"), ("1001", "x"), ("2", " ")):
        with pytest.raises(BadInput):
            scales.save_level(desk, key, ScaleLevel(Decimal(value), name, ""))


def test_nothing_is_taken_from_under_scores_that_were_given(lead: Desk, tmp_path: Path) -> None:
    desk = take_in(lead, small_procurement(), tmp_path)
    with pytest.raises(Blocked) as blocked:
        scales.remove_level(desk, "s5", Decimal(5), "An amendment.")
    assert "5 has been given." in str(blocked.value.obstacles[0])
    key = scales.add_scale(desk, "scale-yes-no", "An amendment.")
    question = desk.model()[1].criterion("q-access")
    with pytest.raises(BadInput, match="not on “Yes or no”"):
        criteria.save_criterion(desk, replace(question, scale=key), amendment="An amendment.")
    assert desk.model()[1].criterion("q-access") == question
