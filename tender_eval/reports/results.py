"""The result of a lot on paper: ranking, chart, and each total opened into its parts."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import CondPageBreak, KeepTogether

from tender_eval.domain.award import LotResult, Part
from tender_eval.domain.dossier import Dossier
from tender_eval.domain.model import Kind
from tender_eval.domain.values import money, plain
from tender_eval.reports.charts import ranking_charts
from tender_eval.reports.design import Marked, indented, strong, table, text
from tender_eval.reports.look import FIGURE, SMALL
from tender_eval.reports.words import weight

# So many tenders stand side by side in one table of parts; more make another table.
ABREAST = 4


def lot_section(dossier: Dossier, result: LotResult) -> list[Any]:
    """Everything the report says of one lot's result."""
    rows = [
        [
            str(tender.rank) if tender.rank else "out",
            text(tender.supplier, SMALL),
            money(tender.price) if tender.price is not None else "–",
            str(tender.quality),
            str(tender.price_score),
            str(tender.total),
        ]
        for tender in result.tenders
    ]
    story: list[Any] = [
        CondPageBreak(160),
        Marked(result.title, 1),
        table(
            ["Rank", "Supplier", "Price", "Quality", "Price score", "Total"],
            rows,
            [9, 44, 22, 14, 16, 13],
            right=(2, 3, 4, 5),
        ),
        *[KeepTogether([chart]) for chart in ranking_charts(result)],
    ]
    for tender in result.tenders:
        for reason in tender.out:
            story.append(strong(f"{tender.supplier} is out.", reason))
        for gap in tender.missing:
            story.append(strong(f"{tender.supplier}, still missing:", gap))
    tie = next((t for t in dossier.record.ties if t.lot == result.lot), None)
    if tie is not None:
        names = ", then ".join(dossier.record.supplier_name(key) for key in tie.order)
        story.append(strong("Tie broken:", f"{names}. {tie.reason} ({tie.by})"))
    for equal in result.tied:
        names = ", ".join(dossier.record.supplier_name(key) for key in equal)
        story.append(strong("Equal, and not yet decided:", f"{names}."))
    story += [strong("To know:", warning) for warning in result.warnings]
    for first in range(0, len(result.tenders), ABREAST):
        story += [
            *(
                [
                    Marked(f"How each total is made up: {result.title}", 1),
                    text("A question: weight × score ÷ best score = marks.", SMALL),
                ]
                if first == 0
                else [text(f"{result.title}, continued", SMALL)]
            ),
            _parts(result, first),
        ]
    return story


def _parts(result: LotResult, first: int) -> Any:
    shown = result.tenders[first : first + ABREAST]
    rows: list[list[object]] = []
    bold: list[int] = []
    by_tender = [
        {part.key: part for root in tender.parts for part in root.walk()} for tender in shown
    ]

    def down(part: Part, depth: int) -> None:
        if depth == 0:
            bold.append(len(rows))
        cells = [text(_sum(parts[part.key]), FIGURE) for parts in by_tender]
        rows.append([indented(part.title, depth, bold=depth == 0), weight(part.overall), *cells])
        for child in part.parts:
            down(child, depth + 1)

    for root in shown[0].parts:
        down(root, 0)
    bold.append(len(rows))
    rows.append(["Total", "100.00 %", *[str(tender.total) for tender in shown]])
    share = 72 / ABREAST
    return table(
        ["Criterion", "Weight", *[tender.supplier for tender in shown]],
        rows,
        # Columns keep their width from table to table; the last table's criteria have more room.
        [34 + 72 - share * len(shown), 14, *[share] * len(shown)],
        right=tuple(range(1, len(shown) + 2)),
        bold_rows=bold,
    )


def _sum(part: Part) -> str:
    """What stands beside the weight: `× 4 ÷ 5 = 13.50`; for a group and the price the marks."""
    if part.kind is Kind.QUESTION and part.best is not None:
        score = "–" if part.score is None else plain(part.score)
        return f"× {score} ÷ {plain(part.best)} = {part.weighted}"
    return str(part.weighted)
