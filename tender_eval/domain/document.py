"""Domain values as JSON documents and back: decimals as strings, dates as ISO, enums by value.

One function each way for every frozen dataclass, driven by its type hints. Members equal to their
default are left out, so a document holds only what somebody said.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from tender_eval.domain.errors import BadInput
from tender_eval.domain.values import plain

T = TypeVar("T")


def to_document(value: Any) -> Any:
    """A JSON value: dict, list, string, integer, boolean or None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_document(getattr(value, field.name))
            for field in fields(value)
            if not _is_default(field, getattr(value, field.name))
        }
    if isinstance(value, tuple | list):
        return [to_document(item) for item in value]
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_document(kind: type[T], document: Any, where: str = "") -> T:
    """The value of this dataclass. Raises BadInput with the place of the first mistake."""
    made: T = _read(kind, document, where)
    return made


def _is_default(field: Field[Any], value: Any) -> bool:
    if field.default is not MISSING:
        return bool(value == field.default)
    return field.default_factory is not MISSING and bool(value == field.default_factory())


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, value: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _read(next(a for a in get_args(kind) if a is not type(None)), value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise BadInput("A list is expected here.", where=where)
        item = get_args(kind)[0]
        return tuple(_read(item, part, f"{where}[{n}]") for n, part in enumerate(value))
    if is_dataclass(kind):
        return _read_dataclass(kind, value, where)
    return _read_plain(kind, value, where)


def _read_dataclass(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, Mapping):
        raise BadInput("A group of named members in { } is expected here.", where=where)
    hints = _hints(kind)
    if unknown := sorted(set(value) - set(hints)):
        raise BadInput(f"“{unknown[0]}” is not a member of the format.", where=where)
    members = {}
    for field in fields(kind):
        if field.name in value:
            place = f"{where}.{field.name}" if where else field.name
            members[field.name] = _read(hints[field.name], value[field.name], place)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise BadInput(f"“{field.name}” is missing.", where=where)
    return kind(**members)


def _read_plain(kind: Any, value: Any, where: str) -> Any:
    if kind in (str, bool):
        if type(value) is not kind:
            raise BadInput(
                "Text in quotes is expected here." if kind is str else "true or false is expected.",
                where=where,
            )
        return value
    if kind is int:
        if type(value) is not int:
            raise BadInput("A whole number is expected here.", where=where)
        return value
    if not isinstance(value, str):
        raise BadInput("Text in quotes is expected here.", where=where)
    try:
        if kind is datetime:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise BadInput(f"“{value}” lacks its time zone; end it with Z.", where=where)
            return moment.astimezone(UTC)
        if kind is date:
            return date.fromisoformat(value)
        if kind is Decimal:
            number = Decimal(value)
            if not number.is_finite():
                raise BadInput(f"“{value}” is not a number.", where=where)
            return number
        return kind(value)
    except InvalidOperation:
        raise BadInput(f"“{value}” is not a decimal number.", where=where) from None
    except (ValueError, OverflowError):  # the second: a moment that is beyond the calendar in UTC
        raise BadInput(_wrong(kind, value), where=where) from None


def _wrong(kind: Any, value: str) -> str:
    if kind is datetime:
        return f"“{value}” is not a moment such as 2026-03-31T14:05:00Z."
    if kind is date:
        return f"“{value}” is not a date such as 2026-03-31."
    return f"“{value}” is none of: {', '.join(str(option.value) for option in kind)}."
