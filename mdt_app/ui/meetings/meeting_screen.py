"""A meeting is one place with four steps; the head says what it lacks, whatever the step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.agenda import MeetingState, zone_of
from mdt_app.operations.meeting_head import MeetingHead, meeting_head
from mdt_app.operations.work import Change
from mdt_app.ui.agenda.prepare_screen import PrepareScreen
from mdt_app.ui.common.header import MeetingHeader
from mdt_app.ui.common.text import set_tip
from mdt_app.ui.live import LiveView
from mdt_app.ui.meetings import words
from mdt_app.ui.meetings.head_state import HeadState
from mdt_app.ui.projector.control import Projector
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

STEPS = ("prepare", "meet", "close", "letters")
PARTS = {"people": "prepare"}
"""Pages that are no step of their own, and the step of which they are a part."""

CONCERNS = ("meeting", "board", "attendance", "listing")


class MeetingScreen(LiveView):
    """One meeting. `steps` makes the widgets of "meet" and "letters" when first shown; Ctrl+1 to Ctrl+4 go to a step.

    A step has `show_meeting(meeting_id, listing_id="")`. Its signals, where it has them, are passed on:
    `go(place, id)`, `said(words, undo, wrong)`, `filled()` once what was read is shown; `step(key)` and
    `opened(listing id)` lead to another step, `selected(listing id)` is the case that the next step begins with.
    """

    go = Signal(str, str)
    said = Signal(str, object, bool)
    filled = Signal()

    def __init__(
        self, tasks: Tasks, services: Services, steps: Mapping[str, Callable[[], QWidget]],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(tasks, parent)
        self._services = services
        self._factories: dict[str, Callable[[], QWidget]] = {
            "prepare": lambda: PrepareScreen(tasks, services, self.pages),
            "people": self._people_page,
            "close": self._close_step,
            **steps,
        }
        self._made: dict[str, QWidget] = {}
        self._meeting_id = self._listing_id = ""
        self._done: tuple[str, ...] = ()
        self._zone: tzinfo | None = None
        self.header = MeetingHeader()
        self.head = HeadState(services)
        self.quorum, self.here, self.state = self.head.quorum, self.head.here, self.head.state
        self.projector = Projector(tasks, services, self)
        self.header.add_state(self.head, self.projector.button)
        self.header.step_chosen.connect(self.show_step)
        self.header.back.clicked.connect(lambda: self.go.emit("meetings", ""))
        self.pages = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.pages, 1)
        for number, key in enumerate(STEPS, start=1):
            self._shortcut(number, key)

    def show_meeting(self, meeting_id: str, step: str = "prepare", listing_id: str = "") -> None:
        """Show a meeting at one of its steps, and there one case where it is named."""
        if meeting_id != self._meeting_id:
            self._meeting_id = meeting_id
            self.header.set_meeting("", "")
            self._clear()
        self._listing_id = listing_id
        self.stale()
        self.show_step(step)

    def show_step(self, key: str) -> None:
        """Go to a step of this meeting."""
        if not self._meeting_id or key not in self._factories:
            return
        page = self._page(key)
        self.pages.setCurrentWidget(page)
        self.header.steps.set_current(PARTS.get(key, key), self._done)
        show = getattr(page, "show_meeting", None)
        if callable(show):
            show(self._meeting_id, listing_id=self._listing_id)
        if key == "prepare":
            page.setFocus()
        elif key == "close":
            self.header.steps.step(key).setFocus()

    def hasHeightForWidth(self) -> bool:
        """A screen takes the height that there is; its tables and panels scroll."""
        return False

    def current_step(self) -> str:
        """The key of the step that is shown."""
        return self.header.steps.current()

    def in_meeting(self) -> bool:
        """Whether a meeting is being held on this screen."""
        return self.current_step() == "meet" and self._done == _done(MeetingState.OPEN)

    def zone(self) -> tzinfo | None:
        """The time zone of the meeting's place, in which every clock beside it is read."""
        return self._zone

    def patient_id(self) -> str:
        """Whose case the step shows, where it shows one."""
        asked = getattr(self.pages.currentWidget(), "patient_id", None)
        return str(asked()) if callable(asked) else ""

    def concerns(self, change: Change) -> bool:
        """Presence, the meeting itself and its board show in the head."""
        return change.entity in CONCERNS

    def refresh(self) -> None:
        """Read the head anew."""
        if self._meeting_id:
            wanted = self._meeting_id
            self.tasks.read(self, lambda reader: meeting_head(reader, wanted), self._show_head)

    def _show_head(self, head: MeetingHead) -> None:
        if head.meeting.id != self._meeting_id:
            return
        set_tip(self.header.place, head.meeting.video_link)
        self.head.show_head(head)
        self._zone = zone_of(head.board)
        self.header.set_meeting(
            head.board.name, words.said_place(head.meeting, head.board, self._services.now())
        )
        self._done = _done(head.meeting.state)
        self.header.steps.set_current(self.current_step(), self._done)

    def _clear(self) -> None:
        self.head.clear()
        self.projector.follow(self._meeting_id, "")
        self._done = ()

    def _page(self, key: str) -> QWidget:
        if key not in self._made:
            page = self._factories[key]()
            self._made[key] = page
            self.pages.addWidget(page)
            self._join(page)
        return self._made[key]

    def _join(self, page: QWidget) -> None:
        for name, target in (
            ("go", self.go),
            ("said", self.said),
            ("filled", self.filled),
            ("step", self.show_step),
            ("opened", self._open),
            ("showing", self._project),
        ):
            signal = getattr(page, name, None)
            if signal is not None and hasattr(signal, "connect"):
                signal.connect(target)

    def _project(self, listing_id: str) -> None:
        self.projector.follow(self._meeting_id, listing_id)

    def _remember(self, listing_id: str) -> None:
        self._listing_id = listing_id

    def _people_page(self) -> QWidget:
        from mdt_app.ui.invitations.people_screen import PeopleScreen

        return PeopleScreen(self.tasks, self._services, self.pages)

    def _close_step(self) -> QWidget:
        from mdt_app.ui.closing.close_screen import CloseScreen

        return CloseScreen(self.tasks, self._services)

    def _open(self, listing_id: str) -> None:
        self._listing_id = listing_id
        self.show_step("meet")

    def _shortcut(self, number: int, key: str) -> None:
        made = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(lambda: self.show_step(key))


def _done(state: MeetingState) -> tuple[str, ...]:
    return {MeetingState.OPEN: STEPS[:1], MeetingState.CLOSED: STEPS[:3]}.get(state, ())
