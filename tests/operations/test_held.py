"""A meeting is held on one day, which its facts, letters, lists and case histories name. Both engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache

import pytest
from operations.kit import BRUSSELS, Team

from mdt_app.application import load_guidance
from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.cases import Case
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Event
from mdt_app.operations.accounts import MakeAccount
from mdt_app.operations.agenda import OpenMeeting
from mdt_app.operations.agenda_print import agenda_content
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.fields import SetField
from mdt_app.operations.held import as_held, held_meeting
from mdt_app.operations.letter_records import letter_record
from mdt_app.operations.listings import meeting_rows
from mdt_app.operations.palliative_view import palliative_view
from mdt_app.operations.people import AddPerson
from mdt_app.operations.rows import ListingRow
from mdt_app.operations.views import case_view

guidance = cache(load_guidance)
PLANNED = date(2026, 10, 15)


def at(day: int, hour: int = 11, month: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


class History:
    """A meeting planned for 15 October at 13:00 in Brussels, with one decided case, and what was done to it when."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.meeting = team.meeting(team.board())
        self.listing = team.listed(self.meeting)
        self.patient = team.get(Listing, self.listing).patient_id
        team.write(self.listing, "Comfort first.")

    def start(self, when: datetime) -> None:
        self._at(when, lambda: self.team.act(OpenMeeting, meeting_id=self.meeting))

    def close(self, when: datetime) -> None:
        self._at(when, lambda: self.team.close(self.meeting))

    def reopen(self, when: datetime) -> None:
        self._at(when, lambda: self.team.reopen(self.meeting))

    def record(self, kind: Kind, text: str, day: date) -> str:
        said = {"fact_id": new_id(), "patient_id": self.patient, "kind": kind, "payload": Event(text=text)}
        self.team.act(RecordFact, true_from=day, **said)
        return str(said["fact_id"])

    def held(self) -> datetime:
        with self.team.database.reader() as reader:
            meeting = reader.get(Meeting, self.meeting)
            return as_held(reader, meeting, reader.get(Board, meeting.board_id)).starts_at

    def ended(self) -> datetime | None:
        with self.team.database.reader() as reader:
            meeting = reader.get(Meeting, self.meeting)
            return held_meeting(reader, meeting, reader.get(Board, meeting.board_id)).ended

    def decided_on(self) -> list[date]:
        """The days of the standing decisions."""
        with self.team.database.reader() as reader:
            facts = reader.facts([self.patient])[self.patient]
        gone = {one.replaces for one in facts if one.replaces}
        made = [one for one in facts if one.kind == Kind.DECISION and one.id not in gone]
        return [one.true_from for one in made if not one.withdrawn]

    def row(self) -> ListingRow:
        with self.team.database.reader() as reader:
            (row,) = agenda_view(reader, guidance(), self.meeting).rows
        return row

    def called(self) -> list[tuple[str, str]]:
        return [(one.person, one.why) for one in self.row().invited]

    def _at(self, when: datetime, act: Callable[[], object]) -> None:
        self.team.clock = when
        act()


def test_a_meeting_started_and_closed_early_was_held_when_it_was_started(both: Team) -> None:
    one = History(both)
    one.start(at(5, 9))
    one.close(at(5, 10))
    assert one.held() == datetime(2026, 10, 5, 11, 1, tzinfo=BRUSSELS)
    assert one.decided_on() == [date(2026, 10, 5)]


def test_one_closed_early_without_a_start_was_held_when_it_was_closed(both: Team) -> None:
    one = History(both)
    one.close(at(5))
    assert one.held().date() == date(2026, 10, 5)
    assert one.decided_on() == [date(2026, 10, 5)]


def test_one_started_in_the_evening_and_closed_after_midnight_was_held_on_the_evening(both: Team) -> None:
    one = History(both)
    one.start(at(5, 20))
    one.close(at(6, 5))
    assert one.held().date() == date(2026, 10, 5)


def test_the_boards_own_zone_says_which_day_it_is(both: Team) -> None:
    one = History(both)
    one.close(at(14, 23))
    assert (one.held(), one.decided_on()) == (datetime(2026, 10, 15, 13, tzinfo=BRUSSELS), [PLANNED])


@pytest.mark.parametrize("closed", [at(15, 12), at(16, 7), at(22, 7)])
def test_one_closed_on_its_day_or_later_was_held_as_planned(both: Team, closed: datetime) -> None:
    one = History(both)
    one.start(at(15))
    one.close(closed)
    assert one.held() == datetime(2026, 10, 15, 13, tzinfo=BRUSSELS)
    assert one.decided_on() == [PLANNED]


def test_closing_again_after_reopening_moves_no_early_day(both: Team) -> None:
    one = History(both)
    one.start(at(5, 9))
    one.close(at(5, 10))
    for when in (at(6), at(20), at(21)):
        one.reopen(when)
        one.close(when)
        assert (one.held().date(), one.decided_on()) == (date(2026, 10, 5), [date(2026, 10, 5)])
        assert one.ended() == at(6).replace(minute=1)


def test_a_meeting_held_early_and_reopened_after_its_planned_day_stays_on_its_day_while_open(
    team: Team,
) -> None:
    one = History(team)
    one.close(at(5))
    one.reopen(at(20))
    assert one.held().date() == date(2026, 10, 5)


def test_closing_again_after_reopening_moves_no_planned_day(both: Team) -> None:
    one = History(both)
    for when in (at(15, 13), at(16), at(25)):
        one.close(when)
        assert (one.held().date(), one.decided_on()) == (PLANNED, [PLANNED])
        assert one.ended() == at(15, 13).replace(minute=1)
        one.reopen(when)


