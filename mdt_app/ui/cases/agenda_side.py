"""The clock, how late the meeting is, and the way to the next case stand still at the left while cases change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Listing, MeetingState, Outcome, zone_of
from mdt_app.domain.slipping import Expected, Stage, late_by, spent
from mdt_app.operations.read_back import Heard
from mdt_app.ui.cases.case_times import CaseTimes
from mdt_app.ui.cases.lead_box import LeadBox
from mdt_app.ui.cases.reading import AgendaLine, MeetingLines
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import FILLED, PLAIN, BareButton, Button, PrimaryButton
from mdt_app.ui.common.clock import CaseClock
from mdt_app.ui.common.frames import Line, Pane, row
from mdt_app.ui.common.list_tools import ListTools, inset
from mdt_app.ui.common.listed_rows import SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.text import Label
from mdt_app.ui.services import Services

EARLIER_SHOWN = 3
NOT_MET = (Outcome.WITHDRAWN, Outcome.STANDARD)


class AgendaSide(Pane):
    """Emits `chosen(listing id)`, `went_on(listing id)` when the meeting goes on to it, and `ticked(course, now)` each
    second of an open meeting. Ctrl+Down goes on to the next case; Ctrl+Up and the list only show another one."""

    chosen = Signal(str)
    went_on = Signal(str)
    ticked = Signal(object, object)

    def __init__(self, services: Services) -> None:
        super().__init__("desk")
        self.set_width(232)
        self._services = services
        self._meeting: MeetingLines | None = None
        self._current = ""
        self._course: dict[str, Expected] = {}
        self._leads: dict[str, tuple[str, str]] = {}
        self._all = False
        self.clock = CaseClock()
        self.times = CaseTimes()
        self.leads = LeadBox()
        self.earlier = BareButton("", "chevron-right")
        self.list = SideList(name=self.tr("Cases of this meeting"))
        orders = (
            ("agenda", self.tr("As on the agenda")), ("open", self.tr("Undecided first")),
            ("name", self.tr("By name")),
        )  # fmt: skip
        self.tools = ListTools(
            self.tr("Name"), orders, name=self.list.accessibleName(), folds=True, shortcut="Ctrl+F"
        )
        self.heading = Label("", "small")
        self.heading.setContentsMargins(8, 0, 0, 0)
        self.nobody = Label(self.tr("No case fits."), "secondary")
        self.back = Button(icon="chevron-left", name=self.tr("Previous case (Ctrl+Up)"))
        self.next = PrimaryButton(self.tr("Next case"), hint="Ctrl+↓")
        self._lay_out()
        self.earlier.clicked.connect(self._toggle)
        self.tools.changed.connect(self._refill)
        self.tools.lead_to(self.list)
        self.list.chosen.connect(self._take)
        self.back.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        QShortcut(QKeySequence("Ctrl+Up"), self, lambda: self._step(-1))
        QShortcut(QKeySequence("Ctrl+Down"), self, lambda: self._step(1))
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)

    def forget(self) -> None:
        """Another meeting comes: nothing of the one before is shown, offered or counted any more."""
        self._meeting, self._current, self._all = None, "", False
        self._course, self._leads = {}, {}
        self._second.stop()
        self.tools.forget()
        self.list.set_rows(())
        for part in (self.clock, self.times, self.leads, self.earlier, self.heading, self.nobody):
            part.hide()
        for button in (self.back, self.next):
            button.setEnabled(False)

    def show_lines(self, meeting: MeetingLines) -> None:
        """The list as it is now; the clock runs while the meeting is open."""
        self._meeting = meeting
        self.clock.setVisible(bool(meeting.lines))
        running = meeting.meeting.state == MeetingState.OPEN
        (self._second.start if running else self._second.stop)()
        self._follow()
        self._refill()
        self._show_time()
        closed = meeting.meeting.state == MeetingState.CLOSED
        self.leads.show()
        self.leads.show_lines(meeting, not closed and self._services.account.may(Right.RECORD))

    def show_current(self, listing_id: str) -> None:
        """Which case is open now."""
        self._current = listing_id
        self._refill()
        self._show_time()

    def set_leading(self, leads: bool) -> None:
        """Whether going on is what most people do next; else another button is the filled one."""
        self.next.look = FILLED if leads else PLAIN
        self.next.update()

    def to_discuss(self) -> list[str]:
        """The listings that are met one after the other, in order."""
        lines = self._meeting.lines if self._meeting else ()
        return [one.listing_id for one in lines if one.outcome not in NOT_MET]

    def _step(self, by: int) -> None:
        order = self.to_discuss()
        place = (order.index(self._current) if self._current in order else -1) + by
        if 0 <= place < len(order):
            self.chosen.emit(order[place])
            if by > 0:
                self.went_on.emit(order[place])

    @property
    def current(self) -> str:
        """The id of the case that is shown."""
        return self._current

    def listing(self, listing_id: str) -> Listing | None:
        """What is kept of a case's place on this agenda."""
        found = self._meeting.listings if self._meeting else ()
        return next((one for one in found if one.id == listing_id), None)

    def _take(self, key: object) -> None:
        if key != self._current:
            self.chosen.emit(str(key))

    def _toggle(self) -> None:
        self._all = not self._all
        self._refill()

    def _refill(self) -> None:
        if self._meeting is None:
            return
        lines, ids = self._meeting.lines, [one.listing_id for one in self._meeting.lines]
        here = ids.index(self._current) if self._current in ids else 0
        hidden = max(0, here - EARLIER_SHOWN)
        asked = self.tools.at_work()
        self.earlier.setVisible(hidden > 1 and not asked)
        self.heading.setVisible(self.earlier.isHidden())
        self.heading.set_text(words.cases(len(lines)))
        self.earlier.set_words(
            self.tr("hide earlier") if self._all else self.tr("{count} earlier").format(count=hidden)
        )
        shown = (
            self.tools.arranged(lines, _words, _KEYS) if asked or self._all or hidden <= 1 else lines[hidden:]
        )
        self.list.set_rows([self._row(one) for one in shown])
        self.nobody.setVisible(not shown and bool(lines))
        blocked = self.list.blockSignals(True)
        self.list.choose(self._current)
        self.list.blockSignals(blocked)
        order = self.to_discuss()
        self.back.setEnabled(bool(order) and self._current != order[0])
        self.next.setEnabled(bool(order) and self._current != order[-1])

    def _row(self, line: AgendaLine) -> SideRow:
        assert self._meeting is not None
        outcome = {
            Outcome.DEFERRED: self.tr("deferred"), Outcome.WITHDRAWN: self.tr("withdrawn"),
            Outcome.STANDARD: self.tr("standard"),
        }.get(line.outcome, "")  # fmt: skip
        gp = self.tr("GP {how}").format(how=words.presence(line.gp)) if line.gp.live else ""
        gp = gp or (self.tr("GP wrote") if line.gp_wrote else "")
        mark = self._mark(line) if not outcome else None
        icon = "check" if line.decided and not outcome and mark is None else ""
        icon = icon or (words.presence_icon(line.gp) if line.gp.live and not line.decided else "")
        lead, struck = self._leads.get(line.listing_id, ("", ""))
        return SideRow(
            line.listing_id, line.patient, lead=lead, struck=struck, right=outcome or self._now(line),
            right_icon=icon, mark=mark, extra=gp or (mark.word if mark else ""),
            extra_icon=(words.presence_icon(line.gp) or "written") if gp else "",
            quiet=line.decided or bool(outcome), name=True,
        )  # fmt: skip

    def _now(self, line: AgendaLine) -> str:
        """That the room speaks of this case, where another one is shown."""
        running = self._meeting.running if self._meeting else None
        here = running is not None and running.id == line.listing_id and line.listing_id != self._current
        return self.tr("now") if here else ""

    def _mark(self, line: AgendaLine) -> Mark | None:
        """What the room did not hear of a decision, once it went on to another case."""
        assert self._meeting is not None
        running = self._meeting.running
        left = running is None or running.id != line.listing_id
        if self._meeting.meeting.state != MeetingState.OPEN or not line.decided or not left:
            return None
        if line.heard == Heard.CHANGED:
            return Mark(Shape.TRIANGLE, self.tr("changed since read back"))
        return None if line.heard == Heard.READ_BACK else Mark(Shape.RING, self.tr("not read back"))

    def _follow(self) -> None:
        """Compute the course of the meeting anew, and each row's time, with the old one where it does not hold."""
        assert self._meeting is not None
        lines, now = self._meeting, self._services.now()
        course = lines.course(now) if lines.meeting.state == MeetingState.OPEN else ()
        self._course = {one.listing_id: one for one in course}
        planned = {one.listing_id: one.slot for one in lines.lines if one.slot}
        said = {id: words.said_time(slot[0], lines.board) for id, slot in planned.items()}
        self._leads = {id: (one, "") for id, one in said.items()}
        for one in course if late_by(course) is not None else ():
            old, new = words.said_time(one.planned[0], lines.board), words.said_time(one.since, lines.board)
            changed = one.stage == Stage.TO_COME and one.late != 0 and old != new
            told = old if old == said.get(one.listing_id) else ""
            self._leads[one.listing_id] = (new, told) if changed else (old, "")

    def _tick(self) -> None:
        if self._meeting is None or not self.isVisible():
            return
        before = self._leads
        self._follow()
        if self._leads != before:
            self._refill()
        self._show_time()
        self.ticked.emit(tuple(self._course.values()), self._services.now())

    def _show_time(self) -> None:
        if self._meeting is None:
            return
        order, now = self.to_discuss(), self._services.now()
        timed = self._meeting.running or self.listing(self._current)
        place = order.index(self._current) + 1 if self._current in order else 0
        left = self.tr("Case {place} of {all}").format(place=place, all=len(order)) if place else ""
        if timed is not None and timed.id != self._current:
            left = self.tr("now: {name}").format(name=self._name(timed.id))
        right, over = self._lateness()
        seconds = int(spent(timed, self._meeting.listings, now).total_seconds()) if timed else 0
        self.clock.show_time(seconds, timed.minutes if timed else 0, left, right, over)
        open_now = self._meeting.meeting.state == MeetingState.OPEN
        may = open_now and self._services.account.may(Right.RECORD) and self._current in order
        self.times.show_listing(self.listing(self._current), now, zone_of(self._meeting.board), may)

    def _name(self, listing_id: str) -> str:
        lines = self._meeting.lines if self._meeting else ()
        name = next((one.patient for one in lines if one.listing_id == listing_id), "")
        return name.partition(",")[0]

    def _lateness(self) -> tuple[str, bool]:
        """How late the meeting is for those still to come, while it is open."""
        minutes = late_by(tuple(self._course.values()))
        if minutes is None:
            return "", False
        if minutes > 0:
            return self.tr("{minutes} min late").format(minutes=minutes), True
        if minutes < 0:
            return self.tr("{minutes} min early").format(minutes=-minutes), False
        return self.tr("on time"), False

    def _lay_out(self) -> None:
        foot = Pane("desk", across=True, margins=(12, 12, 12, 12), spacing=8)
        foot.box.addWidget(self.back)
        foot.box.addWidget(self.next)
        foot.box.addStretch(1)
        self.box.addWidget(self.clock)
        self.box.addWidget(self.times)
        self.times.hide()
        self.box.addWidget(Line())
        self.box.addLayout(row(8, self.earlier, self.heading, None, self.tools.button, 4))
        self.box.addLayout(inset(self.tools, self.nobody))
        self.box.addWidget(self.list, 1)
        self.box.addWidget(Line())
        self.box.addWidget(self.leads)
        self.box.addWidget(foot)


def _words(line: AgendaLine) -> str:
    return line.patient


_KEYS: dict[str, Callable[[AgendaLine], Any]] = {
    "name": lambda line: line.patient.casefold(),
    "open": lambda line: line.decided or line.outcome in NOT_MET,
}
