"""The base of every page: a header, a place for messages, a body that scrolls downwards only."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme import SPACE
from ui.widgets.frames import PageHeader
from ui.widgets.notices import ErrorSummary, NoticeBar

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
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(SPACE.section, SPACE.wide, SPACE.section, SPACE.section)
        self.body.setSpacing(SPACE.wide)
        for part in (self.header, self.notices, self.errors):
            self.body.addWidget(part)
        self._has_stretch = False
        self.body.addStretch(0)
        self.setWidget(inside)

    def add(self, widget: W, stretch: int = 0) -> W:
        """Put a part at the end of the page, and hand it back."""
        # The trailing stretch keeps short pages at the top; it gives way to a part that grows.
        if stretch and not self._has_stretch:
            self._has_stretch = True
            self.body.takeAt(self.body.count() - 1)
        place = self.body.count() if self._has_stretch else self.body.count() - 1
        self.body.insertWidget(place, widget, stretch)
        return widget

    def refresh(self) -> None:
        """Read everything anew; called each time the page is shown."""

    def can_leave(self) -> bool:
        """Whether the page may be left now; says why not in the page itself."""
        return True

    def flush(self) -> None:
        """Save what is still in the fields; called before leaving and before closing."""
