"""While a desk is locked no other window of ours is on the screen, and nothing of ours can be pasted elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QToolTip, QWidget
from shiboken6 import isValid

from mdt_app.ui.common.dialogs import FinalDialog


class PutAway:
    """What lay on or beside the main window when it was locked: side windows, the patient's questions, dialogs, lists.

    Nothing in them is lost, but for menus, and dialogs of the system, which are closed as if nobody had chosen.
    """

    def __init__(self, main: QMainWindow) -> None:
        self._main, self._main_was_away = main, not main.isVisible()
        self._focus = main.focusWidget()
        QToolTip.hideText()
        beside = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not main]
        self._kept = [one for one in beside if not _closed(one)]
        upon = main.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        under = main.centralWidget()
        self._kept += [one for one in upon if not one.isHidden() and not one.isWindow() and one is not under]
        for one in self._kept:
            one.hide()
        forget_clipboard(QGuiApplication.clipboard())

    def bring_back(self) -> None:
        """Everything is as it was, the keys too."""
        for one in filter(isValid, self._kept):
            one.show()
        if self._main_was_away:
            self._main.hide()
        elif self._focus is not None and isValid(self._focus):
            self._focus.setFocus()

    def let_go(self) -> None:
        """Nobody comes back to it."""
        for one in filter(isValid, self._kept):
            if isinstance(one, QDialog):
                one.reject()
            if one.isWindow():
                one.deleteLater()


def forget_clipboard(clipboard: QClipboard) -> None:
    """What was copied here is nowhere to be pasted any more; what others copied is theirs."""
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _closed(window: QWidget) -> bool:
    """Whether a window went for good: a menu, a list of choices, or a dialog that is not ours to keep."""
    if isinstance(window, QDialog) and not isinstance(window, FinalDialog):
        window.reject()
        return True
    if window.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
        window.close()
        return True
    return False
