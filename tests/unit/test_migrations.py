"""A workspace is made, accepted, migrated or refused; what is refused is left as it was."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tender_eval.audit import verifier
from tender_eval.audit.log import row_key, stored
from tender_eval.domain.errors import StoreError
from tender_eval.services import audit
from tender_eval.services.desk import Desk, Person
from tender_eval.store import tables_audit, tables_work, versions
from tender_eval.store.base import Base
from tender_eval.store.workspace import Workspace
from tests.conftest import take_in
from tests.small_procurement import small_procurement


def test_the_migrated_schema_is_the_mapped_one(workspace: Workspace) -> None:
    assert tables_work and tables_audit, "they fill the metadata"
    with workspace.connection() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_foreign_keys_write_ahead_log_and_full_synchronous_are_in_force(
    workspace: Workspace,
) -> None:
    with workspace.connection() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "synchronous")
        }
    assert said == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2}


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "work.tender"
    Workspace(path).close()
    before = path.read_bytes()
    Workspace(path).close()
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.glob("work*")] == ["work.tender"]


def test_a_workspace_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "work.tender"
    Workspace(path).close()
    with sqlite3.connect(path) as plain:
        plain.execute("UPDATE alembic_version SET version_num = '0999'")
    plain.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer version of Tender Eval") as refused:
        Workspace(path)
    assert "Install the newer version" in str(refused.value.remedy)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 not a workspace", b"x", b"SQLite format 3\x00rubbish"]
)
def test_a_file_that_is_no_workspace_is_refused_and_left_alone(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        Workspace(path)
    assert "letter.pdf" in str(refused.value)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE photos (id INTEGER PRIMARY KEY)")
    plain.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="belongs to another program"):
        Workspace(path)
    with sqlite3.connect(path) as plain:
        tables = [row[0] for row in plain.execute("SELECT name FROM sqlite_master")]
    plain.close()
    assert tables == ["photos"]
    assert len(path.read_bytes()) == len(before)


def test_a_folder_and_a_path_through_a_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder"):
        Workspace(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError):
        Workspace(tmp_path / "file" / "work.tender")


def test_an_older_workspace_is_copied_aside_and_then_migrated(tmp_path: Path, lead: Desk) -> None:
    take_in(lead, small_procurement(), tmp_path)
    path = tmp_path / "work.tender"
    lead.workspace.close()
    with sqlite3.connect(path) as plain:  # as the first version left it
        for column in ("full_marks_at", "no_marks_at"):
            plain.execute(f"ALTER TABLE lots DROP COLUMN {column}")
        plain.execute("UPDATE alembic_version SET version_num = '0001'")
    plain.close()
    with Workspace(path) as migrated:
        desk = Desk(migrated, Person("Lena Lead"), "vale-2026")
        assert audit.verify(desk).sound
        assert len(desk.whole_record().scores) == len(small_procurement()["scores"])
        with migrated.connection() as connection:
            said = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            assert said == versions.REVISIONS[-1]
    (copy,) = tmp_path.glob("work.before-*")
    with sqlite3.connect(copy) as plain:
        assert plain.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert plain.execute("SELECT count(*) FROM scores").fetchone()[0] > 0
    plain.close()


def test_a_row_recorded_before_a_column_was_added_is_no_finding(
    tmp_path: Path, workspace: Workspace
) -> None:
    """The first version's events do not name the columns of the second."""
    told = {("lots", "v/l"): {"title": "Adults"}}
    found = {("lots", "v/l"): {"title": "Adults", "full_marks_at": None}}
    assert list(verifier._compare(told, found)) == []
    found["lots", "v/l"]["full_marks_at"] = 5
    (finding,) = verifier._compare(told, found)
    assert "full_marks_at is 5 in the table, null in the log" in finding.what


def test_many_rows_at_once_leave_the_record_of_rows_one_by_one(workspace: Workspace) -> None:
    from tender_eval.store.tables_model import ProcurementRow
    from tender_eval.store.tables_work import SupplierRow

    table = SupplierRow.__table__
    about = {"address": "", "email": "", "identifier": "", "size": "", "voluntary_sector": False}
    procurement = small_procurement()["procurement"]
    rows = [
        {"procurement": procurement["key"], "key": f"s-{n}", "position": n, "name": f"N {n}"}
        | about
        for n in range(4)
    ]
    whole = {c.key: "" for c in ProcurementRow.__table__.columns} | {
        "key": procurement["key"], "title": "T", "regime": "psr", "state": "draft",
        "rounding_decimals": 2, "rounding_at": "question", "minimum_quality": None,
        "tie_break": (), "objectives": (), "starts": None, "ends": None,
    }  # fmt: skip
    with workspace.unit(who="Lena", job="Test", why="Rows") as uow:
        uow.add(ProcurementRow(**whole))
        uow.add_many(SupplierRow, rows[:2])
        for row in rows[2:]:
            uow.add(SupplierRow(**row))
    with workspace.connection() as connection:
        said = connection.exec_driver_sql(
            "SELECT row, action, before, after FROM audit_events WHERE \"table\" = 'suppliers' "
            "ORDER BY number"
        ).all()
    assert [row.row for row in said] == [row_key(table, stored(table, row)) for row in rows]
    assert {(row.action, row.before) for row in said} == {("added", None)}
    shapes = {frozenset(json.loads(row.after)) for row in said}
    assert len(shapes) == 1
