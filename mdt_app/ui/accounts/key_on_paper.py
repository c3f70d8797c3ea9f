"""A recovery key is shown once, to go on paper; it is written into no file."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QMarginsF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from mdt_app.ui.accounts.words import tr
from mdt_app.ui.common.buttons import Button, PrimaryButton
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.text import Label

LINE = 1.6


class KeyOnPaper(QWidget):
    """The key, ways to paper, and a button to say that it is there. Emits `noted()`."""

    noted = Signal()

    def __init__(self, recovery_key: str, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._where = recovery_key, where
        self.key = Label(in_two_lines(recovery_key), "title", wrap=True)
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.on_paper = PrimaryButton(self.tr("I have it on paper"))
        self.print = Button(self.tr("Print…"), "print")
        self.copy = Button(self.tr("Copy"))
        self.copied = Label("", "small")
        self.setLayout(
            column(self.key, row(self.on_paper, self.print, self.copy, self.copied, None), spacing=12)
        )
        self.on_paper.clicked.connect(self.noted)
        self.print.clicked.connect(self._print)
        self.copy.clicked.connect(self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self.copied.set_text(self.tr("Copied."))

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            print_key(printer, self._key, self._where)


def in_two_lines(recovery_key: str) -> str:
    """Four groups a line, to be read out and written down."""
    groups = recovery_key.split("-")
    return "-\n".join("-".join(groups[at : at + 4]) for at in range(0, len(groups), 4))


def print_key(printer: QPrinter, recovery_key: str, where: str) -> None:
    """One page: what this is, the key large, of which database and since when."""
    printer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
    painter = QPainter(printer)
    width, top = float(painter.viewport().width()), 0.0
    day = QLocale().toString(QDate.currentDate(), "d MMMM yyyy")
    for size, strong, words in (
        (16, True, tr("Recovery key")),
        (18, True, in_two_lines(recovery_key)),
        (11, False, where),
        (11, False, tr("Made on {day}. An older key of this database opens nothing any more.").format(day=day)),
        (11, False, tr("It opens the database when a password is lost. Whoever holds this page can read "
                       "everything: lock it away.")),
    ):  # fmt: skip
        font = QFont(painter.font())
        font.setPointSize(size)
        font.setBold(strong)
        painter.setFont(font)
        flags = int(Qt.TextFlag.TextWrapAnywhere) if words == where else int(Qt.TextFlag.TextWordWrap)
        room = QRectF(0, top, width, 1e6)
        taken = painter.boundingRect(room, flags, words)
        painter.drawText(taken, flags, words)
        top += taken.height() * LINE
    painter.end()
