"""What every PDF is built of: paragraphs, tables, headings, and the document itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Table,
)

from tender_eval.domain.dossier import Dossier
from tender_eval.reports.look import (
    BODY,
    BOLD,
    FACE,
    FIGURE,
    H1,
    H2,
    HEAD,
    HEAD_RIGHT,
    INK,
    LINE,
    MARGIN,
    SMALL,
    SURFACE,
    WIDTH,
    load_fonts,
)
from tender_eval.reports.pages import CONTENTS_LINE, NumberedCanvas
from tender_eval.reports.writing import printable, whole_file

LONGEST_HEADING = 240
PAGE = A4[1] - 40 * mm  # what a page has room for, in points


@cache
def _shown(character: str) -> str:
    """The character as the face can show it: itself, its plain letters, or its number in words."""
    load_fonts()
    glyphs: Any = pdfmetrics.getFont(FACE).face.charToGlyph  # type: ignore[attr-defined]
    if ord(character) in glyphs or character == "\n":
        return character
    if character.isspace():
        return " "
    if unicodedata.category(character) == "Cf":  # soft hyphens and marks of direction
        return ""
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if ord(c) in glyphs)
    # Nothing is lost in silence: a letter the face lacks is named.
    return plain or f"[U+{ord(character):04X}]"


def showable(words: object) -> str:
    """Anybody's words in characters that the face has."""
    return "".join(_shown(character) for character in printable(str(words)))


def marked_up(words: object) -> str:
    """Anybody's words for a paragraph; nothing in them is taken for markup."""
    return escape(showable(words)).replace("\n", "<br/>")


def text(words: object, style: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph of anybody's words."""
    return Paragraph(marked_up(words), style)


def strong(label: str, words: object, style: ParagraphStyle = BODY) -> Paragraph:
    """A label in bold and words after it."""
    return Paragraph(f"<b>{marked_up(label)}</b> {marked_up(words)}", style)


def cut(words: str, width: float, face: str, size: float) -> str:
    """One line of words, cut with an ellipsis where the room ends."""
    words = " ".join(showable(words).split())
    if pdfmetrics.stringWidth(words, face, size) <= width:
        return words
    while words and pdfmetrics.stringWidth(f"{words}…", face, size) > width:
        words = words[:-1]
    return f"{words.rstrip()}…"


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
    widths: Sequence[float],
    right: Sequence[int] = (),
    wrap: Sequence[int] = (),
    bold_rows: Sequence[int] = (),
    empty: str = "None.",
) -> Flowable:
    """Rows under a head that is repeated on each page. widths: shares of the page's width.

    right: columns of figures. wrap: columns of prose; the others hold short words. empty: what is
    said where there are no rows.
    """
    if not rows:
        return text(empty)
    total = sum(widths)
    top = [text(word, HEAD_RIGHT if n in right else HEAD) for n, word in enumerate(head)]
    cells: list[list[Any]] = [top] if any(head) else []
    for row in rows:
        cells.append(
            [
                _cell(cell, WIDTH * widths[n] / total - 8, wraps=n in wrap, right=n in right)
                for n, cell in enumerate(row)
            ]
        )
    first = 1 if any(head) else 0
    style: list[Any] = [
        ("FONT", (0, 0), (-1, -1), FACE, 8.3, 11.3),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, first), (-1, -1), 0.4, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        *[("ALIGN", (n, 0), (n, -1), "RIGHT") for n in right],
        *[("FONT", (0, n + first), (-1, n + first), BOLD, 8.3, 11.3) for n in bold_rows],
        # A bold row heads those below it, so it does not end a page.
        *[("NOSPLIT", (0, n + first), (-1, n + first + 1)) for n in bold_rows if n + 1 < len(rows)],
    ]
    if first:
        style += [
            ("BACKGROUND", (0, 0), (-1, 0), SURFACE),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
        ]
    return _Rows(
        cells or [[""]],
        colWidths=[WIDTH * width / total for width in widths],
        repeatRows=first,
        style=style,
        spaceAfter=6,
    )


class _Rows(Table):
    """A table whose rows stay whole: only a row higher than a page is divided, from a page's top."""

    def split(self, width: float, height: float) -> list[Any]:
        self._calc(width, height)  # type: ignore[attr-defined]
        heights = self._rowHeights[: self.repeatRows + 1]  # type: ignore[attr-defined]
        # Divided lower down, the head would stand twice on one page.
        self.splitInRow = int(sum(heights) > PAGE and height > PAGE * 0.9)
        return list(super().split(width, height))


