"""The pages of the shell, each imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtWidgets import QWidget

from ui.context import PageContext, PageSpec

# Key, title and class; the order is that of the rail.
_PAGES = (
    ("procurements", "Procurements", "ProcurementsPage"),
    ("procurement", "Procurement", "ProcurementPage"),
    ("lots", "Lots", "LotsPage"),
    ("criteria", "Criteria", "CriteriaPage"),
    ("panel", "Panel", "PanelPage"),
    ("tenders", "Tenders", "TendersPage"),
    ("scoring", "Scoring", "ScoringPage"),
    ("moderation", "Moderation", "ModerationPage"),
    ("result", "Result", "ResultPage"),
    ("award", "Award", "AwardPage"),
    ("reports", "Reports", "ReportsPage"),
    ("audit", "Audit", "AuditPage"),
)
# Panel members read and score; setting up and writing to bidders is not theirs.
_NOT_FOR_MEMBERS = frozenset({"lead", "moderator", "auditor"})
_HIDDEN_FROM_MEMBERS = {"award", "reports"}


def page_specs(*, chosen: bool) -> list[PageSpec]:
    """Every page; only the list of procurements while none is chosen."""
    return [
        PageSpec(
            key,
            title,
            _builder(key, name),
            _NOT_FOR_MEMBERS if key in _HIDDEN_FROM_MEMBERS else frozenset(),
        )
        for key, title, name in _PAGES
        if chosen or key == "procurements"
    ]


def _builder(key: str, name: str) -> Callable[[PageContext], QWidget]:
    def build(context: PageContext) -> QWidget:
        module = import_module(f"ui.pages.{key}.page")
        page: QWidget = getattr(module, name)(context)
        return page

    return build
