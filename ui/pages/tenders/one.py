"""The parts of one tender: standing, offers and prices, minimum standards, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from tender_eval.domain.model import MinimumStandard
from tender_eval.domain.procurement import StandardResult, State
from tender_eval.services import tenders
from tender_eval.services.tenders import TenderLine, standards_of
from ui.dialogs.reason import ask_reason
from ui.pages.base import later
from ui.widgets import (
    Button,
    Card,
    Choice,
    Field,
    FlowRow,
    LinkButton,
    MoneyEdit,
    Muted,
    Prose,
    ReadingPane,
    Section,
    Small,
    SummaryList,
    SummaryRow,
    Tag,
    TextArea,
)
from ui.widgets.editors import spoken_date

if TYPE_CHECKING:
    from ui.pages.tenders.page import TendersPage


class StandingPart(Section):
    """When it came, what is missing, and whether it is excluded."""

    def __init__(self, page: TendersPage, line: TenderLine) -> None:
        super().__init__()
        self.page, self.line = page, line
        at = line.tender.received_at
        received = f"{spoken_date(at.astimezone().date())}, {at.astimezone():%H:%M}" if at else "–"
        supplier = line.supplier
        rows = [SummaryRow("Received", received)]
        rows += [
            SummaryRow(key, value)
            for key, value in (
                ("Address", supplier.address),
                ("E-mail", supplier.email),
                ("Identifier", supplier.identifier),
            )
            if value
        ]
        if line.missing:
            rows.append(SummaryRow("Missing", ", ".join(line.missing)))
        self.add(SummaryList(rows))
        if line.tender.exclusion_reason:
            self.add(FlowRow(Tag("Excluded", "danger"), Prose(line.tender.exclusion_reason)))
        if page.view.may_edit:
            excluded = bool(line.tender.exclusion_reason)
            words = "Take it in again" if excluded else "Exclude this tender…"
            self.add(LinkButton(words, lambda: self._exclude(excluded)))

    def _exclude(self, excluded: bool) -> None:
        reason: str | None = ""
        if not excluded:
            reason = ask_reason(
                f"Exclude the tender of {self.line.supplier.name}",
                "It stays in every report, with this reason, but is not ranked.",
                "Exclude",
                self,
            )
        if reason is not None:
            with self.page.change():
                tenders.exclude_tender(self.page.desk, self.line.tender.key, reason)
                later(self.page.refresh)


class OffersPart(Section):
    """The lots it bids for and the price of each; a price is kept when the field is left."""

    def __init__(self, page: TendersPage, line: TenderLine) -> None:
        super().__init__("Lots and prices")
        self.page, self.line = page, line
        self.offers = {offer.lot: offer.price for offer in line.tender.lots}
        may_edit = page.view.may_edit
        for lot in page.view.model.lots_in_scope():
            if not may_edit:
                if lot.key in self.offers:
                    price = self.offers[lot.key]
                    shown = f": £{price:,.2f}" if price is not None else ""
                    self.add(Prose(f"{lot.title}{shown}"))
                continue
            box = QCheckBox(f"Bids for {lot.title}")
            box.setChecked(lot.key in self.offers)
            box.toggled.connect(lambda on, k=lot.key: self._bid(k, on))
            self.add(box)
            if lot.key in self.offers:
                edit = MoneyEdit()
                edit.set_value(self.offers[lot.key])
                field = self.add(Field("Price over the whole contract", edit))
                edit.setAccessibleName(f"Price for {lot.title}")
                edit.editingFinished.connect(lambda k=lot.key, f=field: self._price(k, f))

    def _bid(self, lot: str, on: bool) -> None:
        with self.page.change():
            if on:
                tenders.set_offer(self.page.desk, self.line.tender.key, lot, None)
            else:
                tenders.withdraw_offer(self.page.desk, self.line.tender.key, lot)
        later(self.page.refresh)

    def _price(self, lot: str, field: Field) -> None:
        price = field.editor.value()
        if not field.check() or price == self.offers[lot]:
            return
        with self.page.change({"Price": field}):
            tenders.set_offer(self.page.desk, self.line.tender.key, lot, price)
            self.offers[lot] = price


class StandardsPart(Section):
    """Pass or fail, with what the tender shows."""

    def __init__(self, page: TendersPage, line: TenderLine) -> None:
        super().__init__("Minimum standards")
        self.page, self.line = page, line
        found = {result.standard: result for result in line.tender.standards}
        for standard in standards_of(page.view.model, line.tender):
            self.add(self._card(standard, found.get(standard.key)))

    def _card(self, standard: MinimumStandard, result: StandardResult | None) -> Card:
        card = Card(standard.title)
        if result is None:
            card.add(Tag("Not assessed", "neutral"))
        else:
            met = result.result == "pass"
            tag = Tag("Met" if met else "Not met", "ok" if met else "danger")
            card.add(FlowRow(tag, Prose(result.reason)))
        card.add(Muted(standard.requirement))
        if self.page.view.may_edit:
            row = FlowRow(
                Button("Met…", lambda: self._assess(standard, "pass")),
                Button("Not met…", lambda: self._assess(standard, "fail")),
            )
            card.add(row)
        return card

    def _assess(self, standard: MinimumStandard, verdict: str) -> None:
        word = "met" if verdict == "pass" else "not met"
        reason = ask_reason(f"{standard.title}: {word}", standard.requirement, parent=self)
        if reason is None:
            return
        with self.page.change():
            result = StandardResult(standard.key, verdict, reason)
            tenders.assess_standard(self.page.desk, self.line.tender.key, result)
            later(self.page.refresh)


class AnswersPart(Section):
    """One answer at a time: read, or typed and pasted before scoring."""

    def __init__(self, page: TendersPage, line: TenderLine) -> None:
        super().__init__("Answers")
        self.page, self.line = page, line
        model = page.view.model
        self.answers = {r.question: r for r in line.tender.responses}
        keys = {q.key for offer in line.tender.lots for q in model.questions(offer.lot)}
        self.questions = [node for node in model.walk() if node.key in keys]
        if not self.questions:
            self.add(Prose("Choose the lots it bids for; then the questions are here."))
            return
        if page.question not in keys:
            page.question = self.questions[0].key
        labels = [(q.key, self._label(q.key, q.title)) for q in self.questions]
        self.choice = Choice(labels, page.question)
        self.choice.setAccessibleName("Question")
        self.choice.picked.connect(lambda _: self._switch())
        self.add(self.choice)
        self.question = self.add(Prose())
        self.words = self.add(Small())
        self.editable = page.view.may_edit and not page.view.procurement.state.reached(
            State.SCORING
        )
        if self.editable:
            self.text = TextArea(16)
            self.text.setAccessibleName("Answer")
            self.sheet = self.add(Section())
            self.sheet.add(self.text)
            self.add(FlowRow(Button("Save the answer", lambda: self._keep())))
        else:
            self.pane = ReadingPane(name="Answer")
            self.pane.setMinimumHeight(420)
            self.add(self.pane)
        self.body.addStretch(1)
        self._show()

    def _label(self, key: str, title: str) -> str:
        return f"{'✓' if key in self.answers else '○'} {title}"

    def _switch(self) -> None:
        chosen = str(self.choice.key())
        if not self.page.settled():  # what was typed here comes first
            self.choice.set_key(self.page.question)
            return
        self.page.unsaved.saved(self._place())
        self.page.question = chosen
        self._show()

    def _place(self) -> str:
        return f"answer:{self.line.tender.key}:{self.page.question}"

    def _show(self) -> None:
        node = next(q for q in self.questions if q.key == self.page.question)
        answer = self.answers.get(node.key)
        words = answer.words if answer else 0
        limit = f" of at most {node.word_limit}" if node.word_limit else ""
        over = bool(node.word_limit and words > node.word_limit)
        self.question.setText(node.question)
        self.words.setText(f"{words}{limit} words" + (" – over the limit" if over else ""))
        if self.editable:
            self.text.set_text(answer.text if answer else "")
            self._keep = self.page.watched(
                self.sheet, self._place(), node.title, self._save, by_itself=True
            )
        else:
            self.pane.set_text(answer.text if answer else "No answer has been entered.")

    def _save(self) -> None:
        with self.page.change():
            tenders.set_response(
                self.page.desk,
                self.line.tender.key,
                self.page.question,
                self.text.text().strip(),
            )
            self.page.context.notify("The answer is saved.")
            later(self.page.refresh)
