"""What the audit trail says of itself: checkpoints, events to read, findings of the verifier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

Image = Mapping[str, object]


@dataclass(frozen=True)
class Checkpoint:
    """The state of the log at one moment: how many events, and the digest of the last.

    Printed in each report's footer: a log that is later cut or replaced no longer matches it.
    """

    events: int
    digest: str
    at: datetime

    def __str__(self) -> str:
        return f"{self.events}:{self.digest[:16]}"


@dataclass(frozen=True)
class Event:
    """One changed row: who, for what job, why, and the row before and after."""

    number: int
    unit: str
    at: datetime
    who: str
    job: str
    why: str
    table: str
    row: str
    action: str
    before: Image | None
    after: Image | None
    digest: str


@dataclass(frozen=True)
class Finding:
    """One place where the log and the tables, or the log and itself, do not agree.

    kind: edited-row, missing-row, unexplained-row, changed-event, removed-event, inserted-event,
    reordered-event, cut-tail, other-history.
    """

    kind: str
    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(frozen=True)
class Verification:
    """What the verifier found. sound: the log proves itself and explains every row."""

    checkpoint: Checkpoint
    rows: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings
