"""A picture of each main screen, drawn without a display."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui import theme
from ui.pages import page_specs
from ui.pictures import grab
from ui.shell import Shell

if TYPE_CHECKING:
    from tender_eval.services.desk import Desk


def draw_screens(desk: Desk, folder: Path) -> Iterator[Path]:
    """Draw every page at the lead's desk, and the scoring desk of the first member; each path."""
    app = QApplication.instance() or QApplication(["tender-eval"])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Theme("light", 1.0))
    yield from _draw(desk, folder, [spec.key for spec in page_specs(chosen=True)])
    record = desk.whole_record()
    scorer = next((m for m in record.panel if any(s.member == m.key for s in record.scores)), None)
    if scorer is not None:
        from tender_eval.services.access import Post
        from tender_eval.services.desk import Person

        person = Person(scorer.name, Post.MEMBER, scorer.key)
        yield from _draw(replace(desk, person=person), folder, ["scoring"], "member-")


def _draw(desk: Desk, folder: Path, keys: list[str], prefix: str = "") -> Iterator[Path]:
    shell = Shell(desk, page_specs(chosen=True), desk.person.post.value)
    shell.set_person(desk.person.name, desk.person.post.value, desk.person.post.label)
    shell.set_procurement(desk.model()[0].title)
    shell.resize(1366, 768)
    shell.show()
    for place, key in enumerate(keys, start=1):
        shell.navigate(key)
        path = folder / f"{prefix}{place:02}-{key}.png"
        grab(shell, path)
        yield path
    shell.close()
