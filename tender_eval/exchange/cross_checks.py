"""Checks between the parts of a procurement file: keys, references, scales, recusals, digests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from tender_eval.domain.award import price_matters
from tender_eval.domain.canonical import model_digest
from tender_eval.domain.errors import Obstacle
from tender_eval.domain.model import Criterion, EvaluationModel, Kind
from tender_eval.domain.panel import work_of
from tender_eval.domain.people import Interest, Recusal
from tender_eval.domain.procurement import Consensus, Record, Score, State
from tender_eval.domain.values import plain
from tender_eval.domain.weights import weight_problems


def cross_problems(record: Record) -> Iterator[Obstacle]:
    """Every mistake between the parts, each with its place.

    What the rest rests on is named first, alone: keys and references, then the model.
    """
    first = [*_keys(record), *_references(record)]
    yield from first
    if first:
        return
    model = [*_model(record.model, "model"), *_versions(record)]
    yield from model
    if model:
        return
    # What was given up as a draft need never have been whole.
    if record.procurement.state not in (State.DRAFT, State.ABANDONED):
        yield from _publishable(record.published_model)
    yield from _life(record)
    yield from _tenders(record)
    yield from _scores(record)
    yield from _consensus(record)
    yield from _decisions(record)


def _say(place: str, what: str) -> Obstacle:
    return Obstacle(f"{place}: {what}")


def _models(record: Record) -> Iterator[tuple[str, EvaluationModel]]:
    yield "model", record.model
    for n, version in enumerate(record.versions):
        yield f"versions[{n}].model", version.model


def _keys(record: Record) -> Iterator[Obstacle]:
    kinds: list[tuple[str, Iterable[str]]] = []
    for place, model in _models(record):
        kinds += [
            (f"{place}.lots", [lot.key for lot in model.lots]),
            (f"{place}.criteria", [node.key for node in model.walk()]),
            (f"{place}.standards", [s.key for s in model.standards]),
            (f"{place}.scales", [s.key for s in model.scales]),
            (f"{place}.reasons", [r.check for r in model.reasons]),
        ]
    kinds += [
        ("procurement.timetable", [m.key for m in record.procurement.timetable]),
        ("procurement.authorities", [a.name for a in record.procurement.authorities]),
        ("panel", [m.key for m in record.panel]),
        ("declarations", [d.key for d in record.declarations]),
        ("suppliers", [s.key for s in record.suppliers]),
        ("tenders", [t.key for t in record.tenders]),
        ("submissions", [s.member for s in record.submissions]),
        ("ties", [t.lot for t in record.ties]),
        ("recommendations", [r.lot for r in record.recommendations]),
        ("scores", [f"{s.tender} {s.question} {s.member}" for s in record.scores]),
        ("consensus", [f"{c.tender} {c.question}" for c in record.consensus]),
    ]
    for n, member in enumerate(record.panel):
        kinds.append((f"panel[{n}].allocations", [a.lot for a in member.allocations]))
    for n, each in enumerate(record.consensus):
        kinds.append((f"consensus[{n}].movements", [part.member for part in each.movements]))
        kinds.append((f"consensus[{n}].dissent", [part.member for part in each.dissent]))
    for n, tie in enumerate(record.ties):
        kinds.append((f"ties[{n}].order", tie.order))
    for place, keys in kinds:
        for key, count in Counter(keys).items():
            if count > 1:
                yield _say(place, f"“{key}” stands {count} times.")


def _references(record: Record) -> Iterator[Obstacle]:
    # Work refers to the model as last frozen, and its rows to the model as it stands.
    models = (record.model, record.published_model)
    lots = set.intersection(*({lot.key for lot in model.lots} for model in models))
    nodes = set.intersection(*({node.key for node in model.walk()} for model in models))
    standards = set.intersection(*({s.key for s in model.standards} for model in models))
    members = {m.key for m in record.panel}
    tenders = {t.key for t in record.tenders}
    suppliers = {s.key for s in record.suppliers}
    wanted: list[tuple[str, str, set[str], Iterable[str | None]]] = []
    for place, model in _models(record):
        its_lots = {lot.key for lot in model.lots}
        its_nodes = {node.key for node in model.walk()}
        for node in model.walk():
            wanted.append((f"{place} criterion {node.key}", "lot", its_lots, node.lots))
        for standard in model.standards:
            wanted.append((f"{place} standard {standard.key}", "lot", its_lots, standard.lots))
        rules = [rule for rule in model.tie_break if rule not in ("quality", "price")]
        wanted.append((f"{place}.tie_break", "criterion", its_nodes, rules))
    for n, member in enumerate(record.panel):
        for allocation in member.allocations:
            wanted.append((f"panel[{n}]", "lot", lots, [allocation.lot]))
            wanted.append((f"panel[{n}]", "question", nodes, allocation.questions))
    for n, declaration in enumerate(record.declarations):
        place = f"declarations[{n}]"
        wanted.append((place, "member", members, [declaration.member]))
        wanted.append((place, "supplier", suppliers, [declaration.supplier]))
        wanted.append((place, "lot", lots, [declaration.lot]))
    for n, tender in enumerate(record.tenders):
        place = f"tenders[{n}]"
        wanted.append((place, "supplier", suppliers, [tender.supplier]))
        wanted.append((place, "lot", lots, [offer.lot for offer in tender.lots]))
        wanted.append((place, "standard", standards, [r.standard for r in tender.standards]))
        wanted.append((place, "question", nodes, [r.question for r in tender.responses]))
    for n, score in enumerate(record.scores):
        place = f"scores[{n}]"
        wanted.append((place, "member", members, [score.member]))
        wanted.append((place, "tender", tenders, [score.tender]))
        wanted.append((place, "question", nodes, [score.question]))
    for n, each in enumerate(record.consensus):
        place = f"consensus[{n}]"
        wanted.append((place, "tender", tenders, [each.tender]))
        wanted.append((place, "question", nodes, [each.question]))
        moved = [part.member for part in each.movements]
        named = [*each.present, *moved, *(part.member for part in each.dissent)]
        wanted.append((place, "member", members, named))
    for n, submission in enumerate(record.submissions):
        wanted.append((f"submissions[{n}]", "member", members, [submission.member]))
    for n, tie in enumerate(record.ties):
        wanted.append((f"ties[{n}]", "lot", lots, [tie.lot]))
        wanted.append((f"ties[{n}]", "tender", tenders, tie.order))
    for n, recommendation in enumerate(record.recommendations):
        wanted.append((f"recommendations[{n}]", "lot", lots, [recommendation.lot]))
        wanted.append((f"recommendations[{n}]", "tender", tenders, [recommendation.tender]))
    for place, kind, known, keys in wanted:
        for key in keys:
            if key is not None and key not in known:
                yield _say(place, f"There is no {kind} “{key}”.")


def _model(model: EvaluationModel, place: str) -> Iterator[Obstacle]:
    scales = {scale.key for scale in model.scales}
    if not model.scales:
        yield _say(f"{place}.scales", "At least one scoring scale is needed.")
    for scale in model.scales:
        values = [level.value for level in scale.levels]
        if len(values) < 2 or len(set(values)) != len(values):
            yield _say(f"{place} scale {scale.key}", "It needs two or more different scores.")
        if values and (max(values) <= 0 or min(values) < 0):
            yield _say(f"{place} scale {scale.key}", "Scores start at 0 and the best is above 0.")
    if not 0 <= model.rounding.decimals <= 6:
        yield _say(f"{place}.rounding.decimals", "Between 0 and 6 decimals can be published.")
    if model.minimum_quality is not None and not 0 <= model.minimum_quality <= 100:
        yield _say(f"{place}.minimum_quality", "It is a percentage between 0 and 100.")
    for lot in model.lots:
        for amount, what in (
            (lot.annual_value, "yearly value"),
            (lot.price_model.ceiling, "ceiling"),
            (lot.price_model.full_marks_at, "price for full marks"),
            (lot.price_model.no_marks_at, "price for no marks"),
        ):
            if amount is not None and amount <= 0:
                yield _say(f"{place} lot {lot.key}", f"The {what} must be above zero.")
        prices = [
            node
            for root in model.in_lot(lot.key)
            for node in root.walk()
            if node.kind is Kind.PRICE
        ]
        if len(prices) > 1:
            yield _say(f"{place} lot {lot.key}", "It has more than one price criterion.")
    for node in model.walk():
        yield from _node(node, scales, place)


def _node(node: Criterion, scales: set[str], place: str) -> Iterator[Obstacle]:
    where = f"{place} criterion {node.key}"
    if not 0 <= node.weight <= Decimal(100):
        yield _say(where, f"The weight {plain(node.weight)} is not between 0 and 100.")
    if node.kind is not Kind.GROUP and node.children:
        yield _say(where, "Only a group can have parts.")
    if node.scale and node.scale not in scales:
        yield _say(where, f"There is no scale “{node.scale}”.")
    if node.minimum is not None and not 0 <= node.minimum <= 100:
        yield _say(where, "The minimum is out of range.")


def _versions(record: Record) -> Iterator[Obstacle]:
    for n, version in enumerate(record.versions):
        place = f"versions[{n}]"
        if version.number != n + 1:
            yield _say(place, f"Version {n + 1} is expected here, not {version.number}.")
        if version.digest != model_digest(version.model):
            yield _say(
                place, "The model does not match its digest: it was changed after it was frozen."
            )
        yield from _model(version.model, f"{place}.model")


def _publishable(model: EvaluationModel) -> Iterator[Obstacle]:
    for problem in weight_problems(model):
        yield _say("model.criteria", str(problem))
    for lot in model.lots_in_scope():
        place = f"model lot {lot.key}"
        for said in lot.price_model.problems():
            yield _say(place, said)
        priced = any(
            node.kind is Kind.PRICE for root in model.in_lot(lot.key) for node in root.walk()
        )
        if price_matters(lot) and not priced:
            yield _say(place, "It has no price criterion.")
        if priced and not price_matters(lot):
            yield _say(place, "Its price is fixed, yet it has a price criterion.")


def _life(record: Record) -> Iterator[Obstacle]:
    contract = record.procurement.contract
    if contract.starts and contract.ends and contract.ends < contract.starts:
        yield _say("procurement.contract", "The contract would end before it starts.")
    for n, declaration in enumerate(record.declarations):
        place = f"declarations[{n}] {declaration.key}"
        if declaration.interest is Interest.NONE and declaration.recusal is not Recusal.NONE:
            yield _say(place, "Nothing is declared, so there is nothing to step back from.")
        if declaration.recusal is Recusal.SUPPLIER and declaration.supplier is None:
            yield _say(place, "The supplier that the member steps back from is missing.")
        if declaration.recusal is Recusal.LOT and declaration.lot is None:
            yield _say(place, "The lot that the member steps back from is missing.")


def _asked(record: Record) -> dict[str, set[str]]:
    """Each tender's questions: those of the lots it bids for."""
    model = record.published_model
    of_lot = {lot.key: {q.key for q in model.questions(lot.key)} for lot in model.lots}
    return {
        tender.key: {key for offer in tender.lots for key in of_lot[offer.lot]}
        for tender in record.tenders
    }


