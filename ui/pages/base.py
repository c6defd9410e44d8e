"""What every page of this program shares: its context, and how a change is made and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLayout, QWidget
from shiboken6 import isValid

from tender_eval.domain.errors import NotAllowed
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk
from ui.context import PageContext
from ui.dialogs.reason import ask_reason
from ui.messages import showing_problems
from ui.pages.unsaved import Unsaved
from ui.widgets import EmptyState, Field, ScrollPage


class Page(ScrollPage):
    """A page at a desk. What it shows is cleared and put in anew by `refresh`."""

    def __init__(self, context: PageContext, title: str, sentence: str = "") -> None:
        super().__init__(title, sentence)
        self.context = context
        self.unsaved = Unsaved()
        self._shown: list[QWidget] = []
        self._changes = 0

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

    def shows(self, part: QWidget) -> bool:
        """Whether a part is still in the page: one put in before a refresh is not."""
        return isValid(part) and part in self._shown

    def stands(self, inside: QWidget) -> bool:
        """Whether a widget within a part is still in the page."""
        return isValid(inside) and any(part.isAncestorOf(inside) for part in self._shown)

    def clear_parts(self) -> None:
        """Take out everything put in by show_part. What was typed but not saved goes back into the
        forms that replace these, and the focus and the place in the page are found again."""
        self.unsaved.keep()
        self._find_again()
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
            self._changes += 1
            self.context.saved()
            self.context.changed()

    def watched(
        self,
        form: QWidget,
        key: str,
        name: str,
        save: Callable[[], object],
        *,
        by_itself: bool = False,
    ) -> Callable[[], None]:
        """Watch a form as it stands now; what its button does. by_itself: leaving saves it too."""
        self.unsaved.watch(key, name, form, save, by_itself=by_itself)
        return partial(self.save_form, key, save)

    def can_leave(self) -> bool:
        """Save what is still in the fields; say in the page what only a person can decide."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()  # fields that save when they are left do so now
        return self.settled()

    def settled(self) -> bool:
        """Whether nothing unsaved is left, after saving what may be saved without a question."""
        for each in self.unsaved.changed():
            if each.by_itself:
                before = self._changes
                each.save()
                if self._changes == before:
                    return False
                self.unsaved.saved(each.key)
        left = self.unsaved.changed()
        if left:
            names = " and ".join(f"“{each.name}”" for each in left)
            self.notices.show_notice(
                f"{names} has changes that are not saved.",
                "warning",
                "Save them, or put back what was there.",
                [
                    *[(f"Save “{each.name}”", partial(self._save_one, each.key)) for each in left],
                    ("Put back what was there", self._put_back),
                ],
            )
            self.verticalScrollBar().setValue(0)
        return not left

    def save_form(self, key: str, save: Callable[[], object]) -> None:
        """Save one form; once it is on record it no longer counts as changed."""
        before = self._changes
        save()
        if self._changes != before:
            self.unsaved.saved(key)

    def _save_one(self, key: str) -> None:
        for each in self.unsaved.changed():
            if each.key == key:
                self.save_form(key, each.save)
        if not self.unsaved.changed():
            self.notices.clear()

    def _put_back(self) -> None:
        self.unsaved.drop()
        self.notices.clear()
        later(self.refresh)

    def _find_again(self) -> None:
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        place = (type(focus), focus.accessibleName() or _words(focus)) if inside else None
        down = self.verticalScrollBar().value()

        def find() -> None:
            if not isValid(self):
                return
            now = QApplication.focusWidget()
            lost = now is None or now is self or not isValid(now) or not now.isVisible()
            if place is not None and place[1] and lost:
                for part in self._shown:
                    same = (w for w in part.findChildren(place[0])
                            if (w.accessibleName() or _words(w)) == place[1])  # fmt: skip
                    if (found := next(same, None)) is not None:
                        found.setFocus()
                        break
            self.verticalScrollBar().setValue(down)

        QTimer.singleShot(0, self, find)

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


def _words(widget: QWidget) -> str:
    read = getattr(widget, "text", None)
    return str(read()) if callable(read) else ""


def later(act: Callable[[], object]) -> None:
    """Do it after the click that asked for it has ended, as it may delete what was clicked."""
    QTimer.singleShot(0, act)
