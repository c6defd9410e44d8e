"""Suppliers and their tenders: receipt, prices, answers, minimum standards, exclusion."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from tender_eval.domain.errors import BadInput, NotAllowed
from tender_eval.domain.model import EvaluationModel, MinimumStandard
from tender_eval.domain.procurement import (
    Procurement,
    StandardResult,
    State,
    Supplier,
    Tender,
)
from tender_eval.domain.values import MONEY_PLACES, check_decimal
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, Texts, needed
from tender_eval.services.editing import next_position
from tender_eval.services.panel import state_of
from tender_eval.store.tables_model import LotRow, StandardRow
from tender_eval.store.tables_work import (
    ConsensusRow,
    OfferRow,
    ResponseRow,
    ScoreRow,
    StandardResultRow,
    SupplierRow,
    TenderRow,
)
from tender_eval.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class TenderLine:
    """A tender with its supplier and what is still missing, in words."""

    tender: Tender
    supplier: Supplier
    questions: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class TendersView:
    """Everything the tenders page shows."""

    procurement: Procurement
    model: EvaluationModel
    suppliers: tuple[Supplier, ...]
    tenders: tuple[TenderLine, ...]
    may_edit: bool


def tenders_view(desk: Desk) -> TendersView:
    """The tenders this person may see, with their answers."""
    record = desk.record(Texts.WITH)
    suppliers = {supplier.key: supplier for supplier in record.suppliers}
    model = record.published_model
    lines = []
    for tender in record.tenders:
        questions = {q.key for offer in tender.lots for q in model.questions(offer.lot)}
        answered = {response.question for response in tender.responses}
        assessed = {result.standard for result in tender.standards}
        missing = []
        if gap := len(questions - answered):
            missing.append(f"{gap} of {len(questions)} answers")
        if desk.person.post is not Post.MEMBER and any(o.price is None for o in tender.lots):
            missing.append("a price")
        if gap := len([s for s in standards_of(model, tender) if s.key not in assessed]):
            missing.append(f"{gap} minimum standards to assess")
        lines.append(TenderLine(tender, suppliers[tender.supplier], len(questions), tuple(missing)))
    return TendersView(
        record.procurement, model, record.suppliers, tuple(lines), desk.person.post is Post.LEAD
    )


def standards_of(model: EvaluationModel, tender: Tender) -> list[MinimumStandard]:
    """The minimum standards that a tender must meet in any of its lots."""
    return [s for s in model.standards if any(s.applies_to(o.lot) for o in tender.lots)]


def save_supplier(desk: Desk, supplier: Supplier) -> None:
    """Add or change a supplier."""
    desk.only(Post.LEAD)
    needed(supplier.name, "Name of the supplier", "Give its name.")
    values = {f.name: getattr(supplier, f.name) for f in fields(supplier)}
    with desk.unit("Change a supplier") as uow:
        row = uow.find(SupplierRow, desk.procurement, supplier.key)
        if row is None:
            position = next_position(uow, SupplierRow, desk)
            uow.add(SupplierRow(procurement=desk.procurement, position=position, **values))
            return
        for name, value in values.items():
            setattr(row, name, value)


def save_tender(desk: Desk, key: str, supplier: str, received_at: datetime | None) -> None:
    """Add a tender, or change when it was received."""
    desk.only(Post.LEAD)
    with desk.unit("Enter a tender") as uow:
        _before_scoring(uow, desk)
        uow.get(SupplierRow, desk.procurement, supplier)
        row = uow.find(TenderRow, desk.procurement, key)
        if row is None:
            position = next_position(uow, TenderRow, desk)
            uow.add(
                TenderRow(
                    procurement=desk.procurement, key=key, position=position, supplier=supplier,
                    received_at=received_at, exclusion_reason="",
                )
            )  # fmt: skip
        else:
            row.received_at = received_at


def set_offer(desk: Desk, tender: str, lot: str, price: Decimal | None) -> None:
    """Enter a tender's price for a lot over the whole contract, in pounds."""
    desk.only(Post.LEAD)
    if price is not None:
        check_decimal(price, places=MONEY_PLACES, where="Price")
        if price <= 0:
            raise BadInput(f"{price} is not above zero.", where="Price", remedy="Give pounds.")
    with desk.unit("Enter a price") as uow:
        uow.get(TenderRow, desk.procurement, tender)
        uow.get(LotRow, desk.procurement, lot)
        row = uow.find(OfferRow, desk.procurement, tender, lot)
        if row is None:
            _before_scoring(uow, desk)
            uow.add(OfferRow(procurement=desk.procurement, tender=tender, lot=lot, price=price))
        else:
            _before_award(uow, desk)
            row.price = price


