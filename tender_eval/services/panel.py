"""The panel: members, what each scores, and their declarations of interest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import func, select

from tender_eval.domain.errors import BadInput, Blocked, NotAllowed, Obstacle
from tender_eval.domain.life import without_service_user
from tender_eval.domain.model import EvaluationModel
from tender_eval.domain.panel import lacks_recusal, work_of
from tender_eval.domain.people import Interest, Recusal, Role
from tender_eval.domain.procurement import (
    Allocation,
    Decision,
    Declaration,
    Member,
    Procurement,
    State,
    Supplier,
)
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, needed
from tender_eval.services.editing import next_position
from tender_eval.store.tables_model import LotRow, ProcurementRow
from tender_eval.store.tables_work import (
    AllocationRow,
    DecisionRow,
    DeclarationRow,
    MemberRow,
    ScoreRow,
    SupplierRow,
)
from tender_eval.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class MemberLine:
    """A member with what they have declared and how much they are to score."""

    member: Member
    declarations: tuple[Declaration, ...]
    responses: int
    submitted: bool

    @property
    def declared(self) -> bool:
        """Whether any declaration, of an interest or of none, is on record."""
        return bool(self.declarations)


@dataclass(frozen=True)
class PanelView:
    """Everything the panel page shows."""

    procurement: Procurement
    model: EvaluationModel
    suppliers: tuple[Supplier, ...]
    members: tuple[MemberLine, ...]
    lots_without_service_user: tuple[str, ...]
    exceptions: tuple[Decision, ...]


def panel_view(desk: Desk) -> PanelView:
    """The panel as this person may see it."""
    record = desk.record()
    lines = tuple(
        MemberLine(
            member,
            tuple(d for d in record.declarations if d.member == member.key),
            len(work_of(record, member)),
            any(s.member == member.key for s in record.submissions),
        )
        for member in record.panel
    )
    missing = tuple(
        lot.key
        for lot in record.published_model.lots_in_scope()
        if not any(
            member.role is Role.SERVICE_USER and any(a.lot == lot.key for a in member.allocations)
            for member in record.panel
        )
    )
    exceptions = tuple(d for d in record.decisions if d.step.startswith("without-service-user"))
    return PanelView(
        record.procurement, record.published_model, record.suppliers, lines, missing, exceptions
    )


def save_member(desk: Desk, member: Member) -> None:
    """Add or change a member, without their allocations."""
    desk.only(Post.LEAD)
    needed(member.name, "Name", "Give the member's name.")
    values = {f.name: getattr(member, f.name) for f in fields(member) if f.name != "allocations"}
    with desk.unit("Change the panel") as uow:
        row = uow.find(MemberRow, desk.procurement, member.key)
        if row is None:
            position = next_position(uow, MemberRow, desk)
            uow.add(MemberRow(procurement=desk.procurement, position=position, **values))
            return
        for name, value in values.items():
            setattr(row, name, value)


def remove_member(desk: Desk, key: str, reason: str) -> None:
    """Take a member off the panel. Refused once they have scored; their scores are the record."""
    desk.only(Post.LEAD)
    with desk.unit("Take a member off the panel", needed(reason, "Reason")) as uow:
        row = uow.get(MemberRow, desk.procurement, key)
        scored = select(ScoreRow).where(
            ScoreRow.procurement == desk.procurement, ScoreRow.member == key
        )
        if uow.session.scalars(scored).first():
            raise Blocked(
                f"{row.name} cannot be taken off the panel.",
                [Obstacle("They have given scores, which stay on record.", "Recuse them instead.")],
            )
        for kind in (AllocationRow, DeclarationRow):
            rows = select(kind).where(kind.procurement == desk.procurement, kind.member == key)
            for part in uow.session.scalars(rows).all():
                uow.remove(part)
        uow.remove(row)


def allocate(desk: Desk, member: str, lot: str, questions: Sequence[str] | None) -> None:
    """Set what a member scores in a lot: the questions, none given meaning every one; None takes
    the lot away from them."""
    desk.only(Post.LEAD)
    with desk.unit("Allocate questions") as uow:
        person = uow.get(MemberRow, desk.procurement, member)
        uow.get(LotRow, desk.procurement, lot)
        if questions is not None and not person.role.scores:
            raise BadInput(
                f"{person.name} is here as {person.role.label.lower()} and does not score.",
                where="Allocation",
            )
        row = uow.find(AllocationRow, desk.procurement, member, lot)
        if questions is None:
            if row is not None:
                uow.remove(row)
        elif row is None:
            uow.add(
                AllocationRow(
                    procurement=desk.procurement, member=member, lot=lot, questions=tuple(questions)
                )
            )
        else:
            row.questions = tuple(questions)


def allocations_of(member: Member) -> dict[str, Allocation]:
    """A member's allocations by lot."""
    return {allocation.lot: allocation for allocation in member.allocations}


