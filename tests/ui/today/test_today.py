"""Today shows what waits about everybody on file, and each line leads to the place where it is mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from ui.meeting_window import Bench

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Assessment, Transition
from mdt_app.domain.record import Record
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.facts import RecordFact
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.words import said_day
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


def transitions(desk: Bench, patient_id: str) -> tuple[Fact, ...]:
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        return Record(reader.facts([patient_id])[patient_id], desk.services.today()).of(Kind.TRANSITION)


def chosen(screen: TodayScreen, fits: Callable[[SideRow], bool]) -> SideRow:
    """The first line that fits, with the keys on it."""
    found = next(
        one for one in screen._work_rows(screen._view)  # type: ignore[arg-type]
        if isinstance(one, SideRow) and fits(one)
    )  # fmt: skip
    assert screen.work.choose(found.key)
    screen.work.setFocus()
    return found


def test_one_enter_confirms_a_handover_says_which_and_can_be_taken_back(desk: Bench) -> None:
    desk.team.board()
    patients = [desk.team.patient(name) for name in ("Peeters", "Maes")]
    for patient in patients:
        hand_over(desk, patient)
    screen = desk.show(TodayScreen)
    desk.settle(8)
    line = chosen(screen, lambda one: one.first.startswith("Peeters") and one.second == "Home")
    desk.qtbot.keyClick(screen.work, Qt.Key.Key_Return)
    desk.settle(8)
    (fact,) = transitions(desk, patients[0])
    assert isinstance(fact.payload, Transition)
    assert fact.payload.confirmed
    assert desk.went == []
    words, undo, _ = desk.said[-1]
    assert words.startswith(line.first)
    assert "Home: confirmed by" in words
    now = screen.work.current_key()
    assert now is not None
    assert now != line.key
    assert screen.work.hasFocus()
    assert callable(undo)
    undo()
    desk.settle(8)
    (fact,) = transitions(desk, patients[0])
    assert isinstance(fact.payload, Transition)
    assert not fact.payload.confirmed


def test_a_handover_is_opened_by_the_mouse_or_with_shift(desk: Bench) -> None:
    desk.team.board()
    patient = desk.team.patient("Peeters")
    hand_over(desk, patient)
    screen = desk.show(TodayScreen)
    desk.settle(8)
    chosen(screen, lambda one: one.second == "Home")
    desk.qtbot.keyClick(screen.work, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    screen.work.activated.emit(screen.work.currentIndex())
    desk.settle()
    assert desk.went == [("patient", f"{patient}/care/handover")] * 2
    assert screen.patient_id() == patient
    (fact,) = transitions(desk, patient)
    assert isinstance(fact.payload, Transition)
    assert not fact.payload.confirmed


def begun(desk: Bench, patient_id: str) -> None:
    draft = Assessment(instrument="esas-r", answers=(("pain", 7.0),))
    desk.team.act(
        RecordFact, fact_id=new_id(), patient_id=patient_id, kind=Kind.ASSESSMENT_DRAFT, payload=draft,
        true_from=date(2026, 9, 20),
    )  # fmt: skip


def test_an_assessment_that_was_begun_waits_without_its_answers(desk: Bench) -> None:
    desk.team.board()
    patient = desk.team.patient("Peeters")
    begun(desk, patient)
    screen = desk.show(TodayScreen)
    desk.settle(8)
    line = chosen(screen, lambda one: "begun on" in one.second)
    assert line.second == f"ESAS-r begun on {said_day(date(2026, 9, 20), date(2026, 10, 1))}: go on"
    assert "7" not in line.spoken().replace(line.right, "")
    desk.qtbot.keyClick(screen.work, Qt.Key.Key_Return)
    assert desk.went == [("assessments", patient)]


def test_who_may_not_record_gets_no_assessments_to_go_on_with(desk: Bench) -> None:
    desk.team.board()
    patient = desk.team.patient("Peeters")
    begun(desk, patient)
    hand_over(desk, patient)
    reading = replace(desk.services.account, roles=("secretary",))
    screen = desk.show(lambda tasks, services: TodayScreen(tasks, replace(services, account=reading)))
    desk.settle(8)
    assert "Assessments begun, not reviewed" not in lines(screen)
    chosen(screen, lambda one: one.first.startswith("Peeters"))
    assert screen.work.at_once == frozenset()


def test_my_actions_stand_in_my_day_and_lead_to_all_of_them(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board(), date(2026, 9, 10))
    listing, id = desk.team.listed(meeting), new_id()
    desk.team.act(
        AddRecommendation, recommendation_id=id, listing_id=listing, what="Talk", owner="Lore Hermans",
        due=date(2026, 9, 20),
    )  # fmt: skip
    desk.team.close(meeting)
    screen = desk.show(TodayScreen)
    desk.settle(8)
    assert "My actions" in lines(screen)
    line = chosen(screen, lambda one: one.second.startswith("Talk"))
    assert line.right == f"was due {said_day(date(2026, 9, 20), date(2026, 10, 1))}"
    assert screen.patient_id() == desk.team.agenda(meeting)[0].patient_id
    desk.qtbot.keyClick(screen.work, Qt.Key.Key_Return)
    screen.to_actions.click()
    assert desk.went == [("actions", id), ("actions", "")]


def test_a_secretarys_day_has_letters_and_attendance_lists_and_no_actions_of_others(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board(), date(2026, 9, 24))
    listing = desk.team.listed(meeting)
    desk.team.act(
        AddRecommendation, recommendation_id=new_id(), listing_id=listing, what="Talk", owner="Dr Maes"
    )
    desk.team.close(meeting)
    reading = replace(desk.services.account, roles=("secretary",))
    screen = desk.show(lambda tasks, services: TodayScreen(tasks, replace(services, account=reading)))
    desk.settle(8)
    said = lines(screen)
    assert {"Letters to issue and send", "Attendance lists to make"} <= set(said)
    assert "My actions" not in said
    chosen(screen, lambda one: isinstance(one.key, tuple) and str(one.key[1]).endswith("//close"))
    desk.qtbot.keyClick(screen.work, Qt.Key.Key_Return)
    assert desk.went == [("meeting", f"{meeting}//close")]


def test_the_arrows_pass_every_line_of_a_patient_who_is_on_two_lists(desk: Bench) -> None:
    desk.team.board()
    for name in ("Peeters", "Maes"):
        hand_over(desk, desk.team.patient(name))
    screen = desk.show(TodayScreen)
    desk.settle(8)
    rows = [one for one in screen._work_rows(screen._view) if isinstance(one, SideRow)]  # type: ignore[arg-type]
    screen.work.setFocus()
    passed = []
    for _ in rows:
        desk.qtbot.keyClick(screen.work, Qt.Key.Key_Down)
        passed.append(screen.work.currentIndex().row())
    assert passed == sorted(set(passed))
