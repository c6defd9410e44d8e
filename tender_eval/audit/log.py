"""Writes the log: one event per changed row, each holding the digest of the one before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Connection, Table, func, insert, select
from sqlalchemy.types import TypeDecorator

from tender_eval.domain.canonical import canonical, sha256
from tender_eval.domain.trail import Checkpoint, Event
from tender_eval.store.base import columns
from tender_eval.store.tables_audit import EventRow
from tender_eval.store.types import Moment

FIRST = "0" * 64


@dataclass(frozen=True)
class Cause:
    """Who changes something, for what job, why, and in which unit of work."""

    who: str
    job: str
    why: str
    unit: str
    at: datetime


@dataclass(frozen=True)
class Change:
    """One row before and after, as stored values. Before None: new; after None: removed."""

    table: str
    row: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def stored(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """A row's values by column name in the form the database keeps: integers and texts."""
    image = {}
    for column in table.columns:
        value = values[column.key]
        if isinstance(column.type, TypeDecorator):
            value = column.type.process_bind_param(value, None)  # type: ignore[arg-type]
        image[column.name] = plain_value(table, column.name, value)
    return image


def plain_value(table: Table, name: str, value: Any) -> Any:
    """A stored value as JSON keeps it: dates as text, booleans as booleans."""
    if value is None:
        return None
    if isinstance(table.columns[name].type, Boolean):
        return bool(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return repr(value) if isinstance(value, bytes) else value


def row_key(table: Table, image: Mapping[str, Any]) -> str:
    """A row's natural key as one text: `riverside-2026/t-1/q-access/m-asha`."""
    return "/".join(str(image[column.name]) for column in table.primary_key.columns)


def append(connection: Connection, cause: Cause, changes: Iterable[Change]) -> None:
    """Add one event per change to the end of the log, in the transaction under way."""
    number, digest = head(connection)
    rows = []
    for change in changes:
        number += 1
        row: dict[str, Any] = {
            "number": number,
            "unit": cause.unit,
            "at": cause.at,
            "who": cause.who,
            "job": cause.job,
            "why": cause.why,
            "table": change.table,
            "row": change.row,
            "action": action_of(change),
            "before": _text(change.before),
            "after": _text(change.after),
            "previous": digest,
        }
        digest = event_digest(row | {"at": _at_text(cause.at)})
        rows.append(row | {"digest": digest})
    if rows:
        connection.execute(insert(EventRow), rows)


def action_of(change: Change) -> str:
    """What happened to the row: added, changed or removed."""
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"


def head(connection: Connection) -> tuple[int, str]:
    """Number and digest of the last event; 0 and zeros for an empty log."""
    event = columns(EventRow)
    last = connection.execute(
        select(event.number, event.digest).order_by(event.number.desc()).limit(1)
    ).first()
    return (last.number, last.digest) if last else (0, FIRST)


def event_digest(row: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of everything in an event but its own digest.

    row: the values as stored, so `at` is text.
    """
    return sha256(canonical({k: v for k, v in row.items() if k != "digest"}))


def _at_text(at: datetime) -> str:
    return str(Moment().process_bind_param(at, None))


def _text(image: Mapping[str, Any] | None) -> str | None:
    return None if image is None else canonical(dict(image)).decode()


def checkpoint(connection: Connection) -> Checkpoint:
    """Where the log stands now."""
    events, last = connection.execute(
        select(func.count(EventRow.number), func.max(EventRow.number))
    ).one()
    if not events:
        return Checkpoint(0, FIRST, datetime.min)
    row = connection.execute(
        select(EventRow.digest, EventRow.at).where(EventRow.number == last)
    ).one()
    return Checkpoint(int(last), row.digest, row.at)


def to_event(row: Any) -> Event:
    """A stored event as a value to read."""
    return Event(
        number=row.number,
        unit=row.unit,
        at=row.at,
        who=row.who,
        job=row.job,
        why=row.why,
        table=row.table,
        row=row.row,
        action=row.action,
        before=json.loads(row.before) if row.before is not None else None,
        after=json.loads(row.after) if row.after is not None else None,
        digest=row.digest,
    )
