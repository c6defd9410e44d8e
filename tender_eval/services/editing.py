"""Edits of the evaluation model: free while it is a draft, a formal amendment once published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from tender_eval.domain.canonical import model_digest
from tender_eval.domain.errors import Blocked, NotAllowed, Obstacle
from tender_eval.domain.model import EvaluationModel
from tender_eval.domain.procurement import ModelVersion, State
from tender_eval.domain.weights import weight_problems
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, needed
from tender_eval.store.records import load_model, version_values
from tender_eval.store.tables_model import ProcurementRow, VersionRow
from tender_eval.store.unit_of_work import UnitOfWork


@contextmanager
def editing(desk: Desk, job: str, amendment: str = "") -> Iterator[UnitOfWork]:
    """A unit of work on the model. After publication it needs the reason of the amendment, and
    freezes the model anew with a new digest. Raises NotAllowed once an award is recommended."""
    desk.only(Post.LEAD)
    procurement, _ = desk.model()
    published = procurement.state is not State.DRAFT
    if procurement.state is State.ABANDONED or procurement.state.reached(State.RECOMMENDED):
        raise NotAllowed(
            f"The model can no longer be changed: the procurement is {procurement.state.label}.",
            remedy="Go back to moderation first, with a reason.",
        )
    why = needed(amendment, "Reason for the amendment") if published else amendment
    with desk.unit(job, why) as uow:
        yield uow
        uow.session.flush()
        if published:
            _, model = load_model(uow.session, desk.procurement)
            if problems := weight_problems(model):
                raise Blocked(
                    "A published model must stay whole.",
                    [Obstacle(str(problem), page="criteria") for problem in problems],
                )
            freeze(uow, desk, model, why)


def freeze(uow: UnitOfWork, desk: Desk, model: EvaluationModel, reason: str) -> ModelVersion:
    """Record the model as it is now under its digest; the last version if nothing changed."""
    versions = uow.session.execute(
        select(VersionRow.number, VersionRow.digest)
        .where(VersionRow.procurement == desk.procurement)
        .order_by(VersionRow.number)
    ).all()
    digest = model_digest(model)
    number = len(versions) + 1
    version = ModelVersion(number, digest, uow.now, reason, desk.person.name, model)
    if not versions or versions[-1].digest != digest:
        uow.add(VersionRow(procurement=desk.procurement, **version_values(version)))
    return version


def procurement_row(uow: UnitOfWork, desk: Desk) -> ProcurementRow:
    """The procurement's own row, for changing."""
    return uow.get(ProcurementRow, desk.procurement)


def next_position(uow: UnitOfWork, kind: type, desk: Desk) -> int:
    """The position after the last row of this kind."""
    last = uow.session.execute(
        select(func.max(kind.position)).where(kind.procurement == desk.procurement)  # type: ignore[attr-defined]
    ).scalar()
    return 0 if last is None else int(last) + 1
