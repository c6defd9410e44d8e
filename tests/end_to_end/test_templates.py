"""Each template opens as a procurement that can be published once names, dates and prices are in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tender_eval.domain.errors import Blocked
from tender_eval.domain.procurement import Authority, State
from tender_eval.services import life, lots
from tender_eval.services.criteria import model_view
from tender_eval.services.desk import Desk
from tender_eval.services.procurements import (
    Details,
    new_from_template,
    save_authorities,
    save_details,
    set_date,
    templates,
)

NAMES = (
    "derby-2010",
    "leicestershire-2015",
    "northamptonshire-2026",
    "nottingham-2015",
    "psr-competitive-process",
)


def test_there_are_five_and_each_names_its_source() -> None:
    assert sorted(template.name for template in templates()) == list(NAMES)
    assert all(template.source and template.questions for template in templates())


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_published_once_names_dates_and_prices_are_filled_in(
    name: str, lead: Desk
) -> None:
    desk = lead.at(new_from_template(lead, name))
    with pytest.raises(Blocked) as blocked:
        life.advance(desk, State.PUBLISHED)
    pages = {obstacle.page for obstacle in blocked.value.obstacles}
    assert pages <= {"procurement", "lots"}, [str(o) for o in blocked.value.obstacles]
    procurement, model = desk.model()
    save_details(
        desk,
        Details(
            procurement.title, "REF-1", procurement.regime, procurement.process, "", "", "",
            date(2027, 4, 1), date(2030, 3, 31), "",
        ),
    )  # fmt: skip
    save_authorities(desk, [Authority("Vale Council")])
    set_date(desk, "notice", date(2026, 9, 7))
    set_date(desk, "deadline", date(2026, 10, 12))
    for lot in model.lots_in_scope():
        lots.save_lot(desk, replace(lot, annual_value=Decimal("100000.00")))
    life.advance(desk, State.PUBLISHED)
    assert len(desk.record().versions[0].digest) == 64


@pytest.mark.parametrize("name", NAMES)
def test_a_template_keeps_the_checks_or_says_why_not(name: str, lead: Desk) -> None:
    view = model_view(lead.at(new_from_template(lead, name)))
    assert view.problems == ()
    assert [check.title for check in view.checks if not check.settled] == []
    themes = {standard.theme for standard in view.model.standards}
    assert "clinical_governance" in themes
