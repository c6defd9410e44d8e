"""The evaluation workbook: the whole sum as live formulas, with every score and reason beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter as letter
from openpyxl.utils import quote_sheetname
from openpyxl.workbook import Workbook

from tender_eval.domain.dossier import Dossier
from tender_eval.domain.errors import StoreError
from tender_eval.reports.cells import add_styles, formula, put, set_up_page, sheet_name
from tender_eval.reports.words import moment, rounding
from tender_eval.reports.workbook_lot import Places, write_lot


def write_workbook(dossier: Dossier, path: Path) -> None:
    """Write the workbook whole or not at all. Raises StoreError."""
    book = Workbook()
    add_styles(book)
    front = book.active
    assert front is not None  # openpyxl makes a first sheet
    front.title = "Summary"
    names = {result.lot: sheet_name(book, result.title) for result in dossier.results}
    lots = {result.lot: book.create_sheet(names[result.lot]) for result in dossier.results}
    scores = _consensus(book, dossier)
    places = {
        result.lot: write_lot(lots[result.lot], dossier, result, scores)
        for result in dossier.results
    }
    _summary(front, dossier, places, {lot: sheet.title for lot, sheet in lots.items()})
    _scores(book, dossier)
    _standards(book, dossier)
    _audit(book, dossier)
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(beside)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(
            f"The workbook cannot be written ({error.strerror}).",
            where=str(path),
            remedy="Close it if it is open in a spreadsheet, or choose another folder.",
        ) from error


def _listed(
    book: Workbook,
    title: str,
    head: Sequence[str],
    widths: Sequence[float],
    rows: Iterable[Sequence[Any]],
    styles: Sequence[str],
) -> Any:
    """A sheet of rows under a head."""
    sheet = book.create_sheet(sheet_name(book, title))
    for column, (word, width) in enumerate(zip(head, widths, strict=True), start=1):
        put(sheet, 1, column, word, "te head")
        sheet.column_dimensions[letter(column)].width = width
    count = 1
    for count, row in enumerate(rows, start=2):
        for column, (value, style) in enumerate(zip(row, styles, strict=True), start=1):
            put(sheet, count, column, value, style)
    set_up_page(sheet, f"{letter(len(head))}{count}", frozen="A2", titles=1)
    if count > 1:
        sheet.auto_filter.ref = f"A1:{letter(len(head))}{count}"
    return sheet


def _consensus(book: Workbook, dossier: Dossier) -> dict[tuple[str, str], str]:
    record = dossier.record
    order = {node.key: n for n, node in enumerate(dossier.model.walk())}
    titles = {node.key: node.title for node in dossier.model.walk()}
    rows = sorted(record.consensus, key=lambda c: (c.tender, order[c.question]))
    sheet = _listed(
        book,
        "Consensus",
        ["Supplier", "Question", "Consensus", "Reason", "Strengths", "Weaknesses"],
        [28, 32, 11, 70, 40, 40],
        [
            [record.supplier_name(c.tender), titles[c.question], c.value, c.reason, c.strengths,
             c.weaknesses]
            for c in rows
        ],
        ["te text", "te text", "te input", "te text", "te text", "te text"],
    )  # fmt: skip
    name = quote_sheetname(sheet.title)
    return {(c.tender, c.question): f"{name}!$C${n}" for n, c in enumerate(rows, start=2)}


def _summary(
    sheet: Any, dossier: Dossier, places: dict[str, Places], names: dict[str, str]
) -> None:
    procurement = dossier.record.procurement
    put(sheet, 1, 1, procurement.title, "te title")
    version = f"model version {dossier.version}" if dossier.version else "draft model"
    facts = (
        f"{procurement.reference} · {procurement.regime.label} · {version}, digest "
        f"{dossier.digest} · made {moment(dossier.made_at)}. {rounding(dossier.model)}"
    )
    put(sheet, 2, 1, facts, "te muted")
    sheet.merge_cells("A2:G2")
    sheet.row_dimensions[2].height = 44
    head = ["Lot", "Supplier", "Price", "Quality total", "Price score", "Total", "Rank"]
    row = 4
    for column, word in enumerate(head, start=1):
        put(sheet, row, column, word, "te head")
    for result in dossier.results:
        name = quote_sheetname(names[result.lot])
        at = places[result.lot]
        for tender in result.tenders:
            row += 1
            put(sheet, row, 1, result.title, "te text")
            put(sheet, row, 2, tender.supplier, "te text")
            for column, (key, style) in enumerate(
                (("price", "te money"), ("quality", "te marks"), ("price score", "te marks"),
                 ("total", "te total"), ("rank", "te rank")),
                start=3,
            ):  # fmt: skip
                formula(sheet, row, column, f"{name}!{at.marks(key, tender.tender)}", style)
    for column, width in enumerate([40, 40, 18, 14, 14, 12, 9], start=1):
        sheet.column_dimensions[letter(column)].width = width
    set_up_page(sheet, f"G{row}", frozen="A5", titles=4)


def _scores(book: Workbook, dossier: Dossier) -> None:
    record = dossier.record
    titles = {node.key: node.title for node in dossier.model.walk()}
    names = {member.key: member for member in record.panel}
    _listed(
        book,
        "Individual scores",
        ["Supplier", "Question", "Member", "Role", "Score", "Reason", "Evidence"],
        [28, 32, 24, 26, 9, 80, 40],
        [
            [record.supplier_name(s.tender), titles[s.question], names[s.member].name,
             names[s.member].role.label, s.value, s.rationale, s.evidence]
            for s in record.scores
        ],
        ["te text", "te text", "te text", "te text", "te marks", "te text", "te text"],
    )  # fmt: skip


def _standards(book: Workbook, dossier: Dossier) -> None:
    record = dossier.record
    titles = {standard.key: standard.title for standard in dossier.model.standards}
    _listed(
        book,
        "Minimum standards",
        ["Supplier", "Standard", "Result", "Reason", "Assessed by"],
        [28, 36, 10, 70, 28],
        [
            [record.supplier_name(t.key), titles.get(r.standard, r.standard), r.result, r.reason,
             r.assessed_by]
            for t in record.tenders
            for r in t.standards
        ],
        ["te text"] * 5,
    )  # fmt: skip


def _audit(book: Workbook, dossier: Dossier) -> None:
    mark = dossier.checkpoint
    rows = [
        ("Model version", str(dossier.version) if dossier.version else "draft"),
        ("Model digest (SHA-256)", dossier.digest),
        ("Audit events", str(mark.events)),
        ("Audit checkpoint", f"{mark.events}:{mark.digest}"),
        ("Made by", dossier.made_by),
        ("Made", moment(dossier.made_at)),
    ]
    rows += [
        (f"Version {v.number}, {moment(v.at)}", f"{v.reason} ({v.by}) {v.digest}")
        for v in dossier.record.versions
    ]
    _listed(book, "Audit", ["What", "Value"], [34, 100], rows, ["te strong", "te text"])
