"""How far each member is: counts alone, never a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tender_eval.services import scoring
from tender_eval.services.scoring import Progress
from ui.dialogs.reason import ask_reason
from ui.widgets import Button, Column, DataTable, EmptyState, FlowRow

if TYPE_CHECKING:
    from ui.pages.scoring.page import ScoringPage


class ProgressPart(QWidget):
    """A row a member, and what the lead may do about one who cannot finish."""

    def __init__(self, page: ScoringPage) -> None:
        super().__init__()
        self.page = page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lines = scoring.progress(page.desk)
        if not lines:
            column.addWidget(
                EmptyState(
                    "No panel member scores yet.",
                    "Name the panel first.",
                    "Open the panel page",
                    lambda: page.context.navigate("panel"),
                )
            )
            return
        self.table = DataTable(
            "Progress of each member",
            [
                Column("Member", lambda r: r.member.name),
                Column("Role", lambda r: r.member.role.label, width=28),
                Column("Done", lambda r: f"{r.done} of {r.of}", "right", 12),
                Column("State", _state, width=26),
            ],
            lines,
        )
        self.table.fit(20)
        column.addWidget(self.table)
        if page.is_lead:
            row = FlowRow(
                Button("Let in as they are…", self._let_in), Button("Give back…", self._give_back)
            )
            column.addWidget(row)
        self.table.select(0)

    def _chosen(self) -> Progress | None:
        found: Progress | None = self.table.selected()
        return found

    def _let_in(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        reason = ask_reason(
            f"Let {chosen.member.name}'s scores in as they are",
            f"{chosen.done} of {chosen.of} are done. What is missing stays missing.",
            parent=self,
        )
        if reason:
            with self.page.change():
                scoring.let_in(self.page.desk, chosen.member.key, reason)
            self.page.refresh()

    def _give_back(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        reason = ask_reason(
            f"Give {chosen.member.name}'s scores back",
            "They can change them until they hand in again. Nothing is lost.",
            parent=self,
        )
        if reason:
            with self.page.change():
                scoring.reopen(self.page.desk, chosen.member.key, reason)
            self.page.refresh()


def _state(line: Progress) -> str:
    if line.exception:
        return "⚠ Let in as it is"
    if line.submitted:
        return "✓ Handed in"
    return "● At work" if line.done else "○ Not begun"
