"""The Excel form that a supplier fills in: who it is, the lots it bids for, its answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl.styles import Alignment, Protection
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from tender_eval.domain.model import EvaluationModel
from tender_eval.domain.procurement import Record
from tender_eval.reports.cells import add_styles, fit_rows, formula, put, set_up_page
from tender_eval.reports.words import day
from tender_eval.reports.writing import printable, whole_file

ABOUT, SUPPLIER, LOTS, ANSWERS = "About", "Supplier", "Lots and prices", "Answers"
SUPPLIER_ROWS = ("Name", "Address", "E-mail", "Identifier")
LOT_HEADS = ("Key", "Lot", "Do you bid for it? (yes or no)", "Price over the whole contract, £")
ANSWER_HEADS = ("Key", "Lots", "Question", "What is asked", "Most words", "Your answer", "Words")
PROCUREMENT_ROW, DIGEST_ROW = 3, 4


def write_response_form(record: Record, digest: str, path: Path) -> None:
    """Write the form of the model as it is published, or as it stands. Raises StoreError."""
    book = Workbook()
    add_styles(book, 2)
    model = record.published_model
    about: Any = book.active
    about.title = ABOUT
    _about(about, record, digest)
    _supplier(book.create_sheet(SUPPLIER))
    _lots(book.create_sheet(LOTS), model)
    _answers(book.create_sheet(ANSWERS), model)
    for sheet in book.worksheets:
        fit_rows(sheet)
        sheet.protection.sheet = True  # against slips, not against anybody: there is no password
    with whole_file(path, "The response form") as beside:
        book.save(beside)


def _about(sheet: Any, record: Record, digest: str) -> None:
    procurement = record.procurement
    put(sheet, 1, 1, printable(procurement.title), "te title")
    deadline = procurement.milestone("deadline")
    rows = [
        ("Procurement", procurement.key),
        ("Model digest", digest),
        ("Reference", procurement.reference),
        ("Deadline", day(deadline.date) if deadline and deadline.date else "see the notice"),
        ("How to fill it in",
         f"Fill in the coloured cells of “{SUPPLIER}”, “{LOTS}” and “{ANSWERS}”. Write yes beside each "
         "lot you bid for. A question of several lots is answered once. Paragraphs: Alt and Enter. "
         "Leave every other cell as it is."),
    ]  # fmt: skip
    for n, (name, value) in enumerate(rows, start=PROCUREMENT_ROW):
        put(sheet, n, 1, name, "te strong")
        put(sheet, n, 2, printable(value), "te text")
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 96
    set_up_page(sheet, f"B{PROCUREMENT_ROW + len(rows)}", frozen="A3", titles=1)


def _supplier(sheet: Any) -> None:
    put(sheet, 1, 1, "Who bids", "te head")
    put(sheet, 1, 2, "", "te head")
    for n, name in enumerate(SUPPLIER_ROWS, start=2):
        put(sheet, n, 1, name, "te strong")
        _open(sheet, n, 2, "@")
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 80
    set_up_page(sheet, f"B{len(SUPPLIER_ROWS) + 1}", frozen="A2", titles=1)


def _lots(sheet: Any, model: EvaluationModel) -> None:
    _heads(sheet, LOT_HEADS, (16, 56, 22, 28))
    answer = DataValidation(type="list", formula1='"yes,no"', allow_blank=True)
    sheet.add_data_validation(answer)
    row = 1
    for row, lot in enumerate(model.lots_in_scope(), start=2):
        put(sheet, row, 1, lot.key, "te muted")
        put(sheet, row, 2, printable(lot.title), "te text")
        answer.add(_open(sheet, row, 3, "@"))
        _open(sheet, row, 4, "#,##0.00")
    set_up_page(sheet, f"D{row}", frozen="A2", titles=1)


def _answers(sheet: Any, model: EvaluationModel) -> None:
    _heads(sheet, ANSWER_HEADS, (16, 26, 26, 56, 10, 96, 9))
    titles = {lot.key: lot.title for lot in model.lots_in_scope()}
    asked: dict[str, list[str]] = {}
    for key, title in titles.items():
        for question in model.questions(key):
            asked.setdefault(question.key, []).append(title)
    row = 1
    questions = [node for node in model.walk() if node.key in asked]
    for row, node in enumerate(questions, start=2):
        every = len(asked[node.key]) == len(titles)
        put(sheet, row, 1, node.key, "te muted")
        put(
            sheet,
            row,
            2,
            "Every lot" if every else printable("; ".join(asked[node.key])),
            "te text",
        )
        put(sheet, row, 3, printable(node.title), "te strong")
        put(sheet, row, 4, printable(node.question), "te text")
        put(sheet, row, 5, node.word_limit or "", "te score")
        _open(sheet, row, 6, "@").alignment = Alignment(vertical="top", wrap_text=True)
        text = f'SUBSTITUTE(TRIM(F{row}),CHAR(10)," ")'
        formula(sheet, row, 7, f'IF(F{row}="",0,LEN({text})-LEN(SUBSTITUTE({text}," ",""))+1)',
                "te score")  # fmt: skip
        sheet.row_dimensions[row].height = 120
    set_up_page(sheet, f"G{row}", frozen="D2", titles=1)


def _heads(sheet: Any, heads: tuple[str, ...], widths: tuple[int, ...]) -> None:
    for column, (word, width) in enumerate(zip(heads, widths, strict=True), start=1):
        put(sheet, 1, column, word, "te head")
        sheet.column_dimensions["ABCDEFG"[column - 1]].width = width


def _open(sheet: Any, row: int, column: int, form: str) -> Any:
    """A cell that the supplier fills in."""
    cell = put(sheet, row, column, None, "te input")
    cell.number_format = form
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.protection = Protection(locked=False)
    return cell
