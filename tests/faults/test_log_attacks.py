"""What the owner of the file can do to the log or behind its back, and how it is found and named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tender_eval.audit.log import FIRST, event_digest
from tender_eval.domain.trail import Finding
from tender_eval.services import audit
from tender_eval.services.desk import Desk, Person
from tender_eval.store.workspace import Workspace
from tests.conftest import take_in
from tests.small_procurement import small_procurement

SCORE = "scores vale-2026/t-birch/q-access/m-rep"
Attack = Callable[[sqlite3.Connection], object]


@pytest.fixture
def attacked(tmp_path: Path) -> Callable[..., list[Finding]]:
    """Import the small procurement, attack its file by plain SQL with the triggers dropped, verify."""

    def run(*attacks: str | Attack, checkpoint: bool = False) -> list[Finding]:
        for old in tmp_path.glob("work.tender*"):
            old.unlink()
        path = tmp_path / "work.tender"
        with Workspace(path) as workspace:
            desk = take_in(Desk(workspace, Person("Lena Lead")), small_procurement(), tmp_path)
            kept = audit.current(desk)
        plain = sqlite3.connect(path)
        for (name,) in plain.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            plain.execute(f'DROP TRIGGER "{name}"')
        for attack in attacks:
            plain.execute(attack) if isinstance(attack, str) else attack(plain)
        plain.commit()
        plain.close()
        with Workspace(path) as workspace:
            result = audit.verify(
                Desk(workspace, Person("Ada Auditor")), kept if checkpoint else ""
            )
        assert result.sound == (not result.findings)
        return list(result.findings)

    return run


def kinds(findings: list[Finding]) -> set[str]:
    return {finding.kind for finding in findings}


def forge(plain: sqlite3.Connection) -> None:
    """Write every event's digest anew, so that the chain holds again."""
    plain.row_factory = sqlite3.Row
    previous = FIRST
    for row in plain.execute("SELECT * FROM audit_events ORDER BY number").fetchall():
        event = dict(row) | {"previous": previous}
        event["digest"] = event_digest(event)
        plain.execute(
            "UPDATE audit_events SET previous = ?, digest = ? WHERE number = ?",
            (previous, event["digest"], event["number"]),
        )
        previous = event["digest"]


def test_an_untouched_file_is_sound(attacked: Callable[..., list[Finding]]) -> None:
    assert attacked() == []
    assert attacked(checkpoint=True) == []


def test_a_score_changed_by_plain_sql(attacked: Callable[..., list[Finding]]) -> None:
    (found,) = attacked(
        "UPDATE scores SET value = 500 WHERE tender = 't-birch' AND question = 'q-access' "
        "AND member = 'm-rep'"
    )
    assert (found.kind, found.place) == ("edited-row", SCORE)
    assert found.what == "value is 500 in the table, 200 in the log."


def test_a_row_edited_removed_or_put_in(attacked: Callable[..., list[Finding]]) -> None:
    found = attacked(
        "UPDATE lots SET title = 'Grown-ups' WHERE key = 'lot-1'",
        "DELETE FROM responses WHERE tender = 't-cedar' AND question = 'q-young'",
        "INSERT INTO suppliers VALUES ('vale-2026', 's-new', 9, 'New Ltd', '', '', '', '', 0)",
    )
    named = {(finding.kind, finding.place) for finding in found}
    assert named == {
        ("edited-row", "lots vale-2026/lot-1"),
        ("missing-row", "responses vale-2026/t-cedar/q-young"),
        ("unexplained-row", "suppliers vale-2026/s-new"),
    }


def test_an_event_removed_from_the_middle(attacked: Callable[..., list[Finding]]) -> None:
    found = attacked("DELETE FROM audit_events WHERE number = 40")
    removed = next(f for f in found if f.kind == "removed-event")
    assert removed.place == "Before event 41"
    assert removed.what == "Event 40 is missing."
    assert "unexplained-row" in kinds(found)


def test_an_event_removed_and_the_rest_renumbered(attacked: Callable[..., list[Finding]]) -> None:
    found = attacked(
        "DELETE FROM audit_events WHERE number = 40",
        "UPDATE audit_events SET number = number - 1 WHERE number > 40",
    )
    assert {"changed-event", "reordered-event"} <= kinds(found)
    assert any(f.place.startswith("Event 40 ") for f in found)


