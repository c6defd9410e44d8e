"""One lot's sheet: weights, scores and prices as cells, everything else as live formulas.

Half-up rounding is written so that binary floats cannot tip it: a value is scaled to whole units
of the last decimal, cleaned at the ninth decimal (where a half is exactly representable) and only
then rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter as letter
from openpyxl.worksheet.worksheet import Worksheet

from tender_eval.domain.award import LotResult
from tender_eval.domain.dossier import Dossier
from tender_eval.domain.model import Criterion, Kind, Lot, PriceKind, RoundAt
from tender_eval.reports.cells import formula, put, set_up_page

HEAD = 4
TITLE, WEIGHT, OVERALL, BEST, MINIMUM, FIRST_SCORE = 1, 2, 3, 4, 5, 6


@dataclass(frozen=True)
class Places:
    """Where the figures of a lot stand: rows by name, and the first column of marks."""

    rows: Mapping[str, int]
    first: int
    tenders: tuple[str, ...]

    def marks(self, row: str, tender: str) -> str:
        """The address of a tender's figure in a row."""
        return f"{letter(self.first + self.tenders.index(tender))}{self.rows[row]}"


def write_lot(
    sheet: Worksheet, dossier: Dossier, result: LotResult, scores: Mapping[tuple[str, str], str]
) -> Places:
    """Fill the sheet. scores: (tender, question) → the address of its consensus cell."""
    return _LotSheet(sheet, dossier, result, scores).write()


