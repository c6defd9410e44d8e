"""The one way errors are shown: in the page, in words; what happened, where, what to do.

    with showing_problems(self):
        services.criteria.set_weight(...)

Errors a person can mend become a notice in the nearest page, or an error summary when they name a
field. Our own faults are never swallowed: they go on to the catcher, which says so and keeps the
details for a report.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from tender_eval.domain.errors import TenderEvalError
from ui.widgets.notices import ErrorSummary, FieldError, NoticeBar, scroll_to

if TYPE_CHECKING:
    from ui.widgets.fields import Field


@dataclass(frozen=True)
class Problem:
    """An error in the words a person reads. steps: what stands in the way, each with its page."""

    what: str
    where: str = ""
    remedy: str = ""
    steps: tuple[tuple[str, str], ...] = ()

    @property
    def sentence(self) -> str:
        """What happened and where, in one line."""
        return f"{self.where}: {self.what}" if self.where else self.what


def problem_of(error: BaseException) -> Problem | None:
    """An error in words, or None when it is a fault of the program's own."""
    if isinstance(error, TenderEvalError):
        listed = getattr(error, "obstacles", ()) or getattr(error, "problems", ())
        steps = tuple((str(each), getattr(each, "page", "")) for each in listed)
        return Problem(error.what, error.where, "" if steps else error.remedy, steps)
    if isinstance(error, OSError):
        what = error.strerror or "The file could not be used"
        remedy = "Check that the disk has room and that the file is not open elsewhere."
        return Problem(f"{what}.", str(error.filename or ""), remedy)
    return None


def show_error(
    error: BaseException, near: QWidget, fields: Mapping[str, Field] | None = None
) -> bool:
    """Show an error in the page around a widget. False when it is none of a person's business."""
    problem = problem_of(error)
    if problem is None:
        return False
    field = (fields or {}).get(problem.where)
    summary = find_part(near, "errors", ErrorSummary)
    if field is not None:
        sentence = f"{problem.what} {problem.remedy}".strip()
        field.set_error(sentence)
        if summary is not None:
            summary.show_errors([FieldError(f"{problem.where}: {sentence}", field)])
        return True
    notices = find_part(near, "notices", NoticeBar)
    if notices is None:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Warning, "Tender Eval", problem.sentence, parent=near)
        box.setInformativeText("\n".join((problem.remedy, *(text for text, _ in problem.steps))))
        box.exec()
        return True
    navigate = find_navigate(near)
    links = [
        (text, (lambda p=page: navigate(p)) if navigate and page else None)
        for text, page in problem.steps
    ]
    notices.show_notice(problem.sentence, "danger", problem.remedy, links)
    scroll_to(notices)
    return True


@contextmanager
def showing_problems(near: QWidget, fields: Mapping[str, Field] | None = None) -> Iterator[None]:
    """Run a change; an error that a person can mend is shown in the page and ends the block."""
    for field in (fields or {}).values():
        field.clear_error()
    summary = find_part(near, "errors", ErrorSummary)
    if summary is not None:
        summary.clear()
    try:
        yield
    except (TenderEvalError, OSError) as error:
        show_error(error, near, fields)


def find_part(near: QWidget | None, name: str, kind: type) -> QWidget | None:
    """The nearest message place at or above a widget."""
    widget = near
    while widget is not None:
        part = getattr(widget, name, None)
        if isinstance(part, kind):
            return part
        widget = widget.parentWidget()
    return None


def find_navigate(near: QWidget) -> Callable[[str], object] | None:
    """The window's way to another page, if it has one."""
    found = getattr(near.window(), "navigate", None)
    return found if callable(found) else None


def catch_faults(app: QApplication) -> None:
    """From now on a fault of our own is told, with its details, and the program goes on."""

    def caught(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        import traceback

        from PySide6.QtWidgets import QMessageBox

        details = "".join(traceback.format_exception(kind, error, at))
        sys.stderr.write(details)
        if issubclass(kind, KeyboardInterrupt):
            app.quit()
            return
        window = app.activeWindow()
        if window is not None and show_error(error, window):
            return
        box = QMessageBox(QMessageBox.Icon.Critical, "Tender Eval", "", parent=window)
        box.setText("Something went wrong inside the program. What was saved before is safe.")
        box.setInformativeText(
            "Go on with your work, or close the program and open it again. If it happens again, "
            "send the details to whoever looks after the program."
        )
        box.setDetailedText(details)
        box.exec()

    sys.excepthook = caught
