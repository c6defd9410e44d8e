"""Charts drawn with reportlab's own shapes: a bar a tender, its parts with their values written."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib import colors
from reportlab.pdfbase.pdfmetrics import stringWidth

from tender_eval.domain.award import LotResult, Part, TenderResult
from tender_eval.reports.design import cut
from tender_eval.reports.look import BOLD, FACE, INK, MUTED, PARTS, WIDTH

BAR, GAP, LABELS, TOTALS, LEGEND = 15.0, 9.0, 128.0, 44.0, 220.0
TO_A_CHART = 20


def ranking_charts(result: LotResult) -> list[Drawing]:
    """A stacked bar for each tender of a lot, the top-level criteria as parts, out of 100.

    So many bars as a page can hold stand in one drawing; more make another.
    """
    groups = [result.tenders[n : n + TO_A_CHART] for n in range(0, len(result.tenders), TO_A_CHART)]
    return [_chart(group) for group in groups]


def _chart(tenders: tuple[TenderResult, ...]) -> Drawing:
    tops = tenders[0].parts
    rows = _legend_rows(tops)
    legend = 13.0 * len(rows) + 4
    height = legend + len(tenders) * (BAR + GAP)
    drawing = Drawing(WIDTH, height)
    y = height - 10
    colours = {part.key: PARTS[n % len(PARTS)] for n, part in enumerate(tops)}
    for row in rows:
        x = 0.0
        for part, width in row:
            drawing.add(_block(x, y - 1, 8, 8, colours[part.key]))
            words = cut(part.title, LEGEND, FACE, 7.6)
            drawing.add(String(x + 11, y, words, fontName=FACE, fontSize=7.6, fillColor=MUTED))
            x += width
        y -= 13
    y = height - legend - BAR
    for tender in tenders:
        _bar(drawing, tender, y, colours)
        y -= BAR + GAP
    return drawing


def _legend_rows(tops: tuple[Part, ...]) -> list[list[tuple[Part, float]]]:
    rows: list[list[tuple[Part, float]]] = [[]]
    used = 0.0
    for part in tops:
        width = stringWidth(cut(part.title, LEGEND, FACE, 7.6), FACE, 7.6) + 26
        if rows[-1] and used + width > WIDTH:
            rows.append([])
            used = 0.0
        rows[-1].append((part, width))
        used += width
    return rows


def _bar(
    drawing: Drawing, tender: TenderResult, y: float, colours: dict[str, colors.Color]
) -> None:
    name = cut(tender.supplier, LABELS - 6, FACE, 8.3)
    drawing.add(String(0, y + 4, name, fontName=FACE, fontSize=8.3, fillColor=INK))
    room = WIDTH - LABELS - TOTALS
    x = LABELS
    for part in tender.parts:
        # A length on paper; the score itself is written beside it, exact.
        width = room * float(part.weighted) / 100
        if width <= 0:
            continue
        colour = colours[part.key]
        drawing.add(_block(x, y, width, BAR, colour))
        label = str(part.weighted)
        if stringWidth(label, FACE, 7) + 4 < width:
            ink = colors.white if _dark(colour) else INK
            drawing.add(
                String(x + width / 2, y + 4.5, label, fontName=FACE, fontSize=7, fillColor=ink,
                       textAnchor="middle")
            )  # fmt: skip
        x += width
    total = str(tender.total) if tender.rank else "out"
    drawing.add(
        String(WIDTH, y + 4, total, fontName=BOLD, fontSize=8.3, fillColor=INK, textAnchor="end")
    )


def _block(x: float, y: float, width: float, height: float, colour: colors.Color) -> Rect:
    block = Rect(x, y, width, height)
    block.fillColor, block.strokeColor, block.strokeWidth = colour, colors.white, 0.6
    return block


def _dark(colour: colors.Color) -> bool:
    return 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue < 0.55
