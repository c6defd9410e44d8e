"""Figures and dates as every report writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from tender_eval.domain.award import Part
from tender_eval.domain.life import spoken
from tender_eval.domain.model import EvaluationModel, Lot, RoundAt
from tender_eval.domain.values import money, plain, round_half_up


def day(when: date | None) -> str:
    """A date as a person says it, or that it is not set."""
    return spoken(when) if when else "not set"


def moment(when: datetime | None) -> str:
    """A moment in UTC, to the minute."""
    return f"{spoken(when.date())}, {when:%H:%M} UTC" if when else "not recorded"


def weight(value: Fraction) -> str:
    """An overall weight: at least two decimals, more where it has them."""
    shown = round_half_up(value, 4)
    text = plain(shown)
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(2, '0')} %"


def sum_of(part: Part) -> str:
    """A question's own sum: `30 % × 4 ÷ 5 = 24.00`."""
    score = "no score" if part.score is None else plain(part.score)
    best = plain(part.best or Decimal(0))
    return f"{weight(part.overall)} × {score} ÷ {best} = {part.weighted}"


def rounding(model: EvaluationModel) -> str:
    """The published rounding, in a sentence."""
    places = f"{model.rounding.decimals} decimals, half-up"
    if model.rounding.at is RoundAt.QUESTION:
        return (
            f"Each question's weighted score and the price score are rounded to {places}; "
            "every total is their exact sum."
        )
    return f"Quality total, price score and total are each rounded once to {places}."


def tie_break(model: EvaluationModel) -> str:
    """How equal totals are ranked, in a sentence or two."""
    names = {"quality": "the higher quality total", "price": "the lower price"}
    titles = {node.key: node.title for node in model.walk()}
    rules = [
        names.get(rule) or f"the higher score in “{titles.get(rule, rule)}”"
        for rule in model.tie_break
    ]
    if not rules:
        return "Equal totals are decided on record."
    order = ", then ".join(rules)
    return f"Equal totals are ranked by {order}. What is still equal is decided on record."


def price_formula(lot: Lot) -> str:
    """A lot's price model and ceiling, in a sentence."""
    model = lot.price_model
    ceiling = f" No tender above {money(model.ceiling)} is ranked." if model.ceiling else ""
    return f"{model.kind.label}: {model.formula}.{ceiling}"
