"""The result: ranking per lot, ties, recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tender_eval.domain.award import LotResult, TenderForAward, lot_result
from tender_eval.domain.errors import BadInput, NotAllowed
from tender_eval.domain.model import EvaluationModel
from tender_eval.domain.procurement import Recommendation, Record, State, TieDecision
from tender_eval.services.access import Post, moderation_opened, shut_out
from tender_eval.services.desk import Desk, needed
from tender_eval.services.remember import remembered
from tender_eval.services.tenders import standards_of
from tender_eval.store.records import load_record
from tender_eval.store.tables_work import RecommendationRow, TieRow


@dataclass(frozen=True)
class ResultView:
    """Everything the result page shows; each figure opens into its parts and reasons."""

    record: Record
    model: EvaluationModel
    results: tuple[LotResult, ...]
    may_edit: bool

    def recommendation(self, lot: str) -> Recommendation | None:
        """What is recommended for the lot."""
        return next((r for r in self.record.recommendations if r.lot == lot), None)

    def tie(self, lot: str) -> TieDecision | None:
        """How a tie in the lot was broken."""
        return next((t for t in self.record.ties if t.lot == lot), None)


@remembered
def results_of(record: Record) -> tuple[LotResult, ...]:
    """The ranking of every lot in scope that has tenders, by the published model."""
    model = record.published_model
    consensus: dict[str, dict[str, object]] = {}
    for each in record.consensus:
        consensus.setdefault(each.tender, {})[each.question] = each.value
    offers = [
        TenderForAward(
            key=tender.key,
            supplier=record.supplier_name(tender.key),
            prices={offer.lot: offer.price for offer in tender.lots},
            scores=consensus.get(tender.key, {}),  # type: ignore[arg-type]
            failed={r.standard: r.reason for r in tender.standards if r.result == "fail"},
            unassessed=tuple(
                {s.key for s in standards_of(model, tender)}
                - {r.standard for r in tender.standards}
            ),
            exclusion=tender.exclusion_reason,
        )
        for tender in record.tenders
    ]
    orders = {tie.lot: tie.order for tie in record.ties}
    return tuple(
        lot_result(model, lot.key, offers, orders.get(lot.key, ()))
        for lot in model.lots_in_scope()
        if any(lot.key in offer.prices for offer in offers)
    )


def result_view(desk: Desk) -> ResultView:
    """The result as this person may see it. Raises NotAllowed where it is not theirs yet."""
    whole = desk.whole_record()
    record = desk.record()
    state = whole.procurement.state
    if not moderation_opened(whole):
        raise NotAllowed(
            "There is no result yet.", remedy="It is worked out from the consensus scores."
        )
    if desk.person.post is Post.MEMBER and not state.reached(State.RECOMMENDED):
        raise NotAllowed("Panel members see the result once an award is recommended.")
    results = results_of(whole)
    if desk.person.post is Post.MEMBER:
        hidden = {
            offer.lot
            for tender in whole.tenders
            if shut_out(whole, desk.person.member or "", tender)
            for offer in tender.lots
        }
        results = tuple(result for result in results if result.lot not in hidden)
    may_edit = state is State.MODERATION and desk.person.post is Post.LEAD
    return ResultView(record, whole.published_model, results, may_edit)


def break_tie(desk: Desk, lot: str, order: Sequence[str], reason: str) -> None:
    """Record how a tie that the published rules leave open was broken. order: best first."""
    desk.only(Post.LEAD)
    reason = needed(reason, "Reason", "Say how the tie was broken, for example by drawing lots.")
    with desk.unit("Break a tie", reason) as uow:
        record = load_record(uow.session, desk.procurement, texts=False)
        _not_recommended(record)
        untied = tuple(t for t in record.ties if t.lot != lot)
        results = results_of(replace(record, ties=untied))
        tied = [set(group) for result in results if result.lot == lot for group in result.tied]
        wanted = {key for group in tied for key in group}
        if set(order) != wanted or len(order) != len(wanted):
            raise BadInput(
                "The order must name each tied tender once, best first."
                if wanted
                else "There is no tie in this lot.",
                where="Tie",
            )
        row = uow.find(TieRow, desk.procurement, lot)
        if row is None:
            uow.add(
                TieRow(
                    procurement=desk.procurement, lot=lot, order=tuple(order), reason=reason,
                    at=uow.now, by=desk.person.name,
                )
            )  # fmt: skip
        else:
            row.order, row.reason = tuple(order), reason
            row.at, row.by = uow.now, desk.person.name


def recommend(desk: Desk, lot: str, tender: str | None, reason: str) -> None:
    """Record the award recommended for a lot; None recommends no award. It must be the tender
    ranked first, or no award."""
    desk.only(Post.LEAD)
    reason = needed(reason, "Reason")
    with desk.unit("Recommend an award", reason) as uow:
        record = load_record(uow.session, desk.procurement, texts=False)
        _not_recommended(record)
        result = next((r for r in results_of(record) if r.lot == lot), None)
        if result is None:
            raise BadInput("No tender was made for this lot.", where="Recommendation")
        if tender is not None:
            _check_winner(result, tender)
        row = uow.find(RecommendationRow, desk.procurement, lot)
        values = {"tender": tender, "reason": reason, "at": uow.now, "by": desk.person.name}
        if row is None:
            uow.add(RecommendationRow(procurement=desk.procurement, lot=lot, **values))
        else:
            for name, value in values.items():
                setattr(row, name, value)


def _check_winner(result: LotResult, tender: str) -> None:
    first = [each.tender for each in result.ranked if each.rank == 1]
    if not result.complete and any(each.missing for each in result.ranked):
        raise BadInput(
            "The ranking is not complete yet.", where="Recommendation", remedy="Finish moderation."
        )
    if len(first) > 1:
        raise BadInput(
            "The first place is tied.", where="Recommendation", remedy="Break the tie first."
        )
    if tender not in first:
        raise BadInput(
            "Only the tender ranked first can be recommended.",
            where="Recommendation",
            remedy="If the ranking is wrong, mend what it rests on; or recommend no award.",
        )


def _not_recommended(record: Record) -> None:
    if record.procurement.state is not State.MODERATION:
        raise NotAllowed(
            f"This belongs to moderation; the procurement is at “{record.procurement.state.label}”."
        )
