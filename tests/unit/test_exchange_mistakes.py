"""Bad procurement files: each is refused whole, in plain words that name the place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tender_eval.domain.errors import ImportRefused, TenderEvalError
from tender_eval.services import audit
from tender_eval.services.desk import Desk
from tender_eval.services.files import import_procurement
from tender_eval.services.procurements import list_procurements
from tests.small_procurement import small_procurement

Damage = Callable[[dict[str, Any]], object]
TECHNICAL = re.compile(
    r"Traceback|Error\b|Exception|NoneType|\bdict\b|\bint\b|\bstr\b|object at|\^\("
)


def put(path: str, value: Any) -> Damage:
    """Set the member at `a.0.b` to a value."""

    def act(document: dict[str, Any]) -> None:
        *way, last = [int(p) if p.isdigit() else p for p in path.split(".")]
        at: Any = document
        for part in way:
            at = at[part]
        at[last] = value

    return act


def drop(path: str) -> Damage:
    """Take the member at `a.0.b` out."""

    def act(document: dict[str, Any]) -> None:
        *way, last = [int(p) if p.isdigit() else p for p in path.split(".")]
        at: Any = document
        for part in way:
            at = at[part]
        del at[last]

    return act


def twice(path: str) -> Damage:
    """Let the first entry of a list stand twice."""

    def act(document: dict[str, Any]) -> None:
        at: Any = document
        for part in path.split("."):
            at = at[int(part) if part.isdigit() else part]
        at.append(dict(at[0]))

    return act


def both(*damages: Damage) -> Damage:
    """Several at once."""

    def act(document: dict[str, Any]) -> None:
        for damage in damages:
            damage(document)

    return act


RECUSED = {
    "key": "d-x", "member": "m-rep", "made_on": "2026-02-21", "interest": "actual",
    "supplier": "s-alder", "description": "Works there.", "recusal": "supplier",
}  # fmt: skip

# What is damaged, how, and what the message must name.
CASES: dict[str, tuple[Damage, str]] = {
    "another format": (put("format", "invoice"), "format"),
    "a newer version": (put("format_version", 2), "format_version: 2 is not 1"),
    "no procurement": (drop("procurement"), "“procurement” is missing"),
    "no title": (drop("procurement.title"), "procurement: “title” is missing"),
    "unknown member": (put("procurement.colour", "red"), "“colour” is not a member"),
    "unknown regime": (put("procurement.regime", "eu"), 'procurement.regime: "eu" is none of'),
    "unknown state": (put("procurement.state", "won"), "procurement.state"),
    "unknown role": (put("panel.0.role", "boss"), "panel[0].role"),
    "unknown price model": (
        put("model.lots.0.price_model.kind", "magic"), "model.lots[0].price_model.kind"),
    "list for text": (put("procurement.title", ["x"]), "procurement.title"),
    "text for a list": (put("model.lots", "all"), "model.lots: \"all\" is not a list"),
    "number for a weight": (put("model.criteria.0.weight", 45), "model.criteria[0].weight"),
    "weight in words": (put("model.criteria.0.weight", "half"), "model.criteria[0].weight"),
    "weight with a comma": (put("model.criteria.0.weight", "37,5"), "model.criteria[0].weight"),
    "weight with too many decimals": (
        put("model.criteria.0.weight", "45.123456789"), "model.criteria[0].weight"),
    "negative weight": (put("model.criteria.0.weight", "-45"), "c-common"),
    "weights that do not add up": (put("model.criteria.0.weight", "40"), "model.criteria:"),
    "price with three decimals": (
        put("tenders.0.lots.0.price", "910000.005"), "tenders[0].lots[0].price"),
    "price of nothing": (put("tenders.0.lots.0.price", "0.00"), "t-alder lot-1: The price must be"),
    "price with a pound sign": (put("tenders.0.lots.0.price", "£9"), "tenders[0].lots[0].price"),
    "impossible date": (put("procurement.contract.starts", "2027-02-30"), "starts"),
    "British date": (put("procurement.contract.starts", "01/04/2027"), "contract.starts"),
    "moment without a zone": (put("submissions.0.at", "2026-03-06T12:00:00"), "submissions[0].at"),
    "impossible moment": (put("submissions.0.at", "2026-03-06T25:00:00Z"), "submissions"),
    "key with a space": (put("panel.0.key", "m rep"), "panel[0].key"),
    "key with a path": (put("procurement.key", "../../etc"), "procurement.key"),
    "empty key": (put("procurement.key", ""), "procurement.key"),
    "endless key": (put("procurement.key", "k" * 5000), "procurement.key"),
    "member twice": (twice("panel"), "panel: “m-rep” stands 2 times"),
    "tender twice": (twice("tenders"), "tenders: “t-alder” stands 2 times"),
    "lot twice": (twice("model.lots"), "model.lots: “lot-1” stands 2 times"),
    "criterion twice": (twice("model.criteria"), "model.criteria: “c-common” stands 2 times"),
    "score twice": (twice("scores"), "scores: “t-alder q-access m-rep” stands 2 times"),
    "consensus twice": (twice("consensus"), "consensus: “t-alder q-access” stands 2 times"),
    "answer twice": (twice("tenders.0.responses"), "“q-access” stands 2 times"),
    "score of a stranger": (put("scores.0.member", "m-x"), "scores[0]: There is no member “m-x”"),
    "score of no tender": (put("scores.0.tender", "t-x"), "scores[0]: There is no tender “t-x”"),
    "score of no question": (put("scores.0.question", "q-x"), "There is no question “q-x”"),
    "score of a group": (put("scores.0.question", "c-common"), "“c-common” is not a question"),
    "score off the scale": (put("scores.0.value", "7"), "7 is not on the scale (0, 1, 2, 3, 4, 5)"),
    "half a score": (put("scores.0.value", "2.5"), "2.5 is not on the scale"),
    "score below nothing": (put("scores.0.value", "-1"), "scores[0]"),
    "score by one who stepped back": (
        lambda d: d["declarations"].append(RECUSED), "not among those the member may score"),
    "score before scoring opened": (
        both(put("procurement.state", "opened"), put("consensus", [])), "scoring has not opened"),
    "consensus before moderation": (put("procurement.state", "scoring"), "moderation has not"),
    "consensus without a reason": (put("consensus.0.reason", " "), "consensus[0]"),
    "bid for no lot": (put("tenders.0.lots.0.lot", "lot-9"), "tenders[0]: There is no lot “lot-9”"),
    "tender of no supplier": (put("tenders.0.supplier", "s-x"), "There is no supplier “s-x”"),
    "answer to a question of another lot": (
        lambda d: d["tenders"][1]["responses"].append({"question": "q-young", "text": "x"}),
        "“q-young” is not a question of a lot it bids for"),
    "standard neither passed nor failed": (
        put("tenders.0.standards.0.result", "maybe"), "tenders[0]"),
    "model changed after it was frozen": (
        lambda d: d.update(versions=[{"number": 1, "digest": "0" * 64, "at": "2026-01-12T09:00:00Z",
                                      "reason": "Published", "by": "Lena", "model": d["model"]}]),
        "versions[0]: The model does not match its digest"),
    "tie of a tender that does not bid": (
        put("ties", [{"lot": "lot-2", "order": ["t-birch"], "reason": "x", "by": "Lena",
                      "at": "2026-03-20T10:00:00Z"}]), "“t-birch” does not bid for that lot"),
    "no scale": (put("model.scales", []), "At least one scoring scale is needed"),
    "scale of one score": (
        lambda d: d["model"]["scales"][0].update(levels=d["model"]["scales"][0]["levels"][:1]),
        "scale s5"),
    "a hundred decimals": (
        put("model.rounding", {"decimals": 100, "at": "question"}), "rounding.decimals"),
    "a null where text belongs": (put("panel.0.name", None), "panel[0].name"),
    "text of a broken half character": (put("panel.0.name", "Ada \ud800"), "panel[0].name"),
    "text with a null character": (put("panel.0.name", "Ada\x00Rowe"), "panel[0].name"),
}  # fmt: skip

BYTES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "line 1"),
    "only spaces": (b"  \n ", "JSON"),
    "a workbook": (b"PK\x03\x04\xff\xfe\x00", "UTF-8"),
    "another encoding": ('{"format": "Müller"}'.encode("latin-1"), "UTF-8 text (byte"),
    "wide characters": ('{"format": 1}'.encode("utf-16"), "UTF-8"),
    "cut short": (json.dumps(small_procurement()).encode()[:2000], "not whole JSON at line 1"),
    "a list": (b"[]", "does not hold a procurement"),
    "a bare word": (b"NaN", "NaN"),
    "a float": (b'{"format": 1.5}', "1.5 is not exact"),
    "an endless number": (b'{"format": ' + b"9" * 6000 + b"}", "number"),
    "a name twice": (b'{"format": "a", "format": "b"}', "“format” stands twice"),
    "endless nesting": (b"[" * 200_000, "nested"),
    "endless nesting, closed": (b"[" * 100_000 + b"]" * 100_000, "nested"),
}


def refused(lead: Desk, path: Path) -> str:
    """Take the file in, which must fail, change nothing and speak plainly; what was said."""
    with pytest.raises(TenderEvalError) as caught:
        import_procurement(lead, path)
    error = caught.value
    said = str(error)
    if isinstance(error, ImportRefused):
        said = " ".join([said, *map(str, error.problems)])
        assert error.problems
    assert not TECHNICAL.search(said), said
    assert path.name in said or path.name in str(error.where)
    assert list_procurements(lead) == []
    verdict = audit.verify(lead)
    assert verdict.sound
    assert verdict.rows == 0
    return said


@pytest.mark.parametrize("name", CASES)
def test_a_damaged_file_is_refused_whole_and_the_place_is_named(
    name: str, lead: Desk, tmp_path: Path
) -> None:
    document = small_procurement()
    damage, place = CASES[name]
    damage(document)
    path = tmp_path / "vale.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert place in refused(lead, path)


@pytest.mark.parametrize("name", BYTES)
def test_what_is_no_procurement_at_all_is_refused(name: str, lead: Desk, tmp_path: Path) -> None:
    data, words = BYTES[name]
    path = tmp_path / "vale.json"
    path.write_bytes(data)
    assert words in refused(lead, path)


def test_a_folder_a_missing_file_and_one_that_is_too_large(
    lead: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused(lead, tmp_path)
    assert refused(lead, tmp_path / "gone.json")
    monkeypatch.setattr("tender_eval.exchange.procurement_file.LARGEST", 100)
    path = tmp_path / "vale.json"
    path.write_text(json.dumps(small_procurement()), encoding="utf-8")
    assert "at most 100 are taken in" in refused(lead, path)


def test_every_mistake_is_named_at_once_up_to_fifty(lead: Desk, tmp_path: Path) -> None:
    document = small_procurement()
    for score in document["scores"]:
        score["value"] = "9"
    for tender in document["tenders"]:
        for response in tender["responses"]:
            response["question"] = "q-none"
    path = tmp_path / "vale.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert "There is no question “q-none”" in refused(lead, path)
    document = small_procurement()
    for score in document["scores"] * 3:
        score["value"] = "9"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ImportRefused) as caught:
        import_procurement(lead, path)
    assert f"{len(document['scores'])} mistakes" in str(caught.value)


def test_names_with_quotes_right_to_left_text_and_a_byte_order_mark_are_taken_in(
    lead: Desk, tmp_path: Path
) -> None:
    document = small_procurement()
    names = ['O\'Brien "Sons" & <Co>', "مركز الأمل", "=1+1", "Ünïçødé 🙂", "a\nb"]
    for supplier, name in zip(document["suppliers"], names, strict=False):
        supplier["name"] = name
    document["panel"][0]["name"], document["panel"][1]["name"] = names[3], names[1]
    path = tmp_path / "vale.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(document, ensure_ascii=False).encode())
    desk = lead.at(import_procurement(lead, path))
    assert [s.name for s in desk.whole_record().suppliers] == names[:3]
    assert audit.verify(desk).sound
