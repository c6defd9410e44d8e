"""Checks of good practice on a model: what the councils' own papers and the PSR ask for.

Each check can be answered by a recorded reason instead. Sources: Nottingham treatment plan 2011/12
(recovery, recovery capital, access and outcomes appropriately weighted; under-represented groups;
minimum standards of clinical governance in tender documents); SI 2023/1348 reg 5 (key criteria).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from tender_eval.domain.model import (
    Criterion,
    EvaluationModel,
    KeyCriterion,
    Kind,
    Lot,
    Regime,
    Theme,
)
from tender_eval.domain.values import plain, round_half_up
from tender_eval.domain.weights import theme_weights

EMPHASISED = (Theme.RECOVERY, Theme.RECOVERY_CAPITAL, Theme.ACCESSIBILITY, Theme.OUTCOMES)


@dataclass(frozen=True)
class Check:
    """One check in one lot. passed: it holds. reason: the recorded reason why not, if any."""

    key: str
    lot: str
    title: str
    passed: bool
    note: str
    reason: str = ""

    @property
    def settled(self) -> bool:
        """Whether it holds or a reason is on record."""
        return self.passed or bool(self.reason)

    @property
    def reason_key(self) -> str:
        """The key a reason for this lot alone is recorded under."""
        return f"{self.key}@{self.lot}"


def good_practice(model: EvaluationModel, regime: Regime) -> list[Check]:
    """Every check of every lot in scope, in a fixed order."""
    checks = []
    for lot in model.lots_in_scope():
        found = [*_emphasis(model, lot), *_contents(model, lot)]
        if regime is Regime.PSR:
            found += _key_criteria(model, lot)
        checks += [_with_reason(model, check) for check in found]
    return checks


def _with_reason(model: EvaluationModel, check: Check) -> Check:
    for recorded in model.reasons:
        if recorded.check in (check.key, check.reason_key):
            return Check(
                check.key, check.lot, check.title, check.passed, check.note, recorded.reason
            )
    return check


def _emphasis(model: EvaluationModel, lot: Lot) -> list[Check]:
    weights = theme_weights(model, lot.key)
    middle = median(weights.values()) if weights else Fraction(0)
    shown_middle = plain(round_half_up(Fraction(middle), 2))
    checks = []
    for theme in EMPHASISED:
        weight = weights.get(theme, Fraction(0))
        shown = plain(round_half_up(weight, 2))
        checks.append(
            Check(
                f"emphasis-{theme.value}",
                lot.key,
                f"{lot.title}: weight on {theme.label}",
                weight > middle,
                f"{theme.label.capitalize()} has {shown} % of this lot; the middle theme has "
                f"{shown_middle} %.",
            )
        )
    return checks


def _contents(model: EvaluationModel, lot: Lot) -> list[Check]:
    themes = theme_weights(model, lot.key)
    standard = any(
        s.applies_to(lot.key) and s.theme is Theme.CLINICAL_GOVERNANCE for s in model.standards
    )
    groups = Theme.UNDER_REPRESENTED in themes
    scored = Theme.CLINICAL_GOVERNANCE in themes
    return [
        Check(
            "under-represented", lot.key, f"{lot.title}: question on under-represented groups",
            groups, _there_is(groups, "a question on under-represented groups"),
        ),
        Check(
            "clinical-governance-standard", lot.key,
            f"{lot.title}: clinical governance as a minimum standard",
            standard, _there_is(standard, "a minimum standard on clinical governance"),
        ),
        Check(
            "clinical-governance-scored", lot.key, f"{lot.title}: clinical governance scored",
            scored, _there_is(scored, "a scored question on clinical governance"),
        ),
    ]  # fmt: skip


def _there_is(found: bool, thing: str) -> str:
    return f"There is {thing}." if found else f"There is not yet {thing}."


def _key_criteria(model: EvaluationModel, lot: Lot) -> list[Check]:
    served = key_criteria_served(model, lot.key)
    return [
        Check(
            f"key-criterion-{key.value}",
            lot.key,
            f"{lot.title}: {key.label}",
            bool(served[key]),
            f"Served by {', '.join(served[key])}." if served[key] else "No criterion serves it.",
        )
        for key in KeyCriterion
    ]


def key_criteria_served(model: EvaluationModel, lot: str) -> dict[KeyCriterion, list[str]]:
    """For each PSR key criterion the titles of the questions (or the price) that serve it in a lot.

    A node without its own takes its nearest parent's.
    """
    served: dict[KeyCriterion, list[str]] = {key: [] for key in KeyCriterion}

    def down(nodes: tuple[Criterion, ...], inherited: KeyCriterion | None) -> None:
        for node in nodes:
            key = node.key_criterion or inherited
            if node.kind is not Kind.GROUP and key is not None:
                served[key].append(node.title)
            down(node.children, key)

    down(model.in_lot(lot), None)
    return served
