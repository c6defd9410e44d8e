"""The base of every page: a header, a place for messages, a body that scrolls downwards only."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.theme import SPACE
from ui.widgets.frames import PageHeader
from ui.widgets.notices import ErrorSummary, NoticeBar
from ui.widgets.stack import Stack

W = TypeVar("W", bound=QWidget)


class ScrollPage(QScrollArea):
    """A page. Put its parts in with `add`; a part with stretch takes the height that is left."""

    def __init__(self, title: str, sentence: str = "") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        self.header = PageHeader(title, sentence)
        self.notices = NoticeBar()
        self.errors = ErrorSummary()
        inside = QWidget()
        self.body = Stack(inside, SPACE.section, SPACE.wide)
        self.body.setContentsMargins(SPACE.section, SPACE.wide, SPACE.section, SPACE.section)
        for part in (self.header, self.notices, self.errors):
            self.body.addWidget(part)
        self.setWidget(inside)

    def add(self, widget: W, stretch: int = 0) -> W:
        """Put a part at the end of the page, and hand it back."""
        self.body.addWidget(widget, stretch)
        return widget

    def refresh(self) -> None:
        """Read everything anew; called each time the page is shown."""

    def can_leave(self) -> bool:
        """Whether the page may be left now; says why not in the page itself."""
        return True

    def flush(self) -> None:
        """Save what is still in the fields; called before leaving and before closing."""
