"""A workspace is made, accepted, migrated or refused; what is refused is left as it was."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

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


def test_the_database_protects_the_log_of_a_new_workspace(workspace: Workspace) -> None:
    with workspace.connection() as connection:
        said = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        assert sorted(said.scalars()) == ["audit_events_no_delete", "audit_events_no_update"]


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


def run(path: Path, *statements: str) -> None:
    """Change a database behind the program's back."""
    with closing(sqlite3.connect(path)) as plain:
        for statement in statements:
            plain.execute(statement)
        plain.commit()


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_workspace_of_a_newer_program_is_refused_and_left_alone(
    journal: str, tmp_path: Path
) -> None:
    path = tmp_path / "work.tender"
    Workspace(path).close()
    run(
        path,
        f"PRAGMA journal_mode = {journal}",
        "UPDATE alembic_version SET version_num = '0999'",
    )
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer version of Tender Eval") as refused:
        Workspace(path)
    assert "Install the newer version" in str(refused.value.remedy)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.glob("work*")] == ["work.tender"]


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


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE photos (id INTEGER PRIMARY KEY)"],
        ["CREATE VIEW photos AS SELECT 1"],
        *(
            [
                "CREATE TABLE photos (id INTEGER PRIMARY KEY)",
                "CREATE TABLE alembic_version (version_num TEXT)",
                f"INSERT INTO alembic_version VALUES ('{revision}')",
            ]
            for revision in ("abc", "0001", versions.REVISIONS[-1])
        ),
    ],
    ids=["a table", "a view", "versions of its own", "our first version", "our last version"],
)
def test_another_programs_database_is_refused_and_left_alone(
    statements: Sequence[str], tmp_path: Path
) -> None:
    path = tmp_path / "photos.db"
    run(path, *statements)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="belongs to another program"):
        Workspace(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.glob("photos*")] == ["photos.db"]


@pytest.mark.parametrize("share", [0.01, 0.5])
def test_a_workspace_that_is_cut_short_is_refused_and_left_alone(
    share: float, tmp_path: Path
) -> None:
    path = tmp_path / "work.tender"
    Workspace(path).close()
    cut = path.read_bytes()[: int(path.stat().st_size * share)]
    path.write_bytes(cut)
    with pytest.raises(StoreError, match="damaged"):
        Workspace(path)
    assert path.read_bytes() == cut


def test_a_folder_and_a_path_through_a_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder"):
        Workspace(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError):
        Workspace(tmp_path / "file" / "work.tender")


def as_the_first_version_left_it(path: Path) -> None:
    """Take out of a workspace what came with the second version."""
    run(
        path,
        "ALTER TABLE lots DROP COLUMN full_marks_at",
        "ALTER TABLE lots DROP COLUMN no_marks_at",
        "UPDATE alembic_version SET version_num = '0001'",
    )


def test_an_older_workspace_is_copied_aside_and_then_migrated(tmp_path: Path, lead: Desk) -> None:
    take_in(lead, small_procurement(), tmp_path)
    path = tmp_path / "work.tender"
    lead.workspace.close()
    as_the_first_version_left_it(path)
    with Workspace(path) as migrated:
        desk = Desk(migrated, Person("Lena Lead"), "vale-2026")
        assert audit.verify(desk).sound
        assert len(desk.whole_record().scores) == len(small_procurement()["scores"])
        with migrated.connection() as connection:
            said = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            assert said == versions.REVISIONS[-1]
    (copy,) = tmp_path.glob("work.before-*")
    with closing(sqlite3.connect(copy)) as plain:
        assert plain.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert plain.execute("SELECT count(*) FROM scores").fetchone()[0] > 0


def test_a_migration_that_fails_at_its_last_step_leaves_the_first_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.tender"
    Workspace(path).close()
    as_the_first_version_left_it(path)
    before = path.read_bytes()
    shutil.copytree(Path(versions.__file__).parent / "migrations", tmp_path / "migrations")
    (tmp_path / "migrations" / "versions" / "9999_next.py").write_text(
        f"revision, down_revision = '9999', '{versions.REVISIONS[-1]}'\n"
        "from alembic import op\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half (id INTEGER)')\n"
        "    raise RuntimeError('the power went')\n",
        encoding="utf-8",
    )
    with monkeypatch.context() as patched:
        patched.setattr(versions, "__file__", str(tmp_path / "versions.py"))
        patched.setattr(versions, "REVISIONS", (*versions.REVISIONS, "9999"))
        with pytest.raises(RuntimeError, match="the power went"):
            Workspace(path)
    assert path.read_bytes() == before
    (copy,) = tmp_path.glob("work.before-9999-from-0001*")
    with closing(sqlite3.connect(copy)) as plain:
        assert plain.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    Workspace(path).close()  # and once it is mended, it opens


def test_where_no_copy_can_be_made_nothing_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.tender"
    Workspace(path).close()
    as_the_first_version_left_it(path)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    copying = SimpleNamespace(connect=full, Error=sqlite3.Error)
    monkeypatch.setattr("tender_eval.store.engines.sqlite3", copying)
    with pytest.raises(StoreError, match="cannot be copied aside") as refused:
        Workspace(path)
    assert "nothing was changed" in str(refused.value)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.glob("work*")] == ["work.tender"]


def test_several_that_open_a_new_workspace_at_once_all_find_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "threads.tender"
    with ThreadPoolExecutor(4) as pool:
        for opened in pool.map(lambda _: Workspace(path), range(4)):
            opened.close()
    path = tmp_path / "programs.tender"
    command = "import sys; from tender_eval.store.workspace import Workspace as W; W(sys.argv[1])"
    programs = [
        subprocess.Popen([sys.executable, "-c", command, path], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [program.communicate(timeout=60)[1] for program in programs] == [""] * 3


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