def withdraw_offer(desk: Desk, tender: str, lot: str) -> None:
    """Take a tender out of a lot before scoring begins."""
    desk.only(Post.LEAD)
    with desk.unit("Take an offer out of a lot") as uow:
        _before_scoring(uow, desk)
        uow.remove(uow.get(OfferRow, desk.procurement, tender, lot))


def set_response(desk: Desk, tender: str, question: str, text: str) -> None:
    """Enter an answer. An empty text records that none was given. Locked once scored."""
    desk.only(Post.LEAD)
    with desk.unit("Enter an answer") as uow:
        _before_moderation(uow, desk)
        uow.get(TenderRow, desk.procurement, tender)
        _not_scored(uow, desk, tender, question)
        row = uow.find(ResponseRow, desk.procurement, tender, question)
        if row is None:
            uow.add(
                ResponseRow(
                    procurement=desk.procurement, tender=tender, question=question, text=text
                )
            )
        else:
            row.text = text


def assess_standard(desk: Desk, tender: str, result: StandardResult) -> None:
    """Record whether a tender meets a minimum standard, with the reason."""
    desk.only(Post.LEAD, Post.MODERATOR)
    if result.result not in ("pass", "fail"):
        raise BadInput("The result is pass or fail.", where="Minimum standard")
    needed(result.reason, "Reason", "Say what the tender shows, in a sentence.")
    with desk.unit("Assess a minimum standard", result.reason) as uow:
        _before_award(uow, desk)
        uow.get(StandardRow, desk.procurement, result.standard)
        row = uow.find(StandardResultRow, desk.procurement, tender, result.standard)
        values = {f.name: getattr(result, f.name) for f in fields(result)}
        values["assessed_by"] = result.assessed_by or desk.person.name
        if row is None:
            uow.add(StandardResultRow(procurement=desk.procurement, tender=tender, **values))
        else:
            for name, value in values.items():
                setattr(row, name, value)


def exclude_tender(desk: Desk, tender: str, reason: str) -> None:
    """Leave a tender out with the reason; an empty reason takes it in again.

    Procurement Act 2023 s.26: excluded suppliers are left out before ranking.
    """
    desk.only(Post.LEAD)
    with desk.unit("Exclude a tender" if reason.strip() else "Take a tender in again", reason) as u:
        _before_award(u, desk)
        u.get(TenderRow, desk.procurement, tender).exclusion_reason = reason.strip()


def _before_scoring(uow: UnitOfWork, desk: Desk) -> None:
    if state_of(uow, desk).reached(State.SCORING):
        raise NotAllowed("Tenders are fixed once scoring has begun.", remedy="Go back a step.")


def _before_moderation(uow: UnitOfWork, desk: Desk) -> None:
    if state_of(uow, desk).reached(State.MODERATION):
        raise NotAllowed("Answers are fixed once moderation has begun.")


def _before_award(uow: UnitOfWork, desk: Desk) -> None:
    if state_of(uow, desk).reached(State.RECOMMENDED):
        raise NotAllowed(
            "This is fixed once an award is recommended.", remedy="Go back to moderation first."
        )


def _not_scored(uow: UnitOfWork, desk: Desk, tender: str, question: str) -> None:
    for kind in (ScoreRow, ConsensusRow):
        found = select(kind).where(
            kind.procurement == desk.procurement, kind.tender == tender, kind.question == question
        )
        if uow.session.scalars(found).first() is not None:
            raise NotAllowed("This answer has been scored and can no longer be changed.")
