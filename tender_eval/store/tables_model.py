"""Tables of the procurement itself and of its evaluation model while it can be edited."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tender_eval.domain.model import KeyCriterion, Kind, PriceKind, Regime, RoundAt, Theme
from tender_eval.domain.procurement import State
from tender_eval.domain.values import MONEY_PLACES, PERCENT_PLACES, SCORE_PLACES
from tender_eval.store.base import Base, key, refers
from tender_eval.store.types import Choice, Scaled


class ProcurementRow(Base):
    """A procurement, with the settings of its model that have no table of their own."""

    __tablename__ = "procurements"
    key: Mapped[str] = key()
    title: Mapped[str]
    reference: Mapped[str]
    regime: Mapped[Regime] = mapped_column(Choice(Regime))
    process: Mapped[str]
    state: Mapped[State] = mapped_column(Choice(State))
    description: Mapped[str]
    cpv: Mapped[str]
    full_criteria_at: Mapped[str]
    source: Mapped[str]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    extension: Mapped[str]
    objectives: Mapped[tuple[str, ...]]
    abandoned_reason: Mapped[str]
    rounding_decimals: Mapped[int]
    rounding_at: Mapped[RoundAt] = mapped_column(Choice(RoundAt))
    minimum_quality: Mapped[Decimal | None] = mapped_column(Scaled(PERCENT_PLACES))
    tie_break: Mapped[tuple[str, ...]]


class Part(Base):
    """A row that belongs to one procurement."""

    __abstract__ = True
    procurement: Mapped[str] = mapped_column(
        ForeignKey("procurements.key"), primary_key=True, sort_order=-1
    )


class AuthorityRow(Part):
    """A buyer or funder."""

    __tablename__ = "authorities"
    name: Mapped[str] = key()
    position: Mapped[int]
    role: Mapped[str]
    address: Mapped[str]
    email: Mapped[str]
    contribution: Mapped[Decimal | None] = mapped_column(Scaled(MONEY_PLACES))
    note: Mapped[str]


class MilestoneRow(Part):
    """A step of the timetable."""

    __tablename__ = "milestones"
    key: Mapped[str] = key()
    position: Mapped[int]
    title: Mapped[str]
    date: Mapped[date | None]
    note: Mapped[str]


class LotRow(Part):
    """A lot with its price model."""

    __tablename__ = "lots"
    key: Mapped[str] = key()
    position: Mapped[int]
    title: Mapped[str]
    description: Mapped[str]
    in_scope: Mapped[bool]
    service_block: Mapped[str]
    elements: Mapped[tuple[str, ...]]
    area: Mapped[str]
    annual_value: Mapped[Decimal | None] = mapped_column(Scaled(MONEY_PLACES))
    price_kind: Mapped[PriceKind] = mapped_column(Choice(PriceKind))
    ceiling: Mapped[Decimal | None] = mapped_column(Scaled(MONEY_PLACES))
    full_marks_at: Mapped[Decimal | None] = mapped_column(Scaled(MONEY_PLACES))
    no_marks_at: Mapped[Decimal | None] = mapped_column(Scaled(MONEY_PLACES))


class ScaleRow(Part):
    """A scoring scale."""

    __tablename__ = "scales"
    key: Mapped[str] = key()
    position: Mapped[int]
    name: Mapped[str]


class ScaleLevelRow(Part):
    """One score of a scale with its descriptor."""

    __tablename__ = "scale_levels"
    scale: Mapped[str] = key()
    value: Mapped[Decimal] = mapped_column(Scaled(SCORE_PLACES), primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    descriptor: Mapped[str]
    __table_args__ = (refers("scale", "scales"),)


class CriterionRow(Part):
    """A node of the criteria tree. parent: the key of the node above, None at the top."""

    __tablename__ = "criteria"
    key: Mapped[str] = key()
    parent: Mapped[str | None]
    position: Mapped[int]
    title: Mapped[str]
    kind: Mapped[Kind] = mapped_column(Choice(Kind))
    weight: Mapped[Decimal] = mapped_column(Scaled(PERCENT_PLACES))
    lots: Mapped[tuple[str, ...]]
    key_criterion: Mapped[KeyCriterion | None] = mapped_column(Choice(KeyCriterion))
    theme: Mapped[Theme | None] = mapped_column(Choice(Theme))
    description: Mapped[str]
    question: Mapped[str]
    guidance: Mapped[str]
    word_limit: Mapped[int | None]
    scale: Mapped[str]
    minimum: Mapped[Decimal | None] = mapped_column(Scaled(PERCENT_PLACES))
    __table_args__ = (refers("parent", "criteria"),)


class StandardRow(Part):
    """A pass/fail minimum standard."""

    __tablename__ = "standards"
    key: Mapped[str] = key()
    position: Mapped[int]
    title: Mapped[str]
    requirement: Mapped[str]
    evidence: Mapped[str]
    lots: Mapped[tuple[str, ...]]
    theme: Mapped[Theme | None] = mapped_column(Choice(Theme))


class CheckReasonRow(Part):
    """Why a check of good practice is answered otherwise."""

    __tablename__ = "check_reasons"
    check: Mapped[str] = key()
    position: Mapped[int]
    reason: Mapped[str]


class VersionRow(Part):
    """The model as frozen; model holds its document, digest names it."""

    __tablename__ = "versions"
    number: Mapped[int] = key()
    digest: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str]
    by: Mapped[str]
    model: Mapped[str]
