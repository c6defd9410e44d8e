"""Opens the workspace a person works in; the first time, with the sample procurement in it."""

from __future__ import annotations

from tender_eval.services.desk import Desk, Person
from tender_eval.services.procurements import list_procurements
from tender_eval.services.settings import default_workspace
from tender_eval.store.workspace import Workspace


def open_workspace(database: str | None) -> Workspace:
    """The named workspace, or the person's own. Raises StoreError in words.

    The sample is put into the person's own workspace when that is new, so that there is something
    to look at; a workspace that was named is left as it is.
    """
    workspace = Workspace(database or default_workspace())
    desk = Desk(workspace, Person("Tender Eval"))
    if database is None and not list_procurements(desk):
        from tender_eval.services.files import SAMPLE, import_procurement  # wanted once

        import_procurement(desk, SAMPLE)
    return workspace
