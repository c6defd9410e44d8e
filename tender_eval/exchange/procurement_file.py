"""Reads and writes the procurement file: size, JSON, schema, then cross-references.

Each mistake becomes one plain sentence with its place; a file with any is refused whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from tender_eval.domain.errors import BadInput, ImportRefused, Obstacle, StoreError
from tender_eval.domain.procurement import Record
from tender_eval.exchange.cross_checks import cross_problems
from tender_eval.exchange.document import document_from_record, record_from_document
from tender_eval.exchange.schema import DATE, KEY, MOMENT, build_schema

LARGEST = 200 * 1024 * 1024
NAMED_AT_MOST = 50
LONGEST_NUMBER = 18
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_procurement_file(path: Path) -> Record:
    """The record in a file. Raises BadInput if it cannot be read, ImportRefused if it is wrong."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise BadInput(
                f"The file has {size:,} bytes; at most {LARGEST:,} are taken in.", where=path.name
            )
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"The file cannot be read ({error.strerror}).",
            where=str(path),
            remedy="Check its name.",
        ) from error
    return parse_procurement(data, path.name)


def parse_procurement(data: bytes, where: str) -> Record:
    """The record in the bytes of a file. where: the file's name, for messages."""
    document = _parse_json(data, where)
    if problems := [*_unfit_texts(document), *_schema_problems(document)]:
        raise _refused(problems, where)
    try:
        record = record_from_document(document)
    except BadInput as error:
        raise _refused([Obstacle(f"{error.where}: {error.what}")], where) from error
    if problems := list(cross_problems(record)):
        raise _refused(problems, where)
    return record


def write_procurement_file(record: Record, path: Path) -> None:
    """Write the file whole or not at all. Raises StoreError."""
    text = json.dumps(document_from_record(record), indent=2, ensure_ascii=False) + "\n"
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(
            f"The file cannot be written ({error.strerror}).", where=str(path)
        ) from error


def _refused(problems: list[Obstacle], where: str) -> ImportRefused:
    shown = problems[:NAMED_AT_MOST]
    if len(problems) > NAMED_AT_MOST:
        shown.append(Obstacle(f"And {len(problems) - NAMED_AT_MOST} more places."))
    count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    return ImportRefused(f"The file has {count}.", shown, where=where)


def _parse_json(data: bytes, where: str) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"The file is not UTF-8 text (byte {error.start + 1}).",
            where=where,
            remedy="Save it as UTF-8 and try again.",
        ) from error
    try:
        document = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_int=_whole,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except json.JSONDecodeError as error:
        raise BadInput(
            f"The file is not whole JSON at line {error.lineno}, column {error.colno}.",
            where=where,
            remedy="Export it again, or mend that place.",
        ) from error
    except RecursionError:
        raise BadInput("The file is nested too deeply to be a procurement.", where=where) from None
    except BadInput as error:
        raise BadInput(error.what, where=where, remedy=error.remedy) from None
    if not isinstance(document, dict):
        raise BadInput("The file does not hold a procurement.", where=where)
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadInput(f"The member “{twice}” stands twice in the same place.")
    return members


def _no_float(text: str) -> Any:
    raise BadInput(
        f"The number {text} is not exact.",
        remedy='Write weights, scores and money in quotes, as in "12.5".',
    )


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise BadInput(f"The number {text[:LONGEST_NUMBER]}… is too long for any in the format.")
    return int(text)


def _unfit_texts(value: Any, place: tuple[str | int, ...] = ()) -> Iterable[Obstacle]:
    """Texts that could not be stored, signed or printed: control characters, half characters."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _unfit_texts(part, (*place, name))
    elif isinstance(value, list):
        for n, part in enumerate(value):
            yield from _unfit_texts(part, (*place, n))
    elif isinstance(value, str) and (unfit := _UNFIT.search(value)):
        yield Obstacle(
            f"{_place(place)}: It holds a character that is no text (U+{ord(unfit[0]):04X})."
        )


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator  # wanted only where a file is read

    return Draft202012Validator(build_schema())


def _schema_problems(document: dict[str, Any]) -> Iterable[Obstacle]:
    errors = sorted(_validator().iter_errors(document), key=lambda e: list(map(str, e.path)))
    for error in errors:
        while error.validator == "anyOf" and error.context:
            error = error.context[0]
        yield Obstacle(f"{_place(error.absolute_path)}: {_words(error)}")


def _place(path: Iterable[str | int]) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text or "The file"


def _words(error: Any) -> str:
    value, rule = error.instance, error.validator_value
    shown = json.dumps(value, ensure_ascii=False)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
    if error.validator == "required":
        missing = next(name for name in rule if name not in value)
        return f"“{missing}” is missing."
    if error.validator == "additionalProperties":
        extra = sorted(set(value) - set(error.schema["properties"]))
        return f"“{extra[0]}” is not a member of the format."
    if error.validator == "enum":
        return f"{shown} is none of: {', '.join(map(str, rule))}."
    if error.validator == "const":
        return f"{shown} is not {json.dumps(rule)}."
    if error.validator == "minimum":
        return f"{shown} is below {rule}."
    if error.validator == "type":
        return f"{shown} is not {_KINDS[rule]}."
    return f"{shown} is not {_pattern_words(str(rule))}."


_KINDS = {
    "string": "text in quotes",
    "array": "a list in [ ]",
    "object": "a group of members in { }",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
}


def _pattern_words(pattern: str) -> str:
    if pattern == KEY:
        return "a key (letters, digits, - _ . and at most 60 of them)"
    if pattern == DATE:
        return "a date such as 2026-03-31"
    if pattern == MOMENT:
        return "a moment such as 2026-03-31T14:05:00Z"
    places = re.search(r"\\\.\\d\{1,(\d)\}", pattern)
    return f"a plain decimal with at most {places[1] if places else 0} decimals"