def _tenders(record: Record) -> Iterator[Obstacle]:
    asked = _asked(record)
    for n, tender in enumerate(record.tenders):
        place = f"tenders[{n}] {tender.key}"
        for name, keys in (
            ("lots", [o.lot for o in tender.lots]),
            ("standards", [r.standard for r in tender.standards]),
            ("responses", [r.question for r in tender.responses]),
        ):
            for key, count in Counter(keys).items():
                if count > 1:
                    yield _say(f"{place}.{name}", f"“{key}” stands {count} times.")
        for offer in tender.lots:
            if offer.price is not None and offer.price <= 0:
                yield _say(f"{place} {offer.lot}", "The price must be above zero.")
        for result in tender.standards:
            if result.result not in ("pass", "fail"):
                yield _say(f"{place} {result.standard}", "The result is pass or fail.")
        for response in tender.responses:
            if response.question not in asked[tender.key]:
                yield _say(
                    f"{place}.responses",
                    f"“{response.question}” is not a question of a lot it bids for.",
                )


def _on_scale(model: EvaluationModel, given: Score | Consensus) -> str:
    node = model.criterion(given.question)
    scale = model.scale_of(node)
    if node.kind is not Kind.QUESTION:
        return f"“{given.question}” is not a question."
    if not scale.allows(given.value):
        allowed = ", ".join(plain(level.value) for level in scale.levels)
        return f"{plain(given.value)} is not on the scale ({allowed})."
    return ""


