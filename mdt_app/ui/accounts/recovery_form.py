"""A new recovery key ends the old one, which is said before; who asks for it gives the own password first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.ui.accounts.key_on_paper import KeyOnPaper
from mdt_app.ui.accounts.passwords import named, password_field, point_out
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.frames import Pane, column, reveal, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label


class RecoveryForm(QWidget):
    """Emits `asked(password)`; `show_key` shows what came of it, once."""

    asked = Signal(str)

    def __init__(self, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where = where
        self.begin = Button(self.tr("Make a new recovery key…"))
        self.asking = Pane("pane", margins=(16, 12, 16, 12), spacing=8)
        self.password = password_field("", self.tr("Your password"))
        self.make = Button(self.tr("Make the new key"))
        self.cancel = Button(self.tr("Cancel"))
        self.problem = InlineMessage("")
        self.under_way = Label("", "secondary")
        self.shown_key = Pane("pane", margins=(16, 12, 16, 12), spacing=8)
        self.paper: KeyOnPaper | None = None
        self._lay_out()
        self.begin.clicked.connect(self._begin)
        self.make.clicked.connect(self._make)
        self.cancel.clicked.connect(self._end)
        self.password.returnPressed.connect(self._make)

    def refuse(self, problem: str) -> None:
        """Why no key was made; the old one still holds."""
        self._wait("")
        self.problem.set_text(problem)
        self.problem.show()
        point_out(self.password)

    def show_key(self, recovery_key: str) -> None:
        """The new key, until it is on paper."""
        self._end()
        self.begin.hide()
        self.paper = KeyOnPaper(recovery_key, self._where)
        self.paper.noted.connect(self._put_away)
        self.shown_key.box.addWidget(self.paper)
        self.shown_key.show()
        reveal(self.shown_key)
        self.paper.print.setFocus()

    def _lay_out(self) -> None:
        what = self.tr(
            "It opens the database when a password is lost: under “Forgot your password?” where one signs in."
        )
        warning = InlineMessage(
            self.tr("The key on paper stops working as soon as the new one is made."),
            self.tr("Have a printer or a pen at hand: the new one is shown once. Destroy the old page."),
        )
        self.asking.box.addWidget(warning)
        self.asking.box.addLayout(named(self.password))
        self.asking.box.addWidget(self.problem)
        self.asking.box.addLayout(row(self.make, self.cancel, self.under_way, None))
        said = self.tr("Write the new key down and lock it away. It is shown only now, and kept nowhere.")
        self.shown_key.box.addWidget(Label(said, "strong", wrap=True))
        self.setLayout(
            column(
                Label(what, "secondary", wrap=True),
                row(self.begin, None),
                self.asking,
                self.shown_key,
                spacing=8,
            )
        )
        self._end()
        self.shown_key.hide()

    def _begin(self) -> None:
        self.begin.hide()
        self.asking.show()
        reveal(self.asking)
        self.password.setFocus()

    def _end(self) -> None:
        self._wait("")
        self.password.clear()
        self.password.set_wrong(False)
        self.problem.hide()
        self.asking.hide()
        self.begin.show()

    def _put_away(self) -> None:
        if self.paper is not None:
            self.paper.hide()
            self.paper.deleteLater()
            self.paper = None
        self.shown_key.hide()
        self.begin.show()
        self.begin.setFocus()

    def _wait(self, words: str) -> None:
        self.under_way.set_text(words)
        for part in (self.password, self.make):
            part.setEnabled(not words)

    def _make(self) -> None:
        self.problem.hide()
        self._wait(self.tr("Making it …"))
        self.asked.emit(self.password.text())
