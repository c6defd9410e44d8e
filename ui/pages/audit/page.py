"""The audit trail: does it prove itself, and every event in it."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tender_eval.domain.trail import Event, Verification
from tender_eval.services import audit
from ui.context import PageContext
from ui.pages.base import Page, clear
from ui.tasks import Job
from ui.widgets import (
    Button,
    Card,
    Column,
    DataTable,
    Field,
    FlowRow,
    Prose,
    Section,
    Small,
    Tag,
    TwoUp,
)

AT_ONCE = 200


class AuditPage(Page):
    """The verdict at the top, the events below, one event opened beside them."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Audit")
        self.first = 0
        self._make_verdict()
        self._make_events()

    def refresh(self) -> None:
        """Read the newest events, and verify."""
        self._load()
        self.verify()

    def show_target(self, search: str = "") -> None:
        """Show the events of one thing."""
        self.search.editor.setText(search)
        self._search()

    def _make_verdict(self) -> None:
        card = Card("Does the trail prove itself?")
        self.verdict = Tag("Not verified yet", "neutral")
        card.add(self.verdict)
        self.mark = Small("")
        card.add(self.mark)
        self.findings = QVBoxLayout()
        card.body.addLayout(self.findings)
        self.kept = Field(
            "Compare with a checkpoint kept elsewhere",
            QLineEdit(),
            "From a report's footer, as in 721:0b0cf84c36643971.",
            optional=True,
        )
        card.add(self.kept)
        self.kept.editor.returnPressed.connect(self.verify)
        card.add(
            FlowRow(Button("Verify now", self.verify), Button("Copy the checkpoint", self._copy))
        )
        self.add(card)

    def _make_events(self) -> None:
        part = Section("Events, newest first")
        self.search = part.add(
            Field("Search in who, what, why and where", QLineEdit(), optional=True)
        )
        self.search.editor.returnPressed.connect(self._search)
        self.table = DataTable(
            "Events",
            [
                Column("No.", lambda e: str(e.number), "right", 7),
                Column("When", lambda e: f"{e.at.astimezone():%d.%m.%Y %H:%M:%S}", width=20),
                Column("Who", lambda e: e.who, width=20),
                Column("What for", lambda e: e.job, width=24),
                Column("Row", lambda e: f"{e.table} {e.row}", width=30),
            ],
        )
        self.table.setMinimumHeight(420)
        self.table.row_chosen.connect(self._open)
        side = QWidget()
        self.detail = QVBoxLayout(side)
        part.add(TwoUp(self.table, side, (3, 2), 110))
        self.range = Small("")
        self.newer = Button("Newer", lambda: self._page(-AT_ONCE))
        self.older = Button("Older", lambda: self._page(AT_ONCE))
        part.add(FlowRow(self.newer, self.older, self.range))
        self.add(part)

    def verify(self) -> None:
        """Replay the log off the screen's thread."""
        kept = self.kept.text()
        desk = self.desk

        def work(_job: Job) -> Verification:
            return audit.verify(desk, kept)

        self.verdict.set("Verifying…", "neutral")
        self.context.tasks.run("Verifying the audit trail", work, self._show_verdict)

    def _show_verdict(self, result: Verification) -> None:
        clear(self.findings)
        self.result = result
        full = f"{result.checkpoint.events}:{result.checkpoint.digest}"
        self.mark.setText(f"Checkpoint {full}")
        if result.sound:
            self.verdict.set(
                f"Sound: {result.checkpoint.events} events explain {result.rows} rows", "ok"
            )
            return
        count = len(result.findings)
        self.verdict.set(f"Not sound: {count} found", "danger")
        for finding in result.findings[:50]:
            self.findings.addWidget(Prose(f"✕ {finding}"))
        if count > 50:
            self.findings.addWidget(Prose(f"And {count - 50} more."))

    def _copy(self) -> None:
        mark = audit.current(self.desk)
        QApplication.clipboard().setText(f"{mark.events}:{mark.digest}")
        self.notices.show_notice("The checkpoint is on the clipboard.", "ok")

    def _search(self) -> None:
        self.first = 0
        self._load()

    def _page(self, by: int) -> None:
        self.first = max(0, self.first + by)
        self._load()

    def _load(self) -> None:
        page = audit.events(self.desk, search=self.search.text(), first=self.first, count=AT_ONCE)
        self.table.set_rows(page.events)
        last = min(self.first + AT_ONCE, page.total)
        self.range.setText(
            f"{self.first + 1} to {last} of {page.total}" if page.total else "No event matches."
        )
        self.newer.setEnabled(self.first > 0)
        self.older.setEnabled(last < page.total)
        clear(self.detail)
        if page.events:
            self.table.select(0)

    def _open(self, event: Event) -> None:
        clear(self.detail)
        part = Section(f"Event {event.number}: {event.action}")
        part.add(Prose(f"{event.job}, by {event.who or 'a person not shown'}"))
        if event.why:
            part.add(Prose(f"Why: {event.why}"))
        before, after = event.before or {}, event.after or {}
        for name in sorted(set(before) | set(after)):
            was, now = before.get(name), after.get(name)
            if event.action == "changed" and was != now:
                part.add(Prose(f"● {name} changed from {_short(was)} to {_short(now)}"))
            else:
                part.add(Small(f"{name}: {_short(now if name in after else was)}"))
        part.add(Small(f"Digest {event.digest[:32]}…"))
        self.detail.addWidget(part)
        self.detail.addStretch(1)


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else f"{text[:297]}…"
