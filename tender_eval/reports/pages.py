"""What stands on every page: the footer with the number of pages, and a banner on a draft.

The number of pages and the pages of the chapters are known only at the end, so they are drawn as
forms that each page refers to and that are filled in last.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tender_eval.reports.look import BOLD, DANGER, FACE, INK, LINE, MARGIN, MUTED, WIDTH

SIZE = 7.6
TOTAL, CONTENTS = "number-of-pages", "contents"
CONTENTS_LINE = 17.0  # points of a line of the contents


class NumberedCanvas(Canvas):
    """Writes each page's footer. marks: its words at the left. banner: at the head, if any."""

    def __init__(self, marks: str, banner: str, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.marks, self.banner = marks, banner
        self.page_of: dict[str, int] = {}
        self.contents: list[tuple[str, str]] = []
        self.setViewerPreference("DisplayDocTitle", "true")

    def mark_place(self, place: str) -> None:
        """Links of this name lead to what is being drawn."""
        self.page_of[place] = self.getPageNumber()
        self.bookmarkPage(place)

    def draw_contents(self, lines: list[tuple[str, str]]) -> None:
        """Draw the contents here, once their pages are known. lines: words and place, from above."""
        self.contents = lines
        self.doForm(CONTENTS)
        for n, (_, place) in enumerate(reversed(lines)):
            bottom = n * CONTENTS_LINE
            box = (0, bottom, WIDTH, bottom + CONTENTS_LINE)
            self.linkRect("", place, box, relative=1, thickness=0)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """End a page."""
        self._foot()
        super().showPage()

    def save(self) -> None:
        """Fill in what is known only now, and write the file."""
        if self._code:  # type: ignore[attr-defined]
            self.showPage()
        self.beginForm(TOTAL, 0, -4, 40, SIZE)
        self._in(MUTED, FACE, SIZE)
        self.drawString(0, 0, str(self.getPageNumber() - 1))
        self.endForm()
        if self.contents:
            self.beginForm(CONTENTS, 0, -4, WIDTH, CONTENTS_LINE * len(self.contents) + 4)
            self._contents()
            self.endForm()
        super().save()

    def _contents(self) -> None:
        self.setStrokeColor(LINE)
        self.setLineWidth(0.4)
        for n, (words, place) in enumerate(reversed(self.contents)):
            base = n * CONTENTS_LINE + 5
            self._in(INK, FACE, 10)
            self.drawString(0, base, words)
            self.drawRightString(WIDTH, base, str(self.page_of[place]))
            self.line(0, base - 5, WIDTH, base - 5)

    def _foot(self) -> None:
        right = A4[0] - MARGIN
        self.setStrokeColor(LINE)
        self.setLineWidth(0.5)
        self.line(MARGIN, 16 * mm, right, 16 * mm)
        self._in(MUTED, FACE, SIZE)
        number = f"Page {self.getPageNumber()} of "
        digits = stringWidth("000", FACE, SIZE)
        marks = self.marks
        room = right - MARGIN - stringWidth(number, FACE, SIZE) - digits - 12
        while stringWidth(marks, FACE, SIZE) > room:
            marks = f"{marks[:-2]}…"
        self.drawString(MARGIN, 12 * mm, marks)
        self.drawRightString(right - digits, 12 * mm, number)
        self.saveState()
        self.translate(right - digits, 12 * mm)
        self.doForm(TOTAL)
        self.restoreState()
        if self.banner:
            self._in(DANGER, BOLD, 8.3)
            self.drawRightString(right, A4[1] - 12 * mm, self.banner)

    def _in(self, colour: Any, face: str, size: float) -> None:
        self.setFillColor(colour)
        self.setFont(face, size)
