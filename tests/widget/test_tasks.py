"""Long work: result, error, progress and cancel all come back on the screen's thread."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.tasks import TaskBar, TaskRunner


@pytest.fixture
def runner(qapp):
    made = TaskRunner()
    yield made
    made.stop()


def test_the_result_comes_back_on_the_screens_thread(runner, qtbot):
    here = threading.current_thread()
    told = []
    runner.run(
        "Adding",
        lambda _: (threading.current_thread() is here, 2 + 3),
        lambda result: told.append((threading.current_thread() is here, result)),
    )
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(True, (False, 5))]
    assert not runner.is_busy


def test_an_error_comes_back_as_itself(runner, qtbot):
    def fail(_job):
        raise ValueError("no room on the disk")

    told = []
    runner.run("Failing", fail, on_error=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], ValueError)


def test_an_error_that_nobody_takes_goes_to_the_runner(qtbot):
    told = []
    runner = TaskRunner(told.append)

    def fail(_job):
        raise ValueError

    runner.run("Failing", fail)
    qtbot.waitUntil(lambda: bool(told))


def test_progress_is_told_while_the_work_runs(runner, qtbot):
    steps = []

    def work(job):
        for done in range(3):
            job.report(done, 3, f"Part {done}")

    task = runner.run("Working", work)
    task.progressed.connect(lambda *step: steps.append(step))
    qtbot.waitUntil(lambda: task.state == "done")
    assert steps == [(0, 3, "Part 0"), (1, 3, "Part 1"), (2, 3, "Part 2")]


def endless(job):
    """Work that goes on until it is stopped."""
    while True:
        job.report(1, 2)
        time.sleep(0.005)


def test_the_bar_shows_after_a_moment_and_its_cancel_stops_the_work(runner, qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    bar = TaskBar(runner)
    bar.setParent(holder)
    holder.show()
    stopped = []
    task = runner.run("Writing the report", endless, on_cancel=lambda: stopped.append(True))
    assert not bar.isVisible()
    qtbot.waitUntil(bar.isVisible)
    assert bar.bar.accessibleName() == "Writing the report"
    qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(stopped))
    assert task.state == "cancelled"
    assert not bar.isVisible()


def test_quick_work_never_shows_the_bar(runner, qtbot):
    bar = TaskBar(runner)
    qtbot.addWidget(bar)
    task = runner.run("Quick", lambda _: None)
    qtbot.waitUntil(lambda: task.state == "done")
    qtbot.wait(150)
    assert not bar.isVisible()


def test_a_window_that_goes_while_work_runs_is_told_nothing_more(runner, qtbot):
    import shiboken6

    told = []
    go_on = threading.Event()
    bar = TaskBar(runner)
    task = runner.run("Slow work", lambda _job: go_on.wait(5), told.append)
    shiboken6.delete(bar)
    go_on.set()
    with qtbot.waitSignal(task.finished):  # an exception in a slot would fail the test
        pass
    assert told == [True]
    go_on.clear()
    task = runner.run("Slow work", lambda _job: go_on.wait(5), told.append)
    threading.Timer(0.05, go_on.set).start()
    assert runner.stop()
    qtbot.waitUntil(lambda: task.state == "done")
    assert told == [True]
