"""Price scores: one exact function per published price model.

Formulas after the Cabinet Office Bid Evaluation Guidance Note, May 2021.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from tender_eval.domain.model import PriceKind


def price_scores(
    kind: PriceKind, weight: Fraction, prices: Mapping[str, Decimal]
) -> dict[str, Fraction]:
    """Exact price score of each tender still in, by key. weight: the marks for price, in percent.

    prices: pounds over the whole contract, each above zero. The lowest is taken among these alone,
    so a tender that is out never moves the others' scores.
    """
    if not prices:
        return {}
    lowest = Fraction(min(prices.values()))
    exact = {key: Fraction(price) for key, price in prices.items()}
    if kind is PriceKind.LOWEST_PROPORTIONAL:
        return {key: weight * lowest / price for key, price in exact.items()}
    if kind is PriceKind.LINEAR_FROM_LOWEST:
        return {
            key: max(Fraction(0), weight * (1 - (price - lowest) / lowest))
            for key, price in exact.items()
        }
    return {key: Fraction(0) for key in exact}
