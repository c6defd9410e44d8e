"""The ranking as a JSON document: every figure an exact decimal string."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tender_eval.domain.award import LotResult, Part, TenderResult
from tender_eval.domain.canonical import model_digest
from tender_eval.domain.model import Kind
from tender_eval.domain.values import plain
from tender_eval.services.award import ResultView


def rank_document(view: ResultView, results: Sequence[LotResult]) -> dict[str, Any]:
    """For each lot and tender: each criterion's score and weighted score, totals, rank, why out."""
    return {
        "procurement": view.record.procurement.key,
        "model_digest": model_digest(view.model),
        "lots": [
            {
                "lot": result.lot,
                "title": result.title,
                "price_model": view.model.lot(result.lot).price_model.kind.value,
                "complete": result.complete,
                "tied": [list(group) for group in result.tied],
                "warnings": list(result.warnings),
                "tenders": [_tender(tender) for tender in result.tenders],
            }
            for result in results
        ],
    }


def _tender(tender: TenderResult) -> dict[str, Any]:
    return {
        "tender": tender.tender,
        "supplier": tender.supplier,
        "rank": tender.rank,
        "price": _text(tender.price),
        "quality_total": _text(tender.quality),
        "price_score": _text(tender.price_score),
        "total": _text(tender.total),
        "out": list(tender.out),
        "missing": list(tender.missing),
        "criteria": [_part(part) for root in tender.parts for part in root.walk()],
    }


def _part(part: Part) -> dict[str, Any]:
    document = {
        "criterion": part.key,
        "title": part.title,
        "kind": part.kind.value,
        "overall_weight": exact_text(part.overall),
        "weighted_score": _text(part.weighted),
    }
    if part.kind is Kind.QUESTION:
        document |= {"score": _text(part.score), "best_score": _text(part.best)}
    return document


def exact_text(value: Fraction) -> str:
    """A product of percentages as the finite decimal it always is: `10.8`."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return plain(Decimal(int(value * 10**places)).scaleb(-places))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
