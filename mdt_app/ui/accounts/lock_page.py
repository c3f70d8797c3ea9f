"""A locked desk shows whose it is and since when, and nothing about anybody else."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.ui.accounts.passwords import password_field
from mdt_app.ui.accounts.sign_in import CenteredPage
from mdt_app.ui.common.buttons import Button, PrimaryButton
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.text import Label


class LockPage(CenteredPage):
    """Asks for the password of who locked it. Emits `entered(password)` and `sign_out_asked()`.

    `keep_waiting()` says that words wait here that only the same account can keep; nobody else signs it out then.
    """

    entered = Signal(str)
    sign_out_asked = Signal()

    def __init__(self, name: str, since: datetime, hint: str = "", parent: QWidget | None = None) -> None:
        said = QCoreApplication.translate("LockPage", "{name} is signed in.\nLocked since {time}.")
        super().__init__(
            QCoreApplication.translate("LockPage", "Locked"),
            said.format(name=name, time=f"{since:%H:%M}"),
            parent,
        )
        self.password = password_field(self.tr("Password"), self.tr("Password of {name}").format(name=name))
        self.enter = PrimaryButton(self.tr("Unlock"))
        self.sign_out = Button(self.tr("Sign out"))
        self._name = name
        self.hint = Label(hint, "hint", wrap=True)
        for part in (self.password, self.under_way, self.problem):
            self.column.addWidget(part)
        self.column.addLayout(row(self.enter, self.sign_out, None))
        self.column.addWidget(self.hint)
        self.hint.setVisible(bool(hint))
        self.enter.clicked.connect(self._enter)
        self.password.returnPressed.connect(self._enter)
        self.sign_out.clicked.connect(self.sign_out_asked)

    def shown(self) -> None:
        self.password.setFocus()

    def say(self, problem: str) -> None:
        """What was wrong; the password is to be typed anew."""
        super().say(problem)
        self.password.clear()
        self.password.setFocus()

    def keep_waiting(self) -> None:
        """Words would go: signing out waits for who typed them."""
        waits = self.tr("Words that are not kept yet wait here. Only {name} can unlock, and sign out then.")
        self.say(waits.format(name=self._name))
        self.sign_out.setEnabled(False)

    def _enter(self) -> None:
        if not self.enter.isEnabled():
            return
        self.problem.hide()
        self.wait(self.tr("Looking at the password …"))
        self.entered.emit(self.password.text())
