"""The list of keyboard shortcuts, made from the one place that holds them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.base import Dialog
from ui.shortcuts import SHORTCUTS, keys_in_words
from ui.widgets.frames import Section
from ui.widgets.summary import SummaryList, SummaryRow


class KeysDialog(Dialog):
    """Every key and what it does, by where it works."""

    width_in_letters = 42

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Keyboard shortcuts", accept="Close", cancel="", parent=parent)
        groups: dict[str, list[SummaryRow]] = {}
        for each in SHORTCUTS.values():
            row = SummaryRow(keys_in_words(each.name), each.text)
            groups.setdefault(each.group, []).append(row)
        for title, rows in groups.items():
            self.add(Section(title)).add(SummaryList(rows))
