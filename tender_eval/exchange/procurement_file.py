"""Reads and writes the procurement file: size, JSON, schema, then cross-references.

Each mistake becomes one plain sentence with its place; a file with any is refused whole.
"""

from __future__ import annotations

import json
import re
from collections import Counter
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
LONGEST_SENTENCE = 300
DEEPEST = 64
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
    if place := _too_deep(document):
        raise BadInput(
            f"The file is nested too deeply to be a procurement, at {_fit(place)}.", where=where
        )
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
        beside.write_text(text, encoding="utf-8", newline="\n")  # the same bytes everywhere
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(
            f"The file cannot be written ({error.strerror}).", where=str(path)
        ) from error


def _refused(problems: list[Obstacle], where: str) -> ImportRefused:
    shown = [Obstacle(_fit(problem.what)) for problem in problems[:NAMED_AT_MOST]]
    if len(problems) > NAMED_AT_MOST:
        shown.append(Obstacle(f"And {len(problems) - NAMED_AT_MOST} more places."))
    count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    return ImportRefused(f"The file has {count}.", shown, where=where)


def _fit(said: str) -> str:
    """A sentence that quotes the file, as it can be printed and read."""
    said = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", said)
    half = LONGEST_SENTENCE // 2
    return said if len(said) <= LONGEST_SENTENCE else f"{said[:half]} … {said[-half:]}"


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
        raise BadInput(_fit(error.what), where=where, remedy=error.remedy) from None
    if not isinstance(document, dict):
        raise BadInput("The file does not hold a procurement.", where=where)
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
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


def _too_deep(document: dict[str, Any]) -> str:
    """The first place that is nested deeper than any procurement, or nothing."""
    level: list[tuple[tuple[str | int, ...], Any]] = [((), document)]
    for _ in range(DEEPEST):
        level = [
            ((*place, name), part)
            for place, value in level
            for name, part in (value.items() if isinstance(value, dict) else enumerate(value))
            if isinstance(part, dict | list)
        ]
    return _place(level[0][0]) if level else ""


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
    from jsonschema import Draft202012Validator, ValidationError  # wanted only here
    from jsonschema.validators import extend

    # The patterns of JSON Schema are ECMAScript's: \d is 0 to 9 alone, and $ is the very end,
    # not also the place before a last line end.
    def pattern(_: Any, rule: str, text: Any, __: Any) -> Iterable[ValidationError]:
        if isinstance(text, str) and not re.fullmatch(rule, text, re.ASCII):
            yield ValidationError("")

    kind = extend(Draft202012Validator, {"pattern": pattern})  # type: ignore[no-untyped-call]
    return kind(build_schema())


def _schema_problems(document: dict[str, Any]) -> Iterable[Obstacle]:
    said = []
    for error in sorted(_validator().iter_errors(document), key=_in_order):
        while error.validator == "anyOf" and error.context:
            error = error.context[0]
        said.append(f"{_place(error.absolute_path)}: {_words(error)}")
    # Each missing member is an error of its own; one sentence names them all.
    return [Obstacle(sentence) for sentence in dict.fromkeys(said)]


def _in_order(error: Any) -> list[tuple[str, int]]:
    return [("", part) if isinstance(part, int) else (part, 0) for part in error.path]


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
        missing = [name for name in rule if name not in value]
        return f"{_listed(missing)} {'is' if len(missing) == 1 else 'are'} missing."
    if error.validator == "additionalProperties":
        extra = sorted(set(value) - set(error.schema["properties"]))
        what = "is not a member" if len(extra) == 1 else "are not members"
        return f"{_listed(extra)} {what} of the format."
    if error.validator == "enum":
        return f"{shown} is none of: {', '.join(map(str, rule))}."
    if error.validator == "const":
        return f"{shown} is not {json.dumps(rule)}."
    if error.validator == "minimum":
        return f"{shown} is below {rule}."
    if error.validator == "type":
        return f"{shown} is not {_KINDS[rule]}."
    return f"{shown} is not {_pattern_words(str(rule))}."


def _listed(names: list[str]) -> str:
    shown = [f"“{name}”" for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


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
