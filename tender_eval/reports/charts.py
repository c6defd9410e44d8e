"""Charts drawn with reportlab's own shapes: a bar a tender, its parts with their values written."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib import colors
from reportlab.pdfbase.pdfmetrics import stringWidth

from tender_eval.domain.award import LotResult, Part, TenderResult
from tender_eval.reports.design import BOLD, FACE, INK, MUTED, PARTS, WIDTH

BAR, GAP, LABELS, TOTALS = 15.0, 9.0, 128.0, 44.0


def ranking_chart(result: LotResult) -> Drawing:
    """A stacked bar for each tender of a lot, the top-level criteria as parts, out of 100."""
    tenders = result.tenders
    tops = tenders[0].parts if tenders else ()
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
            drawing.add(String(x + 11, y, part.title, fontName=FACE, fontSize=7.6, fillColor=MUTED))
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
        width = stringWidth(part.title, FACE, 7.6) + 26
        if rows[-1] and used + width > WIDTH:
            rows.append([])
            used = 0.0
        rows[-1].append((part, width))
        used += width
    return rows


def _bar(
    drawing: Drawing, tender: TenderResult, y: float, colours: dict[str, colors.Color]
) -> None:
    name = _cut(tender.supplier, LABELS - 6)
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


def _cut(words: str, width: float) -> str:
    if stringWidth(words, FACE, 8.3) <= width:
        return words
    while words and stringWidth(f"{words}…", FACE, 8.3) > width:
        words = words[:-1]
    return f"{words.rstrip()}…"
