"""Declarations of interest: before access, and what each kind means under the regime (PSR reg 21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tender_eval.domain.errors import BadInput, NotAllowed
from tender_eval.domain.people import Interest, Recusal
from tender_eval.domain.procurement import Declaration
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, Person
from tender_eval.services.panel import declare
from tests.conftest import take_in
from tests.small_procurement import small_procurement

DAY = date(2026, 2, 21)


def interest(kind: Interest, **more: object) -> Declaration:
    said = Declaration(
        "d-new", "m-clin", DAY, kind, supplier="s-cedar", description="Worked there."
    )
    return replace(said, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [Interest.ACTUAL, Interest.PERCEIVED])
def test_an_interest_that_could_be_seen_to_matter_means_stepping_back(
    kind: Interest, lead: Desk, tmp_path: Path
) -> None:
    desk = take_in(lead, small_procurement(), tmp_path)
    with pytest.raises(BadInput, match="means stepping back"):
        declare(desk, interest(kind, mitigation="We talked about it."))
    declare(desk, interest(kind, recusal=Recusal.SUPPLIER))
    assert desk.record().declarations[-1].recusal is Recusal.SUPPLIER


def test_a_potential_interest_may_stand_with_what_was_found(lead: Desk, tmp_path: Path) -> None:
    desk = take_in(lead, small_procurement(), tmp_path)
    with pytest.raises(BadInput, match="means stepping back"):
        declare(desk, interest(Interest.POTENTIAL))
    declare(desk, interest(Interest.POTENTIAL, mitigation="An open evening in 2023; no role."))
    assert desk.record().declarations[-1].recusal is Recusal.NONE


def test_under_another_regime_the_authority_decides(lead: Desk, tmp_path: Path) -> None:
    document = small_procurement()
    document["procurement"]["regime"] = "pa23"
    desk = take_in(lead, document, tmp_path)
    declare(desk, interest(Interest.ACTUAL, mitigation="Scores other lots only."))


def test_a_member_declares_for_nobody_else(lead: Desk, tmp_path: Path) -> None:
    desk = take_in(lead, small_procurement(), tmp_path)
    member = replace(desk, person=Person("Ada Rowe", Post.MEMBER, "m-rep"))
    with pytest.raises(NotAllowed, match="only your own"):
        declare(member, interest(Interest.ACTUAL, recusal=Recusal.SUPPLIER))


def test_stepping_back_names_from_what(lead: Desk, tmp_path: Path) -> None:
    desk = take_in(lead, small_procurement(), tmp_path)
    with pytest.raises(BadInput, match="Which supplier"):
        declare(desk, interest(Interest.ACTUAL, supplier=None, recusal=Recusal.SUPPLIER))
    with pytest.raises(BadInput, match="Which lot"):
        declare(desk, interest(Interest.ACTUAL, recusal=Recusal.LOT))
