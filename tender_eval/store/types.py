"""Column types: exact decimals as scaled integers, moments as UTC text, enums and lists as text."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Text
from sqlalchemy.types import TypeDecorator

from tender_eval.domain.values import from_scaled, to_scaled


class Scaled(TypeDecorator[Decimal]):
    """A decimal of fixed places, kept as an integer: 33.25 at 4 places is 332500."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:
        """To the stored integer."""
        return None if value is None else to_scaled(value, self.places)

    def process_result_value(self, value: Any, dialect: Any) -> Decimal | None:
        """From the stored integer."""
        return None if value is None else from_scaled(value, self.places)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, kept as sortable ISO text with microseconds."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        """To ISO text."""
        if value is None:
            return None
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

    def process_result_value(self, value: Any, dialect: Any) -> datetime | None:
        """From ISO text."""
        return None if value is None else datetime.fromisoformat(value)


class Choice(TypeDecorator[StrEnum]):
    """One of an enumeration, kept as its plain value."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Any) -> str | None:
        """To the plain value."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Any) -> StrEnum | None:
        """From the plain value."""
        return None if value is None else self.kind(value)


class Texts(TypeDecorator[tuple[str, ...]]):
    """A short list of texts or keys, kept as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """To a JSON list."""
        return None if value is None else json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Any) -> tuple[str, ...] | None:
        """From a JSON list."""
        return None if value is None else tuple(json.loads(value))
