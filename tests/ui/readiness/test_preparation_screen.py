"""Each team sees what it prepares for a meeting, and prints the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from ui.meeting_window import Bench

from mdt_app.domain.agenda import Listing
from mdt_app.operations.commands import new_id
from mdt_app.operations.needs import AskNeed
from mdt_app.ui.readiness.preparation_screen import PreparationScreen


def opened(desk: Bench, id: str) -> PreparationScreen:
    screen = desk.show(PreparationScreen)
    screen.show_preparation(id)
    desk.settle()
    return screen


def asked(desk: Bench, listing: str, what: str, wanted: str) -> None:
    case_id = desk.team.get(Listing, listing).case_id
    desk.team.act(
        AskNeed, need_id=new_id(), case_id=case_id, what=what, wanted=wanted, owner="Dr. Claes",
        expected=date(2026, 10, 12),
    )  # fmt: skip


def texts(screen: PreparationScreen) -> list[str]:
    model = screen.model
    return [
        " / ".join(
            str(model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole))
            for column in range(model.columnCount())
        )
        for row in range(model.rowCount())
    ]


def test_each_team_reads_what_is_wanted_of_it_alone(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board())
    listing = desk.team.listed(meeting, "Claes")
    asked(desk, listing, "imaging", "PET-CT")
    asked(desk, listing, "pathology", "PD-L1")
    screen = opened(desk, f"{meeting}/radiology")
    assert len(texts(screen)) == 1
    assert "PET-CT" in texts(screen)[0]
    assert "Dr. Claes" in texts(screen)[0]
    screen.teams.segment("pathology").click()
    desk.settle()
    assert "PD-L1" in texts(screen)[0]
    screen.teams.segment("palliative").click()
    desk.settle()
    assert screen.pages.currentWidget() is screen.none


def test_a_line_leads_to_its_case_on_the_agenda(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board())
    listing = desk.team.listed(meeting, "Claes")
    screen = opened(desk, f"{meeting}/radiology")
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert desk.went == [("meeting", f"{meeting}/{listing}/prepare")]


def test_the_list_is_printed_as_it_stands(desk: Bench, tmp_path: Path) -> None:
    meeting = desk.team.meeting(desk.team.board())
    asked(desk, desk.team.listed(meeting, "Claes"), "imaging", "PET-CT")
    screen = opened(desk, f"{meeting}/radiology")
    screen.choose_file = lambda parent, name: str(tmp_path / name)
    screen.print.click()
    desk.settle()
    [written] = list(tmp_path.glob("Radiology*.pdf"))
    assert "Claes" not in written.name
    assert written.read_bytes().startswith(b"%PDF")
