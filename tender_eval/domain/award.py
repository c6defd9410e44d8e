"""The award: a pure function of the frozen model and the consensus scores.

Its result is a tree that explains itself: each total names its parts. Screen, PDF, workbook and
command line all print this tree. The steps are those of docs/format.md, "How a total is worked out".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from tender_eval.domain.model import Criterion, EvaluationModel, Kind, Lot, PriceKind, RoundAt
from tender_eval.domain.price import price_scores
from tender_eval.domain.values import money, plain, round_half_up
from tender_eval.domain.weights import overall_weights


@dataclass(frozen=True)
class TenderForAward:
    """What the award needs of a tender. scores: consensus by question key. failed: by standard key,
    the reason. prices: by lot key, None while unknown."""

    key: str
    supplier: str
    prices: Mapping[str, Decimal | None]
    scores: Mapping[str, Decimal]
    failed: Mapping[str, str] = field(default_factory=dict)
    unassessed: tuple[str, ...] = ()
    exclusion: str = ""


@dataclass(frozen=True)
class Part:
    """One line of a tender's sum: a group, a question or the price.

    overall: exact percent of the lot. score: consensus score, or None. weighted: marks out of
    `overall` as the model rounds them; exact: the same before rounding.
    """

    key: str
    title: str
    kind: Kind
    overall: Fraction
    score: Decimal | None
    best: Decimal | None
    exact: Fraction
    weighted: Decimal
    missing: bool = False
    parts: tuple[Part, ...] = ()

    def walk(self) -> list[Part]:
        """This part and all below it."""
        return [self, *(deep for part in self.parts for deep in part.walk())]


@dataclass(frozen=True)
class TenderResult:
    """A tender's place in one lot. rank is None when it is out; out says why, in words."""

    tender: str
    supplier: str
    price: Decimal | None
    parts: tuple[Part, ...]
    quality: Decimal
    price_score: Decimal
    total: Decimal
    exact_total: Fraction
    rank: int | None = None
    out: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def part(self, key: str) -> Part:
        """The line of this criterion; KeyError where there is none."""
        for root in self.parts:
            for part in root.walk():
                if part.key == key:
                    return part
        raise KeyError(key)


