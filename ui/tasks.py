"""The one runner of long work: off the screen's thread, with progress, cancel and one error path.

    tasks.run("Writing the report", work, on_done)

`work` is called in another thread with a `Job`; it reports progress with `job.report(3, 40)` and
lets itself be cancelled with `job.check()`. Every callback runs on the screen's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from ui.theme import SPACE, TYPE, look
from ui.widgets.buttons import LinkButton

SHOW_AFTER_MS = 100


class Cancelled(Exception):
    """Raised inside work by `Job.check` once the person has pressed Cancel."""


class Job(QObject):
    """What running work sees of itself. Its methods may be called from the work's thread."""

    progressed = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether the person wants it to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._stop.set()

    def check(self) -> None:
        """Stop here if that was asked for. Raises Cancelled."""
        if self._stop.is_set():
            raise Cancelled

    def report(self, done: int, total: int = 0, text: str = "") -> None:
        """Say how far the work is; total 0 means nobody knows."""
        self.check()
        self.progressed.emit(done, total, text)


class Task(QObject):
    """One piece of work that was started. Keep it to cancel it."""

    finished = Signal()
    progressed = Signal(int, int, str)
    _ended = Signal(str, object)

    def __init__(
        self,
        title: str,
        work: Callable[[Job], Any],
        on_done: Callable[[Any], object] | None,
        on_error: Callable[[Exception], object] | None,
        on_cancel: Callable[[], object] | None,
    ) -> None:
        super().__init__()
        self.title, self.job = title, Job()
        self.state = "running"
        self._work = work
        self._calls = {"done": on_done, "failed": on_error, "cancelled": on_cancel}
        # Connected to this object, which lives on the screen's thread: so the queue carries it.
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self.job.progressed.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self.job.cancel()

    def forget(self) -> None:
        """Tell nobody how it ends."""
        self._calls = dict.fromkeys(self._calls)

    def work(self) -> None:
        """The other thread's part."""
        try:
            result = self._work(self.job)
        except Cancelled:
            self._ended.emit("cancelled", None)
        except Exception as error:  # every error goes back to the screen's thread
            self._ended.emit("failed", error)
        else:
            self._ended.emit("done", result)

    def _pass_on(self, done: int, total: int, text: str) -> None:
        self.progressed.emit(done, total, text)

    def _end(self, state: str, outcome: Any) -> None:
        self.state = state
        self.finished.emit()
        call = self._calls[state]
        if call is not None:
            call() if state == "cancelled" else call(outcome)


class _Runnable(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._task = task

    def run(self) -> None:
        self._task.work()


class TaskRunner(QObject):
    """Starts work and knows what is running. on_error: where an error goes that no one takes."""

    started = Signal(object)

    def __init__(
        self,
        on_error: Callable[[Exception], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._pool = QThreadPool(self)
        # One at a time: two writers of the same workspace would only wait for each other.
        self._pool.setMaxThreadCount(1)
        self._running: dict[Task, _Runnable] = {}

    def run(
        self,
        title: str,
        work: Callable[[Job], Any],
        on_done: Callable[[Any], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
        on_cancel: Callable[[], object] | None = None,
    ) -> Task:
        """Start work under a title a person understands. Callbacks come on the screen's thread."""
        task = Task(title, work, on_done, on_error or self._on_error, on_cancel)
        task.finished.connect(lambda: self._running.pop(task, None))
        self._running[task] = _Runnable(task)
        self.started.emit(task)
        self._pool.start(self._running[task])
        return task

    @property
    def is_busy(self) -> bool:
        """Whether anything runs."""
        return bool(self._running)

    def stop(self, wait_ms: int = 5000) -> bool:
        """Cancel everything and wait for it; False if something would not stop.

        Nobody is told of what still ends: the window that asked is going.
        """
        for task in list(self._running):
            task.forget()
            task.cancel()
        return self._pool.waitForDone(wait_ms)


class TaskBar(QWidget):
    """A small bar with what runs, how far, and Cancel; it appears only if work takes a while."""

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self._task: Task | None = None
        self.label = QLabel()
        self.label.setProperty("kind", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(look().px(TYPE.body * 6))
        self.button = LinkButton("Cancel", self._cancel)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        for part in (self.label, self.bar, self.button):
            row.addWidget(part)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SHOW_AFTER_MS)
        self._later.timeout.connect(self._appear)
        runner.started.connect(self._follow)
        self.hide()

    def _follow(self, task: Task) -> None:
        self._task = task
        self._progress(0, 0, "")
        task.progressed.connect(self._progress)
        task.finished.connect(self._leave)
        self._later.start()

    def _appear(self) -> None:
        if self._task is not None:
            self.button.setEnabled(True)
            self.show()

    def _progress(self, done: int, total: int, text: str) -> None:
        task = self._task
        if task is None:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.label.setText(text or task.title)
        self.bar.setAccessibleName(task.title)
        self.button.setAccessibleName(f"Cancel: {task.title}")

    def _leave(self) -> None:
        # An earlier task may end after the next one has taken the bar.
        if self._task is not None and self._task.state != "running":
            self._task = None
            self._later.stop()
            self.hide()

    def _cancel(self) -> None:
        if self._task is not None:
            self.label.setText("Stopping…")
            self.button.setEnabled(False)
            self._task.cancel()
