"""The one place for keyboard shortcuts: their keys, and the words the F1 list is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class Shortcut(NamedTuple):
    """A name for the code, its keys, what it does in plain words, and where it works."""

    name: str
    keys: tuple[str, ...]
    text: str
    group: str


EVERYWHERE, PAGES, SCORING = "Everywhere", "Going from page to page", "Scoring and moderation"

SHORTCUTS: dict[str, Shortcut] = {
    each.name: each
    for each in (
        Shortcut("help", ("F1",), "Show this list", EVERYWHERE),
        Shortcut("regions", ("F6",), "Move between top bar, steps and page", EVERYWHERE),
        Shortcut("larger", ("Ctrl++", "Ctrl+="), "Larger text", EVERYWHERE),
        Shortcut("smaller", ("Ctrl+-",), "Smaller text", EVERYWHERE),
        Shortcut("normal", ("Ctrl+0",), "Text at 100 %", EVERYWHERE),
        Shortcut("undo", ("Ctrl+Z",), "Undo in a field", EVERYWHERE),
        Shortcut("quit", ("Ctrl+Q",), "Close; everything is saved", EVERYWHERE),
        Shortcut("page", ("Ctrl+1", "Ctrl+9"), "Open the first to ninth page", PAGES),
        Shortcut("next_page", ("Ctrl+PgDown",), "Next page", PAGES),
        Shortcut("previous_page", ("Ctrl+PgUp",), "Previous page", PAGES),
        Shortcut("score", ("0", "9"), "Give that score, on the scale", SCORING),
        # In a text field Ctrl with an arrow moves by a word, as everywhere; Alt works there too.
        Shortcut("next", ("Alt+Right", "Ctrl+Right"), "Next question or tender", SCORING),
        Shortcut("previous", ("Alt+Left", "Ctrl+Left"), "The one before", SCORING),
        Shortcut(
            "next_unfinished",
            ("Alt+Shift+Right", "Ctrl+Shift+Right"),
            "Next one that is not finished",
            SCORING,
        ),
    )
}

# These are shown as a range of keys, not as alternatives.
RANGES = frozenset({"page", "score"})


def register(*shortcuts: Shortcut) -> None:
    """Add a page's own shortcuts to the list."""
    for each in shortcuts:
        SHORTCUTS[each.name] = each


def bind(
    widget: QWidget,
    name: str,
    act: Callable[[], object],
    where: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
) -> None:
    """Let a listed shortcut act while the focus is in a widget (or anywhere in its window)."""
    bind_keys(widget, SHORTCUTS[name].keys, act, where)


def bind_keys(
    widget: QWidget, keys: tuple[str, ...], act: Callable[[], object], where: Qt.ShortcutContext
) -> None:
    """Bind keys themselves; for members of a listed range."""
    for each in keys:
        shortcut = QShortcut(QKeySequence(each), widget)
        shortcut.setContext(where)
        shortcut.activated.connect(act)


def keys_in_words(name: str) -> str:
    """The keys of a shortcut as they stand on the keyboard."""
    shortcut = SHORTCUTS[name]
    shown = [QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText)
             for k in shortcut.keys]  # fmt: skip
    if name in RANGES:
        return f"{shown[0]} to {shown[1]}"
    return " or ".join(shown)
