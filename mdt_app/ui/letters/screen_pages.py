"""Panes that scroll by themselves take the height that there is; the screen around them does not scroll too."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget


class ScreenPages(QStackedWidget):
    """One page at a time, as high as its place; wrapped words inside ask for no height of their own."""

    def hasHeightForWidth(self) -> bool:
        """Else whatever the words would like to have counts as the least that they need."""
        return False
