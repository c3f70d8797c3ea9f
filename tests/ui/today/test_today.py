"""Today shows what waits about everybody on file, and each line leads to the place where it is mended."""

from __future__ import annotations

from datetime import date

from ui.meeting_window import Bench

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Transition
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.ui.common.lists import SideGroup, SideRow
from mdt_app.ui.today.today_screen import TodayScreen


def lines(screen: TodayScreen) -> list[str]:
    """The list of what waits, as read from above."""
    found = []
    for one in screen._work_rows(screen._view):  # type: ignore[arg-type]
        found.append(one.title if isinstance(one, SideGroup) else one.first)
    return found


def hand_over(desk: Bench, patient_id: str) -> None:
    desk.team.act(
        RecordFact, fact_id=new_id(), patient_id=patient_id, kind=Kind.TRANSITION,
        payload=Transition(to="home"), true_from=date(2026, 9, 1),
    )  # fmt: skip


def test_everybody_on_file_is_looked_through_without_being_asked(desk: Bench) -> None:
    desk.team.board()
    hand_over(desk, desk.team.patient("Peeters"))
    screen = desk.show(TodayScreen)
    desk.settle(8)
    assert "Handovers not confirmed" in lines(screen)
    assert "No GP on file" in lines(screen)
    assert not screen.looking.isVisible()


def test_a_change_at_this_desk_or_another_comes_into_the_lists(desk: Bench) -> None:
    desk.team.board()
    patient = desk.team.patient("Peeters")
    screen = desk.show(TodayScreen)
    desk.settle(8)
    assert "No GP on file" in lines(screen)
    desk.team.with_gp(patient)
    desk.settle(8)
    assert "No GP on file" not in lines(screen)


def test_a_long_list_is_short_until_it_is_wanted_whole(desk: Bench) -> None:
    desk.team.board()
    for number in range(8):
        hand_over(desk, desk.team.patient(f"Peeters {number}"))
    screen = desk.show(TodayScreen)
    desk.settle(8)
    folded = lines(screen).count("Show all 8")
    assert folded >= 2
    whole = next(
        one for one in screen._work_rows(screen._view)  # type: ignore[arg-type]
        if isinstance(one, SideRow) and one.first == "Show all 8"
    )  # fmt: skip
    screen._open(whole.key)  # type: ignore[arg-type]
    assert lines(screen).count("Show all 8") == folded - 1


def test_a_line_leads_to_the_patient(desk: Bench) -> None:
    desk.team.board()
    patient = desk.team.patient("Peeters")
    screen = desk.show(TodayScreen)
    desk.settle(8)
    row = next(one for one in screen._work_rows(screen._view) if isinstance(one, SideRow))  # type: ignore[arg-type]
    screen._open(row.key)  # type: ignore[arg-type]
    assert desk.went == [("patient", f"{patient}/care")]
