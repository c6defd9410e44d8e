"""Opens databases. The one module that knows what a particular database can and cannot do.

Encrypted files and PostgreSQL come in through the same door: `open_engine` takes a URL.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from tender_eval.domain.errors import StoreError

WRITING = "tender_eval_writing"
_REFUSALS = ("UPDATE", "DELETE")


def workspace_url(path_or_url: str) -> URL:
    """A database URL from a URL or the path of a SQLite file. Raises StoreError in words."""
    try:
        if "://" in path_or_url:
            return make_url(path_or_url)
        return URL.create("sqlite", database=str(Path(path_or_url).expanduser()))
    except ArgumentError as error:
        raise StoreError(
            "This is not a database address.",
            where=path_or_url,
            remedy="Give the path of a file, or a URL such as sqlite:///work.tender.",
        ) from error


def file_of(url: URL) -> Path | None:
    """The file behind the URL, if the database is one file."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def open_engine(url: URL) -> Engine:
    """An engine with foreign keys on and every commit durable. Raises StoreError in words."""
    path = file_of(url)
    if path is not None:
        _check_file(path)
    try:
        engine = create_engine(url)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError(
            f"The driver for this kind of database is not installed ({error}).",
            where=url.render_as_string(hide_password=True),
        ) from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise StoreError(
            "This is a folder, not a workspace file.", where=str(path), remedy="Name a file in it."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder cannot be made ({error.strerror}).", where=str(path.parent)
        ) from error
    try:
        if path.exists() and path.stat().st_size:
            with path.open("rb") as file:
                if file.read(15) != b"SQLite format 3":
                    raise StoreError(
                        "This file is not a Tender Eval workspace.",
                        where=str(path),
                        remedy="Choose another file; this one was left as it is.",
                    )
    except OSError as error:
        raise StoreError(f"The file cannot be read ({error.strerror}).", where=str(path)) from error


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # Transactions are begun below, in words; the driver's own guessing is switched off.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA busy_timeout = 5000")


def write_ahead(engine: Engine) -> None:
    """Let readers and a writer work side by side. This changes the file, so it comes after the
    workspace is known to be ours and of a version that can be opened."""
    if engine.url.get_backend_name() == "sqlite":
        engine.dispose()  # the connections that only looked
        event.listen(engine, "connect", _set_write_ahead)


def _set_write_ahead(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its turn at once, so that two never extend the log from the same event.
    writing = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def take_turn(connection: Connection) -> None:
    """Let one writer at a time extend the log, where the database needs to be told."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit_events IN EXCLUSIVE MODE"))


def protect_log(connection: Connection) -> None:
    """Let the database itself refuse to change or delete an event.

    A convenience against accidents: the proof is the chain of digests, not these triggers.
    """
    if connection.dialect.name == "sqlite":
        for act in _REFUSALS:
            connection.execute(
                text(
                    f"CREATE TRIGGER IF NOT EXISTS audit_events_no_{act.lower()} "
                    f"BEFORE {act} ON audit_events BEGIN "
                    "SELECT RAISE(ABORT, 'the audit log is append-only'); END"
                )
            )
    elif connection.dialect.name == "postgresql":
        connection.execute(
            text(
                "CREATE OR REPLACE FUNCTION refuse_log_change() RETURNS trigger AS $$ "
                "BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$ LANGUAGE plpgsql"
            )
        )
        connection.execute(
            text(
                "CREATE OR REPLACE TRIGGER audit_events_no_change "
                "BEFORE UPDATE OR DELETE ON audit_events "
                "FOR EACH ROW EXECUTE FUNCTION refuse_log_change()"
            )
        )


def copy_file(engine: Engine, target: Path) -> None:
    """A complete copy of a one-file database, taken while it may be in use. Raises StoreError."""
    source = file_of(engine.url)
    if source is None:
        return
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise StoreError(
            "The workspace cannot be copied aside.",
            where=str(target),
            remedy="Make room, or check the folder's rights; nothing was changed.",
        ) from error


def explain(error: DBAPIError, where: str) -> StoreError | None:
    """An error of the environment in words, or None for a mistake of our own making."""
    said = str(error.orig).lower()
    causes = {
        "locked": ("Another program is writing to this workspace.", "Close it and try again."),
        "disk is full": ("The disk is full.", "Make room and try again; nothing was changed."),
        "readonly": ("This workspace can be read but not written.", "Copy it to your own folder."),
        "disk i/o": ("The disk did not answer.", "Check the disk or the network drive."),
        "unable to open": ("The workspace file cannot be opened.", "Check the folder's rights."),
        "malformed": ("The workspace file is damaged.", "Use the last backup; keep this file."),
        "not a database": ("This file is not a workspace.", "Choose another file."),
        "could not connect": ("The database server does not answer.", "Check its address."),
        "connection refused": ("The database server does not answer.", "Check its address."),
    }
    for sign, (what, remedy) in causes.items():
        if sign in said:
            return StoreError(what, where=where, remedy=remedy)
    return None
