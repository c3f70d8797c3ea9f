"""The room is kept by keys: the clock, who is called, who is here, what was read back, and what stays in the team."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from ui.cases.meet_kit import Meet

from mdt_app.domain.agenda import Listing, Meeting
from mdt_app.domain.attendance import Attendance, Contribution, Presence
from mdt_app.domain.patient_wills import PatientWills
from mdt_app.operations.agenda import OpenMeeting
from mdt_app.operations.attendance import MarkPresent, attendance_id, calls_without_answer
from mdt_app.operations.closing import CloseMeeting
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.invitations import InvitePerson
from mdt_app.operations.people import AddPerson
from mdt_app.operations.read_back import Heard
from mdt_app.operations.room import BeginCase
from mdt_app.ui.cases.case_screen import CaseScreen
from mdt_app.ui.cases.identity import Identity
from mdt_app.ui.common import theme

NO = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def case(meet: Meet, number: int) -> Listing:
    found = meet.find(Listing, id=meet.listings[number])[0]
    assert isinstance(found, Listing)
    return found


def attendance(meet: Meet, number: int, family: str) -> Attendance:
    id = attendance_id(meet.listings[number], meet.people[family])
    found = meet.find(Attendance, id=id)[0]
    assert isinstance(found, Attendance)
    return found


def ticked(meet: Meet) -> None:
    """As if a second had gone by."""
    meet.screen.side._tick()
    meet.kept()


def guest(meet: Meet, number: int = 1, phone: str = "09 123 45 67") -> str:
    """A GP from outside, invited by phone."""
    id = new_id()
    meet.elsewhere(AddPerson, person_id=id, family="Janssens", discipline="gp", level="primary", phone=phone)
    meet.elsewhere(
        InvitePerson, listing_id=meet.listings[number], person_id=id, reason="knows her", mode=Presence.PHONE
    )
    meet.kept()
    return id


def test_going_on_ends_a_case_and_begins_the_next(meet: Meet) -> None:
    meet.open()
    meet.press("F12")
    meet.kept()
    began = case(meet, 0).began_at
    assert began is not None
    meet.press("Ctrl+Down")
    meet.wait(lambda: meet.pane.acts.listing_id == meet.listings[1])
    meet.kept()
    first, second = case(meet, 0), case(meet, 1)
    assert first.began_at == began
    assert first.ended_at == second.began_at
    assert second.ended_at is None


def test_looking_at_another_case_begins_nothing(meet: Meet) -> None:
    meet.open()
    meet.press("F12")
    meet.kept()
    meet.screen.side.list.choose(meet.listings[2])
    meet.wait(lambda: meet.pane.acts.listing_id == meet.listings[2])
    meet.press("Ctrl+Up")
    meet.kept()
    assert case(meet, 0).ended_at is None
    assert [case(meet, number).began_at for number in (1, 2)] == [None, None]
    assert meet.screen.side.clock.left.whole_text() == "now: Peeters"


def test_one_key_ends_a_case_and_lets_it_go_on(meet: Meet) -> None:
    meet.open()
    for ended in (False, True, False):
        meet.press("F12")
        meet.kept()
        assert (case(meet, 0).ended_at is not None) == ended


def test_the_clock_of_a_case_survives_another_window(meet: Meet, qtbot: QtBot) -> None:
    now = meet.screen._services.now()
    command = meet.team.command(BeginCase, meeting_id=meet.meeting_id, listing_id=meet.listings[0])
    with meet.guard.preparing():
        meet.team.carry_out(_at(command, now - timedelta(minutes=4, seconds=30)))
    again = CaseScreen(meet.tasks, meet.screen._services)
    qtbot.addWidget(again)
    again.show()
    again.show_meeting(meet.meeting_id, meet.listings[0])
    meet.wait(lambda: again.pane is not None)
    meet.kept()
    assert again.side.clock.number.whole_text().startswith("04:3")


def _at(command: Command, at: object) -> Command:
    from dataclasses import replace

    return replace(command, at=at)  # type: ignore[arg-type]


def test_times_are_typed_anew_beside_the_clock_and_come_back_by_undo(meet: Meet) -> None:
    meet.open()
    meet.press("F12")
    meet.kept()
    began = case(meet, 0).began_at
    meet.screen.side.times.times.click()
    field = meet.screen.side.times.field
    assert field.hasFocus()
    field.set_text("nonsense")
    meet.tap(Qt.Key.Key_Return)
    assert not meet.screen.side.times.wrong.isHidden()
    field.set_text("00:02-00:03")
    meet.tap(Qt.Key.Key_Return)
    meet.kept()
    ended = case(meet, 0).ended_at
    assert ended is not None
    assert ended - (case(meet, 0).began_at or ended) == timedelta(minutes=1)
    meet.screen.messages.undo.click()
    meet.kept()
    assert (case(meet, 0).began_at, case(meet, 0).ended_at) == (began, None)


def test_who_comes_by_phone_is_named_with_the_number_before_his_case(meet: Meet) -> None:
    person = guest(meet)
    meet.open()
    meet.press("F12")
    meet.kept()
    ticked(meet)
    line = meet.screen.room.call
    assert line.isHidden()
    now = meet.screen._services.now
    meet.screen.room._services = meet.screen.side._services = _later(meet, 4)
    ticked(meet)
    ticked(meet)
    assert line.isVisible()
    assert "Janssens" in line.who.whole_text()
    assert "09 123 45 67" in line.how.whole_text()
    assert "Maes" in line.how.whole_text()
    meet.press("Alt+H")
    meet.tap(Qt.Key.Key_H)
    meet.kept()
    row = meet.find(Attendance, listing_id=meet.listings[1], person_id=person)[0]
    assert row.presence == Presence.PHONE
    assert abs(row.joined_at - now()) < timedelta(minutes=5)
    ticked(meet)
    assert line.isHidden()


def _later(meet: Meet, minutes: int) -> object:
    from dataclasses import replace

    services = meet.screen._services
    return replace(services, now=lambda: services.now() + timedelta(minutes=minutes))


def test_no_answer_is_recorded_as_absent_and_the_line_comes_back(meet: Meet) -> None:
    person = guest(meet, 0)
    meet.open()
    meet.press("F12")
    meet.kept()
    ticked(meet)
    ticked(meet)
    meet.press("Alt+H")
    meet.tap(Qt.Key.Key_N)
    meet.kept()
    row = meet.find(Attendance, listing_id=meet.listings[0], person_id=person)[0]
    assert (row.presence, row.contribution) == (Presence.ABSENT, Contribution.NONE)
    with meet.guard.preparing(), meet.team.database.reader() as reader:
        assert len(calls_without_answer(reader, row.id)) == 1
    ticked(meet)
    assert meet.screen.room.call.isHidden()
    meet.screen.side._services = meet.screen.room._services = _later(meet, 3)  # type: ignore[assignment]
    ticked(meet)
    ticked(meet)
    assert meet.screen.room.call.who.whole_text() == "No answer yet; call again: Janssens"


def test_a_call_put_off_leaves_no_trace(meet: Meet) -> None:
    guest(meet, 0)
    meet.open()
    meet.press("F12")
    meet.kept()
    ticked(meet)
    ticked(meet)
    assert meet.screen.room.call.isVisible()
    meet.press("Alt+H")
    meet.tap(Qt.Key.Key_L)
    meet.kept()
    assert meet.screen.room.call.isHidden()
    assert meet.find(Attendance) == ()


def test_the_whole_list_is_walked_by_arrows_and_marked_by_letters(meet: Meet) -> None:
    meet.open()
    before = meet.focus()
    meet.press("Alt+L")
    people = meet.pane.everyone
    assert people.list.hasFocus()
    names = [one.name for one in meet.pane.acts.view.attendance]
    by_name = {"Samira Benali": "Benali", "Katrien Claes": "Claes", "Ümit Özdemir": "Özdemir"}
    meet.tap(Qt.Key.Key_S)
    meet.tap(Qt.Key.Key_V, SHIFT)
    meet.tap(Qt.Key.Key_W)
    meet.kept()
    first, second, third = (by_name[one] for one in names[:3])
    assert [attendance(meet, number, first).presence for number in range(3)] == [Presence.ON_SITE] * 3
    assert attendance(meet, 0, second).presence == Presence.VIDEO
    assert meet.find(Attendance, listing_id=meet.listings[1], person_id=meet.people[second]) == ()
    assert attendance(meet, 0, third).contribution == Contribution.WRITTEN
    assert attendance(meet, 0, third).presence == Presence.UNKNOWN
    meet.tap(Qt.Key.Key_Escape)
    assert meet.focus() is before
    assert meet.pane.panel.isVisible()


def test_joining_and_leaving_are_one_key_each_or_typed(meet: Meet) -> None:
    meet.open()
    meet.press("Alt+L")
    meet.pane.everyone.list.choose(meet.people["Claes"])
    meet.tap(Qt.Key.Key_J)
    meet.kept()
    assert attendance(meet, 0, "Claes").joined_at is not None
    meet.tap(Qt.Key.Key_L)
    meet.kept()
    row = attendance(meet, 0, "Claes")
    assert row.left_at is not None
    assert row.presence == Presence.ON_SITE
    assert [attendance(meet, number, "Claes").presence for number in (1, 2)] == [Presence.ABSENT] * 2
    meet.tap(Qt.Key.Key_T)
    meet.pane.everyone.ask.field.set_text("00:02-00:04")
    meet.tap(Qt.Key.Key_Return)
    meet.kept()
    row = attendance(meet, 0, "Claes")
    assert row.left_at is not None
    assert row.left_at - (row.joined_at or row.left_at) == timedelta(minutes=2)


def test_all_members_are_here_by_one_key_and_back_by_undo(meet: Meet) -> None:
    meet.elsewhere(
        MarkPresent, listing_id=meet.listings[1], person_id=meet.people["Claes"], presence=Presence.VIDEO
    )
    meet.open()
    meet.press("Alt+L")
    meet.tap(Qt.Key.Key_E)
    meet.kept()
    rows = meet.find(Attendance)
    assert len(rows) == 3 * len(meet.people)
    assert [one.presence for one in rows].count(Presence.ON_SITE) == len(rows) - 1
    meet.screen.messages.undo.click()
    meet.kept()
    assert [one.presence for one in meet.find(Attendance) if one.presence] == [Presence.VIDEO]


def test_the_chair_is_not_named_until_somebody_says_so(meet: Meet) -> None:
    meet.open()
    leads = meet.screen.side.leads
    assert leads.chair.whole_text() == "Chair: not named"
    meet.press("Alt+L")
    meet.pane.everyone.list.choose(meet.people["Claes"])
    meet.tap(Qt.Key.Key_C)
    meet.kept()
    meet.pane.everyone.list.choose(meet.people["Benali"])
    meet.tap(Qt.Key.Key_O)
    meet.kept()
    assert leads.chair.whole_text() == "Chair: Katrien Claes"
    assert leads.moderator.whole_text() == "Moderator: Samira Benali"
    found = meet.find(Meeting, id=meet.meeting_id)[0]
    assert (found.chair_id, found.moderator_id) == (meet.people["Claes"], meet.people["Benali"])


def test_a_decision_read_back_says_so_and_a_change_after_it_too(meet: Meet) -> None:
    meet.open()
    assert meet.pane.read_back.isHidden()
    meet.press("Alt+E")
    meet.type("Comfort first.")
    meet.kept()
    meet.press("Alt+V")
    meet.kept()
    assert meet.pane.acts.view.heard == Heard.READ_BACK
    meet.type(" And a CT.")
    meet.kept()
    assert meet.pane.acts.view.heard == Heard.CHANGED
    assert meet.pane.read_back.state.word() == "changed since read back"


def test_reading_back_keeps_the_decision_first_and_no_key_writes_its_letter(meet: Meet) -> None:
    meet.open()
    meet.press("Alt+E")
    meet.press("Alt+V")
    meet.press("Alt+H")
    meet.kept()
    assert meet.pane.decision.text() == ""
    assert meet.pane.acts.view.heard == Heard.NOT_YET
    meet.type("Comfort first.")
    meet.press("Alt+V")
    meet.kept()
    assert meet.pane.decision.text() == "Comfort first."
    assert meet.pane.acts.view.heard == Heard.READ_BACK


def test_going_on_without_reading_back_is_not_asked_but_seen_in_the_agenda(meet: Meet) -> None:
    meet.elsewhere(AddRecommendation, recommendation_id=new_id(), listing_id=meet.listings[0], what="CT")
    meet.open()
    meet.press("F12")
    meet.kept()
    side = meet.screen.side
    assert "read back" not in _spoken(meet, 0)
    meet.press("Ctrl+Down")
    meet.wait(lambda: meet.pane.acts.listing_id == meet.listings[1])
    meet.kept()
    assert "not read back" in _spoken(meet, 0)
    assert side.listing(meet.listings[1]) is not None


def _spoken(meet: Meet, number: int) -> str:
    model = meet.screen.side.list.model()
    return str(model.data(model.index(number, 0)))


def test_own_remarks_are_kept_and_said_to_stay_in_the_team(meet: Meet) -> None:
    meet.open()
    meet.press("Alt+K")
    field = meet.focus()
    said = [one.text() for one in meet.pane.more.own.findChildren(QLabel) if one.isVisible()]
    assert "Stays in the team: not on the projector, in no letter, agenda or export." in said
    meet.type("Her son is difficult.")
    meet.kept()
    assert field.isVisible()
    assert meet.discussion().remarks == "Her son is difficult."


def test_starting_a_meeting_begins_the_case_that_is_shown(meet: Meet) -> None:
    with meet.guard.preparing():
        board = meet.find(Meeting, id=meet.meeting_id)[0].board_id
        meeting = meet.team.meeting(board, starts_at=meet.screen._services.now())
        listing = meet.team.listed(meeting, "Claessens")
    meet.screen.show_meeting(meeting)
    meet.wait(lambda: meet.screen.pane is not None and meet.pane.acts.listing_id == listing)
    meet.kept()
    assert meet.screen.side.times.isHidden()
    meet.screen.notice.start.click()
    meet.kept()
    meet.kept()
    found = meet.find(Listing, id=listing)[0]
    assert found.began_at is not None
    assert found.ended_at is None
    assert meet.find(Meeting, id=meeting)[0].opened_at is not None


def test_nothing_of_the_clock_can_be_pressed_in_a_closed_meeting(meet: Meet) -> None:
    meet.open()
    meet.elsewhere(CloseMeeting, meeting_id=meet.meeting_id)
    meet.kept()
    meet.press("F12")
    meet.press("Alt+L")
    meet.kept()
    assert meet.screen.side.times.isHidden()
    assert meet.pane.everyone.isHidden()
    assert meet.screen.side.leads.name.isHidden()
    assert case(meet, 0).began_at is None


def test_the_same_key_again_takes_a_mark_back(meet: Meet) -> None:
    meet.open()
    meet.press("Alt+L")
    meet.pane.everyone.list.choose(meet.people["Claes"])
    for key in (Qt.Key.Key_S, Qt.Key.Key_W):
        meet.tap(key)
        meet.kept()
        meet.pane.everyone.list.choose(meet.people["Claes"])
        meet.tap(key)
        meet.kept()
    row = attendance(meet, 0, "Claes")
    assert (row.presence, row.contribution) == (Presence.UNKNOWN, Contribution.NONE)
    assert attendance(meet, 2, "Claes").presence == Presence.UNKNOWN


def test_a_case_that_runs_over_shows_new_times_beside_the_old_ones(meet: Meet) -> None:
    meet.open()
    with meet.guard.preparing():
        board = meet.find(Meeting, id=meet.meeting_id)[0].board_id
        now = meet.screen._services.now()
        meeting = meet.team.meeting(board, starts_at=now - timedelta(minutes=18))
        listings = [meet.team.listed(meeting, family) for family in ("Aerts", "Bos", "Cox")]
        for kind, more in ((OpenMeeting, {}), (BeginCase, {"listing_id": listings[0]})):
            command = meet.team.command(kind, meeting_id=meeting, **more)
            meet.team.carry_out(_at(command, now - timedelta(minutes=18)))
    meet.screen.show_meeting(meeting, listings[0])
    meet.wait(lambda: meet.screen.pane is not None and meet.pane.acts.listing_id == listings[0])
    meet.kept()
    side = meet.screen.side
    assert side.clock.right.whole_text() == "12 min late"
    new, old = side._leads[listings[1]]
    assert (new, old) != (new, "")
    assert new != old
    assert f"{new} ({old}), Bos, Anna" in _spoken(meet, 1)


@pytest.mark.parametrize("wide", [360, 520, 700, 1000])
def test_a_long_name_cuts_neither_the_family_name_nor_that_no_code_is_recorded(
    qtbot: QtBot, qapp: QApplication, wide: int
) -> None:
    theme.apply(qapp, theme.LIGHT)
    place = QWidget()
    qtbot.addWidget(place)
    place.resize(1200, 400)
    identity = Identity(PatientWills())
    identity.setParent(place)
    identity.name.set_text("Vandenbroucke-Steen, Maria-Magdalena Josephine")
    identity.beside.set_text("born 3 Feb 1941 (85)  ·  41.02.03-123.45  ·  Dutch")
    identity.resize(wide, 160)
    place.show()
    qapp.processEvents()
    identity._fit()
    qapp.processEvents()
    assert identity.name.text().startswith("Vandenbroucke-Steen")
    assert "…" not in identity.name.text()
    assert identity.code.width() >= identity.code.sizeHint().width()
    assert identity.code.geometry().right() <= wide
