"""Today gathers what waits, over all boards; each line opens the place where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.handovers import Handover
from mdt_app.domain.worklist import Waits
from mdt_app.operations.day_lists import DayList
from mdt_app.operations.rows import MeetingRow
from mdt_app.operations.today import today_view
from mdt_app.operations.today_rows import TodayView, WaitingPatient
from mdt_app.operations.work import Change
from mdt_app.ui.careteam.words import move
from mdt_app.ui.careteam.writing import CareWriter
from mdt_app.ui.common.buttons import LinkButton, PrimaryButton
from mdt_app.ui.common.frames import Pane, row
from mdt_app.ui.common.list_tools import ListTools, arranged_groups, first_words
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.marks import Mark, Shape, Status
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import cases, said_whole_day
from mdt_app.ui.errors import Explained
from mdt_app.ui.live import LiveView
from mdt_app.ui.meetings.words import said_start
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks
from mdt_app.ui.today import day_words, waits
from mdt_app.ui.today.work_lines import WorkLines

_KEYS = {"board": first_words, "name": first_words}
AT_FIRST, WHOLE = 5, "whole"
CONCERNS = frozenset(
    {"meeting", "listing", "case", "letter", "fact", "board", "recommendation", "note", "patient"}
    | {"request", "need", "invitation", "entry", "person", "dispatch"}
)


class TodayScreen(LiveView):
    """My next meeting, the meetings around it, and the work lists.

    Emits `go(place, id)`, `said(words, undo, wrong)`, and `filled()` when shown.
    """

    go = Signal(str, str)
    said = Signal(str, object, bool)
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
        self.work = WorkLines(name=self.tr("What waits"))
        self._writer = CareWriter(tasks, services, self)
        self._writer.said.connect(self.said)
        self._view: TodayView | None = None
        self._looking: Job | None = None
        self._whole = ""
        self.to_actions = LinkButton(self.tr("All actions"), name=self.tr("All actions, everybody’s"))
        self.looking = Label("", "hint", wrap=True)
        self.looking.hide()
        self.meeting_tools = ListTools(
            self.tr("Board or day"), (("given", self.tr("By day")), ("board", self.tr("By board"))),
            name=self.meetings.accessibleName(), folds=True,
        )  # fmt: skip
        self.work_tools = ListTools(
            self.tr("Name or what is asked"), (("given", self.tr("As it waits")), ("name", self.tr("By name"))),
            name=self.work.accessibleName(), folds=True,
        )  # fmt: skip
        for tools, shown in ((self.meeting_tools, self.meetings), (self.work_tools, self.work)):
            tools.lead_to(shown)
            tools.changed.connect(self._fill)
        self.pages = QStackedWidget()
        self._lay_out()
        self.open_next.clicked.connect(lambda: self.go.emit("meeting", self._next))
        self.to_actions.clicked.connect(lambda: self.go.emit("actions", ""))
        self.meetings.opened.connect(lambda key: self.go.emit("meeting", key))
        self.work.opened.connect(self._open)
        self.work.done_asked.connect(self._confirm)

    def _open(self, key: tuple[str, str]) -> None:
        """Go where a line is mended; the last line of a long list shows it whole, and the others short again."""
        place, id = key
        if place == WHOLE:
            self._whole = id
            self._fill()
        else:
            self.go.emit(place, id)

    def _confirm(self, key: tuple[str, str]) -> None:
        """The receiver confirmed today the handover that the line says."""
        patient_id = key[1].partition("/")[0]
        row = next((one for one in self._rows_of(Waits.TRANSITION) if one.patient_id == patient_id), None)
        handover = self._handover(patient_id)
        if row is not None and handover is not None:
            self._writer.confirm(patient_id, handover.fact, row.name, move(handover, self._services.guidance))

    def _handover(self, patient_id: str) -> Handover | None:
        """The one handover of a patient that waits to be confirmed; None where there are more, or nobody may."""
        found = self._view.handovers.get(patient_id, ()) if self._view is not None else ()
        return found[0] if len(found) == 1 and self._services.account.may(Right.RECORD) else None

    def _rows_of(self, kind: Waits) -> tuple[WaitingPatient, ...]:
        lists = self._view.lists if self._view is not None else ()
        return next((one.rows for one in lists if one.kind == kind), ())

    def patient_id(self) -> str:
        """Whose line is chosen among what waits."""
        key = self.work.current_key()
        if not isinstance(key, tuple) or len(key) != 2:
            return ""
        listings = self._view.listings if self._view is not None else {}
        on_agenda = {listing: patient for patient, listing in listings.items()}
        days = self._view.day if self._view is not None else ()
        of_day = next((one.patient_id for each in days for one in each.rows if one.place == key), "")
        if of_day:
            return of_day
        of_patient = str(key[1]).partition("/")[0] if key[0] in ("patient", "assessments") else ""
        return of_patient or on_agenda.get(str(key[1]), "")

    def concerns(self, change: Change) -> bool:
        return change.entity in CONCERNS

    def shown(self) -> None:
        """The next meeting is one key away."""
        self.open_next.setFocus()

    def refresh(self) -> None:
        now, made_by, account = self._services.now(), self._services.made_by(), self._services.account
        guidance = self._services.guidance
        self.tasks.read(self, lambda reader: today_view(reader, now, made_by, account, guidance), self._show)

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
        head.box.addLayout(row(self.open_next, None, self.meeting_tools.button))
        head.box.addWidget(self.meeting_tools)
        left.box.addWidget(head)
        left.box.addWidget(self.meetings, 1)
        right = Pane("pane")
        top = Pane("pane", margins=(16, 12, 16, 12))
        keys = Label(self.tr("F8 palliative view"), "hint")
        title = Label(self.tr("What waits"), "heading")
        top.box.addLayout(row(title, self.to_actions, None, keys, self.work_tools.button))
        top.box.addWidget(self.work_tools)
        top.box.addWidget(self.looking)
        right.box.addWidget(top)
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
        self._view = view
        self._fill()
        if view.looking:
            self._look_through()
        self.filled.emit()

    def _look_through(self) -> None:
        """Everybody on file is looked through once a day; the lists grow meanwhile."""
        if self._looking is None:
            self._looking = self.tasks.work(
                self,
                partial(self._look, self._services.today()),
                self._looked,
                self._looking_on,
                self._looked_in_vain,
            )

    def _look(self, day: date, job: Job) -> int:
        def goes_on(done: int) -> bool:
            if done:
                job.progress(done, 0)
            return not (job.cancelled or self.tasks.closing)

        return self._services.look_through(day, goes_on)

    def _looking_on(self, done: int, total: int, words: str) -> None:
        self.looking.set_text(self.tr("Looking through the patients on file: {n} so far").format(n=done))
        self.looking.show()

    def _looked(self, done: int) -> None:
        self._looking = None
        self.looking.hide()
        if done:
            self.stale()

    def _looked_in_vain(self, explained: Explained) -> None:
        """The lists stay as far as they went; why is said where they stand."""
        self.looking.set_text(explained.words)
        self.looking.show()

    def _fill(self) -> None:
        """Both lists, as far as they fit what is typed."""
        if self._view is not None:
            now = self._services.now()
            meetings = self._meeting_rows(self._view.meetings, now)
            self.meetings.set_rows(arranged_groups(self.meeting_tools, meetings, _KEYS))
            at_once = [one.patient_id for one in self._rows_of(Waits.TRANSITION)]
            self.work.at_once = frozenset(
                self._place_of(self._view, one, Waits.TRANSITION) for one in at_once if self._handover(one)
            )
            self.work.set_rows(arranged_groups(self.work_tools, self._work_rows(self._view), _KEYS))

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
        lacks = [
            words.format(n=count)
            for kind, words in (
                (Waits.CRITERIA, self.tr("criteria to decide for {n}")),
                (Waits.NO_HOLDER, self.tr("no GP on file for {n}")),
            )
            if (count := view.lacks.get(kind, 0))
        ]
        some = ", ".join(lacks)
        said = some[:1].upper() + some[1:] if some else self.tr("Nothing is missing")
        self.next_lacks.set_state(Shape.RING if some else Shape.DONE, said, quiet=not some)

    def _when(self, meeting: MeetingRow) -> str:
        return said_start(meeting.starts_at, meeting.starts_at.tzinfo, self._services.now())

    def _cases(self, meeting: MeetingRow) -> str:
        if not meeting.cases:
            return self.tr("nobody listed yet")
        return cases(meeting.cases) + (
            self.tr(", {n} decided").format(n=meeting.decided) if meeting.decided else ""
        )

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
        """The lists of the account's roles: meetings and actions, then patients, then what follows a meeting."""
        rows: list[SideRow | SideGroup] = []
        for one in view.day:
            if one.kind not in day_words.AFTERWARDS:
                rows += self._day_rows(one)
        may = self._services.account.may(Right.RECORD)
        for found in view.lists:
            if found.kind in waits.OF_RECORDERS and not may:
                continue
            keys = waits.hint(found.kind) if may else ""
            lines = [self._waiting_row(view, found.kind, patient) for patient in found.rows]
            rows += self._group(waits.title(found.kind), found.kind, found.count, lines, keys)
        for one in view.day:
            if one.kind in day_words.AFTERWARDS:
                rows += self._day_rows(one)
        return rows or [SideGroup(self.tr("Nothing waits"))]

    def _day_rows(self, one: DayList) -> list[SideRow | SideGroup]:
        now = self._services.now()
        lines = [day_words.line(one.kind, row, now) for row in one.rows]
        return self._group(day_words.title(one.kind), one.kind, one.count, lines)

    def _group(
        self, title: str, kind: str, count: int, lines: Sequence[SideRow], keys: str = ""
    ) -> list[SideRow | SideGroup]:
        """A list under its heading with its count; a long one is short until it is wanted whole."""
        rows: list[SideRow | SideGroup] = [SideGroup(title, "   ".join(filter(None, (keys, str(count)))))]
        whole = self.work_tools.at_work() or kind == self._whole or len(lines) <= AT_FIRST + 1
        shown = lines if whole else lines[:AT_FIRST]
        rows += shown
        if not whole:
            rows.append(SideRow((WHOLE, kind), self.tr("Show all {n}").format(n=count)))
        elif count > len(shown):
            rows.append(SideGroup(self.tr("and {n} more").format(n=count - len(shown))))
        return rows

    def _waiting_row(self, view: TodayView, kind: Waits, patient: WaitingPatient) -> SideRow:
        guidance = self._services.guidance
        right, second = waits.words(kind, patient.waits, self._services.today(), guidance)
        handover = self._handover(patient.patient_id) if kind == Waits.TRANSITION else None
        if handover is not None:
            second = waits.handover(handover, guidance)
        return SideRow(
            self._place_of(view, patient.patient_id, kind), patient.name, name=True, right=right,
            second=second or self._meeting_of(view, patient.patient_id),
            mark=Mark(Shape.DIAMOND, "") if kind == Waits.CRITERIA else None,
        )  # fmt: skip

    def _meeting_of(self, view: TodayView, patient_id: str) -> str:
        listing = view.listings.get(patient_id, "")
        meeting = next((one for one in view.meetings if listing.startswith(f"{one.id}/")), None)
        return f"{meeting.board}, {self._when(meeting)}" if meeting else self.tr("on no agenda")

    def _place_of(self, view: TodayView, patient_id: str, kind: Waits) -> tuple[str, str]:
        if kind == Waits.ASSESSMENT_DRAFT:
            return "assessments", patient_id
        if kind in waits.OF_CARE:
            return "patient", "/".join(filter(None, (patient_id, "care", waits.PLACES.get(kind, ""))))
        listing = view.listings.get(patient_id)
        return ("meeting", listing) if listing else ("patient", patient_id)
