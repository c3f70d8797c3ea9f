"""The clock from meeting to sending is made of what is recorded; what is not out has no time, and is not nought."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from operations.kit import BRUSSELS, Team, press
from operations.letters_kit import Decided, decided
from operations.test_letter_life import send

from mdt_app.operations.letter_clock import clock, took_days
from mdt_app.operations.letter_stages import DeskLine, Stage, desk_lines

HELD = datetime(2026, 11, 19, 13, tzinfo=BRUSSELS)


@pytest.fixture
def case(team: Team) -> Decided:
    return decided(team)


def lines(case: Decided) -> list[DeskLine]:
    with case.team.database.reader() as reader:
        return list(desk_lines(reader, press().guidance))


def at(
    one: DeskLine, held_at: datetime, sent: datetime | None, meeting: str = "m", board: str = "b"
) -> DeskLine:
    """The same letter of another meeting, sent at another moment."""
    due = replace(one.due, held_at=held_at, first_at=sent, sent_at=sent, meeting_id=meeting, board=board)
    return replace(one, due=due, stage=Stage.OUT if sent else Stage.SEND)


def test_what_is_not_out_is_counted_beside_and_not_as_nought(case: Decided) -> None:
    before = clock(lines(case))
    assert (before.out, before.waiting, before.middle, before.slowest) == (0, 4, None, None)
    send(case, case.issue())
    after = clock(lines(case))
    assert (after.meetings, after.out, after.waiting) == (1, 1, 3)
    assert after.middle is not None


def test_a_sending_just_after_midnight_in_brussels_is_the_next_working_day(case: Decided) -> None:
    one = lines(case)[0]
    late_in_the_evening = datetime(2026, 11, 19, 22, 30, tzinfo=UTC)
    assert took_days(at(one, HELD, late_in_the_evening)) == 0
    assert took_days(at(one, HELD, late_in_the_evening + timedelta(hours=1))) == 1


def test_the_middle_and_the_slowest_are_in_working_days(case: Decided) -> None:
    one = lines(case)[0]
    sent = [HELD + timedelta(days=days) for days in (1, 1, 4, 14)]
    found = clock([at(one, HELD, moment) for moment in sent])
    assert (found.middle, found.slowest) == (1.5, 10)


def test_of_each_board_only_the_last_meetings_count(case: Decided) -> None:
    one = lines(case)[0]
    weeks = [HELD - timedelta(weeks=back) for back in range(6)]
    mine = [at(one, day, day + timedelta(days=1), f"m{day:%j}") for day in weeks]
    rare = [at(one, weeks[5], None, "other", "Rare tumours")]
    found = clock([*mine, *rare], meetings=2)
    assert (found.meetings, found.out, found.waiting) == (3, 2, 1)


def test_a_meeting_whose_sent_letters_are_not_all_listed_does_not_count(case: Decided) -> None:
    one = lines(case)[0]
    issued = replace(one, due=replace(one.due, letter=replace(one.due.letter, issued_at=HELD)))
    cut = [at(issued, HELD - timedelta(days=1), HELD), at(issued, HELD + timedelta(days=7), HELD, "next")]
    assert clock(cut, newest=2).meetings == 1
    assert clock(cut, newest=3).meetings == 2


def test_a_list_that_ends_is_known_to_end_while_one_of_its_letters_is_still_due(case: Decided) -> None:
    one = lines(case)[0]
    issued = replace(one, due=replace(one.due, letter=replace(one.due.letter, issued_at=HELD)))
    cut = [at(issued, HELD - timedelta(days=1), HELD), at(issued, HELD + timedelta(days=7), None, "next")]
    assert clock(cut, newest=2).meetings == 1
    assert clock(cut, newest=3).meetings == 2


def test_nobody_waits_for_a_letter_to_no_palliative_team_and_it_slows_no_clock(case: Decided) -> None:
    one = replace(lines(case)[0], stage=Stage.TEAM)
    found = clock([one])
    assert (found.meetings, found.waiting) == (0, 0)
