"""One lot's sheet: every weighted score, price score, total and rank as a live formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter as letter
from openpyxl.worksheet.worksheet import Worksheet

from tender_eval.domain.award import LotResult
from tender_eval.domain.dossier import Dossier
from tender_eval.domain.model import Criterion, Kind, Lot, PriceKind, RoundAt
from tender_eval.reports.cells import formula, head_height, put, set_in, set_up_page
from tender_eval.reports.formulas import half_up, rank
from tender_eval.reports.workbook_model import ModelCells

HEAD = 4
TITLE, WEIGHT, OVERALL, BEST, MINIMUM, FIRST_SCORE = 1, 2, 3, 4, 5, 6
ABREAST = 14  # columns of figures to a printed page


@dataclass(frozen=True)
class Inputs:
    """Where a lot's sheet finds what was entered: addresses with their sheets' names.

    scores: by tender and question; prices: by tender and lot.
    """

    model: ModelCells
    scores: Mapping[tuple[str, str], str]
    prices: Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Places:
    """Where the figures of a lot stand: rows by name, and the first column of marks."""

    rows: Mapping[str, int]
    first: int
    tenders: tuple[str, ...]

    def marks(self, row: str, tender: str) -> str:
        """The address of a tender's figure in a row."""
        return f"${letter(self.first + self.tenders.index(tender))}${self.rows[row]}"


def write_lot(sheet: Worksheet, dossier: Dossier, result: LotResult, inputs: Inputs) -> Places:
    """Fill the sheet."""
    return _LotSheet(sheet, dossier, result, inputs).write()


