"""What the lead records on the result: how a tie is broken, and what is recommended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tender_eval.domain.award import LotResult
from tender_eval.services import award
from tender_eval.services.award import ResultView
from ui.pages.base import later
from ui.widgets import Choice, Field, PrimaryButton, Prose, Section, TextArea

if TYPE_CHECKING:
    from ui.pages.result.page import ResultPage

NO_AWARD = "no-award"


class TieForm(Section):
    """The order of tenders that the published rules leave equal, and how it was found."""

    def __init__(self, page: ResultPage, view: ResultView, result: LotResult) -> None:
        super().__init__("A tie", "The published rules leave these tenders equal.")
        self.page, self.lot = page, result.lot
        decided = view.tie(result.lot)
        names = {t.tender: t.supplier for t in result.tenders}
        if decided is not None:
            order = ", then ".join(names[key] for key in decided.order)
            self.add(Prose(f"Broken: {order}. {decided.reason} ({decided.by})"))
        self.places: list[Choice] = []
        tied = [key for group in result.tied for key in group]
        if not tied or not view.may_edit:
            return
        for n, key in enumerate(tied, start=1):
            choice = Choice([(k, names[k]) for k in tied], key)
            self.places.append(choice)
            self.add(Field(f"Place {n} among them", choice))
        self.reason = self.add(
            Field("How it was broken", TextArea(3), "For example by drawing lots, before whom.")
        )
        save = page.watched(self, f"tie:{self.lot}", "A tie", self._record)
        self.add(PrimaryButton("Record how the tie is broken", save))

    def _record(self) -> None:
        order = [str(choice.key()) for choice in self.places]
        with self.page.change({"Reason": self.reason}):
            award.break_tie(self.page.desk, self.lot, order, self.reason.text())
            later(self.page.refresh)


class RecommendForm(Section):
    """The award recommended for the lot."""

    def __init__(self, page: ResultPage, view: ResultView, result: LotResult) -> None:
        super().__init__("Recommendation")
        self.page, self.lot = page, result.lot
        made = view.recommendation(result.lot)
        names = {t.tender: t.supplier for t in result.tenders}
        if made is not None:
            who = names.get(made.tender or "", "No award")
            self.add(Prose(f"✓ {who}. {made.reason} ({made.by})"))
        if not view.may_edit:
            if made is None:
                self.add(Prose("None has been recorded."))
            return
        options = [(t.tender, f"{t.supplier} (rank {t.rank})") for t in result.ranked[:1]]
        self.choice = Choice([*options, (NO_AWARD, "No award for this lot")])
        if made is not None:
            self.choice.set_key(made.tender or NO_AWARD)
        self.add(Field("Award to", self.choice))
        self.reason = self.add(
            Field("Reason", TextArea(3, made.reason if made else ""), "It stands in every letter.")
        )
        save = page.watched(self, f"award:{self.lot}", "Recommendation", self._record)
        self.add(PrimaryButton("Record the recommendation", save))

    def _record(self) -> None:
        key = str(self.choice.key())
        with self.page.change({"Reason": self.reason}):
            tender = None if key == NO_AWARD else key
            award.recommend(self.page.desk, self.lot, tender, self.reason.text())
            later(self.page.refresh)
