"""A walk through the real window: every place, every row, every theme; what stands there is looked at."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mdt_app.application import Application
from mdt_app.ui.common.table import TableView
from mdt_app.window import Desktop

SIZE = (1440, 900)
TAG = re.compile(r"<(?!br>)")


@dataclass
class Walk:
    """The window with its screens."""

    qtbot: QtBot
    desktop: Desktop

    def go(self, place: str, id: str = "") -> QWidget:
        """Go there, and wait until nothing is under way."""
        self.desktop.screens.go(place, id)
        self.settle()
        return self.desktop.window

    def settle(self) -> None:
        """Wait until what was asked for has come and is drawn."""
        tasks = self.desktop.tasks
        assert tasks is not None
        quiet = 0
        while quiet < 3:
            self.qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)
            self.qtbot.wait(15)
            quiet = 0 if tasks.busy else quiet + 1

    def look(self, most: int = 12) -> None:
        """Draw the window, choose rows, sort columns."""
        window = self.desktop.window
        window.grab()
        for table in self.shown(TableView):
            for row in range(min(most, table.model().rowCount())):
                table.setCurrentIndex(table.model().index(row, 0))
            self.settle()
            for column in range(table.model().columnCount()):
                table.sort_by(column)
            table.sort_by(-1)
        window.grab()

    def search(self, text: str) -> None:
        """Type into the jump field, and clear it again."""
        field = self.desktop.window.top_bar.search
        field.setFocus()
        field.setText(text)
        field.textEdited.emit(text)
        self.settle()
        QTest.keyClick(field, Qt.Key.Key_Escape)
        field.clear()

    def shown(self, kind: type) -> list:  # type: ignore[type-arg]
        """The visible widgets of a kind."""
        return [one for one in self.desktop.window.findChildren(kind) if one.isVisible()]


@contextmanager
def walking(qtbot: QtBot, qt: QApplication, app: Application) -> Iterator[Walk]:
    """The window on an open database, as `mdt` shows it."""
    desktop = Desktop(qt, application=app)
    desktop.window.resize(*SIZE)
    with qtbot.waitSignal(desktop.ready, timeout=20_000):
        desktop.start()
    walk = Walk(qtbot, desktop)
    walk.settle()
    try:
        yield walk
    finally:
        walk.settle()
        desktop.window.close()
        desktop.let_finish()
        QApplication.processEvents()
        QToolTip.hideText()
        desktop.window.deleteLater()


def marked_up(root: QWidget) -> list[str]:
    """Everything below `root` that could read markup in a text from data."""
    return [*of_labels(root), *of_tips(root), *of_editors(root), *of_lists(root)]


def of_labels(root: QWidget) -> Iterator[str]:
    for label in root.findChildren(QLabel):
        if label.textFormat() != Qt.TextFormat.PlainText:
            yield f"QLabel {label.text()!r:.80}"
    for box in root.findChildren(QMessageBox):
        yield f"QMessageBox {box.text()!r:.80}"


def of_tips(root: QWidget) -> Iterator[str]:
    for widget in [root, *root.findChildren(QWidget)]:
        if not literal_tip(widget.toolTip()):
            yield f"tool tip of {type(widget).__name__}: {widget.toolTip()!r:.80}"
        if widget.whatsThis() or widget.statusTip():
            yield f"{type(widget).__name__} has other tips"
        if isinstance(widget, QMenu) and widget.toolTipsVisible():
            yield "a menu with tool tips"


def literal_tip(tip: str) -> bool:
    """Whether a tool tip is empty, or says its text escaped."""
    if not tip:
        return True
    inner = tip.removeprefix("<qt>").removesuffix("</qt>")
    return (
        inner != tip and not TAG.search(inner) and html.escape(html.unescape(inner.replace("<br>", ""))) != ""
    )


def of_editors(root: QWidget) -> Iterator[str]:
    for editor in root.findChildren(QTextEdit):
        if editor.acceptRichText():
            yield f"rich text in {editor.accessibleName()}"


def of_lists(root: QWidget) -> Iterator[str]:
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        if model is None:
            continue
        for row in range(min(60, model.rowCount())):
            column = 0
            while (cell := model.index(row, column)).isValid():
                tip = cell.data(Qt.ItemDataRole.ToolTipRole)
                if tip and not literal_tip(str(tip)):
                    yield f"tool tip of a cell: {tip!r:.80}"
                column += 1


def fields(root: QWidget) -> list[QLineEdit]:
    """The one-line fields, those of lists of choice left out."""
    return [one for one in root.findChildren(QLineEdit) if not isinstance(one.parent(), QComboBox)]