def test_an_event_put_in_with_a_digest_of_its_own(attacked: Callable[..., list[Finding]]) -> None:
    def insert(plain: sqlite3.Connection) -> None:
        plain.row_factory = sqlite3.Row
        last = dict(plain.execute("SELECT * FROM audit_events WHERE number = 50").fetchone())
        plain.execute("UPDATE audit_events SET number = -number - 1 WHERE number > 50")
        plain.execute("UPDATE audit_events SET number = -number WHERE number < 0")
        event = last | {"number": 51, "who": "Nobody", "previous": last["digest"]}
        event["digest"] = event_digest(event)
        columns = ", ".join(f'"{name}"' for name in event)
        marks = ", ".join("?" for _ in event)
        plain.execute(f"INSERT INTO audit_events ({columns}) VALUES ({marks})", [*event.values()])

    found = attacked(insert)
    assert "reordered-event" in kinds(found)
    assert any(f.place.startswith("Event 52 ") for f in found)


def test_two_events_changed_over(attacked: Callable[..., list[Finding]]) -> None:
    found = attacked(
        "UPDATE audit_events SET number = -1 WHERE number = 60",
        "UPDATE audit_events SET number = 60 WHERE number = 61",
        "UPDATE audit_events SET number = 61 WHERE number = -1",
    )
    assert {"changed-event", "reordered-event"} <= kinds(found)
    assert any(f.place.startswith("Event 60 ") for f in found)


@pytest.mark.parametrize("column", ["who", "why", "at", "job", "after", "unit"])
def test_a_changed_word_in_an_event(column: str, attacked: Callable[..., list[Finding]]) -> None:
    found = attacked(f"UPDATE audit_events SET \"{column}\" = 'x' WHERE number = 30")
    changed = next(f for f in found if f.kind == "changed-event")
    assert changed.place.startswith("Event 30 ")


def test_the_tail_cut_off_while_the_tables_stay(attacked: Callable[..., list[Finding]]) -> None:
    found = attacked(
        "DELETE FROM audit_events WHERE number > (SELECT max(number) - 3 FROM audit_events)"
    )
    assert kinds(found) == {"unexplained-row"}
    assert len(found) == 3


def test_the_tail_cut_off_with_its_rows_is_found_by_a_checkpoint_kept_elsewhere(
    attacked: Callable[..., list[Finding]],
) -> None:
    cut = (
        "DELETE FROM movements",
        "DELETE FROM audit_events WHERE \"table\" = 'movements'",
    )

    def is_tail(plain: sqlite3.Connection) -> None:
        rows = plain.execute(
            "SELECT min(number), max(number), count(*) FROM audit_events"
        ).fetchone()
        assert rows[1] - rows[0] + 1 == rows[2], "the movements were the last events"

    found = attacked(*cut, is_tail, checkpoint=True)
    assert kinds(found) == {"cut-tail"}


def test_a_history_forged_whole_is_found_by_a_checkpoint_kept_elsewhere(
    attacked: Callable[..., list[Finding]],
) -> None:
    rewrite: tuple[str | Attack, ...] = (
        "UPDATE scores SET value = 500 WHERE member = 'm-rep' AND tender = 't-birch' "
        "AND question = 'q-access'",
        'UPDATE audit_events SET "after" = replace("after", \'"value":200\', \'"value":500\') '
        "WHERE \"row\" = 'vale-2026/t-birch/q-access/m-rep' AND \"table\" = 'scores'",
        forge,
    )
    assert attacked(*rewrite) == []
    (found,) = attacked(*rewrite, checkpoint=True)
    assert found.kind == "other-history"


@pytest.mark.parametrize("value", ["'words'", "x'00ff'", "4.5", "99999999999999999999", "NULL"])
def test_nonsense_in_a_stored_value_is_named_not_a_crash(
    value: str, attacked: Callable[..., list[Finding]]
) -> None:
    found = attacked(f"UPDATE offers SET price = {value} WHERE tender = 't-birch'")
    assert [(f.kind, f.place) for f in found] == [("edited-row", "offers vale-2026/t-birch/lot-1")]
