"""A case dragged through an agenda of 60, in the real screen: each step answers, painted, within 100 ms."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from figure import Figure, middle
from kept import database
from operations.kit import BRUSSELS, Team, with_owner
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from ui.meeting_window import services_of

from mdt_app.domain.agenda import Listing, Meeting
from mdt_app.domain.attendance import Presence
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Event
from mdt_app.domain.windows import Window
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.people import AddPerson
from mdt_app.operations.planning_slots import GiveAvailability
from mdt_app.store.database import Database
from mdt_app.ui.agenda.prepare_screen import PrepareScreen
from mdt_app.ui.common import theme
from mdt_app.ui.tasks import Tasks

CASES, GPS, STEPS, SIZE = 60, 30, 120, (1368, 804)
START = datetime(2026, 10, 15, 13, tzinfo=BRUSSELS)
SOURCE = Path(__file__)


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    team = Team(database=database("dragging", fill, SOURCE))
    services = services_of(team)
    tasks = Tasks(services)
    screen = PrepareScreen(tasks, services)
    screen.resize(*SIZE)
    screen.show()
    (meeting,) = team.find(Meeting)
    screen.show_meeting(meeting.id)
    _wait(app, lambda: len(screen.sheet.listing_rows()) == CASES and not tasks.busy)
    took = sorted(_drag(app, screen))
    yield Figure(
        f"dragging among {CASES} cases, slowest step", took[-1] * 1000, middle(took), "the median", "ms", 100.0,
        absolute=True,
    )  # fmt: skip
    began = time.thread_time()
    screen.table.moved.emit(screen.sheet.listing_rows()[40], 3)
    app.processEvents()
    dropped = time.thread_time() - began
    yield Figure(
        f"dropping among {CASES} cases", dropped * 1000, middle(took), "a step", "ms", 100.0, absolute=True
    )
    _wait(app, lambda: not tasks.busy)
    screen.close()
    tasks.close()
    team.database.close()


def fill(made: Database) -> None:
    """One meeting of 60 cases, half of which call one of 30 GPs, each with half an hour given."""
    team, random = with_owner(Team(database=made)), Random(4)
    meeting = team.meeting(team.board(minutes=4), minutes=270)
    listed = [team.listed(meeting, f"Family{number:02}") for number in range(CASES)]
    for number in range(GPS):
        gp = new_id()
        team.act(AddPerson, person_id=gp, family=f"Gp{number:02}", given="An", discipline="gp")
        for one in random.sample(listed, 2):
            patient = team.get(Listing, one).patient_id
            team.act(
                RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.PROGRESSION, payload=Event(text="liver"),
                true_from=date(2026, 9, 1),
            )  # fmt: skip
            team.with_gp(patient, f"An Gp{number:02}", gp)
        since = START + timedelta(minutes=random.randrange(0, 220, 10))
        window = Window(since=since, until=since + timedelta(minutes=40), mode=Presence.PHONE)
        team.act(
            GiveAvailability, availability_id=new_id(), meeting_id=meeting, person_id=gp, windows=(window,)
        )


def _drag(app: QApplication, screen: PrepareScreen) -> list[float]:
    """Seconds on the GUI thread's own clock for each step of the mouse, from the event to the painted answer."""
    table, view = screen.table, screen.table.viewport()
    place = QPoint(20, table.rowViewportPosition(2) + 20)
    _mouse(screen, QEvent.Type.MouseButtonPress, place)
    took = []
    for step in range(STEPS):
        y = 60 + (step * 37) % (view.height() - 80)
        began = time.thread_time()
        _mouse(screen, QEvent.Type.MouseMove, QPoint(20, y))
        app.processEvents()
        took.append(time.thread_time() - began)
    assert screen.sheet.columns.drawn.after is not None, "nothing was carried"
    table._end_drag()
    app.processEvents()
    return took


def _mouse(screen: PrepareScreen, kind: QEvent.Type, place: QPoint) -> None:
    view = screen.table.viewport()
    at, button = QPointF(place), Qt.MouseButton.LeftButton
    event = QMouseEvent(
        kind, at, QPointF(view.mapToGlobal(place)), button, button, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view, event)


def _wait(app: QApplication, done: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not done():
        assert time.monotonic() < until, "the agenda did not come"
        app.processEvents()
        time.sleep(0.005)
