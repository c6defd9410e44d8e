"""The one door to the store: nothing is written without a record, and all of it or nothing."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from tender_eval.domain.errors import BadInput, NotFound
from tender_eval.services import audit, lots
from tender_eval.services.desk import Desk, Person
from tender_eval.store.tables_audit import EventRow
from tender_eval.store.tables_model import LotRow, StandardRow
from tender_eval.store.workspace import Workspace
from tests.conftest import take_in
from tests.small_procurement import small_procurement


@pytest.fixture
def desk(lead: Desk, tmp_path: Path) -> Desk:
    return take_in(lead, small_procurement(), tmp_path)


def standard(key: str, position: int = 9) -> dict[str, object]:
    return {
        "procurement": "vale-2026", "key": key, "position": position, "title": f"Title {key}",
        "requirement": "Something.", "evidence": "", "lots": (), "theme": None,
    }  # fmt: skip


def images(desk: Desk, table: str) -> list[tuple[str, str | None, str | None]]:
    with desk.workspace.reading() as session:
        rows = session.execute(
            select(EventRow.action, EventRow.before, EventRow.after)
            .where(EventRow.table == table)
            .order_by(EventRow.number)
        )
        return [tuple(row) for row in rows]


def test_a_changed_row_leaves_its_image_before_and_after(desk: Desk) -> None:
    with desk.unit("Rename a lot", "Clearer") as uow:
        uow.get(LotRow, "vale-2026", "lot-1").title = "Grown-ups"
    event = audit.events(desk, count=1).events[0]
    assert (event.who, event.job, event.why) == ("Lena Lead", "Rename a lot", "Clearer")
    assert event.before is not None and event.after is not None
    assert (event.before["title"], event.after["title"]) == ("Adults", "Grown-ups")


def test_a_row_set_to_what_it_was_leaves_no_event(desk: Desk) -> None:
    before = audit.current(desk)
    with desk.unit("Nothing") as uow:
        row = uow.get(LotRow, "vale-2026", "lot-1")
        row.title = "Other"
        row.title = "Adults"
    assert audit.current(desk).events == before.events


def test_many_rows_at_once_leave_the_same_record_as_one_by_one(desk: Desk) -> None:
    with desk.unit("One by one") as uow:
        for key in ("a", "b"):
            uow.add(StandardRow(**standard(f"one-{key}")))
    with desk.unit("At once") as uow:
        uow.add_many(
            StandardRow,
            [{**standard(f"bulk-{key}"), "title": f"Title bulk-{key}"} for key in ("a", "b")],
        )
    recorded = images(desk, "standards")[-4:]
    singles, at_once = recorded[:2], recorded[2:]
    assert [action for action, _, _ in recorded] == ["added"] * 4
    marked = [
        (action, before, str(after).replace("one-", "bulk-")) for action, before, after in singles
    ]
    assert at_once == marked


def test_a_failure_leaves_neither_row_nor_event(desk: Desk) -> None:
    before = audit.current(desk)
    with pytest.raises(RuntimeError, match="half-way"), desk.unit("Half a job") as uow:
        uow.add(StandardRow(**standard("new")))
        raise RuntimeError("half-way")
    assert audit.current(desk) == before
    with desk.workspace.reading() as session:
        assert session.get(StandardRow, ("vale-2026", "new")) is None


def test_a_bulk_statement_is_refused(desk: Desk) -> None:
    with pytest.raises(RuntimeError, match="never by a bulk statement"), desk.unit("Bulk") as uow:
        uow.session.execute(update(LotRow).values(title="All the same"))


def test_the_database_itself_refuses_to_change_or_delete_an_event(desk: Desk) -> None:
    for statement in ("UPDATE audit_events SET who = 'x'", "DELETE FROM audit_events"):
        with pytest.raises(IntegrityError, match="append-only"), desk.unit("Forge") as uow:
            uow.session.execute(text(statement))
    assert audit.verify(desk).sound


def test_foreign_keys_hold(desk: Desk) -> None:
    from tender_eval.store.tables_work import OfferRow

    with pytest.raises(IntegrityError, match="FOREIGN KEY"), desk.unit("Orphan") as uow:
        uow.add(
            OfferRow(procurement="vale-2026", tender="nobody", lot="lot-1", price=Decimal("1.00"))
        )


def test_the_file_is_durable_and_keeps_its_references(desk: Desk) -> None:
    with desk.workspace.reading() as session:
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert session.execute(text("PRAGMA synchronous")).scalar() == 2


def test_a_change_needs_a_name(lead: Desk) -> None:
    with (
        pytest.raises(BadInput, match="recorded under a name"),
        lead.workspace.unit(who="  ", job="Anonymous"),
    ):
        pass


def test_what_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(NotFound, match="lots has no “lot-9”"), desk.unit("Look") as uow:
        uow.get(LotRow, "vale-2026", "lot-9")


def test_writers_at_the_same_time_extend_one_chain(desk: Desk) -> None:
    failed: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with Workspace(desk.workspace.name) as workspace:
                mine = Desk(workspace, Person(name), desk.procurement)
                for n in range(10):
                    with mine.unit("Add a standard") as uow:
                        uow.add(StandardRow(**standard(f"{name}-{n}", n)))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("ada", "ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    result = audit.verify(desk)
    assert result.sound
    assert len(images(desk, "standards")) == 21


def test_an_amount_with_more_than_two_decimals_never_reaches_the_store(desk: Desk) -> None:
    from dataclasses import replace

    lot = replace(desk.record().model.lot("lot-1"), annual_value=Decimal("1.005"))
    with pytest.raises(BadInput, match="at most 2 decimals"):
        lots.save_lot(desk, lot, "Because.")
