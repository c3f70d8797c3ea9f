"""One account is made or changed in one place, and what a change takes away is said before it is made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mdt_app.domain.accounts import Account
from mdt_app.domain.people import Person
from mdt_app.ui.accounts import words
from mdt_app.ui.accounts.passwords import named, password_field, point_out, wrong_password
from mdt_app.ui.common import words as common
from mdt_app.ui.common.buttons import Button, CheckRow
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Pane, column, reveal, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.typed import typed_in

NEW, ROLES, PASSWORD = "new", "roles", "password"


class AccountForm(Pane):
    """Shown for a new account, for the roles of one, or for its new password.

    Emits `made(values, password)` with what MakeAccount takes but the id, `roles_said(roles, password)` with a password
    where a closed account is opened again, `password_said(password)`, and `closed()`.
    """

    made = Signal(dict, str)
    roles_said = Signal(tuple, str)
    password_said = Signal(str)
    closed = Signal()

    def __init__(self, on_server: bool, parent: QWidget | None = None) -> None:
        super().__init__("pane", margins=(16, 12, 16, 12), spacing=8, parent=parent)
        self._on_server, self._what = on_server, NEW
        self._people: dict[str, Person] = {}
        self.title = Label("", "section", wrap=True)
        self.before = InlineMessage("", level="info")
        self.user = Field(name=self.tr("User name"))
        self.person = Choice(name=self.tr("Person of the directory"))
        self.roles = {key: CheckRow(words.role_may(key)) for key in words.offered(on_server)}
        self.password = password_field("", self.tr("Password, 10 characters or more"))
        self.again = password_field("", self.tr("The same password again"))
        self.problem = InlineMessage("")
        self.under_way = Label("", "secondary")
        self.keep, self.cancel = Button(""), Button(self.tr("Cancel"))
        self._lay_out()
        self.keep.clicked.connect(self._keep)
        self.cancel.clicked.connect(self.closed)
        self.again.returnPressed.connect(self._keep)

    def show_new(self, people: Sequence[Person], ends_owner: bool) -> None:
        """Empty fields; `ends_owner` says that the owner is alone up to now."""
        self._people = {one.id: one for one in people}
        nobody = ("", self.tr("nobody of the directory"))
        self.person.set_choices([nobody, *((one.id, _said(one)) for one in people)], "")
        self.user.set_text("")
        self._tick(())
        self._show(NEW, self.tr("A new account"), self.tr("Add the account"), password=not self._on_server)
        self.before.setVisible(ends_owner)
        self.user.setFocus()

    def show_roles(self, account: Account) -> None:
        """The roles of an account; a closed one also asks for a new password."""
        title = self.tr("Open {user} again") if account.closed else self.tr("Roles of {user}")
        self._tick(account.roles)
        self._show(
            ROLES, title.format(user=account.user), self.tr("Keep the roles"),
            password=account.closed and not self._on_server,
        )  # fmt: skip
        next(iter(self.roles.values())).setFocus()

    def show_password(self, account: Account) -> None:
        """A new password for somebody who lost it."""
        title = self.tr("A new password for {user}").format(user=account.user)
        self._show(PASSWORD, title, self.tr("Keep the password"), password=True)
        self.password.setFocus()

    def unsaved(self) -> bool:
        """Whether words stand here that nobody kept."""
        return typed_in(self)

    def say(self, problem: str) -> None:
        """What went wrong, or nothing; what was typed stays."""
        self._wait("")
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            reveal(self.keep)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, what: str, title: str, verb: str, *, password: bool) -> None:
        self._what = what
        self.title.set_text(title)
        self.keep.set_words(verb)
        self._identity.setVisible(what == NEW)
        self._ticks.setVisible(what != PASSWORD)
        self._passwords.setVisible(password)
        self.before.hide()
        for field in (self.user, self.password, self.again):
            field.set_wrong(False)
        self.password.clear()
        self.again.clear()
        self.say("")
        self.show()
        reveal(self)

    def _tick(self, roles: Sequence[str]) -> None:
        for key, box in self.roles.items():
            box.setChecked(key in roles)

    def _lay_out(self) -> None:
        self.before.set_text(
            self.tr("With a second account there is no owner any more."),
            self.tr(
                "Your account becomes administrator and coordinator. If you also decide on criteria, add the role of "
                "clinician to yourself afterwards."
            ),
        )
        self._identity, self._ticks, self._passwords = QWidget(), QWidget(), QWidget()
        self.person.give_way(24)
        self._identity.setLayout(named(self.user, self.person))
        boxes = Flow(list(self.roles.values()), spacing=0, even=True, most=2)
        self._ticks.setLayout(column(Label(self.tr("What it may do"), "small"), boxes, spacing=2))
        self._passwords.setLayout(named(self.password, self.again))
        for part in (self.title, self.before, self._identity, self._ticks, self._passwords, self.problem):
            self.box.addWidget(part)
        self.box.addLayout(row(self.keep, self.cancel, self.under_way, None))

    def _wait(self, said: str) -> None:
        self.under_way.set_text(said)
        for part in (self._identity, self._ticks, self._passwords, self.keep):
            part.setEnabled(not said)

    def _keep(self) -> None:
        self.user.set_wrong(False)
        roles = tuple(key for key, box in self.roles.items() if box.isChecked())
        asks = not self._passwords.isHidden()
        wrong = wrong_password(self.password, self.again) if asks else None
        if self._what == NEW and not self.user.text().strip():
            self.say(self.tr("Choose a user name."))
            point_out(self.user)
        elif self._what != PASSWORD and not roles:
            self.say(self.tr("Tick at least one role."))
            next(iter(self.roles.values())).setFocus()
        elif wrong:
            self.say(wrong[1])
            point_out(wrong[0])
        else:
            self.say("")
            self._wait(self.tr("Keeping it …"))
            self._tell(roles, self.password.text() if asks else "")

    def _tell(self, roles: tuple[str, ...], password: str) -> None:
        if self._what == PASSWORD:
            self.password_said.emit(password)
        elif self._what == ROLES:
            self.roles_said.emit(roles, password)
        else:
            person = self._people.get(self.person.current())
            name = person.name if person else ""
            values = {
                "user": self.user.text(),
                "name": name,
                "roles": roles,
                "person_id": self.person.current(),
            }
            self.made.emit(values, password)


def _said(person: Person) -> str:
    said = common.discipline(person.discipline) if person.discipline else person.organisation
    return f"{person.name}, {said}" if said else person.name
