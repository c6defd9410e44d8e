"""The Qt binding itself: a version that loses references aborts a long session without a word."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel

CALLS = 500


def test_calls_that_return_nothing_give_up_no_reference_to_none(qapp: QApplication) -> None:
    """Version 6.12 of the binding lost one at each call on Python 3.11."""
    label, document, face = QLabel(), QTextDocument(), QTextCharFormat()
    before = sys.getrefcount(None)
    for n in range(CALLS):
        label.setText(str(n))
        face.setForeground(QColor("red"))
        QTextCursor(document).insertText("x", face)
        qapp.processEvents()
    # Four calls a round: a version that loses them loses two thousand.
    assert before - sys.getrefcount(None) < CALLS
