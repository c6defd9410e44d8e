"""Makes the four TTF files beside it from the npm package @fontsource/atkinson-hyperlegible-next.

    npm pack @fontsource/atkinson-hyperlegible-next && tar xzf fontsource-*.tgz
    pip install fonttools brotli && python build.py package/files

Three things differ from the published fonts: the Latin and extended Latin parts are one file, the
plain digits are the tabular ones (reportlab knows no OpenType features, and columns of figures
must line up in screen and PDF alike), and a few signs the program uses were drawn in addition,
so that they look the same on a machine without other fonts.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

STYLES = {
    "400-normal": "Regular",
    "700-normal": "Bold",
    "400-italic": "Italic",
    "700-italic": "BoldItalic",
}
Points = list[tuple[float, float]]


def main(source: Path) -> None:
    """Build every style into this file's own folder."""
    for style, name in STYLES.items():
        parts = []
        for subset in ("latin", "latin-ext"):
            font = TTFont(source / f"atkinson-hyperlegible-next-{subset}-{style}.woff2")
            font.flavor = None
            plain = Path(f"/tmp/{subset}-{style}.ttf")
            font.save(plain)
            parts.append(str(plain))
        merged = Merger().merge(parts)
        make_digits_tabular(merged)
        for code, glyph_name, contours in signs(72 if "400" in style else 104):
            add_sign(merged, code, glyph_name, contours)
        merged.save(Path(__file__).parent / f"AtkinsonHyperlegibleNext-{name}.ttf")


def make_digits_tabular(font: TTFont) -> None:
    """Let the digits' code points show the glyphs of the feature tnum."""
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    swap: dict[str, str] = {}
    for index in lookups:
        for part in table.LookupList.Lookup[index].SubTable:
            swap |= getattr(part, "ExtSubTable", part).mapping
    for cmap in font["cmap"].tables:
        for digit in "0123456789":
            if cmap.isUnicode() and ord(digit) in cmap.cmap:
                cmap.cmap[ord(digit)] = swap.get(cmap.cmap[ord(digit)], cmap.cmap[ord(digit)])


def signs(w: float) -> list[tuple[int, str, list[Points | tuple[float, float, float]]]]:
    """The signs drawn here. w: the width of a stroke. A triple is a circle (x, y, radius)."""
    right = [bar((90, 310), (690, 310), w), *chevron((470, 530), (690, 310), (470, 90), w)]
    left = [bar((90, 310), (690, 310), w), *chevron((310, 530), (90, 310), (310, 90), w)]
    return [
        (0x2192, "arrowright", right),
        (0x2190, "arrowleft", left),
        (0x2713, "uni2713", chevron((110, 300), (310, 90), (680, 600), w * 1.25)),
        (0x2715, "uni2715", [bar((150, 70), (630, 550), w * 1.25), bar((150, 550), (630, 70), w * 1.25)]),
        (0x24D8, "uni24D8", [(390, 310, 330), (390, 310, -(330 - w * 0.8)),
                             bar((390, 370), (390, 130), w), (390, 470, w * 0.62)]),
        (0x25CF, "uni25CF", [(390, 310, 250)]),
        (0x25CB, "uni25CB", [(390, 310, 250), (390, 310, -(250 - w * 0.9))]),
        (0x25A0, "uni25A0", [[(150, 70), (150, 550), (630, 550), (630, 70)]]),
        (0x25A1, "uni25A1", [[(150, 70), (150, 550), (630, 550), (630, 70)],
                             [(150 + w, 70 + w), (630 - w, 70 + w),
                              (630 - w, 550 - w), (150 + w, 550 - w)]]),
        (0x25BE, "uni25BE", [[(170, 420), (610, 420), (390, 150)]]),
        (0x25B8, "uni25B8", [[(250, 90), (250, 530), (530, 310)]]),
        (0x26A0, "uni26A0", [[(60, 40), (390, 640), (720, 40)],
                             [(60 + w * 1.7, 40 + w), (720 - w * 1.7, 40 + w),
                              (390, 640 - w * 2.0)],
                             bar((390, 420), (390, 250), w), (390, 175, w * 0.62)]),
        (0x2264, "lessequal", [*chevron((640, 620), (140, 390), (640, 160), w),
                               bar((140, 40), (640, 40), w)]),
        (0x2265, "greaterequal", [*chevron((140, 620), (640, 390), (140, 160), w),
                                  bar((140, 40), (640, 40), w)]),
    ]  # fmt: skip


def bar(a: tuple[float, float], b: tuple[float, float], w: float) -> Points:
    """A straight stroke, clockwise, from a to b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy)
    nx, ny = -dy / length * w / 2, dx / length * w / 2
    return [(a[0] + nx, a[1] + ny), (b[0] + nx, b[1] + ny),
            (b[0] - nx, b[1] - ny), (a[0] - nx, a[1] - ny)]  # fmt: skip


def chevron(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], w: float
) -> list[Points | tuple[float, float, float]]:
    """Two strokes that meet at b, the joint rounded."""
    return [bar(a, b, w), bar(b, c, w), (b[0], b[1], w / 2)]


def add_sign(
    font: TTFont, code: int, name: str, contours: list[Points | tuple[float, float, float]]
) -> None:
    """Put one drawn glyph into the font."""
    glyph_pen = TTGlyphPen(None)
    pen = Cu2QuPen(glyph_pen, max_err=1.0)
    for contour in contours:
        if isinstance(contour, tuple):
            circle(pen, *contour)
            continue
        pen.moveTo(contour[0])
        for point in contour[1:]:
            pen.lineTo(point)
        pen.closePath()
    if name in font.getGlyphOrder():
        name += ".te"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    glyph = glyph_pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font["glyf"][name] = glyph
    font["hmtx"][name] = (780, glyph.xMin)
    for cmap in font["cmap"].tables:
        if cmap.isUnicode():
            cmap.cmap[code] = name


def circle(pen: Cu2QuPen, x: float, y: float, r: float) -> None:
    """A circle; a negative radius turns the other way round and makes a hole."""
    k = 0.5523 * abs(r)
    s = 1 if r > 0 else -1
    r = abs(r)
    pen.moveTo((x - r, y))
    pen.curveTo((x - r, y + s * k), (x - k, y + s * r), (x, y + s * r))
    pen.curveTo((x + k, y + s * r), (x + r, y + s * k), (x + r, y))
    pen.curveTo((x + r, y - s * k), (x + k, y - s * r), (x, y - s * r))
    pen.curveTo((x - k, y - s * r), (x - r, y - s * k), (x - r, y))
    pen.closePath()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
