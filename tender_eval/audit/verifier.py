"""Replays the log and compares it with the tables: finds what was changed behind its back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, column, select
from sqlalchemy import table as plain_table

from tender_eval.audit.log import FIRST, event_digest, plain_value, row_key
from tender_eval.audit.log import checkpoint as current_checkpoint
from tender_eval.domain.trail import Checkpoint, Finding, Verification
from tender_eval.store import tables_model, tables_work  # noqa: F401  (they fill the metadata)
from tender_eval.store.base import Base
from tender_eval.store.tables_audit import EventRow

Rows = dict[tuple[str, str], dict[str, Any]]


def verify(connection: Connection, expected: Checkpoint | None = None) -> Verification:
    """Check the chain, then the tables against the replayed log, then a checkpoint kept elsewhere.

    expected: from a report's footer or a file; its events must still be the first ones of the log.
    """
    replayed: Rows = {}
    findings = [*_check_chain(connection, replayed, expected)]
    found: Rows = {}
    for table in recorded_tables():
        for image in _rows(connection, table):
            found[table.name, row_key(table, image)] = image
    findings += _compare(replayed, found)
    return Verification(current_checkpoint(connection), len(found), tuple(findings))


def recorded_tables() -> list[Table]:
    """Every table that the log must explain."""
    return [t for t in Base.metadata.sorted_tables if t.name != EventRow.__tablename__]


def _check_chain(
    connection: Connection, replayed: Rows, expected: Checkpoint | None
) -> Iterator[Finding]:
    log = EventRow.__table__
    bare = plain_table(log.name, *(column(c.name) for c in log.columns))  # type: ignore[attr-defined]
    events = connection.execute(
        select(bare).order_by(bare.c.number).execution_options(yield_per=2000)
    ).mappings()
    number, digest = 0, FIRST
    met = expected is None or expected.events == 0
    for raw in events:
        row = dict(raw)
        yield from _check_event(row, number, digest)
        number, digest = row["number"], row["digest"]
        _replay(row, replayed)
        if expected is not None and number == expected.events:
            met = True
            if not digest.startswith(expected.digest):
                yield Finding(
                    "other-history",
                    f"Event {number}",
                    "The log does not match the checkpoint kept elsewhere: it was written anew, "
                    "or an old copy was put back and continued.",
                )
    if not met and expected is not None:
        yield Finding(
            "cut-tail",
            f"After event {number}",
            f"The checkpoint kept elsewhere counts {expected.events} events, the log has "
            f"{number}: its end was cut off or an old copy was put back.",
        )


def _check_event(row: dict[str, Any], number: int, digest: str) -> Iterator[Finding]:
    place = f"Event {row['number']} ({row['job']}, {row['table']} {row['row']})"
    if row["number"] > number + 1:
        first, last = number + 1, row["number"] - 1
        which = f"Event {first} is" if first == last else f"Events {first} to {last} are"
        yield Finding("removed-event", f"Before event {row['number']}", f"{which} missing.")
    if not _intact(row):
        yield Finding(
            "changed-event", place, "Its content does not match its digest: it was changed."
        )
    if row["previous"] != digest and row["number"] == number + 1:
        yield Finding(
            "reordered-event",
            place,
            "It does not follow from the event before it: an event here was inserted, "
            "replaced or moved.",
        )


def _intact(row: dict[str, Any]) -> bool:
    try:
        return bool(event_digest(row) == row["digest"])
    except ValueError:  # a value that the log never writes, such as a huge number
        return False


def _replay(row: dict[str, Any], replayed: Rows) -> None:
    name = (row["table"], row["row"])
    try:
        after = json.loads(row["after"]) if row["after"] is not None else None
    except ValueError:
        return  # named already: its digest no longer matches
    if after is None:
        replayed.pop(name, None)
    else:
        replayed[name] = after


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    # Read without the column types, as whatever plain SQL may have left there.
    names = [c.name for c in table.columns]
    bare = plain_table(table.name, *(column(name) for name in names))
    for row in connection.execute(select(bare)).mappings():
        yield {name: plain_value(table, name, row[name]) for name in names}


def _compare(replayed: Rows, found: Rows) -> Iterator[Finding]:
    for name, image in found.items():
        place = f"{name[0]} {name[1]}"
        told = replayed.get(name)
        if told is None:
            yield Finding(
                "unexplained-row",
                place,
                "The row is in the table, but no event in the log made it.",
            )
        elif told != image:
            for field in sorted(set(told) | set(image)):
                if told.get(field) != image.get(field):
                    yield Finding(
                        "edited-row",
                        place,
                        f"{field} is {_short(image.get(field))} in the table, "
                        f"{_short(told.get(field))} in the log.",
                    )
    for name in replayed.keys() - found.keys():
        yield Finding(
            "missing-row",
            f"{name[0]} {name[1]}",
            "The log says it exists, but it is not in the table.",
        )


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else text[:77] + "…"
