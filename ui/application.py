"""Starts the program on a screen: an empty window at once, then the workspace in it."""

from __future__ import annotations

import gc
import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.shell import Shell

MARKS = "TENDER_EVAL_MARKS"


def run(database: str | None) -> int:
    """Open the window; the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Tender Eval")
    program = Program(app, database)
    return program.run()


class Program:
    """The window, the workspace behind it, and who sits at it."""

    def __init__(self, app: QApplication, database: str | None) -> None:
        self.app, self.database = app, database
        from tender_eval.services.settings import load_settings

        self.settings = load_settings()
        theme.apply(app, theme.Theme(self.settings.theme, self.settings.text_percent / 100))
        self.shell = Shell(None, [])
        self.shell.procurement_chosen.connect(self.open_procurement)
        self.shell.person_change_asked.connect(self.change_person)
        self.shell.theme_changed.connect(self.keep_theme)

    def run(self) -> int:
        """Show the window, then fill it."""
        self.shell.show()
        self.app.processEvents()
        _mark("PAINTED")
        QTimer.singleShot(0, self.begin)
        return int(self.app.exec())

    def begin(self) -> None:
        """Open the workspace, with the sample in it the first time, and ask who sits here."""
        from tender_eval.services.desk import Desk
        from tender_eval.services.opening import open_workspace
        from ui.messages import catch_faults, show_error

        catch_faults(self.app)
        try:
            self.workspace = open_workspace(self.database)
        except Exception as error:
            if not show_error(error, self.shell):
                raise
            return
        self.app.aboutToQuit.connect(self.workspace.close)
        self.desk = Desk(self.workspace, self._person())
        self.choose(self.settings.procurement)
        self.app.processEvents()
        gc.freeze()
        gc.enable()
        _mark("USABLE")
        if os.environ.get(MARKS):
            self.app.quit()
        elif not self.settings.name:
            self.change_person()

    def choose(self, key: str) -> None:
        """Sit down at a procurement, the first one where the key is unknown."""
        from tender_eval.services.procurements import list_procurements
        from ui.pages import page_specs

        lines = list_procurements(self.desk)
        keys = [line.key for line in lines]
        chosen = key if key in keys else (keys[0] if keys else "")
        self.desk = self.desk.at(chosen)
        self.shell.set_pages(page_specs(chosen=bool(chosen)))
        self.shell.set_procurements([(n.key, n.title) for n in lines], [self._all_action()])
        title = next((line.title for line in lines if line.key == chosen), "")
        self.shell.set_procurement(title)
        self.shell.current_key = self.shell.current_key or ("procurement" if chosen else "")
        self.shell.role = self.desk.person.post.value
        self.shell.set_services(self.desk)
        person = self.desk.person
        self.shell.set_person(person.name, person.post.value, person.post.label)

    def open_procurement(self, key: str) -> None:
        """Go to another procurement."""
        self._keep(procurement=key)
        self.choose(key)
        self.shell.navigate("procurement")

    def change_person(self) -> None:
        """Ask who sits here, and remember it."""
        from ui.dialogs.who_are_you import Answer, ask_who

        members = []
        if self.desk.procurement:
            members = [(m.key, m.name) for m in self.desk.whole_record().panel]
        known = None
        if self.settings.name:
            known = Answer(self.settings.name, self.settings.post, self.settings.member or None)
        answer = ask_who(members, known, self.shell)
        if answer is None:
            return
        self._keep(name=answer.name, post=answer.role, member=answer.member or "")
        from dataclasses import replace

        self.desk = replace(self.desk, person=self._person())
        self.choose(self.desk.procurement)

    def keep_theme(self, chosen: object) -> None:
        """Remember how it looks."""
        if isinstance(chosen, theme.Theme):
            self._keep(theme=chosen.mode, text_percent=round(chosen.text_scale * 100))

    def _all_action(self) -> QAction:
        act = QAction("All procurements…", self.shell)
        act.triggered.connect(lambda *_: self.shell.navigate("procurements"))
        return act

    def _person(self) -> object:
        from tender_eval.services.access import Post
        from tender_eval.services.desk import Person

        post = Post(self.settings.post) if self.settings.post in list(Post) else Post.LEAD
        return Person(self.settings.name or "Procurement lead", post, self.settings.member or None)

    def _keep(self, **changed: object) -> None:
        from dataclasses import replace

        from tender_eval.services.settings import save_settings

        self.settings = replace(self.settings, **changed)
        save_settings(self.settings)


def _mark(word: str) -> None:
    """For the start-up benchmark: when this point was reached."""
    if os.environ.get(MARKS):
        print(word, time.time(), flush=True)
