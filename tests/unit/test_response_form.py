"""The response form: written, filled in as suppliers do, checked, and taken in whole or not at all."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tender_eval.domain.errors import BadInput, Blocked, NotAllowed
from tender_eval.exchange import response_form
from tender_eval.services import audit, response_forms
from tender_eval.services.desk import Desk, Texts
from tests.conftest import take_in
from tests.small_procurement import small_procurement

SOFFICE = shutil.which("soffice")
Damage = Callable[[Any], object]
ANSWER = "We open two hubs.\n\nOne on “High Street”, one at £4 a visit."


@pytest.fixture
def desk(lead: Desk, tmp_path: Path) -> Desk:
    """A published procurement that waits for tenders."""
    document = small_procurement()
    document["procurement"]["state"] = "opened"
    for part in ("scores", "submissions", "consensus", "tenders", "suppliers"):
        document[part] = []
    return take_in(lead, document, tmp_path)


def filled(desk: Desk, folder: Path, damage: Damage | None = None) -> Path:
    """The form as Delta House would send it: a bid for the first lot, every answer but one."""
    path = response_forms.write_form(desk, folder)
    book = load_workbook(path)
    who = book["Supplier"]
    for row, words in enumerate(("Delta House", "1 Mill Lane", "bids@delta.example", "GB-1"), 2):
        who.cell(row, 2).value = words
    lots = book["Lots and prices"]
    lots["C2"], lots["D2"], lots["C3"] = "yes", 912000.5, "no"
    answers = book["Answers"]
    for row in range(2, answers.max_row + 1):
        if answers.cell(row, 1).value in ("q-access", "q-adult"):
            answers.cell(row, 6).value = ANSWER
    if damage is not None:
        damage(book)
    book.save(path)
    return path


def row_of(book: Any, key: str) -> int:
    sheet = book["Answers"]
    return next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 1).value == key)


def test_a_filled_form_becomes_a_tender_on_the_record(desk: Desk, tmp_path: Path) -> None:
    read = response_forms.read_form(desk, filled(desk, tmp_path))
    assert read.form.whole
    assert [str(note) for note in read.form.notes] == [
        "Answers: 1 questions have no answer: Recovery."
    ]
    key = response_forms.take_in(desk, read)
    record = desk.whole_record(Texts.WITH)
    (tender,) = record.tenders
    assert tender.key == key == "t-delta-house"
    assert [(o.lot, o.price) for o in tender.lots] == [("lot-1", Decimal("912000.50"))]
    assert {r.question: r.text for r in tender.responses} == {"q-access": ANSWER, "q-adult": ANSWER}
    (supplier,) = record.suppliers
    assert (supplier.address, supplier.email, supplier.identifier) == (
        "1 Mill Lane", "bids@delta.example", "GB-1",
    )  # fmt: skip
    assert audit.verify(desk).sound
    assert read.digest in {event.why.split()[-1] for event in audit.events(desk).events}


def test_the_same_supplier_is_not_taken_in_twice(desk: Desk, tmp_path: Path) -> None:
    path = filled(desk, tmp_path)
    response_forms.take_in(desk, response_forms.read_form(desk, path))
    again = response_forms.read_form(desk, path)
    assert not again.form.whole
    with pytest.raises(Blocked, match="cannot be taken in"):
        response_forms.take_in(desk, again)
    assert len(desk.whole_record().tenders) == 1


def test_no_form_is_taken_in_once_scoring_has_begun(lead: Desk, tmp_path: Path) -> None:
    document = small_procurement()
    document["procurement"]["state"] = "scoring"
    document["submissions"] = document["consensus"] = []
    desk = take_in(lead, document, tmp_path)
    read = response_forms.read_form(desk, filled(desk, tmp_path))
    with pytest.raises(NotAllowed, match="once scoring has begun"):
        response_forms.take_in(desk, read)
    assert len(desk.whole_record().tenders) == 3


def at(sheet: str, cell: str, value: Any) -> Damage:
    def act(book: Any) -> None:
        book[sheet][cell].value = value

    return act


def answer(key: str, value: Any) -> Damage:
    def act(book: Any) -> None:
        book["Answers"].cell(row_of(book, key), 6).value = value

    return act


LOTS = "Lots and prices"
# What is done to the form, the place and words of its note, and whether it stops.
CASES: dict[str, tuple[Damage, str, bool]] = {
    "no name": (at("Supplier", "B2", "  "), "Supplier B2: The name is missing", True),
    "endless name": (at("Supplier", "B2", "D" * 301), "Supplier B2: Name is longer", True),
    "neither yes nor no": (at(LOTS, "C2", "perhaps"), "C2: “perhaps” is neither yes nor no", True),
    "a number for yes": (at(LOTS, "C2", 1), "C2: “1” is neither", True),
    "no lot": (at(LOTS, "C2", "no"), "C2: There is a price for Adults, but no “yes”", True),
    "no lot at all": (
        lambda b: (at(LOTS, "C2", None)(b), at(LOTS, "D2", None)(b)), "No lot has a “yes”", True),
    "no price": (at(LOTS, "D2", None), "D2: There is no price for Adults", False),
    "price in words": (at(LOTS, "D2", "nine hundred"), "D2: “nine hundred” is not an amount", True),
    "price below zero": (at(LOTS, "D2", -5), "D2: -5 is not a price above zero", True),
    "price of three decimals": (at(LOTS, "D2", "9.005"), "D2: 9.005 has more than two", True),
    "price not a number": (at(LOTS, "D2", "NaN"), "D2: NaN is not a price", True),
    "price without end": (at(LOTS, "D2", "1e99"), "D2: 1e99 is not a price", True),
    "date for a price": (at(LOTS, "D2", date(2026, 1, 2)), "D2: “2026-01-02", True),
    "lot key changed": (at(LOTS, "A2", "lot-9"), "A2: “lot-9” is no key of the form", True),
    "lot key twice": (at(LOTS, "A3", "lot-1"), "A3: “lot-1” stands twice", True),
    "lot key gone": (at(LOTS, "A2", None), "A2: The key of this row is missing", True),
    "head changed": (at(LOTS, "B1", "Los"), "Lots and prices, row 1: The head is not", True),
    "lot row gone": (lambda b: b[LOTS].delete_rows(3), "The row “lot-2” has been taken out", True),
    "question key changed": (at("Answers", "A2", "q-x"), "A2: “q-x” is no key", True),
    "question key twice": (
        lambda b: b["Answers"].cell(3, 1, b["Answers"].cell(2, 1).value), "stands twice", True),
    "question row gone": (
        lambda b: b["Answers"].delete_rows(row_of(b, "q-adult")),
        "The row “q-adult” has been taken out", False),
    "answers' head moved down": (lambda b: b["Answers"].insert_rows(1), "Answers, row 1", True),
    "column put in": (lambda b: b["Answers"].insert_cols(3), "Answers, row 1: The head", True),
    "an error in the cell": (answer("q-access", "#REF!"), "The cell holds the error #REF!", True),
    "too many words": (answer("q-access", "word " * 501), "has 501 words; at most 500", False),
    "answer for another lot": (answer("q-young", "Yes."), "“Young” is not asked in the lots", False),
    "model changed since": (at("About", "B4", "0" * 64), "before the model was last changed", False),
    "merged cells": (lambda b: b["Answers"].merge_cells("F2:F3"), "have no answer", False),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_mistake_is_named_with_its_cell(name: str, desk: Desk, tmp_path: Path) -> None:
    damage, words, stops = CASES[name]
    read = response_forms.read_form(desk, filled(desk, tmp_path, damage))
    found = [note for note in read.form.notes if words in str(note)]
    assert found, [str(note) for note in read.form.notes]
    assert found[0].stops is stops
    assert desk.whole_record().tenders == ()


def test_words_prices_and_texts_are_taken_as_people_write_them(desk: Desk, tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        at(LOTS, "C2", " Yes ")(book)
        at(LOTS, "D2", "£1,204,000.50")(book)
        at("Supplier", "B2", "مركز الأمل “O'Brien & Sons”")(book)
        answer("q-access", "=1+1")(book)

    form = response_forms.read_form(desk, filled(desk, tmp_path, fill)).form
    assert form.prices == {"lot-1": Decimal("1204000.50")}
    assert form.name == "مركز الأمل “O'Brien & Sons”"
    assert "q-access" not in form.answers, "a formula that was never worked out is no answer"


def refused(desk: Desk, path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        response_forms.read_form(desk, path)
    said = str(caught.value)
    assert not re.search(r"Traceback|Exception|KeyError|zipfile", said)
    assert desk.whole_record().tenders == ()
    return said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not an Excel workbook"),
        (b"%PDF-1.7", "not an Excel workbook"),
        (b"PK\x03\x04 cut short", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not an Excel workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(
    data: bytes, words: str, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(data)
    assert words in refused(desk, path)


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    other = path.with_name("other.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return other


def test_hostile_workbooks_cost_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(desk, tmp_path)
    bomb = rewritten(path, lambda n, d: d + b" " * 250_000_000 if n.endswith("styles.xml") else d)
    assert "unpacks to more" in refused(desk, bomb)
    billion = rewritten(
        path,
        lambda n, d: d.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
        if "sheet1.xml" in n else d,
    )  # fmt: skip
    assert "document type" in refused(desk, billion)
    broken = rewritten(path, lambda n, d: d[: len(d) // 2] if "sheet4.xml" in n else d)
    assert "damaged" in refused(desk, broken)
    monkeypatch.setattr(response_form, "LARGEST", 100)
    assert "at most 100 are taken in" in refused(desk, path)


def test_another_workbook_another_procurement_and_a_missing_file(
    desk: Desk, tmp_path: Path
) -> None:
    path = filled(desk, tmp_path, lambda book: book.remove(book["Answers"]))
    assert "it has no sheet “Answers”" in refused(desk, path)
    path = filled(desk, tmp_path, at("About", "B3", "other-2026"))
    assert "belongs to another procurement" in refused(desk, path)
    assert "cannot be read" in refused(desk, tmp_path / "gone.xlsx")
    assert refused(desk, tmp_path)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_a_form_saved_by_libreoffice_reads_the_same(desk: Desk, tmp_path: Path) -> None:
    path = filled(desk, tmp_path)
    before = response_forms.read_form(desk, path).form
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "lo"), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert response_forms.read_form(desk, tmp_path / "lo" / path.name).form == before
