"""The timetable, and the standstill counted day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from tender_eval.domain.procurement import Procurement
from tender_eval.domain.standstill import Standstill
from tender_eval.services import life, procurements
from ui.pages.base import later
from ui.widgets import Column, DataTable, DateField, Field, FlowRow, Prose, Section
from ui.widgets.editors import spoken_date

if TYPE_CHECKING:
    from ui.pages.base import Page

COUNT_AFTER_MS = 400


class TimetablePart(Section):
    """A date a milestone, saved as soon as it is entered."""

    def __init__(self, page: Page, procurement: Procurement) -> None:
        super().__init__("Timetable", "Each change of a date is recorded.")
        self.page = page
        row = FlowRow()
        self.fields: dict[str, Field] = {}
        for milestone in procurement.timetable:
            editor = DateField(milestone.date)
            editor.setEnabled(page.is_lead)
            field = Field(milestone.title, editor, milestone.note)
            field.setMinimumWidth(300)
            editor.editingFinished.connect(lambda k=milestone.key: self._save(k))
            self.fields[milestone.key] = row.add(field)
        self._known = {m.key: m.date for m in procurement.timetable}
        self.add(row)

    def _save(self, key: str) -> None:
        field = self.fields[key]
        day = field.editor.day()
        if not field.check() or day == self._known[key]:
            return
        with self.page.change():
            procurements.set_date(self.page.desk, key, day)
            self._known[key] = day
            later(self.page.refresh)  # a date may be what stood in the way


class StandstillPart(Section):
    """Each day counted, or left out with its reason; filled once the days have been counted."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.hide()
        self.page = page
        # Not at once: the calendars take a fifth of a second to load, and the page comes first.
        QTimer.singleShot(COUNT_AFTER_MS, self, self._count)

    def _count(self) -> None:
        desk = self.page.desk
        self.page.context.tasks.run(
            "Counting the standstill", lambda _job: life.standstill_view(desk), self._show
        )

    def _show(self, counted: Standstill | None) -> None:
        # The page may have been left or read anew meanwhile.
        if counted is None or not isValid(self) or not self.page.shows(self):
            return
        self.set_title("Standstill")
        self.add(
            Prose(
                f"From {spoken_date(counted.first)} until midnight at the end of "
                f"{spoken_date(counted.last)}. Counted under {counted.source}."
            )
        )
        table = DataTable(
            "Days of the standstill",
            [
                Column("Day", lambda d: spoken_date(d.date), width=34),
                Column("Counted as", lambda d: str(d.counted) if d.counted else "–", width=14),
                Column("Why not", lambda d: d.why_not),
            ],
            counted.days,
        )
        table.fit(16)
        self.add(table)
        self.show()
