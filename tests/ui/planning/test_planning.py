"""In Prepare, times are proposed before they are kept, and whoever moves a case by hand sees whom it hurts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from operations.kit import BRUSSELS
from PySide6.QtCore import Qt
from ui.meeting_window import Bench

from mdt_app.domain.agenda import Break, Listing, Meeting
from mdt_app.domain.attendance import Presence
from mdt_app.domain.facts import Kind
from mdt_app.domain.inviting import Answer, Availability
from mdt_app.domain.payloads import Event
from mdt_app.domain.people import Person
from mdt_app.domain.windows import Window
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.fields import SetField
from mdt_app.operations.invitations import AnswerInvitations
from mdt_app.operations.people import AddPerson
from mdt_app.operations.planning_slots import GiveAvailability, PinListing, SetBreaks
from mdt_app.ui.agenda.prepare_screen import PrepareScreen
from mdt_app.ui.common.columns import Band
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label

START = datetime(2026, 10, 15, 13, tzinfo=BRUSSELS)
Agenda = tuple[str, list[str], str]


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


@pytest.fixture
def agenda(desk: Bench) -> Agenda:
    """Three cases, the first and the last of which call one GP who can be phoned from 13:12 to 13:30."""
    meeting = desk.team.meeting(desk.team.board())
    listed = [desk.team.listed(meeting, name) for name in ("Claes", "Maes", "Nijs")]
    gp = new_id()
    desk.team.act(AddPerson, person_id=gp, family="Benali", given="Samira", title="Dr", discipline="gp")
    for one in (listed[0], listed[2]):
        patient = desk.team.get(Listing, one).patient_id
        desk.team.act(
            RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.PROGRESSION, payload=Event(text="liver"),
            true_from=date(2026, 9, 1),
        )  # fmt: skip
        desk.team.with_gp(patient, desk.team.get(Person, gp).name, gp)
    give(desk, meeting, gp, 12, 30)
    return meeting, listed, gp


def give(desk: Bench, meeting: str, person: str, since: int, until: int) -> None:
    found = desk.team.find(Availability, meeting_id=meeting, person_id=person)
    desk.team.act(
        GiveAvailability, availability_id=new_id(), meeting_id=meeting, person_id=person,
        windows=(Window(since=at(since), until=at(until), mode=Presence.PHONE),),
        before=found[0].windows if found else (),
    )  # fmt: skip


def opened(desk: Bench, meeting: str) -> PrepareScreen:
    desk.services = replace(desk.services, now=lambda: START - timedelta(days=3))
    screen = desk.show(PrepareScreen)
    screen.show_meeting(meeting)
    desk.settle()
    return screen


def cell(screen: PrepareScreen, listing_id: str, title: str) -> str:
    column = [one.title for one in screen.model.columns].index(title)
    place = screen.model.place_of(listing_id)
    return str(screen.model.data(screen.model.index(place, column), Qt.ItemDataRole.AccessibleTextRole))


def planned(desk: Bench, screen: PrepareScreen) -> None:
    screen.filters.plan.click()
    desk.qtbot.waitUntil(lambda: not screen.planning.side.busy(), timeout=20_000)
    desk.settle()


def said_in(screen: PrepareScreen) -> str:
    side = screen.planning.side
    return " | ".join(one.whole_text() for one in side.findChildren(Label) if one.isVisible())


def test_hours_stand_at_the_rows_and_a_break_is_a_row(desk: Bench, agenda: Agenda) -> None:
    desk.team.act(SetBreaks, meeting_id=agenda[0], breaks=(Break(since=at(18), until=at(24)),))
    screen = opened(desk, agenda[0])
    bands = [row.title for row in screen.model.shown_rows() if isinstance(row, Band)]
    assert bands == ["GP phone window 13:12–13:30", "Break 13:18–13:24"]
    assert screen.model.has_edge(screen.model.place_of(agenda[1][2]))
    assert not screen.model.has_edge(screen.model.place_of(agenda[1][0]))


def fillings(desk: Bench, meeting: str) -> list[tuple[int, bool]]:
    """For each time that the agenda was filled: how many cases it had, and whether it was known who waits."""
    found: list[tuple[int, bool]] = []
    screen = desk.show(PrepareScreen)
    screen.filled.connect(
        lambda: found.append((len(screen.sheet.listing_rows()), screen.sheet.standing is not None))
    )
    screen.show_meeting(meeting)
    desk.settle()
    return found


def test_an_agenda_without_hours_is_there_before_it_is_known_who_waits(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board())
    for name in ("Claes", "Maes"):
        desk.team.listed(meeting, name)
    assert fillings(desk, meeting) == [(2, False), (2, True)]


def test_the_bar_of_another_agenda_never_says_the_totals_of_the_last(desk: Bench, agenda: Agenda) -> None:
    other = desk.team.meeting(desk.team.get(Meeting, agenda[0]).board_id, date(2026, 10, 22))
    desk.team.listed(other, "Peeters")
    screen = opened(desk, agenda[0])
    said: list[str] = []
    screen.filled.connect(lambda: said.append(screen.effect_bar.accessibleName()))
    screen.show_meeting(other)
    desk.settle()
    assert said[0] == ""
    assert "1 case with a slot" in said[1]


def test_an_agenda_with_hours_comes_whole_so_that_no_row_moves(desk: Bench, agenda: Agenda) -> None:
    assert fillings(desk, agenda[0]) == [(3, True)]


def test_rows_say_who_waits_how_long_and_who_is_not_met(desk: Bench, agenda: Agenda) -> None:
    screen = opened(desk, agenda[0])
    _, (claes, maes, nijs), _ = agenda
    assert [cell(screen, one, "Waiting") for one in (claes, maes, nijs)] == ["waits 0 min", "", "waits 6 min"]
    assert "not met" in cell(screen, claes, "People, and why")
    assert "Dr Samira Benali is not met (13:12-13:30)" in screen.effect_bar.accessibleName()
    assert "people from outside wait 6 min together" in screen.effect_bar.accessibleName()


def test_dragging_says_at_once_whom_it_hurts(desk: Bench, agenda: Agenda) -> None:
    nijs = agenda[1][2]
    screen = opened(desk, agenda[0])
    rows = screen.sheet.listing_rows()
    screen.table.dragging.emit(rows[0], 1)
    assert "Dr Samira Benali is reached (13:12-13:30)" in screen.effect_bar.accessibleName()
    assert "not met" not in screen.effect_bar.accessibleName()
    assert "not met" not in cell(screen, agenda[1][0], "People, and why")
    screen.table.drag_ended.emit()
    assert "not met" in cell(screen, agenda[1][0], "People, and why")
    assert "Dr Samira Benali is not met" in screen.effect_bar.accessibleName()
    assert cell(screen, nijs, "Slot") == "13:12, 6 min"
    screen.table.moved.emit(rows[0], 1)
    desk.settle()
    screen.table.dragging.emit(screen.sheet.listing_rows()[1], 0)
    assert "Dr Samira Benali is not met (13:12-13:30)" in screen.effect_bar.accessibleName()
    assert cell(screen, nijs, "Waiting") == "waits 6 min"
    screen.table.drag_ended.emit()
    assert cell(screen, nijs, "Waiting") == "waits 0 min"


def test_a_move_says_who_is_not_met_after_it_as_before(desk: Bench, agenda: Agenda) -> None:
    meeting, (_, maes, _), gp = agenda
    give(desk, meeting, gp, 50, 60)
    screen = opened(desk, meeting)
    screen.table.dragging.emit(screen.sheet.listing_rows()[1], 2)
    said = screen.effect_bar.accessibleName()
    assert "Still not met: Dr Samira Benali (13:50-14:00)" in said
    assert "Nobody from outside waits longer" in said
    screen.table.choose(maes)
    screen.table.moved.emit(screen.sheet.listing_rows()[1], 2)
    desk.settle()
    assert "Still not met: Dr Samira Benali" in screen.effect_bar.look.text()
    assert "Dr Samira Benali: not met as before, can come 13:50-14:00 only" in screen.effect_bar.toolTip()


def test_where_somebody_waits_longer_nobody_is_said_to_be_spared(desk: Bench, agenda: Agenda) -> None:
    meeting, _, gp = agenda
    give(desk, meeting, gp, 0, 60)
    for name in ("Peeters", "Renard"):
        desk.team.listed(meeting, name)
    screen = opened(desk, meeting)
    screen.table.dragging.emit(screen.sheet.listing_rows()[2], 4)
    said = screen.effect_bar.accessibleName()
    assert "Dr Samira Benali waits 18 min instead of 6" in said
    assert "Nobody from outside" not in said


@pytest.mark.parametrize("width", [1440, 900, 620, 420])
def test_the_words_above_the_agenda_are_fewer_where_there_is_little_room_and_never_cut(
    desk: Bench, agenda: Agenda, width: int
) -> None:
    meeting, _, gp = agenda
    give(desk, meeting, gp, 50, 60)
    screen = opened(desk, meeting)
    bar = screen.effect_bar
    for row, to in ((1, 2), (0, 2)):
        screen.table.dragging.emit(screen.sheet.listing_rows()[row], to)
        bar.resize(width, bar.height())
        desk.settle()
        assert bar.look.text()
        assert bar.look.sizeHint().width() <= bar.look.width()
        assert bar.calm.text() == bar.calm.whole_text()


def test_only_the_cases_of_those_who_gave_hours_are_marked_in_them(desk: Bench, agenda: Agenda) -> None:
    meeting, (_, maes, nijs), _ = agenda
    other = new_id()
    desk.team.act(AddPerson, person_id=other, family="Aydin", given="Deniz", title="Dr", discipline="gp")
    patient = desk.team.get(Listing, maes).patient_id
    desk.team.act(
        RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.PROGRESSION, payload=Event(text="liver"),
        true_from=date(2026, 9, 1),
    )  # fmt: skip
    desk.team.with_gp(patient, "Dr Deniz Aydin", other)
    give(desk, meeting, other, 0, 10)
    screen = opened(desk, meeting)
    screen.table.moved.emit(screen.sheet.listing_rows()[1], 2)
    desk.settle()
    marked = [
        row.listing.id
        for row in screen.sheet.listing_rows()
        if screen.model.has_edge(screen.model.place_of(row.listing.id))
    ]
    slots = {row.listing.id: row.slot for row in screen.sheet.listing_rows()}
    assert slots[maes] == (at(18), at(24))
    assert marked == [nijs]


def test_the_phone_number_of_the_directory_stands_at_the_hours_and_a_correction_there_reaches_them(
    desk: Bench, agenda: Agenda
) -> None:
    meeting, _, gp = agenda
    desk.team.act(
        SetField, entity="person", entity_id=gp, field="phone", value="09 000 55 10", base_version=0
    )
    screen = opened(desk, meeting)
    screen.filters.hours.trigger()
    desk.settle()
    screen.planning.side.hours.choose(gp)
    field = screen.planning.side.hours.person.field
    assert field.phone.isVisible()
    assert field.phone.text() == "09 000 55 10"
    field.times.selectAll()
    desk.qtbot.keyClicks(field.times, "until 13:20")
    desk.qtbot.keyClick(field.times, Qt.Key.Key_Return)
    desk.settle()
    (stored,) = desk.team.find(Availability, meeting_id=meeting)
    assert stored.phone == ""
    field.phone.selectAll()
    desk.qtbot.keyClicks(field.phone, "09 000 55 99")
    desk.qtbot.keyClick(field.phone, Qt.Key.Key_Return)
    desk.settle()
    (stored,) = desk.team.find(Availability, meeting_id=meeting)
    assert stored.phone == "09 000 55 99"


def test_the_focus_goes_to_the_next_thing_to_do_while_times_are_planned_and_kept(
    desk: Bench, agenda: Agenda
) -> None:
    screen = opened(desk, agenda[0])
    screen.activateWindow()
    desk.qtbot.waitUntil(screen.isActiveWindow)
    planned(desk, screen)
    side = screen.planning.side
    assert side.keep_plan.hasFocus()
    side.discard.setFocus()
    desk.qtbot.keyClick(side.discard, Qt.Key.Key_Space)
    assert side.plan.hasFocus()
    desk.qtbot.keyClick(side.plan, Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: not side.busy(), timeout=20_000)
    desk.settle()
    assert side.keep_plan.hasFocus()
    desk.qtbot.keyClick(side.keep_plan, Qt.Key.Key_Space)
    desk.settle()
    assert screen.table.hasFocus()
    side.drop_plan.setFocus()
    desk.qtbot.keyClick(side.drop_plan, Qt.Key.Key_Space)
    desk.settle()
    assert screen.table.hasFocus()


def test_times_that_were_kept_are_no_proposal_any_more_even_where_they_change_nothing(
    desk: Bench, agenda: Agenda
) -> None:
    give(desk, agenda[0], agenda[2], 0, 60)
    screen = opened(desk, agenda[0])
    for _ in range(2):
        planned(desk, screen)
        assert screen.effect_bar.lead.text() == "Proposed, not kept yet"
        screen.planning.side.keep_plan.click()
        desk.settle()
        assert screen.sheet.proposed() is None
        assert screen.effect_bar.lead.text() == "3 cases with a slot"


def test_a_row_moved_down_passes_the_band_below_it(desk: Bench, agenda: Agenda) -> None:
    _, (claes, maes, nijs), _ = agenda
    screen = opened(desk, agenda[0])
    screen.table.setFocus()
    screen.table.choose(maes)
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert [one.id for one in desk.team.agenda(agenda[0])] == [claes, nijs, maes]


def test_a_move_with_hours_keeps_the_times_that_it_showed_and_is_taken_back(
    desk: Bench, agenda: Agenda
) -> None:
    meeting, (claes, maes, nijs), _ = agenda
    screen = opened(desk, meeting)
    screen.table.moved.emit(screen.sheet.listing_rows()[0], 1)
    desk.settle()
    assert [one.id for one in desk.team.agenda(meeting)] == [maes, claes, nijs]
    assert cell(screen, claes, "Slot") == "13:12, 6 min"
    assert desk.team.get(Listing, claes).starts_at == at(12)
    undo = desk.said[-1][1]
    assert callable(undo)
    undo()
    desk.settle()
    assert [one.starts_at for one in desk.team.agenda(meeting)] == [None, None, None]
    assert [one.id for one in desk.team.agenda(meeting)] == [claes, maes, nijs]


def test_a_proposal_is_shown_and_nothing_is_kept_before_a_person_keeps_it(
    desk: Bench, agenda: Agenda
) -> None:
    meeting, (claes, _, nijs), _ = agenda
    screen = opened(desk, meeting)
    planned(desk, screen)
    assert "Everybody is met within the hours given" in [
        one.accessibleName()
        for one in screen.planning.side.proposal.findChildren(type(screen.effect_bar.mark))
    ]
    assert "People from outside wait 0 min together; as it stands, 6." in said_in(screen)
    assert all(one.starts_at is None for one in desk.team.agenda(meeting))
    assert cell(screen, claes, "Slot").startswith(("13:12", "13:18"))
    assert "not met" not in cell(screen, claes, "People, and why")
    screen.planning.side.keep_plan.click()
    desk.settle()
    starts = {one.id: one.starts_at for one in desk.team.agenda(meeting)}
    assert {starts[claes], starts[nijs]} == {at(12), at(18)}
    assert desk.said[-1][0] == "3 cases have their times."
    undo = desk.said[-1][1]
    assert callable(undo)
    undo()
    desk.settle()
    assert all(one.starts_at is None for one in desk.team.agenda(meeting))


def test_a_proposed_time_outside_the_plan_is_said_and_never_that_everybody_is_met(
    desk: Bench, agenda: Agenda
) -> None:
    meeting, (claes, _, nijs), gp = agenda
    desk.team.act(
        AnswerInvitations, meeting_id=meeting, person_id=gp, listing_ids=(claes, nijs), answer=Answer.PROPOSES,
        proposed=at(40),
    )  # fmt: skip
    screen = opened(desk, meeting)
    planned(desk, screen)
    marks = screen.planning.side.proposal.findChildren(type(screen.effect_bar.mark))
    said = [one.accessibleName() for one in marks]
    assert "Dr Samira Benali proposed 13:40: not in the plan" in said
    assert "Everybody is met within the hours given" not in said
    screen.planning.side.show_hours(gp)
    assert "Dr Samira Benali proposed 13:40: not in the plan." in said_in(screen)


def test_who_cannot_come_is_said_at_the_row_and_not_counted_as_invited(desk: Bench, agenda: Agenda) -> None:
    meeting, (claes, _, nijs), gp = agenda
    desk.team.act(
        AnswerInvitations, meeting_id=meeting, person_id=gp, listing_ids=(claes,), answer=Answer.DECLINES,
        mode=Presence.PHONE,
    )  # fmt: skip
    screen = opened(desk, meeting)
    assert "cannot come" in cell(screen, claes, "People, and why")
    assert "cannot come" not in cell(screen, nijs, "People, and why")
    row = next(one for one in screen.sheet.listing_rows() if one.listing.id == claes)
    column = [one.title for one in screen.model.columns].index("People, and why")
    assert screen.model.cell_of(row, column).icon == "absent"
    assert not screen.filters.keeps("gp")(row)
    assert cell(screen, claes, "Waiting") == ""


def test_a_discarded_proposal_leaves_the_agenda_as_it_stands(desk: Bench, agenda: Agenda) -> None:
    screen = opened(desk, agenda[0])
    planned(desk, screen)
    screen.planning.side.discard.click()
    assert cell(screen, agenda[1][0], "Slot") == "13:00, 6 min"
    assert screen.filters.start.isVisible()


def test_what_collides_is_said_in_a_sentence_with_a_way_out(desk: Bench, agenda: Agenda) -> None:
    meeting, (claes, _, _), gp = agenda
    desk.team.act(PinListing, listing_id=claes)
    screen = opened(desk, meeting)
    planned(desk, screen)
    (message,) = screen.planning.side.proposal.findChildren(InlineMessage)
    assert message.detail.whole_text() == (
        "Dr Samira Benali can come 13:12-13:30 only, wanted for Claes, Jo, and Claes, Jo is pinned to 13:00."
    ).replace("Jo", "Anna")
    assert "Dr Samira Benali is not met" in [
        one.accessibleName()
        for one in screen.planning.side.proposal.findChildren(type(screen.effect_bar.mark))
    ]
    screen.planning.side.proposal.release.emit(claes)
    desk.settle()
    assert not desk.team.get(Listing, claes).pinned
    assert screen.sheet.proposed() is None
    screen.planning.side.show_hours(gp)
    assert screen.planning.side.hours.name.whole_text() == "Dr Samira Benali"


def test_a_proposal_of_an_agenda_that_changed_elsewhere_is_not_offered_any_more(
    desk: Bench, agenda: Agenda
) -> None:
    screen = opened(desk, agenda[0])
    planned(desk, screen)
    desk.team.listed(agenda[0], "Peeters")
    desk.settle()
    assert screen.sheet.proposed() is None
    assert desk.said[-1] == ("The agenda has changed since this was planned. Plan again.", None, True)


def test_a_meeting_closed_elsewhere_while_a_plan_is_kept_is_said_and_shown(
    desk: Bench, agenda: Agenda
) -> None:
    screen = opened(desk, agenda[0])
    planned(desk, screen)
    desk.team.close(agenda[0])
    screen.planning.side.keep_plan.click()
    desk.settle()
    assert "This meeting is closed. Reopen it with a reason to change it." in [one[0] for one in desk.said]
    assert all(one.starts_at is None for one in desk.team.agenda(agenda[0]))
    assert screen.closed.isVisible()


def test_planning_that_was_stopped_shows_the_best_found_by_then(desk: Bench, agenda: Agenda) -> None:
    screen = opened(desk, agenda[0])
    screen.filters.plan.click()
    screen.planning.side.progress.cancel.click()
    desk.qtbot.waitUntil(lambda: not screen.planning.side.busy(), timeout=20_000)
    assert screen.planning.side.pages.currentWidget() is screen.planning.side.proposal


def test_hours_are_typed_as_they_are_said_and_kept_by_enter(desk: Bench, agenda: Agenda) -> None:
    meeting, _, gp = agenda
    screen = opened(desk, meeting)
    screen.filters.hours.trigger()
    desk.settle()
    hours = screen.planning.side.hours
    hours.choose(gp)
    field = hours.person.field
    assert field.times.text() == "13:12-13:30"
    field.times.selectAll()
    desk.qtbot.keyClicks(field.times, "until 13:20")
    desk.qtbot.keyClick(field.times, Qt.Key.Key_Return)
    desk.settle()
    (stored,) = desk.team.find(Availability, meeting_id=meeting)
    assert stored.windows == (Window(since=at(0), until=at(20), mode=Presence.PHONE),)
    undo = desk.said[-1][1]
    assert callable(undo)
    undo()
    desk.settle()
    (stored,) = desk.team.find(Availability, meeting_id=meeting)
    assert stored.windows[0].since == at(12)


def test_hours_that_cannot_be_read_are_said_beside_the_field_and_not_kept(
    desk: Bench, agenda: Agenda
) -> None:
    meeting, _, gp = agenda
    screen = opened(desk, meeting)
    screen.filters.hours.trigger()
    desk.settle()
    screen.planning.side.hours.choose(gp)
    field = screen.planning.side.hours.person.field
    field.times.selectAll()
    desk.qtbot.keyClicks(field.times, "after lunch")
    desk.qtbot.keyClick(field.times, Qt.Key.Key_Return)
    desk.settle()
    assert field.wrong.whole_text().startswith("“after lunch” says no time that can be read.")
    assert field.times.text() == "after lunch"
    desk.qtbot.keyClick(field.times, Qt.Key.Key_Escape)
    assert field.times.text() == "13:12-13:30"


def test_breaks_are_typed_in_one_line(desk: Bench, agenda: Agenda) -> None:
    screen = opened(desk, agenda[0])
    screen.filters.hours.trigger()
    desk.settle()
    breaks = screen.planning.side.hours.breaks
    breaks.setFocus()
    desk.qtbot.keyClicks(breaks, "13:30-13:40")
    desk.qtbot.keyClick(breaks, Qt.Key.Key_Return)
    desk.settle()
    (pause,) = desk.team.get(Meeting, agenda[0]).breaks
    assert (pause.since, pause.until) == (at(30), at(40))


def test_a_pin_is_set_by_key_shown_at_the_row_and_holds_the_case(desk: Bench, agenda: Agenda) -> None:
    _, (claes, maes, _), _ = agenda
    screen = opened(desk, agenda[0])
    screen.table.setFocus()
    screen.table.choose(maes)
    desk.settle()
    desk.qtbot.keyClick(screen, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert cell(screen, maes, "Slot") == "13:06, pinned, 6 min"
    screen.table.moved.emit(screen.table.current_row(), 0)
    desk.settle()
    assert desk.said[-1][0] == "Maes, Anna is pinned to 13:06. Release it to move it."
    desk.qtbot.keyClick(screen, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert not desk.team.get(Listing, maes).pinned
    assert desk.team.get(Listing, claes).starts_at is None


def test_two_meetings_in_one_room_are_said_beside_the_hours(desk: Bench, agenda: Agenda) -> None:
    desk.team.meeting(desk.team.board(name="Gut board", prefix="GUT"), starts_at=at(60), place="Room Maas 2")
    screen = opened(desk, agenda[0])
    screen.filters.hours.trigger()
    desk.settle()
    assert "Gut board meets at the same time, from 14:00, in the same room." in said_in(screen)
