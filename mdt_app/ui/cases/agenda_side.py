"""The clock, where the meeting is, and the way to the next case stand still at the left while cases change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from mdt_app.domain.agenda import MeetingState, Outcome
from mdt_app.ui.cases.reading import AgendaLine, MeetingLines
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import FILLED, PLAIN, BareButton, Button, PrimaryButton
from mdt_app.ui.common.clock import CaseClock
from mdt_app.ui.common.frames import Line, Pane, row
from mdt_app.ui.common.list_tools import ListTools, inset
from mdt_app.ui.common.lists import SideList, SideRow
from mdt_app.ui.common.text import Label
from mdt_app.ui.services import Services

EARLIER_SHOWN = 3
NOT_MET = (Outcome.WITHDRAWN, Outcome.STANDARD)
LATE_AT_MOST = 2 * 60


class AgendaSide(Pane):
    """Emits `chosen(listing id)`. Ctrl+Down and Ctrl+Up go to the next and the previous case."""

    chosen = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__("desk")
        self.set_width(232)
        self._services = services
        self._meeting: MeetingLines | None = None
        self._current = ""
        self._spent: dict[str, int] = {}
        self._all = False
        self.clock = CaseClock()
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

    def show_lines(self, meeting: MeetingLines) -> None:
        """The list as it is now; the clock runs while the meeting is open."""
        self._meeting = meeting
        self.clock.setVisible(bool(meeting.lines))
        running = meeting.meeting.state == MeetingState.OPEN
        (self._second.start if running else self._second.stop)()
        self._refill()
        self._show_time()

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
        self.heading.set_text(
            self.tr("1 case") if len(lines) == 1 else self.tr("{count} cases").format(count=len(lines))
        )
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
        icon = (
            "check" if line.decided and not outcome else words.presence_icon(line.gp) if line.gp.live else ""
        )
        return SideRow(
            line.listing_id, line.patient, lead=words.said_time(line.slot[0], self._meeting.board) if line.slot else "",
            right=outcome, right_icon=icon, extra=gp, extra_icon=words.presence_icon(line.gp) or "written",
            quiet=line.decided or bool(outcome), name=True,
        )  # fmt: skip

    def _tick(self) -> None:
        if self._current and self.isVisible():
            self._spent[self._current] = self._spent.get(self._current, 0) + 1
            self._show_time()

    def _show_time(self) -> None:
        if self._meeting is None:
            return
        order = self.to_discuss()
        line = next((one for one in self._meeting.lines if one.listing_id == self._current), None)
        place = order.index(self._current) + 1 if self._current in order else 0
        left = self.tr("Case {place} of {all}").format(place=place, all=len(order)) if place else ""
        right, over = self._lateness(line, self._services.now()) if line else ("", False)
        self.clock.show_time(
            self._spent.get(self._current, 0), line.minutes if line else 0, left, right, over
        )

    def _lateness(self, line: AgendaLine, now: datetime) -> tuple[str, bool]:
        """How late the case began, while the meeting is open and on its day."""
        assert self._meeting is not None
        if self._meeting.meeting.state != MeetingState.OPEN or line.slot is None:
            return "", False
        minutes = int((now - line.slot[0]).total_seconds()) // 60 - self._spent.get(line.listing_id, 0) // 60
        if not -LATE_AT_MOST < minutes < LATE_AT_MOST:
            return "", False
        if minutes > 0:
            return self.tr("{minutes} min late").format(minutes=minutes), True
        return (
            (self.tr("{minutes} min early").format(minutes=-minutes), False)
            if minutes < 0
            else (self.tr("on time"), False)
        )

    def _lay_out(self) -> None:
        foot = Pane("desk", across=True, margins=(12, 12, 12, 12), spacing=8)
        foot.box.addWidget(self.back)
        foot.box.addWidget(self.next)
        foot.box.addStretch(1)
        self.box.addWidget(self.clock)
        self.box.addWidget(Line())
        self.box.addLayout(row(8, self.earlier, self.heading, None, self.tools.button, 4))
        self.box.addLayout(inset(self.tools, self.nobody))
        self.box.addWidget(self.list, 1)
        self.box.addWidget(Line())
        self.box.addWidget(foot)


def _words(line: AgendaLine) -> str:
    return line.patient


_KEYS: dict[str, Callable[[AgendaLine], Any]] = {
    "name": lambda line: line.patient.casefold(),
    "open": lambda line: line.decided or line.outcome in NOT_MET,
}
