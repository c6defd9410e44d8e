"""Everything a report prints, gathered once and read-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tender_eval.domain.award import LotResult
from tender_eval.domain.model import EvaluationModel
from tender_eval.domain.procurement import Record
from tender_eval.domain.standstill import Standstill
from tender_eval.domain.trail import Checkpoint


@dataclass(frozen=True)
class Dossier:
    """One procurement as a report sees it.

    digest: of the model as published, or of the draft where version is 0. standstill: counted from
    the notice of the intention (or the contract award notice), None while that has no date.
    """

    record: Record
    model: EvaluationModel
    version: int
    digest: str
    results: tuple[LotResult, ...]
    checkpoint: Checkpoint
    standstill: Standstill | None
    made_at: datetime
    made_by: str
