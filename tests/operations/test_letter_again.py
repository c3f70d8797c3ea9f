"""What the letters of a case say of its next time comes from the agenda that it was carried to."""

from __future__ import annotations

from datetime import date

from operations.kit import Team

from mdt_app.application import load_guidance
from mdt_app.operations.letter_records import letter_record


def again_on(team: Team, listing: str) -> date | None:
    with team.database.reader() as reader:
        return letter_record(reader, load_guidance(), listing, date(2026, 10, 20)).again_on


def test_a_case_without_a_decision_names_the_day_on_which_it_comes_back(team: Team) -> None:
    board = team.board()
    meeting = team.meeting(board)
    team.meeting(board, date(2026, 10, 29))
    open_case, decided = team.listed(meeting), team.listed(meeting)
    team.write(decided, "Third line.")
    assert again_on(team, open_case) is None
    team.close(meeting)
    assert again_on(team, open_case) == date(2026, 10, 29)
    assert again_on(team, decided) is None
