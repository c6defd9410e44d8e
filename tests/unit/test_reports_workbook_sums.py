"""The workbook's live formulas give the exact engine's figures to the last digit.

LibreOffice works every workbook out anew; what it finds is compared with the engine's results.
"""

from __future__ import annotations

import math
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tender_eval.domain.dossier import Dossier
from tender_eval.domain.model import (
    Criterion,
    Kind,
    Lot,
    PriceKind,
    PriceModel,
    RoundAt,
    Rounding,
    Scale,
    ScaleLevel,
)
from tender_eval.domain.procurement import Offer, Record, TieDecision
from tender_eval.reports.workbook import write_workbook
from tests.builders_reports import NOW, D, a_dossier, a_model, a_question, a_record

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


def _offering(record: Record, tender: str, price: Decimal | None) -> Record:
    """The record with this price in each lot of one tender."""
    return replace(
        record,
        tenders=tuple(
            replace(t, lots=tuple(Offer(o.lot, price) for o in t.lots)) if t.key == tender else t
            for t in record.tenders
        ),
    )


def _scored(record: Record, tender: str, value: str, question: str = "") -> Record:
    """The record with this consensus for one tender, on one question or on all."""
    return replace(
        record,
        consensus=tuple(
            replace(c, value=D(value)) if c.tender == tender and question in ("", c.question) else c
            for c in record.consensus
        ),
    )


def _excluded(record: Record) -> Record:
    """The lowest price is that of a tender that is excluded; another fails a standard."""
    first, second, *rest = record.tenders
    failed = tuple(replace(r, result="fail", reason="None seen.") for r in second.standards)
    tenders = (replace(first, exclusion_reason="Convicted."), replace(second, standards=failed))
    return replace(record, tenders=(*tenders, *rest))


def _tied(order: tuple[str, ...]) -> Record:
    """Three tenders alike in everything, and a recorded order of some of them."""
    names = ("Alder Care", "Birch Recovery", "Cedar Trust", "Dale House")
    record = a_record(names)
    for tender in ("t-0", "t-1", "t-2"):
        record = _scored(_offering(record, tender, D("750000.10")), tender, "3")
    ties = tuple(TieDecision(lot, order, "By lot.", NOW, "Lena") for lot in ("lot-1", "lot-2"))
    return replace(record, ties=ties if order else ())


def _tips(outer: Decimal, inner: Decimal, score: int) -> bool:
    """Whether the exact figure is a half and binary floats put it below."""
    exact = Fraction(outer) * Fraction(inner) / 100 * score / 10 * 100
    binary = float(outer) / 100 * float(inner) * score / 10 * 100
    return exact.denominator == 2 and binary < float(exact)


def _half_ways() -> Record:
    """Over a hundred questions, down two levels of weights, that end on a half which floats miss."""
    cases = [
        (outer, D(whole) / 100, score)
        for outer in (D("8.03"), D("50"), D("33.3"))
        for whole in range(1, 4000)
        for score in (1, 3, 7, 9)
        if _tips(outer, D(whole) / 100, score)
    ]
    cases = cases[:200]
    groups = tuple(
        Criterion(f"c-{n}", f"Group {n}", Kind.GROUP, outer,
                  children=(a_question(f"q-{n}", str(inner)),))
        for n, (outer, inner, _) in enumerate(cases)
    )  # fmt: skip
    levels = tuple(ScaleLevel(D(n), str(n), "…") for n in range(11))
    model = a_model(
        lots=(Lot("lot-1", "Half", price_model=PriceModel(PriceKind.FIXED)),),
        criteria=groups, standards=(), scales=(Scale("s10", "0 to 10", levels),),
        minimum_quality=None, tie_break=(),
    )  # fmt: skip
    record = a_record(("Alder Care",), model=model)
    values = {f"q-{n}": D(score) for n, (_, _, score) in enumerate(cases)}
    agreed = tuple(replace(c, value=values[c.question]) for c in record.consensus)
    return replace(record, consensus=agreed)


def _thirds(at: RoundAt, decimals: int, kind: PriceKind) -> Record:
    """Weights in thirds and sevenths, prices that divide badly, ranked also by a criterion."""
    ends = (D("650000"), D("1500000.07")) if kind is PriceKind.LINEAR_RANGE else (None, None)
    lots = (Lot("lot-1", "Thirds", price_model=PriceModel(kind, None, *ends)),)
    criteria = (
        Criterion("c-a", "Part", Kind.GROUP, D("66.6667"), minimum=D("20"), children=(
            a_question("q-a", "33.3333"), a_question("q-b", "66.6667", scale="s3"),
        )),
        a_question("q-c", "14.2857"),
        Criterion("total", "Price", Kind.PRICE, D("19.0476")),
    )  # fmt: skip
    model = a_model(
        lots=lots, criteria=criteria, rounding=Rounding(decimals, at), tie_break=("c-a", "price")
    )
    record = a_record(tuple(f"Provider {n}" for n in range(12)), model=model)
    for n in range(12):
        record = _offering(record, f"t-{n}", D(f"{700001 + 7919 * n * n}.{n:02}"))
    return record


