"""Before anybody is told it is said how many hear what, and by which way; while it goes on it can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.addresses import mail_address
from mdt_app.operations.invitations_view import PersonRow
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.messages import InlineMessage, ProgressRow
from mdt_app.ui.invitations import words


class SendStrip(QWidget):
    """Emits `way(key)` ("file", "mail", "phone", "sent"), `stopped()` while a batch runs, and `left()`."""

    way = Signal(str)
    stopped = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[PersonRow, ...] = ()
        self.message = InlineMessage("", level="info")
        self.files = Button(self.tr("Save calendar files …"), "calendar")
        self.mails = Button(self.tr("Save messages …"), "letters")
        self.phone = Button(self.tr("Told by telephone"), "phone")
        self.leave = Button(self.tr("Not now"))
        inside = self.message.layout()
        if inside is not None:
            at = inside.contentsMargins()
            inside.setContentsMargins(at.left(), 8, at.right(), 10)
            inside.setSpacing(8)
            inside.addWidget(Flow([self.files, self.mails, self.phone, self.leave], spacing=8))
        self.after = InlineMessage("", level="info", act=self.tr("They were sent"))
        self.after.acted.connect(partial(self._choose, "sent"))
        self.progress = ProgressRow(self.tr("Writing the invitations"))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 0, 16, 8)
        box.addWidget(self.message)
        box.addWidget(self.progress)
        box.addWidget(self.after)
        self.progress.hide()
        self.after.hide()
        for button, key in ((self.files, "file"), (self.mails, "mail"), (self.phone, "phone")):
            button.clicked.connect(partial(self._choose, key))
        self.leave.clicked.connect(self.close_strip)
        self.progress.cancelled.connect(self.stopped)
        self.hide()

    def ask(self, rows: Sequence[PersonRow]) -> None:
        """Say whom it concerns, and offer the ways."""
        self.rows = tuple(rows)
        first = (
            self.tr("1 person hears something")
            if len(rows) == 1
            else self.tr("{count} people hear something")
        )
        title = f"{first.format(count=len(rows))}: {words.counted(rows)}."
        without = [one.name for one in rows if one.person is not None and not mail_address(one.person.email)]
        detail = self.tr("Each file has one person’s own slots and no patient’s name.")
        if without:
            said = self.tr("Without an e-mail address: {names}.")
            detail += " " + said.format(names=", ".join(without[:4]) + (" …" if len(without) > 4 else ""))
        self.message.set_text(title, detail)
        self.message.show()
        self.after.hide()
        self.progress.hide()
        self.show()
        self.files.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, key: str, *_: object) -> None:
        self.way.emit(key)

    def ask_sent(self, rows: Sequence[PersonRow], folder: str) -> None:
        """What was written is told to nobody before somebody sends it, and says so here or later."""
        self.rows = tuple(rows)
        title = self.tr("Written to {folder}. Nobody has it before you send it.").format(folder=folder)
        self.after.set_text(title, ", ".join(one.name for one in rows))
        for part in (self.message, self.progress):
            part.hide()
        self.after.show()
        self.show()

    def begin(self, total: int) -> None:
        """The batch runs."""
        self.message.hide()
        self.after.hide()
        self.progress.set_progress(0, total)
        self.progress.show()

    def close_strip(self) -> None:
        """Put it away."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves it for later."""
        if event.key() == Qt.Key.Key_Escape and not self.progress.isVisible():
            self.close_strip()
            return
        super().keyPressEvent(event)
