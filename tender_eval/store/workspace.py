"""One workspace: one database, opened, checked, migrated and ready for units of work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tender_eval.audit.log import head
from tender_eval.domain.errors import BadInput
from tender_eval.domain.procurement import Record
from tender_eval.store.engines import explain, file_of, open_engine, workspace_url
from tender_eval.store.records import load_record
from tender_eval.store.unit_of_work import UnitOfWork, unit_of_work
from tender_eval.store.versions import bring_up_to_date

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


class Workspace:
    """An open workspace. Close it when done."""

    def __init__(self, path_or_url: str | Path, *, clock: Clock = utc_now) -> None:
        """Open, and where needed make or migrate. Raises StoreError in words."""
        self.url = workspace_url(str(path_or_url))
        self.clock = clock
        self._records: dict[tuple[str, bool], tuple[tuple[int, str], Record]] = {}
        self._engine = open_engine(self.url)
        try:
            bring_up_to_date(self._engine)
        except DBAPIError as error:
            self.close()
            known = explain(error, self.name)
            if known is None:
                raise
            raise known from error
        except Exception:
            self.close()
            raise

    @property
    def name(self) -> str:
        """What a person calls it: the file, or the address without its password."""
        path = file_of(self.url)
        return str(path) if path else self.url.render_as_string(hide_password=True)

    def unit(self, *, who: str, job: str, why: str = "") -> AbstractContextManager[UnitOfWork]:
        """The only way to change anything. who: a person's name. job: what it is for."""
        if not who.strip():
            raise BadInput(
                "Every change is recorded under a name.", where="Your name", remedy="Give yours."
            )
        return unit_of_work(self._engine, who=who, job=job, why=why, at=self.clock())

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the database and writes nothing."""
        session = Session(self._engine, autoflush=False)
        try:
            yield session
        except DBAPIError as error:
            known = explain(error, self.name)
            if known is None:
                raise
            raise known from error
        finally:
            session.rollback()
            session.close()

    def record(self, procurement: str, *, texts: bool) -> Record:
        """The whole procurement; texts: with the answers' text. Raises NotFound.

        Nothing changes without an event, so a record holds for as long as the log's end does.
        """
        with self.reading() as session:
            mark = head(session.connection())
            kept = self._records.get((procurement, texts))
            if kept is None or kept[0] != mark:
                kept = mark, load_record(session, procurement, texts=texts)
                self._records[procurement, texts] = kept
            return kept[1]

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A bare reading connection, for the verifier."""
        with self._engine.connect() as connection:
            yield connection
            connection.rollback()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
