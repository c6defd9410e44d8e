"""The workbook is safe to open, set up to be read and printed, and calculates by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tender_eval.reports.workbook import write_workbook
from tests.builders_reports import a_dossier, a_record

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "=1+1\x00\x0b",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_anybody_wrote_becomes_a_formula(words: str, tmp_path: Path) -> None:
    record = a_record()
    record = replace(
        record,
        suppliers=tuple(replace(s, name=f"{words} {s.key}") for s in record.suppliers),
        consensus=tuple(replace(c, reason=words, strengths=words) for c in record.consensus),
        scores=tuple(replace(s, rationale=words, evidence=words) for s in record.scores),
        panel=tuple(replace(m, name=f"{words} {m.key}") for m in record.panel),
        procurement=replace(record.procurement, title=words, reference=words),
    )
    path = tmp_path / "book.xlsx"
    write_workbook(a_dossier(record), path)
    shown = "".join(c for c in words if c.isprintable()).strip()
    met = 0
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                text = str(cell.value or "")
                if cell.data_type == "f":
                    assert "HYPERLINK" not in text and "cmd" not in text
                elif shown in text:
                    met += 1
                    assert cell.data_type == "s"
                    if text.startswith(("=", "+", "-", "@", "\t")):
                        assert cell.quotePrefix
    assert met > 10


def test_sums_are_formulas_and_every_sheet_is_set_up_for_reading_and_printing(
    tmp_path: Path,
) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(a_dossier(), path)
    book = load_workbook(path)
    for sheet in book:
        assert sheet.freeze_panes, sheet.title
        assert sheet.print_area, sheet.title
        assert sheet.print_title_rows, sheet.title
    formulas = {
        sheet.title: sum(c.data_type == "f" for row in sheet.iter_rows() for c in row)
        for sheet in book
    }
    assert formulas["Summary"] >= 6 * 4
    assert all(n > 20 for title, n in formulas.items() if title.startswith("Lot "))
