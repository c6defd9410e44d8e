"""The reports: what can be made, where it goes, what was made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit

from tender_eval.services import files
from tender_eval.services.files import Made
from ui.context import PageContext
from ui.pages.base import Page
from ui.tasks import Job
from ui.theme import look
from ui.widgets import Button, Card, Field, FlowRow, LinkButton, PrimaryButton, Prose, Section

Write = Callable[[Path, Job], list[Made]]


class ReportsPage(Page):
    """Each report is made off the screen's thread, with progress and cancel."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Reports")
        self.folder = Field("Folder", QLineEdit(str(_folder(self.desk.procurement))))
        self.folder.setMinimumWidth(look().px(480))
        self.add(self.folder)
        self.add(FlowRow(Button("Choose another folder…", self._choose)))
        self._cards()
        self.made = Section("Made in this session")
        self.made.hide()
        self.add(self.made)

    def refresh(self) -> None:
        """Say which model a report would rest on."""
        procurement, _ = self.desk.model()
        self.header.set_sentence(
            f"Written from the record as it stands now: {procurement.state.label}"
        )

    def _cards(self) -> None:
        desk = self.desk
        row = FlowRow(even=True)
        for title, about, write in (
            ("Evaluation model for suppliers", "PDF. Lots, criteria, weights, scales, price models.",
             lambda folder, _: [files.write_model(desk, folder, inside=False)]),
            ("Evaluation model for the panel", "PDF. The same with the guidance for scoring.",
             lambda folder, _: [files.write_model(desk, folder, inside=True)]),
            ("Award report", "PDF. The model as published, the panel, the results, every reason.",
             lambda folder, _: [files.write_award_report(desk, folder)]),
            ("Assessment summaries", "PDF, one per tender, by the procurement's regime.",
             lambda folder, job: files.write_summaries(desk, folder, lambda n: job.report(0, 0, n))),
            ("Evaluation workbook", "Excel, with live formulas that give the same figures.",
             lambda folder, _: [files.write_workbook(desk, folder)]),
            ("Audit verification", "What the verifier finds, with a checkpoint to keep elsewhere.",
             lambda folder, _: [files.write_verification(desk, folder)]),
            ("Procurement file", "JSON. The whole procurement, every score in it: keep it safe.",
             lambda folder, _: [_export(desk, folder)]),
        ):  # fmt: skip
            row.add(self._card(title, about, write))
        self.add(row)

    def _card(self, title: str, about: str, write: Write) -> Card:
        card = Card(title)
        card.setFixedWidth(look().px(340))
        card.add(Prose(about))
        card.body.addStretch(1)
        button = PrimaryButton("Make", lambda: self.make(title, write))
        button.setAccessibleName(f"Make: {title}")
        card.add(button)
        return card

    def make(self, title: str, write: Write) -> None:
        """Write a report into the folder."""
        self.notices.clear()
        folder = Path(self.folder.text()).expanduser()
        self.context.tasks.run(title, lambda job: write(folder, job), self._show_made)

    def _show_made(self, made: list[Made]) -> None:
        self.made.show()
        for each in made:
            row = FlowRow(
                Prose(f"✓ {each.title}: {each.path}"),
                LinkButton("Open", lambda p=each.path: _open(p)),
                LinkButton("Show the folder", lambda p=each.path: _open(p.parent)),
            )
            self.made.add(row)
        self.notices.show_notice(
            f"Written: {made[-1].title}." if made else "Nothing to write.", "ok"
        )

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder for reports", self.folder.text())
        if name:
            self.folder.set_text(name)


def _folder(key: str) -> Path:
    return Path.home() / "Tender Eval" / key


def _export(desk: object, folder: Path) -> Made:
    path = folder / "procurement.json"
    files.export_procurement(desk, path)  # type: ignore[arg-type]
    return Made("Procurement file", path)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
