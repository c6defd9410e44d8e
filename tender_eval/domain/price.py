"""Price scores: one exact function per published price model.

Formulas after the Cabinet Office Bid Evaluation Guidance Note, May 2021.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from tender_eval.domain.model import PriceKind, PriceModel


def price_scores(
    model: PriceModel, weight: Fraction, prices: Mapping[str, Decimal]
) -> dict[str, Fraction]:
    """Exact price score of each tender still in, by key. weight: the marks for price, in percent.

    prices: pounds over the whole contract, each above zero. Lowest and mean are taken among these
    alone, so a tender that is out never moves the others' scores.
    """
    if not prices:
        return {}
    exact = {key: Fraction(price) for key, price in prices.items()}
    lowest, mean = min(exact.values()), sum(exact.values(), Fraction(0)) / len(exact)

    def score(price: Fraction) -> Fraction:
        if model.kind is PriceKind.LOWEST_PROPORTIONAL:
            return weight * lowest / price
        if model.kind is PriceKind.LINEAR_FROM_LOWEST:
            return weight * (1 - (price - lowest) / lowest)
        if model.kind is PriceKind.MEAN_DISTANCE:
            return weight * (Fraction(1, 2) - (price - mean) / mean)
        if model.kind is PriceKind.LINEAR_RANGE:
            full, none = _ends(model)
            return weight * (none - price) / (none - full)
        return Fraction(0)

    return {key: min(weight, max(Fraction(0), score(price))) for key, price in exact.items()}


def _ends(model: PriceModel) -> tuple[Fraction, Fraction]:
    # A model without both ends cannot be published; in a draft the range is taken as empty.
    if model.full_marks_at is None or model.no_marks_at is None:
        return Fraction(0), Fraction(1)
    full, none = Fraction(model.full_marks_at), Fraction(model.no_marks_at)
    return (full, none) if none > full else (Fraction(0), Fraction(1))


def price_curve(
    model: PriceModel, weight: Fraction, invented: Mapping[str, Decimal], steps: int = 40
) -> list[tuple[Decimal, Fraction]]:
    """A further bid's price and score, beside invented bids, from half the lowest to a quarter
    above the highest (or above the ends of the range)."""
    prices = [*invented.values()]
    prices += [p for p in (model.full_marks_at, model.no_marks_at) if p is not None]
    if not prices:
        return []
    low, high = Fraction(min(prices)) / 2, Fraction(max(prices)) * Fraction(5, 4)
    points = []
    for n in range(steps + 1):
        pounds = Decimal(max(1, round(low + (high - low) * n / steps)))  # no bid is for nothing
        bids = {**invented, "": pounds}
        points.append((pounds, price_scores(model, weight, bids)[""]))
    return points
