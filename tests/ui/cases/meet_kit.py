"""A meeting on a real database, the Meet step on it, and hands that only have a keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gui_thread import GuiThreadGuard
from operations.kit import KEY, Team
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from ui.meeting_window import guidance

from mdt_app.application import Application
from mdt_app.domain.agenda import Listing
from mdt_app.domain.decisions import Discussion, Recommendation
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Assessment, Payload
from mdt_app.operations.agenda import OpenMeeting, SeatMember
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.people import AddPerson
from mdt_app.store.database import Database
from mdt_app.ui.cases.case_pane import CasePane
from mdt_app.ui.cases.case_screen import CaseScreen
from mdt_app.ui.tasks import Tasks
from mdt_app.window import services_of

START = datetime.now().astimezone().replace(hour=0, minute=1)
TODAY = START.date()
FAMILIES = ("Peeters", "Maes", "Nijs")
PEOPLE = (
    ("Claes", "Katrien", "oncology", "secondary"),
    ("Özdemir", "Ümit", "pathology", "secondary"),
    ("Vandenbroucke", "Els", "palliative", "tertiary"),
    ("Benali", "Samira", "gp", "primary"),
)


@dataclass
class Meet:
    """The Meet step of one meeting with three cases. `listings` are their ids in order."""

    qtbot: QtBot
    guard: GuiThreadGuard
    team: Team
    tasks: Tasks
    screen: CaseScreen
    meeting_id: str
    listings: list[str]
    people: dict[str, str]

    @property
    def pane(self) -> CasePane:
        """The case that is shown."""
        assert self.screen.pane is not None
        return self.screen.pane

    def open(self, number: int = 0) -> CasePane:
        """Show a case, and wait until it is there."""
        self.screen.show_meeting(self.meeting_id, self.listings[number])
        self.wait(lambda: self.screen.pane is not None and self.pane.acts.listing_id == self.listings[number])
        self.kept()
        return self.pane

    def wait(self, true: Callable[[], bool]) -> None:
        """Let the event loop turn until something is true."""
        self.qtbot.waitUntil(true, timeout=5000)

    def kept(self) -> None:
        """Wait until the screen says that everything is kept, and what it read has come."""
        self.wait(lambda: self.tasks.unsaved == 0)
        arrived: list[bool] = []
        self.tasks.read(self.screen, lambda _reader: True, arrived.append)
        self.wait(lambda: bool(arrived) and not self.screen._soon.isActive())
        self.tasks.read(self.screen, lambda _reader: True, arrived.append)
        self.wait(lambda: len(arrived) == 2)

    def press(self, keys: str) -> None:
        """A key with its modifiers, as "Alt+Q"."""
        QTest.keySequence(QApplication.focusWidget() or self.screen, keys)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Letters, into whatever has the focus."""
        QTest.keyClicks(self.focus(), text)

    def tap(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, to whatever has the focus."""
        QTest.keyClick(self.focus(), key, modifiers)
        QApplication.processEvents()

    def focus(self) -> QWidget:
        """What has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def elsewhere(self, kind: Any, /, **payload: Any) -> None:
        """Another desk writes; this one hears of it."""
        with self.guard.preparing():
            self.team.act(kind, **payload)

    def note(self, name: str = "discussion", number: int = 0) -> str:
        """A shared text as stored."""
        with self.guard.preparing(), self.team.database.reader() as reader:
            return reader.note(self.listings[number], name)

    def discussion(self, number: int = 0) -> Discussion:
        """What is stored of a discussion."""
        with self.guard.preparing():
            return self.team.find(Discussion, id=self.listings[number])[0]

    def recommendations(self, number: int = 0) -> tuple[Recommendation, ...]:
        """The recommendations that stand."""
        with self.guard.preparing():
            return self.team.find(Recommendation, listing_id=self.listings[number], removed=False)

    def find(self, kind: type[Any], **where: Any) -> tuple[Any, ...]:
        """What is stored."""
        with self.guard.preparing():
            return self.team.find(kind, **where)

    def facts(self, kind: Kind, number: int = 0) -> list[Any]:
        """The payloads of the facts of a kind that were not taken back."""
        with self.guard.preparing(), self.team.database.reader() as reader:
            patient_id = reader.get(Listing, self.listings[number]).patient_id
            facts = reader.facts([patient_id])[patient_id]
        gone = {one.replaces for one in facts}
        return [one.payload for one in facts if one.kind == kind and one.id not in gone and not one.withdrawn]


@contextmanager
def meeting(
    folder: Path, qtbot: QtBot, guard: GuiThreadGuard, *, families: tuple[str, ...] = FAMILIES
) -> Iterator[Meet]:
    """An open meeting with a board of four, three patients, and scores that suggest a criterion for the first."""
    with guard.preparing():
        team, meeting_id, listings, people = met(folder, families)
        application = Application(database=team.database, account=team.account, guidance=guidance())
        services = services_of(application)
    tasks = Tasks(services)
    screen = CaseScreen(tasks, services)
    qtbot.addWidget(screen)
    screen.resize(1368, 804)
    screen.show()
    qtbot.waitActive(screen)
    meet = Meet(qtbot, guard, team, tasks, screen, meeting_id, listings, people)
    try:
        yield meet
    finally:
        tasks.close()
        QApplication.processEvents()
        team.database.close()


def met(folder: Path, families: tuple[str, ...]) -> tuple[Team, str, list[str], dict[str, str]]:
    """A team at a copy of the meeting, and the ids of `laid_out`."""
    file, number, clock, (meeting_id, listings, people) = made_once(families)
    path = folder / "board.mdt"
    path.write_bytes(file)
    database = Database.open(path, KEY, user="owner", desk="desk-1")
    return Team(database=database, number=number, clock=clock), meeting_id, list(listings), dict(people)


@cache
def made_once(
    families: tuple[str, ...],
) -> tuple[bytes, int, datetime, tuple[str, list[str], dict[str, str]]]:
    """The meeting's file, how far its desk's number and clock are, and the ids of `laid_out`."""
    with TemporaryDirectory() as folder:
        team = Team.at(Path(folder))
        ids = laid_out(team, families)
        team.database.close()
        return (Path(folder) / "board.mdt").read_bytes(), team.number, team.clock, ids


def laid_out(team: Team, families: tuple[str, ...]) -> tuple[str, list[str], dict[str, str]]:
    """The meeting's id, its listings' ids, and the people's ids by family name."""
    board = team.board()
    people = {}
    for family, given, discipline, level in PEOPLE:
        people[family] = new_id()
        team.act(
            AddPerson,
            person_id=people[family],
            family=family,
            given=given,
            discipline=discipline,
            level=level,
        )
        team.act(SeatMember, membership_id=new_id(), board_id=board, person_id=people[family])
    meeting_id = team.meeting(board, starts_at=START)
    listings = [team.listed(meeting_id, family) for family in families]
    record(
        team,
        listings[0],
        Kind.ASSESSMENT,
        Assessment(instrument="esas-r", answers=(("pain", 8), ("tiredness", 5))),
    )
    team.act(OpenMeeting, meeting_id=meeting_id)
    return meeting_id, listings, people


def record(
    team: Team, listing_id: str, kind: Kind, payload: Payload, day: date = TODAY - timedelta(days=1)
) -> None:
    """A fact of the patient of a listing."""
    patient_id = team.get(Listing, listing_id).patient_id
    team.act(RecordFact, fact_id=new_id(), patient_id=patient_id, kind=kind, payload=payload, true_from=day)


def as_if_killed(team: Team, folder: Path) -> Database:
    """The file as it lies on the disk at this moment, opened anew; nothing is closed first."""
    folder.mkdir()
    assert team.database.path is not None
    for suffix in ("", "-wal"):
        shutil.copy(f"{team.database.path}{suffix}", folder / f"board.mdt{suffix}")
    return Database.open(folder / "board.mdt", KEY, user="owner")
