"""The criteria tree with its live weight check, standards, scale, settings and checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from tender_eval.domain.model import Criterion, Kind
from tender_eval.domain.values import percent, plain, round_half_up
from tender_eval.domain.weights import WeightProblem
from tender_eval.services import criteria
from tender_eval.services.procurements import key_from
from ui.context import PageContext
from ui.pages.base import Page, clear, later
from ui.pages.criteria.form import CriterionForm
from ui.pages.criteria.others import ChecksPart, SettingsPart, StandardsPart
from ui.pages.criteria.scales import ScalePart
from ui.pages.criteria.trial import TrialPart
from ui.widgets import (
    Button,
    Card,
    Choice,
    EmptyState,
    Field,
    FlowRow,
    LinkButton,
    Node,
    Prose,
    Section,
    Tag,
    Tree,
    TwoUp,
)

SIGNS = {Kind.GROUP: "", Kind.QUESTION: "Question", Kind.PRICE: "Price"}


class CriteriaPage(Page):
    """The whole evaluation model but its lots."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "Criteria")
        self.chosen = ""
        self.lot = ""
        self.scale = ""
        self.tab = 0

    def refresh(self) -> None:
        """Read the model anew."""
        self.clear_parts()
        self.view = criteria.model_view(self.desk)
        questions = sum(node.kind is Kind.QUESTION for node in self.view.model.walk())
        version = (
            f"version {self.view.version}, digest {self.view.digest[:16]}…"
            if self.view.version
            else "not yet published"
        )
        self.header.set_sentence(f"{questions} questions · {version}")
        self.show_part(self._weight_check())
        tabs = QTabWidget()
        tabs.setAccessibleName("Parts of the evaluation model")
        for title, part in (
            ("Criteria", self._tree_part()),
            ("Minimum standards", StandardsPart(self)),
            ("Scales", ScalePart(self)),
            ("Settings", SettingsPart(self)),
            ("Checks", ChecksPart(self)),
            ("Try it out", TrialPart(self)),
        ):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.addWidget(part)
            column.addStretch(1)
            tabs.addTab(holder, title)
        tabs.setCurrentIndex(self.tab)
        tabs.currentChanged.connect(self._tab)
        self.show_part(tabs)

    def show_target(self, criterion: str = "") -> None:
        """Open a criterion."""
        self.chosen, self.tab = criterion, 0
        self.refresh()

    def _tab(self, index: int) -> None:
        self.tab = index

    def _weight_check(self) -> Card:
        card = Card("Weights")
        if not self.view.problems:
            card.add(Tag("Every level of every lot adds to 100 %", "ok"))
            return card
        count = len(self.view.problems)
        card.add(Tag("1 level does not add up" if count == 1 else f"{count} levels do not add up",
                     "warning"))  # fmt: skip
        for problem in self.view.problems:
            row = FlowRow(Prose(str(problem)))
            if self.is_lead:
                button = LinkButton("Scale to 100 %", lambda p=problem: self._scale(p))
                button.setAccessibleName(f"Scale to 100 %: {problem.parent_title}")
                row.add(button)
            card.add(row)
        return card

    def _scale(self, problem: WeightProblem) -> None:
        self.edit(
            "weights",
            lambda reason: criteria.scale_weights(self.desk, problem.lot, problem.parent, reason),
        )

    def _tree_part(self) -> Section:
        part = Section()
        lots = self.view.model.lots_in_scope()
        self.lot = self.lot if self.lot in {lot.key for lot in lots} else ""
        if lots:
            self.lot = self.lot or lots[0].key
            choice = Choice([(lot.key, lot.title) for lot in lots], self.lot)
            choice.picked.connect(self._choose_lot)
            part.add(Field("Overall weights in", choice))
        titles = ("Criterion", "Kind", "Weight in its group", "Of the lot")
        self.tree = Tree("Award criteria", titles, right=(2, 3))
        self.tree.setMinimumHeight(420)
        self.tree.set_nodes([self._node(root) for root in self.view.model.criteria])
        self.tree.expandAll()
        keys = [node.key for node in self.view.model.walk()]
        side = QWidget()
        self.side = QVBoxLayout(side)
        self.side.setContentsMargins(0, 0, 0, 0)
        if self.is_lead:
            part.add(
                FlowRow(
                    Button("Add a group", lambda: self.add_node(Kind.GROUP)),
                    Button("Add a question", lambda: self.add_node(Kind.QUESTION)),
                    Button("Add the price", lambda: self.add_node(Kind.PRICE)),
                    Button("Move up", lambda: self._move(-1)),
                    Button("Move down", lambda: self._move(1)),
                    Button("Remove", self._remove),
                )
            )
        if not keys:
            part.add(EmptyState("There is no criterion yet.", "Add a group, then its questions."))
            return part
        self.chosen = self.chosen if self.chosen in keys else keys[0]
        part.add(TwoUp(self.tree, side, (3, 2), 120))
        self.tree.select(self.chosen, quiet=True)
        self.tree.node_chosen.connect(self._choose)
        self._open()
        return part

    def _node(self, node: Criterion) -> Node:
        share = _share(self.view.overall.get(self.lot, {}).get(node.key))
        return Node(
            node.key,
            (node.title, SIGNS[node.kind], percent(node.weight), share),
            tuple(self._node(child) for child in node.children),
            node,
        )

    def _choose_lot(self, key: object) -> None:
        self.lot = str(key)
        later(self.refresh)

    def _choose(self, node: Node | None) -> None:
        if node is None or node.key == self.chosen:
            return
        changes = self._changes
        if not self.settled():
            self.tree.select(self.chosen, quiet=True)
            return
        self.chosen = node.key
        if self._changes == changes:  # else the page is about to be read anew
            self._open()

    def _open(self) -> None:
        clear(self.side)
        self.form = CriterionForm(self, self.view.model.criterion(self.chosen))
        self.side.addWidget(self.form)
        self.side.addStretch(1)

    def edit(
        self,
        what: str,
        act: Callable[[str], object],
        fields: Mapping[str, Field] | None = None,
    ) -> None:
        """Make an edit of the model: with a reason where it amends a published one."""
        reason = self.reason_if_published(self.view.amending, what)
        if reason is None:
            return
        with self.change(fields):
            act(reason)
            later(self.refresh)

    def add_node(self, kind: Kind) -> None:
        """A new criterion in the chosen group, or at the top."""
        parent = None
        if self.chosen:
            at = self.view.model.criterion(self.chosen)
            if at.kind is Kind.GROUP and kind is not Kind.GROUP:
                parent = at.key
        taken = {node.key for node in self.view.model.walk()}
        title = {Kind.GROUP: "New group", Kind.QUESTION: "New question", Kind.PRICE: "Price"}[kind]
        key, number = key_from(title), 1
        while key in taken:
            number += 1
            key = f"{key_from(title)}-{number}"
        self.chosen = key
        node = Criterion(key, title, kind, Decimal(0))
        if kind is Kind.PRICE:
            parent = None
        self.edit("criteria", lambda r: criteria.save_criterion(self.desk, node, parent, r))

    def _move(self, steps: int) -> None:
        self.edit("order", lambda r: criteria.move_criterion(self.desk, self.chosen, steps, r))

    def _remove(self) -> None:
        self.edit("criteria", lambda r: criteria.remove_criterion(self.desk, self.chosen, r))


def _share(share: Fraction | None) -> str:
    return "–" if share is None else f"{plain(round_half_up(share, 4))} %"
