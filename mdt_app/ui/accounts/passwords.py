"""A new password is typed twice, and what is wrong with it is said beside it before anything is asked of the file."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import column, reveal, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label

SHORTEST_PASSWORD = 10


def password_field(placeholder: str, name: str = "") -> Field:
    """A field whose letters are not shown."""
    field = Field(placeholder, name=name or placeholder)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def named(*fields: Field | Choice) -> QHBoxLayout:
    """Fields of the same width in a row, each with its name above it."""
    box = row(*(column(Label(one.accessibleName(), "small"), one, spacing=2) for one in fields), spacing=12)
    for place in range(len(fields)):
        box.setStretch(place, 1)
    return box


def wrong_password(password: Field, again: Field) -> tuple[Field, str] | None:
    """The field that is wrong and why, or None for a password that may be taken."""
    for field in (password, again):
        field.set_wrong(False)
    if len(password.text()) < SHORTEST_PASSWORD:
        return password, QCoreApplication.translate("SignIn", "The password needs 10 characters or more.")
    if password.text() != again.text():
        return again, QCoreApplication.translate("SignIn", "The two passwords differ.")
    return None


def point_out(field: Field) -> None:
    """Mark what is wrong, ready to be typed again."""
    field.set_wrong(True)
    field.setFocus()
    field.selectAll()
    reveal(field)


class PasswordForm(QWidget):
    """The old password once, the new one twice. Emits `asked(old, new)`."""

    asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.old = password_field("", self.tr("Present password"))
        self.new = password_field("", self.tr("New password, 10 characters or more"))
        self.again = password_field("", self.tr("The new password again"))
        self.change = Button(self.tr("Change my password"))
        self.problem = InlineMessage("")
        self.under_way = Label("", "secondary")
        fields = (self.old, self.new, self.again)
        for field in fields:
            field.returnPressed.connect(self._change)
        self.setLayout(
            column(
                named(*fields), self.problem, row(self.change, self.under_way, None, spacing=12), spacing=8
            )
        )
        self.problem.hide()
        self.change.clicked.connect(self._change)

    def say(self, problem: str) -> None:
        """What was wrong, or nothing; what was typed stays."""
        self._wait("")
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))

    def refuse(self, problem: str) -> None:
        """What the file said; the present password is ready to be typed again."""
        self.say(problem)
        point_out(self.old)

    def done(self) -> None:
        """It is changed; nothing of it stays in the fields."""
        self.say("")
        for field in (self.old, self.new, self.again):
            field.clear()
            field.set_wrong(False)

    def _wait(self, words: str) -> None:
        self.under_way.set_text(words)
        for part in (self.old, self.new, self.again, self.change):
            part.setEnabled(not words)

    def _change(self) -> None:
        self.old.set_wrong(False)
        if wrong := wrong_password(self.new, self.again):
            field, words = wrong
            self.say(words)
            point_out(field)
            return
        self.say("")
        self._wait(self.tr("Changing it …"))
        self.asked.emit(self.old.text(), self.new.text())
