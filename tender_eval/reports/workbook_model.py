"""The sheet of the evaluation model: weights as cells, overall weights in each lot as formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter as letter
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from tender_eval.domain.dossier import Dossier
from tender_eval.domain.model import Criterion, Kind
from tender_eval.reports.cells import formula, head_height, put, set_in, set_up_page
from tender_eval.reports.words import rounding, tie_break

HEAD = 4
TITLE, KIND, KEY, WEIGHT, BEST, MINIMUM, FIRST_LOT = 1, 2, 3, 4, 5, 6, 7


@dataclass(frozen=True)
class ModelCells:
    """Where a lot's sheet finds the published figures: addresses with the sheet's name."""

    sheet: str
    rows: Mapping[str, int]
    lots: Mapping[str, int]
    prices: Mapping[tuple[str, str], str]  # by lot and name of the price model's field
    minimum_quality: str

    def weight(self, key: str) -> str:
        """A criterion's weight in its group."""
        return f"{self.sheet}!${letter(WEIGHT)}${self.rows[key]}"

    def overall(self, key: str, lot: str) -> str:
        """A criterion's overall weight in a lot."""
        return f"{self.sheet}!${letter(self.lots[lot])}${self.rows[key]}"

    def best(self, key: str) -> str:
        """The best score of a question's scale."""
        return f"{self.sheet}!${letter(BEST)}${self.rows[key]}"

    def minimum(self, key: str) -> str:
        """The lowest score, or percentage of a group's marks, that stays in."""
        return f"{self.sheet}!${letter(MINIMUM)}${self.rows[key]}"


def write_model(sheet: Worksheet, dossier: Dossier) -> ModelCells:
    """Fill the sheet: criteria and weights, price models, limits, ties and the scales."""
    model = dossier.model
    lots = model.lots_in_scope()
    columns = {lot.key: FIRST_LOT + n for n, lot in enumerate(lots)}
    put(sheet, 1, 1, "The evaluation model", "te title")
    put(
        sheet, 2, 1,
        f"{rounding(model)} {tie_break(model)} Coloured cells are entered; the rest is worked out.",
        "te muted",
    )  # fmt: skip
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=FIRST_LOT)
    sheet.row_dimensions[2].height = 44
    heads = ["Criterion", "Kind", "Key criterion", "Weight in its group", "Best score", "Minimum"]
    for column, word in enumerate([*heads, *[f"Of {lot.title}" for lot in lots]], start=1):
        put(sheet, HEAD, column, word, "te head" if column < WEIGHT else "te head right")
    sheet.row_dimensions[HEAD].height = head_height([f"Of {lot.title}" for lot in lots], 14)
    rows = _criteria(sheet, dossier, columns)
    row = HEAD + len(rows) + 1
    if rows:
        put(sheet, row, TITLE, "Sum of the top level, 100 % in each lot", "te strong")
        for lot in lots:
            at = letter(columns[lot.key])
            tops = [f"{at}{rows[root.key]}" for root in model.in_lot(lot.key)] or ["0"]
            text = f"ROUND(SUM({','.join(tops)}),9)"
            formula(sheet, row, columns[lot.key], text, "te weight")
    name = quote_sheetname(sheet.title)
    row, prices = _price_models(sheet, dossier, row + 2)
    row, least = _limits(sheet, dossier, row + 1)
    row = _scales(sheet, dossier, row + 1)
    for column, width in enumerate([52, 22, 34, 15, 15, 16, *[14] * len(lots)], start=1):
        sheet.column_dimensions[letter(column)].width = width
    last = f"{letter(max(FIRST_LOT, FIRST_LOT + len(lots) - 1))}{row}"
    set_up_page(sheet, last, frozen=f"B{HEAD + 1}", titles=HEAD)
    return ModelCells(
        name, rows, columns, {key: f"{name}!{at}" for key, at in prices.items()},
        f"{name}!{least}" if least else "",
    )  # fmt: skip


