"""Whole records out of the tables and into them, by columns and in bulk."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from tender_eval.domain import procurement as p
from tender_eval.domain.document import from_document, to_document
from tender_eval.domain.errors import NotFound
from tender_eval.domain.model import (
    CheckReason,
    Criterion,
    EvaluationModel,
    Lot,
    MinimumStandard,
    PriceModel,
    Rounding,
    Scale,
    ScaleLevel,
)
from tender_eval.store import tables_model as m
from tender_eval.store import tables_work as w
from tender_eval.store.base import Base, columns
from tender_eval.store.unit_of_work import UnitOfWork

T = TypeVar("T")
Values = dict[str, Any]


def load_record(session: Session, key: str, *, texts: bool = True, scores: bool = True) -> p.Record:
    """The whole procurement. texts: with the answers' text, which most views do without. scores: with
    individual and consensus scores, which who may score what does not rest on."""
    procurement, model = load_model(session, key)
    return p.Record(
        procurement=procurement,
        model=model,
        versions=load_versions(session, key),
        panel=_members(session, key),
        declarations=_all(session, p.Declaration, w.DeclarationRow, key),
        suppliers=_all(session, p.Supplier, w.SupplierRow, key),
        tenders=_tenders(session, key, texts=texts),
        scores=_all(session, p.Score, w.ScoreRow, key) if scores else (),
        submissions=_all(session, p.Submission, w.SubmissionRow, key),
        consensus=_consensus(session, key) if scores else (),
        ties=_all(session, p.TieDecision, w.TieRow, key),
        recommendations=_all(session, p.Recommendation, w.RecommendationRow, key),
        decisions=_all(session, p.Decision, w.DecisionRow, key),
    )


def load_model(session: Session, key: str) -> tuple[p.Procurement, EvaluationModel]:
    """The procurement and its model as it can be edited. Raises NotFound."""
    found = columns(m.ProcurementRow)
    row: Any = session.execute(select(*found).where(found.key == key)).first()
    if row is None:
        raise NotFound(f"This workspace has no procurement “{key}”.", remedy="See the list.")
    procurement = p.Procurement(
        **_named(p.Procurement, row, without=("authorities", "contract", "timetable")),
        authorities=_all(session, p.Authority, m.AuthorityRow, key),
        contract=p.Contract(row.starts, row.ends, row.extension),
        timetable=_all(session, p.Milestone, m.MilestoneRow, key),
    )
    model = EvaluationModel(
        lots=tuple(_lot(lot) for lot in _rows(session, m.LotRow, key)),
        criteria=_tree(_rows(session, m.CriterionRow, key)),
        standards=_all(session, MinimumStandard, m.StandardRow, key),
        scales=_scales(session, key),
        rounding=Rounding(row.rounding_decimals, row.rounding_at),
        minimum_quality=row.minimum_quality,
        tie_break=row.tie_break,
        reasons=_all(session, CheckReason, m.CheckReasonRow, key),
    )
    return procurement, model


def load_versions(session: Session, key: str) -> tuple[p.ModelVersion, ...]:
    """Every frozen model, oldest first."""
    rows = _rows(session, m.VersionRow, key)
    return tuple(
        p.ModelVersion(
            row.number, row.digest, row.at, row.reason, row.by,
            from_document(EvaluationModel, json.loads(row.model)),
        )
        for row in sorted(rows, key=lambda row: row.number)
    )  # fmt: skip


def save_record(uow: UnitOfWork, record: p.Record) -> None:
    """Write a whole new procurement in bulk, with a record of each row."""
    key = record.procurement.key
    for kind, values in record_rows(record):
        uow.add_many(kind, [{"procurement": key} | row for row in values])


def record_rows(record: p.Record) -> Iterable[tuple[type[Base], list[Values]]]:
    """Every row of a record by table, in an order that foreign keys accept."""
    yield m.ProcurementRow, [procurement_values(record.procurement, record.model)]
    yield m.AuthorityRow, _numbered(record.procurement.authorities)
    yield m.MilestoneRow, _numbered(record.procurement.timetable)
    yield from model_rows(record.model)
    yield m.VersionRow, [version_values(version) for version in record.versions]
    yield w.MemberRow, _numbered(record.panel, without=("allocations",))
    yield w.AllocationRow, _under(record.panel, "member", "allocations")
    yield w.SupplierRow, _numbered(record.suppliers)
    yield w.DeclarationRow, _numbered(record.declarations)
    nested = ("lots", "standards", "responses")
    yield w.TenderRow, _numbered(record.tenders, without=nested)
    yield w.OfferRow, _under(record.tenders, "tender", "lots")
    yield w.StandardResultRow, _under(record.tenders, "tender", "standards")
    yield w.ResponseRow, _under(record.tenders, "tender", "responses")
    yield w.ScoreRow, [_flat(score) for score in record.scores]
    yield w.SubmissionRow, [_flat(submission) for submission in record.submissions]
    yield w.ConsensusRow, [_flat(c, ("movements", "dissent")) for c in record.consensus]
    for kind, name in ((w.MovementRow, "movements"), (w.DissentRow, "dissent")):
        yield (
            kind,
            [
                {"tender": c.tender, "question": c.question} | _flat(part)
                for c in record.consensus
                for part in getattr(c, name)
            ],
        )
    yield w.TieRow, [_flat(tie) for tie in record.ties]
    yield w.RecommendationRow, [_flat(each) for each in record.recommendations]
    yield (
        w.DecisionRow,
        [{"number": n} | _flat(each) for n, each in enumerate(record.decisions, start=1)],
    )


def model_rows(model: EvaluationModel) -> Iterable[tuple[type[Base], list[Values]]]:
    """Every row of a model that has a table of its own."""
    yield m.LotRow, [lot_values(lot) | {"position": n} for n, lot in enumerate(model.lots)]
    yield m.ScaleRow, _numbered(model.scales, without=("levels",))
    yield (
        m.ScaleLevelRow,
        [
            {"scale": scale.key, "position": n} | _flat(level)
            for scale in model.scales
            for n, level in enumerate(scale.levels)
        ],
    )
    yield m.CriterionRow, list(_tree_values(model.criteria, None))
    yield m.StandardRow, _numbered(model.standards)
    yield m.CheckReasonRow, _numbered(model.reasons)


def procurement_values(procurement: p.Procurement, model: EvaluationModel) -> Values:
    """The procurement's own row."""
    values = _flat(procurement, ("authorities", "contract", "timetable"))
    values |= _flat(procurement.contract)
    return values | {
        "rounding_decimals": model.rounding.decimals,
        "rounding_at": model.rounding.at,
        "minimum_quality": model.minimum_quality,
        "tie_break": model.tie_break,
    }


