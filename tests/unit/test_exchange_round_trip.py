"""Out and in again: the same file, the same model digest, the same ranking."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tender_eval.domain.canonical import model_digest
from tender_eval.exchange.document import document_from_record
from tender_eval.exchange.procurement_file import parse_procurement, read_procurement_file
from tender_eval.exchange.schema import build_schema
from tender_eval.services import audit
from tender_eval.services.award import results_of
from tender_eval.services.desk import Desk, Person, Texts
from tender_eval.services.files import RESOURCES, SAMPLE, export_procurement, import_procurement
from tender_eval.store.workspace import Workspace
from tests.small_procurement import CONSENSUS, small_procurement

SCHEMA = RESOURCES / "schema" / "procurement.schema.json"
FILES = [SAMPLE, *sorted((RESOURCES / "templates").glob("*.json"))]
AWKWARD = [
    'O\'Brien "Sons" & <Co>', "مركز الأمل", "שלום \u200f(1)", "first\nsecond\r\nthird\tend",
    "=1+1", "a\u2028b\u2029c\u0085d", "\ufeffmark", "e\u0301 or \u00e9", "🙂", " spaced ", "{}[]\\n\\u0000",
]  # fmt: skip
words = st.sampled_from(AWKWARD) | st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t'\"=<>&"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip())


def test_the_published_schema_is_the_one_that_files_are_checked_with() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == build_schema()
    Draft202012Validator.check_schema(build_schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_sample_and_every_template_keep_to_the_published_schema(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(document)) == []


def exact(pieces: int, places: int) -> str:
    """So many hundredths, or ten-thousandths, as the format writes them."""
    return str(Decimal(pieces).scaleb(-places))


@st.composite
def procurements(draw: st.DrawFn) -> dict[str, Any]:
    """The small procurement with other words, weights, prices and scores."""
    document = small_procurement()
    document["procurement"] |= {"title": draw(words), "description": draw(words)}
    document["procurement"]["objectives"] = draw(st.lists(words, max_size=3))
    for lot in document["model"]["lots"]:
        lot["title"], lot["annual_value"] = draw(words), exact(draw(st.integers(1, 10**14 - 1)), 2)
    common, adult, young, price = document["model"]["criteria"]
    first, second = sorted(draw(st.tuples(*[st.integers(0, 10**6)] * 2)))
    common["weight"], price["weight"] = exact(first, 4), exact(10**6 - second, 4)
    adult["weight"] = young["weight"] = exact(second - first, 4)
    adult["title"], adult["guidance"] = draw(words), draw(words)
    document["model"]["rounding"] = {
        "decimals": draw(st.integers(0, 6)), "at": draw(st.sampled_from(["question", "total"])),
    }  # fmt: skip
    for named in (*document["suppliers"], *document["panel"]):
        named["name"] = draw(words)
    for tender in document["tenders"]:
        for offer in tender["lots"]:
            pence = draw(st.none() | st.integers(1, 99_999_999))
            offer["price"] = None if pence is None else exact(pence, 2)
        for response in tender["responses"]:
            response["text"] = draw(words)
    for score in document["scores"]:
        score["rationale"] = draw(words)
    scores = {place: draw(st.integers(0, 5)) for place in CONSENSUS}
    for consensus in document["consensus"]:
        consensus["value"] = str(scores[consensus["tender"], consensus["question"]])
        consensus["reason"] = draw(words)
    return document


@settings(max_examples=20, deadline=None)
@given(procurements())
def test_export_and_import_give_the_same_file_digest_and_ranking(document: dict[str, Any]) -> None:
    data = json.dumps(document).encode()
    record = parse_procurement(data, "first.json")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "first.json").write_bytes(data)
        written = []
        for n in (1, 2):
            with Workspace(folder / f"{n}.tender") as workspace:
                desk = Desk(workspace, Person("Lena"))
                source = folder / "first.json" if n == 1 else written[0]
                desk = desk.at(import_procurement(desk, source))
                stored = desk.whole_record(Texts.WITH)
                assert model_digest(stored.published_model) == model_digest(record.published_model)
                assert results_of(stored) == results_of(record)
                assert audit.verify(desk).sound
                written.append(folder / f"{n}.json")
                export_procurement(desk, written[-1])
        assert written[0].read_bytes() == written[1].read_bytes()
        again = json.loads(written[0].read_text(encoding="utf-8"))
        assert again["suppliers"] == document_from_record(stored)["suppliers"]


def unordered(part: Any) -> Any:
    """A document's part with its lists in an order of their own: most are kept by key."""
    if isinstance(part, dict):
        return {name: unordered(value) for name, value in part.items()}
    if isinstance(part, list):
        return sorted(map(unordered, part), key=json.dumps)
    return part


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_sample_and_every_template_come_out_as_they_went_in(path: Path, tmp_path: Path) -> None:
    before = document_from_record(read_procurement_file(path))
    written = [tmp_path / "1.json", tmp_path / "2.json"]
    for source, target in zip([path, written[0]], written, strict=True):
        with Workspace(tmp_path / f"{target.stem}.tender") as workspace:
            desk = Desk(workspace, Person("Lena"))
            desk = desk.at(import_procurement(desk, source))
            export_procurement(desk, target)
    assert written[0].read_bytes() == written[1].read_bytes()
    after = json.loads(written[0].read_text(encoding="utf-8"))
    assert all(after[part] == before[part] for part in ("procurement", "model"))
    frozen = after.pop("versions", [])
    assert len(frozen) == (after["procurement"].get("state", "draft") != "draft")
    assert unordered(after) == unordered(before)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(after | {"versions": frozen})) == []
