"""A letterhead that no letter could print is not kept, and a corrected letter says so with its own new bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marks import MARK
from operations.kit import Team

from mdt_app.domain.agenda import Board, Letterhead
from mdt_app.domain.errors import Refused
from mdt_app.operations.agenda import MakeBoard

HEAD = Letterhead(hospital="AZ", logo=MARK, accent="#7A1F3D", foot=("RIZIV 710",), country="de")


@pytest.mark.parametrize(
    "change", [{"accent": "#EEEEEE"}, {"foot": ("x",) * 3}, {"country": "xx"}, {"logo": MARK[:-1]}]
)
def test_a_letterhead_that_cannot_be_printed_is_not_kept(team: Team, change: dict[str, object]) -> None:
    board_id = team.board(letterhead=HEAD)
    with pytest.raises(Refused):
        team.act(
            MakeBoard, board_id=board_id, name="Other", prefix="LUNG", letterhead=replace(HEAD, **change)
        )
    (board,) = team.find(Board)
    assert (board.letterhead, board.name) == (HEAD, "Thoracic oncology board")