class _LotSheet:
    """Writes a sheet from the top down. rows: of criteria; lines: of the sheet's own figures."""

    def __init__(
        self, sheet: Worksheet, dossier: Dossier, result: LotResult, inputs: Inputs
    ) -> None:
        self.sheet, self.result, self.inputs = sheet, result, inputs
        self.dossier, self.model = dossier, dossier.model
        self.lot: Lot = dossier.model.lot(result.lot)
        self.tenders = tuple(tender.tender for tender in result.tenders)
        self.count = len(self.tenders)
        self.first = FIRST_SCORE + self.count
        self.decimals = self.model.rounding.decimals
        self.per_question = self.model.rounding.at is RoundAt.QUESTION
        self.rows: dict[str, int] = {}
        self.lines: dict[str, int] = {}
        self.questions: list[Criterion] = []
        self.row = HEAD

    def write(self) -> Places:
        self._head()
        for root in self.model.in_lot(self.lot.key):
            self._node(root, 0)
        self.row += 1
        self._quality()
        self._entered()
        self._standing()
        self._price_score()
        self._each(
            "total", "Total", "te total",
            lambda c: self._half_up(f"{self._at('exact quality', c)}+{self._at('exact price', c)}"),
        )  # fmt: skip
        self._rank()
        last = f"{letter(self.first + self.count - 1)}{self.row}"
        wide = -(-2 * self.count // ABREAST)
        set_up_page(
            self.sheet, last, frozen=f"B{HEAD + 1}", titles=HEAD, wide=wide, left="A:C"
        )  # fmt: skip
        self._widths()
        return Places(self.lines, self.first, self.tenders)

    def _head(self) -> None:
        put(self.sheet, 1, 1, self.result.title, "te title")
        put(
            self.sheet, 2, 1,
            f"{self.lot.price_model.kind.label}: {self.lot.price_model.formula}. Scores, "
            "prices and weights come from their own sheets.",
            "te muted",
        )  # fmt: skip
        self.sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=5)
        self.sheet.row_dimensions[2].height = 30
        heads = ["Criterion", "Weight in its group", "Overall weight", "Best score", "Minimum"]
        for column, name in enumerate(heads, start=1):
            put(self.sheet, HEAD, column, name, "te head" if column == 1 else "te head right")
        names = [f"Score: {t.supplier}" for t in self.result.tenders]
        names += [f"Marks: {t.supplier}" for t in self.result.tenders]
        for column, name in enumerate(names, start=FIRST_SCORE):
            put(self.sheet, HEAD, column, name, "te head right")
        self.sheet.row_dimensions[HEAD].height = head_height(names, 16)

    def _node(self, node: Criterion, depth: int) -> None:
        """Write a node and those below it; a group adds up its own parts."""
        self.row += 1
        row = self.rows[node.key] = self.row
        cell = put(self.sheet, row, TITLE, node.title, "te text" if depth else "te strong")
        cell.alignment = set_in(depth)
        source = self.inputs.model
        formula(self.sheet, row, WEIGHT, source.weight(node.key), "te weight")
        formula(self.sheet, row, OVERALL, source.overall(node.key, self.lot.key), "te weight")
        if node.minimum is not None:
            formula(self.sheet, row, MINIMUM, source.minimum(node.key), "te score")
        if node.kind is Kind.QUESTION:
            self._question(node, row)
        for child in node.children:
            self._node(child, depth + 1)
        if node.kind is Kind.GROUP:
            for column in self._columns():
                cells = [f"{column}{self.rows[c.key]}" for c in node.children] or ["0"]
                text = f"SUM({','.join(cells)})"
                # With rounding at the total the cell keeps the exact figure, shown rounded.
                text = f"ROUND({text},{self.decimals})" if self.per_question else text
                self._write(row, column, text, "te marks")

    def _question(self, node: Criterion, row: int) -> None:
        self.questions.append(node)
        formula(self.sheet, row, BEST, self.inputs.model.best(node.key), "te score")
        for n, tender in enumerate(self.tenders):
            score = letter(FIRST_SCORE + n)
            source = self.inputs.scores.get((tender, node.key))
            if source:
                formula(self.sheet, row, FIRST_SCORE + n, source, "te score")
            exact = f"${letter(OVERALL)}{row}*N({score}{row})/${letter(BEST)}{row}"
            text = self._half_up(exact) if self.per_question else exact
            formula(self.sheet, row, self.first + n, text, "te marks")

    def _half_up(self, exact: str) -> str:
        return half_up(exact, self.decimals)

    def _columns(self) -> list[str]:
        return [letter(self.first + n) for n in range(self.count)]

    def _write(self, row: int, column: str, text: str, style: str) -> None:
        cell = self.sheet[f"{column}{row}"]
        formula(self.sheet, row, cell.column, text, style)

    def _line(self, key: str, title: str) -> int:
        self.row += 1
        self.lines[key] = self.row
        put(self.sheet, self.row, TITLE, title, "te strong")
        return self.row

    def _each(self, key: str, title: str, style: str, text: Callable[[str], str]) -> None:
        row = self._line(key, title)
        for column in self._columns():
            self._write(row, column, text(column), style)

    def _at(self, key: str, column: str) -> str:
        return f"{column}{self.lines[key]}"

    def _range(self, row: int) -> str:
        return f"${letter(self.first)}${row}:${letter(self.first + self.count - 1)}${row}"

    def _quality(self) -> None:
        keys = [self.rows[node.key] for node in self.questions]

        def exact(column: str) -> str:
            return "+".join(f"{column}{row}" for row in keys) or "0"

        self._each("exact quality", "Quality before rounding", "te exact", exact)
        self._each(
            "quality", "Quality total", "te total",
            lambda c: self._half_up(self._at("exact quality", c)),
        )  # fmt: skip

    def _entered(self) -> None:
        row = self._line("price", "Price")
        for n, tender in enumerate(self.tenders):
            source = self.inputs.prices[tender, self.lot.key]
            formula(self.sheet, row, self.first + n, source, "te money")
        ceiling = self.inputs.model.prices.get((self.lot.key, "ceiling"))
        if ceiling:
            put(self.sheet, row, BEST, "Ceiling", "te text")
            formula(self.sheet, row, MINIMUM, ceiling, "te money")
        row = self._line("out", "Excluded, or a minimum standard not met (1 = yes)")
        standards = {s.key for s in self.model.standards if s.applies_to(self.lot.key)}
        for n, key in enumerate(self.tenders):
            offer = next(t for t in self.dossier.record.tenders if t.key == key)
            failed = any(r.result == "fail" and r.standard in standards for r in offer.standards)
            flag = int(failed or bool(offer.exclusion_reason))
            put(self.sheet, row, self.first + n, flag, "te input")

    def _standing(self) -> None:
        row = self._line("in", "In the ranking (1 = yes)")
        least = self.inputs.model.minimum_quality
        for n, column in enumerate(self._columns()):
            score = letter(FIRST_SCORE + n)
            tests = [f"{self._at('out', column)}=0"]
            for root in self.model.in_lot(self.lot.key):
                for node in root.walk():
                    tests += self._minimum(node, column, score)
            if least and self.questions:
                tests.append(self._share(self.questions, column, score, least))
            if (self.lot.key, "ceiling") in self.inputs.model.prices:
                price = self._at("price", column)
                tests.append(f"{price}<=${letter(MINIMUM)}${self.lines['price']}")
            self._write(row, column, f"IF(AND({','.join(tests)}),1,0)", "te rank")

    def _minimum(self, node: Criterion, column: str, score: str) -> list[str]:
        row = self.rows[node.key]
        least = f"${letter(MINIMUM)}${row}"
        leaves = [leaf for leaf in node.walk() if leaf.kind is Kind.QUESTION]
        if node.minimum is None or not leaves:
            return []
        if node.kind is Kind.QUESTION:
            return [f"OR(NOT(ISNUMBER({score}{row})),{score}{row}>={least})"]
        return [self._share(leaves, column, score, least)]

    def _share(self, leaves: list[Criterion], column: str, score: str, least: str) -> str:
        """Whether a share of marks reaches its least; not asked while a score is missing."""
        rows = [self.rows[leaf.key] for leaf in leaves]
        given = "+".join(f"ISNUMBER({score}{row})" for row in rows)
        got = "+".join(f"{column}{row}" for row in rows)
        full = "+".join(f"${letter(OVERALL)}{row}" for row in rows)
        return f"OR({given}<{len(rows)},ROUND(100*({got})/({full}),9)>={least})"

    def _price_share(self, price: str) -> str:
        """The share of the weight that a price earns, before it is held between 0 and 1."""
        counted = self._range(self.lines["counted"])
        kind, places = self.lot.price_model.kind, self.inputs.model.prices
        if kind is PriceKind.LINEAR_FROM_LOWEST:
            return f"1-({price}-MIN({counted}))/MIN({counted})"
        if kind is PriceKind.MEAN_DISTANCE:
            return f"0.5-({price}-AVERAGE({counted}))/AVERAGE({counted})"
        if kind is PriceKind.LINEAR_RANGE:
            full = places.get((self.lot.key, "full_marks_at"), "0")
            none = places.get((self.lot.key, "no_marks_at"), "1")
            return f"({none}-{price})/({none}-{full})"
        return f"MIN({counted})/{price}"

    def _price_score(self) -> None:
        self._each(
            "counted", "Price among those in the ranking", "te money",
            lambda c: f'IF(AND({self._at("in", c)}=1,{self._at("price", c)}>0),'
            f'{self._at("price", c)},"")',
        )  # fmt: skip
        node = self._price_node()
        weight = f"${letter(OVERALL)}${self.rows[node.key]}" if node else "0"

        def score(column: str) -> str:
            if node is None or self.lot.price_model.kind is PriceKind.FIXED:
                return "0"
            share = self._price_share(self._at("price", column))
            exact = f"{weight}*MIN(1,MAX(0,{share}))"
            text = self._half_up(exact) if self.per_question else exact
            return f"IF(ISNUMBER({self._at('counted', column)}),{text},0)"

        self._each("exact price", "Price score before rounding at the total", "te exact", score)
        self._each(
            "price score", "Price score", "te total",
            lambda c: self._half_up(self._at("exact price", c)),
        )  # fmt: skip
        if node is not None:
            for column in self._columns():
                self._write(
                    self.rows[node.key], column, self._at("exact price", column), "te marks"
                )

    def _price_node(self) -> Criterion | None:
        nodes = (node for root in self.model.in_lot(self.lot.key) for node in root.walk())
        return next((node for node in nodes if node.kind is Kind.PRICE), None)

    def _rank(self) -> None:
        """Rank by total, then the published rules; then the recorded order, if it names every
        tender that is still equal."""
        decided = self._line("decided", "Order decided on record (ties only)")
        tie = next((t for t in self.dossier.record.ties if t.lot == self.lot.key), None)
        for n, tender in enumerate(self.tenders):
            place = tie.order.index(tender) + 1 if tie and tender in tie.order else 0
            put(self.sheet, decided, self.first + n, place, "te input")
        rules = {"quality": (self.lines["quality"], ">"), "price": (self.lines["price"], "<")}
        keys = [(self.lines["total"], ">")]
        for rule in self.model.tie_break:
            if rule in rules:
                keys.append(rules[rule])
            elif rule in self.rows:
                keys.append((self.rows[rule], ">"))
        span = (letter(self.first), letter(self.first + self.count - 1))
        inside = self.lines["in"]
        self._each("rank", "Rank", "te rank", lambda c: rank(c, span, inside, keys, decided))

    def _widths(self) -> None:
        dimensions = self.sheet.column_dimensions
        dimensions["A"].width = 46
        for column in range(WEIGHT, FIRST_SCORE):
            dimensions[letter(column)].width = 13
        for column in range(FIRST_SCORE, self.first + self.count):
            dimensions[letter(column)].width = 16
