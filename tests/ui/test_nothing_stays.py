"""Whatever a screen showed before, it shows the next patient, case or meeting as if it had just been opened on it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from gui_thread import GuiThreadGuard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from mdt_app import application, window
from mdt_app.application import Application
from mdt_app.domain.agenda import Listing, Rhythm
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Event, Language
from mdt_app.domain.requests import Request
from mdt_app.operations.agenda import ListCase, MakeBoard, PlanMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.listings import meeting_rows
from mdt_app.operations.people import AddPatient
from mdt_app.ui.assessments.assessments_screen import AssessmentsScreen
from mdt_app.ui.cases.case_screen import CaseScreen
from mdt_app.ui.common import theme
from mdt_app.ui.common.header import MeetingHeader
from mdt_app.ui.common.text import Label
from mdt_app.ui.letters.letters_screen import LettersScreen
from mdt_app.ui.meetings.meeting_screen import MeetingScreen
from mdt_app.ui.palliative.palliative_screen import PalliativeScreen
from mdt_app.ui.patients.patient_screen import PatientScreen
from mdt_app.ui.readiness.preparation_screen import PreparationScreen
from mdt_app.ui.requests.requests_screen import RequestsScreen
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

PASSWORD = "demonstration"
PARTS = ("overview", "planning", "care", "timeline", "trends")
TEAMS = ("radiology", "pathology", "palliative")
MOST = 20
"""Columns of a table."""
TYPED = "zzz"
ELSEWHERE = ("Patient fills", "Hand")
LEFT: dict[str, object] = {
    "getSaveFileName": ("", ""),
    "getOpenFileName": ("", ""),
    "getOpenFileNames": ([], ""),
    "getExistingDirectory": "",
}
"""What the questions for a file give where the user leaves them."""
STEPS = ("prepare", "people", "meet", "close", "letters")

Open = Callable[[Any, str], None]


@dataclass(frozen=True)
class Screen:
    """How a screen is made, how it is opened on something, and of which kind that is."""

    make: Callable[[Tasks, Services], QWidget]
    open: Open
    of: str


def meeting_screen(tasks: Tasks, services: Services) -> QWidget:
    steps = {"meet": lambda: CaseScreen(tasks, services), "letters": lambda: LettersScreen(tasks, services)}
    return MeetingScreen(tasks, services, steps)


def at_step(step: str) -> Open:
    def show(screen: MeetingScreen, place: str) -> None:
        meeting_id, _, listing_id = place.partition("/")
        screen.show_meeting(meeting_id, step, listing_id)

    return show


def at_part(part: str) -> Open:
    return lambda screen, patient_id: screen.show_patient(f"{patient_id}/{part}")


def for_team(team: str) -> Open:
    return lambda screen, meeting_id: screen.show_preparation(f"{meeting_id}/{team}")


SCREENS = {
    **{f"patient/{part}": Screen(PatientScreen, at_part(part), "patients") for part in PARTS},
    "palliative": Screen(PalliativeScreen, PalliativeScreen.show_palliative, "patients"),
    "out of hours": Screen(PalliativeScreen, lambda one, id: one.show_palliative(f"{id}/night"), "patients"),
    "assessments": Screen(AssessmentsScreen, AssessmentsScreen.show_assessments, "patients"),
    "request form": Screen(RequestsScreen, lambda one, id: one.show_requests(f"new/{id}"), "patients"),
    "requests": Screen(RequestsScreen, RequestsScreen.show_requests, "requests"),
    **{f"meetings/{step}": Screen(meeting_screen, at_step(step), "meetings") for step in STEPS},
    **{f"cases/{step}": Screen(meeting_screen, at_step(step), "cases") for step in STEPS},
    **{f"preparation/{team}": Screen(PreparationScreen, for_team(team), "meetings") for team in TEAMS},
}

BUSY = (
    "patient/overview", "patient/timeline", "palliative", "assessments", "requests", "preparation/palliative",
    "cases/prepare", "meetings/people", "cases/meet", "cases/close", "cases/letters",
)  # fmt: skip
"""One of each kind, for what takes long to press through."""


@dataclass
class World:
    """What there is to open, by kind and by what is special about it, and what shows it."""

    qtbot: QtBot
    tasks: Tasks
    services: Services
    subjects: Mapping[str, Mapping[str, str]]

    def shown(self, screen: Screen) -> QWidget:
        """A screen just made, in a window of its own."""
        made = screen.make(self.tasks, self.services)
        self.qtbot.addWidget(made)
        made.resize(1440, 844)
        made.show()
        return made

    def opened(self, screen: Screen, made: QWidget, id: str) -> Counter[str]:
        """What stands on a screen once it was opened on something."""
        screen.open(made, id)
        self.settle()
        return seen(made)

    def settle(self) -> None:
        quiet = 0
        while quiet < 3:
            self.qtbot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)
            self.qtbot.wait(15)
            quiet = 0 if self.tasks.busy else quiet + 1


def seen(root: QWidget) -> Counter[str]:
    """Every visible text, name, tool tip, button with whether it works, field with its contents, row of a list."""
    return Counter(
        line for one in (root, *root.findChildren(QWidget)) if one.isVisible() for line in lines_of(one)
    )


def lines_of(one: QWidget) -> Iterator[str]:
    said = [one.accessibleName(), one.accessibleDescription(), one.toolTip(), *contents(one)]
    if any(said):
        usable = "" if one.isEnabled() else " (off)"
        yield f"{type(one).__name__}{usable}: " + " | ".join(said)
    if isinstance(one, QAbstractItemView) and not isinstance(one.parent(), QComboBox):
        yield from rows_of(one)


def contents(one: QWidget) -> list[str]:
    """What a widget holds."""
    if isinstance(one, Label):
        return [one.whole_text()]
    if isinstance(one, QLabel):
        return [one.text()]
    if isinstance(one, QAbstractButton):
        return [one.text(), "checked" if one.isChecked() else ""]
    if isinstance(one, QLineEdit):
        return [one.text(), one.placeholderText()]
    if isinstance(one, QTextEdit | QPlainTextEdit):
        return [one.toPlainText(), one.placeholderText()]
    if isinstance(one, QComboBox):
        return [one.currentText(), *(one.itemText(row) for row in range(one.count()))]
    return [one.text()] if isinstance(one, QAbstractSpinBox) else []


def rows_of(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(model.rowCount()) if model is not None else ():
        here = " <" if view.currentIndex().row() == row else ""
        cells = [cell for column in range(MOST) if (cell := model.index(row, column)).isValid()]
        said = [str(cell.data(Qt.ItemDataRole.AccessibleTextRole) or cell.data() or "") for cell in cells]
        yield f"row of {view.accessibleName()}{here}: " + " | ".join(said)


@pytest.fixture(scope="module")
def furnished(demo_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The demo, with people of whom nearly nothing is known, who died, and who speak another language."""
    path = tmp_path_factory.mktemp("stays") / "demo.db"
    for ending in ("", ".keys"):
        shutil.copy2(f"{demo_once}{ending}", f"{path}{ending}")
    with application.open_existing(str(path), "demo", lambda _: PASSWORD) as app:
        return path, subjects(app)