def lot_values(lot: Lot) -> Values:
    """A lot's row without its position."""
    values = _flat(lot, ("price_model",))
    price = _flat(lot.price_model)
    return values | {"price_kind": price.pop("kind")} | price


def version_values(version: p.ModelVersion) -> Values:
    """A frozen model's row."""
    document = json.dumps(to_document(version.model), ensure_ascii=False, sort_keys=True)
    return _flat(version, ("model",)) | {"model": document}


def _flat(value: Any, without: tuple[str, ...] = ()) -> Values:
    return {f.name: getattr(value, f.name) for f in fields(value) if f.name not in without}


def _numbered(items: Iterable[Any], without: tuple[str, ...] = ()) -> list[Values]:
    return [_flat(item, without) | {"position": n} for n, item in enumerate(items)]


def _under(items: Iterable[Any], name: str, part: str) -> list[Values]:
    return [{name: item.key} | _flat(child) for item in items for child in getattr(item, part)]


def _tree_values(nodes: tuple[Criterion, ...], parent: str | None) -> Iterable[Values]:
    for position, node in enumerate(nodes):
        yield _flat(node, ("children",)) | {"parent": parent, "position": position}
        yield from _tree_values(node.children, node.key)


def _rows(session: Session, kind: type[Base], key: str) -> list[Any]:
    found = columns(kind)
    order = [found.position] if "position" in found else list(kind.__table__.primary_key)
    statement = select(*found).where(found.procurement == key).order_by(*order)
    return list(session.execute(statement))


