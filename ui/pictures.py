"""Pictures of widgets, also where there is no display."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget


def grab(
    widget: QWidget,
    path: Path | str | None = None,
    size: tuple[int, int] | QSize = (1366, 768),
    scale: float = 1.0,
) -> QImage:
    """Lay a widget out at a size in points, paint it at a scale, and save it as PNG."""
    app = QApplication.instance() or QApplication([])
    on_a_display = QApplication.platformName() not in ("offscreen", "minimal")
    if widget.isWindow() and not widget.isVisible() and on_a_display:
        widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.resize(QSize(*size) if isinstance(size, tuple) else size)
    widget.show()
    for _ in range(4):  # text that wraps settles its height in a few rounds
        app.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.white)
    widget.render(image)
    if path is not None:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        image.save(str(path))
    return image
