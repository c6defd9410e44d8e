"""Canonical JSON (RFC 8785) and the SHA-256 digests made from it."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785

from tender_eval.domain.document import to_document
from tender_eval.domain.model import EvaluationModel


def canonical(value: Any) -> bytes:
    """The one byte form of a JSON value: sorted keys, no spaces, UTF-8."""
    return rfc8785.dumps(value)


def sha256(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def model_digest(model: EvaluationModel) -> str:
    """The digest that names an evaluation model. Defaults are left out of what is hashed, so a
    later version of the program that knows more of a model does not change an old digest."""
    return sha256(canonical(to_document(model)))
