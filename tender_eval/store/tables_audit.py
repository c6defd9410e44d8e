"""The table of the append-only log. It alone is not itself recorded in the log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from tender_eval.store.base import Base


class EventRow(Base):
    """One changed row. before and after are canonical JSON of the stored values."""

    __tablename__ = "audit_events"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit: Mapped[str]
    at: Mapped[datetime]
    who: Mapped[str]
    job: Mapped[str]
    why: Mapped[str]
    table: Mapped[str]
    row: Mapped[str] = mapped_column(index=True)
    action: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    previous: Mapped[str]
    digest: Mapped[str]
