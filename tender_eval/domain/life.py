"""The life of a procurement: which step follows which, and what stands in the way of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tender_eval.domain.award import LotResult, price_matters
from tender_eval.domain.checks import good_practice
from tender_eval.domain.errors import Obstacle
from tender_eval.domain.model import Kind, Regime
from tender_eval.domain.panel import lacks_recusal, scorers, to_moderate, work_of
from tender_eval.domain.people import Role
from tender_eval.domain.procurement import Record, State
from tender_eval.domain.standstill import standstill
from tender_eval.domain.weights import weight_problems

ORDER = (
    State.DRAFT,
    State.PUBLISHED,
    State.OPENED,
    State.SCORING,
    State.MODERATION,
    State.RECOMMENDED,
    State.APPROVED,
    State.STANDSTILL,
    State.AWARDED,
)
LISTED_AT_MOST = 12


def next_state(state: State) -> State | None:
    """The step after this one; None at the end and after abandonment."""
    if state in (State.AWARDED, State.ABANDONED):
        return None
    return ORDER[ORDER.index(state) + 1]


def previous_state(state: State) -> State | None:
    """The step before this one; None at the beginning and after abandonment."""
    if state in (State.DRAFT, State.ABANDONED):
        return None
    return ORDER[ORDER.index(state) - 1]


def obstacles(
    record: Record, target: State, results: Sequence[LotResult], today: date
) -> list[Obstacle]:
    """Everything that stands in the way of reaching `target` from the step before it."""
    guards: dict[State, Callable[[], Iterable[Obstacle]]] = {
        State.PUBLISHED: lambda: _publish(record),
        State.OPENED: lambda: _open(record, today),
        State.SCORING: lambda: _score(record),
        State.MODERATION: lambda: _moderate(record),
        State.RECOMMENDED: lambda: _recommend(record, results),
        State.STANDSTILL: lambda: _stand_still(record),
        State.AWARDED: lambda: _award(record, today),
    }
    return list(guards.get(target, list)())


def _publish(record: Record) -> Iterable[Obstacle]:
    procurement, model = record.procurement, record.model
    for value, what in (
        (procurement.title, "The procurement has no title."),
        (procurement.reference, "The procurement has no reference."),
        (procurement.lead_authority, "No lead authority is named."),
        (procurement.contract.starts, "The contract has no start date."),
        (procurement.contract.ends, "The contract has no end date."),
    ):
        if not value:
            yield Obstacle(what, "Fill it in.", "procurement")
    for key, title in (("notice", "notice"), ("deadline", "deadline for tenders")):
        milestone = procurement.milestone(key)
        if milestone is None or milestone.date is None:
            yield Obstacle(f"The timetable has no date for the {title}.", "Set it.", "procurement")
    if not model.lots_in_scope():
        yield Obstacle("No lot is in scope.", "Set the scope of each lot by hand.", "lots")
    for lot in model.lots_in_scope():
        if lot.annual_value is None and lot.price_model.ceiling is None:
            yield Obstacle(f"{lot.title} has neither a yearly value nor a ceiling.", page="lots")
        for said in lot.price_model.problems():
            yield Obstacle(f"{lot.title}: {said}", page="lots")
        yield from _criteria(record, lot.key, lot.title)
    for problem in weight_problems(model):
        yield Obstacle(str(problem), "Change the weights or scale them to 100 %.", "criteria")
    if not model.scales or any(len(scale.levels) < 2 for scale in model.scales):
        yield Obstacle("A scoring scale needs at least two scores.", page="criteria")
    for check in good_practice(model, procurement.regime):
        if not check.settled:
            yield Obstacle(
                f"{check.title}: {check.note}", "Mend it or record a reason.", "criteria"
            )


def _criteria(record: Record, lot: str, title: str) -> Iterable[Obstacle]:
    model = record.model
    nodes = [node for root in model.in_lot(lot) for node in root.walk()]
    prices = [node for node in nodes if node.kind is Kind.PRICE]
    if not any(node.kind is Kind.QUESTION for node in nodes):
        yield Obstacle(f"{title} has no question.", "Add one.", "criteria")
    if price_matters(model.lot(lot)) and not prices:
        yield Obstacle(f"{title} has no price criterion.", "Add one.", "criteria")
    if not price_matters(model.lot(lot)) and prices:
        yield Obstacle(
            f"{title} has a fixed price and a price criterion.", "Take one away.", "criteria"
        )
    if len(prices) > 1:
        yield Obstacle(f"{title} has more than one price criterion.", "Keep one.", "criteria")
    for node in nodes:
        if node.kind is Kind.GROUP and not node.children:
            yield Obstacle(f"“{node.title}” in {title} has no question.", page="criteria")
        if node.kind is Kind.QUESTION and not node.question.strip():
            yield Obstacle(f"“{node.title}” has no question text.", page="criteria")


def _open(record: Record, today: date) -> Iterable[Obstacle]:
    if not record.tenders:
        yield Obstacle("No tender has been entered.", "Enter each as it arrives.", "tenders")
    deadline = record.procurement.milestone("deadline")
    if deadline is not None and deadline.date is not None and deadline.date > today:
        yield Obstacle(
            f"The deadline for tenders is {spoken(deadline.date)}; tenders stay closed until then.",
            page="procurement",
        )
    for tender in record.tenders:
        name = record.supplier_name(tender.key)
        if not tender.lots:
            yield Obstacle(f"The tender of {name} is for no lot.", page="tenders")
        if tender.received_at is None:
            yield Obstacle(f"The tender of {name} has no time of receipt.", page="tenders")


def _score(record: Record) -> Iterable[Obstacle]:
    model = record.published_model
    exceptions = {d.step for d in record.decisions}
    for lot in model.lots_in_scope():
        if not any(tender.bids_for(lot.key) for tender in record.tenders):
            continue
        present = any(
            member.role is Role.SERVICE_USER and any(a.lot == lot.key for a in member.allocations)
            for member in record.panel
        )
        if not present and without_service_user(lot.key) not in exceptions:
            yield Obstacle(
                f"{lot.title} has no service-user representative on its panel.",
                "Add one, or record why not.",
                "panel",
            )
    yield from _declarations(record)
    covered = scorers(record)
    unscored = [pair for pair in to_moderate(record) if pair not in covered]
    for tender, question in unscored[:LISTED_AT_MOST]:
        yield Obstacle(
            f"Nobody is to score “{model.criterion(question).title}” of "
            f"{record.supplier_name(tender)}.",
            "Allocate a member.",
            "panel",
        )
    answered = {(t.key, r.question) for t in record.tenders for r in t.responses}
    missing = [pair for pair in to_moderate(record) if pair not in answered]
    for tender, question in missing[:LISTED_AT_MOST]:
        yield Obstacle(
            f"The answer of {record.supplier_name(tender)} to "
            f"“{model.criterion(question).title}” is missing.",
            "Enter it, or record that none was given.",
            "tenders",
        )
    more = max(0, len(unscored) - LISTED_AT_MOST) + max(0, len(missing) - LISTED_AT_MOST)
    if more:
        yield Obstacle(f"{more} more questions have no scorer or no answer.", page="tenders")


def without_service_user(lot: str) -> str:
    """The step name under which a lot's panel without a service-user representative is explained."""
    return f"without-service-user:{lot}"


