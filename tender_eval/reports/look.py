"""The look of every PDF: typefaces, colours and styles of paragraphs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

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
