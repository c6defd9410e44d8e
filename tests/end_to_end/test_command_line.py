"""The jobs of the command line as a person runs them, and the figures against a second calculation."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest

from tender_eval.cli import main
from tests.small_procurement import CONSENSUS, LOTS, PRICES, small_procurement


def write(document: dict[str, Any], folder: Path) -> Path:
    path = folder / "vale.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    code = main([*arguments, "--json"])
    printed = capsys.readouterr()
    assert code == 0, printed.out + printed.err
    return json.loads(printed.out)


def half_up(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def expected_total(tender: str, lot: str) -> Decimal:
    """The published sum worked out with nothing of the program's."""
    with localcontext() as context:
        context.prec = 50
        own = {"lot-1": "q-adult", "lot-2": "q-young"}[lot]
        weights = {
            "q-access": Decimal(45) * Decimal("37.5") / 100,
            "q-recovery": Decimal(45) * Decimal("62.5") / 100,
            own: Decimal("33.3"),
        }
        quality = sum(half_up(w * CONSENSUS[tender, q] / 5) for q, w in weights.items())
        prices = {t: Decimal(PRICES[t, lot]) for t in LOTS if lot in LOTS[t]}
        lowest, price = min(prices.values()), prices[tender]
        weight = Decimal("21.7")
        if lot == "lot-1":
            score = weight * lowest / price
        else:
            score = max(Decimal(0), weight * (1 - (price - lowest) / lowest))
        return quality + half_up(score)


def test_ranks_agree_with_a_second_calculation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(tmp_path / "w.tender")
    run_json(capsys, "import", str(write(small_procurement(), tmp_path)), "--database", database)
    ranking = run_json(capsys, "rank", "--database", database)
    assert [lot["lot"] for lot in ranking["lots"]] == ["lot-1", "lot-2"]
    for lot in ranking["lots"]:
        assert lot["complete"]
        totals = [Decimal(t["total"]) for t in lot["tenders"]]
        assert totals == sorted(totals, reverse=True)
        for tender in lot["tenders"]:
            assert Decimal(tender["total"]) == expected_total(tender["tender"], lot["lot"])
            leaves = [c for c in tender["criteria"] if c["kind"] != "group"]
            assert sum(Decimal(c["weighted_score"]) for c in leaves) == Decimal(tender["total"])
            assert sum(Decimal(c["overall_weight"]) for c in leaves) == 100


def test_export_then_import_gives_the_same_ranking_digest_and_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = str(tmp_path / "a.tender"), str(tmp_path / "b.tender")
    out = tmp_path / "out.json"
    run_json(capsys, "import", str(write(small_procurement(), tmp_path)), "--database", first)
    run_json(capsys, "export", str(out), "--database", first)
    run_json(capsys, "import", str(out), "--database", second)
    assert run_json(capsys, "rank", "--database", first) == run_json(
        capsys, "rank", "--database", second
    )
    again = tmp_path / "again.json"
    run_json(capsys, "export", str(again), "--database", second)
    assert again.read_bytes() == out.read_bytes()


def test_a_failed_standard_a_low_score_and_a_high_price_are_out_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = small_procurement()
    document["tenders"][0]["standards"][0] |= {"result": "fail", "reason": "No named lead."}
    document["tenders"][2]["lots"][0]["price"] = "1000000.01"
    for each in document["consensus"]:
        if (each["tender"], each["question"]) == ("t-birch", "q-adult"):
            each["value"] = "1"
    database = str(tmp_path / "w.tender")
    run_json(capsys, "import", str(write(document, tmp_path)), "--database", database)
    lot = run_json(capsys, "rank", "--lot", "lot-1", "--database", database)["lots"][0]
    why = {tender["tender"]: " ".join(tender["out"]) for tender in lot["tenders"]}
    assert why["t-alder"] == "Minimum standard not met: Clinical governance. No named lead."
    assert why["t-birch"] == "Below the minimum score: Adult has 1, the minimum is 2."
    assert why["t-cedar"] == "Price above the ceiling: £1,000,000.01, the ceiling is £1,000,000."
    assert {tender["rank"] for tender in lot["tenders"]} == {None}


def test_mistakes_are_named_with_their_place_and_nothing_is_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = small_procurement()
    document["tenders"][1]["lots"][0]["price"] = "a lot"
    document["scores"][0]["value"] = "4.123"
    database = str(tmp_path / "w.tender")
    assert main(["import", str(write(document, tmp_path)), "--database", database]) == 2
    said = capsys.readouterr().err
    assert 'tenders[1].lots[0].price: "a lot" is not a plain decimal' in said
    assert 'scores[0].value: "4.123" is not a plain decimal with at most 2 decimals' in said
    assert run_json(capsys, "list", "--database", database) == []


def test_a_float_in_the_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = small_procurement()
    document["scores"][0]["value"] = 4.5
    database = str(tmp_path / "w.tender")
    assert main(["import", str(write(document, tmp_path)), "--database", database]) == 2
    assert "The number 4.5 is not exact." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["rank"], 2, "This workspace is empty."),
        (["import", "nowhere.json"], 2, "cannot be read"),
        (["new", "--template", "nothing"], 2, "There is no template “nothing”."),
        (["verify", "--checkpoint", "abc"], 2, "is not a checkpoint"),
    ],
)
def test_exit_codes_and_sentences(
    arguments: list[str], code: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--database", str(tmp_path / "w.tender")]) == code
    assert words in capsys.readouterr().err


def test_a_member_scores_and_hands_in_and_then_the_scores_are_locked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = small_procurement()
    document["procurement"]["state"] = "scoring"
    document["scores"] = document["submissions"] = document["consensus"] = []
    where = ["--database", str(tmp_path / "w.tender")]
    run_json(capsys, "import", str(write(document, tmp_path)), *where)
    me = ["score", "--member", "m-rep", *where]
    work = run_json(capsys, *me)
    assert (work["done"], work["of"]) == (0, 11)
    assert main([*me, "--submit"]) == 4
    capsys.readouterr()
    assert main([*me, "--tender", "t-birch", "--question", "q-young", "--value", "3"]) == 3
    assert main([*me, "--tender", "t-birch", "--question", "q-adult", "--value", "6"]) == 2
    assert "6 is not on the scale. Give 0, 1, 2, 3, 4, 5." in capsys.readouterr().err
    for task in work["tasks"]:
        given = ["--tender", task["tender"], "--question", task["question"]]
        run_json(capsys, *me, *given, "--value", "3", "--reason", "Two hubs, no dates.")
    run_json(capsys, *me, "--submit")
    assert main([*me, *given, "--value", "4"]) == 3
    assert "handed in and are locked" in capsys.readouterr().err
    assert run_json(capsys, "verify", *where)["sound"] is True


def test_verify_names_what_was_changed_and_exits_with_6(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3

    database = tmp_path / "w.tender"
    where = ["--database", str(database)]
    run_json(capsys, "import", str(write(small_procurement(), tmp_path)), *where)
    with sqlite3.connect(database) as plain:
        plain.execute(
            "UPDATE scores SET value = 500 WHERE tender = 't-birch' AND question = 'q-access' "
            "AND member = 'm-rep'"
        )
    plain.close()
    assert main(["verify", *where]) == 6
    said = capsys.readouterr().out
    assert (
        "scores vale-2026/t-birch/q-access/m-rep: value is 500 in the table, 200 in the log" in said
    )
