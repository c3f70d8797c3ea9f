"""What waits is a list in which the keys stay: a line that is done gives them to the one after it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList


class WorkLines(SideList):
    """Enter opens a line, or emits `done_asked(key)` on those of `at_once`, which Shift+Enter opens."""

    done_asked = Signal(object)

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self.at_once: frozenset[object] = frozenset()
        self._keys: tuple[object, ...] = ()

    def set_rows(self, rows: Sequence[SideRow | SideGroup]) -> None:
        """Show other rows; where the current one is gone, the one after it is current."""
        before, kept = self._keys, self.current_key()
        self._keys = tuple(one.key for one in rows if isinstance(one, SideRow))
        super().set_rows(rows)
        if kept is None or kept in self._keys or kept not in before:
            return
        at = before.index(kept)
        onward = [one for one in (*before[at:], *reversed(before[:at])) if one in self._keys]
        if onward:
            blocked = self.blockSignals(True)
            self.choose(onward[0])
            self.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does at once what a line offers."""
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if entered and not shifted and self.current_key() in self.at_once:
            self.done_asked.emit(self.current_key())
        else:
            super().keyPressEvent(event)
