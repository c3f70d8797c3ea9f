"""The room sees the case that the desk shows, as it is kept; never a remark of the team, never another patient."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.meeting_window import Bench

from mdt_app.operations.agenda import OpenMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.fields import SetField
from mdt_app.operations.projected import Projected, projected_room
from mdt_app.ui.cases.case_screen import CaseScreen
from mdt_app.ui.common import theme
from mdt_app.ui.meetings.meeting_screen import MeetingScreen
from mdt_app.ui.projector.control import other_screen
from mdt_app.ui.projector.window import ProjectorWindow

SECRET = "Her son is difficult"
FAMILIES = ("Peeters", "Maes", "Nijs")

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Shown:
    """A meeting on the screen at step Meet, with the projector open."""

    def __init__(self, desk: Bench, *, opened: bool = True) -> None:
        self.desk = desk
        team = desk.team
        board = team.board()
        self.meeting = team.meeting(board)
        self.listings = [
            team.listed(self.meeting, family, f"What next for {number}?")
            for number, family in enumerate(FAMILIES)
        ]
        if opened:
            team.act(OpenMeeting, meeting_id=self.meeting)
        team.act(
            SetField,
            entity="discussion",
            entity_id=self.listings[0],
            field="remarks",
            value=SECRET,
            base_version=0,
        )
        self.screen = desk.show(
            lambda tasks, services: MeetingScreen(
                tasks,
                services,
                {"meet": lambda: CaseScreen(tasks, services), "letters": lambda: CaseScreen(tasks, services)},
            )
        )
        desk.qtbot.waitActive(self.screen)
        self.go(0)
        self.press("F10")
        self.settle()

    @property
    def window(self) -> ProjectorWindow:
        window = self.screen.projector.window
        assert window is not None
        return window

    def go(self, number: int) -> None:
        self.screen.show_meeting(self.meeting, "meet", self.listings[number])
        self.settle()

    def press(self, keys: str) -> None:
        QTest.keySequence(self.screen, keys)
        QApplication.processEvents()

    def settle(self) -> None:
        self.desk.settle()
        self.desk.qtbot.wait(300)
        self.desk.settle()

    def words(self) -> str:
        self.window.sheet.grab()
        return self.window.sheet.words()


def test_the_projector_shows_the_case_of_the_desk_and_follows_it(desk: Bench) -> None:
    shown = Shown(desk)
    assert "Peeters, Anna" in shown.words()
    assert "What next for 0?" in shown.words()
    shown.go(1)
    assert "Maes, Anna" in shown.words()


def test_what_is_written_anywhere_is_seen_by_the_room(desk: Bench) -> None:
    shown = Shown(desk)
    listing = shown.listings[0]
    desk.team.write(listing, "CT: new lesions.", name="discussion")
    desk.team.write(listing, "Comfort first.")
    desk.team.act(
        AddRecommendation, recommendation_id=new_id(), listing_id=listing, what="Fentanyl patch",
        owner="Dr Benali", due=date(2026, 10, 20), condition="if pain stays",
    )  # fmt: skip
    shown.settle()
    for part in (
        "CT: new lesions.",
        "Comfort first.",
        "Fentanyl patch",
        "Dr Benali, 20 Oct",
        "if pain stays",
    ):
        assert part in shown.words()


def test_the_team_s_own_remarks_are_not_seen_by_the_room(desk: Bench) -> None:
    shown = Shown(desk)
    assert SECRET not in shown.words()
    assert "remarks" not in {one.name for one in fields(Projected)}
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        room = projected_room(
            reader, desk.services.guidance, shown.meeting, shown.listings[0], date(2026, 10, 15)
        )
    assert SECRET not in repr(room)


def test_no_other_patient_is_named(desk: Bench) -> None:
    shown = Shown(desk)
    assert "Maes" not in shown.words()
    assert "Nijs" not in shown.words()
    assert "2 – " in shown.words()
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        room = projected_room(
            reader, desk.services.guidance, shown.meeting, shown.listings[0], date(2026, 10, 15)
        )
    assert "Maes" not in repr(room)


def test_held_the_room_keeps_what_it_sees_while_the_desk_goes_on(desk: Bench) -> None:
    shown = Shown(desk)
    shown.words()
    shown.press("F11")
    shown.go(1)
    assert "Peeters, Anna" in shown.words()
    assert "held" in shown.words()
    assert "Maes" not in shown.words()
    shown.press("F11")
    shown.settle()
    assert "Maes, Anna" in shown.words()


def test_blank_the_room_sees_the_board_and_the_time_alone(desk: Bench) -> None:
    shown = Shown(desk)
    shown.press("Shift+F11")
    assert shown.words().splitlines()[0] == "Thoracic oncology board"
    assert "Peeters" not in shown.words()
    assert shown.screen.projector.button.words() == "Projector blank"
    shown.press("Shift+F11")
    assert "Peeters" in shown.words()


def test_before_a_meeting_is_open_and_after_it_closes_no_case_is_seen(desk: Bench) -> None:
    shown = Shown(desk, opened=False)
    assert "Peeters" not in shown.words()
    assert "Thoracic oncology board" in shown.words()
    desk.team.act(OpenMeeting, meeting_id=shown.meeting)
    shown.settle()
    assert "Peeters" in shown.words()
    desk.team.close(shown.meeting)
    shown.settle()
    assert "Peeters" not in shown.words()


def test_one_key_opens_the_projector_and_closes_it(desk: Bench) -> None:
    shown = Shown(desk)
    assert shown.window.isVisible()
    assert shown.window.isWindow()
    shown.press("F10")
    shown.settle()
    assert shown.screen.projector.window is None
    assert shown.screen.projector.button.words() == "Projector"
    shown.press("F10")
    shown.settle()
    assert "Peeters" in shown.words()


def test_a_second_screen_is_taken_where_there_is_one() -> None:
    own = QApplication.primaryScreen()
    other = object()
    assert other_screen([own], own) is None
    assert other_screen([own, other], own) is other  # type: ignore[list-item]


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_too_many_words_show_their_end_and_stay_large(
    desk: Bench, qapp: QApplication, look: theme.Theme
) -> None:
    theme.apply(qapp, look)
    shown = Shown(desk)
    shown.window.resize(1280, 720)
    desk.team.write(shown.listings[0], "word " * 1200 + "END", name="discussion")
    shown.settle()
    assert "END" in shown.words()
    corner = shown.window.sheet.grab().toImage().pixelColor(4, 4)
    assert corner == look.colour("desk")
