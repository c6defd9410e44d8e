"""Trying the model on invented bids: each finding against the sum worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tender_eval.domain.model import Criterion, EvaluationModel, Kind, Lot, PriceKind, PriceModel
from tender_eval.domain.trial import InventedBid, presets, trial
from tests.builders_reports import D, a_model, a_question


def model_of(kind: PriceKind, price: str = "40", **more: Decimal) -> EvaluationModel:
    """Two questions of 50 and 10 marks (of 0 to 5), and the price."""
    quality = D(100) - D(price)
    return a_model(
        lots=(Lot("lot-1", "Adults", price_model=PriceModel(kind, **more)),),
        criteria=(
            a_question("q-big", str(quality - 10)),
            a_question("q-small", "10"),
            Criterion("c-price", "Price", Kind.PRICE, D(price)),
        ),
        standards=(), minimum_quality=None,
    )  # fmt: skip


def bid(name: str, price: int, big: int, small: int) -> InventedBid:
    return InventedBid(name, D(price), {"q-big": D(big), "q-small": D(small)})


def test_the_ranking_is_the_awards_own() -> None:
    done = trial(model_of(PriceKind.LOWEST_PROPORTIONAL), "lot-1",
                 [bid("a", 1000, 5, 5), bid("b", 800, 3, 3)])  # fmt: skip
    totals = {t.tender: t.total for t in done.result.tenders}
    # a: 60 + 40 × 800 ÷ 1000; b: 36 + 40
    assert totals == {"a": Decimal("92.00"), "b": Decimal("76.00")}
    assert done.first == "a"


def test_what_a_price_mark_is_worth_in_pounds() -> None:
    span = model_of(PriceKind.LINEAR_RANGE, full_marks_at=D(600_000), no_marks_at=D(1_000_000))
    done = trial(span, "lot-1", [bid("a", 700_000, 3, 3), bid("b", 990_000, 3, 3)])
    # 40 marks over £400,000: a mark is £10,000, to the rounding at two decimals. At £990,000 there
    # is one mark left, and it is gone at £1,000,000.
    worth = dict(done.worth)
    assert abs(worth["a"] - 10_000) <= 50 and abs(worth["b"] - 10_000) <= 50
    fixed = model_of(PriceKind.FIXED)
    assert dict(trial(fixed, "lot-1", [bid("a", 700_000, 3, 3)]).worth) == {"a": None}


def test_a_question_is_idle_when_no_score_on_it_alone_changes_who_is_first() -> None:
    model = model_of(PriceKind.LOWEST_PROPORTIONAL)
    ahead = trial(model, "lot-1", [bid("a", 1000, 5, 5), bid("b", 1000, 3, 3)])
    # a leads by 24. The small question turns 10 + 4 of it at most, the big one 50 + 20.
    assert ahead.idle == ("Small",)
    close = trial(model, "lot-1", [bid("a", 1000, 5, 5), bid("b", 1000, 5, 4)])
    assert close.idle == ()


def test_a_bid_left_out_may_turn_the_order_of_the_others() -> None:
    model = model_of(PriceKind.LOWEST_PROPORTIONAL, "60")
    bids = [bid("good", 1000, 5, 5), bid("lean", 700, 3, 2), bid("bare", 350, 0, 0)]
    done = trial(model, "lot-1", bids)
    # With the bare bid: 40 + 21 = 61 against 22 + 30 = 52. Without: 40 + 42 = 82 against 22 + 60 = 82.
    assert [t.tender for t in done.result.ranked][:1] == ["good"]
    totals = {t.tender: t.total for t in trial(model, "lot-1", bids[:2]).result.tenders}
    assert totals == {"good": Decimal("82.00"), "lean": Decimal("82.00")}
    leaner = [bids[0], bid("lean", 690, 3, 2), bids[2]]
    assert ("bare", ("lean", "good")) in trial(model, "lot-1", leaner).moved
    absolute = model_of(PriceKind.LINEAR_RANGE, "60", full_marks_at=D(350), no_marks_at=D(2000))
    assert trial(absolute, "lot-1", leaner).moved == ()


def test_two_very_different_bids_of_one_total_are_named() -> None:
    model = replace(model_of(PriceKind.FIXED), criteria=(
        a_question("q-big", "50"), a_question("q-small", "50")))  # fmt: skip
    done = trial(model, "lot-1", [bid("a", 10, 5, 0), bid("b", 10, 0, 5), bid("c", 10, 3, 3)])
    assert done.apart == (("a", "b"),)
    assert done.first == "c"


@pytest.mark.parametrize("kind", [k for k in PriceKind if k is not PriceKind.LINEAR_RANGE])
def test_every_preset_runs_and_its_bids_stay_in(kind: PriceKind) -> None:
    model = model_of(kind)
    for title, bids in presets(model, model.lot("lot-1"), D(1_000_000)):
        done = trial(model, "lot-1", bids)
        assert title and len(done.result.ranked) == len(bids) >= 2
        assert len({b.name for b in bids}) == len(bids)
