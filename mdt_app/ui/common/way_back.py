"""Whoever was sent away from his work to mend one thing goes back to it by one key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import Pane, row

KEY = "Ctrl+B"


class WayBack(Pane):
    """One line over the workspace, hidden while there is nothing to go back to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunk", parent=parent, margins=(12, 0, 12, 0))
        self._go: Callable[[], None] | None = None
        self.link = LinkButton(self.tr("Back"), "chevron-left", KEY, shortcut=KEY)
        self.box.addLayout(row(self.link, None))
        self.link.clicked.connect(self._take)
        self.hide()

    def offer(self, words: str, go: Callable[[], None]) -> None:
        """Say where it leads; `go` is called when it is taken, once."""
        self._go = go
        self.link.set_words(words)
        self.show()

    def forget(self) -> None:
        """There is nothing to go back to."""
        self._go = None
        self.hide()

    def _take(self) -> None:
        go = self._go
        self.forget()
        if go is not None:
            go()
