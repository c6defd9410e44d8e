"""One answer on the table: every score and reason side by side, then the panel's one score."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from tender_eval.domain.errors import Blocked, NotAllowed
from tender_eval.domain.procurement import Consensus, Dissent, Movement, Score
from tender_eval.domain.values import plain
from tender_eval.services import moderation
from tender_eval.services.moderation import Column, Table, must_explain
from ui import shortcuts
from ui.pages.base import clear
from ui.theme import SPACE, look
from ui.widgets import (
    Button,
    Card,
    Choice,
    Field,
    FieldError,
    FlowRow,
    Heading,
    Level,
    LinkButton,
    Muted,
    PrimaryButton,
    Prose,
    ReadingPane,
    ScoreScale,
    Section,
    Small,
    SpreadDots,
    TextArea,
    TwoUp,
)

if TYPE_CHECKING:
    from ui.pages.moderation.page import ModerationPage


class ConsensusTable(QWidget):
    """Everything about one answer of one tender."""

    def __init__(
        self,
        page: ModerationPage,
        seen: Table,
        places: list[tuple[str, str]],
        draft: dict[str, object] | None,
    ) -> None:
        super().__init__()
        self.page, self.seen, self.places = page, seen, places
        self.place = (seen.item.tender, seen.item.question)
        self.movements: dict[str, TextArea] = {}
        self.fields: dict[str, QWidget] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE.wide)
        self._head()
        self._scores()
        self._consensus()
        self._fill(draft)
        self._first = self.draft() if draft is None else None
        shortcuts.bind(self, "next", lambda: self._move(1))
        shortcuts.bind(self, "previous", lambda: self._move(-1))

    def _head(self) -> None:
        seen = self.seen
        self.column.addWidget(
            FlowRow(
                LinkButton("← All answers", lambda: self.page.go(None)),
                Button("← Previous", lambda: self._move(-1)),
                Button("Next →", lambda: self._move(1)),
            )
        )
        heading = Section(f"{seen.question.title} · {seen.item.tender_name}")
        heading.add(Muted(f"Answer {seen.number} of {seen.of}"))
        heading.add(Prose(seen.question.question))
        self.answer = ReadingPane(seen.answer or "No answer was given.", "Answer of the tender")
        self.answer.setMinimumHeight(look().px(170))
        heading.add(self.answer)
        self.column.addWidget(heading)

    def _scores(self) -> None:
        seen = self.seen
        part = Section("Individual scores, as they were handed in")
        values = [float(level.value) for level in seen.scale.levels]
        given = [(c.member.name, c.score.value) for c in seen.columns if c.score]
        if given:
            dots = SpreadDots(int(min(values)), int(max(values)))
            dots.set_scores(given)
            part.add(dots)
        row = FlowRow(even=True)
        for column in seen.columns:
            if column.score is not None:
                row.add(_card(column, column.score))
        part.add(row)
        without = [f"{c.member.name} ({c.why_none.lower()})" for c in seen.columns if not c.score]
        if without:
            part.add(Small(f"No score from: {', '.join(without)}"))
        if seen.elsewhere:
            other = " · ".join(f"{name} {plain(value)}" for name, value in seen.elsewhere)
            part.add(Small(f"The same question elsewhere, as agreed: {other}"))
        self.column.addWidget(part)

    def _consensus(self) -> None:
        left, right = Section("Consensus"), Section("The reasons")
        self.scale = ScoreScale(
            [Level(v.value, v.name, v.descriptor) for v in reversed(self.seen.scale.levels)],
            "Consensus score",
        )
        self.scale.chosen.connect(lambda _: self._show_movements())
        left.add(self.scale)
        self.present = self._presence(left)
        self.reason = TextArea(4)
        self.strengths, self.weaknesses, self.note = TextArea(3), TextArea(3), TextArea(2)
        self.fields["reason"] = right.add(
            Field("Reason, for release to suppliers", self.reason,
                  "What in the tender earns the score, and why not higher. Every bidder may read it.")
        )  # fmt: skip
        right.add(Field("Agreed strengths", self.strengths, "With where in the tender.", True))
        right.add(Field("Agreed weaknesses", self.weaknesses, "With where in the tender.", True))
        self.moves = QVBoxLayout()
        right.body.addLayout(self.moves)
        self.dissenter = Choice([("", "Nobody"), *self._scorers()], "")
        self.dissent = TextArea(2)
        right.add(Field("Who does not agree", self.dissenter))
        self.fields["dissent"] = right.add(Field("Why not", self.dissent, optional=True))
        right.add(Field("Internal note", self.note, "Never leaves the authority.", optional=True))
        self.column.addWidget(TwoUp(left, right, (2, 3), 100))
        self.record = PrimaryButton("Record the consensus", self._record)
        self.record.setEnabled(self.seen.may_edit)
        self.column.addWidget(FlowRow(self.record, Small(self.seen.locked)))

    def _scorers(self) -> list[tuple[str, str]]:
        return [(c.member.key, c.member.name) for c in self.seen.columns if c.score]

    def _presence(self, into: Section) -> dict[str, QCheckBox]:
        into.add(Heading("Who was present", level=3))
        boxes = {}
        recused = {c.member.key for c in self.seen.columns if c.why_none == "Recused"}
        for member in moderation.overview(self.page.desk).panel:
            if member.key in recused:
                continue
            box = QCheckBox(f"{member.name}, {member.role.label.lower()}")
            boxes[member.key] = into.add(box)
        self.fields["present"] = next(iter(boxes.values()), into)
        return boxes

    def _fill(self, draft: dict[str, object] | None) -> None:
        agreed = self.seen.item.consensus
        scorers = {key for key, _ in self._scorers()}
        for key, box in self.present.items():
            box.setChecked(key in (agreed.present if agreed else scorers))
        if agreed is not None:
            self.scale.set_value(agreed.value)
            self.reason.set_text(agreed.reason)
            self.strengths.set_text(agreed.strengths)
            self.weaknesses.set_text(agreed.weaknesses)
            self.note.set_text(agreed.internal_note)
            for dissent in agreed.dissent[:1]:
                self.dissenter.set_key(dissent.member)
                self.dissent.set_text(dissent.reason)
        self._show_movements()
        for movement in agreed.movements if agreed else ():
            if movement.member in self.movements:
                self.movements[movement.member].set_text(movement.reason)
        if draft is not None:
            self._restore(draft)

    def draft(self) -> dict[str, Any]:
        """What stands in the fields, to come back to."""
        return {
            "value": self.scale.value(),
            "texts": [t.text() for t in self._texts()],
            "moves": {key: area.text() for key, area in self.movements.items()},
            "present": [key for key, box in self.present.items() if box.isChecked()],
            "dissenter": self.dissenter.key(),
        }

    def is_changed(self) -> bool:
        """Whether something stands here that has not been recorded."""
        return self._first is None or self.draft() != self._first

    def _restore(self, draft: dict[str, Any]) -> None:
        self.scale.set_value(draft["value"])
        self._show_movements()
        for area, text in zip(self._texts(), draft["texts"], strict=True):
            area.set_text(text)
        for key, text in draft["moves"].items():
            if key in self.movements:
                self.movements[key].set_text(text)
        for key, box in self.present.items():
            box.setChecked(key in draft["present"])
        self.dissenter.set_key(draft["dissenter"])
        self.page.notices.show_notice("This is a draft: it has not been recorded yet.", "warning")

    def _texts(self) -> tuple[TextArea, ...]:
        return self.reason, self.strengths, self.weaknesses, self.note, self.dissent

    def _show_movements(self) -> None:
        """A field for each member whose score the consensus differs from, as soon as it does."""
        kept = {key: area.text() for key, area in self.movements.items()}
        clear(self.moves)
        self.movements = {}
        value = self.scale.value()
        if not isinstance(value, Decimal):
            return
        for column in must_explain(self.seen.columns, value):
            if column.score is None:
                continue
            area = TextArea(2, kept.get(column.member.key, ""))
            field = Field(f"Why not {plain(column.score.value)} ({column.member.name})?", area)
            self.movements[column.member.key] = area
            self.fields[f"movement:{column.member.key}"] = field
            self.moves.addWidget(field)

    def _record(self) -> None:
        value = self.scale.value()
        page = self.page
        if not isinstance(value, Decimal):
            page.errors.show_errors([FieldError("Choose the consensus score.", self.scale)])
            return
        dissenter = self.dissenter.key()
        consensus = Consensus(
            *self.place,
            value,
            self.reason.text(),
            self.strengths.text(),
            self.weaknesses.text(),
            self.note.text(),
            tuple(Movement(key, area.text()) for key, area in self.movements.items()),
            (Dissent(str(dissenter), self.dissent.text()),) if dissenter else (),
            tuple(key for key, box in self.present.items() if box.isChecked()),
        )
        try:
            moderation.record_consensus(page.desk, consensus)
        except Blocked as blocked:
            page.errors.show_errors(
                [FieldError(o.what, self.fields.get(o.page)) for o in blocked.obstacles]
            )
            return
        except NotAllowed as error:
            page.notices.show_notice(error.what, "danger", error.remedy)
            return
        page.drafts.pop(self.place, None)
        self._first = self.draft()
        page.context.saved()
        page.context.changed()
        page.context.notify(f"Recorded: {plain(value)} for {self.seen.item.tender_name}.")
        self._move(1)

    def _move(self, by: int) -> None:
        to = self.places.index(self.place) + by
        if 0 <= to < len(self.places):
            self.page.go(self.places[to])


def _card(column: Column, score: Score) -> Card:
    card = Card(column.member.name)
    card.setFixedWidth(look().px(340))
    card.add(Muted(column.member.role.label))
    card.add(Heading(plain(score.value), level=1))
    card.add(Prose(score.rationale or "No reason was given."))
    if score.evidence:
        card.add(Small(f"In the answer: {score.evidence}"))
    card.body.addStretch(1)
    return card
