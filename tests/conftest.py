"""What every test may ask for: a workspace, a desk, and a home of its own for settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, Person
from tender_eval.services.files import import_procurement
from tender_eval.store.workspace import Workspace


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes this laptop's real workspace, settings or keys."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("TENDER_EVAL_HOME", str(home))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    return home


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    with Workspace(tmp_path / "work.tender") as opened:
        yield opened


@pytest.fixture
def lead(workspace: Workspace) -> Desk:
    """The procurement lead's desk at an empty workspace."""
    return Desk(workspace, Person("Lena Lead", Post.LEAD))


def take_in(desk: Desk, document: dict[str, Any], folder: Path) -> Desk:
    """Import a document through its file; the lead's desk at it."""
    path = folder / "procurement.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return desk.at(import_procurement(desk, path))
