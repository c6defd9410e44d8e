"""The scoring scales of a model: begun from a preset, then changed score by score."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from tender_eval.domain.errors import BadInput, Blocked, NotFound, Obstacle
from tender_eval.domain.model import EvaluationModel, Kind, ScaleLevel
from tender_eval.domain.scales import presets
from tender_eval.domain.values import SCORE_PLACES, check_decimal, plain
from tender_eval.services.desk import Desk, needed
from tender_eval.services.editing import editing, next_position
from tender_eval.store.tables_model import ScaleLevelRow, ScaleRow
from tender_eval.store.tables_work import ConsensusRow, ScoreRow
from tender_eval.store.unit_of_work import UnitOfWork

LARGEST = Decimal(1000)


def questions_on(model: EvaluationModel, scale: str) -> list[str]:
    """The keys of the questions that are scored on a scale."""
    asked = [node for node in model.walk() if node.kind is Kind.QUESTION]
    return [node.key for node in asked if model.scales and model.scale_of(node).key == scale]


def add_scale(desk: Desk, preset: str, amendment: str = "") -> str:
    """Add a scale as a preset has it; its key. Raises NotFound."""
    chosen = next((scale for scale in presets() if scale.key == preset), None)
    if chosen is None:
        raise NotFound(f"There is no preset “{preset}”.")
    with editing(desk, "Add a scoring scale", amendment) as uow:
        key, number = chosen.key, 1
        while uow.find(ScaleRow, desk.procurement, key) is not None:
            number += 1
            key = f"{chosen.key}-{number}"
        name = chosen.name if number == 1 else f"{chosen.name} ({number})"
        position = next_position(uow, ScaleRow, desk)
        uow.add(ScaleRow(procurement=desk.procurement, key=key, position=position, name=name))
        for level in chosen.levels:
            _add(uow, desk, key, level)
    return key


def rename_scale(desk: Desk, scale: str, name: str, amendment: str = "") -> None:
    """Give a scale another name."""
    with editing(desk, "Rename a scoring scale", amendment) as uow:
        row = uow.get(ScaleRow, desk.procurement, scale)
        row.name = needed(name, "Name of the scale", "Give it a name.")


def remove_scale(desk: Desk, scale: str, amendment: str = "") -> None:
    """Take a scale out. Refused while a question is scored on it, and for the last one."""
    _, model = desk.model()
    obstacles = [
        Obstacle(f"“{model.criterion(key).title}” is scored on it.", "Give it another scale.")
        for key in questions_on(model, scale)
    ]
    if len(model.scales) == 1:
        obstacles.append(Obstacle("It is the only scale of the model."))
    if obstacles:
        raise Blocked("The scale cannot be removed.", obstacles)
    with editing(desk, "Remove a scoring scale", amendment) as uow:
        for row in _levels(uow, desk, scale):
            uow.remove(row)
        uow.remove(uow.get(ScaleRow, desk.procurement, scale))


def save_level(desk: Desk, scale: str, level: ScaleLevel, amendment: str = "") -> None:
    """Add a score to a scale, or change the words of one. Raises BadInput naming the field."""
    check_decimal(level.value, places=SCORE_PLACES, where="Score", minimum=Decimal(0))
    if level.value > LARGEST:
        raise BadInput(f"{plain(level.value)} is more than {plain(LARGEST)}.", where="Score")
    needed(level.name, "Name of the score", "Give it a name.")
    with editing(desk, "Change a score of a scale", amendment) as uow:
        row = uow.find(ScaleLevelRow, desk.procurement, scale, level.value)
        if row is None:
            _add(uow, desk, scale, level)
        else:
            row.name, row.descriptor = level.name.strip(), level.descriptor
        _put_in_order(uow, desk, scale)


def remove_level(desk: Desk, scale: str, value: Decimal, amendment: str = "") -> None:
    """Take a score off a scale. Refused where it was given, and where fewer than two would stay."""
    _, model = desk.model()
    with editing(desk, "Take a score off a scale", amendment) as uow:
        row = uow.get(ScaleLevelRow, desk.procurement, scale, value)
        obstacles = []
        if len(_levels(uow, desk, scale)) <= 2:
            obstacles.append(Obstacle("A scale needs at least two scores."))
        if any(value in given_on(uow, desk, key) for key in questions_on(model, scale)):
            obstacles.append(Obstacle(f"{plain(value)} has been given."))
        if obstacles:
            raise Blocked(f"{plain(value)} cannot be taken off the scale.", obstacles)
        uow.remove(row)
        _put_in_order(uow, desk, scale)


def given_on(uow: UnitOfWork, desk: Desk, question: str) -> set[Decimal]:
    """Every score that a member or the panel has given on a question."""
    found: set[Decimal] = set()
    for kind in (ScoreRow, ConsensusRow):
        values = select(kind.value).where(
            kind.procurement == desk.procurement, kind.question == question
        )
        found |= set(uow.session.scalars(values))
    return found


def _levels(uow: UnitOfWork, desk: Desk, scale: str) -> list[ScaleLevelRow]:
    here = (ScaleLevelRow.procurement == desk.procurement, ScaleLevelRow.scale == scale)
    return list(uow.session.scalars(select(ScaleLevelRow).where(*here)))


def _add(uow: UnitOfWork, desk: Desk, scale: str, level: ScaleLevel) -> None:
    uow.add(
        ScaleLevelRow(
            procurement=desk.procurement, scale=scale, value=level.value,
            position=len(_levels(uow, desk, scale)), name=level.name.strip(),
            descriptor=level.descriptor,
        )
    )  # fmt: skip


def _put_in_order(uow: UnitOfWork, desk: Desk, scale: str) -> None:
    for position, row in enumerate(sorted(_levels(uow, desk, scale), key=lambda row: row.value)):
        row.position = position
