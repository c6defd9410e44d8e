"""What every page of this program shares: its context, and how a change is made and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from PySide6.QtWidgets import QLayout, QWidget

from tender_eval.domain.errors import NotAllowed
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk
from ui.context import PageContext
from ui.dialogs.reason import ask_reason
from ui.messages import showing_problems
from ui.widgets import EmptyState, Field, ScrollPage


class Page(ScrollPage):
    """A page at a desk. What it shows is cleared and put in anew by `refresh`."""

    def __init__(self, context: PageContext, title: str, sentence: str = "") -> None:
        super().__init__(title, sentence)
        self.context = context
        self._shown: list[QWidget] = []

    @property
    def desk(self) -> Desk:
        """The desk the page works at."""
        desk: Desk = self.context.services
        return desk

    @property
    def is_lead(self) -> bool:
        """Whether the person may set things up."""
        return self.desk.person.post is Post.LEAD

    def show_part(self, widget: QWidget, stretch: int = 0) -> Any:
        """Put a part in that goes at the next refresh."""
        self._shown.append(widget)
        return self.add(widget, stretch)

    def clear_parts(self) -> None:
        """Take out everything put in by show_part."""
        for widget in self._shown:
            self.body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []

    def closed(self, error: NotAllowed, page: str = "", button: str = "") -> None:
        """Say in the page's own place why there is nothing to see."""
        self.clear_parts()
        go = (lambda: self.context.navigate(page)) if page else None
        self.show_part(EmptyState(error.what, error.remedy, button, go))

    @contextmanager
    def change(self, fields: Mapping[str, Field] | None = None) -> Iterator[None]:
        """Make a change: what a person can mend is shown in the page, else it counts as saved."""
        with showing_problems(self, fields):
            yield
            self.context.saved()
            self.context.changed()

    def reason_if_published(self, amending: bool, what: str) -> str | None:
        """The reason of an amendment, empty before publication; None when it was cancelled."""
        if not amending:
            return ""
        return ask_reason(
            f"Amend the published model: {what}",
            "The model has been published. A change is a formal amendment: it gets a new digest, "
            "and every report shows it.",
            "Record the amendment",
            self,
        )


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def later(act: Callable[[], object]) -> None:
    """Do it after the click that asked for it has ended, as it may delete what was clicked."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, act)
