"""Reads a response form that a supplier has filled in: checked before anything is taken in.

Every cell that is wrong becomes one plain sentence with its place. The file is measured before it is
opened, so a hostile workbook costs nothing.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from tender_eval.domain.errors import BadInput
from tender_eval.domain.model import EvaluationModel
from tender_eval.reports.response_form import (
    ABOUT,
    ANSWER_HEADS,
    ANSWERS,
    DIGEST_ROW,
    LOT_HEADS,
    LOTS,
    PROCUREMENT_ROW,
    SUPPLIER,
    SUPPLIER_ROWS,
)
from tender_eval.reports.writing import printable

LARGEST = 25 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 3000
LONGEST = {"Name": 300, "Address": 1000, "E-mail": 300, "Identifier": 300}


@dataclass(frozen=True)
class Note:
    """Something to know about a form. stops: whether it cannot be taken in like this."""

    place: str
    what: str
    stops: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(frozen=True)
class FilledForm:
    """What a form says. prices: by lot it bids for, None where no price is given. answers: by
    question of those lots."""

    name: str = ""
    address: str = ""
    email: str = ""
    identifier: str = ""
    prices: dict[str, Decimal | None] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing stops it from being taken in."""
        return not any(note.stops for note in self.notes)


def read_response_form(
    path: Path, model: EvaluationModel, procurement: str, digest: str
) -> FilledForm:
    """What the form says and what is wrong with it. Raises BadInput if it is no response form."""
    book = _open(path)
    try:
        sheets = {name: _rows(book[name]) for name in book.sheetnames[:10]}
    except Exception as error:  # openpyxl raises whatever its parsers raise on a broken part
        raise BadInput(
            "The workbook is damaged and cannot be read.", where=path.name,
            remedy="Open it in Excel or LibreOffice, save it anew, and try again.",
        ) from error  # fmt: skip
    finally:
        book.close()
    missing = [name for name in (ABOUT, SUPPLIER, LOTS, ANSWERS) if name not in sheets]
    if missing:
        raise BadInput(
            f"This is not the response form: it has no sheet “{missing[0]}”.", where=path.name,
            remedy="Use the form that was written for this procurement.",
        )  # fmt: skip
    if _text(_at(sheets[ABOUT], PROCUREMENT_ROW, 2)) != procurement:
        raise BadInput("This form belongs to another procurement.", where=path.name)
    notes: list[Note] = []
    if _text(_at(sheets[ABOUT], DIGEST_ROW, 2)) != digest:
        notes.append(Note(ABOUT, "The form was written before the model was last changed."))
    who = _who(sheets[SUPPLIER], notes)
    prices = _prices(sheets[LOTS], model, notes)
    answers = _answers(sheets[ANSWERS], model, set(prices), notes)
    return FilledForm(
        who["Name"], who["Address"], who["E-mail"], who["Identifier"], prices, answers, tuple(notes)
    )


def _open(path: Path) -> Any:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise BadInput(
                f"The file has {size:,} bytes; at most {LARGEST:,} are taken in.", where=path.name
            )
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > LARGEST_UNPACKED:
                raise BadInput("The workbook unpacks to more than a form can be.", where=path.name)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as opened:
                        if b"<!DOCTYPE" in opened.read(4096):
                            raise BadInput(
                                "The workbook holds a document type, which no spreadsheet writes.",
                                where=path.name,
                            )
        from openpyxl import load_workbook

        return load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise BadInput(f"The file cannot be read ({error.strerror}).", where=path.name) from error
    except BadInput:
        raise
    except Exception as error:  # a broken zip or workbook fails in any of a dozen ways
        raise BadInput(
            "This is not an Excel workbook (.xlsx), or it is damaged.", where=path.name,
            remedy="Save it as .xlsx and try again.",
        ) from error  # fmt: skip


def _rows(sheet: Any) -> list[list[Any]]:
    found: list[list[Any]] = []
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=12, values_only=True):
        found.append(list(row))
    return found


def _at(rows: list[list[Any]], row: int, column: int) -> Any:
    if row > len(rows) or column > len(rows[row - 1]):
        return None
    return rows[row - 1][column - 1]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return printable(str(value)).strip()


def _who(rows: list[list[Any]], notes: list[Note]) -> dict[str, str]:
    found = {_text(_at([row], 1, 1)): _text(_at([row], 1, 2)) for row in rows}
    who = {name: found.get(name, "") for name in SUPPLIER_ROWS}
    for n, (name, value) in enumerate(who.items(), start=2):
        if len(value) > LONGEST[name]:
            notes.append(
                Note(f"{SUPPLIER} B{n}", f"{name} is longer than {LONGEST[name]} letters.", True)
            )
        if name == "Name" and not value:
            notes.append(Note(f"{SUPPLIER} B{n}", "The name is missing.", True))
    return who


