"""What a person finds on a page, and who sits before it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QAbstractButton, QLabel, QTextEdit, QWidget

from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, Person


def at(desk: Desk, post: Post, member: str | None = None) -> Desk:
    return replace(desk, person=Person("Someone", post, member))


def words_in(widget: QWidget) -> str:
    """Everything a person could read in a widget."""
    found = [part.text() for part in widget.findChildren(QLabel)]
    found += [part.text() for part in widget.findChildren(QAbstractButton)]
    found += [part.toPlainText() for part in widget.findChildren(QTextEdit)]
    return "\n".join(found)


def button(widget: QWidget, words: str) -> QAbstractButton:
    return next(b for b in widget.findChildren(QAbstractButton) if b.text().startswith(words))
