"""The JSON Schema of the procurement file, made from the domain's own types.

`resources/schema/procurement.schema.json` is its published copy; a test holds the two equal.
"""

from __future__ import annotations

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from tender_eval.domain.model import Criterion
from tender_eval.domain.procurement import Record
from tender_eval.domain.values import MONEY_PLACES, PERCENT_PLACES, SCORE_PLACES
from tender_eval.exchange.document import FORMAT, FORMAT_VERSION

KEY = "^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$"
DATE = r"^\d{4}-\d{2}-\d{2}$"
MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$"
_PLACES = {
    "weight": PERCENT_PLACES,
    "minimum": PERCENT_PLACES,
    "minimum_quality": PERCENT_PLACES,
    "value": SCORE_PLACES,
}
_KEYS = {"key", "member", "tender", "question", "lot", "supplier", "standard"}
_KEY_LISTS = {"questions", "present", "order", "lots", "tie_break"}


def build_schema() -> dict[str, Any]:
    """The whole schema, JSON Schema 2020-12."""
    shared: dict[str, Any] = {}
    whole = _dataclass(Record, shared)
    whole["properties"] = {
        "format": {"const": FORMAT},
        "format_version": {"const": FORMAT_VERSION},
        **whole["properties"],
    }
    whole["required"] = ["format", "format_version", *whole["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tender Eval procurement file, version 1",
        "description": "One whole procurement. Numbers that count are strings of plain decimals.",
        **whole,
        "$defs": dict(sorted(shared.items())),
    }


def _dataclass(kind: Any, shared: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    required = [
        f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING
    ]
    return {
        "type": "object",
        "description": str(kind.__doc__).split("\n\n")[0].replace("\n", " "),
        "properties": {
            f.name: _schema(hints[f.name], _meaning(kind, f.name), shared) for f in fields(kind)
        },
        "required": required,
        "additionalProperties": False,
    }


def _meaning(kind: Any, name: str) -> str:
    # Everywhere else `question` is a key; on a criterion it is the question as suppliers read it.
    return "text" if kind is Criterion and name == "question" else name


def _schema(kind: Any, name: str, shared: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = next(a for a in get_args(kind) if a is not type(None))
        return {"anyOf": [_schema(inner, name, shared), {"type": "null"}]}
    if origin is tuple:
        item = get_args(kind)[0]
        if item is str and name in _KEY_LISTS:
            return {"type": "array", "items": {"type": "string", "pattern": KEY}}
        return {"type": "array", "items": _schema(item, "", shared)}
    if is_dataclass(kind):
        label = str(getattr(kind, "__name__", ""))
        if label not in shared:
            shared[label] = {}
            shared[label] = _dataclass(kind, shared)
        return {"$ref": f"#/$defs/{label}"}
    return _plain(kind, name)


def _plain(kind: Any, name: str) -> dict[str, Any]:
    if kind is Decimal:
        places = _PLACES.get(name, MONEY_PLACES)
        return {"type": "string", "pattern": rf"^-?\d{{1,12}}(\.\d{{1,{places}}})?$"}
    if kind is datetime:
        return {"type": "string", "pattern": MOMENT}
    if kind is date:
        return {"type": "string", "pattern": DATE}
    if kind is bool:
        return {"type": "boolean"}
    if kind is int:
        return {"type": "integer", "minimum": 0}
    if issubclass(kind, StrEnum):
        return {"enum": [option.value for option in kind]}
    return {"type": "string", "pattern": KEY} if name in _KEYS else {"type": "string"}
