"""The criteria tree, minimum standards, scales and settings of the evaluation model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from sqlalchemy import select

from tender_eval.domain.checks import Check, good_practice
from tender_eval.domain.errors import BadInput, Blocked, Obstacle
from tender_eval.domain.model import (
    CheckReason,
    Criterion,
    EvaluationModel,
    Kind,
    MinimumStandard,
    Rounding,
)
from tender_eval.domain.procurement import Procurement
from tender_eval.domain.values import (
    PERCENT_PLACES,
    check_decimal,
    from_scaled,
    plain,
    to_scaled,
)
from tender_eval.domain.weights import WeightProblem, overall_weights, weight_problems
from tender_eval.services.desk import Desk, needed
from tender_eval.services.editing import editing, procurement_row
from tender_eval.services.lots import put_in_order
from tender_eval.services.scales import given_on
from tender_eval.store.records import load_model
from tender_eval.store.tables_model import (
    CheckReasonRow,
    CriterionRow,
    StandardRow,
)
from tender_eval.store.tables_work import ConsensusRow, ResponseRow, ScoreRow, StandardResultRow
from tender_eval.store.unit_of_work import UnitOfWork

HUNDRED = Decimal(100)
Ordered = TypeVar("Ordered", CriterionRow, StandardRow, CheckReasonRow)


@dataclass(frozen=True)
class ModelView:
    """The model as edited, with what is wrong. overall: lot key → criterion key → exact percent."""

    procurement: Procurement
    model: EvaluationModel
    overall: dict[str, dict[str, Fraction]]
    problems: tuple[WeightProblem, ...]
    checks: tuple[Check, ...]
    version: int
    digest: str

    @property
    def amending(self) -> bool:
        """Whether an edit is a formal amendment and needs a reason."""
        return self.version > 0


def model_view(desk: Desk) -> ModelView:
    """Everything the lots and criteria pages show."""
    record = desk.record()
    model = record.model
    version = record.versions[-1] if record.versions else None
    return ModelView(
        record.procurement,
        model,
        {lot.key: overall_weights(model, lot.key) for lot in model.lots},
        tuple(weight_problems(model)),
        tuple(good_practice(model, record.procurement.regime)),
        version.number if version else 0,
        version.digest if version else "",
    )


def save_criterion(
    desk: Desk, criterion: Criterion, parent: str | None = None, amendment: str = ""
) -> None:
    """Add a criterion under `parent` (None: at the top) or change one in place; its children stay.

    Raises BadInput naming the field.
    """
    needed(criterion.title, "Title of the criterion", "Give the criterion a title.")
    check_decimal(criterion.weight, places=PERCENT_PLACES, where="Weight", minimum=Decimal(0))
    if criterion.weight > HUNDRED:
        raise BadInput(f"{criterion.weight} % is more than 100 %.", where="Weight")
    if criterion.word_limit is not None and criterion.word_limit <= 0:
        raise BadInput("The word limit must be above zero.", where="Word limit")
    values = {f.name: getattr(criterion, f.name) for f in fields(criterion) if f.name != "children"}
    with editing(desk, "Change a criterion", amendment) as uow:
        row = uow.find(CriterionRow, desk.procurement, criterion.key)
        if row is None:
            if parent is not None and uow.get(CriterionRow, *_key(desk, parent)).kind != Kind.GROUP:
                raise BadInput("Only a group can have parts.", where="Criterion")
            position = len(_siblings(uow, desk, parent))
            uow.add(
                CriterionRow(
                    procurement=desk.procurement, parent=parent, position=position, **values
                )
            )
            return
        if row.scale != criterion.scale:
            _check_scores_fit(uow, desk, criterion)
        for name, value in values.items():
            setattr(row, name, value)


def _check_scores_fit(uow: UnitOfWork, desk: Desk, criterion: Criterion) -> None:
    _, model = load_model(uow.session, desk.procurement)
    scale = model.scale_of(criterion)
    off = sorted(v for v in given_on(uow, desk, criterion.key) if not scale.allows(v))
    if off:
        given = ", ".join(plain(value) for value in off)
        raise BadInput(
            f"Scores were given that are not on “{scale.name}”: {given}.", where="Scale",
            remedy="Keep a scale that has them.",
        )  # fmt: skip


def remove_criterion(desk: Desk, key: str, amendment: str = "") -> None:
    """Take out a criterion with everything below it. Refused while answers or scores refer to it."""
    with editing(desk, "Remove a criterion", amendment) as uow:
        doomed = _with_descendants(uow, desk, key)
        obstacles = []
        for row in doomed:
            for kind, what in (
                (ResponseRow, "answers"),
                (ScoreRow, "scores"),
                (ConsensusRow, "consensus scores"),
            ):
                found = select(kind).where(
                    kind.procurement == desk.procurement, kind.question == row.key
                )
                if uow.session.scalars(found).first():
                    obstacles.append(Obstacle(f"“{row.title}” has {what}."))
        if obstacles:
            raise Blocked(f"“{doomed[0].title}” cannot be removed.", obstacles)
        for row in reversed(doomed):
            uow.remove(row)


def move_criterion(desk: Desk, key: str, steps: int, amendment: str = "") -> None:
    """Move a criterion up (negative) or down among its siblings."""
    with editing(desk, "Put the criteria in order", amendment) as uow:
        row = uow.get(CriterionRow, *_key(desk, key))
        put_in_order(_siblings(uow, desk, row.parent), key, steps)


def scale_weights(desk: Desk, lot: str, parent: str | None, amendment: str = "") -> None:
    """Scale the weights of one level of one lot to exactly 100 %, keeping their proportions.

    The ten-thousandths that proportions leave over go to the largest remainders, so nothing is
    lost. Common criteria change in every lot they count in.
    """
    with editing(desk, "Scale weights to 100 %", amendment) as uow:
        rows = [r for r in _siblings(uow, desk, parent) if not r.lots or lot in r.lots]
        total = sum((row.weight for row in rows), Decimal(0))
        if total == 0:
            raise BadInput("All weights here are zero.", where="Weights", remedy="Set them first.")
        whole = to_scaled(HUNDRED, PERCENT_PLACES)
        exact = [Fraction(row.weight) * whole / Fraction(total) for row in rows]
        units = [int(value) for value in exact]
        order = sorted(range(len(rows)), key=lambda n: (units[n] - exact[n], n))
        for n in order[: whole - sum(units)]:
            units[n] += 1
        for row, unit in zip(rows, units, strict=True):
            row.weight = from_scaled(unit, PERCENT_PLACES)


def save_standard(desk: Desk, standard: MinimumStandard, amendment: str = "") -> None:
    """Add or change a pass/fail minimum standard."""
    needed(standard.title, "Title of the standard", "Give the standard a title.")
    needed(standard.requirement, "Requirement", "Say what a tender must show.")
    values = {f.name: getattr(standard, f.name) for f in fields(standard)}
    with editing(desk, "Change a minimum standard", amendment) as uow:
        row = uow.find(StandardRow, *_key(desk, standard.key))
        if row is None:
            count = len(_all(uow, desk, StandardRow))
            uow.add(StandardRow(procurement=desk.procurement, position=count, **values))
            return
        for name, value in values.items():
            setattr(row, name, value)


def remove_standard(desk: Desk, key: str, amendment: str = "") -> None:
    """Take out a minimum standard that no tender has been assessed against."""
    with editing(desk, "Remove a minimum standard", amendment) as uow:
        row = uow.get(StandardRow, *_key(desk, key))
        found = select(StandardResultRow).where(
            StandardResultRow.procurement == desk.procurement, StandardResultRow.standard == key
        )
        if uow.session.scalars(found).first():
            raise Blocked(
                f"“{row.title}” cannot be removed.",
                [Obstacle("Tenders have been assessed against it.", page="tenders")],
            )
        uow.remove(row)


def save_settings(
    desk: Desk,
    rounding: Rounding,
    minimum_quality: Decimal | None,
    tie_break: Sequence[str],
    amendment: str = "",
) -> None:
    """Rounding, the least quality that stays in, and the order of tie-break rules."""
    if not 0 <= rounding.decimals <= 6:
        raise BadInput("Between 0 and 6 decimals can be published.", where="Decimals")
    if minimum_quality is not None:
        check_decimal(
            minimum_quality, places=PERCENT_PLACES, where="Minimum quality", minimum=Decimal(0)
        )
        if minimum_quality > HUNDRED:
            raise BadInput("The minimum cannot be above 100 %.", where="Minimum quality")
    with editing(desk, "Change the scoring settings", amendment) as uow:
        keys = {row.key for row in _all(uow, desk, CriterionRow)} | {"quality", "price"}
        for rule in tie_break:
            if rule not in keys:
                raise BadInput(f"There is no criterion “{rule}”.", where="Tie-break")
        row = procurement_row(uow, desk)
        row.rounding_decimals, row.rounding_at = rounding.decimals, rounding.at
        row.minimum_quality, row.tie_break = minimum_quality, tuple(tie_break)


def record_reason(desk: Desk, reason: CheckReason, amendment: str = "") -> None:
    """Record why a check of good practice is answered otherwise; an empty reason takes it back."""
    with editing(desk, "Record the reason for a check", amendment) as uow:
        row = uow.find(CheckReasonRow, *_key(desk, reason.check))
        if row is not None and not reason.reason.strip():
            uow.remove(row)
        elif row is not None:
            row.reason = reason.reason.strip()
        else:
            text = needed(reason.reason, "Reason")
            position = len(_all(uow, desk, CheckReasonRow))
            uow.add(
                CheckReasonRow(
                    procurement=desk.procurement, check=reason.check, position=position, reason=text
                )
            )


def _key(desk: Desk, key: str) -> tuple[str, str]:
    return desk.procurement, key


def _all(uow: UnitOfWork, desk: Desk, kind: type[Ordered]) -> list[Ordered]:
    rows = uow.session.scalars(select(kind).where(kind.procurement == desk.procurement))
    return sorted(rows, key=lambda row: row.position)


def _siblings(uow: UnitOfWork, desk: Desk, parent: str | None) -> list[CriterionRow]:
    return [row for row in _all(uow, desk, CriterionRow) if row.parent == parent]


def _with_descendants(uow: UnitOfWork, desk: Desk, key: str) -> list[CriterionRow]:
    rows = _all(uow, desk, CriterionRow)
    found = [uow.get(CriterionRow, *_key(desk, key))]
    for row in found:
        found.extend(child for child in rows if child.parent == row.key)
    return found
