"""Bad procurement files: each is refused whole, in plain words that name the place."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tender_eval.domain.canonical import model_digest
from tender_eval.domain.document import from_document
from tender_eval.domain.errors import ImportRefused, TenderEvalError
from tender_eval.domain.model import EvaluationModel
from tender_eval.exchange.procurement_file import LONGEST_SENTENCE, parse_procurement
from tender_eval.services import audit
from tender_eval.services.desk import Desk, Texts
from tender_eval.services.files import export_procurement, import_procurement
from tender_eval.services.procurements import list_procurements
from tests.conftest import take_in
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


def frozen(damage: Damage) -> Damage:
    """Damage a model that was frozen, under a digest that matches it."""

    def act(document: dict[str, Any]) -> None:
        model = deepcopy(document["model"])
        damage(model)
        digest = model_digest(from_document(EvaluationModel, model))
        document["versions"] = [
            {"number": 1, "digest": digest, "at": "2026-01-12T09:00:00Z", "reason": "Published",
             "by": "Lena", "model": model}
        ]  # fmt: skip

    return act


def deep(levels: int) -> Damage:
    """A criterion under so many groups."""

    def act(document: dict[str, Any]) -> None:
        node = document["model"]["criteria"].pop(1)
        for n in range(levels):
            node = {"key": f"g{n}", "title": "G", "kind": "group", "weight": "100",
                    "children": [node]}  # fmt: skip
        document["model"]["criteria"].append(node)

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
    "unknown member of a broken half character": (put("\ud800", "x"), "“\N{REPLACEMENT CHARACTER}”"),
    "several members missing": (
        put("panel.0", {}), "panel[0]: “key”, “name” and “role” are missing"),
    "several unknown members": (
        both(put("panel.0.colour", 1), put("panel.0.shape", 2)), "“colour” and “shape” are not"),
    "key with a line end": (put("procurement.key", "vale\n"), "procurement.key"),
    "weight with a line end": (put("model.criteria.0.weight", "45\n"), "model.criteria[0].weight"),
    "price in other digits": (put("tenders.0.lots.0.price", "٩٩"), "tenders[0].lots[0].price"),
    "scientific weight": (put("model.criteria.0.weight", "1e1"), "model.criteria[0].weight"),
    "endless price": (put("tenders.0.lots.0.price", "9" * 13), "tenders[0].lots[0].price"),
    "moment before the calendar": (
        put("submissions.0.at", "0001-01-01T00:00:00+14:00"), "submissions[0].at"),
    "moment after the calendar": (
        put("submissions.0.at", "9999-12-31T23:59:59-14:00"), "submissions[0].at"),
    "contract that ends before it starts": (
        put("procurement.contract.ends", "2026-01-01"), "procurement.contract: The contract would"),
    "unknown lot of a criterion": (
        put("model.criteria.1.lots", ["lot-9"]), "criterion q-adult: There is no lot “lot-9”"),
    "endless lot of a criterion": (
        put("model.criteria.1.lots", ["x" * 100_000]), "model.criteria[1].lots[0]"),
    "unknown scale": (put("model.criteria.1.scale", "s9"), "There is no scale “s9”"),
    "endless scale": (put("model.criteria.1.scale", "s" * 100_000), "criterion q-adult"),
    "unknown criterion in a tie-break": (put("model.tie_break", ["c-x"]), "model.tie_break: There"),
    "unknown standard": (
        put("tenders.0.standards.0.standard", "s-x"), "tenders[0]: There is no standard “s-x”"),
    "allocation to no lot": (
        put("panel.0.allocations.0.lot", "lot-9"), "panel[0]: There is no lot “lot-9”"),
    "allocation twice": (
        twice("panel.0.allocations"), "panel[0].allocations: “lot-1” stands 2 times"),
    "movement twice": (
        twice("consensus.0.movements"), "consensus[0].movements: “m-rep” stands 2 times"),
    "dissent twice": (
        put("consensus.0.dissent", [{"member": "m-rep", "reason": "x"}] * 2),
        "consensus[0].dissent: “m-rep” stands 2 times"),
    "present without being on the panel": (
        put("consensus.0.present", ["m-x"]), "consensus[0]: There is no member “m-x”"),
    "consensus on a lot that was not bid for": (
        both(put("consensus.0.tender", "t-birch"), put("consensus.0.question", "q-young")),
        "consensus[0] (t-birch, q-young): This is not a question of a lot"),
    "consensus off the scale": (put("consensus.0.value", "9"), "9 is not on the scale"),
    "recommendation of one that does not bid": (
        put("recommendations", [{"lot": "lot-2", "tender": "t-birch", "reason": "x", "by": "Lena",
                                 "at": "2026-03-20T10:00:00Z"}]),
        "recommendations[0]: “t-birch” does not bid for that lot"),
    "tie that names a tender twice": (
        put("ties", [{"lot": "lot-2", "order": ["t-alder"] * 2, "reason": "x", "by": "Lena",
                      "at": "2026-03-20T10:00:00Z"}]), "ties[0].order: “t-alder” stands 2 times"),
    "stepping back from no supplier": (
        lambda d: d["declarations"].append({**RECUSED, "supplier": None}), "declarations[4] d-x"),
    "stepping back from no lot": (
        lambda d: d["declarations"].append({**RECUSED, "recusal": "lot"}), "declarations[4] d-x"),
    "stepping back from nothing declared": (
        lambda d: d["declarations"].append({**RECUSED, "interest": "none"}), "declarations[4] d-x"),
    "price range without its ends": (
        put("model.lots.0.price_model", {"kind": "linear_range"}), "model lot lot-1: A stated"),
    "price range upside down": (
        put("model.lots.0.price_model",
            {"kind": "linear_range", "full_marks_at": "9.00", "no_marks_at": "5.00"}),
        "model lot lot-1: The price for no marks must be above"),
    "fixed price that is scored": (
        put("model.lots.0.price_model", {"kind": "fixed", "ceiling": "9.00"}),
        "model lot lot-1: Its price is fixed, yet"),
    "no price criterion": (
        both(drop("model.criteria.3"), put("model.criteria.0.weight", "66.7")),
        "model lot lot-1: It has no price criterion"),
    "two price criteria": (
        lambda d: d["model"]["criteria"].append({**d["model"]["criteria"][3], "key": "c-2"}),
        "model lot lot-1: It has more than one price criterion"),
    "versions that do not count from one": (
        both(frozen(lambda _: None), put("versions.0.number", 2)), "versions[0]: Version 1 is"),
    "frozen model without a question that was scored": (
        frozen(drop("criteria.1")), "scores[6]: There is no question “q-adult”"),
    "frozen model without a lot that was bid for": (
        frozen(drop("lots.1")), "tenders[0]: There is no lot “lot-2”"),
    "frozen model without a standard that was assessed": (
        frozen(put("standards", [])), "tenders[0]: There is no standard “gov”"),
    "frozen model with a lot twice": (
        frozen(twice("lots")), "versions[0].model.lots: “lot-1” stands 2 times"),
    "frozen model with a scale twice": (
        frozen(twice("scales")), "versions[0].model.scales: “s5” stands 2 times"),
    "frozen model with a criterion of no lot": (
        frozen(put("criteria.1.lots", ["lot-9"])), "versions[0].model criterion q-adult"),
    "frozen model with an unknown tie-break": (
        frozen(put("tie_break", ["c-x"])), "versions[0].model.tie_break: There"),
    "criteria nested without end": (deep(100), "too deeply to be a procurement, at model.criteria"),
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
    "an endless float": (b'{"format": ' + b"9" * 6000 + b".5}", "is not exact"),
    "an infinity": (b'{"format": -Infinity}', "-Infinity is not exact"),
    "a colossal exponent": (b'{"format": 1e999999999}', "1e999999999 is not exact"),
    "an empty object": (b"{}", "“format_version”, “procurement” and “model” are missing"),
    "a second object behind the first": (b"{}\n{}", "line 2, column 1"),
    "a mark of byte order alone": (b"\xef\xbb\xbf", "line 1"),
    "a control character": (b'{"format": "a\x01"}', "line 1"),
    "a null": (b"null", "does not hold a procurement"),
    "an endless number": (b'{"format": ' + b"9" * 6000 + b"}", "number"),
    "a name twice": (b'{"format": "a", "format": "b"}', "“format” stands twice"),
    "an endless name twice": (
        b'{"%b": 1, "%b": 2}' % (b"n" * 100_000, b"n" * 100_000), "stands twice"),
    "a broken half character twice": (
        b'{"\\ud800": 1, "\\ud800": 2}', "“\N{REPLACEMENT CHARACTER}” stands twice"),
    "some nesting in a title": (
        b'{"procurement": {"title": %b%b}}' % (b"[" * 90, b"]" * 90), "at procurement.title[0]"),
    "endless nesting": (b"[" * 200_000, "nested"),
    "endless nesting, closed": (b"[" * 100_000 + b"]" * 100_000, "nested"),
}  # fmt: skip


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
    assert len(said) < 60 * LONGEST_SENTENCE
    assert all(len(str(problem)) < 400 for problem in getattr(error, "problems", ()))
    said.encode("utf-8")  # whatever the file held, the words can be printed
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


def test_a_refused_file_leaves_the_procurements_beside_it_alone(lead: Desk, tmp_path: Path) -> None:
    take_in(lead, small_procurement(), tmp_path)
    before = audit.current(lead), audit.verify(lead).rows, list_procurements(lead)
    document = small_procurement()
    document["scores"][0]["value"] = "9"
    path = tmp_path / "vale.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ImportRefused):
        import_procurement(lead, path)
    assert (audit.current(lead), audit.verify(lead).rows, list_procurements(lead)) == before
    assert audit.verify(lead).sound


def test_a_hundred_thousand_mistakes_are_counted_without_delay(lead: Desk, tmp_path: Path) -> None:
    names = ", ".join(f'"n{n}": 1' for n in range(100_000))
    path = tmp_path / "vale.json"
    path.write_text(f'{{{names}, "n99999": 2}}', encoding="utf-8")
    began = time.monotonic()
    assert "“n99999” stands twice" in refused(lead, path)
    assert time.monotonic() - began < 5


def test_mistakes_are_named_in_the_order_of_the_file(lead: Desk, tmp_path: Path) -> None:
    document = small_procurement()
    for n in (2, 10):
        document["scores"][n]["value"] = 3
    path = tmp_path / "vale.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    said = refused(lead, path)
    assert said.index("scores[2]") < said.index("scores[10]")


def test_a_price_left_out_is_unknown_and_never_nothing() -> None:
    document = small_procurement()
    del document["tenders"][0]["lots"][0]["price"]
    document["tenders"][1]["lots"][0]["price"] = None
    record = parse_procurement(json.dumps(document).encode(), "vale.json")
    assert [tender.lots[0].price for tender in record.tenders[:2]] == [None, None]


def test_a_draft_that_was_given_up_unfinished_is_taken_in_and_let_out(
    lead: Desk, tmp_path: Path
) -> None:
    document = small_procurement()
    document["procurement"] |= {"state": "abandoned", "abandoned_reason": "No money."}
    document["model"]["criteria"][0]["weight"] = "40"
    for part in ("scores", "submissions", "consensus"):
        del document[part]
    desk = take_in(lead, document, tmp_path)
    export_procurement(desk, tmp_path / "again.json")
    import_procurement(lead, tmp_path / "again.json")
    assert len(list_procurements(lead)) == 2


def test_a_long_text_is_taken_in_whole(lead: Desk, tmp_path: Path) -> None:
    document = small_procurement()
    document["tenders"][0]["responses"][0]["text"] = text = "Ünder 🙂 " * 100_000
    desk = take_in(lead, document, tmp_path)
    assert desk.whole_record(Texts.WITH).tenders[0].responses[0].text == text
    assert audit.verify(desk).sound


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