def _scores(record: Record) -> Iterator[Obstacle]:
    if record.scores and not record.procurement.state.reached(State.SCORING):
        yield _say("scores", "There are scores, but scoring has not opened.")
        return
    work = {member.key: set(work_of(record, member)) for member in record.panel}
    for n, score in enumerate(record.scores):
        place = f"scores[{n}] ({score.member}, {score.tender}, {score.question})"
        if wrong := _on_scale(record.published_model, score):
            yield _say(place, wrong)
        elif (score.tender, score.question) not in work[score.member]:
            excluded = next(t for t in record.tenders if t.key == score.tender).exclusion_reason
            if not excluded:
                yield _say(
                    place,
                    "This answer is not among those the member may score: they are not allocated "
                    "to it, have not declared interests, or are recused.",
                )


def _consensus(record: Record) -> Iterator[Obstacle]:
    if record.consensus and not record.procurement.state.reached(State.MODERATION):
        yield _say("consensus", "There is a consensus, but moderation has not opened.")
        return
    asked = _asked(record)
    for n, each in enumerate(record.consensus):
        place = f"consensus[{n}] ({each.tender}, {each.question})"
        if wrong := _on_scale(record.published_model, each):
            yield _say(place, wrong)
        elif each.question not in asked[each.tender]:
            yield _say(place, "This is not a question of a lot that the tender bids for.")
        if not each.reason.strip():
            yield _say(place, "The reason is missing.")


def _decisions(record: Record) -> Iterator[Obstacle]:
    bids = {t.key: {o.lot for o in t.lots} for t in record.tenders}
    for n, recommendation in enumerate(record.recommendations):
        tender = recommendation.tender
        if tender is not None and recommendation.lot not in bids[tender]:
            yield _say(f"recommendations[{n}]", f"“{tender}” does not bid for that lot.")
    for n, tie in enumerate(record.ties):
        for tender in tie.order:
            if tie.lot not in bids[tender]:
                yield _say(f"ties[{n}]", f"“{tender}” does not bid for that lot.")
