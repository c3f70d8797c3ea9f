"""What was done with a letter late at night is told by the clock of the board's place."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from operations.test_letter_life import send
from ui.letters.conftest import LetterDesk
from ui.letters.test_reviewing import at, said

from mdt_app.operations.letter_stages import Stage
from mdt_app.ui.letters.letters_screen import LettersScreen


def sent_after_midnight(desk: LetterDesk) -> LettersScreen:
    """The letter of a GP that went out at half past midnight in Brussels, before somebody."""
    case = desk.ready()
    desk.team._team.clock = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    with desk.guard.preparing():
        send(case, case.issue())
    screen = desk.letters(case.meeting_id)
    screen.letters.stages.set_current(Stage.OUT)
    screen.letters.stages.chosen.emit(Stage.OUT)
    at(desk, screen, "primary")
    return screen


def test_a_letter_sent_after_midnight_in_brussels_was_sent_on_the_next_day(desk: LetterDesk) -> None:
    screen = sent_after_midnight(desk)
    (row,) = [one for one in screen.letters.list.model().rows if hasattr(one, "key")]  # type: ignore[attr-defined]
    assert row.right == "sent 21 Nov"
    assert "21 Nov, 00:3" in said(screen)
    assert "20 Nov" not in said(screen)


@pytest.fixture
def in_new_york() -> Iterator[None]:
    """The desk's own clock shows another time than the board's."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "America/New_York"
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the machine's zone cannot be set here")
def test_at_a_desk_in_another_zone_every_time_is_the_boards_and_names_its_place(
    in_new_york: None, desk: LetterDesk
) -> None:
    screen = sent_after_midnight(desk)
    shown = said(screen)
    times = re.findall(r"\b\d\d:\d\d\b.{0,9}", shown)
    assert len(times) > 3
    assert [one for one in times if not one[5:].startswith(" Brussels")] == []
    assert "21 Nov, 00:3" in shown
    assert "20 Nov" not in shown
