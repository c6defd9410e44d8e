"""Price models against worked figures, and the laws that hold for every one of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tender_eval.domain.model import PriceKind, PriceModel
from tender_eval.domain.price import price_curve, price_scores

RANGE = PriceModel(PriceKind.LINEAR_RANGE, None, Decimal(800_000), Decimal(1_200_000))
PRICES = {"a": Decimal(800_000), "b": Decimal(1_000_000), "c": Decimal(1_200_000)}
pounds = st.decimals(Decimal("1"), Decimal("9999999"), places=2)
bids = st.dictionaries(st.sampled_from("abcdefgh"), pounds, min_size=1)
models = st.sampled_from([RANGE, *(PriceModel(k) for k in PriceKind if k != "linear_range")])


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        # weight × lowest ÷ price: 40 × 800,000 ÷ 1,000,000
        (PriceModel(PriceKind.LOWEST_PROPORTIONAL), ["40", "32", "26 2/3"]),
        # 40 × (1 − 200,000 ÷ 800,000)
        (PriceModel(PriceKind.LINEAR_FROM_LOWEST), ["40", "30", "20"]),
        # full marks at 800,000, none at 1,200,000, half of them half-way
        (RANGE, ["40", "20", "0"]),
        # the mean is 1,000,000: half the marks there, a fifth more or less for 20 % of price
        (PriceModel(PriceKind.MEAN_DISTANCE), ["28", "20", "12"]),
        (PriceModel(PriceKind.FIXED), ["0", "0", "0"]),
    ],
)
def test_worked_figures(model: PriceModel, expected: list[str]) -> None:
    found = price_scores(model, Fraction(40), PRICES)
    assert [found[key] for key in "abc"] == [
        sum(Fraction(part) for part in text.split()) for text in expected
    ]


@given(models, bids, st.fractions(1, 100))
def test_every_score_lies_between_zero_and_the_weight_and_a_lower_price_never_scores_less(
    model: PriceModel, prices: dict[str, Decimal], weight: Fraction
) -> None:
    scores = price_scores(model, weight, prices)
    assert all(0 <= score <= weight for score in scores.values())
    ordered = [scores[key] for key in sorted(prices, key=lambda key: prices[key])]
    assert ordered == sorted(ordered, reverse=True)


@given(bids)
def test_an_absolute_model_scores_each_bid_alone(prices: dict[str, Decimal]) -> None:
    together = price_scores(RANGE, Fraction(40), prices)
    for key, price in prices.items():
        assert price_scores(RANGE, Fraction(40), {key: price})[key] == together[key]
    assert not RANGE.kind.relative


def test_a_range_without_its_ends_or_with_them_reversed_cannot_be_published() -> None:
    kind = PriceKind.LINEAR_RANGE
    assert "needs the price for full marks" in PriceModel(kind).problems()[0]
    reversed_ends = PriceModel(kind, None, Decimal(5), Decimal(5))
    assert "must be above" in reversed_ends.problems()[0]
    assert RANGE.problems() == []
    assert RANGE.formula.endswith("full marks at £800,000, none at £1,200,000")


@pytest.mark.parametrize("kind", [k for k in PriceKind if k is not PriceKind.FIXED])
def test_the_curve_is_the_models_own_scores(kind: PriceKind) -> None:
    model = RANGE if kind is PriceKind.LINEAR_RANGE else PriceModel(kind)
    curve = price_curve(model, Fraction(40), PRICES)
    assert len(curve) == 41
    assert curve[0][0] == 400_000 and curve[-1][0] == 1_500_000
    for price, score in curve:
        assert score == price_scores(model, Fraction(40), {**PRICES, "": price})[""]


@given(models.filter(lambda model: model.kind != "fixed"), st.decimals("0.01", "3", places=2))
def test_a_curve_can_be_drawn_beside_bids_of_a_few_pence(model: PriceModel, price: Decimal) -> None:
    assert len(price_curve(model, Fraction(40), {"a": price})) == 41
