"""Before a case comes, one calm line says whom to call or fetch for it and how; what came of it is one key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from mdt_app.domain.attendance import Presence
from mdt_app.domain.inviting import Answer
from mdt_app.operations.calling import ToCall
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.frames import Pane, row
from mdt_app.ui.common.messages import IconView
from mdt_app.ui.common.text import Label, set_tip

KEY = "Alt+H"
AGAIN = timedelta(minutes=2)
"""How long somebody who is to be called later, or who did not answer, is left alone."""


class CallLine(Pane):
    """Emits `here(listing id, person id, presence)` and `no_answer(listing id, person id)`. Alt+H goes to it; there
    H, N and L mark."""

    here = Signal(str, str, object)
    no_answer = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("sunk", across=True, margins=(24, 4, 16, 4), spacing=12)
        self._asked: dict[tuple[str, str], datetime] = {}
        self._people: tuple[ToCall, ...] = ()
        self._now: datetime | None = None
        self._before: QWidget | None = None
        self._for: Mapping[str, str] = {}
        self.current: ToCall | None = None
        self.icon = IconView("phone", 16, "accent")
        self.who = Label("", "strong", wrap=True)
        self.how = Label("", "secondary", wrap=True)
        self.is_here = Button(self.tr("Is here"), hint="H")
        self.silent = Button(self.tr("No answer"), hint="N")
        self.later = Button(self.tr("Later"), hint="L")
        self.key = Label(KEY, "hint")
        self.box.addWidget(self.icon)
        said = row(self.who, self.how, spacing=12)
        said.setStretch(0, 2)
        said.setStretch(1, 3)
        self.box.addLayout(said, 1)
        for part in (self.key, self.is_here, self.silent, self.later):
            self.box.addWidget(part)
        self.is_here.clicked.connect(self._joined)
        self.silent.clicked.connect(self._not_there)
        self.later.clicked.connect(self._put_off)
        self.hide()

    def show_people(self, people: Sequence[ToCall], cases: Mapping[str, str], now: datetime) -> None:
        """Who is still to be called, and how each case is named (its time and patient), by listing id."""
        self._people, self._for = tuple(people), cases
        self.show_time(now)

    def show_time(self, now: datetime) -> None:
        """The first who is not left alone for the moment."""
        self._now = now
        waiting = [one for one in self._people if self._is_due(one)]
        before, self.current = self.current, waiting[0] if waiting else None
        if self.current is None:
            self._leave(before is not None)
            return
        one = self.current
        self.who.set_text(self._who(one, len(waiting) - 1))
        self.how.set_text(self._how(one))
        set_tip(self.how, one.why)
        self.setAccessibleName(f"{self.who.whole_text()}. {self.how.whole_text()}")
        for part in (self.is_here, self.silent):
            part.setVisible(bool(one.person_id))
        self.show()

    def begin(self) -> None:
        """Put the keys here."""
        if not self.isHidden():
            self._before = QApplication.focusWidget()
            (self.later if self.is_here.isHidden() else self.is_here).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key says what came of it; Escape goes back."""
        act = {"h": self._joined, "n": self._not_there, "l": self._put_off}.get(event.text().casefold())
        if act is not None:
            act()
        elif event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _is_due(self, one: ToCall) -> bool:
        """Somebody marked as absent is not called; who was called and did not answer is called again."""
        again = self._asked.get(_key(one)) or (one.unanswered + AGAIN if one.unanswered else None)
        if again is None:
            return one.presence != Presence.ABSENT
        return self._now is not None and self._now >= again

    def _who(self, one: ToCall, more: int) -> str:
        _, where = _way(one)
        calls = bool(where) and where == one.phone
        said = self.tr("Call now: {name}") if calls else self.tr("Fetch now: {name}")
        if not where:
            said = self.tr("Find a way to reach now: {name}")
        if one.presence == Presence.ABSENT:
            again = self.tr("No answer yet; call again: {name}")
            said = again if calls else self.tr("Not here yet; fetch again: {name}")
        said = said.format(name=one.name)
        return f"{said} {self.tr('and {count} more').format(count=more)}" if more else said

    def _how(self, one: ToCall) -> str:
        mode, where = _way(one)
        by = words.presence(mode) if mode.live else ""
        proposed = (
            self.tr("asked for {time}").format(time=f"{one.proposed.astimezone():%H:%M}")
            if one.answer == Answer.PROPOSES and one.proposed
            else ""
        )
        called = (
            self.tr("called {time}").format(time=f"{one.unanswered.astimezone():%H:%M}")
            if one.unanswered
            else ""
        )
        unknown = "" if one.person_id else self.tr("not in the directory")
        parts = (
            by,
            where or self.tr("no number on file"),
            self._for.get(one.listing_id, ""),
            proposed,
            called,
            unknown,
        )
        return "  ·  ".join(part for part in parts if part)

    def _joined(self) -> None:
        one = self.current
        if one is not None and one.person_id:
            mode, where = _way(one)
            unsaid = Presence.PHONE if where else Presence.ON_SITE
            self._done(one)
            self.here.emit(one.listing_id, one.person_id, mode if mode.live else unsaid)

    def _not_there(self) -> None:
        one = self.current
        if one is not None and one.person_id and self._now is not None:
            self._asked[_key(one)] = self._now + AGAIN
            self.no_answer.emit(one.listing_id, one.person_id)
            self.show_time(self._now)

    def _put_off(self) -> None:
        one = self.current
        if one is not None and self._now is not None:
            self._asked[_key(one)] = self._now + AGAIN
            self.show_time(self._now)

    def _done(self, one: ToCall) -> None:
        self._people = tuple(each for each in self._people if each is not one)
        if self._now is not None:
            self.show_time(self._now)

    def _leave(self, was_shown: bool) -> None:
        if was_shown and self.isAncestorOf(QApplication.focusWidget() or self):
            self._back()
        self.hide()

    def _back(self) -> None:
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()


def _way(one: ToCall) -> tuple[Presence, str]:
    """How he comes, and the number or link by which he is reached, "" where none is on file. Where nobody said how
    and no number is known, the link is the way."""
    left_open = not one.mode.live and not one.phone
    if one.link and (one.mode == Presence.VIDEO or left_open):
        return Presence.VIDEO, one.link
    return one.mode, one.phone


def _key(one: ToCall) -> tuple[str, str]:
    return one.listing_id, one.person_id or one.name
