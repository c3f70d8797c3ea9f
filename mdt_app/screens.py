"""Which screen stands at which place, and how one leads to another; the screens themselves do not know each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.operations.listings import meeting_rows, next_meeting_id, patient_rows
from mdt_app.operations.work import Reader
from mdt_app.ui.common.drawing import draw_now
from mdt_app.ui.common.hits import Hit
from mdt_app.ui.common.theme import Appearance
from mdt_app.ui.common.words import said_clock
from mdt_app.ui.errors import Explained
from mdt_app.ui.main_window import MainWindow
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from mdt_app.ui.accounts.doors import Doors

HITS = 8
AFTER_START = 1000
"""Milliseconds until what can wait is loaded: nobody is away from the desk that soon."""

MOMENT = 200
"""Milliseconds in which the first screen may be read without saying so: it is then drawn once, whole."""

OPENED_FROM = {
    "patient": "patients",
    "assessments": "patients",
    "palliative": "patients",
    "import": "patients",
    "requests": "meetings",
    "preparation": "meetings",
}
"""What opens from a place of the rail with an id -> that place; each has a verb `show_<its name>(id)`."""

OF_REQUESTS = ("requests", "preparation")
ONE_SHOWN = {"letters": "show_letter", "people": "show_person", "settings": "show_board"}
"""How a place shows the one thing that it is opened for."""
OF_PATIENTS = ("patients", "patient", "assessments", "palliative", "import")


class Place(QStackedWidget):
    """A place of the rail that holds a list, made when first seen, and what opens from it."""

    def __init__(self, make_first: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make_first = make_first

    def shown(self) -> None:
        """Greet what is in front: the list, where nothing was opened from it yet."""
        if self.currentWidget() is None:
            self.addWidget(self._make_first())
        _greet(self.currentWidget())

    def home(self) -> None:
        """Put the list in front again."""
        first = self._make_first()
        self.turn_to(first)
        _greet(first)

    def turn_to(self, screen: QWidget) -> None:
        if self.indexOf(screen) < 0:
            self.addWidget(screen)
        self.setCurrentWidget(screen)


class Screens(QObject):
    """Makes the screens on first use and carries out their `go(place, id)`."""

    first_ready = Signal()
    signed_out = Signal()

    def __init__(self, window: MainWindow, tasks: Tasks, services: Services, appearance: Appearance) -> None:
        super().__init__(window)
        self._window, self._tasks, self._services, self._appearance = window, tasks, services, appearance
        self._made: dict[str, Any] = {}  # each screen has verbs of its own
        self._keys: list[QShortcut] = []
        self._left_by: Doors | None = None
        tasks.saving.connect(self._saving)
        tasks.failed.connect(self._say)

    def furnish(self) -> None:
        """Give the window its screens and open where the work is."""
        services = self._services
        self._window.furnish(
            self._places(),
            user_name=services.account.name,
            title=self.tr("Tumour boards, DEMO") if services.demo else "",
            demo=services.demo,
            find=self._find if services.account.may(Right.READ) else None,
            user_acts=[
                (self.tr("Settings"), partial(self.go, "settings")),
                (self.tr("Lock") + "\tCtrl+L", self._lock),
                (self.tr("Sign out"), lambda: self.doors().sign_out()),
                (self.tr("Quit"), self._quit),
            ],
        )
        self._window.may_close = lambda: self.doors().may_close()
        self._window.hit_chosen.connect(lambda hit: self.go(hit.kind, hit.key))
        if services.account.may(Right.READ):
            for keys, part in (("F8", ""), ("F9", "/night")):
                self._keys.append(
                    QShortcut(QKeySequence(keys), self._window, partial(self._palliative, part))
                )
        self._keys.append(QShortcut(QKeySequence("Ctrl+L"), self._window, self._lock))
        self.first_ready.connect(lambda: QTimer.singleShot(AFTER_START, self, self.doors))
        self._window.set_saving(True)
        if services.account.may(Right.READ):
            self._tasks.read(self, self._next_meeting, self._open_first)
        else:
            self.go("settings")
            self.first_ready.emit()

    def doors(self) -> Doors:
        """The lock, which from now on minds the time, and the way out."""
        if self._left_by is None:
            from mdt_app.ui.accounts.doors import Doors

            self._left_by = Doors(self._window, self._tasks, self._services, self._in_meeting)
            self._left_by.signed_out.connect(self.signed_out)
        return self._left_by

    def leave(self) -> None:
        """Let everything of this account go: screens, keys, what listens."""
        self._tasks.saving.disconnect(self._saving)
        self._tasks.failed.disconnect(self._say)
        self._window.hit_chosen.disconnect()
        self._window.may_close = None
        for key in self._keys:
            key.deleteLater()
        if self._left_by is not None:
            self._left_by.close()
        self._made.clear()
        self._window.clear()
        self.deleteLater()

    def _in_meeting(self) -> bool:
        return bool(_asked(self._window.screen_of(self._window.place()), "in_meeting"))

    def _places(self) -> dict[str, Callable[[], QWidget]]:
        """Every place; for who may not read about patients, only those that are about none."""
        about_nobody: dict[str, Callable[[], QWidget]] = {
            "people": partial(self._screen, "people"),
            "settings": partial(self._screen, "settings"),
        }
        if not self._services.account.may(Right.READ):
            return about_nobody
        return about_nobody | {
            "today": partial(self._place, "today"),
            "meetings": partial(self._place, "meetings"),
            "patients": partial(self._place, "patients"),
            "letters": partial(self._screen, "letters"),
        }

    def _quit(self) -> None:
        self._window.close()

    def _next_meeting(self, reader: Reader) -> str:
        return next_meeting_id(reader, self._services.today())

    def _open_first(self, meeting_id: str) -> None:
        """Where the work is: the next meeting's agenda, else what waits today."""
        first: Any = self._screen("meeting" if meeting_id else "today")
        first.setUpdatesEnabled(False)
        first.filled.connect(partial(self._draw_first, first), Qt.ConnectionType.SingleShotConnection)
        QTimer.singleShot(MOMENT, first, partial(first.setUpdatesEnabled, True))
        if meeting_id:
            self.go("meeting", meeting_id)
        else:
            self.go("today")

    def _draw_first(self, first: QWidget) -> None:
        """It is ready when it stands on the screen; nothing else begins before that."""
        first.setUpdatesEnabled(True)
        draw_now(first)
        self.first_ready.emit()

    def go(self, place: str, id: str = "") -> None:
        """Show a place; "meeting" takes "meeting id[/listing id[/step]]", "patient" a patient's id, "import" a
        meeting's id or nothing, "requests" a case's id or "new/patient id", "preparation" "meeting id[/team]"; letters,
        people and settings may name one letter, person or board."""
        if place == "meeting":
            meeting_id, listing_id, step = [*id.split("/"), "", ""][:3]
            self._turn("meetings", "meeting")
            step = step or ("meet" if listing_id else "prepare")
            self._made["meeting"].show_meeting(meeting_id, step, listing_id)
        elif place == "actions":
            self._turn("today", "actions")
            self._made["actions"].show_action(id)
        elif place in OPENED_FROM:
            self._turn(OPENED_FROM[place], place)
            getattr(self._made[place], f"show_{place}")(id)
        elif place in ("today", "meetings", "patients"):
            self._turn(place, place)
        else:
            self._window.go(place)
            if place in ONE_SHOWN and id:
                getattr(self._made[place], ONE_SHOWN[place])(id)

    def _palliative(self, part: str) -> None:
        """The palliative view, or its page for the night, of the patient who is open."""
        patient_id = _patient_of(self._window.screen_of(self._window.place()))
        if not patient_id:
            self._window.say(self.tr("Open or choose a patient first."))
            return
        screen = self._screen("palliative")
        if part and screen.isVisible():
            self._made["palliative"].toggle_night()
        else:
            self.go("palliative", patient_id + part)

    def _turn(self, place: str, screen: str) -> None:
        stack = self._window.screen_of(place)
        assert isinstance(stack, Place)
        stack.turn_to(self._screen(screen))
        self._window.go(place)

    def _place(self, place: str) -> QWidget:
        return Place(partial(self._screen, place))

    def _screen(self, name: str) -> QWidget:
        if name not in self._made:
            screen: Any = self._make(name)
            self._made[name] = screen
            if hasattr(screen, "go"):
                screen.go.connect(self.go)
            if hasattr(screen, "said"):
                screen.said.connect(self._tell)
            if hasattr(screen, "lock_chosen"):
                screen.lock_chosen.connect(self._lock_after)
        made: QWidget = self._made[name]
        return made

    def _make(self, name: str) -> QWidget:
        tasks, services = self._tasks, self._services
        if name == "today":
            from mdt_app.ui.today.today_screen import TodayScreen

            return TodayScreen(tasks, services)
        if name == "actions":
            from mdt_app.ui.actions.actions_screen import ActionsScreen

            return ActionsScreen(tasks, services)
        if name == "meetings":
            from mdt_app.ui.meetings.meetings_screen import MeetingsScreen

            return MeetingsScreen(tasks, services)
        if name == "meeting":
            return self._meeting()
        if name in OF_PATIENTS:
            return self._of_patients(name)
        if name in OF_REQUESTS:
            return self._of_requests(name)
        if name == "letters":
            return self._letters()
        if name == "people":
            from mdt_app.ui.people.people_screen import PeopleScreen

            return PeopleScreen(tasks, services)
        from mdt_app.ui.settings.settings_screen import SettingsScreen

        return SettingsScreen(tasks, services, self._appearance)

    def _of_patients(self, name: str) -> QWidget:
        tasks, services = self._tasks, self._services
        if name == "patient":
            from mdt_app.ui.patients.patient_screen import PatientScreen

            return PatientScreen(tasks, services)
        if name == "assessments":
            from mdt_app.ui.assessments.assessments_screen import AssessmentsScreen

            return AssessmentsScreen(tasks, services)
        if name == "palliative":
            from mdt_app.ui.palliative.palliative_screen import PalliativeScreen

            return PalliativeScreen(tasks, services)
        if name == "import":
            from mdt_app.ui.patients.import_screen import ImportScreen

            return ImportScreen(tasks, services)
        from mdt_app.ui.patients.patients_screen import PatientsScreen

        return PatientsScreen(tasks, services)

    def _of_requests(self, name: str) -> QWidget:
        if name == "requests":
            from mdt_app.ui.requests.requests_screen import RequestsScreen

            return RequestsScreen(self._tasks, self._services)
        from mdt_app.ui.readiness.preparation_screen import PreparationScreen

        return PreparationScreen(self._tasks, self._services)

    def _meeting(self) -> QWidget:
        from mdt_app.ui.meetings.meeting_screen import MeetingScreen

        steps: dict[str, Callable[[], QWidget]] = {
            "meet": self._case_step,
            "letters": partial(self._letters, in_meeting=True),
        }
        return MeetingScreen(self._tasks, self._services, steps)

    def _case_step(self) -> QWidget:
        from mdt_app.ui.cases.case_screen import CaseScreen

        return CaseScreen(self._tasks, self._services)

    def _letters(self, in_meeting: bool = False) -> QWidget:
        from mdt_app.ui.letters.letters_screen import LettersScreen
        from mdt_app.ui.letters.way_home import keep_way_home

        made = LettersScreen(self._tasks, self._services)
        return keep_way_home(made, self._window.way_back, self.go, in_meeting=in_meeting)

    def _lock(self) -> None:
        self.doors().desk.lock()

    def _lock_after(self, minutes: int) -> None:
        self.doors().desk.minutes = minutes

    def _saving(self, unsaved: int) -> None:
        zone = _asked(self._window.screen_of(self._window.place()), "zone")
        now = datetime.now().astimezone()
        at = "" if unsaved else said_clock(now, zone, seconds=True)
        self._window.set_saving(unsaved == 0, at=at, refused=self._tasks.refusal)

    def _say(self, explained: Explained) -> None:
        self._window.say(explained.words, wrong=True)

    def _tell(self, words: str, undo: Callable[[], None] | None = None, wrong: bool = False) -> None:
        """What a screen says; Qt hands on as many values as a slot can take by position."""
        self._window.say(words, undo, wrong=wrong)

    def _find(self, text: str, answer: Callable[[Sequence[Hit]], None]) -> None:
        """Patients and meetings for the jump field."""
        if text:
            self._tasks.read(self, partial(_hits, text=text), answer)
        else:
            answer([])


def _hits(reader: Reader, text: str) -> list[Hit]:
    """Patients whom the text may mean, then meetings whose board or day holds it."""
    hits = [
        Hit("patient", one.id, one.name, said_birth(one.birth_date), "patients", other="palliative")
        for one in patient_rows(reader, text, HITS)
    ]
    words = text.casefold()
    meetings = [
        Hit("meeting", one.id, one.board, f"{one.starts_at:%d-%m-%Y %H:%M}", "meetings")
        for one in meeting_rows(reader)
        if words in one.board.casefold() or words in f"{one.starts_at:%d-%m-%Y}"
    ]
    return hits + meetings[:HITS]


def said_birth(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def _patient_of(screen: QWidget | None) -> str:
    """Whose patient is in front, "" where nobody's is."""
    return str(_asked(screen, "patient_id") or "")


def _asked(screen: QWidget | None, what: str) -> Any:
    """What the screen in front answers, None where it has no answer."""
    while isinstance(screen, QStackedWidget):
        screen = screen.currentWidget()
    answer = getattr(screen, what, None)
    return answer() if callable(answer) else None


def _greet(screen: QWidget | None) -> None:
    shown = getattr(screen, "shown", None)
    if callable(shown):
        shown()
