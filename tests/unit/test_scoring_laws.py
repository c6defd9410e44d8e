"""Laws of the sum that hold for every model, every set of scores and every order of entry."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tender_eval.domain.award import LotResult, TenderForAward, lot_result
from tender_eval.domain.model import (
    Criterion,
    EvaluationModel,
    Kind,
    Lot,
    PriceKind,
    PriceModel,
    RoundAt,
    Rounding,
    Scale,
    ScaleLevel,
)
from tender_eval.domain.values import from_scaled, round_half_up, to_scaled
from tender_eval.domain.weights import weight_problems

SCALE = Scale("s", "0 to 5", tuple(ScaleLevel(Decimal(n), str(n), "") for n in range(6)))


@st.composite
def shares(draw: st.DrawFn, parts: int) -> list[Decimal]:
    """Weights with at most two decimals that sum to exactly 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 10000), min_size=parts - 1, max_size=parts - 1)))
    edges = [0, *cuts, 10000]
    return [Decimal(b - a) / 100 for a, b in pairwise(edges)]


@st.composite
def models(draw: st.DrawFn, at: RoundAt | None = None) -> EvaluationModel:
    """A tree of one to four groups of one to four questions, and a price."""
    count = draw(st.integers(1, 4))
    roots = draw(shares(count + 1))
    groups = []
    for n in range(count):
        size = draw(st.integers(1, 4))
        weights = draw(shares(size))
        questions = tuple(
            Criterion(f"q{n}{k}", f"Q{n}{k}", Kind.QUESTION, weight)
            for k, weight in enumerate(weights)
        )
        groups.append(Criterion(f"g{n}", f"G{n}", Kind.GROUP, roots[n], children=questions))
    groups.append(Criterion("price", "Price", Kind.PRICE, roots[-1]))
    kind = draw(st.sampled_from([PriceKind.LOWEST_PROPORTIONAL, PriceKind.LINEAR_FROM_LOWEST]))
    rounding = Rounding(draw(st.integers(0, 4)), at or draw(st.sampled_from(list(RoundAt))))
    return EvaluationModel(
        (Lot("l", "Lot", price_model=PriceModel(kind)),), tuple(groups), (), (SCALE,), rounding
    )


@st.composite
def offers(draw: st.DrawFn, model: EvaluationModel, most: int = 5) -> list[TenderForAward]:
    """Tenders with a score for each question and a price in pence."""
    questions = [q.key for q in model.questions("l")]
    return [
        TenderForAward(
            f"t{n}",
            f"Supplier {n}",
            {"l": Decimal(draw(st.integers(1, 10**9))) / 100},
            {key: Decimal(draw(st.integers(0, 5))) for key in questions},
        )
        for n in range(draw(st.integers(1, most)))
    ]


@st.composite
def cases(
    draw: st.DrawFn, at: RoundAt | None = None
) -> tuple[EvaluationModel, list[TenderForAward]]:
    model = draw(models(at))
    return model, draw(offers(model))


def totals(result: LotResult) -> dict[str, Decimal]:
    return {tender.tender: tender.total for tender in result.tenders}


@given(cases(RoundAt.TOTAL))
def test_weights_of_100_keep_the_range_of_the_scale(
    case: tuple[EvaluationModel, list[TenderForAward]],
) -> None:
    model, tenders = case
    assert weight_problems(model) == []
    best = replace(tenders[0], scores={q.key: Decimal(5) for q in model.questions("l")})
    worst = replace(tenders[0], scores={q.key: Decimal(0) for q in model.questions("l")})
    quality = Fraction(100) - Fraction(model.criterion("price").weight)
    (result,) = lot_result(model, "l", [best]).tenders
    assert result.quality == round_half_up(quality, model.rounding.decimals)
    assert result.total == Decimal(100)
    (result,) = lot_result(model, "l", [worst]).tenders
    assert result.quality == 0
    for tender in lot_result(model, "l", tenders).tenders:
        assert 0 <= tender.total <= 100


@given(cases(), st.data())
def test_a_better_score_never_lowers_a_total(
    case: tuple[EvaluationModel, list[TenderForAward]], data: st.DataObject
) -> None:
    model, tenders = case
    which = data.draw(st.integers(0, len(tenders) - 1))
    key = data.draw(st.sampled_from([q.key for q in model.questions("l")]))
    before = totals(lot_result(model, "l", tenders))
    raised = dict(tenders[which].scores) | {key: Decimal(5)}
    changed = [*tenders]
    changed[which] = replace(tenders[which], scores=raised)
    after = totals(lot_result(model, "l", changed))
    assert after[f"t{which}"] >= before[f"t{which}"]
    assert {k: v for k, v in after.items() if k != f"t{which}"} == {
        k: v for k, v in before.items() if k != f"t{which}"
    }


@given(cases(), st.randoms())
def test_the_order_of_entry_changes_nothing(
    case: tuple[EvaluationModel, list[TenderForAward]], dice: object
) -> None:
    model, tenders = case
    shuffled = [*tenders]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert lot_result(model, "l", shuffled) == lot_result(model, "l", tenders)


@given(cases(RoundAt.QUESTION))
def test_the_sum_of_the_parts_is_the_whole(
    case: tuple[EvaluationModel, list[TenderForAward]],
) -> None:
    model, tenders = case
    for tender in lot_result(model, "l", tenders).tenders:
        for root in tender.parts:
            for part in root.walk():
                if part.kind is Kind.GROUP:
                    assert part.weighted == sum(p.weighted for p in part.parts)
        assert sum(root.weighted for root in tender.parts) == tender.total
        assert tender.quality + tender.price_score == tender.total


@given(cases())
def test_the_lowest_price_earns_the_whole_weight_and_no_price_more(
    case: tuple[EvaluationModel, list[TenderForAward]],
) -> None:
    model, tenders = case
    weight = round_half_up(Fraction(model.criterion("price").weight), model.rounding.decimals)
    results = lot_result(model, "l", tenders).tenders
    lowest = min(r.price for r in results if r.price is not None)
    for result in results:
        assert 0 <= result.price_score <= weight
        assert (result.price != lowest) or result.price_score == weight


@given(cases())
def test_a_tender_that_is_out_moves_nobody_elses_score(
    case: tuple[EvaluationModel, list[TenderForAward]],
) -> None:
    model, tenders = case
    cheap = TenderForAward(
        "x", "Cheap", {"l": Decimal("0.01")}, tenders[0].scores, exclusion="Not eligible."
    )
    alone = totals(lot_result(model, "l", tenders))
    with_it = lot_result(model, "l", [*tenders, cheap])
    assert {k: v for k, v in totals(with_it).items() if k != "x"} == alone
    assert next(t for t in with_it.tenders if t.tender == "x").rank is None


@given(st.decimals(-(10**6), 10**6, places=4), st.integers(0, 3))
def test_rounding_is_half_up_as_the_decimal_library_does_it(value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert round_half_up(Fraction(value), places) == expected


def test_the_figures_that_binary_floats_get_wrong() -> None:
    assert round_half_up(Fraction("4.015"), 2) == Decimal("4.02")
    assert round_half_up(Fraction("3.955"), 2) == Decimal("3.96")


@given(st.decimals(-(10**11), 10**11, places=2))
def test_a_stored_amount_comes_back_as_it_was(value: Decimal) -> None:
    assert from_scaled(to_scaled(value, 2), 2) == value
