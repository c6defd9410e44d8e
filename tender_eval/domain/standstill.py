"""Standstill: which days count, which are left out and why, and when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tender_eval.domain.errors import BadInput
from tender_eval.domain.model import Regime

WORKING_DAYS = 8
SOURCES = {
    Regime.PSR: "Provider Selection Regime Regulations 2023 (SI 2023/1348), reg 12",
    Regime.PA23: "Procurement Act 2023, s.51 and s.123",
    Regime.PCR2015: "Public Contracts Regulations 2015 (SI 2015/102), reg 87",
    Regime.BELOW_THRESHOLD: "The authority's own rules",
}


@dataclass(frozen=True)
class Day:
    """One day from the first to the last: its number if it counts, else why it is left out."""

    date: date
    counted: int | None
    why_not: str = ""


@dataclass(frozen=True)
class Standstill:
    """notice: the day of publication. last: the day at whose midnight it ends."""

    regime: Regime
    notice: date
    first: date
    last: date
    days: tuple[Day, ...]

    @property
    def source(self) -> str:
        """The rule that was counted."""
        return SOURCES[self.regime]


def day_off(day: date, regime: Regime) -> str:
    """Why this day is not a working day under the regime, or an empty text.

    PSR leaves out bank holidays in England; PA23 s.123 those of any part of the United Kingdom.
    """
    import holidays  # 40 ms, wanted only where days are counted

    if day.weekday() >= 5:
        return day.strftime("%A")
    parts = ("ENG",) if regime is Regime.PSR else ("ENG", "WLS", "SCT", "NIR")
    for part in parts:
        name = holidays.country_holidays("GB", subdiv=part, years=day.year).get(day)
        if name:
            return str(name)
    return ""


def standstill(regime: Regime, notice: date) -> Standstill:
    """Count the standstill from the day a notice is published.

    PSR reg 12: it begins on the day after the notice; representations until midnight at the end of
    the eighth working day after the day it begins. PA23 s.51: eight working days beginning with
    the day of the notice. PCR 2015 reg 87: ten calendar days from the day after electronic
    sending, ending on a working day.
    """
    if regime is Regime.BELOW_THRESHOLD:
        raise BadInput(
            "No standstill is laid down below the threshold.",
            where="Standstill",
            remedy="Follow the authority's own rules and record the decision.",
        )
    if regime is Regime.PCR2015:
        return _calendar_days(notice)
    first = notice + timedelta(days=1) if regime is Regime.PSR else notice
    day = first + timedelta(days=1) if regime is Regime.PSR else first
    days = [Day(first, None, "the standstill begins; counting starts the day after")]
    if regime is Regime.PA23:
        days = []
    counted = 0
    while True:
        why_not = day_off(day, regime)
        counted += not why_not
        days.append(Day(day, None if why_not else counted, why_not))
        if counted == WORKING_DAYS:
            return Standstill(regime, notice, first, day, tuple(days))
        day += timedelta(days=1)


def _calendar_days(notice: date) -> Standstill:
    first = notice + timedelta(days=1)
    days = [Day(notice + timedelta(days=n), n) for n in range(1, 11)]
    while why_not := day_off(days[-1].date, Regime.PCR2015):
        days[-1] = Day(days[-1].date, days[-1].counted, f"cannot end here: {why_not}")
        days.append(Day(days[-1].date + timedelta(days=1), len(days) + 1))
    return Standstill(Regime.PCR2015, notice, first, days[-1].date, tuple(days))
