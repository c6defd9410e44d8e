"""A column whose parts stay at the top; it gives its spare height only to a part that grows."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from ui.theme import SPACE


class Stack(QVBoxLayout):
    """A vertical layout with a spring at its end, until something is put in that grows itself."""

    def __init__(self, parent: QWidget, margin: int = 0, gap: int = SPACE.medium) -> None:
        super().__init__(parent)
        self.setContentsMargins(margin, margin, margin, margin)
        self.setSpacing(gap)
        policy = QSizePolicy.Policy
        self._spring: QSpacerItem | None = QSpacerItem(0, 0, policy.Minimum, policy.Expanding)
        self.addSpacerItem(self._spring)

    def addWidget(self, widget: QWidget, stretch: int = 0, *rest: object) -> None:
        if stretch or widget.sizePolicy().verticalPolicy() is QSizePolicy.Policy.Expanding:
            self._let_go()
        self.insertWidget(self._end(), widget, stretch, *rest)

    def addLayout(self, layout: QLayout, stretch: int = 0) -> None:
        if stretch:
            self._let_go()
        self.insertLayout(self._end(), layout, stretch)

    def addStretch(self, stretch: int = 0) -> None:
        self._let_go()
        super().addStretch(stretch)

    def _end(self) -> int:
        return self.count() - (1 if self._spring is not None else 0)

    def _let_go(self) -> None:
        if self._spring is not None:
            self.removeItem(self._spring)
            self._spring = None
