"""The evaluation model: what is published, frozen, and alone decides how scores become an award."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from tender_eval.domain.values import money


class Regime(StrEnum):
    """The law a procurement runs under; dates, notices and letters follow it."""

    PSR = "psr"
    PA23 = "pa23"
    PCR2015 = "pcr2015"
    BELOW_THRESHOLD = "below_threshold"

    @property
    def label(self) -> str:
        """The regime in words."""
        return {
            Regime.PSR: "Provider Selection Regime 2023",
            Regime.PA23: "Procurement Act 2023",
            Regime.PCR2015: "Public Contracts Regulations 2015",
            Regime.BELOW_THRESHOLD: "Below threshold or grant",
        }[self]


class KeyCriterion(StrEnum):
    """The five key criteria of the Provider Selection Regime (SI 2023/1348 reg 5)."""

    QUALITY = "quality_and_innovation"
    VALUE = "value"
    INTEGRATION = "integration_and_sustainability"
    ACCESS = "access_inequalities_and_choice"
    SOCIAL_VALUE = "social_value"

    @property
    def label(self) -> str:
        """The key criterion as the regulations name it."""
        return {
            KeyCriterion.QUALITY: "Quality and innovation",
            KeyCriterion.VALUE: "Value",
            KeyCriterion.INTEGRATION: "Integration, collaboration and service sustainability",
            KeyCriterion.ACCESS: (
                "Improving access, reducing health inequalities and facilitating choice"
            ),
            KeyCriterion.SOCIAL_VALUE: "Social value",
        }[self]


class Kind(StrEnum):
    """What a node of the criteria tree is: it has parts, is scored by people, or is the price."""

    GROUP = "group"
    QUESTION = "question"
    PRICE = "price"


class Theme(StrEnum):
    """What a criterion is about, for the checks of good practice (domain.checks)."""

    RECOVERY = "recovery"
    RECOVERY_CAPITAL = "recovery_capital"
    ACCESSIBILITY = "accessibility"
    UNDER_REPRESENTED = "under_represented_groups"
    CLINICAL_GOVERNANCE = "clinical_governance"
    SAFEGUARDING = "safeguarding"
    OUTCOMES = "outcomes"
    HARM_REDUCTION = "harm_reduction"
    CARE_COORDINATION = "care_coordination"
    INTEGRATION = "integration"
    YOUNG_PEOPLE = "young_people"
    FAMILY = "family_and_carers"
    MUTUAL_AID = "mutual_aid"
    REINTEGRATION = "reintegration"
    WORKFORCE = "workforce"
    INVOLVEMENT = "service_user_involvement"
    INFORMATION = "information_governance"
    PERFORMANCE = "performance"
    QUALITY_ASSURANCE = "quality_assurance"
    MOBILISATION = "mobilisation"
    VALUE = "value"
    SOCIAL_VALUE = "social_value"
    EQUALITY = "equality"
    FLEXIBILITY = "flexibility"

    @property
    def label(self) -> str:
        """The theme in words."""
        return self.value.replace("_", " ").replace("under represented", "under-represented")


class PriceKind(StrEnum):
    """The price models offered, after the Cabinet Office Bid Evaluation Guidance Note, May 2021."""

    LOWEST_PROPORTIONAL = "lowest_proportional"
    LINEAR_FROM_LOWEST = "linear_from_lowest"
    LINEAR_RANGE = "linear_range"
    MEAN_DISTANCE = "mean_distance"
    FIXED = "fixed"

    @property
    def label(self) -> str:
        """The model in words."""
        return {
            PriceKind.LOWEST_PROPORTIONAL: "Lowest price proportional",
            PriceKind.LINEAR_FROM_LOWEST: "Linear from the lowest price",
            PriceKind.LINEAR_RANGE: "Linear over a stated range",
            PriceKind.MEAN_DISTANCE: "Distance from the mean price",
            PriceKind.FIXED: "Fixed price (quality alone decides)",
        }[self]

    @property
    def formula(self) -> str:
        """The published formula."""
        return {
            PriceKind.LOWEST_PROPORTIONAL: "weight × lowest price ÷ price",
            PriceKind.LINEAR_FROM_LOWEST: (
                "weight × (1 − (price − lowest price) ÷ lowest price), not below zero"
            ),
            PriceKind.LINEAR_RANGE: (
                "weight × (price for no marks − price) ÷ (price for no marks − price for full "
                "marks), between zero and the weight"
            ),
            PriceKind.MEAN_DISTANCE: (
                "weight × (½ − (price − mean price) ÷ mean price), between zero and the weight"
            ),
            PriceKind.FIXED: "no price score: every tender is at or below the fixed price",
        }[self]

    @property
    def relative(self) -> bool:
        """Whether a tender's price score depends on the other tenders' prices."""
        return self not in (PriceKind.LINEAR_RANGE, PriceKind.FIXED)


@dataclass(frozen=True)
class ScaleLevel:
    """One score that may be given, with its published descriptor."""

    value: Decimal
    name: str
    descriptor: str


@dataclass(frozen=True)
class Scale:
    """The scores that may be given and what each means. Levels run from worst to best."""

    key: str
    name: str
    levels: tuple[ScaleLevel, ...]

    @property
    def maximum(self) -> Decimal:
        """The best score."""
        return max(level.value for level in self.levels)

    def allows(self, value: Decimal) -> bool:
        """Whether this exact value is on the scale."""
        return any(level.value == value for level in self.levels)


@dataclass(frozen=True)
class Criterion:
    """A node of the criteria tree.

    weight: percent of its parent (of the lot at the top). lots: keys of the lots it applies to;
    empty means the common part, which counts in every lot. minimum: for a question the lowest
    consensus score that stays in, for a group the lowest percentage of its available marks.
    """

    key: str
    title: str
    kind: Kind
    weight: Decimal
    lots: tuple[str, ...] = ()
    key_criterion: KeyCriterion | None = None
    theme: Theme | None = None
    description: str = ""
    question: str = ""
    guidance: str = ""
    word_limit: int | None = None
    scale: str = ""
    minimum: Decimal | None = None
    children: tuple[Criterion, ...] = ()

    def applies_to(self, lot: str) -> bool:
        """Whether this node counts in the lot (its parents are asked by whoever walks down)."""
        return not self.lots or lot in self.lots

    def walk(self) -> Iterator[Criterion]:
        """This node and every node below it, in published order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class MinimumStandard:
    """A pass/fail requirement that stands beside the weights."""

    key: str
    title: str
    requirement: str
    evidence: str = ""
    lots: tuple[str, ...] = ()
    theme: Theme | None = None

    def applies_to(self, lot: str) -> bool:
        """Whether tenders for this lot must meet it."""
        return not self.lots or lot in self.lots


