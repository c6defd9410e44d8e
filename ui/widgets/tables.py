"""Tables of rows: a lean model over dataclasses and a view set up the same way everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from ui.theme import SPACE, TARGET, look

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_DISPLAY, _ALIGN, _TIP = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.TextAlignmentRole,
    Qt.ItemDataRole.ToolTipRole,
)


@dataclass(frozen=True)
class Column:
    """One column. width in characters; 0 takes a share of what is left. tip: the tooltip's text."""

    title: str
    getter: Callable[[Any], object]
    align: str = "left"
    width: int = 0
    tip: Callable[[Any], str] | None = None


class RowsModel(QAbstractTableModel):
    """Rows of frozen dataclasses, shown as text. It answers only the roles that are used."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Any] = ()) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: Sequence[Any] = rows
        self._getters = [column.getter for column in columns]
        self._aligns = [_RIGHT if c.align == "right" else _LEFT for c in columns]

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role == _DISPLAY:
            value = self._getters[index.column()](self.rows[index.row()])
            return value if isinstance(value, str) else "" if value is None else str(value)
        if role == _ALIGN:
            return self._aligns[index.column()]
        if role == _TIP:
            tip = self.columns[index.column()].tip
            return tip(self.rows[index.row()]) if tip else self.data(index, _DISPLAY)
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = _DISPLAY) -> object:
        if way is not Qt.Orientation.Horizontal:
            return None
        if role in (_DISPLAY, _TIP):
            return self.columns[section].title
        return self._aligns[section] if role == _ALIGN else None


class DataTable(QTableView):
    """A table of whole rows: figures at the right, one row chosen, Enter or double click opens."""

    row_chosen = Signal(object)
    row_activated = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Any] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows_model = RowsModel(columns, rows)
        self.setModel(self.rows_model)
        self._max_rows: int | None = None
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._size_rows()
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the place in the list is kept where it can be."""
        at = self.currentIndex().row()
        self.rows_model.set_rows(rows)
        if 0 <= at < len(rows):
            self.select(at)
        if self._max_rows is not None:
            self.fit(self._max_rows)

    def selected(self) -> Any | None:
        """The chosen row's object."""
        at = self.currentIndex().row()
        return self.rows_model.rows[at] if 0 <= at < len(self.rows_model.rows) else None

    def select(self, index: int) -> None:
        """Choose a row."""
        self.setCurrentIndex(self.rows_model.index(index, 0))

    def fit(self, max_rows: int = 12) -> None:
        """Be exactly as high as the rows, at most so many: a short table leaves no hole."""
        self._max_rows = max_rows
        shown = max(1, min(max_rows, len(self.rows_model.rows)))
        head = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height() if self._overflows() else 0
        self.setFixedHeight(head + shown * self.verticalHeader().defaultSectionSize() + bar + 4)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()
        if self._max_rows is not None and event.oldSize().width() != event.size().width():
            self.fit(self._max_rows)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._size_rows()
            self._size_columns()
            if self._max_rows is not None:
                self.fit(self._max_rows)

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look().px(TARGET) + SPACE.hair)

    def _wishes(self) -> list[int]:
        """The width each column asks for; a stretching one at least room for its title."""
        metrics = self.fontMetrics()
        letter, edge = metrics.averageCharWidth(), 3 * SPACE.small
        bold = self.horizontalHeader().fontMetrics()
        return [
            max(column.width * letter, int(bold.horizontalAdvance(column.title) * 1.08)) + edge
            if column.width
            else max(int(bold.horizontalAdvance(column.title) * 1.08), 24 * letter) + edge
            for column in self.rows_model.columns
        ]

    def _overflows(self) -> bool:
        return sum(self._wishes()) > self.viewport().width() > 0

    def _size_columns(self) -> None:
        wishes = self._wishes()
        spare = max(0, self.viewport().width() - sum(wishes))
        stretching = [i for i, column in enumerate(self.rows_model.columns) if not column.width]
        # Without a column that stretches, the last takes the rest so that no hole is left.
        for place in stretching or [len(wishes) - 1]:
            wishes[place] += spare // max(1, len(stretching))
        for index, width in enumerate(wishes):
            self.setColumnWidth(index, width)

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.row_chosen.emit(self.rows_model.rows[current.row()])

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.rows_model.rows):
            self.row_activated.emit(self.rows_model.rows[row])
