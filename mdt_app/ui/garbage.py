"""Garbage is looked for on the GUI thread alone: on a lane it could take a model or a timer away under Qt's hands."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000
"""Milliseconds between two looks whether enough is new."""


class Garbage(QObject):
    """From now on the process looks for garbage in the event loop, and only there; `end` gives it back to Python."""

    def __init__(self, parent: QObject | None = None, every: int = EVERY) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=every)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation of which more is new than Python's own thresholds let be."""
        new, most = gc.get_count(), gc.get_threshold()
        due = [age for age in range(len(new)) if new[age] > most[age]]
        if due:
            gc.collect(due[-1])

    def end(self) -> None:
        """Python looks again whenever anything is made, on any thread."""
        self._timer.stop()
        gc.enable()
