"""The evaluation workbook: the whole sum as live formulas, with every score and reason beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter as letter
from openpyxl.utils import quote_sheetname
from openpyxl.workbook import Workbook

from tender_eval.domain.dossier import Dossier
from tender_eval.reports.cells import add_styles, fit_rows, formula, put, set_up_page, sheet_name
from tender_eval.reports.words import moment, rounding
from tender_eval.reports.workbook_lot import Inputs, Places, write_lot
from tender_eval.reports.workbook_model import write_model
from tender_eval.reports.writing import printable, whole_file


def write_workbook(dossier: Dossier, path: Path) -> None:
    """Write the workbook whole or not at all. Raises StoreError."""
    with whole_file(path, "The workbook") as beside:
        _book(dossier).save(beside)


def _book(dossier: Dossier) -> Workbook:
    book = Workbook()
    procurement = dossier.record.procurement
    book.properties.title = printable(f"Evaluation workbook: {procurement.title}")
    book.properties.creator = printable(procurement.lead_authority) or "Tender Eval"
    book.properties.language = "en-GB"
    # Nothing is worked out here: every figure is the spreadsheet's own, from the cells entered.
    book.calculation.fullCalcOnLoad = True
    add_styles(book, dossier.model.rounding.decimals)
    front = book.active
    assert front is not None  # openpyxl makes a first sheet
    front.title = "Summary"
    model = write_model(book.create_sheet("Model"), dossier)
    lots = {
        result.lot: book.create_sheet(sheet_name(book, f"Lot {n} {result.title}"))
        for n, result in enumerate(dossier.results, start=1)
    }
    inputs = Inputs(model, _consensus(book, dossier), _prices(book, dossier))
    places = {
        result.lot: write_lot(lots[result.lot], dossier, result, inputs)
        for result in dossier.results
    }
    _summary(front, dossier, places, {lot: sheet.title for lot, sheet in lots.items()})
    _scores(book, dossier)
    _standards(book, dossier)
    _audit(book, dossier)
    for sheet in book.worksheets:
        fit_rows(sheet)
    return book


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
    rows = sorted(record.consensus, key=lambda c: (c.tender, order.get(c.question, len(order))))
    sheet = _listed(
        book,
        "Consensus",
        ["Supplier", "Question", "Consensus", "Reason", "Strengths", "Weaknesses"],
        [22, 24, 11, 60, 38, 38],
        [
            [record.supplier_name(c.tender), titles.get(c.question, c.question), c.value, c.reason, c.strengths,
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
    sheet.merge_cells("A2:J2")
    sheet.row_dimensions[2].height = 44
    head = ["Lot", "Supplier", "Price", "Quality total", "Price score", "Total", "Rank",
            "Recorded total", "Recorded rank", "Agrees"]  # fmt: skip
    row = 4
    for column, word in enumerate(head, start=1):
        put(sheet, row, column, word, "te head" if column < 3 else "te head right")
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
            put(sheet, row, 8, tender.total, "te marks")
            put(sheet, row, 9, tender.rank or "out", "te rank")
            same = f"AND(ROUND(F{row}-H{row},8)=0,G{row}=I{row})"
            formula(sheet, row, 10, f'IF({same},"yes","no")', "te rank")
    if not dossier.results:
        put(sheet, 5, 1, "No tender has been entered yet.", "te text")
        row = 5
    for column, width in enumerate([38, 38, 18, 13, 12, 12, 9, 13, 13, 10], start=1):
        sheet.column_dimensions[letter(column)].width = width
    set_up_page(sheet, f"J{row}", frozen="A5", titles=4)


def _prices(book: Workbook, dossier: Dossier) -> dict[tuple[str, str], str]:
    record = dossier.record
    titles = {lot.key: lot.title for lot in dossier.model.lots}
    rows = [(tender.key, offer) for tender in record.tenders for offer in tender.lots]
    sheet = _listed(
        book,
        "Prices",
        ["Supplier", "Lot", "Price over the whole contract"],
        [40, 40, 24],
        [[record.supplier_name(key), titles.get(o.lot, o.lot), o.price] for key, o in rows],
        ["te text", "te text", "te input money"],
    )
    name = quote_sheetname(sheet.title)
    return {(key, offer.lot): f"{name}!$C${n}" for n, (key, offer) in enumerate(rows, start=2)}


def _scores(book: Workbook, dossier: Dossier) -> None:
    record = dossier.record
    titles = {node.key: node.title for node in dossier.model.walk()}
    names = {member.key: member for member in record.panel}
    _listed(
        book,
        "Individual scores",
        ["Supplier", "Question", "Member", "Role", "Score", "Reason", "Evidence"],
        [22, 24, 18, 18, 7, 66, 30],
        [
            [record.supplier_name(s.tender), titles.get(s.question, s.question), names[s.member].name,
             names[s.member].role.label, s.value, s.rationale, s.evidence]
            for s in record.scores
        ],
        ["te text", "te text", "te text", "te text", "te score", "te text", "te text"],
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