def _prices(
    rows: list[list[Any]], model: EvaluationModel, notes: list[Note]
) -> dict[str, Decimal | None]:
    titles = {lot.key: lot.title for lot in model.lots_in_scope()}
    prices: dict[str, Decimal | None] = {}
    for n, row in _keyed(rows, LOTS, LOT_HEADS, set(titles), notes):
        key, says = _text(row[0]), _text(_at([row], 1, 3)).lower()
        price = _price(_at([row], 1, 4), f"{LOTS} D{n}", notes)
        if says not in ("", "yes", "no", "y", "n", "true", "false"):
            notes.append(Note(f"{LOTS} C{n}", f"“{says[:40]}” is neither yes nor no.", True))
        elif says in ("yes", "y", "true"):
            prices[key] = price
            if price is None:
                notes.append(Note(f"{LOTS} D{n}", f"There is no price for {titles[key]}."))
        elif price is not None:
            notes.append(
                Note(f"{LOTS} C{n}", f"There is a price for {titles[key]}, but no “yes”.", True)
            )
    if not prices:
        notes.append(Note(LOTS, "No lot has a “yes”.", True))
    return prices


def _price(value: Any, place: str, notes: list[Note]) -> Decimal | None:
    words = _text(value)
    if not words:
        return None
    bare = re.sub(r"^£\s*|,", "", words)
    try:
        price = Decimal(repr(value) if isinstance(value, float) else bare)
    except InvalidOperation:
        notes.append(Note(place, f"“{words[:40]}” is not an amount in pounds.", True))
        return None
    if not price.is_finite() or price <= 0 or price >= Decimal(10) ** 13:
        notes.append(Note(place, f"{words[:40]} is not a price above zero.", True))
        return None
    if price != price.quantize(Decimal("0.01")):
        notes.append(Note(place, f"{words[:40]} has more than two decimals.", True))
        return None
    return price.quantize(Decimal("0.01"))


def _answers(
    rows: list[list[Any]], model: EvaluationModel, lots: set[str], notes: list[Note]
) -> dict[str, str]:
    known = {q.key: q for lot in model.lots_in_scope() for q in model.questions(lot.key)}
    mine = {q.key for lot in lots for q in model.questions(lot)}
    answers: dict[str, str] = {}
    for n, row in _keyed(rows, ANSWERS, ANSWER_HEADS, set(known), notes):
        key, place = _text(row[0]), f"{ANSWERS} F{n}"
        text, question = _text(_at([row], 1, 6)), known[_text(row[0])]
        if not text:
            continue
        if re.fullmatch(r"#[A-Z/0!?]+", text):
            notes.append(Note(place, f"The cell holds the error {text}.", True))
        elif key not in mine:
            notes.append(Note(place, f"“{question.title}” is not asked in the lots it bids for."))
        else:
            answers[key] = text
            words, limit = len(text.split()), question.word_limit
            if limit is not None and words > limit:
                notes.append(
                    Note(place, f"“{question.title}” has {words} words; at most {limit} are asked.")
                )
    unanswered = [known[key].title for key in known if key in mine and key not in answers]
    if unanswered:
        shown = "; ".join(unanswered[:5]) + ("; …" if len(unanswered) > 5 else "")
        notes.append(Note(ANSWERS, f"{len(unanswered)} questions have no answer: {shown}."))
    return answers


def _keyed(
    rows: list[list[Any]], sheet: str, heads: tuple[str, ...], known: set[str], notes: list[Note]
) -> Iterator[tuple[int, list[Any]]]:
    """The rows under the head with a key that is known, each once."""
    if not rows or [_text(value) for value in rows[0][: len(heads)]] != list(heads):
        notes.append(Note(f"{sheet}, row 1", "The head is not that of the form.", True))
        return
    met: set[str] = set()
    for n, row in enumerate(rows[1:], start=2):
        key = _text(row[0]) if row else ""
        if not key:
            if any(_text(value) for value in row[:6]):
                notes.append(Note(f"{sheet} A{n}", "The key of this row is missing.", True))
            continue
        if key not in known:
            notes.append(Note(f"{sheet} A{n}", f"“{key[:40]}” is no key of the form.", True))
        elif key in met:
            notes.append(Note(f"{sheet} A{n}", f"“{key}” stands twice.", True))
        else:
            met.add(key)
            yield n, row
    for key in sorted(known - met):
        notes.append(Note(sheet, f"The row “{key}” has been taken out.", sheet == LOTS))
