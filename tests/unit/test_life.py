"""The steps of a procurement: each guard names everything in the way; nothing is silent or lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tender_eval.domain.errors import Blocked, NotAllowed
from tender_eval.domain.procurement import State
from tender_eval.services import audit, award, criteria, life, panel
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, Person
from tender_eval.services.procurements import set_date
from tender_eval.store.workspace import Workspace
from tests.conftest import take_in
from tests.small_procurement import small_procurement

LONG_AFTER = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def lead(tmp_path: Path) -> Any:
    with Workspace(tmp_path / "life.tender", clock=lambda: LONG_AFTER) as workspace:
        yield Desk(workspace, Person("Lena Lead", Post.LEAD))


def draft() -> dict[str, Any]:
    document = small_procurement()
    document["procurement"]["state"] = "draft"
    for part in ("scores", "submissions", "consensus"):
        document[part] = []
    return document


def in_the_way(desk: Desk, to: State) -> list[str]:
    with pytest.raises(Blocked) as blocked:
        life.advance(desk, to)
    return [obstacle.what for obstacle in blocked.value.obstacles]


def test_publishing_lists_everything_that_is_missing(lead: Desk, tmp_path: Path) -> None:
    document = draft()
    document["procurement"] |= {"reference": "", "authorities": [], "timetable": []}
    document["model"]["criteria"][0]["children"][0]["weight"] = "30"
    document["model"]["reasons"] = document["model"]["reasons"][1:]
    found = in_the_way(take_in(lead, document, tmp_path), State.PUBLISHED)
    assert "The procurement has no reference." in found
    assert "No lead authority is named." in found
    assert "The timetable has no date for the deadline for tenders." in found
    assert "Common part (Adults): the weights add to 92.5 %; 7.5 % is missing." in found
    assert any(what.startswith("Adults: weight on recovery capital") for what in found)


def test_publishing_freezes_the_model_under_its_digest(lead: Desk, tmp_path: Path) -> None:
    desk = take_in(lead, draft(), tmp_path)
    life.advance(desk, State.PUBLISHED)
    (version,) = desk.record().versions
    assert (version.number, version.by, len(version.digest)) == (1, "Lena Lead", 64)


def test_after_publication_an_edit_is_an_amendment_with_reason_and_new_digest(
    lead: Desk, tmp_path: Path
) -> None:
    desk = take_in(lead, draft(), tmp_path)
    life.advance(desk, State.PUBLISHED)
    question = desk.record().model.criterion("q-access")
    clearer = replace(question, question="Tell us how soon help starts.")
    with pytest.raises(Exception, match="Reason for the amendment"):
        criteria.save_criterion(desk, clearer)
    criteria.save_criterion(desk, clearer, amendment="Suppliers asked what was meant.")
    first, second = desk.record().versions
    assert second.reason == "Suppliers asked what was meant."
    assert first.digest != second.digest
    assert first.model.criterion("q-access").question == "Tell us about q-access."


def test_an_amendment_that_breaks_the_weights_changes_nothing(lead: Desk, tmp_path: Path) -> None:
    desk = take_in(lead, draft(), tmp_path)
    life.advance(desk, State.PUBLISHED)
    node = replace(desk.record().model.criterion("q-adult"), weight=Decimal(40))
    with pytest.raises(Blocked, match="must stay whole"):
        criteria.save_criterion(desk, node, amendment="More weight on adults.")
    assert desk.record().model.criterion("q-adult").weight == Decimal("33.3")
    assert len(desk.record().versions) == 1


def test_scoring_needs_a_service_user_representative_on_each_lot_or_the_reason(
    lead: Desk, tmp_path: Path
) -> None:
    document = draft()
    document["procurement"]["state"] = "opened"
    document["panel"][0]["role"] = "commissioner"
    desk = take_in(lead, document, tmp_path)
    found = in_the_way(desk, State.SCORING)
    assert "Adults has no service-user representative on its panel." in found
    panel.explain_no_service_user(desk, "lot-1", "The representative fell ill.")
    panel.explain_no_service_user(desk, "lot-2", "The representative fell ill.")
    life.advance(desk, State.SCORING)
    assert desk.record().procurement.state is State.SCORING


def test_moderation_waits_for_every_member_or_a_recorded_exception(
    lead: Desk, tmp_path: Path
) -> None:
    from tender_eval.services.scoring import let_in

    document = small_procurement()
    document["procurement"]["state"] = "scoring"
    document["consensus"] = []
    document["submissions"] = document["submissions"][:2]
    document["scores"] = [s for s in document["scores"] if s["member"] != "m-fin"]
    desk = take_in(lead, document, tmp_path)
    assert in_the_way(desk, State.MODERATION) == ["Cara Lund has 11 of 11 still to score."]
    let_in(desk, "m-fin", "On long-term leave.")
    life.advance(desk, State.MODERATION)


def test_an_award_waits_for_recommendation_approval_notice_and_standstill(
    lead: Desk, tmp_path: Path
) -> None:
    desk = take_in(lead, small_procurement(), tmp_path)
    assert in_the_way(desk, State.RECOMMENDED) == [
        "No recommendation yet for Adults.",
        "No recommendation yet for Young people.",
    ]
    for result in award.result_view(desk).results:
        award.recommend(desk, result.lot, result.ranked[0].tender, "Highest total.")
    life.advance(desk, State.RECOMMENDED)
    with pytest.raises(Exception, match="Approved by"):
        life.advance(desk, State.APPROVED)
    life.advance(desk, State.APPROVED, by="Cabinet")
    life.advance(desk, State.STANDSTILL)
    set_date(desk, "intention", date(2026, 10, 28))
    assert in_the_way(desk, State.AWARDED) == [
        "The standstill lasts until midnight at the end of Tuesday 10 November 2026."
    ]
    set_date(desk, "intention", date(2026, 10, 1))
    life.advance(desk, State.AWARDED)
    assert audit.verify(desk).sound


def test_going_back_is_never_silent_and_keeps_everything(lead: Desk, tmp_path: Path) -> None:
    desk = take_in(lead, small_procurement(), tmp_path)
    with pytest.raises(Exception, match="cannot be left empty"):
        life.step_back(desk, "  ")
    life.step_back(desk, "A member found a page missing from a tender.")
    record = desk.whole_record()
    assert record.procurement.state is State.SCORING
    assert len(record.consensus) == 11
    assert record.decisions[-1].reason == "A member found a page missing from a tender."


def test_abandoning_keeps_its_reason_and_closes_every_step(lead: Desk, tmp_path: Path) -> None:
    desk = take_in(lead, small_procurement(), tmp_path)
    life.abandon(desk, "The funding was withdrawn.")
    assert desk.record().procurement.abandoned_reason == "The funding was withdrawn."
    with pytest.raises(NotAllowed):
        life.advance(desk, State.RECOMMENDED)


def test_only_the_tender_ranked_first_can_be_recommended(lead: Desk, tmp_path: Path) -> None:
    desk = take_in(lead, small_procurement(), tmp_path)
    last = award.result_view(desk).results[0].ranked[-1]
    with pytest.raises(Exception, match="Only the tender ranked first"):
        award.recommend(desk, "lot-1", last.tender, "We like them.")


def test_a_tie_is_broken_on_record_and_only_where_there_is_one(lead: Desk, tmp_path: Path) -> None:
    document = small_procurement()
    for each in document["consensus"]:
        each["value"], each["movements"] = "3", []
    document["tenders"][2]["lots"][0]["price"] = document["tenders"][0]["lots"][0]["price"]
    document["tenders"][1]["lots"][0]["price"] = "950000.00"
    desk = take_in(lead, document, tmp_path)
    first = award.result_view(desk).results[0]
    assert first.tied == (("t-alder", "t-cedar"),)
    assert [tender.rank for tender in first.ranked] == [1, 1, 3]
    with pytest.raises(Exception, match="The first place is tied"):
        award.recommend(desk, "lot-1", "t-alder", "Highest.")
    award.break_tie(desk, "lot-1", ["t-cedar", "t-alder"], "Lots were drawn on camera.")
    broken = award.result_view(desk).results[0]
    assert [(t.tender, t.rank) for t in broken.ranked][:2] == [("t-cedar", 1), ("t-alder", 2)]
    with pytest.raises(Exception, match="There is no tie"):
        award.break_tie(desk, "lot-2", ["t-cedar", "t-alder"], "Lots were drawn.")


def test_weights_scaled_to_100_keep_their_proportions_exactly(lead: Desk, tmp_path: Path) -> None:
    document = draft()
    for node in document["model"]["criteria"][0]["children"]:
        node["weight"] = "10"
    document["model"]["criteria"][0]["children"].append(
        document["model"]["criteria"][0]["children"][0] | {"key": "q-third"}
    )
    desk = take_in(lead, document, tmp_path)
    criteria.scale_weights(desk, "lot-1", "c-common")
    children = desk.record().model.criterion("c-common").children
    assert sum(node.weight for node in children) == 100
    assert sorted(node.weight for node in children)[-1] - Decimal("33.3333") <= Decimal("0.0001")
