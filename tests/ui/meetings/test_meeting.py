"""A meeting is one place with four steps, and its head says what it lacks at each of them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from operations.kit import BRUSSELS
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from ui.meeting_window import Bench

from mdt_app.domain.agenda import QuorumRule
from mdt_app.domain.attendance import Presence
from mdt_app.operations.agenda import OpenMeeting
from mdt_app.operations.attendance import MarkPresent
from mdt_app.operations.commands import new_id
from mdt_app.operations.people import AddPerson
from mdt_app.operations.room import BeginCase
from mdt_app.ui.meetings.meeting_screen import MeetingScreen

START = datetime(2026, 10, 15, 13, tzinfo=BRUSSELS)


@pytest.fixture(autouse=True)
def own_zone() -> Iterator[None]:
    """After a test that changed the machine's zone, its own counts again."""
    before = os.environ.get("TZ")
    yield
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    if hasattr(time, "tzset"):
        time.tzset()


class StandIn(QWidget):
    """A step made by others: it notes what it is asked to show."""

    go = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str]] = []

    def show_meeting(self, meeting_id: str, listing_id: str = "") -> None:
        self.asked.append((meeting_id, listing_id))


def opened(desk: Bench, meeting: str, step: str = "prepare", listing: str = "") -> MeetingScreen:
    screen = desk.show(
        lambda tasks, services: MeetingScreen(tasks, services, {"meet": StandIn, "letters": StandIn})
    )
    screen.show_meeting(meeting, step, listing)
    desk.settle()
    return screen


def present(desk: Bench, listing: str, discipline: str) -> None:
    person = new_id()
    desk.team.act(AddPerson, person_id=person, family=discipline.title(), discipline=discipline)
    desk.team.act(MarkPresent, listing_id=listing, person_id=person, presence=Presence.ON_SITE)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the machine's zone cannot be set here")
@pytest.mark.parametrize(("machine", "clock"), [("Europe/Brussels", "13:00"), ("UTC", "13:00 Brussels")])
def test_the_head_says_board_day_place_and_state(
    desk: Bench, monkeypatch: pytest.MonkeyPatch, machine: str, clock: str
) -> None:
    monkeypatch.setenv("TZ", machine)
    time.tzset()
    screen = opened(desk, desk.team.meeting(desk.team.board()))
    assert screen.header.board.whole_text() == "Thoracic oncology board"
    assert screen.header.place.whole_text() == f"Thu 15 Oct, {clock}, Room Maas 2"
    assert str(screen.zone()) == "Europe/Brussels"
    assert screen.state.whole_text() == "planned"


def test_the_head_names_the_discipline_that_is_missing(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board())
    listing = desk.team.listed(meeting)
    present(desk, listing, "oncology")
    present(desk, listing, "radiology")
    screen = opened(desk, meeting)
    assert screen.quorum.accessibleName() == "Quorum: no pathologist yet"
    assert screen.here.accessibleName() == "At the meeting: Oncology, oncology; Radiology, radiology"
    assert screen.here.whole_text() == "2 at the meeting"
    person = new_id()
    desk.team.act(AddPerson, person_id=person, family="Pathology", discipline="pathology")
    desk.team.act(MarkPresent, listing_id=listing, person_id=person, presence=Presence.VIDEO)
    desk.settle()
    assert screen.quorum.word() == "Quorum met"


@pytest.mark.parametrize("width", [1294, 1368, 1000])
def test_nothing_in_the_head_is_cut_or_moves_when_the_meeting_starts_and_people_come(
    desk: Bench, width: int
) -> None:
    rules = (QuorumRule(discipline="", minimum=2), QuorumRule(discipline="radiotherapy"))
    meeting = desk.team.meeting(
        desk.team.board(name="Breast and gynaecological oncology board", quorum=rules)
    )
    listing = desk.team.listed(meeting)
    screen = opened(desk, meeting, "meet", listing)
    screen.resize(width, 768 - 48)
    desk.settle()

    def seen() -> tuple[int, int, int]:
        head = screen.head
        for one in (screen.header.board, screen.header.place, head.state, head.course, head.here):
            assert not one.isVisible() or one.text() == one.whole_text()
        return screen.header.height(), screen.header.steps.x(), screen.header.steps.y()

    before = seen()
    desk.team.clock = START + timedelta(minutes=12)
    desk.team.act(OpenMeeting, meeting_id=meeting)
    desk.team.act(BeginCase, meeting_id=meeting, listing_id=listing)
    desk.settle()
    assert screen.head.course.whole_text().endswith("min late")
    assert seen() == before
    for discipline in ("oncology", "radiology", "radiotherapy"):
        present(desk, listing, discipline)
        desk.settle()
        assert seen() == before


def test_control_and_a_number_go_to_a_step(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board())
    screen = opened(desk, meeting)
    screen.activateWindow()
    for key, step in (
        (Qt.Key.Key_2, "meet"),
        (Qt.Key.Key_3, "close"),
        (Qt.Key.Key_4, "letters"),
        (Qt.Key.Key_1, "prepare"),
    ):
        desk.qtbot.keyClick(screen, key, Qt.KeyboardModifier.ControlModifier)
        assert screen.current_step() == step


def test_a_step_made_by_others_is_made_once_and_told_which_case(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board())
    listing = desk.team.listed(meeting)
    screen = opened(desk, meeting, "meet", listing)
    page = screen.pages.currentWidget()
    assert isinstance(page, StandIn)
    assert page.asked == [(meeting, listing)]
    screen.show_step("prepare")
    screen.show_step("meet")
    assert screen.pages.currentWidget() is page
    page.go.emit("patient", "p1")
    assert desk.went == [("patient", "p1")]


def test_steps_done_are_ticked_as_the_meeting_goes_on(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board())
    desk.team.listed(meeting)
    desk.team.close(meeting)
    screen = opened(desk, meeting, "letters")
    assert screen.header.steps.step("close").accessibleName() == "3 Close done"
    assert screen.state.whole_text() == "closed"


def test_starting_the_meeting_leads_to_meet(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board(), desk.services.now().date())
    desk.team.listed(meeting)
    screen = opened(desk, meeting)
    screen.pages.currentWidget().filters.start.click()  # type: ignore[attr-defined]
    desk.settle(8)
    assert screen.current_step() == "meet"
    assert screen.state.whole_text() == "open"
