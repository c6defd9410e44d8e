"""The procurement file's JSON document: one Record each way (docs/format.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from tender_eval.domain.document import from_document, to_document
from tender_eval.domain.errors import BadInput
from tender_eval.domain.procurement import Record

FORMAT = "tender-eval-procurement"
FORMAT_VERSION = 1


def document_from_record(record: Record) -> dict[str, Any]:
    """The JSON document of one whole procurement."""
    return {"format": FORMAT, "format_version": FORMAT_VERSION, **to_document(record)}


def record_from_document(document: Mapping[str, Any]) -> Record:
    """The record of a document whose schema has been checked. Raises BadInput with the place."""
    if document.get("format") != FORMAT or document.get("format_version") != FORMAT_VERSION:
        raise BadInput("This is not a procurement file of version 1.", where="format")
    names = {field.name for field in fields(Record)}
    return from_document(Record, {k: v for k, v in document.items() if k in names})
