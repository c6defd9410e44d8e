"""The look of every PDF: typefaces, colours, styles, tables, and the footer with its checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
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
from tender_eval.domain.errors import StoreError

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
FACE = "Atkinson"
BOLD = "Atkinson-Bold"
INK = colors.HexColor("#14222B")
MUTED = colors.HexColor("#4A5B66")
ACCENT = colors.HexColor("#0B5B6B")
SURFACE = colors.HexColor("#F4F6F7")
LINE = colors.HexColor("#C9D2D7")
DANGER = colors.HexColor("#A3231F")
# Distinct in lightness as well as in hue, so that a grey print still tells them apart.
PARTS = [colors.HexColor(c) for c in (
    "#0B5B6B", "#5FA8B5", "#7A4B00", "#D9A441", "#3E4E8C", "#9FA8D6", "#1E6B3A", "#8CC79D",
    "#6B2D5C", "#C79BBB",
)]  # fmt: skip
MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN


@cache
def load_fonts() -> None:
    """Make the bundled typeface known. Raises StoreError if it is not there."""
    files = {"": "Regular", "-Bold": "Bold", "-Italic": "Italic", "-BoldItalic": "BoldItalic"}
    try:
        for suffix, name in files.items():
            path = FONTS / f"AtkinsonHyperlegibleNext-{name}.ttf"
            pdfmetrics.registerFont(TTFont(f"{FACE}{suffix}", str(path)))
    except (TTFError, OSError) as error:
        raise StoreError(
            f"The reports' typeface cannot be loaded ({error}).",
            where=str(FONTS),
            remedy="Install the program again.",
        ) from error
    pdfmetrics.registerFontFamily(FACE, FACE, BOLD, f"{FACE}-Italic", f"{FACE}-BoldItalic")


def _style(name: str, **more: Any) -> ParagraphStyle:
    base = {"fontName": FACE, "fontSize": 9.5, "leading": 13.5, "textColor": INK}
    return ParagraphStyle(name, **(base | more))  # type: ignore[arg-type]


TITLE = _style("title", fontName=BOLD, fontSize=26, leading=31, spaceAfter=4)
LEAD = _style("lead", fontSize=12, leading=17, textColor=MUTED, spaceAfter=10)
H1 = _style("h1", fontName=BOLD, fontSize=16, leading=20, spaceBefore=16, spaceAfter=6)
H2 = _style("h2", fontName=BOLD, fontSize=11.5, leading=15, spaceBefore=11, spaceAfter=3)
H3 = _style(
    "h3", fontName=BOLD, fontSize=9.5, leading=13, spaceBefore=6, spaceAfter=1, keepWithNext=1
)
BODY = _style("body", spaceAfter=5, splitLongWords=1)
SMALL = _style("small", fontSize=8.3, leading=11.3, splitLongWords=1)
SMALL_MUTED = _style("small-muted", fontSize=8.3, leading=11.3, textColor=MUTED, splitLongWords=1)
FIGURE = _style("figure", fontSize=8.3, leading=11.3, alignment=TA_RIGHT)
HEAD = _style("head", fontName=BOLD, fontSize=8.3, leading=11, textColor=INK)
HEAD_RIGHT = _style("head-right", fontName=BOLD, fontSize=8.3, leading=11, alignment=TA_RIGHT)
DIGEST = _style("digest", fontSize=7.6, leading=10.5, textColor=MUTED, wordWrap="CJK")


def text(words: object, style: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph of anybody's words; nothing in them is taken for markup."""
    return Paragraph(escape(str(words)).replace("\n", "<br/>"), style)


