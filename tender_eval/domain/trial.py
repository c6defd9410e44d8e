"""Trying the evaluation model on invented bids before it is published.

Everything here is the award's own sum run again with something changed: no second set of rules.
The Cabinet Office Bid Evaluation Guidance Note of May 2021 asks that a model be tested on a range of
bids before it is published, and relative price models above all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tender_eval.domain.award import LotResult, TenderForAward, lot_result, price_matters
from tender_eval.domain.model import Criterion, EvaluationModel, Kind, Lot

DEAREST = 8  # times its price: further up a price mark is taken to be out of reach


@dataclass(frozen=True)
class InventedBid:
    """A bid that nobody made. price: pounds over the whole contract. scores: by question key."""

    name: str
    price: Decimal
    scores: Mapping[str, Decimal]


@dataclass(frozen=True)
class Trial:
    """What a model makes of invented bids in one lot.

    worth: by bid, the pounds that its price could rise for one price mark less; None where no rise
    costs a mark. idle: questions that cannot change who comes first, whatever is scored on them
    alone. moved: by bid, the order of the others where leaving that bid out changes it. apart: pairs
    with the same total although their scores differ by half the scale or more on some question.
    """

    result: LotResult
    worth: tuple[tuple[str, Decimal | None], ...]
    idle: tuple[str, ...]
    moved: tuple[tuple[str, tuple[str, ...]], ...]
    apart: tuple[tuple[str, str], ...]

    @property
    def first(self) -> str | None:
        """The bid that comes first alone; None for a tie or where every bid is out."""
        leaders = [tender.supplier for tender in self.result.tenders if tender.rank == 1]
        return leaders[0] if len(leaders) == 1 else None


def trial(model: EvaluationModel, lot: str, bids: Sequence[InventedBid]) -> Trial:
    """Run the model on these bids. Names must differ."""
    result = _run(model, lot, bids)
    return Trial(
        result,
        tuple((bid.name, _worth(model, lot, bids, bid)) for bid in bids),
        tuple(_idle(model, lot, bids, result)),
        tuple(_moved(model, lot, bids, result)),
        tuple(_apart(model, lot, bids, result)),
    )


def presets(model: EvaluationModel, lot: Lot, top: Decimal) -> list[tuple[str, list[InventedBid]]]:
    """Sets of bids worth trying, each with its title. top: a price at the ceiling, in pounds."""
    roots = model.in_lot(lot.key)
    questions = model.questions(lot.key)

    def bid(name: str, share: int, level: str, strong: Sequence[str] = ()) -> InventedBid:
        price = (top * share / 100).quantize(Decimal(1))
        scores = {q.key: _level(model, q, "best" if q.key in strong else level) for q in questions}
        return InventedBid(name, price, scores)

    groups = [root for root in roots if root.kind is not Kind.PRICE]
    return [
        (
            "Dear and excellent, middling, cheap and limited",
            [bid("Excellent and dear", 100, "best"), bid("Middling", 80, "middle"),
             bid("Limited and cheap", 60, "low")],
        ),
        (
            "Alike in quality, apart in price",
            [bid(f"At {share} % of the ceiling", share, "middle") for share in (70, 80, 90, 100)],
        ),
        (
            "Each strong in one part",
            [bid(f"Strong in {group.title}", 90, "middle", [n.key for n in group.walk()])
             for group in groups],
        ),
    ]  # fmt: skip


def _level(model: EvaluationModel, question: Criterion, wanted: str) -> Decimal:
    values = sorted(level.value for level in model.scale_of(question).levels)
    least = question.minimum if question.minimum is not None else values[0]
    allowed = [value for value in values if value >= least] or values
    if wanted == "best":
        return allowed[-1]
    place = (len(values) - 1) * 3 // 5 if wanted == "middle" else (len(values) - 1) * 2 // 5
    return max(values[place], allowed[0])


def _run(model: EvaluationModel, lot: str, bids: Sequence[InventedBid]) -> LotResult:
    offers = [TenderForAward(bid.name, bid.name, {lot: bid.price}, bid.scores) for bid in bids]
    return lot_result(model, lot, offers)


def _score_at(
    model: EvaluationModel, lot: str, bids: Sequence[InventedBid], bid: InventedBid, price: Decimal
) -> Decimal:
    changed = [replace(each, price=price) if each is bid else each for each in bids]
    result = _run(model, lot, changed)
    return next(t.price_score for t in result.tenders if t.tender == bid.name)


def _worth(
    model: EvaluationModel, lot: str, bids: Sequence[InventedBid], bid: InventedBid
) -> Decimal | None:
    if not price_matters(model.lot(lot)):
        return None
    # Without the ceiling, which would put the bid out before its price is seen to fall.
    open_lot = replace(
        model.lot(lot), price_model=replace(model.lot(lot).price_model, ceiling=None)
    )
    lots = tuple(open_lot if each.key == lot else each for each in model.lots)
    model = replace(model, lots=lots)
    aim = _score_at(model, lot, bids, bid, bid.price) - 1
    low, high = int(bid.price), int(bid.price) * DEAREST
    if aim < 0 or _score_at(model, lot, bids, bid, Decimal(high)) > aim:
        return None
    while low + 1 < high:
        middle = (low + high) // 2
        if _score_at(model, lot, bids, bid, Decimal(middle)) <= aim:
            high = middle
        else:
            low = middle
    return Decimal(high) - bid.price


def _leader(result: LotResult) -> str | None:
    leaders = [tender.tender for tender in result.tenders if tender.rank == 1]
    return leaders[0] if len(leaders) == 1 else None


def _idle(
    model: EvaluationModel, lot: str, bids: Sequence[InventedBid], result: LotResult
) -> list[str]:
    """The winner at its worst and every other at its best on one question: is it still first?"""
    first = _leader(result)
    if first is None:
        return []
    found = []
    for question in model.questions(lot):
        values = [level.value for level in model.scale_of(question).levels]
        changed = [
            replace(bid, scores={**bid.scores, question.key: min(values)
                                 if bid.name == first else max(values)})
            for bid in bids
        ]  # fmt: skip
        if _leader(_run(model, lot, changed)) == first:
            found.append(question.title)
    return found


def _moved(
    model: EvaluationModel, lot: str, bids: Sequence[InventedBid], result: LotResult
) -> list[tuple[str, tuple[str, ...]]]:
    order = [(tender.tender, tender.rank) for tender in result.ranked]
    found = []
    for bid in bids:
        rest = [each for each in bids if each is not bid]
        if not rest:
            continue
        after = [tender.tender for tender in _run(model, lot, rest).ranked]
        if after != [name for name, _ in order if name != bid.name]:
            found.append((bid.name, tuple(after)))
    return found


def _apart(
    model: EvaluationModel, lot: str, bids: Sequence[InventedBid], result: LotResult
) -> list[tuple[str, str]]:
    totals = {t.tender: t.total for t in result.ranked}
    pairs = [(a, b) for n, a in enumerate(bids) for b in bids[n + 1 :]]
    found = []
    for one, other in pairs:
        if one.name not in totals or totals.get(one.name) != totals.get(other.name):
            continue
        for question in model.questions(lot):
            best = model.scale_of(question).maximum
            if abs(one.scores[question.key] - other.scores[question.key]) * 2 >= best:
                found.append((one.name, other.name))
                break
    return found
