"""Today gathers what waits, over all boards; each line opens the place where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.operations.rows import MeetingRow, TodayView
from mdt_app.operations.today import today_view
from mdt_app.operations.work import Change
from mdt_app.ui.common.buttons import PrimaryButton
from mdt_app.ui.common.frames import Pane, row
from mdt_app.ui.common.lists import SideGroup, SideList, SideRow
from mdt_app.ui.common.marks import Mark, Shape, Status
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day, said_whole_day
from mdt_app.ui.live import LiveView
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

CONCERNS = frozenset(
    {"meeting", "listing", "case", "letter", "fact", "board", "recommendation", "note", "patient"}
)


class TodayScreen(LiveView):
    """My next meeting, the meetings around it, and the work lists. Emits `go(place, id)`, `filled()` when shown."""

    go = Signal(str, str)
    filled = Signal()

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._next = ""
        self.day = Label("", "title")
        self.next_title = Label("", "heading", wrap=True)
        self.next_words = Label("", "secondary", wrap=True)
        self.next_lacks = Status(Shape.RING, "", plain=True)
        self.open_next = PrimaryButton(self.tr("Open the meeting"))
        self.meetings = SideList(name=self.tr("Meetings around today"))
        self.work = SideList(name=self.tr("What waits"))
        self.pages = QStackedWidget()
        self._lay_out()
        self.open_next.clicked.connect(lambda: self.go.emit("meeting", self._next))
        self.meetings.opened.connect(lambda key: self.go.emit("meeting", key))
        self.work.opened.connect(lambda key: self.go.emit(*key))

    def concerns(self, change: Change) -> bool:
        return change.entity in CONCERNS

    def shown(self) -> None:
        """The next meeting is one key away."""
        self.open_next.setFocus()

    def refresh(self) -> None:
        guidance, now = self._services.guidance, self._services.now()
        self.tasks.read(self, lambda reader: today_view(reader, guidance, now), self._show)

    def _lay_out(self) -> None:
        left = Pane("surface")
        head = Pane("surface", margins=(16, 12, 16, 16), spacing=4)
        head.box.addWidget(self.day)
        head.box.addSpacing(12)
        head.box.addWidget(Label(self.tr("Next meeting"), "small"))
        head.box.addWidget(self.next_title)
        head.box.addWidget(self.next_words)
        head.box.addWidget(self.next_lacks)
        head.box.addSpacing(8)
        head.box.addLayout(row(self.open_next, None))
        left.box.addWidget(head)
        left.box.addWidget(self.meetings, 1)
        right = Pane("pane")
        waits = Pane("pane", margins=(16, 12, 16, 12))
        waits.box.addWidget(Label(self.tr("What waits"), "heading"))
        right.box.addWidget(waits)
        right.box.addWidget(self.work, 1)
        both = Split((left, 1), (right, 1))
        nothing = EmptyState(
            self.tr("No board yet"),
            self.tr("A board has members, a rule for quorum and a rhythm. Everything else follows from it."),
            self.tr("Make a board"), "meetings", primary=True,
        )  # fmt: skip
        nothing.acted.connect(lambda: self.go.emit("settings", "boards"))
        self.pages.addWidget(both)
        self.pages.addWidget(nothing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pages)

    def _show(self, view: TodayView) -> None:
        now = self._services.now()
        self.pages.setCurrentIndex(0 if view.boards else 1)
        self.day.set_text(said_whole_day(now.date()))
        self._show_next(view)
        self.meetings.set_rows(self._meeting_rows(view.meetings, now))
        self.work.set_rows(self._work_rows(view))
        self.filled.emit()

    def _show_next(self, view: TodayView) -> None:
        meeting = view.next_meeting
        self._next = meeting.id if meeting else ""
        self.next_lacks.setVisible(meeting is not None)
        self.open_next.setEnabled(meeting is not None)
        if meeting is None:
            self.next_title.set_text(self.tr("No meeting is planned"))
            self.next_words.set_text(self.tr("Plan one under Meetings (Alt+2)."))
            return
        self.next_title.set_text(meeting.board)
        self._show_lacks(view, meeting)
        parts = [self._when(meeting), meeting.place, self._cases(meeting)]
        self.next_words.set_text(", ".join(part for part in parts if part))

    def _show_lacks(self, view: TodayView, meeting: MeetingRow) -> None:
        """What the next meeting still lacks, of what the lists beside it count."""
        here = {id for id, listing in view.listings.items() if listing.startswith(f"{meeting.id}/")}
        criteria = sum(id in here for id, _, _ in view.criteria)
        no_gp = sum(id in here for id, _ in view.no_gp)
        lacks = [
            words.format(n=count)
            for count, words in (
                (criteria, self.tr("criteria to decide for {n}")),
                (no_gp, self.tr("no GP on file for {n}")),
            )
            if count
        ]
        some = ", ".join(lacks)
        said = some[:1].upper() + some[1:] if some else self.tr("Nothing is missing")
        self.next_lacks.set_state(Shape.RING if some else Shape.DONE, said, quiet=not some)

    def _when(self, meeting: MeetingRow) -> str:
        start = meeting.starts_at
        return f"{said_day(start.date(), self._services.today(), weekday=True)}, {start:%H:%M}"

    def _cases(self, meeting: MeetingRow) -> str:
        if not meeting.cases:
            return self.tr("nobody listed yet")
        words = self.tr("1 case") if meeting.cases == 1 else self.tr("{n} cases").format(n=meeting.cases)
        return words + (self.tr(", {n} decided").format(n=meeting.decided) if meeting.decided else "")

    def _meeting_rows(self, meetings: Sequence[MeetingRow], now: datetime) -> list[SideRow | SideGroup]:
        coming = [one for one in meetings if one.state != "closed"]
        closed = [one for one in reversed(meetings) if one.state == "closed"]
        rows: list[SideRow | SideGroup] = []
        for title, group in ((self.tr("Coming"), coming), (self.tr("Closed"), closed)):
            if group:
                rows.append(SideGroup(title, str(len(group))))
            rows += [self._meeting_row(one, now) for one in group]
        return rows

    def _meeting_row(self, meeting: MeetingRow, now: datetime) -> SideRow:
        late = meeting.state != "closed" and meeting.starts_at.date() < now.date()
        return SideRow(
            meeting.id,
            meeting.board,
            second=self._when(meeting),
            second_right=self._cases(meeting),
            mark=Mark(Shape.TRIANGLE, self.tr("not closed yet")) if late else None,
        )

    def _work_rows(self, view: TodayView) -> list[SideRow | SideGroup]:
        rows: list[SideRow | SideGroup] = []
        if view.criteria:
            rows.append(SideGroup(self.tr("Criteria to decide"), str(len(view.criteria))))
            rows += [
                SideRow(
                    self._place_of(view, id), name, second=self._meeting_of(view, id), name=True,
                    right=self.tr("{n} suggested").format(n=asked), mark=Mark(Shape.DIAMOND, ""),
                )
                for id, name, asked in view.criteria
            ]  # fmt: skip
        if view.no_gp:
            rows.append(SideGroup(self.tr("No GP on file"), str(len(view.no_gp))))
            rows += [
                SideRow(("patient", id), name, second=self.tr("name a GP on the patient's page"), name=True)
                for id, name in view.no_gp
            ]
        if view.waiting:
            rows.append(SideGroup(self.tr("Waiting for a meeting"), str(len(view.waiting))))
            rows += [
                SideRow(
                    ("patient", case.patient_id),
                    patient.name,
                    second=f"{case.number}  {case.question}",
                    name=True,
                )
                for case, patient in view.waiting
            ]
        if view.letters:
            rows.append(SideGroup(self.tr("Letters in draft"), str(view.drafts)))
            rows += [
                SideRow(
                    ("letters", ""), one.recipient, second=f"{one.patient}, {one.case_number} {one.number}"
                )
                for one in view.letters[:20]
            ]
        return rows or [SideGroup(self.tr("Nothing waits"))]

    def _meeting_of(self, view: TodayView, patient_id: str) -> str:
        listing = view.listings.get(patient_id, "")
        meeting = next((one for one in view.meetings if listing.startswith(f"{one.id}/")), None)
        return f"{meeting.board}, {self._when(meeting)}" if meeting else self.tr("on no agenda")

    def _place_of(self, view: TodayView, patient_id: str) -> tuple[str, str]:
        listing = view.listings.get(patient_id)
        return ("meeting", listing) if listing else ("patient", patient_id)