def _cases() -> dict[str, Record]:
    record = a_record()
    no_price = _offering(record, "t-1", None)
    missing = tuple(c for c in record.consensus if (c.tender, c.question) != ("t-0", "q-adult"))
    cases = {
        "plain": record,
        "excluded": _excluded(record),
        "above the ceiling": _offering(record, "t-0", D("1000000.01")),
        "at the ceiling": _offering(record, "t-0", D("1000000.00")),
        "below a minimum score": _scored(record, "t-0", "1", "q-adult"),
        "below the least quality": _scored(record, "t-2", "0"),
        "without a price": no_price,
        "without a score": replace(record, consensus=missing),
        "tied": _tied(()),
        "tied, decided": _tied(("t-2", "t-0", "t-1")),
        "tied, decided in part": _tied(("t-2", "t-0")),
        "half-ways": _half_ways(),
    }
    for at in RoundAt:
        for decimals in (0, 2, 4):
            for kind in PriceKind:
                cases[f"thirds {at} {decimals} {kind}"] = _thirds(at, decimals, kind)
    return cases


CASES = _cases()


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of every case's workbook as LibreOffice works it out."""
    assert SOFFICE is not None
    folder = tmp_path_factory.mktemp("books")
    written = []
    for name, record in CASES.items():
        written.append(folder / f"{name.replace(' ', '-').replace(',', '')}.xlsx")
        write_workbook(a_dossier(record), written[-1])
    out = folder / "out"
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, written)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return out


def _sheets(folder: Path, name: str) -> dict[str, list[list[Any]]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(folder / f"{name.replace(' ', '-').replace(',', '')}.xlsx")
    return {
        sheet: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        for sheet in book.sheet_names
    }


def _exact(value: Any) -> Decimal:
    """The decimal that the spreadsheet's binary figure prints as."""
    return Decimal(repr(float(value)))


@pytest.mark.parametrize("name", CASES)
def test_the_summary_is_the_engines_result(recalculated: Path, name: str) -> None:
    dossier: Dossier = a_dossier(CASES[name])
    expected = [(lot.title, t) for lot in dossier.results for t in lot.tenders]
    rows = _sheets(recalculated, name)["Summary"][4:]
    assert len(rows) == len(expected)
    for row, (title, tender) in zip(rows, expected, strict=True):
        assert (row[0], row[1]) == (title, tender.supplier)
        assert _exact(row[2]) == (tender.price or 0)
        assert [_exact(cell) for cell in row[3:6]] == [
            tender.quality,
            tender.price_score,
            tender.total,
        ], tender.supplier
        assert row[6] == (tender.rank or "out"), tender.supplier
        assert row[9] == "yes"


@pytest.mark.parametrize("name", [name for name in CASES if "total" not in name])
def test_each_line_of_a_sum_is_the_engines(recalculated: Path, name: str) -> None:
    """Rounded at each question: every group, question and price line, to the last digit."""
    dossier = a_dossier(CASES[name])
    sheets = [s for title, s in _sheets(recalculated, name).items() if title.startswith("Lot ")]
    for result, rows in zip(dossier.results, sheets, strict=True):
        first = 5 + len(result.tenders)
        for n, tender in enumerate(result.tenders):
            parts = [part for root in tender.parts for part in root.walk()]
            for part, row in zip(parts, rows[4:], strict=False):
                assert row[0] == part.title
                assert _exact(row[first + n]) == part.weighted, (tender.supplier, part.title)


def test_the_half_ways_are_half_ways() -> None:
    (result,) = a_dossier(CASES["half-ways"]).results
    questions = [p for root in result.tenders[0].parts for p in root.walk() if p.best]
    exact = [p.overall * Fraction(p.score or 0) / Fraction(p.best or 1) for p in questions]
    assert len(questions) > 100
    assert all((200 * each).denominator == 1 and 200 * each % 2 == 1 for each in exact)


def test_the_rounding_holds_in_strict_binary_floats() -> None:
    """LibreOffice forgives some noise of its own accord; plain IEEE arithmetic forgives none."""
    (result,) = a_dossier(CASES["half-ways"]).results
    careless = 0
    for group in result.tenders[0].parts:
        (part,) = group.parts
        outer = float(group.overall)
        inner = float(CASES["half-ways"].model.criterion(part.key).weight)
        scaled = outer / 100 * inner * float(part.score or 0) / float(part.best or 1) * 100
        careless += math.floor(scaled + 0.5) / 100 != float(part.weighted)
        # As formulas.half_up writes it: cleaned at the ninth place, then rounded.
        assert math.floor(round(scaled, 9) + 0.5) / 100 == float(part.weighted), part.title
    assert careless > 100
