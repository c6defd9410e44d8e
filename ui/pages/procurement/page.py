"""The procurement itself: the next step and what stands in its way, details, timetable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from tender_eval.domain.procurement import Procurement, State
from tender_eval.services import life, procurements
from tender_eval.services.procurements import Details
from ui.context import PageContext
from ui.pages.base import Page, later
from ui.pages.procurement.next_step import NextStep
from ui.widgets import Section, Small

if TYPE_CHECKING:
    from ui.pages.procurement.details import DetailsForm

REST_AFTER_MS = 20


class ProcurementPage(Page):
    """Everything about the procurement that is not its model, its people or its tenders."""

    details: DetailsForm

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Procurement")

    def refresh(self) -> None:
        """Read everything anew."""
        self.clear_parts()
        procurement, _ = self.desk.model()
        view = life.life_view(self.desk)
        self.header.set_title(procurement.title)
        self.header.set_sentence(
            f"{procurement.state.label} · {procurement.regime.label} · {procurement.reference}"
        )
        self.show_part(NextStep(self, view))
        # What lies below the fold is made once the top has been painted and answers.
        QTimer.singleShot(REST_AFTER_MS, self, lambda: self._rest(procurement))

    def _rest(self, procurement: Procurement) -> None:
        from ui.pages.procurement.details import DetailsForm
        from ui.pages.procurement.people import AuthoritiesPart
        from ui.pages.procurement.timetable import StandstillPart, TimetablePart

        if len(self._shown) != 1:
            return  # made already, by a refresh that came first
        published = procurement.state is not State.DRAFT
        self.details = DetailsForm(self, procurement, published)
        self.show_part(self.details)
        self.show_part(TimetablePart(self, procurement))
        self.show_part(StandstillPart(self))
        self.show_part(AuthoritiesPart(self, procurement, published))
        if procurement.objectives:
            part = Section("Objectives")
            for objective in procurement.objectives:
                part.add(Small(f"• {objective}"))
            self.show_part(part)

    def save(self, details: Details, published: bool) -> None:
        """Keep the details; after publication with the reason of the amendment."""
        reason = self.reason_if_published(published, "details of the procurement")
        if reason is None:
            return
        with self.change(self.details.fields):
            procurements.save_details(self.desk, details, reason)
            later(self.refresh)
