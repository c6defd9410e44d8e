"""What a page is divided into: its header, cards with an edge, sections without."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import SPACE
from ui.widgets.flow import FlowRow
from ui.widgets.stack import Stack
from ui.widgets.text import Heading, Muted, Rule

W = TypeVar("W", bound=QWidget)


class PageHeader(QWidget):
    """The title, a sentence on how things stand, and the page's actions at the right."""

    def __init__(self, title: str, sentence: str = "") -> None:
        super().__init__()
        self.title = Heading(title, level=1)
        self.sentence = Muted(sentence)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.hair)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        self._actions = FlowRow()
        self._actions.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, SPACE.small)
        row.setSpacing(SPACE.wide)
        row.addWidget(words, 1)
        row.addWidget(self._actions)
        self.set_sentence(sentence)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self.title.setText(title)

    def set_sentence(self, sentence: str) -> None:
        """Change the sentence of state; an empty one takes no room."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def add_action(self, button: W) -> W:
        """Put an action at the right; the last is the outermost."""
        self._actions.add(button)
        self._actions.show()
        return button


class Section(QFrame):
    """A part of a page under a heading; white space holds it together."""

    kind = "section"
    margin = 0

    def __init__(self, title: str = "", hint: str = "") -> None:
        super().__init__()
        self.setProperty("kind", self.kind)
        if title:
            self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.title = Heading(title)
        self._actions = FlowRow()
        self._actions.hide()
        self.head = QWidget()
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self.head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.normal)
        row.addWidget(self.title, 1)
        row.addWidget(self._actions)
        if not title:
            self.head.hide()
        self.body = Stack(self, self.margin)
        self.body.addWidget(self.head)
        if hint:
            self.body.addWidget(Muted(hint))

    def add(self, widget: W, stretch: int = 0) -> W:
        """Put a widget at the end, and hand it back."""
        self.body.addWidget(widget, stretch)
        return widget

    def add_action(self, button: W) -> W:
        """Put a button at the right of the heading."""
        self._actions.add(button)
        self._actions.show()
        self.head.show()
        return button

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self.head.setVisible(bool(title))


class Card(Section):
    """A section with an edge, for things that are several on a page."""

    kind = "card"
    margin = SPACE.normal

    def add_rule(self) -> None:
        """A hairline before the next part."""
        self.body.addWidget(Rule())
