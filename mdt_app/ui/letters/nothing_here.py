"""Where no letter is there yet, it is said when there will be one and where that is decided."""

from __future__ import annotations

from collections.abc import Callable

from mdt_app.domain.agenda import MeetingState
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.letters.reading import LetterList
from mdt_app.ui.letters.words import tr


def nothing_here(
    found: LetterList, go: Callable[[str, str], None], step: Callable[[str], None]
) -> EmptyState:
    """Why there is none; `go(place, id)` and `step(key)` lead on."""
    if found.meeting is None:
        state = EmptyState(
            tr("No letters yet"),
            tr("When a meeting is closed, each decided case gets its letters. They wait here."),
            tr("Open meetings"), "letters", primary=True,
        )  # fmt: skip
        state.acted.connect(lambda: go("meetings", ""))
        return state
    if found.meeting.state == MeetingState.CLOSED:
        state = EmptyState(
            tr("This meeting decided no case"),
            tr("Only a decided case gets letters. What closing did with the others stands under Close."),
            tr("See what closing did"), "letters", primary=True,
        )  # fmt: skip
    else:
        state = EmptyState(
            tr("Letters are made when the meeting is closed"),
            tr("Closing freezes what was decided. Each decided case then gets its letters, as drafts."),
            tr("Go to Close"), "letters", primary=True,
        )  # fmt: skip
    state.acted.connect(lambda: step("close"))
    return state
