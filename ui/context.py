"""What a page is given, and how a page is announced to the shell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from ui.tasks import TaskRunner


class Step(Protocol):
    """One line of the rail, as the services tell it. state: done, now, todo or blocked."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def obstacles(self) -> Sequence[Any]: ...


class ShellServices(Protocol):
    """The little the shell itself asks of the services."""

    def steps(self) -> Sequence[Step]: ...


class Navigate(Protocol):
    """Go to a page, with what to show there: navigate("criteria", question="q4")."""

    def __call__(self, page_key: str, **target: Any) -> bool: ...


class Notify(Protocol):
    """Say something in the page. severity: ok, info, warning or danger."""

    def __call__(self, text: str, severity: str = "ok", remedy: str = "") -> None: ...


@dataclass(frozen=True)
class PageContext:
    """Everything a page may use. changed: the steps at the left are read anew."""

    services: Any
    navigate: Navigate
    notify: Notify
    saved: Callable[[], None]
    changed: Callable[[], None]
    tasks: TaskRunner


@dataclass(frozen=True)
class PageSpec:
    """A page of the shell. visible_for: the roles that see it; empty means everyone.

    A page may have these, all optional: refresh() when shown; show_target(**target) after it when
    it was reached by navigate with a target; can_leave() -> bool and flush() before it is left.
    """

    key: str
    title: str
    build: Callable[[PageContext], QWidget]
    visible_for: frozenset[str] = frozenset()
