"""The scoring desk: the answer at the left, the scale and the reason at the right.

A score is kept at the press of its key, a reason half a second after the last letter and before the
answer is left; *saved* is said only after the service has returned.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tender_eval.domain.errors import Blocked
from tender_eval.domain.values import plain
from tender_eval.services import scoring
from tender_eval.services.scoring import MyWork, Sheet, Task
from ui import shortcuts
from ui.messages import showing_problems
from ui.theme import SPACE, look
from ui.widgets import (
    Button,
    Choice,
    Field,
    FlowRow,
    Heading,
    Level,
    Muted,
    PrimaryButton,
    Prose,
    ReadingPane,
    ScoreScale,
    Section,
    Small,
    Tag,
    TextArea,
    TwoUp,
)

if TYPE_CHECKING:
    from ui.pages.scoring.page import ScoringPage

SAVE_AFTER_MS = 500


class ScoringDesk(QWidget):
    """One answer at a time, and the way through all of them."""

    def __init__(self, page: ScoringPage, work: MyWork, at: tuple[str, str] | None) -> None:
        super().__init__()
        self.page, self.work = page, work
        self.sheet: Sheet | None = None
        self._kept: tuple[Decimal | None, str, str] = (None, "", "")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self._make()
        self._bind()
        places = [(task.tender, task.question) for task in work.tasks]
        unfinished = [p for p, task in zip(places, work.tasks, strict=True) if not task.done]
        self.open(*(at if at in places else (unfinished or places)[0]))

    @property
    def place(self) -> tuple[str, str] | None:
        """The answer that is open."""
        return (self.sheet.task.tender, self.sheet.task.question) if self.sheet else None

    def _make(self) -> None:
        self.state = Tag("", "neutral")
        self.jump = Choice([])
        self.jump.setAccessibleName("Go to an answer")
        self.jump.setMaximumWidth(look().px(400))
        self.jump.picked.connect(self._jump)
        self.title = Heading("")
        self.question = Prose()
        self.counted = Small()
        self.answer = ReadingPane(name="Answer of the tender")
        self.answer.setMinimumHeight(look().px(260))
        self.guidance = Prose()
        self.scale = ScoreScale([Level(Decimal(0), "")], "Your score")
        self.scale.chosen.connect(self._scored)
        self.rationale = TextArea(4)
        self.rationale.textChanged.connect(self._typed)
        self.evidence = TextArea(2)
        self.evidence.textChanged.connect(self._typed)
        self.others = Small()
        self.saved = Small("")
        self.progress = Muted("")
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.medium)
        self.back = Button("← Previous", lambda: self.move(-1))
        self.on = PrimaryButton("Next →", lambda: self.move(1))
        self.hand_in = Button("Hand in all scores", self._hand_in)
        column.addWidget(
            FlowRow(self.jump, self.state, self.back, self.on, self.hand_in, self.progress)
        )
        left = Section()
        left.add(self.title)
        left.add(self.question)
        left.add(self.counted)
        left.add(self.answer, 1)
        self.guide = Section("Guidance for the panel")
        self.guide.add(self.guidance)
        left.add(self.guide)
        right = Section()
        right.add(self.scale)
        self.rationale.setPlaceholderText("What in the answer earns it, and what is missing.")
        self.reason_field = right.add(Field("Why this score", self.rationale))
        right.add(self.saved)
        right.add(Field("Where in the answer", self.evidence, optional=True))
        right.add(self.others)
        right.body.addStretch(1)
        column.addWidget(TwoUp(left, right, (1, 1), 110), 1)

    def _bind(self) -> None:
        shortcuts.bind(self, "next", lambda: self.move(1))
        shortcuts.bind(self, "previous", lambda: self.move(-1))
        shortcuts.bind(self, "next_unfinished", self.next_unfinished)

    def open(self, tender: str, question: str) -> None:
        """Show one answer; what was typed for the one before is kept first."""
        self.flush()
        with showing_problems(self.page):
            self._show(scoring.sheet(self.page.desk, tender, question))

    def put_back(self) -> None:
        """Show the open answer as it is on record, without what was typed since."""
        place, self.sheet = self.place, None
        if place is not None:
            self.open(*place)

    def _show(self, sheet: Sheet) -> None:
        self.sheet = None  # while the fields are filled nothing counts as typed
        score = sheet.task.score
        self.title.setText(f"Question {sheet.number} of {sheet.of}: {sheet.question.title}")
        self.question.setText(sheet.question.question)
        limit = f" of at most {sheet.question.word_limit}" if sheet.question.word_limit else ""
        over = sheet.question.word_limit is not None and sheet.words > sheet.question.word_limit
        self.counted.setText(
            f"{sheet.task.tender_name} · {sheet.words}{limit} words"
            + (" – over the limit" if over else "")
        )
        self.answer.set_text(sheet.answer or "No answer was given to this question.")
        self.guidance.setText(sheet.question.guidance or "No guidance was given.")
        self.scale.set_levels(
            [Level(v.value, v.name, v.descriptor) for v in reversed(sheet.scale.levels)]
        )
        self.scale.set_value(score.value if score else None)
        waiting = self.page.waiting.get((sheet.task.tender, sheet.task.question), ("", ""))
        self.rationale.set_text(score.rationale if score else waiting[0])
        self.evidence.set_text(score.evidence if score else waiting[1])
        given = " · ".join(f"{name} {plain(value)}" for name, value in sheet.others)
        self.others.setText(f"For this question you gave: {given}" if given else "")
        locked = bool(sheet.locked)
        for part in (self.scale, self.hand_in):
            part.setEnabled(not locked)
        self.rationale.setReadOnly(locked)
        self.evidence.setReadOnly(locked)
        self.saved.setText(sheet.locked)
        self.back.setEnabled(sheet.number > 1)
        self.on.setEnabled(sheet.number < sheet.of)
        self._kept = (score.value, score.rationale, score.evidence) if score else (None, "", "")
        self.sheet = sheet
        self._show_progress()

    def _show_progress(self) -> None:
        work, sheet = self.work, self.sheet
        if sheet is None:
            return
        self.progress.setText(f"{work.done} of {len(work.tasks)} done")
        self.state.set(*_state_of(self._task(sheet), bool(sheet.locked)))
        self.jump.blockSignals(True)
        self.jump.set_options(
            [
                (
                    (t.tender, t.question),
                    f"{'✓' if t.done else '○'} {t.tender_name}: {t.question_title}",
                )
                for t in work.tasks
            ],
            (sheet.task.tender, sheet.task.question),
        )
        self.jump.blockSignals(False)

    def _task(self, sheet: Sheet) -> Task:
        return self.work.tasks[sheet.number - 1]

    def _jump(self, place: object) -> None:
        if isinstance(place, tuple) and place != self.place:
            self.open(*place)

    def move(self, by: int) -> None:
        """The next or previous answer."""
        if self.sheet is None:
            return
        to = self.sheet.number - 1 + by
        if 0 <= to < len(self.work.tasks):
            self.open(self.work.tasks[to].tender, self.work.tasks[to].question)
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_unfinished(self) -> None:
        """The next answer without a score or a reason, round to the beginning."""
        self.flush()
        if self.sheet is None:
            return
        here = self.sheet.number
        around = [*self.work.tasks[here:], *self.work.tasks[:here]]
        for task in around:
            if not task.done:
                self.open(task.tender, task.question)
                return

    def _scored(self, _value: object) -> None:
        if self.sheet is not None:
            self.flush()

    def _typed(self) -> None:
        if self.sheet is not None and not self.sheet.locked:
            self.saved.setText("Not yet saved…")
            self._timer.start()

    def flush(self) -> None:
        """Keep the score and the reason as they stand."""
        self._timer.stop()
        sheet, value = self.sheet, self.scale.value()
        if sheet is None or sheet.locked:
            return
        now = (value, self.rationale.text(), self.evidence.text())
        if now == self._kept:
            return
        place = sheet.task.tender, sheet.task.question
        self.page.waiting.pop(place, None)
        if not isinstance(value, Decimal):
            if now[1].strip() or now[2].strip():
                self.page.waiting[place] = now[1], now[2]
            self.saved.setText("Choose a score: the reason is kept with it.")
            return
        with showing_problems(self.page):
            scoring.record_score(
                self.page.desk, sheet.task.tender, sheet.task.question, value, now[1], now[2]
            )
            self._kept = now
            self.work = scoring.my_work(self.page.desk)
            self.saved.setText(f"✓ Saved on this laptop {datetime.now():%H:%M}")
            self.page.context.saved()
            self._show_progress()

    def _hand_in(self) -> None:
        self.flush()
        try:
            with showing_problems(self.page):
                try:
                    scoring.submit(self.page.desk)
                except Blocked as blocked:
                    self._list_unfinished(blocked)
                    return
            self.page.context.notify("Your scores are handed in and locked. Thank you.", "ok")
        finally:
            self.page.context.changed()
        self.page.refresh()

    def _list_unfinished(self, blocked: Blocked) -> None:
        left = [task for task in self.work.tasks if not task.done]
        links = [
            (str(o.what), lambda t=task: self.open(t.tender, t.question))
            for o, task in zip(blocked.obstacles, left, strict=True)
        ]
        self.page.notices.show_notice(blocked.what, "warning", "", links)


def _state_of(task: Task, locked: bool) -> tuple[str, str]:
    if locked:
        return "Locked", "neutral"
    if task.done:
        return "Done", "ok"
    return ("Reason missing", "warning") if task.score else ("Not scored", "neutral")