def subjects(app: Application) -> dict[str, Any]:
    """Ids by kind ("patients", "cases", "meetings", "requests"), the richest first, then the most unlike it."""
    with app.reader() as reader:
        rows = meeting_rows(reader)
        coming = max((one for one in rows if one.state == "planned"), key=lambda one: one.cases)
        held = [one for one in rows if one.state == "closed" and one.decided][-1]
        opened = next(one for one in rows if one.state == "open")
        listings = reader.find(Listing, meeting_id=coming.id)
        facts = reader.facts([one.patient_id for one in listings])
        rich = max(listings, key=lambda one: len(facts[one.patient_id]))
        asked = [one.case_id for one in reader.find(Request)]
        decided = reader.find(Listing, meeting_id=held.id)[0]
    patients = {"rich": rich.patient_id}
    cases = {"rich": f"{coming.id}/{rich.id}", "decided": f"{held.id}/{decided.id}"}
    for family, payload in (("Gone", Event()), ("Nobody", None), ("Elsewhere", Language(code="ar"))):
        patients[family], cases[family] = new_id(), f"{coming.id}/{(listing_id := new_id())}"
        app.write(
            app.command(
                AddPatient,
                patient_id=patients[family],
                family=family,
                given="Ida",
                birth_date=date(1950, 2, 3),
            )
        )
        if payload is not None:
            record(app, patients[family], payload)
        app.write(
            app.command(
                ListCase,
                listing_id=listing_id,
                case_id=new_id(),
                meeting_id=coming.id,
                patient_id=patients[family],
            )
        )
    meetings = {"rich": coming.id, "held": held.id, "open": opened.id, "empty": empty_meeting(app)}
    requests = {f"request {number}": id for number, id in enumerate(asked)}
    return {"patients": patients, "cases": cases, "meetings": meetings, "requests": requests}


def record(app: Application, patient_id: str, payload: Any) -> None:
    kind = Kind.DEATH if isinstance(payload, Event) else Kind.LANGUAGE
    day = app.now().date() - timedelta(days=3)
    app.write(
        app.command(
            RecordFact, fact_id=new_id(), patient_id=patient_id, kind=kind, payload=payload, true_from=day
        )
    )


