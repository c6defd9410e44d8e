"""Answers given (a summary list) and work to do (a task list)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import SPACE, TYPE, look
from ui.widgets.buttons import LinkButton
from ui.widgets.notices import Tag, empty
from ui.widgets.text import Label, Muted, Prose, Rule

STATES = {
    "done": ("Done", "ok"),
    "now": ("Now", "info"),
    "todo": ("To do", "neutral"),
    "blocked": ("In the way", "warning"),
}


@dataclass(frozen=True)
class SummaryRow:
    """One answer. change: the words of its link, none when empty. name: its key in the signal."""

    key: str
    value: str
    change: str = ""
    name: str = ""


class SummaryList(QWidget):
    """Keys at the left, values beside them, a link to change each."""

    changed = Signal(str)

    def __init__(self, rows: Sequence[SummaryRow] = ()) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.wide)
        self._grid.setVerticalSpacing(SPACE.small)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 5)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[SummaryRow]) -> None:
        """Show these."""
        empty(self._grid)  # type: ignore[arg-type]
        top = Qt.AlignmentFlag.AlignTop
        for index, row in enumerate(rows):
            line = index * 2
            key, value = Label(row.key), Prose(row.value)
            value.setAccessibleName(f"{row.key}: {row.value}")
            self._grid.addWidget(key, line, 0, top)
            self._grid.addWidget(value, line, 1, top)
            if row.change:
                name = row.name or row.key
                link = LinkButton(row.change, lambda n=name: self.changed.emit(n), beside_text=True)
                link.setAccessibleName(f"{row.change} {row.key[:1].lower()}{row.key[1:]}")
                self._grid.addWidget(link, line, 2, top)
            if index < len(rows) - 1:
                self._grid.addWidget(Rule(), line + 1, 0, 1, 3)


@dataclass(frozen=True)
class Task:
    """One piece of work. state: done, now, todo or blocked."""

    key: str
    title: str
    state: str
    note: str = ""


class TaskList(QWidget):
    """Work in its order: what it is as a link, how it stands as a shape and a word."""

    chosen = Signal(str)

    def __init__(self, tasks: Sequence[Task] = ()) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.hair)
        self.set_tasks(tasks)

    def set_tasks(self, tasks: Sequence[Task]) -> None:
        """Show these."""
        empty(self._column)
        for index, task in enumerate(tasks):
            if index:
                self._column.addWidget(Rule())
            self._column.addWidget(self._row(task))

    def _row(self, task: Task) -> QWidget:
        word, severity = STATES[task.state]
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, SPACE.hair, 0, SPACE.hair)
        line.setSpacing(SPACE.normal)
        words = QVBoxLayout()
        words.setSpacing(0)
        link = LinkButton(task.title, lambda: self.chosen.emit(task.key))
        link.setAccessibleName(f"{task.title}, {word}" + (f", {task.note}" if task.note else ""))
        words.addWidget(link)
        if task.note:
            words.addWidget(Muted(task.note))
        tag = Tag(word, severity, "●" if task.state == "now" else "")
        holder = QWidget()
        holder.setMinimumWidth(look().px(TYPE.body * 7))
        beside = QHBoxLayout(holder)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(tag, 0, Qt.AlignmentFlag.AlignRight)
        line.addLayout(words, 1)
        line.addWidget(holder, 0, Qt.AlignmentFlag.AlignTop)
        return row
