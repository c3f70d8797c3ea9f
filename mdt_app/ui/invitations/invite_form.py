"""Somebody is invited by hand with a few letters of the name, the case, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mdt_app.domain.attendance import Presence
from mdt_app.domain.people import Person
from mdt_app.operations.rows import ListingRow
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import Pane, column
from mdt_app.ui.common.frames import row as line
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.typed import typed_in
from mdt_app.ui.common.words import presence
from mdt_app.ui.readiness.who_field import WhoField


class InviteForm(Pane):
    """Emits `invited(person id, listing id, reason, mode)` and `closed()`."""

    invited = Signal(str, str, str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", margins=(16, 12, 16, 16), spacing=8, parent=parent)
        self.who = WhoField(self.tr("A few letters of the name"), name=self.tr("Who is invited"))
        self.case = Choice(name=self.tr("To which case"))
        self.case.give_way(24)
        self.reason = Field(self.tr("Such as: knows the situation at home"), name=self.tr("Why"))
        modes = [("", self.tr("Open"))] + [
            (str(one), presence(one)) for one in (Presence.ON_SITE, Presence.VIDEO, Presence.PHONE)
        ]
        self.mode = SegmentedButton(modes, "", name=self.tr("How"))
        self.problem = InlineMessage("")
        self.keep = Button(self.tr("Invite"))
        self.leave = Button(self.tr("Cancel"))
        self.box.addWidget(SectionTitle(self.tr("Invite by hand"), "Esc"))
        for words, field in (
            (self.tr("Who"), self.who), (self.tr("Case"), self.case),
            (self.tr("Why"), self.reason), (self.tr("How"), self.mode),
        ):  # fmt: skip
            self.box.addLayout(column(Label(words, "secondary"), field, spacing=4))
        self.box.addWidget(self.problem)
        self.box.addLayout(line(self.keep, self.leave, None))
        self.box.addStretch(1)
        self.problem.hide()
        self.who.unknown.connect(self.say)
        self.keep.clicked.connect(self._take)
        self.leave.clicked.connect(self.closed)
        for field in (self.who, self.reason):
            field.returnPressed.connect(self._take)

    def begin(self, people: Sequence[Person], rows: Sequence[ListingRow], listing_id: str) -> None:
        """Offer the directory and the cases with a slot, beginning with one."""
        self.who.set_people(people)
        self.who.set_text("")
        self.reason.set_text("")
        choices = [(one.listing.id, f"{one.patient.name}, {one.number}") for one in rows]
        keys = [key for key, _ in choices]
        self.case.set_choices(choices, listing_id if listing_id in keys else next(iter(keys), ""))
        self.problem.hide()
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def unsaved(self) -> bool:
        """Whether words stand here that nobody kept."""
        return typed_in(self)

    def say(self, words: str) -> None:
        """What was refused, beside what was typed."""
        self.problem.set_text(words)
        self.problem.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _take(self) -> None:
        self.problem.hide()
        self.who.settle()
        if not self.who.person_id():
            if self.problem.isHidden():
                self.say(self.tr("Choose somebody of the directory; new people are entered under People."))
        elif not self.reason.text().strip():
            self.say(self.tr("Say in a few words why."))
            self.reason.setFocus()
        else:
            self.invited.emit(
                self.who.person_id(), self.case.current(), self.reason.text(), self.mode.current()
            )
