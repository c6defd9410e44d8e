"""Exact numbers: weights, scores and money are decimals; no binary float is ever made here."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction

from tender_eval.domain.errors import BadInput

PERCENT_PLACES = 4
SCORE_PLACES = 2
MONEY_PLACES = 2
LARGEST = Decimal(10) ** 12

# Wide enough that no product of the decimals above is ever rounded on the way.
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


def parse_decimal(text: str, *, places: int, where: str, minimum: Decimal | None = None) -> Decimal:
    """The exact decimal that a person typed: `1,204,000.50`, `£950`, `33.3333 %`.

    Raises BadInput where it is not a number, has more than `places` decimals, is below
    `minimum`, or is too large to be meant.
    """
    cleaned = text.strip().replace(",", "").replace("£", "").replace("%", "").replace(" ", "")
    try:
        value = Decimal(cleaned)
    except InvalidOperation:
        raise BadInput(
            f"“{text.strip()}” is not a number.", where=where, remedy="Use digits, as in 12.5."
        ) from None
    return check_decimal(value, places=places, where=where, minimum=minimum)


def check_decimal(
    value: Decimal, *, places: int, where: str, minimum: Decimal | None = None
) -> Decimal:
    """The value itself at `places` decimals, or BadInput in words."""
    if not value.is_finite() or abs(value) >= LARGEST:
        raise BadInput(f"{value} is too large or not a number.", where=where)
    scaled = _WIDE.quantize(value, Decimal(1).scaleb(-places))
    if scaled != value:
        raise BadInput(
            f"{value} has more than {places} decimals.",
            where=where,
            remedy=f"Give it with at most {places} decimals; nothing is rounded in silence.",
        )
    if minimum is not None and value < minimum:
        raise BadInput(f"{value} is below {minimum}.", where=where)
    return scaled


def to_scaled(value: Decimal, places: int) -> int:
    """The integer the store keeps: 33.25 at 4 places is 332500. Exact or ValueError."""
    scaled = value.scaleb(places, _WIDE)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"{value} does not fit {places} decimals")
    return whole


def from_scaled(whole: int, places: int) -> Decimal:
    """The decimal behind a stored integer."""
    return Decimal(whole).scaleb(-places, _WIDE)


def round_half_up(value: Fraction, places: int) -> Decimal:
    """Half-up rounding, away from zero on the half, of an exact fraction to `places` decimals."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return from_scaled(-whole if value < 0 else whole, places)


def plain(value: Decimal) -> str:
    """A decimal as plain digits without needless zeros: `30`, `2.5`. For files and digests."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def money(value: Decimal) -> str:
    """Pounds as a person reads them: `£1,204,000` or `£1,204,000.50`."""
    pence = value != value.to_integral_value()
    return f"£{value:,.2f}" if pence else f"£{value:,.0f}"


def percent(value: Decimal) -> str:
    """A percentage as a person reads it: `12.5 %`."""
    return f"{plain(value)} %"
