"""Actions are marked where they stand: done with a key, changed or not done with a reason, and always undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from ui.meeting_window import Bench

from mdt_app.domain.agenda import Board
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.operations.agenda import ListCase
from mdt_app.operations.attendance_kept import KeepAttendanceList
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.fates import MarkFate
from mdt_app.operations.views import case_view
from mdt_app.ui.actions.actions_screen import MARKED, ActionsScreen
from mdt_app.ui.actions.earlier import Earlier
from mdt_app.ui.actions.moc_kind import MocKindField
from mdt_app.ui.common.words import said_day

TODAY = date(2026, 10, 1)


def decided(desk: Bench, *actions: str, family: str = "Peeters", owner: str = "Lore Hermans") -> list[str]:
    """A closed meeting of a new board with these actions; gives their ids."""
    meeting = desk.team.meeting(desk.team.board(prefix=f"B{len(desk.team.find(Board))}X"), date(2026, 9, 10))
    listing = desk.team.listed(meeting, family)
    ids = [new_id() for _ in actions]
    for number, (id, what) in enumerate(zip(ids, actions, strict=True)):
        desk.team.act(
            AddRecommendation, recommendation_id=id, listing_id=listing, what=what, owner=owner,
            due=date(2026, 9, 15 + number),
        )  # fmt: skip
    desk.team.close(meeting)
    return ids


def shown(desk: Bench) -> ActionsScreen:
    screen = desk.show(ActionsScreen)
    desk.settle()
    screen.shown()
    return screen


def stored(desk: Bench, id: str) -> Recommendation:
    found: Recommendation = desk.team.get(Recommendation, id)
    return found


def test_mine_stand_first_and_what_is_late_asks_for_a_look_in_words(desk: Bench) -> None:
    decided(desk, "Scan", family="Maes", owner="Dr Wout Schepens")
    decided(desk, "Talk")
    screen = shown(desk)
    rows = [getattr(one, "title", "") or one.recommendation.what for one in screen.model.shown_rows()]
    assert rows == ["Mine", "Talk", "Everybody else’s", "Scan"]
    assert screen.count.whole_text() == "2 open, 2 overdue"
    cell = screen.model.cell_of(screen.model.row_at(1), 0)
    assert cell.spoken() == f"{said_day(date(2026, 9, 15), TODAY)}, overdue, 16 days over"


def test_one_key_marks_an_action_carried_out_and_it_can_be_taken_back(desk: Bench) -> None:
    first, second = decided(desk, "Talk", "Scan")
    screen = shown(desk)
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_D)
    desk.settle()
    assert stored(desk, first).fate == Fate.CARRIED_OUT
    assert screen.table.current_row().recommendation.id == second
    words, undo, wrong = desk.said[-1]
    assert (words, wrong) == ("Talk: carried out.", False)
    assert callable(undo)
    undo()
    desk.settle()
    assert stored(desk, first).fate == Fate.OPEN
    assert desk.said[-1][0] == "Taken back."


def test_not_done_asks_for_its_reason_before_anything_is_kept(desk: Bench) -> None:
    (id,) = decided(desk, "Talk")
    screen = shown(desk)
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_N)
    form = screen.pane.form
    assert form.reason.isVisible()
    assert form.reason.hasFocus()
    form.keep.click()
    desk.settle()
    assert stored(desk, id).fate == Fate.OPEN
    assert form.wrong.isVisible()
    form.reason.set_current("patient-choice")
    form.note.set_text("waits for her daughter")
    form.day.set_text("20 Sep")
    form.keep.click()
    desk.settle()
    found = stored(desk, id)
    assert (found.fate, found.fate_code) == (Fate.NOT_DONE, "patient-choice")
    assert (found.fate_note, found.fate_on) == ("waits for her daughter", date(2026, 9, 20))


def test_a_death_is_no_reason_for_a_change(desk: Bench) -> None:
    decided(desk, "Talk")
    screen = shown(desk)
    form = screen.pane.form
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_N)
    assert form.reason.findData("patient-died") >= 0
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_C)
    assert form.reason.findData("patient-died") < 0


def test_a_day_to_come_and_another_reason_without_words_are_asked_for_again(desk: Bench) -> None:
    (id,) = decided(desk, "Talk")
    screen = shown(desk)
    form = screen.pane.form
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_N)
    form.reason.set_current("other")
    form.keep.click()
    assert form.note.hasFocus()
    form.note.set_text("the clinic moved")
    form.day.set_text("2027-01-01")
    form.keep.click()
    assert form.day.hasFocus()
    desk.settle()
    assert stored(desk, id).fate == Fate.OPEN


def test_what_was_marked_lately_can_be_opened_again(desk: Bench) -> None:
    (id,) = decided(desk, "Talk")
    desk.team.act(MarkFate, recommendation_id=id, fate=Fate.CHANGED, code="toxicity", note="half the dose")
    screen = shown(desk)
    assert screen.pages.currentWidget() is screen.nothing
    screen.state.set_current(MARKED)
    screen.state.chosen.emit(MARKED)
    desk.settle()
    assert (
        screen.pane.state.words.whole_text()
        == "changed on 1 Oct: side effects stood in the way; half the dose"
    )
    assert screen.pane.form.clear.isVisible()
    screen.pane.form.clear.click()
    desk.settle()
    assert stored(desk, id).fate == Fate.OPEN


def test_what_is_being_typed_stays_when_another_desk_marks_something_else(desk: Bench) -> None:
    first, second = decided(desk, "Talk", "Scan")
    screen = shown(desk)
    assert screen.table.choose(first)
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_N)
    screen.pane.form.note.set_text("half a sentence")
    desk.team.act(MarkFate, recommendation_id=second, fate=Fate.CARRIED_OUT)
    desk.settle()
    assert screen.pane.form.note.text() == "half a sentence"
    assert screen.pane.form.fate.current() == Fate.NOT_DONE


def test_enter_opens_the_case_and_the_list_can_be_narrowed(desk: Bench) -> None:
    decided(desk, "Talk")
    decided(desk, "Scan", family="Maes")
    screen = shown(desk)
    screen.search.setText("maes")
    screen.search.textEdited.emit("maes")
    assert [one.recommendation.what for one in screen.model.shown_rows() if hasattr(one, "mine")] == ["Scan"]
    row = screen.table.current_row()
    assert row.recommendation.what == "Scan"
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert desk.went[-1] == ("meeting", f"{row.place}/meet")


def test_who_may_not_record_sees_the_actions_and_marks_none(desk: Bench) -> None:
    (id,) = decided(desk, "Talk")
    reading = replace(desk.services.account, roles=("secretary",))
    screen = desk.show(lambda tasks, services: ActionsScreen(tasks, replace(services, account=reading)))
    desk.settle()
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_D)
    desk.settle()
    assert stored(desk, id).fate == Fate.OPEN
    assert not screen.pane.form.fate.isEnabled()


def test_one_action_that_is_asked_for_is_chosen(desk: Bench) -> None:
    _, second = decided(desk, "Talk", "Scan")
    screen = shown(desk)
    screen.show_action(second)
    desk.settle()
    assert screen.table.current_row().recommendation.id == second


def again(desk: Bench) -> tuple[str, str, str]:
    """A patient whose earlier action was not done, listed again; gives patient, listing and action."""
    board = desk.team.board()
    first, second = desk.team.meeting(board, date(2026, 9, 10)), desk.team.meeting(board, date(2026, 10, 8))
    listing, id = desk.team.listed(first), new_id()
    desk.team.act(AddRecommendation, recommendation_id=id, listing_id=listing, what="Scan")
    desk.team.close(first)
    desk.team.act(MarkFate, recommendation_id=id, fate=Fate.NOT_DONE, code="not-reached")
    patient = desk.team.agenda(first)[0].patient_id
    here = new_id()
    desk.team.act(ListCase, listing_id=here, case_id=new_id(), meeting_id=second, patient_id=patient)
    return patient, here, id


def test_the_next_case_of_a_patient_says_what_became_of_the_last(desk: Bench) -> None:
    patient, here, id = again(desk)
    day = said_day(date(2026, 9, 10), TODAY)
    earlier = desk.show(Earlier)
    earlier.show_listing(patient, here)
    desk.settle()
    assert earlier.line.whole_text() == f"actions: 1 not done; {day} decided"
    assert not earlier._body.isVisible()
    earlier.fold.click()
    assert earlier._body.isVisible()
    desk.team.act(MarkFate, recommendation_id=id, fate=Fate.CARRIED_OUT)
    desk.settle()
    assert earlier.line.whole_text() == f"actions: 1 carried out; {day} decided"
    assert earlier._body.isVisible()


def test_a_first_case_has_nothing_earlier_and_takes_no_room(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board(), date(2026, 10, 8))
    listing = desk.team.listed(meeting)
    earlier = desk.show(Earlier)
    earlier.show_listing(desk.team.agenda(meeting)[0].patient_id, listing)
    desk.settle()
    assert not earlier.fold.isVisible()
    assert earlier.sizeHint().height() == 0


def test_the_belgian_kind_is_chosen_only_where_the_board_has_it_on(desk: Bench) -> None:
    board = desk.team.board()
    meeting = desk.team.meeting(board, date(2026, 10, 8))
    listing = desk.team.listed(meeting)

    def show(field: MocKindField) -> None:
        with desk.guard.preparing(), desk.team.database.reader() as reader:
            view = case_view(reader, desk.services.guidance, listing)
        field.show_case(view, editable=True)

    field = desk.show(MocKindField)
    show(field)
    assert not field.isVisible()
    command = desk.team.command(KeepAttendanceList, meeting_id=meeting)
    with desk.guard.preparing(), desk.team.database.open_work(command) as work:
        work.put(replace(work.get(Board, board), moc=True))
        work.commit()
    show(field)
    assert field.isVisible()
    field.kind.chosen.emit("first")
    desk.settle()
    case_id = desk.team.agenda(meeting)[0].case_id
    assert desk.team.get(Case, case_id).moc_kind == "first"
    field.kind.chosen.emit("follow-up")
    desk.settle()
    assert desk.said[-1][2]
    assert desk.team.get(Case, case_id).moc_kind == "first"