@dataclass(frozen=True)
class PriceModel:
    """How a lot's prices become scores. ceiling: the most that may be bid, or None.

    For the fixed kind the ceiling is the fixed price. full_marks_at, no_marks_at: the buyer's own
    prices at the two ends of a stated range; None for the other kinds.
    """

    kind: PriceKind
    ceiling: Decimal | None = None
    full_marks_at: Decimal | None = None
    no_marks_at: Decimal | None = None

    @property
    def formula(self) -> str:
        """The published formula, with the buyer's own prices."""
        if self.kind is not PriceKind.LINEAR_RANGE:
            return self.kind.formula
        ends = [
            f"{what} {money(price)}"
            for what, price in (
                ("full marks at", self.full_marks_at),
                ("none at", self.no_marks_at),
            )
            if price is not None
        ]
        return f"{self.kind.formula}; {', '.join(ends)}" if ends else self.kind.formula

    def problems(self) -> list[str]:
        """What keeps the model from being published, in words."""
        found = []
        if self.kind is PriceKind.FIXED and self.ceiling is None:
            found.append("The price is fixed, but it is not set.")
        if self.kind is PriceKind.LINEAR_RANGE:
            full, none = self.full_marks_at, self.no_marks_at
            if full is None or none is None:
                found.append("A stated range needs the price for full marks and the one for none.")
            elif none <= full:
                found.append("The price for no marks must be above the price for full marks.")
        return found


@dataclass(frozen=True)
class Lot:
    """A part of the procurement that is awarded by itself. Scope is always set by hand."""

    key: str
    title: str
    description: str = ""
    in_scope: bool = True
    service_block: str = ""
    elements: tuple[str, ...] = ()
    area: str = ""
    annual_value: Decimal | None = None
    price_model: PriceModel = PriceModel(PriceKind.LOWEST_PROPORTIONAL)


class RoundAt(StrEnum):
    """Where the published model rounds: each weighted score, or only the total."""

    QUESTION = "question"
    TOTAL = "total"


@dataclass(frozen=True)
class Rounding:
    """Half-up rounding to `decimals` places, at the place the model publishes."""

    decimals: int = 2
    at: RoundAt = RoundAt.QUESTION


@dataclass(frozen=True)
class CheckReason:
    """A recorded reason why a check of good practice is answered otherwise."""

    check: str
    reason: str


@dataclass(frozen=True)
class EvaluationModel:
    """Everything that is published and frozen. tie_break: `quality`, `price` or a criterion key.

    minimum_quality: the lowest quality total that stays in, as percent of the marks available.
    """

    lots: tuple[Lot, ...]
    criteria: tuple[Criterion, ...]
    standards: tuple[MinimumStandard, ...]
    scales: tuple[Scale, ...]
    rounding: Rounding = Rounding()
    minimum_quality: Decimal | None = None
    tie_break: tuple[str, ...] = ()
    reasons: tuple[CheckReason, ...] = ()

    def walk(self) -> Iterator[Criterion]:
        """Every node of the criteria tree in published order."""
        for root in self.criteria:
            yield from root.walk()

    def lots_in_scope(self) -> tuple[Lot, ...]:
        """The lots that are tendered this time."""
        return tuple(lot for lot in self.lots if lot.in_scope)

    def lot(self, key: str) -> Lot:
        """The lot of this key; KeyError where there is none."""
        for lot in self.lots:
            if lot.key == key:
                return lot
        raise KeyError(key)

    def criterion(self, key: str) -> Criterion:
        """The node of this key; KeyError where there is none."""
        for node in self.walk():
            if node.key == key:
                return node
        raise KeyError(key)

    def scale_of(self, question: Criterion) -> Scale:
        """The question's own scale, or the first of the model."""
        for scale in self.scales:
            if scale.key == question.scale:
                return scale
        return self.scales[0]

    def in_lot(self, lot: str) -> tuple[Criterion, ...]:
        """The criteria trees as they apply to one lot, nodes of other lots left out."""
        return tuple(_for_lot(root, lot) for root in self.criteria if root.applies_to(lot))

    def questions(self, lot: str) -> tuple[Criterion, ...]:
        """The questions of a lot, common and its own, in published order."""
        return tuple(
            node for root in self.in_lot(lot) for node in root.walk() if node.kind is Kind.QUESTION
        )


def _for_lot(node: Criterion, lot: str) -> Criterion:
    kept = tuple(_for_lot(child, lot) for child in node.children if child.applies_to(lot))
    whole = len(kept) == len(node.children)
    if whole and all(here is there for here, there in zip(kept, node.children, strict=True)):
        return node
    return replace(node, children=kept)