def strong(label: str, words: object, style: ParagraphStyle = BODY) -> Paragraph:
    """A label in bold and words after it."""
    return Paragraph(f"<b>{escape(label)}</b> {escape(str(words))}", style)


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
    widths: Sequence[float],
    right: Sequence[int] = (),
    wrap: Sequence[int] = (),
    bold_rows: Sequence[int] = (),
) -> Table:
    """Rows under a head that is repeated on each page. widths: shares of the page's width.

    right: columns of figures. wrap: columns of prose; the others hold short words.
    """
    total = sum(widths)
    top = [text(word, HEAD_RIGHT if n in right else HEAD) for n, word in enumerate(head)]
    cells: list[list[Any]] = [top] if any(head) else []
    for row in rows:
        cells.append(
            [
                text(cell, SMALL) if n in wrap and not isinstance(cell, Flowable) else _cell(cell)
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
    ]
    if first:
        style += [
            ("BACKGROUND", (0, 0), (-1, 0), SURFACE),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
        ]
    return Table(
        cells or [[""]],
        colWidths=[WIDTH * width / total for width in widths],
        repeatRows=first,
        style=style,
        spaceAfter=6,
        splitInRow=1,
    )


def _cell(cell: object) -> object:
    return cell if isinstance(cell, Flowable) else str(cell)


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
        if isinstance(part, Marked):
            kept.append(CondPageBreak(38 * mm))
        kept.append(part)
    return kept


class Marked(Paragraph):
    """A heading that is also a line of the document's outline."""

    def __init__(self, words: str, level: int = 0) -> None:
        super().__init__(escape(words), H1 if level == 0 else H2)
        self.words, self.level = words, level

    def draw(self) -> None:
        """Draw the heading and mark its place."""
        place = f"place-{id(self)}"
        self.canv.bookmarkPage(place)
        self.canv.addOutlineEntry(self.words, place, self.level, closed=self.level > 0)
        super().draw()


def build(dossier: Dossier, title: str, story: list[Any], path: Path, footer: str = "") -> None:
    """Write the PDF whole or not at all, every page with its footer. Raises StoreError."""
    load_fonts()
    beside = path.with_name(f".{path.name}.part")
    document = BaseDocTemplate(
        str(beside),
        pagesize=A4,
        title=title,
        author=dossier.record.procurement.lead_authority or "Tender Eval",
        subject=dossier.record.procurement.title,
        creator="Tender Eval",
        lang="en-GB",
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=18 * mm,
        bottomMargin=22 * mm,
        initialFontName=FACE,
    )
    frame = Frame(MARGIN, 22 * mm, WIDTH, A4[1] - 40 * mm, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate(frames=[frame])])
    marks = footer or _footer(dossier)

    def numbered(*arguments: Any, **more: Any) -> Any:
        return _numbered_canvas(marks, *arguments, **more)

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        document.build(_kept_with_what_follows(story), canvasmaker=numbered)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(
            f"The report cannot be written ({error.strerror}).",
            where=str(path),
            remedy="Close it if it is open elsewhere, or choose another folder.",
        ) from error


def _footer(dossier: Dossier) -> str:
    reference = dossier.record.procurement.reference or dossier.record.procurement.key
    version = f"model version {dossier.version}" if dossier.version else "draft model"
    return (
        f"{reference} · {version} · {dossier.digest[:16]}… · audit checkpoint {dossier.checkpoint}…"
    )


def _numbered_canvas(marks: str, *arguments: Any, **more: Any) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    class Numbered(Canvas):
        """Writes each page's footer at the end, when the number of pages is known."""

        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self.kept.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for page in self.kept:
                self.__dict__.update(page)
                self.setStrokeColor(LINE)
                self.setLineWidth(0.5)
                self.line(MARGIN, 16 * mm, A4[0] - MARGIN, 16 * mm)
                self.setFont(FACE, 7.6)
                self.setFillColor(MUTED)
                self.drawString(MARGIN, 12 * mm, marks)
                number = f"Page {self.getPageNumber()} of {len(self.kept)}"
                self.drawRightString(A4[0] - MARGIN, 12 * mm, number)
                super().showPage()
            super().save()

    return Numbered(*arguments, **more)