def empty_meeting(app: Application) -> str:
    """A meeting without a case, of a board in another time zone."""
    board_id, meeting_id = new_id(), new_id()
    app.write(
        app.command(
            MakeBoard,
            board_id=board_id,
            name="Board of the islands",
            prefix="ISLE",
            rhythm=Rhythm(weekday=2, time="09:00", zone="Atlantic/Azores"),
        )
    )
    starts_at = app.now() + timedelta(days=9)
    app.write(app.command(PlanMeeting, meeting_id=meeting_id, board_id=board_id, starts_at=starts_at))
    return meeting_id


@pytest.fixture
def world(
    furnished: tuple[Path, dict[str, Any]], qtbot: QtBot, qapp: QApplication, gui_guard: GuiThreadGuard
) -> Iterator[World]:
    """Lanes on the furnished demo; nothing may be written, and the clock stands."""
    theme.apply(qapp, theme.LIGHT)
    path, found = furnished
    with gui_guard.preparing():
        app = application.open_existing(str(path), "demo", lambda _: PASSWORD)
    now = app.now()

    services = replace(window.services_of(app), now=lambda: now, carry_out=lambda command: ())
    tasks = Tasks(services)
    yield World(qtbot, tasks, services, found)
    tasks.close()
    QApplication.processEvents()
    with gui_guard.preparing():
        app.close()


def stirred(made: QWidget, settle: Callable[[], None]) -> None:
    """Press whatever can be pressed, write into every empty field, choose the last row of every list; twice, for what
    that opened."""
    pressed: set[int] = set()
    for _ in range(2):
        for one in made.findChildren(QAbstractButton):
            if (
                isValid(one)
                and one.isVisible()
                and one.isEnabled()
                and id(one) not in pressed
                and is_of_it(one)
            ):
                pressed.add(id(one))
                one.click()
                QApplication.processEvents()
                put_away(made)
        settle()
        for field in made.findChildren(QWidget):
            if isValid(field) and field.isVisible() and field.isEnabled():
                enter(field)
        settle()


def is_of_it(one: QWidget) -> bool:
    """Not the way to another step or to the projector, which stays on by intent, nor what hands the program over."""
    over = one.parentWidget()
    if isinstance(one, MeetingHeader) or one.accessibleName().startswith(ELSEWHERE):
        return False
    return over is None or is_of_it(over)


def put_away(made: QWidget) -> None:
    """Close the menus and questions that a button opened."""
    menu = QApplication.activePopupWidget()
    if menu is not None:
        menu.hide()
    for question in made.findChildren(QDialog):
        if question.isVisible():
            question.reject()


def enter(one: QWidget) -> None:
    if isinstance(one, QLineEdit) and not one.isReadOnly() and not one.text():
        one.setText(TYPED)
        one.textEdited.emit(TYPED)
    elif isinstance(one, QTextEdit) and not one.isReadOnly() and not one.toPlainText():
        one.insertPlainText(TYPED)
    elif isinstance(one, QAbstractItemView) and (model := one.model()) is not None and model.rowCount():
        one.setCurrentIndex(model.index(model.rowCount() - 1, 0))


@pytest.mark.qt_log_ignore("does not support", extend=True)
@pytest.mark.parametrize("name", BUSY)
def test_nothing_that_was_pressed_typed_or_chosen_stays_for_the_next_one(
    name: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for asked, left in LEFT.items():
        monkeypatch.setattr(QFileDialog, asked, lambda *_, left=left, **__: left)
    screen, there = SCREENS[name], world.subjects[SCREENS[name].of]
    first, second, *_ = there
    found = []
    for before, after in ((first, second), (second, first)):
        fresh = world.opened(screen, world.shown(screen), there[after])
        same = world.shown(screen)
        world.opened(screen, same, there[before])
        stirred(same, world.settle)
        found += differences(f"{before} -> {after}", world.opened(screen, same, there[after]), fresh)
    assert not found, "\n".join(found)


def differences(way: str, now: Counter[str], fresh: Counter[str]) -> list[str]:
    return [
        *(f"{way} stays: {line}" for line in (now - fresh).elements()),
        *(f"{way} lacks: {line}" for line in (fresh - now).elements()),
    ]


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_of_what_was_shown_before_stays_on_a_screen(name: str, world: World) -> None:
    screen, there = SCREENS[name], world.subjects[SCREENS[name].of]
    first, *others = there
    fresh = {key: world.opened(screen, world.shown(screen), id) for key, id in there.items()}
    same = world.shown(screen)
    world.opened(screen, same, there[first])
    found = []
    for before, after in [pair for other in others for pair in ((first, other), (other, first))]:
        found += differences(f"{before} -> {after}", world.opened(screen, same, there[after]), fresh[after])
    assert not found, "\n".join(found)