@dataclass(frozen=True)
class LotResult:
    """The ranking of one lot. tied: groups of tenders that share a rank and need a decision.
    warnings: things to know before relying on the ranking, in words."""

    lot: str
    title: str
    tenders: tuple[TenderResult, ...]
    tied: tuple[tuple[str, ...], ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def ranked(self) -> tuple[TenderResult, ...]:
        """The tenders that are in, best first."""
        return tuple(tender for tender in self.tenders if tender.rank is not None)

    @property
    def complete(self) -> bool:
        """Whether nothing that the sum needs is missing."""
        return bool(self.tenders) and not any(tender.missing for tender in self.tenders)


def lot_result(
    model: EvaluationModel,
    lot_key: str,
    tenders: Sequence[TenderForAward],
    tie_order: Sequence[str] = (),
) -> LotResult:
    """Score and rank the tenders of one lot. tie_order: the recorded decision on a tie, best first.

    The order in which tenders are given changes nothing.
    """
    lot = model.lot(lot_key)
    offers = sorted((t for t in tenders if lot_key in t.prices), key=lambda t: t.key)
    roots, weights = model.in_lot(lot_key), overall_weights(model, lot_key)
    quality = [_score_quality(model, lot, roots, weights, tender) for tender in offers]
    price_node = _price_of(roots)
    weight = weights[price_node.key] if price_node else Fraction(0)
    staying = {
        result.tender: result.price
        for result in quality
        if not result.out and result.price is not None
    }
    scores = price_scores(lot.price_model, weight, staying)
    priced = [_add_price(model, result, price_node, scores) for result in quality]
    return _rank(model, lot, priced, tie_order)


def _rounded(model: EvaluationModel, value: Fraction) -> Decimal:
    return round_half_up(value, model.rounding.decimals)


def _price_of(roots: Sequence[Criterion]) -> Criterion | None:
    nodes = (node for root in roots for node in root.walk())
    return next((node for node in nodes if node.kind is Kind.PRICE), None)


def _score_quality(
    model: EvaluationModel,
    lot: Lot,
    roots: Sequence[Criterion],
    weights: Mapping[str, Fraction],
    tender: TenderForAward,
) -> TenderResult:
    per_question = model.rounding.at is RoundAt.QUESTION

    def part(node: Criterion) -> Part:
        children = tuple(part(child) for child in node.children)
        score = best = None
        missing = False
        if node.kind is Kind.QUESTION:
            best = model.scale_of(node).maximum
            score = tender.scores.get(node.key)
            missing = score is None
            exact = weights[node.key] * Fraction(score or 0) / Fraction(best)
            weighted = _rounded(model, exact)
            if per_question:
                exact = Fraction(weighted)
        else:
            exact = sum((child.exact for child in children), Fraction(0))
            weighted = _rounded(model, exact)
        return Part(
            node.key,
            node.title,
            node.kind,
            weights[node.key],
            score,
            best,
            exact,
            weighted,
            missing,
            children,
        )

    parts = tuple(part(root) for root in roots)
    exact = sum((root.exact for root in parts), Fraction(0))
    price = tender.prices[lot.key]
    missing = [
        f"“{leaf.title}” has no consensus score."
        for root in parts
        for leaf in root.walk()
        if leaf.missing
    ]
    if price is None:
        missing.append("There is no price.")
    missing += [f"“{title}” has not been assessed." for title in _unassessed(model, lot, tender)]
    return TenderResult(
        tender.key,
        tender.supplier,
        price,
        parts,
        _rounded(model, exact),
        Decimal(0),
        _rounded(model, exact),
        exact,
        out=tuple(_why_out(model, lot, tender, parts, exact)),
        missing=tuple(missing),
    )


def _unassessed(model: EvaluationModel, lot: Lot, tender: TenderForAward) -> list[str]:
    return [
        s.title for s in model.standards if s.applies_to(lot.key) and s.key in tender.unassessed
    ]


def _why_out(
    model: EvaluationModel,
    lot: Lot,
    tender: TenderForAward,
    parts: tuple[Part, ...],
    quality: Fraction,
) -> list[str]:
    reasons = []
    if tender.exclusion:
        reasons.append(f"Excluded: {tender.exclusion}")
    for standard in model.standards:
        if standard.applies_to(lot.key) and standard.key in tender.failed:
            why = tender.failed[standard.key]
            reasons.append(f"Minimum standard not met: {standard.title}. {why}".strip())
    lines = {part.key: part for root in parts for part in root.walk()}
    for key, line in lines.items():
        node = model.criterion(key)
        if node.minimum is None or any(leaf.missing for leaf in line.walk()):
            continue
        if line.kind is Kind.QUESTION and line.score is not None and line.score < node.minimum:
            reasons.append(
                f"Below the minimum score: {line.title} has {plain(line.score)}, "
                f"the minimum is {plain(node.minimum)}."
            )
        if line.kind is Kind.GROUP:
            share = _share(line.exact, _quality_marks((line,)))
            if share < Fraction(node.minimum):
                reasons.append(_below(line.title, share, node.minimum))
    if model.minimum_quality is not None and not any(p.missing for p in lines.values()):
        share = _share(quality, _quality_marks(parts))
        if share < Fraction(model.minimum_quality):
            reasons.append(_below("Quality", share, model.minimum_quality))
    price = tender.prices[lot.key]
    if (
        price is not None
        and lot.price_model.ceiling is not None
        and price > lot.price_model.ceiling
    ):
        reasons.append(
            f"Price above the ceiling: {money(price)}, the ceiling is {money(lot.price_model.ceiling)}."
        )
    return reasons


def _below(title: str, share: Fraction, minimum: Decimal) -> str:
    shown = plain(round_half_up(share, 2))
    return (
        f"Below the minimum: {title} has {shown} % of its marks, the minimum is {plain(minimum)} %."
    )


def _share(marks: Fraction, available: Fraction) -> Fraction:
    return 100 * marks / available if available else Fraction(100)


def _quality_marks(parts: Sequence[Part]) -> Fraction:
    return sum(
        (leaf.overall for root in parts for leaf in root.walk() if leaf.kind is Kind.QUESTION),
        Fraction(0),
    )


def _add_price(
    model: EvaluationModel,
    result: TenderResult,
    node: Criterion | None,
    scores: Mapping[str, Fraction],
) -> TenderResult:
    exact = scores.get(result.tender, Fraction(0))
    rounded = _rounded(model, exact)
    if model.rounding.at is RoundAt.QUESTION:
        exact = Fraction(rounded)

    def with_price(part: Part) -> Part:
        if node is None:
            return part
        if part.key == node.key:
            return replace(part, exact=exact, weighted=rounded, missing=result.price is None)
        children = tuple(with_price(child) for child in part.parts)
        if children == part.parts:
            return part
        total = sum((child.exact for child in children), Fraction(0))
        return replace(part, parts=children, exact=total, weighted=_rounded(model, total))

    total = result.exact_total + exact
    return replace(
        result,
        parts=tuple(with_price(part) for part in result.parts),
        price_score=rounded,
        exact_total=total,
        total=_rounded(model, total),
    )


def _rank(
    model: EvaluationModel, lot: Lot, results: Sequence[TenderResult], tie_order: Sequence[str]
) -> LotResult:
    def sort_key(result: TenderResult) -> tuple[Fraction, ...]:
        keys = [-Fraction(result.total)]
        for rule in model.tie_break:
            if rule == "quality":
                keys.append(-Fraction(result.quality))
            elif rule == "price":
                keys.append(Fraction(result.price or 0))
            else:
                keys.append(-_tie_score(result, rule))
        return tuple(keys)

    entered = [result for result in results if not result.out]
    decided = {key: place for place, key in enumerate(tie_order)}
    groups: dict[tuple[Fraction, ...], list[TenderResult]] = {}
    for result in sorted(entered, key=sort_key):
        groups.setdefault(sort_key(result), []).append(result)
    ranked: list[TenderResult] = []
    tied: list[tuple[str, ...]] = []
    for group in groups.values():
        rank = len(ranked) + 1
        if len(group) > 1 and all(result.tender in decided for result in group):
            ordered = sorted(group, key=lambda result: decided[result.tender])
            ranked += [replace(result, rank=rank + step) for step, result in enumerate(ordered)]
            continue
        if len(group) > 1 and all(not result.missing for result in group):
            tied.append(tuple(result.tender for result in group))
        ranked += [replace(result, rank=rank) for result in group]
    out = [result for result in results if result.out]
    return LotResult(lot.key, lot.title, (*ranked, *out), tuple(tied), tuple(_warnings(ranked)))


def _tie_score(result: TenderResult, criterion: str) -> Fraction:
    for root in result.parts:
        for part in root.walk():
            if part.key == criterion:
                return part.exact
    return Fraction(0)


def _warnings(ranked: Sequence[TenderResult]) -> list[str]:
    """A win by rounding alone, and a win by less than one step of the shown decimals."""
    warnings = []
    if len(ranked) > 1:
        first, second = ranked[0], ranked[1]
        if first.total == second.total and first.exact_total != second.exact_total:
            warnings.append(
                f"{first.supplier} and {second.supplier} have the same rounded total "
                f"({plain(first.total)}), but their exact totals differ. The published model "
                "ranks by the rounded total."
            )
        elif 0 < first.total - second.total < Decimal("0.1"):
            margin = plain(first.total - second.total)
            warnings.append(
                f"{first.supplier} leads {second.supplier} by {margin}: printed to one decimal "
                "the two totals may look the same."
            )
    return warnings


def price_matters(lot: Lot) -> bool:
    """Whether a lot of this price model needs a price criterion in its tree."""
    return lot.price_model.kind is not PriceKind.FIXED
