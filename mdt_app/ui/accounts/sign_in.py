"""Before there is a database there is one calm page: sign in, make one, or try the demo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, PrimaryButton
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label

COLUMN = 400
SHORTEST_PASSWORD = 10


class CenteredPage(Pane):
    """A column of `COLUMN` pixels in the middle of the workspace; `box` takes its parts."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        column = QWidget()
        column.setFixedWidth(themes.current().px(COLUMN))
        self.column = QVBoxLayout(column)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(Label(title, "title"))
        self.column.addWidget(Label(text, "secondary", wrap=True))
        self.column.addSpacing(4)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(column)
        row.addStretch(1)
        self.box.addStretch(2)
        self.box.addLayout(row)
        self.box.addStretch(3)
        self.under_way = Label("", "secondary", wrap=True)
        self.under_way.hide()
        self.problem = InlineMessage("")
        self.problem.hide()
        self._column = column

    def shown(self) -> None:
        """Put the cursor where typing begins."""

    def wait(self, words: str) -> None:
        """Say what is being done; nothing can be asked a second time meanwhile."""
        self.under_way.set_text(words)
        self.under_way.show()
        self._column.setEnabled(False)

    def say(self, problem: str) -> None:
        """Show what went wrong; what was typed stays."""
        self.under_way.hide()
        if not self._column.isEnabled():
            self._column.setEnabled(True)
            self.shown()
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))


class SignIn(CenteredPage):
    """User name and password of an existing database. Emits `entered(user, password)`."""

    entered = Signal(str, str)

    def __init__(self, where: str, users: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("SignIn", "Sign in"), where, parent)
        self.user = Choice([(one, one) for one in users], users[0] if users else "", name=self.tr("User"))
        self.password = password_field(self.tr("Password"))
        enter = PrimaryButton(self.tr("Open"))
        for part in (self.user, self.password, self.under_way, self.problem):
            self.column.addWidget(part)
        self.column.addWidget(enter, alignment=Qt.AlignmentFlag.AlignLeft)
        enter.clicked.connect(self._enter)
        self.password.returnPressed.connect(self._enter)

    def shown(self) -> None:
        self.password.setFocus()

    def say(self, problem: str) -> None:
        """What went wrong; the password is ready to be typed again."""
        super().say(problem)
        self.password.setFocus()
        self.password.selectAll()

    def _enter(self) -> None:
        self.say("")
        self.wait(self.tr("Opening the database …"))
        self.entered.emit(self.user.current(), self.password.text())


class FirstStart(CenteredPage):
    """No database yet. Emits `made(user, password)` or `demo_wanted()`."""

    made = Signal(str, str)
    demo_wanted = Signal()

    def __init__(self, where: str, parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("SignIn", "Welcome"),
            QCoreApplication.translate(
                "SignIn",
                "There is no database yet. Make one for real patients, or look around with invented ones.",
            ),
            parent,
        )
        self._where = where
        self.user = Field(self.tr("Your user name"), name=self.tr("User name"))
        self.password = password_field(self.tr("A password of 10 characters or more"))
        self.again = password_field(self.tr("The same password again"))
        place = Label(self.tr("It will lie, encrypted, at {place}").format(place=where), "hint", wrap=True)
        make = PrimaryButton(self.tr("Make the database"))
        demo = Button(self.tr("Try the demo"))
        for part in (self.user, self.password, self.again, place, self.under_way, self.problem):
            self.column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(make)
        row.addWidget(demo)
        row.addStretch(1)
        self.column.addLayout(row)
        make.clicked.connect(self._make)
        self.again.returnPressed.connect(self._make)
        demo.clicked.connect(self._want_demo)

    def shown(self) -> None:
        self.user.setFocus()

    def _make(self) -> None:
        user, password = self.user.text().strip(), self.password.text()
        for field in (self.user, self.password, self.again):
            field.set_wrong(False)
        if not user:
            self._refuse(self.user, self.tr("Choose a user name."))
        elif len(password) < SHORTEST_PASSWORD:
            self._refuse(self.password, self.tr("The password needs 10 characters or more."))
        elif password != self.again.text():
            self._refuse(self.again, self.tr("The two passwords differ."))
        else:
            self.say("")
            self.wait(self.tr("Making the database …"))
            self.made.emit(user, password)

    def _refuse(self, field: Field, problem: str) -> None:
        self.say(problem)
        field.set_wrong(True)
        field.setFocus()
        field.selectAll()

    def _want_demo(self) -> None:
        self.say("")
        self.wait(self.tr("Inventing a board with its patients …"))
        self.demo_wanted.emit()


class RecoveryKey(CenteredPage):
    """Shown once: the key that opens the database when every password is lost. Emits `noted()`."""

    noted = Signal()

    def __init__(self, recovery_key: str, parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("SignIn", "Write this key down and lock it away"),
            QCoreApplication.translate(
                "SignIn",
                "It opens the database when the password is lost. It is shown only now, and kept nowhere.",
            ),
            parent,
        )
        shown = Label(recovery_key, "lead", wrap=True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        noted = PrimaryButton(self.tr("I have it on paper"))
        self.column.addWidget(shown)
        self.column.addWidget(noted, alignment=Qt.AlignmentFlag.AlignLeft)
        noted.clicked.connect(self.noted)


def password_field(placeholder: str) -> Field:
    field = Field(placeholder, name=placeholder)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
