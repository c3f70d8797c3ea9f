"""Before there is a database there is one calm page: sign in, make one, or try the demo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdt_app.ui.accounts.key_on_paper import KeyOnPaper
from mdt_app.ui.accounts.passwords import password_field, point_out, wrong_password
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, LinkButton, PrimaryButton
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import Pane, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.own_password import pause

COLUMN = 400


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

    def note(self, words: str) -> None:
        """Say something that is neither under way nor wrong."""
        self.under_way.set_text(words)
        self.under_way.show()

    def say(self, problem: str) -> None:
        """Show what went wrong; what was typed stays."""
        self.under_way.hide()
        if not self._column.isEnabled():
            self._column.setEnabled(True)
            self.shown()
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))


class SignIn(CenteredPage):
    """User name and password of an existing database. Emits `entered(user, password)` or `forgotten()`.

    `users` are to choose from; where none is known, the name is typed. Only a local file can be `recoverable`.
    """

    entered = Signal(str, str)
    forgotten = Signal()

    def __init__(
        self, where: str, users: Sequence[str], *, recoverable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(QCoreApplication.translate("SignIn", "Sign in"), where, parent)
        self._refused = 0
        self.user: Choice | Field = Field(self.tr("User name"))
        if users:
            self.user = Choice([(one, one) for one in users], users[0], name=self.tr("User name"))
        self.password = password_field(self.tr("Password"))
        self.enter = PrimaryButton(self.tr("Open"))
        self.forgot = LinkButton(self.tr("Forgot your password?"))
        for part in (self.user, self.password, self.under_way, self.problem):
            self.column.addWidget(part)
        self.column.addLayout(row(self.enter, self.forgot, None))
        self.forgot.setVisible(recoverable)
        self.enter.clicked.connect(self._enter)
        self.forgot.clicked.connect(self.forgotten)
        self.password.returnPressed.connect(self._enter)

    def shown(self) -> None:
        """Type the password; first the user, where several could be meant."""
        chosen = isinstance(self.user, Choice) and self.user.count() == 1
        (self.password if chosen else self.user).setFocus()

    def say(self, problem: str) -> None:
        """What went wrong; the password is ready to be typed again."""
        super().say(problem)
        self.password.setFocus()
        self.password.selectAll()

    def refuse(self, problem: str) -> None:
        """The same for what was refused; from the third time on the answer comes later each time."""
        self._refused += 1
        QTimer.singleShot(1000 * pause(self._refused), self, lambda: self.say(problem))

    def _enter(self) -> None:
        self.say("")
        self.wait(self.tr("Opening the database …"))
        user = self.user.current() if isinstance(self.user, Choice) else self.user.text().strip()
        self.entered.emit(user, self.password.text())


class FirstStart(CenteredPage):
    """No database yet. Emits `made(user, password)`, `demo_opened()` or `demo_wanted()`.

    With `demo_there`, an earlier demo is opened; only the second choice makes another.
    """

    made = Signal(str, str)
    demo_opened = Signal()
    demo_wanted = Signal()

    def __init__(self, where: str, *, demo_there: bool = False, parent: QWidget | None = None) -> None:
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
        self.demo = Button(self.tr("Open the demo") if demo_there else self.tr("Try the demo"))
        self.afresh = LinkButton(self.tr("Start the demo afresh"))
        for part in (self.user, self.password, self.again, place, self.under_way, self.problem):
            self.column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(make)
        row.addWidget(self.demo)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.afresh, alignment=Qt.AlignmentFlag.AlignLeft)
        kept = Label(self.tr("The earlier demo is kept beside it, under a dated name."), "hint", wrap=True)
        self.column.addWidget(kept)
        self.afresh.setVisible(demo_there)
        kept.setVisible(demo_there)
        make.clicked.connect(self._make)
        self.again.returnPressed.connect(self._make)
        self.demo.clicked.connect(self._open_demo if demo_there else self.demo_wanted)
        self.afresh.clicked.connect(self.demo_wanted)

    def shown(self) -> None:
        self.user.setFocus()

    def _make(self) -> None:
        user, password = self.user.text().strip(), self.password.text()
        self.user.set_wrong(False)
        wrong = wrong_password(self.password, self.again)
        if not user:
            self._refuse(self.user, self.tr("Choose a user name."))
        elif wrong:
            self._refuse(*wrong)
        else:
            self.say("")
            self.wait(self.tr("Making the database …"))
            self.made.emit(user, password)

    def _refuse(self, field: Field, problem: str) -> None:
        self.say(problem)
        point_out(field)

    def _open_demo(self) -> None:
        self.say("")
        self.wait(self.tr("Opening the demo …"))
        self.demo_opened.emit()


class RecoveryKey(CenteredPage):
    """Shown once: the key that opens the database when every password is lost. Emits `noted()`."""

    noted = Signal()

    def __init__(self, recovery_key: str, where: str, parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("SignIn", "Write this key down and lock it away"),
            QCoreApplication.translate(
                "SignIn",
                "It opens the database when the password is lost. It is shown only now, and kept nowhere.",
            ),
            parent,
        )
        self.paper = KeyOnPaper(recovery_key, where)
        self.column.addWidget(self.paper)
        self.paper.noted.connect(self.noted)

    def shown(self) -> None:
        """Enter prints; it never puts away what is shown only once."""
        self.paper.print.setFocus()


class Recover(CenteredPage):
    """The way back in with the recovery key. Emits `entered(user, recovery key, new password)` or `left()`."""

    entered = Signal(str, str, str)
    left = Signal()

    def __init__(
        self, where: str, users: Sequence[str], user: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            QCoreApplication.translate("SignIn", "Choose a new password"),
            QCoreApplication.translate(
                "SignIn",
                "The recovery key was printed or written down when the database was made: eight groups of four "
                "letters and digits. Dashes and small letters do not matter.",
            ),
            parent,
        )
        chosen = user if user in users else users[0]
        self.user = Choice([(one, one) for one in users], chosen, name=self.tr("User name"))
        self.key = Field(self.tr("Recovery key"), name=self.tr("Recovery key"))
        self.password = password_field(self.tr("New password, 10 characters or more"))
        self.again = password_field(self.tr("The new password again"))
        self.enter = PrimaryButton(self.tr("Keep it and open"))
        self.back = Button(self.tr("Back"))
        of = Label(self.tr("Database {place}").format(place=where), "hint", wrap=True)
        for part in (self.user, self.key, self.password, self.again, of, self.under_way, self.problem):
            self.column.addWidget(part)
        self.column.addLayout(row(self.enter, self.back, None))
        self.enter.clicked.connect(self._enter)
        self.again.returnPressed.connect(self._enter)
        self.back.clicked.connect(self.left)

    def shown(self) -> None:
        self.key.setFocus()

    def say(self, problem: str) -> None:
        """What is wrong with the key, which is ready to be typed again; or nothing."""
        super().say(problem)
        self.key.set_wrong(bool(problem))

    def _enter(self) -> None:
        self.say("")
        if wrong := wrong_password(self.password, self.again):
            field, words = wrong
            super().say(words)
            point_out(field)
            return
        self.wait(self.tr("Opening the database …"))
        self.entered.emit(self.user.current(), self.key.text(), self.password.text())
