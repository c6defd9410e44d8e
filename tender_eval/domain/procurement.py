"""The whole record of one procurement, as plain values: the shape of the procurement file.

Everything refers to everything else by key. Moments are UTC; money is pounds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from tender_eval.domain.model import EvaluationModel, Regime
from tender_eval.domain.people import Interest, Recusal, Role


class State(StrEnum):
    """Where a procurement stands in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OPENED = "opened"
    SCORING = "scoring"
    MODERATION = "moderation"
    RECOMMENDED = "recommended"
    APPROVED = "approved"
    STANDSTILL = "standstill"
    AWARDED = "awarded"
    ABANDONED = "abandoned"

    @property
    def label(self) -> str:
        """The state in words."""
        return "Tenders opened" if self is State.OPENED else self.value.capitalize()

    def reached(self, other: State) -> bool:
        """Whether this state is `other` or later on the way to award."""
        order = list(State)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True)
class Authority:
    """One buyer or funder. role: lead, partner or funder. contribution: pounds a year."""

    name: str
    role: str = "lead"
    address: str = ""
    email: str = ""
    contribution: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class Milestone:
    """One dated step of the timetable."""

    key: str
    title: str
    date: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Contract:
    """The term of the contracts to be awarded."""

    starts: date | None = None
    ends: date | None = None
    extension: str = ""


@dataclass(frozen=True)
class Procurement:
    """The procurement itself, without its model, people and tenders."""

    key: str
    title: str
    reference: str = ""
    regime: Regime = Regime.PSR
    process: str = "Competitive process"
    state: State = State.DRAFT
    description: str = ""
    cpv: str = ""
    full_criteria_at: str = ""
    source: str = ""
    authorities: tuple[Authority, ...] = ()
    contract: Contract = Contract()
    timetable: tuple[Milestone, ...] = ()
    objectives: tuple[str, ...] = ()
    abandoned_reason: str = ""

    def milestone(self, key: str) -> Milestone | None:
        """The milestone of this key, if the timetable has it."""
        return next((m for m in self.timetable if m.key == key), None)

    @property
    def lead_authority(self) -> str:
        """The name of the authority that leads, or an empty text."""
        leads = [a.name for a in self.authorities if a.role == "lead"]
        return leads[0] if leads else ""


@dataclass(frozen=True)
class ModelVersion:
    """The model as frozen at publication (number 1) or by an amendment."""

    number: int
    digest: str
    at: datetime
    reason: str
    by: str
    model: EvaluationModel


@dataclass(frozen=True)
class Allocation:
    """What a member scores in a lot. questions: keys, or empty for every question."""

    lot: str
    questions: tuple[str, ...] = ()

    def covers(self, question: str) -> bool:
        """Whether this question of the lot is among them."""
        return not self.questions or question in self.questions


@dataclass(frozen=True)
class Member:
    """A member of the panel."""

    key: str
    name: str
    role: Role
    organisation: str = ""
    experience: str = ""
    email: str = ""
    allocations: tuple[Allocation, ...] = ()


@dataclass(frozen=True)
class Declaration:
    """A member's declaration of interest. supplier and lot say what it is about."""

    key: str
    member: str
    made_on: date
    interest: Interest = Interest.NONE
    supplier: str | None = None
    lot: str | None = None
    description: str = ""
    mitigation: str = ""
    recusal: Recusal = Recusal.NONE


@dataclass(frozen=True)
class Supplier:
    """An organisation that tenders. size: micro, small, sme, large or empty."""

    key: str
    name: str
    identifier: str = ""
    address: str = ""
    email: str = ""
    size: str = ""
    voluntary_sector: bool = False


@dataclass(frozen=True)
class Offer:
    """A tender's offer for one lot: the price over the whole contract, None while unknown."""

    lot: str
    price: Decimal | None = None


@dataclass(frozen=True)
class StandardResult:
    """Whether a tender meets a minimum standard. result: pass or fail."""

    standard: str
    result: str
    reason: str = ""
    assessed_by: str = ""


@dataclass(frozen=True)
class Response:
    """A tender's answer to a question, given once for all the lots it counts in."""

    question: str
    text: str

    @property
    def words(self) -> int:
        """How many words the answer has."""
        return len(self.text.split())


@dataclass(frozen=True)
class Tender:
    """One supplier's offer for one or more lots."""

    key: str
    supplier: str
    received_at: datetime | None = None
    lots: tuple[Offer, ...] = ()
    exclusion_reason: str = ""
    standards: tuple[StandardResult, ...] = ()
    responses: tuple[Response, ...] = ()

    def bids_for(self, lot: str) -> bool:
        """Whether it offers for this lot."""
        return any(offer.lot == lot for offer in self.lots)


@dataclass(frozen=True)
class Score:
    """One member's score of one response, with the reason in words."""

    member: str
    tender: str
    question: str
    value: Decimal
    rationale: str
    evidence: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Submission:
    """A member handed in their scores; from then on they are locked.

    exception: why an incomplete set was let in, if it was.
    """

    member: str
    at: datetime
    exception: str = ""


@dataclass(frozen=True)
class Movement:
    """Why the consensus differs from one member's own score."""

    member: str
    reason: str


@dataclass(frozen=True)
class Dissent:
    """A member who does not agree with the consensus, by name, and why."""

    member: str
    reason: str


@dataclass(frozen=True)
class Consensus:
    """The panel's one score of a response. reason is written for release to suppliers;
    internal_note is not."""

    tender: str
    question: str
    value: Decimal
    reason: str
    strengths: str = ""
    weaknesses: str = ""
    internal_note: str = ""
    movements: tuple[Movement, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    present: tuple[str, ...] = ()
    at: datetime | None = None
    recorded_by: str = ""


@dataclass(frozen=True)
class TieDecision:
    """How a tie that the published rules leave open was broken. order: best first."""

    lot: str
    order: tuple[str, ...]
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Recommendation:
    """The award recommended for a lot; tender None means no award."""

    lot: str
    tender: str | None
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Decision:
    """A recorded step of the procurement's life. notice_date: the notice it rests on, if any."""

    step: str
    by: str
    at: datetime
    reason: str = ""
    notice_date: date | None = None


@dataclass(frozen=True)
class Record:
    """One whole procurement."""

    procurement: Procurement
    model: EvaluationModel
    versions: tuple[ModelVersion, ...] = ()
    panel: tuple[Member, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    suppliers: tuple[Supplier, ...] = ()
    tenders: tuple[Tender, ...] = ()
    scores: tuple[Score, ...] = ()
    submissions: tuple[Submission, ...] = ()
    consensus: tuple[Consensus, ...] = ()
    ties: tuple[TieDecision, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    decisions: tuple[Decision, ...] = field(default=())

    @property
    def published_model(self) -> EvaluationModel:
        """The model as last frozen; the draft while nothing has been published."""
        return self.versions[-1].model if self.versions else self.model

    def supplier_name(self, tender: str) -> str:
        """The name behind a tender's key."""
        supplier = next(t.supplier for t in self.tenders if t.key == tender)
        return next(s.name for s in self.suppliers if s.key == supplier)

    def member(self, key: str) -> Member | None:
        """The member of this key, if there is one."""
        return next((m for m in self.panel if m.key == key), None)
