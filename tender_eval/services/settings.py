"""What this laptop remembers of its person: name, post, where the workspace is, how it looks."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from tender_eval.domain.errors import StoreError

APPLICATION = "Tender Eval"
HOME_VARIABLE = "TENDER_EVAL_HOME"


@dataclass(frozen=True)
class Settings:
    """post and member are those last chosen here. theme: system, light, dark or contrast."""

    name: str = ""
    post: str = "lead"
    member: str = ""
    procurement: str = ""
    theme: str = "system"
    text_percent: int = 100


def data_folder() -> Path:
    """Where the person's workspace is kept; the environment may name another home."""
    if home := os.environ.get(HOME_VARIABLE):
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False)


def default_workspace() -> Path:
    """The workspace that is opened when none is named."""
    return data_folder() / "workspace.tender"


def _file() -> Path:
    if home := os.environ.get(HOME_VARIABLE):
        return Path(home) / "settings.json"
    from platformdirs import user_config_path

    return user_config_path(APPLICATION, appauthor=False) / "settings.json"


def load_settings() -> Settings:
    """The settings of this laptop; those of a new laptop where there are none or they are damaged."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    defaults = asdict(Settings())
    kept = {
        field.name: found[field.name]
        for field in fields(Settings)
        if isinstance(found.get(field.name), type(defaults[field.name]))
    }
    return Settings(**kept)


def save_settings(settings: Settings) -> None:
    """Remember the settings, whole or not at all. Raises StoreError."""
    path = _file()
    beside = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(settings), indent=2) + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise StoreError(
            f"The settings cannot be kept ({error.strerror}).", where=str(path)
        ) from error
