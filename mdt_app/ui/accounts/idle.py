"""A desk that nobody touched for some time says so, after the machine slept too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

LOOK_MS = 15_000
BY_HAND = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)


class Idle(QObject):
    """Emits `over(minutes)` once nothing came by hand for as many minutes as `limit()` says, 0 being never.

    Only the windows themselves are watched: a filter on the whole application would hear every event of every widget.
    """

    over = Signal(int)

    def __init__(self, limit: Callable[[], int], now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._limit, self._now = limit, now
        self._last = now()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.watch)
        self.watch(app.focusWindow())
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def watch(self, window: QWindow | None) -> None:
        """Hear what comes by hand to a window; each is watched once."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def look(self) -> bool:
        """Whether the time is over, and say so."""
        minutes, quiet = self._limit(), self._now() - self._last
        if quiet < timedelta():  # somebody set the clock back
            self._last = self._now()
        if not minutes or quiet < timedelta(minutes=minutes):
            return False
        self.begin()
        self.over.emit(minutes)
        return True

    def begin(self) -> None:
        """Count from now on."""
        self._last = self._now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first touch after the time was over is for nobody: it only finds the desk locked."""
        if event.type() in BY_HAND:
            if self.look():
                return True
            self._last = self._now()
        return False
