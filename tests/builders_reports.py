"""A dossier for the reports, built from the domain's own values: two lots, as many tenders as asked.

Tests change the one thing that matters to them with `dataclasses.replace` or a keyword and say so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tender_eval.domain.award import LotResult, TenderForAward, lot_result
from tender_eval.domain.dossier import Dossier
from tender_eval.domain.model import (
    CheckReason,
    Criterion,
    EvaluationModel,
    KeyCriterion,
    Kind,
    Lot,
    MinimumStandard,
    PriceKind,
    PriceModel,
    Regime,
    Scale,
    ScaleLevel,
)
from tender_eval.domain.people import Interest, Recusal, Role
from tender_eval.domain.procurement import (
    Authority,
    Consensus,
    Contract,
    Decision,
    Declaration,
    Dissent,
    Member,
    Milestone,
    ModelVersion,
    Movement,
    Offer,
    Procurement,
    Recommendation,
    Record,
    Score,
    StandardResult,
    State,
    Supplier,
    Tender,
)
from tender_eval.domain.standstill import standstill
from tender_eval.domain.trail import Checkpoint

NOW = datetime(2026, 4, 13, 9, 30, tzinfo=UTC)
NAMES = ("Alder Care", "Birch Recovery", "Cedar Trust")
DIGEST, OLD_DIGEST = "ab" * 32, "cd" * 32
INTERNAL = "Internal: the panel talked of the reference from Elmshire."


def D(text: str | int) -> Decimal:  # noqa: N802 - a short name for a decimal
    """An exact decimal."""
    return Decimal(text)


def a_question(key: str, weight: str, **more: Any) -> Criterion:
    """A question scored from 0 to 5."""
    title = more.pop("title", key.removeprefix("q-").capitalize())
    return Criterion(key, title, Kind.QUESTION, D(weight), question=f"Tell us of {key}.", **more)


def a_model(**changes: Any) -> EvaluationModel:
    """Two lots, a common group of two questions, a question of each lot's own, and the price."""
    levels = tuple(ScaleLevel(D(n), f"Level {n}", f"What {n} means.") for n in range(6))
    three = tuple(ScaleLevel(D(n), f"Step {n}", f"What step {n} means.") for n in range(4))
    common = Criterion(
        "c-common",
        "Common part",
        Kind.GROUP,
        D("45"),
        key_criterion=KeyCriterion.ACCESS,
        children=(a_question("q-access", "37.5"), a_question("q-recovery", "62.5")),
    )
    plain = EvaluationModel(
        lots=(
            Lot(
                "lot-1", "Adults", price_model=PriceModel(PriceKind.LOWEST_PROPORTIONAL, D(1000000))
            ),
            Lot("lot-2", "Young people", price_model=PriceModel(PriceKind.LINEAR_FROM_LOWEST)),
        ),
        criteria=(
            common,
            a_question("q-adult", "33.3", lots=("lot-1",), minimum=D(2), scale="s3"),
            a_question("q-young", "33.3", lots=("lot-2",)),
            # The key is a word the workbook uses for a line of its own.
            Criterion("price", "Price", Kind.PRICE, D("21.7"), key_criterion=KeyCriterion.VALUE),
        ),
        standards=(MinimumStandard("gov", "Clinical governance", "A framework.", "The policy."),),
        scales=(Scale("s5", "0 to 5", levels), Scale("s3", "0 to 3", three)),
        minimum_quality=D("30"),
        tie_break=("quality", "price"),
        reasons=(CheckReason("key-criterion-social_value", "Held in the framework contract."),),
    )
    return replace(plain, **changes)


