"""What the letters' tests get: a desk that really composes and prints, with a closed meeting on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from operations.letters_kit import Decided, decided
from pytestqt.qtbot import QtBot
from ui.meeting_window import Bench, bench

from mdt_app.domain.letters.letter import Letter
from mdt_app.ui.letters.letters_screen import LettersScreen


@dataclass
class LetterDesk(Bench):
    """A desk with one board."""

    board_id: str = ""

    def closed_meeting(self, *families: str) -> str:
        """A meeting at which each of these was decided, closed; gives its id."""
        meeting = self.team.meeting(self.board_id)
        for family in families:
            listing = self.team.listed(meeting, family)
            self.team.write(listing, "Third line with docetaxel.")
        self.team.close(meeting)
        return meeting

    def ready(self) -> Decided:
        """A closed meeting with one case whose letters lack nothing, but for the palliative team's."""
        with self.guard.preparing():
            return decided(self.team._team, "HEAD")

    def issue(self, case: Decided, *levels: str) -> None:
        """Review and issue letters of these levels, elsewhere."""
        with self.guard.preparing():
            for level in levels:
                case.issue(level)

    def letters(self, meeting_id: str = "") -> LettersScreen:
        """The letters of a meeting, or of all, drawn."""
        screen = self.show(LettersScreen)
        if meeting_id:
            screen.show_meeting(meeting_id)
        self.rest()
        return screen

    def rest(self) -> None:
        """Let the page be turned to and drawn, too."""
        self.settle()
        self.qtbot.wait(60)
        self.settle()
        self.settle()

    def read(self, screen: LettersScreen) -> None:
        """Let every page of the letter that is shown lie on the screen, and come back to the first."""
        self.until(lambda: (page := screen.page()) is None or screen.preview.shows(page.pdf))
        self.rest()
        for _ in range(20):
            page = screen.page()
            number = screen.preview.unseen(page.pdf) if page is not None else 0
            if not number:
                screen.preview.turn(1 - screen.preview._number)
                self.rest()
                return
            screen.preview.turn_to_unseen(number)
            self.rest()
        raise AssertionError("a page stays unseen")

    def of(self, level: str) -> Letter:
        """The one letter of a level."""
        found: tuple[Letter, ...] = self.team.find(Letter, level=level)
        return found[0]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, gui_guard: GuiThreadGuard) -> Iterator[LetterDesk]:
    """A desk with one board; letters are printed as the application prints them."""
    with bench(qtbot, tmp_path, gui_guard, LetterDesk) as made:
        made.board_id = made.team.board()
        yield made
