"""All procurements of the workspace, and the ways to begin one."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit

from tender_eval.services import files, procurements
from tender_eval.services.procurements import Template
from ui.context import PageContext
from ui.pages.base import Page, later
from ui.tasks import Job
from ui.theme import look
from ui.widgets import (
    Button,
    Card,
    Column,
    DataTable,
    EmptyState,
    Field,
    FlowRow,
    Muted,
    PrimaryButton,
    Prose,
    Section,
    Small,
)

LONGEST = 240  # letters of a template's description on its card


class ProcurementsPage(Page):
    """The list first, then templates, a blank one, or a file."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Procurements")

    def refresh(self) -> None:
        """Read the list anew."""
        self.clear_parts()
        lines = procurements.list_procurements(self.desk)
        count = "1 procurement" if len(lines) == 1 else f"{len(lines)} procurements"
        self.header.set_sentence(f"{count} in this workspace: {self.desk.workspace.name}")
        if lines:
            self.table = DataTable(
                "Procurements",
                [
                    Column("Title", lambda r: r.title),
                    Column("Reference", lambda r: r.reference, width=16),
                    Column("State", lambda r: r.state.label, width=16),
                    Column("Lots", lambda r: str(r.lots), "right", 6),
                    Column("Tenders", lambda r: str(r.tenders), "right", 9),
                ],
                lines,
            )
            self.table.fit(12)
            self.table.row_activated.connect(lambda row: self._open(row.key))
            self.show_part(self.table)
            keys = [line.key for line in lines]
            here = self.desk.procurement
            self.table.select(keys.index(here) if here in keys else 0)
            self.show_part(FlowRow(PrimaryButton("Open", self._open_selected)))
        else:
            self.show_part(EmptyState("There is no procurement yet.", "Begin one below."))
        if self.is_lead:
            self._ways_to_begin()

    def _ways_to_begin(self) -> None:
        part = Section(
            "Begin from a template",
            "Each is a whole model built from a council's paper: lots, criteria, questions and "
            "minimum standards. Add names, dates and prices, and it can be published.",
        )
        row = FlowRow(even=True)
        for template in procurements.templates():
            row.add(self._card(template))
        part.add(row)
        self.show_part(part)
        blank = Section("Begin with a blank one")
        self.title = blank.add(Field("Title", QLineEdit()))
        self.title.editor.returnPressed.connect(self._blank)
        blank.add(Button("Begin", self._blank))
        self.show_part(blank)
        taken = Section("Open a procurement file", "A file written by “Export”, docs/format.md.")
        taken.add(Button("Choose a file…", self._choose_file))
        self.show_part(taken)

    def _card(self, template: Template) -> Card:
        card = Card(template.title)
        card.setFixedWidth(look().px(340))
        card.add(Prose(_opening(template.description)))
        lots = "1 lot" if template.lots == 1 else f"{template.lots} lots"
        card.add(Muted(f"{lots} in scope, {template.questions} questions"))
        card.add(Small(template.source))
        card.body.addStretch(1)
        button = Button("Use this template", lambda: self._from_template(template))
        button.setAccessibleName(f"Use the template {template.title}")
        card.add(button)
        return card

    def _open_selected(self) -> None:
        row = self.table.selected()
        if row is not None:
            self._open(row.key)

    def _open(self, key: str) -> None:
        window = self.window()
        later(lambda: window.procurement_chosen.emit(key))  # type: ignore[attr-defined]

    def _from_template(self, template: Template) -> None:
        with self.change():
            self._open(procurements.new_from_template(self.desk, template.name))

    def _blank(self) -> None:
        with self.change({"Title": self.title}):
            self._open(procurements.new_blank(self.desk, self.title.text()))

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Open a procurement file", str(Path.home()), "Procurement files (*.json)"
        )
        if name:
            self.take_in(Path(name))

    def take_in(self, path: Path) -> None:
        """Import a file off the screen's thread, then open it."""

        def work(_job: Job) -> str:
            return files.import_procurement(self.desk, path)

        self.context.tasks.run(f"Reading {path.name}", work, self._open)


def _opening(description: str) -> str:
    """The first sentences of a description, as many whole ones as a card has room for."""
    first, *rest = re.split(r"(?<=[.!?]) ", description)
    for sentence in rest:
        if len(first) + len(sentence) >= LONGEST:
            break
        first = f"{first} {sentence}"
    return first
