"""State in words and shape: tags, notices, what is wrong with a form, what to do when empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.theme import SPACE
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.text import Heading, Label, Muted, Prose

# A shape and a word for every severity: colour is never the only sign.
SIGNS = {"ok": "✓", "warning": "⚠", "danger": "✕", "info": "ⓘ", "neutral": "○"}
WORDS = {"ok": "Done", "warning": "Take care", "danger": "Problem", "info": "Note", "neutral": ""}


def restyle(widget: QWidget, **properties: str) -> None:
    """Set properties that the stylesheet looks at, and let it look again."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say this, without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Tag(QLabel):
    """A short state: a shape and a word."""

    def __init__(self, word: str = "", severity: str = "neutral", sign: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "tag")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Fixed)
        self.set(word, severity, sign)

    def set(self, word: str, severity: str = "neutral", sign: str = "") -> None:
        """Change word and severity; sign: another shape than the severity's own."""
        self.setText(f"{sign or SIGNS[severity]} {word}")
        self.setAccessibleName(word)
        restyle(self, severity=severity)


class NoticeBar(QFrame):
    """One line in the page that says what happened. It takes no room until there is something."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        self.sign = QLabel()
        self.sign.setProperty("kind", "sign")
        self.text = Prose()
        self.remedy = Muted()
        self.dismiss = LinkButton("Dismiss", self.clear, beside_text=True)
        self.dismiss.setAccessibleName("Dismiss this message")
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair)
        words.addWidget(self.text)
        words.addWidget(self.remedy)
        self.links = QVBoxLayout()
        self.links.setSpacing(0)
        words.addLayout(self.links)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.normal, SPACE.small, SPACE.small, SPACE.small)
        row.setSpacing(SPACE.medium)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.sign, 0, top)
        row.addLayout(words, 1)
        row.addWidget(self.dismiss, 0, top)
        self.hide()

    def show_notice(
        self,
        text: str,
        severity: str = "info",
        remedy: str = "",
        links: Sequence[tuple[str, Callable[[], object] | None]] = (),
    ) -> None:
        """Say something, with what to do and links to where it is done (None: a plain line)."""
        self.sign.setText(f"{SIGNS[severity]} {WORDS[severity]}".strip())
        self.text.setText(text)
        self.remedy.setText(remedy)
        self.remedy.setVisible(bool(remedy))
        empty(self.links)
        for words, act in links:
            self.links.addWidget(LinkButton(words, act) if act else Prose(f"• {words}"))
        restyle(self, severity=severity)
        restyle(self.sign, severity=severity)
        self.setAccessibleName(f"{WORDS[severity]}: {text} {remedy}".strip())
        self.show()
        announce(self, self.accessibleName())

    def clear(self) -> None:
        """Take the notice away."""
        self.hide()
        self.text.setText("")


@dataclass(frozen=True)
class FieldError:
    """What is wrong, and the field that mends it."""

    text: str
    field: QWidget | None = None


class ErrorSummary(QFrame):
    """Everything wrong with a form, at its top; each line jumps to its field."""

    def __init__(self, title: str = "There is a problem") -> None:
        super().__init__()
        self.setProperty("kind", "problem")
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = Heading(title)
        self.links: list[LinkButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.normal, SPACE.medium, SPACE.normal, SPACE.medium)
        column.setSpacing(SPACE.hair)
        column.addWidget(self.title)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        self.hide()

    def show_errors(self, errors: Sequence[FieldError]) -> None:
        """Show these, or hide when there are none; the focus goes to the summary."""
        empty(self._lines)
        self.links = []
        for error in errors:
            link = LinkButton(error.text, lambda e=error: jump_to(e.field))
            self._lines.addWidget(link)
            self.links.append(link)
        self.setAccessibleName(f"{self.title.text()}: " + "; ".join(e.text for e in errors))
        self.setVisible(bool(errors))
        if errors:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            scroll_to(self)

    def clear(self) -> None:
        """No errors."""
        self.show_errors(())


class EmptyState(QFrame):
    """What stands where a list would: a sentence, what to do, and the button that does it."""

    activated = Signal()

    def __init__(
        self,
        sentence: str,
        to_do: str = "",
        button: str = "",
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "empty")
        self.setAccessibleName(f"{sentence} {to_do}".strip())
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.wide, SPACE.wide, SPACE.wide)
        column.setSpacing(SPACE.small)
        self.sentence = Label(sentence)
        column.addWidget(self.sentence)
        self.to_do = Prose(to_do)
        if not to_do:
            self.to_do.hide()
        column.addWidget(self.to_do)
        self.button = Button(button, on_click)
        self.button.clicked.connect(lambda *_: self.activated.emit())
        if not button:
            self.button.hide()
        column.addWidget(self.button)


def jump_to(field: QWidget | None) -> None:
    """Bring a field into view and put the cursor in it."""
    if field is None:
        return
    target = getattr(field, "editor", field)
    scroll_to(field)
    target.setFocus(Qt.FocusReason.TabFocusReason)


def scroll_to(widget: QWidget) -> None:
    """Bring a widget into view within whatever scrolls it."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, SPACE.normal, SPACE.section)
        parent = parent.parentWidget()


def empty(layout: QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