def _declarations(record: Record) -> Iterable[Obstacle]:
    declared = {d.member for d in record.declarations}
    for member in record.panel:
        if member.key not in declared and member.role is not Role.OBSERVER:
            yield Obstacle(
                f"{member.name} has not declared interests.",
                "Ask for the declaration before giving access.",
                "panel",
            )
    for declaration in record.declarations:
        if lacks_recusal(declaration, record.procurement.regime):
            found = record.member(declaration.member)
            name = found.name if found else declaration.member
            yield Obstacle(
                f"{name} declared a {declaration.interest} interest and is not recused.",
                "PSR reg 21 asks for recusal; set what it is from.",
                "panel",
            )


def _moderate(record: Record) -> Iterable[Obstacle]:
    submitted = {s.member for s in record.submissions}
    done = {(s.member, s.tender, s.question) for s in record.scores}
    for member in record.panel:
        work = work_of(record, member)
        if not work or member.key in submitted:
            continue
        left = sum((member.key, *pair) not in done for pair in work)
        state = f"has {left} of {len(work)} still to score" if left else "has not handed in"
        yield Obstacle(
            f"{member.name} {state}.",
            "Wait for the scores, or let them in as they are with a reason.",
            "scoring",
        )


def _recommend(record: Record, results: Sequence[LotResult]) -> Iterable[Obstacle]:
    agreed = {(c.tender, c.question) for c in record.consensus}
    left = [pair for pair in to_moderate(record) if pair not in agreed]
    for tender, question in left[:LISTED_AT_MOST]:
        title = record.published_model.criterion(question).title
        yield Obstacle(
            f"No consensus yet on “{title}” of {record.supplier_name(tender)}.", page="moderation"
        )
    if len(left) > LISTED_AT_MOST:
        yield Obstacle(f"{len(left) - LISTED_AT_MOST} more await consensus.", page="moderation")
    recommended = {r.lot for r in record.recommendations}
    for result in results:
        for offer in result.tenders:
            for what in offer.missing:
                if "consensus" not in what and not offer.out:
                    yield Obstacle(f"{offer.supplier}, {result.title}: {what}", page="tenders")
        for group in result.tied:
            names = " and ".join(record.supplier_name(key) for key in group)
            yield Obstacle(
                f"{names} are tied in {result.title}.", "Record how the tie is broken.", "result"
            )
        if result.lot not in recommended:
            yield Obstacle(f"No recommendation yet for {result.title}.", page="result")


def _stand_still(record: Record) -> Iterable[Obstacle]:
    intention = record.procurement.milestone("intention")
    if intention is None or intention.date is None:
        yield Obstacle(
            "The notice of the intended award has no date.",
            "Set it in the timetable.",
            "procurement",
        )


def _award(record: Record, today: date) -> Iterable[Obstacle]:
    intention = record.procurement.milestone("intention")
    if record.procurement.regime is Regime.BELOW_THRESHOLD:
        return
    if intention is None or intention.date is None:
        yield from _stand_still(record)
        return
    last = standstill(record.procurement.regime, intention.date).last
    if last >= today:
        yield Obstacle(
            f"The standstill lasts until midnight at the end of {spoken(last)}.",
            "Wait for it to end and answer every representation first.",
            "award",
        )


def spoken(day: date) -> str:
    """A date as a person says it: Tuesday 3 June 2025."""
    return f"{day:%A} {day.day} {day:%B %Y}"
