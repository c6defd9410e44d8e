"""Who may score what: allocations less recusals."""

from __future__ import annotations

from collections.abc import Iterable

from tender_eval.domain.model import EvaluationModel, Kind, Regime
from tender_eval.domain.people import Interest, Recusal
from tender_eval.domain.procurement import Declaration, Member, Record, Tender


def recused(
    member: str, tender: Tender, lot: str, declarations: Iterable[Declaration]
) -> Declaration | None:
    """The declaration that keeps this member from this tender in this lot, if there is one.

    PSR reg 21: an interest that might be perceived to compromise impartiality means recusal.
    """
    for declaration in declarations:
        if declaration.member != member:
            continue
        if declaration.recusal is Recusal.PROCUREMENT:
            return declaration
        if declaration.recusal is Recusal.LOT and declaration.lot == lot:
            return declaration
        if declaration.recusal is Recusal.SUPPLIER and declaration.supplier == tender.supplier:
            return declaration
    return None


def lacks_recusal(declaration: Declaration, regime: Regime) -> bool:
    """Whether a declared interest leaves a step to take: to step back, or to say why not.

    PSR reg 21: an interest that is, or might be perceived to be, one that compromises impartiality
    means recusal. A potential one may stand with what was found when it was looked into.
    """
    if regime is not Regime.PSR or declaration.recusal is not Recusal.NONE:
        return False
    if declaration.interest is Interest.POTENTIAL:
        return not declaration.mitigation.strip()
    return declaration.interest is not Interest.NONE


def work_of(
    record: Record, member: Member, model: EvaluationModel | None = None
) -> list[tuple[str, str]]:
    """Every (tender, question) this member is to score, by tender and then in published order.

    A common question of a tender is scored once, whichever of its lots the member is allocated to.
    A member without a declaration, or in a role that does not score, has none.
    """
    if not member.role.scores or not any(d.member == member.key for d in record.declarations):
        return []
    model = model or record.published_model
    questions = {lot.key: model.questions(lot.key) for lot in model.lots_in_scope()}
    order = [node.key for node in model.walk()]
    work: list[tuple[str, str]] = []
    for tender in record.tenders:
        if tender.exclusion_reason:
            continue
        mine = {
            question.key
            for allocation in member.allocations
            if tender.bids_for(allocation.lot) and allocation.lot in questions
            if recused(member.key, tender, allocation.lot, record.declarations) is None
            for question in questions[allocation.lot]
            if allocation.covers(question.key)
        }
        work += [(tender.key, key) for key in order if key in mine]
    return work


def scorers(record: Record) -> dict[tuple[str, str], list[Member]]:
    """For each (tender, question) the members who are to score it, in panel order."""
    found: dict[tuple[str, str], list[Member]] = {}
    for member in record.panel:
        for pair in work_of(record, member):
            found.setdefault(pair, []).append(member)
    return found


def to_moderate(record: Record) -> list[tuple[str, str]]:
    """Every (tender, question) that needs a consensus, question by question in published order.

    A tender that is excluded is not moderated.
    """
    model = record.published_model
    asked = {
        lot.key: {question.key for question in model.questions(lot.key)}
        for lot in model.lots_in_scope()
    }
    return [
        (tender.key, node.key)
        for node in model.walk()
        if node.kind is Kind.QUESTION
        for tender in record.tenders
        if not tender.exclusion_reason
        if any(node.key in asked.get(offer.lot, ()) for offer in tender.lots)
    ]
