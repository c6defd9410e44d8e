"""What stands on every page: the footer with the number of pages, and a banner on a draft."""

from __future__ import annotations

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tender_eval.reports.look import BOLD, DANGER, FACE, LINE, MARGIN, MUTED


def numbered_canvas(marks: str, banner: str, *arguments: Any, **more: Any) -> Canvas:
    """A canvas that writes each page's footer at the end, when the number of pages is known."""
    return _Numbered(marks, banner, *arguments, **more)


class _Numbered(Canvas):
    def __init__(self, marks: str, banner: str, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.marks, self.banner = marks, banner
        self.kept: list[dict[str, Any]] = []
        self.setViewerPreference("DisplayDocTitle", "true")

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self.kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        for page in self.kept:
            self.__dict__.update(page)
            self._foot(f"Page {self.getPageNumber()} of {len(self.kept)}")
            super().showPage()
        super().save()

    def _foot(self, number: str) -> None:
        right = A4[0] - MARGIN
        self.setStrokeColor(LINE)
        self.setLineWidth(0.5)
        self.line(MARGIN, 16 * mm, right, 16 * mm)
        self.setFont(FACE, 7.6)
        self.setFillColor(MUTED)
        marks = self.marks
        room = right - MARGIN - stringWidth(number, FACE, 7.6) - 12
        while stringWidth(marks, FACE, 7.6) > room:
            marks = f"{marks[:-2]}…"
        self.drawString(MARGIN, 12 * mm, marks)
        self.drawRightString(right, 12 * mm, number)
        if self.banner:
            self.setFont(BOLD, 8.3)
            self.setFillColor(DANGER)
            self.drawRightString(right, A4[1] - 12 * mm, self.banner)
