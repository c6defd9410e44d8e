"""A tree of rows, for criteria and for sums that explain themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTreeView, QWidget

from ui.theme import look

_NODE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Node:
    """One row and what hangs under it. data: whatever the page wants back."""

    key: str
    cells: tuple[str, ...]
    children: tuple[Node, ...] = ()
    data: Any = field(default=None, compare=False)


class Tree(QTreeView):
    """A tree with columns. What is open and what is chosen outlive a change of nodes."""

    node_chosen = Signal(object)
    node_activated = Signal(object)

    def __init__(
        self,
        name: str,
        titles: Sequence[str],
        nodes: Sequence[Node] = (),
        right: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._titles, self._right = list(titles), set(right)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._closed: set[str] = set()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setExpandsOnDoubleClick(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setIndentation(look().px(20))
        self.collapsed.connect(lambda i: self._closed.add(self._node(i).key))
        self.expanded.connect(lambda i: self._closed.discard(self._node(i).key))
        self.doubleClicked.connect(lambda i: self.node_activated.emit(self._node(i)))
        self.set_nodes(nodes)
        self.selectionModel().currentChanged.connect(self._choose)

    def set_nodes(self, nodes: Sequence[Node]) -> None:
        """Show other nodes."""
        was = self.selected()
        closed = set(self._closed)
        quiet = self.selectionModel().blockSignals(True)
        self._items.clear()
        self._items.setHorizontalHeaderLabels(self._titles)
        for index in self._right:
            head = self._items.horizontalHeaderItem(index)
            head.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for node in nodes:
            self._items.appendRow(self._row(node))
        self.selectionModel().blockSignals(quiet)
        across = self.header()
        across.setStretchLastSection(False)
        for index in range(len(self._titles)):
            mode = QHeaderView.ResizeMode
            across.setSectionResizeMode(
                index, mode.Stretch if index == 0 else mode.ResizeToContents
            )
        self.expandAll()
        for item in self._walk():
            if item.data(_NODE).key in closed:
                self.collapse(item.index())
        if was is not None:
            self.select(was.key, quiet=True)

    def selected(self) -> Node | None:
        """The chosen node."""
        index = self.currentIndex()
        return self._node(index) if index.isValid() else None

    def select(self, key: str, quiet: bool = False) -> bool:
        """Choose by key. False when there is none. quiet: without telling."""
        for item in self._walk():
            if item.data(_NODE).key == key:
                was = self.selectionModel().blockSignals(quiet)
                flags = QItemSelectionModel.SelectionFlag
                self.selectionModel().setCurrentIndex(
                    item.index(), flags.ClearAndSelect | flags.Rows
                )
                self.selectionModel().blockSignals(was)
                self.scrollTo(item.index())
                self.viewport().update()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected():
            self.node_activated.emit(self.selected())
            return
        super().keyPressEvent(event)

    def _row(self, node: Node) -> list[QStandardItem]:
        row = []
        for column, text in enumerate(node.cells):
            item = QStandardItem(text)
            item.setToolTip(text)
            item.setData(node, _NODE)
            if column in self._right:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.append(item)
        for child in node.children:
            row[0].appendRow(self._row(child))
        return row

    def _walk(self, parent: QStandardItem | None = None) -> Iterator[QStandardItem]:
        root = parent or self._items.invisibleRootItem()
        for index in range(root.rowCount()):
            item = root.child(index)
            yield item
            yield from self._walk(item)

    def _node(self, index: QModelIndex) -> Node:
        return index.siblingAtColumn(0).data(_NODE)  # type: ignore[no-any-return]

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.node_chosen.emit(self._node(current))
