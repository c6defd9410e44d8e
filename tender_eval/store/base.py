"""The declarative base and the few column shapes that every table shares."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKeyConstraint, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tender_eval.store.types import Moment, Texts

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Base(DeclarativeBase):
    """Rows are known by natural keys, so a row, an event and a file name the same thing alike."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: Text, date: Date, datetime: Moment, tuple[str, ...]: Texts}  # noqa: RUF012


def columns(kind: type[Base]) -> Any:
    """A table's columns, to read values with: no row is made, so the mapper is not set up for it."""
    return kind.__table__.c


def key() -> Mapped[Any]:
    """A part of a table's natural key."""
    return mapped_column(primary_key=True)


def refers(columns: str, table: str, targets: str = "") -> ForeignKeyConstraint:
    """A foreign key within the same procurement: `refers("tender", "tenders")`."""
    local = ["procurement", *columns.split()]
    remote = ["procurement", *(targets or "key").split()]
    return ForeignKeyConstraint(local, [f"{table}.{name}" for name in remote])