def declare(desk: Desk, declaration: Declaration) -> None:
    """Record or change a declaration. Members declare for themselves; the lead may for anyone.

    PSR reg 21: an interest that might be perceived to compromise impartiality means recusal.
    """
    if desk.person.post is Post.MEMBER and desk.person.member != declaration.member:
        raise NotAllowed("You can declare only your own interests.")
    if desk.person.post in (Post.AUDITOR, Post.MODERATOR):
        desk.only(Post.LEAD, Post.MEMBER)
    _check_declaration(declaration)
    with desk.unit("Declare interests", declaration.description) as uow:
        regime = uow.get(ProcurementRow, desk.procurement).regime
        if lacks_recusal(declaration, regime):
            raise BadInput(
                "An interest that could be seen to affect fairness means stepping back.",
                where="Recusal",
                remedy="Choose what the member steps back from (PSR reg 21).",
            )
        uow.get(MemberRow, desk.procurement, declaration.member)
        if declaration.supplier is not None:
            uow.get(SupplierRow, desk.procurement, declaration.supplier)
        _write_declaration(uow, desk, declaration)


def _check_declaration(declaration: Declaration) -> None:
    if declaration.interest is Interest.NONE:
        if declaration.recusal is not Recusal.NONE:
            raise BadInput(
                "Nothing is declared, so there is nothing to step back from.", where="Recusal"
            )
        return
    needed(declaration.description, "Interest", "Describe the interest in a sentence.")
    if declaration.recusal is Recusal.SUPPLIER and declaration.supplier is None:
        raise BadInput("Which supplier is it about?", where="Supplier", remedy="Choose one.")
    if declaration.recusal is Recusal.LOT and declaration.lot is None:
        raise BadInput("Which lot is it about?", where="Lot", remedy="Choose one.")


def _write_declaration(uow: UnitOfWork, desk: Desk, declaration: Declaration) -> None:
    row = uow.find(DeclarationRow, desk.procurement, declaration.key)
    values = {f.name: getattr(declaration, f.name) for f in fields(declaration)}
    if row is None:
        position = next_position(uow, DeclarationRow, desk)
        uow.add(DeclarationRow(procurement=desk.procurement, position=position, **values))
        return
    if row.member != declaration.member:
        raise NotAllowed("This declaration is another member's.")
    for name, value in values.items():
        setattr(row, name, value)


def nothing_to_declare(desk: Desk, member: str, day: date) -> None:
    """Record that a member has no interest to declare."""
    declare(desk, Declaration(f"d-{member}", member, day))


def explain_no_service_user(desk: Desk, lot: str, reason: str) -> None:
    """Record why a lot's panel has no service-user representative (Derby 2010: an expert panel,
    including representation from service users, reviews all tenders)."""
    desk.only(Post.LEAD)
    reason = needed(reason, "Reason")
    with desk.unit("Explain a panel without a service-user representative", reason) as uow:
        add_decision(uow, desk, without_service_user(lot), reason)


def add_decision(
    uow: UnitOfWork, desk: Desk, step: str, reason: str, by: str = "", notice: date | None = None
) -> None:
    """Record a step of the procurement's life."""
    number = uow.session.scalar(
        select(func.max(DecisionRow.number)).where(DecisionRow.procurement == desk.procurement)
    )
    uow.add(
        DecisionRow(
            procurement=desk.procurement, number=(number or 0) + 1, step=step,
            by=by or desk.person.name, at=uow.now, reason=reason, notice_date=notice,
        )
    )  # fmt: skip


def state_of(uow: UnitOfWork, desk: Desk) -> State:
    """Where the procurement stands, inside this unit of work."""
    return uow.get(ProcurementRow, desk.procurement).state