def a_record(names: tuple[str, ...] = NAMES, **changes: Any) -> Record:
    """A procurement with a recommendation for each lot. names: of its suppliers, best first."""
    model = changes.pop("model", None) or a_model()
    panel = (
        Member("m-rep", "Ada Rowe", Role.SERVICE_USER, "Vale Voices", "Five years in recovery."),
        Member("m-clin", "Ben Okoro", Role.CLINICIAN, "Vale NHS", "Consultant since 2009."),
        Member("m-mod", "Dev Marsh", Role.MODERATOR, "Vale Council", "Led nine panels."),
    )
    tenders = tuple(_tender(n, model) for n in range(len(names)))
    suppliers = tuple(
        Supplier(
            f"s-{n}", name, f"GB-COH-{n:08}", f"{n + 1} Mill Lane, Vale", f"bids{n}@vale.example"
        )
        for n, name in enumerate(names)
    )
    questions = [node.key for node in model.walk() if node.kind is Kind.QUESTION]
    answers = [(n, key) for n in range(len(names)) for key in questions]
    record = Record(
        _procurement(),
        model,
        versions=(ModelVersion(1, DIGEST, NOW, "Published", "Lena Lead", model),),
        panel=panel,
        declarations=(
            Declaration("d-1", "m-rep", date(2026, 2, 2)),
            Declaration("d-2", "m-clin", date(2026, 2, 3), Interest.PERCEIVED, "s-1", None,
                        "A cousin works there.", "Leaves the room.", Recusal.SUPPLIER),
        ),
        suppliers=suppliers,
        tenders=tenders,
        scores=tuple(
            Score(m.key, f"t-{n}", key, _score(n, key, model), f"Rationale of {m.name} on {n} {key}.")
            for n, key in answers
            for m in panel[:2]
        ),
        consensus=tuple(_consensus(n, key, model) for n, key in answers),
        recommendations=tuple(
            Recommendation(lot.key, "t-0", f"Strongest offer for {lot.title}.", NOW, "Lena Lead")
            for lot in model.lots
        ),
        decisions=(Decision("approved", "Public Health Committee", NOW, "As recommended."),),
    )  # fmt: skip
    return replace(record, **changes)


def a_dossier(record: Record | None = None, **changes: Any) -> Dossier:
    """What the reports are made from; the results are worked out by the exact engine."""
    record = record or a_record()
    notice = record.procurement.milestone("intention")
    counted = (
        standstill(record.procurement.regime, notice.date)
        if notice and notice.date and record.procurement.regime is not Regime.BELOW_THRESHOLD
        else None
    )
    made = Dossier(
        record,
        record.published_model,
        len(record.versions),
        record.versions[-1].digest if record.versions else "ef" * 32,
        results_of(record),
        Checkpoint(412, "9f" * 32, NOW),
        counted,
        NOW,
        "Lena Lead",
    )
    return replace(made, **changes)


def results_of(record: Record) -> tuple[LotResult, ...]:
    """The exact engine's figures for each lot that has tenders."""
    offers = [
        TenderForAward(
            t.key,
            record.supplier_name(t.key),
            {offer.lot: offer.price for offer in t.lots},
            {c.question: c.value for c in record.consensus if c.tender == t.key},
            {r.standard: r.reason for r in t.standards if r.result == "fail"},
            exclusion=t.exclusion_reason,
        )
        for t in record.tenders
    ]
    orders = {tie.lot: tie.order for tie in record.ties}
    model = record.published_model
    return tuple(
        lot_result(model, lot.key, offers, orders.get(lot.key, ()))
        for lot in model.lots_in_scope()
        if any(lot.key in offer.prices for offer in offers)
    )


def _procurement() -> Procurement:
    return Procurement(
        "vale-2026",
        "Vale treatment services 2026",
        "VC-26-007",
        state=State.APPROVED,
        description="Treatment and recovery for adults and young people.",
        full_criteria_at="Invitation to tender, section 4",
        authorities=(Authority("Vale Council", address="Town Hall", email="buy@vale.example"),),
        contract=Contract(date(2027, 4, 1), date(2030, 3, 31)),
        timetable=(Milestone("intention", "Notice of intention", date(2026, 4, 13)),),
    )


def _tender(n: int, model: EvaluationModel) -> Tender:
    return Tender(
        f"t-{n}",
        f"s-{n}",
        NOW,
        tuple(Offer(lot.key, D(f"{900000 + 13777 * n}.50")) for lot in model.lots),
        standards=(StandardResult("gov", "pass", "Framework seen.", "Dev Marsh"),),
    )


def _score(n: int, key: str, model: EvaluationModel) -> Decimal:
    best = int(model.scale_of(model.criterion(key)).maximum)
    return D(max(2, best - (n + len(key)) % 3))


def _consensus(n: int, key: str, model: EvaluationModel) -> Consensus:
    return Consensus(
        f"t-{n}",
        key,
        _score(n, key, model),
        f"Reason on {n} {key}.",
        f"Strength of {n} {key}.",
        f"Weakness of {n} {key}.",
        INTERNAL,
        (Movement("m-rep", f"Movement on {n} {key}."),),
        (Dissent("m-clin", f"Dissent on {n} {key}."),),
        ("m-rep", "m-clin", "m-mod"),
        NOW,
        "Dev Marsh",
    )
