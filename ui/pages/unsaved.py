"""Changes in a page's forms that are not saved yet: known, kept over a refresh, never just lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTextEdit, QWidget
from shiboken6 import isValid

_KINDS = (QLineEdit, QTextEdit, QComboBox, QAbstractButton)
State = tuple[Any, ...]


@dataclass
class Watched:
    """A form under watch. save: what its button does. by_itself: whether leaving saves it."""

    key: str
    name: str
    form: QWidget
    save: Callable[[], object]
    by_itself: bool
    clean: State

    @property
    def changed(self) -> bool:
        """Whether a person has changed something since it was shown."""
        return isValid(self.form) and state_of(self.form) != self.clean


class Unsaved:
    """The forms of one page. The key of a form says what it edits, such as `lot:lot-2`."""

    def __init__(self) -> None:
        self._forms: dict[str, Watched] = {}
        self._kept: dict[str, State] = {}

    def watch(
        self,
        key: str,
        name: str,
        form: QWidget,
        save: Callable[[], object],
        *,
        by_itself: bool = True,
    ) -> None:
        """Begin to watch a form as it stands; what was typed before a refresh is put back in."""
        self._forms[key] = Watched(key, name, form, save, by_itself, state_of(form))
        if key in self._kept:
            put_state(form, self._kept.pop(key))

    def changed(self) -> list[Watched]:
        """The forms with something not saved, in the order they were shown."""
        return [each for each in self._forms.values() if each.changed]

    def saved(self, key: str) -> None:
        """This form's content is on record now."""
        self._forms.pop(key, None)

    def keep(self) -> None:
        """Before a refresh: remember what is not saved, and stop watching what goes."""
        self._kept |= {each.key: state_of(each.form) for each in self.changed()}
        self._forms = {}

    def drop(self) -> None:
        """Forget everything that is not saved."""
        self._forms, self._kept = {}, {}


def state_of(form: QWidget) -> State:
    """What every editor of a form holds."""
    return tuple(_read(editor) for editor in _editors(form))


def put_state(form: QWidget, state: State) -> None:
    """Put a state back into a form of the same shape; another shape is left alone."""
    editors = _editors(form)
    if len(editors) != len(state):
        return
    for editor, value in zip(editors, state, strict=True):
        if _read(editor) == value:
            continue
        if isinstance(editor, QTextEdit):
            editor.setPlainText(value)
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(value)
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
        elif isinstance(editor, QAbstractButton):
            editor.setChecked(value)


def _editors(form: QWidget) -> list[QWidget]:
    found = (each for each in form.findChildren(QWidget) if isinstance(each, _KINDS))
    return [e for e in found if not isinstance(e, QAbstractButton) or e.isCheckable()]


def _read(editor: QWidget) -> Any:
    if isinstance(editor, QTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QComboBox):
        return editor.currentIndex()
    if isinstance(editor, QLineEdit):
        return editor.text()
    return editor.isChecked() if isinstance(editor, QAbstractButton) else None
