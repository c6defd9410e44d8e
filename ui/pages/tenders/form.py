"""The response form: written for suppliers, and each filled one checked before it is taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from tender_eval.domain.values import money
from tender_eval.services import response_forms
from tender_eval.services.response_forms import ReadForm
from ui.pages.base import later
from ui.tasks import Job
from ui.widgets import (
    Button,
    Card,
    FlowRow,
    Muted,
    PrimaryButton,
    Prose,
    Section,
    SummaryList,
    SummaryRow,
    Tag,
)

if TYPE_CHECKING:
    from ui.pages.tenders.page import TendersPage


class FormPart(Section):
    """Two buttons; after a form was read, what is in it and everything to know about it."""

    def __init__(self, page: TendersPage) -> None:
        super().__init__(
            "Response form", "An Excel form with the lots and questions, for suppliers to fill in."
        )
        self.page = page
        self.add(
            FlowRow(
                Button("Write the form…", self._choose_folder),
                Button("Read a filled form…", self._choose_file),
            )
        )
        self.checked = self.add(Section())
        self.checked.hide()

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder for the form", str(Path.home()))
        if name:
            self.write(Path(name))

    def write(self, folder: Path) -> None:
        """Write the form into a folder."""
        desk = self.page.desk
        self.page.context.tasks.run(
            "Writing the response form",
            lambda _job: response_forms.write_form(desk, folder),
            lambda path: self.page.context.notify(f"Written: {path}", "ok"),
        )

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Read a filled form", str(Path.home()), "Excel workbooks (*.xlsx)"
        )
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read and check a form off the screen's thread, then show what is in it."""
        desk = self.page.desk

        def work(_job: Job) -> ReadForm:
            return response_forms.read_form(desk, path)

        self.page.context.tasks.run(f"Reading {path.name}", work, self._show)

    def _show(self, read: ReadForm) -> None:
        if not self.page.shows(self):
            return
        form = read.form
        old, self.checked = self.checked, Section()
        old.hide()
        old.deleteLater()
        card = Card(f"{read.file}: {form.name or 'no name'}")
        titles = {lot.key: lot.title for lot in self.page.view.model.lots}
        bids = "; ".join(
            f"{titles[key]}, {money(price) if price is not None else 'no price'}"
            for key, price in form.prices.items()
        )
        card.add(
            SummaryList(
                [
                    SummaryRow("Address", form.address or "–"),
                    SummaryRow("E-mail", form.email or "–"),
                    SummaryRow("Identifier", form.identifier or "–"),
                    SummaryRow("Bids for", bids or "–"),
                    SummaryRow("Answers", str(len(form.answers))),
                ]
            )
        )
        for note in sorted(form.notes, key=lambda note: not note.stops):
            tag = Tag("To mend", "danger") if note.stops else Tag("To know", "warning")
            card.add(FlowRow(tag, Prose(str(note))))
        if not form.notes:
            card.add(FlowRow(Tag("Nothing is missing", "ok")))
        take = PrimaryButton("Take the tender in", lambda: self._take_in(read))
        take.setEnabled(form.whole)
        card.add(FlowRow(take, Button("Leave it", lambda: later(self.page.refresh))))
        if not form.whole:
            card.add(Muted("The supplier mends the form, or the tender is entered by hand."))
        self.checked.add(card)
        self.add(self.checked)
        take.setFocus()

    def _take_in(self, read: ReadForm) -> None:
        with self.page.change():
            self.page.chosen = response_forms.take_in(self.page.desk, read)
            self.page.context.notify(f"The tender of {read.form.name} has been entered.", "ok")
            later(self.page.refresh)