def _criteria(sheet: Worksheet, dossier: Dossier, columns: Mapping[str, int]) -> dict[str, int]:
    model = dossier.model
    rows: dict[str, int] = {}

    def down(node: Criterion, parent: Criterion | None, depth: int) -> None:
        row = rows[node.key] = HEAD + len(rows) + 1
        cell = put(sheet, row, TITLE, node.title, "te text" if depth else "te strong")
        cell.alignment = set_in(depth)
        put(sheet, row, KIND, node.kind.value, "te text")
        put(sheet, row, KEY, node.key_criterion.label if node.key_criterion else "", "te text")
        put(sheet, row, WEIGHT, node.weight, "te input weight")
        if node.kind is Kind.QUESTION:
            put(sheet, row, BEST, model.scale_of(node).maximum, "te input")
        if node.minimum is not None:
            cell = put(sheet, row, MINIMUM, node.minimum, "te input")
            if node.kind is Kind.GROUP:
                cell.number_format = '0.##" %"'
        for lot, column in columns.items():
            if node.key in inside[lot]:
                above = f"{letter(column)}{rows[parent.key]}/100*" if parent else ""
                formula(sheet, row, column, f"{above}{letter(WEIGHT)}{row}", "te weight")
        for child in node.children:
            down(child, node, depth + 1)

    inside = {
        lot: {node.key for root in model.in_lot(lot) for node in root.walk()} for lot in columns
    }
    for root in model.criteria:
        down(root, None, 0)
    return rows


def _section(sheet: Worksheet, row: int, title: str, heads: list[str]) -> int:
    put(sheet, row, 1, title, "te section")
    for column, word in enumerate(heads, start=1):
        put(sheet, row + 1, column, word, "te head")
    return row + 2


def _price_models(
    sheet: Worksheet, dossier: Dossier, row: int
) -> tuple[int, dict[tuple[str, str], str]]:
    places = {}
    heads = ["Lot", "Model", "Formula", "Full marks at", "No marks at", "Ceiling"]
    row = _section(sheet, row, "Price models", heads)
    for lot in dossier.model.lots_in_scope():
        model = lot.price_model
        put(sheet, row, 1, lot.title, "te text")
        put(sheet, row, 2, model.kind.label, "te text")
        put(sheet, row, 3, model.kind.formula, "te text")
        for column, name, price in (
            (WEIGHT, "full_marks_at", model.full_marks_at),
            (BEST, "no_marks_at", model.no_marks_at),
            (MINIMUM, "ceiling", model.ceiling),
        ):
            if price is not None:
                put(sheet, row, column, price, "te input money")
                places[lot.key, name] = f"${letter(column)}${row}"
        row += 1
    return row, places


def _limits(sheet: Worksheet, dossier: Dossier, row: int) -> tuple[int, str]:
    least = dossier.model.minimum_quality
    if least is None:
        return row, ""
    put(sheet, row, 1, "Least quality, percent of the marks available", "te strong")
    put(sheet, row, MINIMUM, least, "te input")
    return row + 1, f"${letter(MINIMUM)}${row}"


def _scales(sheet: Worksheet, dossier: Dossier, row: int) -> int:
    model = dossier.model
    for scale in model.scales:
        row = _section(sheet, row, f"Scoring scale: {scale.name}", ["Descriptor", "Name", "Score"])
        for level in reversed(scale.levels):
            values: list[Any] = [level.descriptor, level.name]
            for column, value in enumerate(values, start=1):
                put(sheet, row, column, value, "te text")
            put(sheet, row, 3, level.value, "te score")
            row += 1
        row += 1
    if model.standards:
        row = _section(
            sheet, row, "Minimum standards (pass or fail)", ["What must be shown", "Standard"]
        )
        for standard in model.standards:
            put(sheet, row, 1, standard.requirement, "te text")
            put(sheet, row, 2, standard.title, "te text")
            row += 1
    return row
