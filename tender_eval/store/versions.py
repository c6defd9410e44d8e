"""Which version a workspace has: makes a new one, migrates an older one, refuses a newer one."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from sqlalchemy import Engine, inspect, text

from tender_eval.domain.errors import StoreError
from tender_eval.store.engines import WRITING, copy_file, file_of, protect_log, write_ahead
from tender_eval.store.tables_audit import EventRow

# The revision this program writes, and those it can migrate from, oldest first.
REVISIONS = ("0001", "0002")
_MIGRATING = Lock()  # Alembic serves one migration of a process at a time


def bring_up_to_date(engine: Engine) -> None:
    """Make, migrate or accept the database behind the engine. Raises StoreError in words."""
    found = revision_of(engine)
    if found is not None and found not in REVISIONS:
        raise StoreError(
            "This workspace was written by a newer version of Tender Eval.",
            where=_name(engine),
            remedy="Install the newer version to open it; nothing was changed.",
        )
    if found not in (None, REVISIONS[-1]):
        back_up(engine, str(found))
    write_ahead(engine)
    if found != REVISIONS[-1]:
        with _MIGRATING:
            _migrate(engine)


def revision_of(engine: Engine) -> str | None:
    """The revision recorded in the database, None for an empty one."""
    with engine.connect() as connection:
        inspector = inspect(connection)
        tables = set(inspector.get_table_names())
        if {"alembic_version", EventRow.__tablename__} <= tables:
            revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if revision is not None:
                return str(revision)
        # Other programs record their versions in a table of the same name.
        if (tables | set(inspector.get_view_names())) - {"alembic_version"}:
            raise StoreError(
                "This database belongs to another program.",
                where=_name(engine),
                remedy="Choose another file or an empty database; nothing was changed.",
            )
    return None


def back_up(engine: Engine, revision: str) -> Path | None:
    """Copy a one-file database beside itself before it is migrated; the copy's path."""
    path = file_of(engine.url)
    if path is None:
        return None
    target = path.with_name(f"{path.stem}.before-{REVISIONS[-1]}-from-{revision}{path.suffix}")
    count = 1
    while target.exists():
        count += 1
        target = target.with_name(
            f"{path.stem}.before-{REVISIONS[-1]}-from-{revision}-{count}{path.suffix}"
        )
    copy_file(engine, target)
    return target


def _migrate(engine: Engine) -> None:
    # Alembic takes a fifth of a second to import and is wanted only here.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    # One transaction for all steps, as a writer from its first word: all or nothing is migrated,
    # and whoever opens at the same time waits, then finds it done.
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, REVISIONS[-1])
        protect_log(connection)


def _name(engine: Engine) -> str:
    path = file_of(engine.url)
    return str(path) if path else engine.url.render_as_string(hide_password=True)