class _LotSheet:
    def __init__(
        self,
        sheet: Worksheet,
        dossier: Dossier,
        result: LotResult,
        scores: Mapping[tuple[str, str], str],
    ) -> None:
        self.sheet, self.result, self.scores = sheet, result, scores
        self.dossier, self.model = dossier, dossier.model
        self.lot: Lot = dossier.model.lot(result.lot)
        self.tenders = tuple(sorted(tender.tender for tender in result.tenders))
        self.count = len(self.tenders)
        self.first = FIRST_SCORE + self.count
        self.decimals = self.model.rounding.decimals
        self.per_question = self.model.rounding.at is RoundAt.QUESTION
        self.rows: dict[str, int] = {}
        self.questions: list[Criterion] = []

    def write(self) -> Places:
        self._head()
        self.row = HEAD
        for root in self.model.in_lot(self.lot.key):
            self._node(root, None, 0)
        self.row += 1
        self._bottom()
        last = f"{letter(self.first + self.count - 1)}{self.row}"
        set_up_page(self.sheet, last, frozen=f"B{HEAD + 1}", titles=HEAD)
        self._widths()
        return Places(self.rows, self.first, self.tenders)

    def _head(self) -> None:
        put(self.sheet, 1, 1, self.result.title, "te title")
        put(
            self.sheet, 2, 1,
            f"{self.lot.price_model.kind.label}: {self.lot.price_model.kind.formula}. "
            f"Coloured cells are entered; everything else is worked out from them.",
            "te muted",
        )  # fmt: skip
        self.sheet.row_dimensions[2].height = 30
        self.sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=5)
        names = ["Criterion", "Weight in its group", "Overall weight", "Best score", "Minimum"]
        for column, name in enumerate(names, start=1):
            put(self.sheet, HEAD, column, name, "te head")
        suppliers = {t.tender: t.supplier for t in self.result.tenders}
        for n, tender in enumerate(self.tenders):
            put(self.sheet, HEAD, FIRST_SCORE + n, f"Score: {suppliers[tender]}", "te head")
            put(self.sheet, HEAD, self.first + n, f"Marks: {suppliers[tender]}", "te head")

    def _node(self, node: Criterion, parent: int | None, depth: int) -> list[int]:
        """Write a node and those below it; the rows of its question leaves."""
        self.row += 1
        row = self.row
        self.rows[node.key] = row
        style = "te strong" if depth == 0 else "te text"
        cell = put(self.sheet, row, TITLE, node.title, style)
        cell.alignment = cell.alignment.copy(indent=depth)
        put(self.sheet, row, WEIGHT, node.weight, "te input")
        above = f"{letter(OVERALL)}{parent}/100*" if parent else ""
        formula(self.sheet, row, OVERALL, f"{above}{letter(WEIGHT)}{row}", "te weight")
        if node.minimum is not None:
            put(self.sheet, row, MINIMUM, node.minimum, "te input")
        if node.kind is Kind.QUESTION:
            self._question(node, row)
            return [row]
        leaves: list[int] = []
        for child in node.children:
            leaves += self._node(child, row, depth + 1)
        if node.kind is Kind.GROUP:
            for n in range(self.count):
                column = letter(self.first + n)
                children = ",".join(f"{column}{self.rows[c.key]}" for c in node.children) or "0"
                text = f"SUM({children})"
                # With rounding at the total the cell keeps the exact figure and shows two decimals.
                text = self._clean(text) if self.per_question else text
                formula(self.sheet, row, self.first + n, text, "te marks")
        return leaves

    def _question(self, node: Criterion, row: int) -> None:
        self.questions.append(node)
        put(self.sheet, row, BEST, self.model.scale_of(node).maximum, "te input")
        for n, tender in enumerate(self.tenders):
            source = self.scores.get((tender, node.key))
            score = letter(FIRST_SCORE + n)
            if source:
                formula(self.sheet, row, FIRST_SCORE + n, source, "te marks")
            exact = f"{letter(OVERALL)}{row}*{score}{row}/{letter(BEST)}{row}"
            text = self._half_up(exact) if self.per_question else exact
            formula(self.sheet, row, self.first + n, text, "te marks")

    def _half_up(self, exact: str) -> str:
        unit = 10**self.decimals
        return f"ROUND(ROUND(({exact})*{unit},9),0)/{unit}"

    def _clean(self, exact: str) -> str:
        return f"ROUND({exact},{self.decimals})"

    def _line(self, key: str, title: str, style: str = "te strong") -> int:
        self.row += 1
        self.rows[key] = self.row
        put(self.sheet, self.row, TITLE, title, style)
        return self.row

    def _bottom(self) -> None:
        self._quality()
        self._entered()
        self._standing()
        self._price_score()
        self._total()
        self._rank()

    def _each(self, row: int, style: str, text: object) -> None:
        for n in range(self.count):
            formula(self.sheet, row, self.first + n, text(letter(self.first + n)), style)  # type: ignore[operator]

    def _quality(self) -> None:
        row = self._line("exact quality", "Quality, exact")
        keys = [self.rows[node.key] for node in self.questions]
        self._each(row, "te marks", lambda c: "SUM(" + ",".join(f"{c}{k}" for k in keys) + ")")
        total = self._line("quality", "Quality total")
        self._each(total, "te total", lambda c: self._half_up(f"{c}{row}"))

    def _entered(self) -> None:
        record = self.dossier.record
        row = self._line("price", "Price, £")
        prices = {t.tender: t.price for t in self.result.tenders}
        for n, tender in enumerate(self.tenders):
            put(self.sheet, row, self.first + n, prices[tender], "te input money")
        if self.lot.price_model.ceiling is not None:
            put(self.sheet, row, MINIMUM - 1, "Ceiling", "te text")
            put(self.sheet, row, MINIMUM, self.lot.price_model.ceiling, "te input money")
        row = self._line("out", "Out: excluded or a minimum standard not met (1 = out)")
        for n, key in enumerate(self.tenders):
            offer = next(t for t in record.tenders if t.key == key)
            standards = {s.key for s in self.model.standards if s.applies_to(self.lot.key)}
            failed = any(r.result == "fail" and r.standard in standards for r in offer.standards)
            flag = int(failed or bool(offer.exclusion_reason))
            put(self.sheet, row, self.first + n, flag, "te input")

    def _standing(self) -> None:
        row = self._line("in", "In the ranking (1 = in)")
        marks = "+".join(f"{letter(OVERALL)}{self.rows[q.key]}" for q in self.questions) or "0"
        for n in range(self.count):
            column, score = letter(self.first + n), letter(FIRST_SCORE + n)
            tests = [f"{column}{self.rows['out']}=0"]
            for node in self.model.in_lot(self.lot.key):
                tests += self._minima(node, column, score)
            if self.model.minimum_quality is not None:
                share = f"100*{column}{self.rows['exact quality']}/({marks})"
                tests.append(f"ROUND({share},9)>={self.model.minimum_quality}")
            if self.lot.price_model.ceiling is not None:
                price = self.rows["price"]
                tests.append(f"{column}{price}<={letter(MINIMUM)}{price}")
            formula(self.sheet, row, self.first + n, f"IF(AND({','.join(tests)}),1,0)", "te rank")

    def _minima(self, node: Criterion, column: str, score: str) -> list[str]:
        tests = []
        row = self.rows[node.key]
        if node.minimum is not None and node.kind is Kind.QUESTION:
            tests.append(f"{score}{row}>={letter(MINIMUM)}{row}")
        if node.minimum is not None and node.kind is Kind.GROUP:
            leaves = [c for c in node.walk() if c.kind is Kind.QUESTION]
            got = "+".join(f"{column}{self.rows[c.key]}" for c in leaves)
            full = "+".join(f"{letter(OVERALL)}{self.rows[c.key]}" for c in leaves)
            if leaves:
                tests.append(f"ROUND(100*({got})/({full}),9)>={letter(MINIMUM)}{row}")
        for child in node.children:
            tests += self._minima(child, column, score)
        return tests

    def _range(self, key: str) -> str:
        row = self.rows[key]
        return f"${letter(self.first)}${row}:${letter(self.first + self.count - 1)}${row}"

    def _price_score(self) -> None:
        row = self._line("counted", "Price among those in, £")
        inside, price = self.rows["in"], self.rows["price"]
        self._each(row, "te money", lambda c: f'IF({c}{inside}=1,{c}{price},"")')
        scored = self._line("price score", "Price score")
        node = next(
            (
                n
                for root in self.model.in_lot(self.lot.key)
                for n in root.walk()
                if n.kind is Kind.PRICE
            ),
            None,
        )
        lowest = f"MIN({self._range('counted')})"
        weight = f"${letter(OVERALL)}${self.rows[node.key]}" if node else "0"

        def score(column: str) -> str:
            if node is None or self.lot.price_model.kind is PriceKind.FIXED:
                return "0"
            if self.lot.price_model.kind is PriceKind.LOWEST_PROPORTIONAL:
                exact = f"{weight}*{lowest}/{column}{price}"
            else:
                exact = f"MAX(0,{weight}*(1-({column}{price}-{lowest})/{lowest}))"
            text = self._half_up(exact) if self.per_question else exact
            return f"IF({column}{inside}=1,{text},0)"

        self._each(scored, "te marks", score)
        if node is not None:
            self._each(self.rows[node.key], "te marks", lambda c: f"{c}{scored}")

    def _total(self) -> None:
        row = self._line("total", "Total")
        quality, price = self.rows["exact quality"], self.rows["price score"]
        self._each(row, "te total", lambda c: self._half_up(f"{c}{quality}+{c}{price}"))

    def _rank(self) -> None:
        decided = self._line("decided", "Order decided on record (ties only)")
        tie = next((t for t in self.dossier.record.ties if t.lot == self.lot.key), None)
        for n, tender in enumerate(self.tenders):
            place = tie.order.index(tender) + 1 if tie and tender in tie.order else 0
            put(self.sheet, decided, self.first + n, place, "te input")
        row = self._line("rank", "Rank")
        inside = self._range("in")
        keys: list[tuple[str, str]] = [("total", ">")]
        for rule in self.model.tie_break:
            if rule in ("quality", "price"):
                keys.append((rule, ">" if rule == "quality" else "<"))
            elif rule in self.rows:
                keys.append((rule, ">"))
        keys.append(("decided", "<"))

        def rank(column: str) -> str:
            better, equal = [], ""
            for key, sign in keys:
                mine = f"{column}{self.rows[key]}"
                better.append(f"{equal}({self._range(key)}{sign}{mine})")
                equal += f"({self._range(key)}={mine})*"
            text = f"1+SUMPRODUCT({inside}*({'+'.join(better)}))"
            return f'IF({column}{self.rows["in"]}=1,{text},"out")'

        self._each(row, "te rank", rank)

    def _widths(self) -> None:
        dimensions = self.sheet.column_dimensions
        dimensions["A"].width = 46
        for column in range(WEIGHT, FIRST_SCORE):
            dimensions[letter(column)].width = 12
        for column in range(FIRST_SCORE, self.first + self.count):
            dimensions[letter(column)].width = 16
        self.sheet.row_dimensions[HEAD].height = 48
