"""What is remembered is never stale: the same record object, or it is worked out anew."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tender_eval.services import tenders
from tender_eval.services.award import results_of
from tender_eval.services.desk import Desk
from tender_eval.services.life import life_view
from tests.conftest import take_in
from tests.small_procurement import small_procurement


def test_a_record_is_the_same_until_an_event_is_written_and_then_another(
    lead: Desk, tmp_path: Path
) -> None:
    desk = take_in(lead, small_procurement(), tmp_path)
    record = desk.whole_record()
    assert desk.whole_record() is record
    before = results_of(record)
    assert results_of(record) is before
    obstacles = life_view(desk).obstacles
    assert life_view(desk).obstacles is obstacles
    tenders.set_offer(desk, "t-birch", "lot-1", Decimal("2000000.00"))
    after = results_of(desk.whole_record())
    assert desk.whole_record() is not record
    assert {t.tender for r in before if r.lot == "lot-1" for t in r.tenders if t.out} == set()
    assert {t.tender for r in after if r.lot == "lot-1" for t in r.tenders if t.out} == {"t-birch"}


def test_another_record_of_the_same_content_is_worked_out_by_itself(
    lead: Desk, tmp_path: Path
) -> None:
    record = take_in(lead, small_procurement(), tmp_path).whole_record()
    first = results_of(record)
    other = replace(record, consensus=())
    assert results_of(other) != first
    assert results_of(record) == first
