"""The attendance list says what was recorded, level by level; presence and contribution are told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from operations.kit import Team

from mdt_app.application import load_guidance
from mdt_app.domain.agenda import Board, Listing, Outcome
from mdt_app.domain.attendance import Attendance, Contribution, Presence
from mdt_app.domain.attendance_list import AttendanceList, LevelAttendance
from mdt_app.domain.errors import Missing, Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.moc import Lack
from mdt_app.domain.payloads import Event
from mdt_app.operations.agenda import SeatMember, SettleListing
from mdt_app.operations.attendance import MarkContribution, MarkPresent, attendance_id
from mdt_app.operations.attendance_kept import KeepAttendanceList, SendAttendanceList, is_kept, kept, sendings
from mdt_app.operations.attendance_list import attendance_list
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.people import AddPerson
from mdt_app.operations.room import NameChair

DAY = date(2026, 9, 10)


def person(team: Team, family: str, discipline: str, level: str = "secondary", **more: str) -> str:
    id = new_id()
    team.act(AddPerson, person_id=id, family=family, title="Dr", discipline=discipline, level=level, **more)
    return id


def seated(team: Team, board: str, *members: str, chair: str = "") -> None:
    for one in members:
        team.act(SeatMember, membership_id=new_id(), board_id=board, person_id=one, chair=one == chair)


def there(team: Team, listing: str, who: str, presence: Presence = Presence.ON_SITE) -> None:
    team.act(MarkPresent, listing_id=listing, person_id=who, presence=presence)


def listed_of(team: Team, meeting: str) -> AttendanceList:
    with team.database.reader() as reader:
        return attendance_list(reader, load_guidance(), meeting)


def level(found: AttendanceList, name: str, case: int = 0) -> LevelAttendance:
    return next(one for one in found.cases[case].levels if one.level == name)


def names(parts: object) -> list[str]:
    return [one.name for one in parts]  # type: ignore[attr-defined]


def test_presence_stands_at_its_level_and_a_contribution_apart_from_it(both: Team) -> None:
    board = both.board()
    oncologist = person(both, "Maes", "oncology", professional_number="19999010140")
    psychologist = person(both, "Karaçay", "psycho-oncology")
    gp = person(both, "Benali", "gp", "primary", professional_number="19999035140")
    seated(both, board, oncologist, psychologist, chair=oncologist)
    meeting = both.meeting(board, DAY)
    listing = both.listed(meeting)
    there(both, listing, oncologist)
    assert not listed_of(both, meeting).chair  # a seat is no chairing: somebody says who does it
    both.act(NameChair, meeting_id=meeting, person_id=oncologist)
    there(both, listing, gp, Presence.PHONE)
    there(both, listing, psychologist, Presence.ABSENT)
    both.act(
        MarkContribution,
        listing_id=listing,
        person_id=psychologist,
        contribution=Contribution.WRITTEN,
        text="x",
    )
    found = listed_of(both, meeting)
    assert names(level(found, "primary").present) == ["Dr Benali"]
    secondary = level(found, "secondary")
    assert names(secondary.present) == ["Dr Maes"]
    assert names(secondary.contributed) == names(secondary.absent) == ["Dr Karaçay"]
    assert level(found, "tertiary").empty
    by_name = {one.name: one for one in found.people}
    assert (by_name["Dr Karaçay"].present, by_name["Dr Karaçay"].contributed) == (0, 1)
    assert by_name["Dr Karaçay"].absent == 1
    assert found.chair == "Dr Maes"
    assert found.people[0].chair


def test_nobody_was_present_at_a_case_that_a_closed_meeting_never_came_to(both: Team) -> None:
    meeting = both.meeting(both.board(), DAY)
    oncologist, gp = person(both, "Maes", "oncology"), person(both, "Benali", "gp", "primary")
    decided, never = both.listed(meeting), both.listed(meeting, "Nijs")
    both.write(decided, "Watch closely.")
    for listing in (decided, never):
        there(both, listing, oncologist)
    both.act(
        MarkContribution, listing_id=never, person_id=gp, contribution=Contribution.WRITTEN, text="Tired."
    )
    assert [one.present for one in listed_of(both, meeting).people if one.name == "Dr Maes"] == [2]
    both.close(meeting)
    found = listed_of(both, meeting)
    assert [one.held for one in found.cases] == [True, False]
    assert names(level(found, "secondary").present) == ["Dr Maes"]
    assert names(level(found, "secondary", 1).present) == []
    assert names(level(found, "primary", 1).contributed) == ["Dr Benali"]
    assert [one.present for one in found.people if one.name == "Dr Maes"] == [1]
    assert found.cases[0].quorum is not None
    assert not found.cases[0].quorum.met
    assert found.cases[1].quorum is None


def test_who_was_invited_and_not_marked_is_said_and_a_level_without_a_name_too(both: Team) -> None:
    meeting = both.meeting(both.board(), DAY)
    gp = person(both, "Benali", "gp", "primary")
    first, second = both.listed(meeting), both.listed(meeting, "Maes")
    for listing in (first, second):
        patient = both.get(Listing, listing).patient_id
        both.act(
            RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.PROGRESSION, payload=Event(),
            true_from=date(2026, 9, 1),
        )  # fmt: skip
    both.with_gp(both.get(Listing, first).patient_id, "Dr Benali", gp)
    found = listed_of(both, meeting)
    assert names(level(found, "primary").unsaid) == ["Dr Benali"]
    assert level(found, "primary").unsaid[0].why.startswith("progression")
    assert names(level(found, "primary", 1).unsaid) == [""]
    assert [one.name for one in found.people] == ["Dr Benali"]
    assert (found.people[0].present, found.people[0].invited) == (0, 1)


def test_missing_numbers_are_named_of_those_who_took_part(both: Team) -> None:
    board = both.board()
    known = person(both, "Maes", "oncology", professional_number="19999010140")
    unknown, away = person(both, "Claes", "radiology"), person(both, "Wouters", "surgery")
    seated(both, board, known, unknown, away)
    meeting = both.meeting(board, DAY)
    listing = both.listed(meeting)
    there(both, listing, known)
    there(both, listing, unknown)
    there(both, listing, away, Presence.ABSENT)
    assert listed_of(both, meeting).numbers_missing == ("Dr Claes",)


def test_times_are_those_that_somebody_noted_in_the_boards_own_zone(both: Team) -> None:
    meeting = both.meeting(both.board(), DAY)
    oncologist = person(both, "Maes", "oncology")
    listing = both.listed(meeting)
    there(both, listing, oncologist)
    assert listed_of(both, meeting).people[0].joined is None
    row = both.get(Attendance, attendance_id(listing, oncologist))
    kept_listing = both.get(Listing, listing)
    with both.database.open_work(both.command(KeepAttendanceList, meeting_id=meeting)) as work:
        work.put(replace(row, joined_at=datetime(2026, 9, 10, 11, 2, tzinfo=UTC)))
        work.put(replace(kept_listing, began_at=datetime(2026, 9, 10, 11, tzinfo=UTC)))
        work.commit()
    found = listed_of(both, meeting)
    assert found.people[0].joined is not None
    assert f"{found.people[0].joined:%H:%M}" == "13:02"
    assert found.people[0].left is None
    assert found.began is not None
    assert f"{found.began:%H:%M}" == "13:00"
    assert found.ended is None


def test_a_case_taken_off_is_on_no_attendance_list(both: Team) -> None:
    meeting = both.meeting(both.board(), DAY)
    both.listed(meeting)
    off = both.listed(meeting, "Maes")
    both.act(SettleListing, listing_id=off, outcome=Outcome.WITHDRAWN)
    assert [one.patient for one in listed_of(both, meeting).cases] == ["Peeters, Anna"]


def test_the_belgian_kinds_are_shown_only_where_the_board_has_them_on(both: Team) -> None:
    board_id = both.board()
    meeting = both.meeting(board_id, DAY)
    four = [person(both, one.title(), one) for one in ("oncology", "surgery", "radiology", "pathology")]
    listing = both.listed(meeting, asked_by="Dr Benali")
    for one in four:
        there(both, listing, one)
    assert not listed_of(both, meeting).moc
    assert listed_of(both, meeting).cases[0].moc is None
    board = both.get(Board, board_id)
    with both.database.open_work(both.command(KeepAttendanceList, meeting_id=meeting)) as work:
        work.put(replace(board, moc=True))
        work.commit()
    moc = listed_of(both, meeting).cases[0].moc
    assert moc is not None
    assert moc.requester == "Dr Benali"
    assert moc.lacks == (Lack.KIND,)
    assert len(moc.specialists) == 4


def test_that_the_list_was_made_is_known_until_the_meeting_is_opened_again(both: Team) -> None:
    meeting = both.meeting(both.board(), DAY)
    both.listed(meeting)
    with pytest.raises(Refused, match="not closed yet"):
        both.act(KeepAttendanceList, meeting_id=meeting)
    both.close(meeting)
    with both.database.reader() as reader:
        assert not is_kept(reader, meeting)
    both.act(KeepAttendanceList, meeting_id=meeting)
    with both.database.reader() as reader:
        made = kept(reader, meeting)
    assert made is not None
    assert made.actor == "owner"
    both.reopen(meeting)
    both.close(meeting)
    with both.database.reader() as reader:
        assert not is_kept(reader, meeting)


def test_that_the_list_was_sent_is_said_by_a_person_and_holds_until_the_meeting_is_opened_again(
    both: Team,
) -> None:
    meeting = both.meeting(both.board(), DAY)
    both.listed(meeting)
    both.close(meeting)
    with pytest.raises(Refused, match="was made yet"):
        both.act(SendAttendanceList, meeting_id=meeting, to="accounts")
    both.act(KeepAttendanceList, meeting_id=meeting)
    with pytest.raises(Refused, match="to whom"):
        both.act(SendAttendanceList, meeting_id=meeting, to="  ")
    both.act(SendAttendanceList, meeting_id=meeting, to="accounts")
    with both.database.reader() as reader:
        assert [to for to, _ in sendings(reader, meeting)] == ["accounts"]
        assert is_kept(reader, meeting)
    both.reopen(meeting)
    both.close(meeting)
    with both.database.reader() as reader:
        assert sendings(reader, meeting) == ()


def test_a_meeting_that_is_not_there_is_said_in_words(team: Team) -> None:
    with pytest.raises(Missing):
        listed_of(team, "nowhere")