def _cell(cell: object, room: float, *, wraps: bool, right: bool) -> object:
    """A paragraph where the words want one, else the bare words, which are quicker to set."""
    if isinstance(cell, Flowable):
        return cell
    words = showable(cell)
    if wraps or "\n" in words or pdfmetrics.stringWidth(words, BOLD, 8.3) > room:
        return text(words, FIGURE if right else SMALL)
    return words


def summary(rows: Sequence[tuple[str, object]]) -> Table:
    """Keys at the left, what they are at the right."""
    cells = [[text(key, HEAD), text(value, SMALL)] for key, value in rows if str(value).strip()]
    style: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    return Table(
        cells or [["", ""]], colWidths=[WIDTH * 0.28, WIDTH * 0.72], style=style, spaceAfter=6
    )


def indented(words: object, depth: int, *, bold: bool = False) -> Paragraph:
    """A line of a tree: set in by its depth, the top in bold."""
    base = HEAD if bold else SMALL
    return text(words, ParagraphStyle(f"{base.name}-{depth}", parent=base, leftIndent=9 * depth))


def _kept_with_what_follows(story: list[Any]) -> list[Any]:
    # A heading near the foot of a page goes to the next one; a long table may still begin under it.
    kept: list[Any] = []
    for part in story:
        if isinstance(part, Paragraph) and part.style.name in (H1.name, H2.name):
            kept.append(CondPageBreak(38 * mm))
        kept.append(part)
    return kept


class Marked(Paragraph):
    """A heading that is also a line of the document's outline."""

    def __init__(self, words: str, level: int = 0) -> None:
        words = showable(words) if len(words) <= LONGEST_HEADING else f"{words[:LONGEST_HEADING]}…"
        super().__init__(escape(words), H1 if level == 0 else H2)
        self.words, self.level = words, level
        self.place = f"place-{id(self)}"

    def split(self, *_: Any) -> list[Any]:
        """A heading is never divided between pages."""
        return []

    def draw(self) -> None:
        """Draw the heading and mark its place."""
        canvas: Any = self.canv
        canvas.mark_place(self.place)
        canvas.addOutlineEntry(self.words, self.place, self.level, closed=self.level > 0)
        super().draw()


class Contents(Flowable):
    """The headings that follow in a story, each with its page, each a link. depth: 0 for chapters
    alone, 1 with their parts."""

    def __init__(self, story: Sequence[Any], depth: int = 0) -> None:
        super().__init__()
        flat = [deep for part in story for deep in getattr(part, "_content", [part])]
        marks = [part for part in flat if isinstance(part, Marked)]
        self.lines = [
            (cut(mark.words, WIDTH - 40, FACE, 10), mark.place)
            for mark in marks
            if mark.level <= depth
        ]

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its size in points."""
        return WIDTH, CONTENTS_LINE * len(self.lines)

    def draw(self) -> None:
        """Leave the place to the canvas, which knows the pages at the end."""
        canvas: Any = self.canv
        canvas.draw_contents(self.lines)


def build(
    dossier: Dossier,
    title: str,
    story: list[Any],
    path: Path,
    *,
    footer: str = "",
    banner: str = "",
) -> None:
    """Write the PDF whole or not at all. Raises StoreError.

    Every page has its footer (of the dossier, if none is given) and, at its head, the banner.
    """
    load_fonts()
    marks = footer or _footer(dossier)

    with whole_file(path, "The report") as beside:
        document = BaseDocTemplate(
            str(beside),
            pagesize=A4,
            title=showable(title),
            author=showable(dossier.record.procurement.lead_authority) or "Tender Eval",
            subject=showable(dossier.record.procurement.title),
            creator="Tender Eval",
            lang="en-GB",
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=18 * mm,
            bottomMargin=22 * mm,
            initialFontName=FACE,
        )
        frame = Frame(MARGIN, 22 * mm, WIDTH, PAGE, 0, 0, 0, 0)
        document.addPageTemplates([PageTemplate(frames=[frame])])
        document.build(
            _kept_with_what_follows(story), canvasmaker=partial(NumberedCanvas, marks, banner)
        )


def _footer(dossier: Dossier) -> str:
    reference = dossier.record.procurement.reference or dossier.record.procurement.key
    version = f"model version {dossier.version}" if dossier.version else "draft model"
    mark = f"{dossier.digest[:16]}… · audit checkpoint {dossier.checkpoint}…"
    return f"{cut(reference, WIDTH / 3, FACE, 7.6)} · {version} · {mark}"
