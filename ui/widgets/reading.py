"""A tender's answer as set text: calm, selectable, no longer than a readable line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ui.theme import LINE_CHARACTERS, LINE_HEIGHT, SPACE, TYPE, look


class ReadingPane(QTextEdit):
    """Read-only text, 65 to 75 characters a line. `marked` tells what was selected."""

    marked = Signal(str)

    def __init__(self, text: str = "", name: str = "Answer", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "reading")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        by = Qt.TextInteractionFlag
        self.setTextInteractionFlags(by.TextSelectableByMouse | by.TextSelectableByKeyboard)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(look().px(TYPE.body * 12), look().px(TYPE.body * 14))
        self.document().setDocumentMargin(0)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show a text from its beginning."""
        self.setPlainText(text)
        self._space_lines()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def selected_text(self) -> str:
        """What is marked, with ordinary line breaks."""
        return self.textCursor().selectedText().replace("\u2029", "\n")

    def show_quote(self, quote: str) -> bool:
        """Mark and bring into view the place a quote was taken from."""
        found = self.document().find(quote)
        if found.isNull():
            return False
        self.setTextCursor(found)
        self.ensureCursorVisible()
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._tell()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_A):
            self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._hold_line()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._hold_line()

    def _tell(self) -> None:
        if self.textCursor().hasSelection():
            self.marked.emit(self.selected_text())

    def _hold_line(self) -> None:
        """Leave the rest of a wide pane empty at the right."""
        longest = int(self.fontMetrics().averageCharWidth() * LINE_CHARACTERS)
        spare = max(0, self.width() - longest - self.verticalScrollBar().sizeHint().width())
        if self.viewportMargins().right() != spare:
            self.setViewportMargins(0, 0, spare, 0)

    def _space_lines(self) -> None:
        shape = QTextBlockFormat()
        rule = QTextBlockFormat.LineHeightTypes.ProportionalHeight
        # Qt counts from the face's own line, which is higher than its type size.
        wanted = LINE_HEIGHT * self.fontInfo().pixelSize() / self.fontMetrics().lineSpacing()
        shape.setLineHeight(wanted * 100, rule.value)
        shape.setBottomMargin(look().px(SPACE.small))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(shape)
        # An empty line between paragraphs is a gap, not a line.
        gap = QTextBlockFormat()
        gap.setLineHeight(look().px(SPACE.hair), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        gap.setBottomMargin(0)
        block = self.document().begin()
        while block.isValid():
            if not block.text().strip():
                QTextCursor(block).mergeBlockFormat(gap)
            block = block.next()
