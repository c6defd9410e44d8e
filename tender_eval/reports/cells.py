"""Workbook cells: styles by name, and text that a spreadsheet can never take for a formula."""

from __future__ import annotations

import math
import re
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tender_eval.reports.writing import printable

LONGEST = 32_000
LINE_HEIGHT = 13.2  # points of a line of the workbook's size of text
LETTERS = 1.22  # of prose to a unit of a column's width, in the widest face that stands in
CUT = " … (too long for a cell; the award report has it in full)"
MONEY = '£#,##0.00;-£#,##0.00;"–"'
_RISKY = ("=", "+", "-", "@", "\t", "\n")
_FACE = "Calibri"
_LINE = Side(style="thin", color="C9D2D7")
_INK, _MUTED, _ACCENT = "14222B", "4A5B66", "0B5B6B"


def add_styles(book: Workbook, decimals: int) -> None:
    """The workbook's named styles, each used for whole kinds of cells.

    decimals: of the published rounding; marks and totals are shown with as many.
    """
    top = Alignment(vertical="top")
    wrapped = Alignment(vertical="top", wrap_text=True)
    head = Alignment(vertical="bottom", wrap_text=True)
    head_right = Alignment(vertical="bottom", horizontal="right", wrap_text=True)
    right = Alignment(vertical="top", horizontal="right")
    apart = Alignment(vertical="top", horizontal="right", indent=1)
    below = Border(bottom=_LINE)
    plain = Font(name=_FACE, size=10, color=_INK)
    bold = Font(name=_FACE, size=10, color=_INK, bold=True)
    entered = Font(name=_FACE, size=10, color=_ACCENT)
    surface = PatternFill("solid", fgColor="F4F6F7")
    yellow = PatternFill("solid", fgColor="FFF8DC")
    marks = "0" if decimals == 0 else "0." + "0" * decimals
    for name, font, alignment, fill, form in (
        ("te title", Font(name=_FACE, size=18, bold=True, color=_INK), top, None, "General"),
        ("te section", Font(name=_FACE, size=12, bold=True, color=_INK), top, None, "General"),
        ("te muted", Font(name=_FACE, size=10, color=_MUTED), wrapped, None, "General"),
        ("te head", bold, head, surface, "General"),
        ("te head right", bold, head_right, surface, "General"),
        ("te text", plain, wrapped, None, "@"),
        ("te strong", bold, wrapped, None, "@"),
        ("te input", entered, apart, yellow, "General"),
        ("te input weight", entered, right, yellow, '0.00##" %"'),
        ("te input money", entered, right, yellow, MONEY),
        ("te score", plain, apart, None, "General"),
        ("te weight", plain, right, None, '0.00##" %"'),
        ("te exact", plain, right, None, "0.00####"),
        ("te marks", plain, right, None, marks),
        ("te total", bold, right, surface, marks),
        ("te rank", bold, right, surface, "0"),
        ("te money", plain, right, None, MONEY),
    ):
        style = NamedStyle(name, font=font, alignment=alignment, number_format=form)
        if name not in ("te title", "te section", "te muted"):
            style.border = below
        if fill is not None:
            style.fill = fill
        book.add_named_style(style)


def put(sheet: Worksheet, row: int, column: int, value: Any, style: str) -> Any:
    """Write a value. Text is always text, whatever it begins with; decimals stay exact."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        _put_text(cell, value)
    else:
        cell.value = value
    cell.style = style
    if isinstance(value, str) and value.startswith(_RISKY):
        cell.quotePrefix = True
    return cell


def _put_text(cell: Cell, words: str) -> None:
    words = printable(words)
    cell.value = words if len(words) <= LONGEST else words[:LONGEST] + CUT
    cell.data_type = "s"


def formula(sheet: Worksheet, row: int, column: int, text: str, style: str) -> Any:
    """Write a formula of our own making."""
    cell: Any = sheet.cell(row, column, f"={text}")
    cell.style = style
    return cell


def sheet_name(book: Workbook, words: str) -> str:
    """A name for a sheet: at most 31 characters, none that a spreadsheet forbids, not yet taken."""
    safe = re.sub(r"[\[\]:*?/\\']", " ", printable(words))
    base = " ".join(safe.split())[:31].strip() or "Sheet"
    name, number = base, 1
    while name.lower() in (taken.lower() for taken in book.sheetnames):
        number += 1
        suffix = f" {number}"
        name = base[: 31 - len(suffix)] + suffix
    return name


def set_in(depth: int) -> Alignment:
    """How a line of a tree stands: set in by its depth."""
    return Alignment(vertical="top", wrap_text=True, indent=depth)


def head_height(names: list[str], width: float) -> float:
    """The height of a head row whose longest name wraps in columns of this width."""
    lines = max((-(-len(name) // max(1, int(width * 0.8))) for name in names), default=1)
    return 14.0 * min(max(2, lines), 12)


def fit_rows(sheet: Worksheet) -> None:
    """Make each row as high as its longest words need; heights that are set stay.

    A spreadsheet fits rows by itself only as they are edited, so a new file must say.
    """
    widths = {key: dimension.width for key, dimension in sheet.column_dimensions.items()}
    merged = {cell for span in sheet.merged_cells.ranges for cell in span.cells}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if sheet.row_dimensions[number].height is not None:
            continue
        if row[0].style == "te title":
            sheet.row_dimensions[number].height = 27
            continue
        lines = max(
            (
                _lines(cell, widths.get(cell.column_letter, 13.0))
                for cell in row
                if isinstance(cell.value, str)
                and cell.data_type == "s"
                and cell.alignment.wrap_text
                and (cell.row, cell.column) not in merged
            ),
            default=1,
        )
        if lines > 1:
            sheet.row_dimensions[number].height = min(LINE_HEIGHT * lines + 2, 409)


def _lines(cell: Any, width: float) -> int:
    room = max(1.0, (width - 2 * cell.alignment.indent) * LETTERS)
    return sum(max(1, math.ceil(len(line) / room)) for line in str(cell.value).split("\n"))


def set_up_page(
    sheet: Worksheet, last: str, *, frozen: str, titles: int, wide: int = 1, left: str = ""
) -> None:
    """Frozen panes, landscape, head rows repeated, and the area that is printed.

    wide: how many pages side by side; left: columns repeated on each of them, as in `A:C`.
    """
    sheet.freeze_panes = frozen
    sheet.print_area = f"A1:{last}"
    sheet.print_title_rows = f"1:{titles}"
    if wide > 1:
        sheet.print_title_cols = left
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = wide
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.sheet_view.showGridLines = False
    footer: Any = sheet.oddFooter
    footer.left.text = "&A"
    footer.right.text = "Page &P of &N"
