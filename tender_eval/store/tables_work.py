"""Tables of the people, the tenders, the scores and the decisions."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Mapped, mapped_column

from tender_eval.domain.people import Interest, Recusal, Role
from tender_eval.domain.values import MONEY_PLACES, SCORE_PLACES
from tender_eval.store.base import key, refers
from tender_eval.store.tables_model import Part
from tender_eval.store.types import Choice, Scaled


class MemberRow(Part):
    """A panel member."""

    __tablename__ = "members"
    key: Mapped[str] = key()
    position: Mapped[int]
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(Choice(Role))
    organisation: Mapped[str]
    experience: Mapped[str]
    email: Mapped[str]


class AllocationRow(Part):
    """What a member scores in a lot; no questions means every question."""

    __tablename__ = "allocations"
    member: Mapped[str] = key()
    lot: Mapped[str] = key()
    questions: Mapped[tuple[str, ...]]
    __table_args__ = (refers("member", "members"), refers("lot", "lots"))


class SupplierRow(Part):
    """A supplier."""

    __tablename__ = "suppliers"
    key: Mapped[str] = key()
    position: Mapped[int]
    name: Mapped[str]
    identifier: Mapped[str]
    address: Mapped[str]
    email: Mapped[str]
    size: Mapped[str]
    voluntary_sector: Mapped[bool]


class DeclarationRow(Part):
    """A declaration of interest."""

    __tablename__ = "declarations"
    key: Mapped[str] = key()
    position: Mapped[int]
    member: Mapped[str]
    made_on: Mapped[date]
    interest: Mapped[Interest] = mapped_column(Choice(Interest))
    supplier: Mapped[str | None]
    lot: Mapped[str | None]
    description: Mapped[str]
    mitigation: Mapped[str]
    recusal: Mapped[Recusal] = mapped_column(Choice(Recusal))
    __table_args__ = (
        refers("member", "members"),
        refers("supplier", "suppliers"),
        refers("lot", "lots"),
    )


class TenderRow(Part):
    """A tender of one supplier."""

    __tablename__ = "tenders"
    key: Mapped[str] = key()
    position: Mapped[int]
    supplier: Mapped[str]
    received_at: Mapped[datetime | None]
    exclusion_reason: Mapped[str]
    __table_args__ = (refers("supplier", "suppliers"),)


class OfferRow(Part):
    """A tender's offer for a lot."""

    __tablename__ = "offers"
    tender: Mapped[str] = key()
    lot: Mapped[str] = key()
    price: Mapped[Decimal | None] = mapped_column(Scaled(MONEY_PLACES))
    __table_args__ = (refers("tender", "tenders"), refers("lot", "lots"))


class StandardResultRow(Part):
    """Whether a tender meets a minimum standard."""

    __tablename__ = "standard_results"
    tender: Mapped[str] = key()
    standard: Mapped[str] = key()
    result: Mapped[str]
    reason: Mapped[str]
    assessed_by: Mapped[str]
    __table_args__ = (refers("tender", "tenders"), refers("standard", "standards"))


class ResponseRow(Part):
    """A tender's answer to a question."""

    __tablename__ = "responses"
    tender: Mapped[str] = key()
    question: Mapped[str] = key()
    text: Mapped[str]
    __table_args__ = (refers("tender", "tenders"), refers("question", "criteria"))


class ScoreRow(Part):
    """A member's score of a response."""

    __tablename__ = "scores"
    tender: Mapped[str] = key()
    question: Mapped[str] = key()
    member: Mapped[str] = key()
    value: Mapped[Decimal] = mapped_column(Scaled(SCORE_PLACES))
    rationale: Mapped[str]
    evidence: Mapped[str]
    at: Mapped[datetime | None]
    __table_args__ = (
        refers("tender", "tenders"),
        refers("question", "criteria"),
        refers("member", "members"),
    )


class SubmissionRow(Part):
    """A member's scores handed in."""

    __tablename__ = "submissions"
    member: Mapped[str] = key()
    at: Mapped[datetime]
    exception: Mapped[str]
    __table_args__ = (refers("member", "members"),)


class ConsensusRow(Part):
    """The panel's one score of a response."""

    __tablename__ = "consensus"
    tender: Mapped[str] = key()
    question: Mapped[str] = key()
    value: Mapped[Decimal] = mapped_column(Scaled(SCORE_PLACES))
    reason: Mapped[str]
    strengths: Mapped[str]
    weaknesses: Mapped[str]
    internal_note: Mapped[str]
    present: Mapped[tuple[str, ...]]
    at: Mapped[datetime | None]
    recorded_by: Mapped[str]
    __table_args__ = (refers("tender", "tenders"), refers("question", "criteria"))


class MovementRow(Part):
    """Why the consensus differs from one member's score."""

    __tablename__ = "movements"
    tender: Mapped[str] = key()
    question: Mapped[str] = key()
    member: Mapped[str] = key()
    reason: Mapped[str]
    __table_args__ = (
        refers("tender question", "consensus", "tender question"),
        refers("member", "members"),
    )


class DissentRow(Part):
    """A member who does not agree with the consensus."""

    __tablename__ = "dissents"
    tender: Mapped[str] = key()
    question: Mapped[str] = key()
    member: Mapped[str] = key()
    reason: Mapped[str]
    __table_args__ = (
        refers("tender question", "consensus", "tender question"),
        refers("member", "members"),
    )


class TieRow(Part):
    """How a tie in a lot was broken."""

    __tablename__ = "ties"
    lot: Mapped[str] = key()
    order: Mapped[tuple[str, ...]]
    reason: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    __table_args__ = (refers("lot", "lots"),)


class RecommendationRow(Part):
    """The award recommended for a lot."""

    __tablename__ = "recommendations"
    lot: Mapped[str] = key()
    tender: Mapped[str | None]
    reason: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    __table_args__ = (refers("lot", "lots"), refers("tender", "tenders"))


class DecisionRow(Part):
    """A recorded step of the procurement's life."""

    __tablename__ = "decisions"
    number: Mapped[int] = key()
    step: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]
    notice_date: Mapped[date | None]
