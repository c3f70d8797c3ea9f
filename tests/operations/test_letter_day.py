"""The day on which a letter is issued and sent is that of the board's place, whatever the desk's clock says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from operations.kit import Team, press
from operations.letters_kit import Decided, decided
from operations.test_letter_life import file_of, send

from mdt_app.domain.letters.letter import LetterPart
from mdt_app.operations.letter_stages import desk_lines

NEARLY_MIDNIGHT = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
"""In Brussels it is half past midnight, on the 21st."""


@pytest.fixture(params=[UTC, ZoneInfo("Europe/Brussels"), ZoneInfo("America/New_York")], ids=str)
def case(team: Team, request: pytest.FixtureRequest) -> Decided:
    """Decided, and reviewed before midnight, at desks whose clocks stand in other places."""
    found = decided(team)
    team.clock = NEARLY_MIDNIGHT.astimezone(request.param)
    return found


def test_the_day_that_is_printed_is_the_boards_own(case: Decided) -> None:
    letter = case.issue()
    content = press().content(letter, file_of(case, letter, LetterPart.CONTENT))
    assert content.shared.issued_on == date(2026, 11, 21)


def test_the_day_of_the_sending_is_the_boards_own(case: Decided) -> None:
    send(case, case.issue())
    with case.team.database.reader() as reader:
        (line,) = [one for one in desk_lines(reader, press().guidance) if one.due.letter.level == "primary"]
    assert line.due.sent_on() == date(2026, 11, 21)
