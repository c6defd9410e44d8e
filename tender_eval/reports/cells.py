"""Workbook cells: styles by name, and text that a spreadsheet can never take for a formula."""

from __future__ import annotations

import re
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_000
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_FACE = "Calibri"
_LINE = Side(style="thin", color="C9D2D7")
_INK, _MUTED, _ACCENT = "14222B", "4A5B66", "0B5B6B"


def add_styles(book: Workbook) -> None:
    """The workbook's named styles, each used for whole kinds of cells."""
    top = Alignment(vertical="top")
    wrapped = Alignment(vertical="top", wrap_text=True)
    head = Alignment(vertical="bottom", wrap_text=True)
    below = Border(bottom=_LINE)
    plain = Font(name=_FACE, size=10, color=_INK)
    bold = Font(name=_FACE, size=10, color=_INK, bold=True)
    surface = PatternFill("solid", fgColor="F4F6F7")
    yellow = PatternFill("solid", fgColor="FFF8DC")
    for name, font, alignment, fill, form in (
        ("te title", Font(name=_FACE, size=18, bold=True, color=_INK), top, None, "General"),
        ("te muted", Font(name=_FACE, size=10, color=_MUTED), wrapped, None, "General"),
        ("te head", bold, head, surface, "General"),
        ("te text", plain, wrapped, None, "@"),
        ("te strong", bold, wrapped, None, "@"),
        ("te input", Font(name=_FACE, size=10, color=_ACCENT), top, yellow, "0.##"),
        ("te input money", Font(name=_FACE, size=10, color=_ACCENT), top, yellow, "£#,##0.00"),
        ("te weight", plain, top, None, '0.00##" %"'),
        ("te marks", plain, top, None, "0.00"),
        ("te total", bold, top, surface, "0.00"),
        ("te rank", bold, top, surface, "0"),
        ("te money", plain, top, None, "£#,##0.00"),
    ):
        style = NamedStyle(name, font=font, alignment=alignment, number_format=form, border=below)
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
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", words)[:LONGEST]
    cell.data_type = "s"


def formula(sheet: Worksheet, row: int, column: int, text: str, style: str) -> Any:
    """Write a formula of our own making."""
    cell: Any = sheet.cell(row, column, f"={text}")
    cell.style = style
    return cell


def sheet_name(book: Workbook, words: str) -> str:
    """A name for a sheet: at most 31 characters, none that a spreadsheet forbids, not yet taken."""
    base = re.sub(r"[\[\]:*?/\\']", " ", words).strip()[:31].strip() or "Sheet"
    name, number = base, 1
    while name.lower() in (taken.lower() for taken in book.sheetnames):
        number += 1
        suffix = f" {number}"
        name = base[: 31 - len(suffix)] + suffix
    return name


def set_up_page(sheet: Worksheet, last: str, *, frozen: str, titles: int) -> None:
    """Frozen panes, landscape, one page wide, head rows repeated, and the area that is printed."""
    sheet.freeze_panes = frozen
    sheet.print_area = f"A1:{last}"
    sheet.print_title_rows = f"1:{titles}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.sheet_view.showGridLines = False
    footer: Any = sheet.oddFooter
    footer.left.text = "&A"
    footer.right.text = "Page &P of &N"
