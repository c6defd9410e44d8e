"""A total opened: criterion by criterion, down to each member's score and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tender_eval.domain.award import LotResult, TenderResult
from tender_eval.domain.award import Part as SumPart
from tender_eval.domain.model import Kind
from tender_eval.domain.values import money, plain, round_half_up
from tender_eval.services.award import ResultView
from ui.pages.base import clear
from ui.widgets import Heading, LinkButton, Muted, Node, Prose, Section, Small, Tree, TwoUp

if TYPE_CHECKING:
    from ui.pages.result.page import ResultPage


class Explanation(Section):
    """A tree of the sum at the left, what the chosen line rests on at the right."""

    def __init__(self, page: ResultPage, view: ResultView, result: LotResult) -> None:
        super().__init__("How the total is made up")
        self.page, self.view, self.result = page, view, result
        self.tender: TenderResult | None = None
        self.tree = Tree("Parts of the total", ("Criterion", "Sum", "Marks"), right=(1, 2))
        self.tree.setMinimumHeight(420)
        self.tree.node_chosen.connect(self._show)
        side = QWidget()
        self.holder = QVBoxLayout(side)
        self.holder.setContentsMargins(0, 0, 0, 0)
        self.add(TwoUp(self.tree, side, (3, 2), 110))

    def show_tender(self, tender: TenderResult) -> None:
        """Open another tender's total."""
        self.tender = tender
        figure = tender.total if tender.rank else f"a quality of {tender.quality}; it is out"
        self.set_title(f"How {tender.supplier} comes to {figure}")
        self.tree.set_nodes([self._node(part) for part in tender.parts])
        self.tree.expandAll()
        if tender.parts:
            self.tree.select(tender.parts[0].key)
            self._show(self.tree.selected())

    def _node(self, part: SumPart) -> Node:
        return Node(
            part.key,
            (part.title, self._sum(part), str(part.weighted)),
            tuple(self._node(child) for child in part.parts),
            part,
        )

    def _sum(self, part: SumPart) -> str:
        weight = plain(round_half_up(part.overall, 4))
        if part.kind is Kind.QUESTION and part.best is not None:
            score = plain(part.score) if part.score is not None else "–"
            return f"{weight} % × {score} ÷ {plain(part.best)}"
        return f"of {weight} %"

    def _show(self, node: Node | None) -> None:
        if node is None or self.tender is None:
            return
        part: SumPart = node.data
        clear(self.holder)
        self.detail = Section(part.title)
        self.holder.addWidget(self.detail)
        self.holder.addStretch(1)
        sign = "=" if part.kind is Kind.QUESTION else ""
        self.detail.add(Prose(f"{part.weighted} {sign} {self._sum(part)}".replace("  ", " ")))
        if part.kind is Kind.PRICE:
            self._price()
        elif part.kind is Kind.QUESTION:
            self._question(part)
        else:
            self.detail.add(Muted("The exact sum of the lines under it."))

    def _price(self) -> None:
        model = self.view.model.lot(self.result.lot).price_model
        prices = [t.price for t in self.result.ranked if t.price is not None]
        self.detail.add(Prose(f"{model.kind.label}: {model.formula}."))
        if prices and self.tender is not None and self.tender.price is not None:
            self.detail.add(
                Prose(
                    f"This price {money(self.tender.price)}; the lowest among the tenders that are "
                    f"in {money(min(prices))}."
                )
            )

    def _question(self, part: SumPart) -> None:
        assert self.tender is not None
        record = self.view.record
        place = (self.tender.tender, part.key)
        names = {m.key: m.name for m in record.panel}
        agreed = next((c for c in record.consensus if (c.tender, c.question) == place), None)
        if agreed is not None:
            self.detail.add(Heading("Consensus", level=3))
            self.detail.add(Prose(agreed.reason))
            for movement in agreed.movements:
                self.detail.add(
                    Small(f"Why not {names[movement.member]}'s score: {movement.reason}")
                )
            for dissent in agreed.dissent:
                self.detail.add(Small(f"{names[dissent.member]} does not agree: {dissent.reason}"))
        scores = [s for s in record.scores if (s.tender, s.question) == place]
        if scores:
            self.detail.add(Heading("Individual scores", level=3))
        for score in scores:
            self.detail.add(
                Prose(f"{plain(score.value)} – {names[score.member]}: {score.rationale}")
            )
        tender, question = place
        self.detail.add(
            LinkButton(
                "Every event in the audit trail",
                lambda: self.page.context.navigate("audit", search=f"{tender}/{question}"),
            )
        )