def _named(kind: type[Any], row: Any, without: tuple[str, ...] = ()) -> Values:
    return {f.name: getattr(row, f.name) for f in fields(kind) if f.name not in without}


def _all(session: Session, kind: type[T], rows: type[Base], key: str) -> tuple[T, ...]:
    return tuple(kind(**_named(kind, row)) for row in _rows(session, rows, key))


def _grouped(rows: Iterable[Any], *names: str) -> Mapping[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[tuple(getattr(row, name) for name in names)].append(row)
    return groups


def _lot(row: Any) -> Lot:
    return Lot(
        **_named(Lot, row, without=("price_model",)),
        price_model=PriceModel(row.price_kind, row.ceiling, row.full_marks_at, row.no_marks_at),
    )


def _scales(session: Session, key: str) -> tuple[Scale, ...]:
    levels = _grouped(_rows(session, m.ScaleLevelRow, key), "scale")
    return tuple(
        Scale(
            row.key, row.name,
            tuple(ScaleLevel(**_named(ScaleLevel, level)) for level in levels.get((row.key,), [])),
        )
        for row in _rows(session, m.ScaleRow, key)
    )  # fmt: skip


def _tree(rows: list[Any]) -> tuple[Criterion, ...]:
    below = _grouped(rows, "parent")

    def nodes(parent: str | None) -> tuple[Criterion, ...]:
        return tuple(
            Criterion(**_named(Criterion, row, without=("children",)), children=nodes(row.key))
            for row in below.get((parent,), [])
        )

    return nodes(None)


def _members(session: Session, key: str) -> tuple[p.Member, ...]:
    parts = _grouped(_rows(session, w.AllocationRow, key), "member")
    return tuple(
        p.Member(
            **_named(p.Member, row, without=("allocations",)),
            allocations=tuple(
                p.Allocation(part.lot, part.questions) for part in parts.get((row.key,), [])
            ),
        )
        for row in _rows(session, w.MemberRow, key)
    )


def _tenders(session: Session, key: str, *, texts: bool) -> tuple[p.Tender, ...]:
    offers = _grouped(_rows(session, w.OfferRow, key), "tender")
    results = _grouped(_rows(session, w.StandardResultRow, key), "tender")
    answers = _grouped(_rows(session, w.ResponseRow, key) if texts else [], "tender")
    return tuple(
        p.Tender(
            **_named(p.Tender, row, without=("lots", "standards", "responses")),
            lots=tuple(p.Offer(o.lot, o.price) for o in offers.get((row.key,), [])),
            standards=tuple(
                p.StandardResult(**_named(p.StandardResult, r)) for r in results.get((row.key,), [])
            ),
            responses=tuple(p.Response(r.question, r.text) for r in answers.get((row.key,), [])),
        )
        for row in _rows(session, w.TenderRow, key)
    )


def _consensus(session: Session, key: str) -> tuple[p.Consensus, ...]:
    moved = _grouped(_rows(session, w.MovementRow, key), "tender", "question")
    dissents = _grouped(_rows(session, w.DissentRow, key), "tender", "question")
    return tuple(
        p.Consensus(
            **_named(p.Consensus, row, without=("movements", "dissent")),
            movements=tuple(
                p.Movement(r.member, r.reason) for r in moved.get((row.tender, row.question), [])
            ),
            dissent=tuple(
                p.Dissent(r.member, r.reason) for r in dissents.get((row.tender, row.question), [])
            ),
        )
        for row in _rows(session, w.ConsensusRow, key)
    )
