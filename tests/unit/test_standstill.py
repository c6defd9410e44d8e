"""Standstill by regime: PSR reg 12, Procurement Act 2023 s.51 and s.123, PCR 2015 reg 87."""

from __future__ import annotations

from datetime import date

import pytest

from tender_eval.domain.errors import BadInput
from tender_eval.domain.model import Regime
from tender_eval.domain.standstill import standstill


@pytest.mark.parametrize(
    ("regime", "notice", "first", "last"),
    [
        (Regime.PSR, date(2025, 6, 2), date(2025, 6, 3), date(2025, 6, 13)),
        (Regime.PA23, date(2025, 6, 2), date(2025, 6, 2), date(2025, 6, 11)),
        (Regime.PSR, date(2025, 4, 14), date(2025, 4, 15), date(2025, 4, 29)),
        (Regime.PA23, date(2025, 4, 14), date(2025, 4, 14), date(2025, 4, 25)),
        (Regime.PCR2015, date(2025, 6, 2), date(2025, 6, 3), date(2025, 6, 12)),
    ],
)
def test_first_and_last_day(regime: Regime, notice: date, first: date, last: date) -> None:
    counted = standstill(regime, notice)
    assert (counted.first, counted.last) == (first, last)


def test_psr_counts_days_that_are_holidays_only_outside_england() -> None:
    # 17 March is a bank holiday in Northern Ireland, 30 November in Scotland.
    in_march = standstill(Regime.PSR, date(2026, 3, 11))
    assert next(day for day in in_march.days if day.date == date(2026, 3, 17)).counted is not None
    under_the_act = standstill(Regime.PA23, date(2026, 3, 11))
    left_out = next(day for day in under_the_act.days if day.date == date(2026, 3, 17))
    assert left_out.counted is None
    assert "Patrick" in left_out.why_not


@pytest.mark.parametrize(
    "holiday",
    [date(2026, 1, 2), date(2026, 3, 17), date(2026, 7, 13), date(2026, 8, 3), date(2026, 11, 30)],
)
def test_the_act_leaves_out_a_bank_holiday_in_any_part_of_the_kingdom(holiday: date) -> None:
    counted = standstill(Regime.PA23, holiday)
    assert counted.days[0].counted is None
    assert counted.days[0].why_not


def test_each_day_is_counted_or_left_out_with_a_reason() -> None:
    counted = standstill(Regime.PSR, date(2025, 4, 14))
    reasons = {day.date: day.why_not for day in counted.days if day.counted is None}
    assert reasons[date(2025, 4, 18)] == "Good Friday"
    assert reasons[date(2025, 4, 19)] == "Saturday"
    assert reasons[date(2025, 4, 21)] == "Easter Monday"
    assert [day.counted for day in counted.days if day.counted] == list(range(1, 9))


def test_below_the_threshold_there_is_none() -> None:
    with pytest.raises(BadInput, match="No standstill is laid down"):
        standstill(Regime.BELOW_THRESHOLD, date(2025, 6, 2))