def test_one_closed_early_by_mistake_and_reopened_is_held_on_its_day_and_its_facts_follow(both: Team) -> None:
    one = History(both)
    one.close(at(5))
    assert one.decided_on() == [date(2026, 10, 5)]
    one.reopen(at(6))
    one.close(at(15, 12))
    assert (one.held().date(), one.decided_on()) == (PLANNED, [PLANNED])


def test_what_was_decided_early_is_seen_the_same_day(team: Team) -> None:
    one = History(team)
    one.start(at(5, 9))
    one.close(at(5, 10))
    today = date(2026, 10, 5)
    with team.database.reader() as reader:
        page = palliative_view(reader, guidance(), one.patient, today, None, today)
    assert page.last_decision is not None
    assert (page.last_decision.text, page.last_decision.fact.true_from) == ("Comfort first.", today)
    assert page.next_meeting is None


def test_letters_lists_and_the_agenda_name_the_day_it_was_held(team: Team) -> None:
    one = History(team)
    later = team.meeting(team.get(Meeting, one.meeting).board_id, date(2026, 10, 8))
    one.start(at(5, 9))
    one.close(at(5, 10))
    held = datetime(2026, 10, 5, 11, 1, tzinfo=BRUSSELS)
    with team.database.reader() as reader:
        record = letter_record(reader, guidance(), one.listing, date(2026, 10, 5))
        rows = meeting_rows(reader)
        sheet = agenda_content(agenda_view(reader, guidance(), one.meeting), demo=False)
        case = case_view(reader, guidance(), one.listing)
    assert (record.meeting_at, record.slot and record.slot[0]) == (held, held)
    assert [row.id for row in rows] == [one.meeting, later]
    assert rows[0].starts_at == held
    assert (sheet.starts_at, sheet.cases[0].slot and sheet.cases[0].slot[0]) == (held, held)
    assert case.meeting.starts_at == held
    assert team.get(Meeting, one.meeting).starts_at == datetime(2026, 10, 15, 13, tzinfo=BRUSSELS)


def test_a_meeting_open_before_its_day_shows_a_case_as_it_stands_today(team: Team) -> None:
    one = History(team)
    one.start(at(5, 9))
    one.record(Kind.PROGRESSION, "liver", date(2026, 10, 9))
    with team.database.reader() as reader:
        view = case_view(reader, guidance(), one.listing, date(2026, 10, 5))
    assert view.background.progressions == ()


def test_a_closed_agenda_still_names_whom_it_called(both: Team) -> None:
    one = History(both)
    both.with_gp(one.patient)
    wrong = one.record(Kind.PROGRESSION, "liver", date(2026, 10, 2))
    one.start(at(15))
    called = [("Dr. Samira Benali", "progression 02-10-2026")]
    assert one.called() == called
    one.close(at(15, 12))
    assert one.called() == called
    both.clock = at(20)
    both.with_gp(one.patient, "Dr. Ann Later", since=date(2026, 10, 10))
    both.act(
        RecordFact, fact_id=new_id(), patient_id=one.patient, kind=Kind.PROGRESSION, payload=Event(text="liver"),
        true_from=date(2026, 10, 2), replaces=wrong, withdrawn=True,
    )  # fmt: skip
    assert one.called() == called
    one.reopen(at(21))
    assert one.called() == []
    one.close(at(22))
    assert one.called() == called


def test_what_an_early_meeting_decided_first_calls_nobody_off_when_it_closes_again(team: Team) -> None:
    one = History(team)
    team.with_gp(one.patient)
    one.record(Kind.PROGRESSION, "liver", date(2026, 10, 2))
    for when in (at(5), at(6)):
        one.close(when)
        assert one.called() == [("Dr. Samira Benali", "progression 02-10-2026")]
        one.reopen(when)
    one.close(at(7))
    assert one.called() == [("Dr. Samira Benali", "progression 02-10-2026")]


def test_what_came_in_before_the_closing_belongs_to_its_agenda(team: Team) -> None:
    one = History(team)
    one.start(at(15))
    team.with_gp(one.patient)
    one.record(Kind.PROGRESSION, "liver", date(2026, 10, 14))
    one.close(at(16, 7))
    assert one.called() == [("Dr. Samira Benali", "progression 14-10-2026")]


def test_a_question_says_who_wrote_it_last(both: Team) -> None:
    one = History(both)

    def written() -> tuple[str, datetime] | None:
        with both.database.reader() as reader:
            last = case_view(reader, guidance(), one.listing).question_by
        return (last.by, last.at) if last else None

    assert written() is None
    case = both.get(Listing, one.listing).case_id
    with both.database.reader() as reader:
        base = reader.versions(Case, case)["question"]
    both.clock = at(9)
    both.act(SetField, entity="case", entity_id=case, field="asked_by", value="Dr. Claes", base_version=0)
    assert written() is None
    both.act(SetField, entity="case", entity_id=case, field="question", value="Hospice?", base_version=base)
    assert written() == ("Lore Hermans", both.clock)


@pytest.mark.parametrize("role", ["palliative", "secretary", "guest"])
def test_who_may_not_close_a_meeting_may_not_start_or_reopen_it(team: Team, role: str) -> None:
    one = History(team)
    person = new_id()
    team.act(AddPerson, person_id=person, family="Claes")
    for user, roles in (("other", (role,)), ("els", ("coordinator",))):
        team.act(MakeAccount, account_id=new_id(), user=user, name="", roles=roles, person_id=person)
    (team.account,) = team.find(Account, user="other")
    for act in (one.start, one.close, one.reopen):
        with pytest.raises(Refused, match="right to close"):
            act(at(15))
    (team.account,) = team.find(Account, user="els")
    one.start(at(15))
