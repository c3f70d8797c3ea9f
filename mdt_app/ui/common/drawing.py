"""What somebody waits for is drawn first; what can wait begins after it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget


def draw_now(widget: QWidget) -> None:
    """Draw all that waits to be drawn in the window of `widget`, laid out as it will stay; not again what is drawn."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    widget.window().repaint(0, 0, 1, 1)  # one point asked for at once takes everything along
