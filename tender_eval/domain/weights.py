"""Weights down the criteria tree: overall weights, and where they do not add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tender_eval.domain.model import Criterion, EvaluationModel, Kind, Theme
from tender_eval.domain.values import percent

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class WeightProblem:
    """One level of one lot whose weights do not sum to 100 %. parent: None at the top."""

    lot: str
    parent: str | None
    parent_title: str
    total: Decimal

    @property
    def difference(self) -> Decimal:
        """How much is missing (positive) or too much (negative), in percent."""
        return HUNDRED - self.total

    def __str__(self) -> str:
        amount = (
            f"{percent(self.difference)} is missing"
            if self.difference > 0
            else f"{percent(-self.difference)} too much"
        )
        return f"{self.parent_title}: the weights add to {percent(self.total)}; {amount}."


def weight_problems(model: EvaluationModel) -> list[WeightProblem]:
    """Every level of every lot in scope whose weights do not sum to exactly 100 %."""
    problems: list[WeightProblem] = []
    for lot in model.lots_in_scope():
        roots = model.in_lot(lot.key)
        levels: list[tuple[Criterion | None, tuple[Criterion, ...]]] = [(None, roots)]
        levels += [
            (node, node.children)
            for root in roots
            for node in root.walk()
            if node.kind is Kind.GROUP
        ]
        for parent, children in levels:
            total = sum((child.weight for child in children), Decimal(0))
            if total != HUNDRED:
                title = f"{parent.title} ({lot.title})" if parent else lot.title
                problems.append(
                    WeightProblem(lot.key, parent.key if parent else None, title, total)
                )
    return problems


def overall_weights(model: EvaluationModel, lot: str) -> dict[str, Fraction]:
    """Percent of the whole lot for every node that applies to it, exact, by key."""

    def down(nodes: tuple[Criterion, ...], share: Fraction) -> Iterator[tuple[str, Fraction]]:
        for node in nodes:
            own = share * Fraction(node.weight) / 100
            yield node.key, own
            yield from down(node.children, own)

    return dict(down(model.in_lot(lot), Fraction(100)))


def theme_weights(model: EvaluationModel, lot: str) -> dict[Theme, Fraction]:
    """Overall weight of each theme among a lot's questions; a question without one takes its
    nearest parent's."""
    weights = overall_weights(model, lot)
    totals: dict[Theme, Fraction] = defaultdict(Fraction)

    def down(nodes: tuple[Criterion, ...], inherited: Theme | None) -> None:
        for node in nodes:
            theme = node.theme or inherited
            if node.kind is Kind.QUESTION and theme is not None:
                totals[theme] += weights[node.key]
            down(node.children, theme)

    down(model.in_lot(lot), None)
    return dict(totals)
