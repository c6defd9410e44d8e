"""The one door to the store: opened with who, what for and why; nothing is written without a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Engine, event, insert, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstanceState, ORMExecuteState, Session

from tender_eval.audit.log import Cause, Change, append, row_key, stored
from tender_eval.domain.errors import NotFound
from tender_eval.store.base import Base
from tender_eval.store.engines import WRITING, explain, take_turn
from tender_eval.store.tables_audit import EventRow

Row = TypeVar("Row", bound=Base)


class UnitOfWork:
    """One transaction of one person for one job. Made by `Workspace.unit`, never by hand."""

    def __init__(self, session: Session, cause: Cause) -> None:
        self._session = session
        self.cause = cause

    @property
    def now(self) -> datetime:
        """The moment this unit of work was opened."""
        return self.cause.at

    @property
    def session(self) -> Session:
        """For reading with select; writing goes through add, remove and the rows themselves."""
        return self._session

    def get(self, kind: type[Row], *key: object) -> Row:
        """The row of this natural key. Raises NotFound."""
        row = self.find(kind, *key)
        if row is None:
            raise NotFound(f"{kind.__tablename__} has no “{key[-1]}”.")
        return row

    def find(self, kind: type[Row], *key: object) -> Row | None:
        """The row of this natural key, or None."""
        return self._session.get(kind, key)

    def add(self, row: Base) -> None:
        """A new row."""
        self._session.add(row)
        self._session.flush()

    def remove(self, row: Base) -> None:
        """Take a row out. Its last state stays in the log."""
        self._session.delete(row)
        self._session.flush()

    def add_many(self, kind: type[Base], values: Sequence[Mapping[str, Any]]) -> None:
        """Many new rows of one table at once, with the same record as one by one."""
        if not values:
            return
        self._session.flush()
        connection = self._session.connection()
        connection.execute(insert(kind), [dict(row) for row in values])
        table = inspect(kind).local_table
        images = [stored(table, row) for row in values]  # type: ignore[arg-type]
        append(
            connection,
            self.cause,
            [Change(table.name, row_key(table, image), None, image) for image in images],  # type: ignore[arg-type, attr-defined]
        )


@contextmanager
def unit_of_work(
    engine: Engine, *, who: str, job: str, why: str, at: datetime
) -> Iterator[UnitOfWork]:
    """Open a unit of work; commit at the end, or change nothing at all."""
    cause = Cause(who=who, job=job, why=why, unit=uuid4().hex, at=at)
    writing = engine.execution_options(**{WRITING: True})
    session = Session(writing, expire_on_commit=False, info={"cause": cause})
    event.listen(session, "after_flush", _record_flush)
    event.listen(session, "do_orm_execute", _refuse_bulk_statement)
    try:
        with session.begin():
            take_turn(session.connection())
            yield UnitOfWork(session, cause)
    except DBAPIError as error:
        known = explain(error, engine.url.render_as_string(hide_password=True))
        if known is None:
            raise
        raise known from error
    finally:
        session.close()


def _record_flush(session: Session, _context: object) -> None:
    changes = [_change(row, "added") for row in session.new]
    changes += [_change(row, "changed") for row in session.dirty if session.is_modified(row)]
    changes += [_change(row, "removed") for row in session.deleted]
    append(session.connection(), session.info["cause"], [c for c in changes if c is not None])


def _refuse_bulk_statement(state: ORMExecuteState) -> None:
    # An UPDATE or DELETE statement would change rows that the flush never sees.
    if state.is_update or state.is_delete or state.is_insert:
        raise RuntimeError("rows change through the unit of work, never by a bulk statement")


def _change(row: Any, action: str) -> Change | None:
    if isinstance(row, EventRow):
        raise RuntimeError("the log is written by the unit of work alone")
    state: InstanceState[Any] = inspect(row)
    table = state.mapper.local_table
    now = {attr.key: getattr(row, attr.key) for attr in state.mapper.column_attrs}
    old = dict(now)
    for name in now:
        history = state.attrs[name].history
        if history.deleted:
            old[name] = history.deleted[0]
    after = stored(table, now)  # type: ignore[arg-type]
    before = stored(table, old)  # type: ignore[arg-type]
    name = row_key(table, before if action == "removed" else after)  # type: ignore[arg-type]
    if action == "added":
        return Change(table.name, name, None, after)  # type: ignore[attr-defined]
    if action == "removed":
        return Change(table.name, name, before, None)  # type: ignore[attr-defined]
    return None if before == after else Change(table.name, name, before, after)  # type: ignore[attr-defined]
