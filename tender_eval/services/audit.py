"""The audit trail to read and to prove."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from tender_eval.audit.log import checkpoint, to_event
from tender_eval.audit.verifier import verify as verify_log
from tender_eval.domain.errors import BadInput
from tender_eval.domain.trail import Checkpoint, Event, Verification
from tender_eval.services.access import Post, moderation_opened, shut_out
from tender_eval.services.desk import Desk
from tender_eval.store.tables_audit import EventRow

# Rows of these tables tell what another member thinks of a tender.
_SECRET = ("scores", "consensus", "movements", "dissents", "ties", "recommendations")
_PRICES = ("offers",)
WITHHELD = "Withheld until moderation opens."


@dataclass(frozen=True)
class Page:
    """A page of the log, newest first. total: how many events match."""

    events: tuple[Event, ...]
    total: int


def verify(desk: Desk, expected: str | Checkpoint = "") -> Verification:
    """Replay the log against the tables. expected: a checkpoint kept elsewhere, as printed in a
    report's footer or read from a verification file."""
    wanted = expected if isinstance(expected, Checkpoint) else None
    if isinstance(expected, str) and expected.strip():
        wanted = parse_checkpoint(expected)
    with desk.workspace.connection() as connection:
        return verify_log(connection, wanted)


def current(desk: Desk) -> Checkpoint:
    """Where the log stands now."""
    with desk.workspace.connection() as connection:
        return checkpoint(connection)


def parse_checkpoint(text: str) -> Checkpoint:
    """A checkpoint as printed: `1234:0f3c…`. Raises BadInput."""
    match = re.fullmatch(r"\s*(\d+)\s*:\s*([0-9a-fA-F]{8,64})…?\s*", text)
    if match is None:
        raise BadInput(
            f"“{text.strip()}” is not a checkpoint.",
            where="Checkpoint",
            remedy="Copy it from a report's footer: a number, a colon and letters or digits.",
        )
    return Checkpoint(int(match[1]), match[2].lower(), datetime.min)


def events(desk: Desk, *, search: str = "", first: int = 0, count: int = 200) -> Page:
    """The procurement's events, newest first. search: in who, job, why, table or row.

    A panel member sees nothing here that the pages would not show.
    """
    mine = EventRow.row.like(f"{_escaped(desk.procurement)}/%", escape="\\") | (
        EventRow.row == desk.procurement
    )
    statement = select(EventRow.__table__).where(mine)
    if search.strip():
        sought = f"%{_escaped(search.strip())}%"
        fields = (EventRow.who, EventRow.job, EventRow.why, EventRow.table, EventRow.row)
        found = [field.ilike(sought, escape="\\") for field in fields]
        statement = statement.where(found[0] | found[1] | found[2] | found[3] | found[4])
    with desk.workspace.reading() as session:
        total = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
        rows = session.execute(
            statement.order_by(EventRow.number.desc()).offset(first).limit(count)
        ).all()
    return Page(tuple(_shown(desk, [to_event(row) for row in rows])), total)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _shown(desk: Desk, found: list[Event]) -> list[Event]:
    if desk.person.post is Post.AUDITOR:
        return found
    record = desk.whole_record()
    opened = moderation_opened(record)
    me = desk.person.member or ""
    member = desk.person.post is Post.MEMBER
    closed = [t.key for t in record.tenders if member and shut_out(record, me, t)]
    shown = []
    for event in found:
        parts = event.row.split("/")
        secret = event.table in _SECRET and not opened and not (
            event.table == "scores" and member and parts[-1] == me
        )  # fmt: skip
        secret = secret or (member and event.table in (*_PRICES, "declarations"))
        if any(key in parts for key in closed):
            continue
        if secret:
            event = replace(event, who="", why=WITHHELD, row="", before=None, after=None)
        shown.append(event)
    return shown
