"""After a change the page that somebody reads comes first; the list and the checks wait until it is there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

AT_MOST_MS = 300
"""So long the rest waits for a page, which does not come where nobody sees it."""


class Following(QObject):
    """Many changes in one turn of the event loop are one. Signals: `page_wanted()`, then `rest_wanted(list, too)`."""

    page_wanted = Signal()
    rest_wanted = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._page = self._list = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._behind = QTimer(self, singleShot=True, interval=AT_MOST_MS)
        self._soon.timeout.connect(self._begin)
        self._behind.timeout.connect(self.page_came)

    def hear(self, *, page: bool, of_list: bool) -> None:
        """Something changed: whether the page says it, and whether the list does."""
        self._page |= page
        self._list |= of_list
        self._soon.start()

    def page_came(self) -> None:
        """The page, or the sentence in its place, is there: now the rest of what was heard."""
        if self._soon.isActive():
            return
        self._behind.stop()
        of_list, self._list = self._list, False
        self.rest_wanted.emit(of_list)

    def _begin(self) -> None:
        if self._page:
            self._page = False
            self._behind.start()
            self.page_wanted.emit()
        elif not self._behind.isActive():
            self.page_came()
