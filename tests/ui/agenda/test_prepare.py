"""Preparing is done by keyboard beside the table, and every act has its way back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from operations.kit import STANDARD
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from ui.meeting_window import Bench, services_of

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Listing, Meeting, Outcome
from mdt_app.domain.cases import Case
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import CareHolder, Event
from mdt_app.operations.agenda import MoveListing, OpenMeeting, SettleListing
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.fields import SetField
from mdt_app.operations.rows import ListingRow
from mdt_app.ui.agenda.prepare_screen import PrepareScreen
from mdt_app.ui.agenda.printing import file_name
from mdt_app.ui.common import theme
from mdt_app.ui.common.text import Label

NAMES = ("Claes", "Maes", "Nijs")


@pytest.fixture
def agenda(desk: Bench) -> list[str]:
    """Three cases on one agenda; gives the meeting's id and then the listings'."""
    meeting = desk.team.meeting(desk.team.board())
    return [meeting, *(desk.team.listed(meeting, name, f"What for {name}?") for name in NAMES)]


def opened(desk: Bench, agenda: list[str]) -> PrepareScreen:
    screen = desk.show(PrepareScreen)
    screen.show_meeting(agenda[0])
    desk.settle()
    return screen


def families(screen: PrepareScreen) -> list[str]:
    return [row.patient.family for row in screen.model.shown_rows() if isinstance(row, ListingRow)]


def cell(screen: PrepareScreen, place: int, title: str) -> str:
    column = [one.title for one in screen.model.columns].index(title)
    return str(screen.model.data(screen.model.index(place, column), Qt.ItemDataRole.AccessibleTextRole))


def test_the_agenda_stands_in_order_with_slots_and_the_first_case_beside_it(
    desk: Bench, agenda: list[str]
) -> None:
    screen = opened(desk, agenda)
    assert families(screen) == list(NAMES)
    assert [cell(screen, place, "Slot") for place in range(3)] == [
        "13:00, 6 min",
        "13:06, 6 min",
        "13:12, 6 min",
    ]
    assert screen.case.listing_id() == agenda[1]
    assert screen.case.question is not None
    assert screen.case.question.editor.text() == "What for Claes?"


def test_who_may_not_start_a_meeting_sees_no_button_for_it(desk: Bench, agenda: list[str]) -> None:
    assert opened(desk, agenda).filters.start.isVisible()
    reader = Account(id="account-2", user="els", name="Els", roles=("palliative",))
    services = services_of(desk.team, reader)
    screen = desk.show(lambda tasks, _: PrepareScreen(tasks, services))
    screen.show_meeting(agenda[0])
    desk.settle()
    assert screen.filters.isVisible()
    assert not screen.filters.start.isVisible()
    desk.team.act(OpenMeeting, meeting_id=agenda[0])
    desk.settle()
    assert screen.filters.start.accessibleName() == "Continue meeting"
    assert screen.filters.start.isVisible()


def test_a_question_written_again_says_by_whom(desk: Bench, agenda: list[str]) -> None:
    case = desk.team.get(Listing, agenda[1]).case_id
    said = {"entity": "case", "entity_id": case, "field": "question", "base_version": 1}
    desk.team.act(SetField, value="Hospice?", **said)
    screen = opened(desk, agenda)
    desk.until(lambda: screen.case.question is not None)
    shown = [one.whole_text() for one in screen.case.findChildren(Label)]
    assert "last written by Lore Hermans, 1 Oct" in shown


def test_readiness_is_said_in_words_and_not_by_dots_alone(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    assert cell(screen, 0, "Ready") == (
        "Imaging: missing, Pathology: missing, Symptom scores: missing, ECOG: missing, Patient’s view: missing, 5 to do"
    )


def test_alt_down_moves_a_case_twice_and_says_what_it_does(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    screen.table.setFocus()
    for _ in range(2):
        desk.qtbot.keyClick(screen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert families(screen) == ["Maes", "Nijs", "Claes"]
    desk.settle()
    assert [one.id for one in desk.team.agenda(agenda[0])] == [agenda[2], agenda[3], agenda[1]]
    assert "13:12 instead of 13:06" in screen.effect_bar.accessibleName()
    assert screen.table.current_row().listing.id == agenda[1]


def test_undoing_a_move_puts_the_case_back(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    screen.table.setFocus()
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    undo = desk.said[-1][1]
    assert callable(undo)
    undo()
    desk.settle()
    assert [one.id for one in desk.team.agenda(agenda[0])] == agenda[1:]


def test_while_dragging_the_table_shows_old_and_new_times(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    rows = screen.model.shown_rows()
    screen.table.dragging.emit(rows[2], 0)
    assert cell(screen, 2, "Slot").startswith("13:00")
    assert cell(screen, 0, "Slot").startswith("13:06")
    assert "2 start later, at most 6 min" in screen.effect_bar.accessibleName()
    screen.table.drag_ended.emit()
    assert "3 cases with a slot" in screen.effect_bar.accessibleName()


def test_a_filter_keeps_its_rows_and_moving_in_it_uses_the_whole_agenda(
    desk: Bench, agenda: list[str]
) -> None:
    desk.team.act(SettleListing, listing_id=agenda[2], outcome=Outcome.STANDARD, standard=STANDARD)
    screen = opened(desk, agenda)
    screen.filters.choose("unready")
    assert families(screen) == ["Claes", "Nijs"]
    screen.table.setFocus()
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert [one.id for one in desk.team.agenda(agenda[0])] == [agenda[2], agenda[3], agenda[1]]


def test_a_case_that_calls_the_gp_says_who_and_why(desk: Bench, agenda: list[str]) -> None:
    patient = desk.team.get(Listing, agenda[1]).patient_id
    desk.team.act(
        RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.PROGRESSION, payload=Event(text="liver"),
        true_from=date(2026, 10, 7),
    )  # fmt: skip
    screen = opened(desk, agenda)
    assert cell(screen, 0, "People, and why") == "no GP on file, missing, why: progression 7 Oct"
    desk.team.with_gp(patient)
    screen.stale()
    desk.settle()
    assert cell(screen, 0, "People, and why") == "GP Dr. Samira Benali, why: progression 7 Oct"
    screen.filters.choose("gp")
    assert families(screen) == ["Claes"]


def test_the_question_is_kept_as_it_is_typed(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    assert screen.case.question is not None
    editor = screen.case.question.editor
    editor.setFocus()
    desk.qtbot.keyClicks(editor, "Now: ")
    desk.settle()
    assert desk.team.get(Case, desk.team.get(Listing, agenda[1]).case_id).question == "Now: What for Claes?"


def test_a_question_changed_elsewhere_shows_all_three_texts(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    kept = screen.case.question
    assert kept is not None
    case_id = desk.team.get(Listing, agenda[1]).case_id
    desk.team.act(
        SetField, entity="case", entity_id=case_id, field="question", value="Surgery?", base_version=1
    )
    kept.editor.setFocus()
    desk.qtbot.keyClicks(kept.editor, "X")
    desk.settle()
    assert kept.box.isVisible()
    assert [one.whole_text() for one in (kept.box.fetched, kept.box.typed, kept.box.stored)] == [
        "What for Claes?", "XWhat for Claes?", "Surgery?",
    ]  # fmt: skip
    assert desk.team.get(Case, case_id).question == "Surgery?"


def test_a_case_taken_off_comes_back_by_undo(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    screen.case.off.click()
    desk.settle()
    assert families(screen) == ["Maes", "Nijs"]
    assert cell(screen, 0, "No.") == "1"
    undo = desk.said[-1][1]
    assert callable(undo)
    undo()
    desk.settle()
    assert families(screen) == list(NAMES)


def test_standard_of_care_keeps_its_row_and_gives_its_slot_away(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    [agreed] = screen.case.standards().actions()
    assert agreed.text() == STANDARD
    agreed.trigger()
    desk.settle()
    assert desk.team.get(Listing, agenda[1]).standard == STANDARD
    assert (cell(screen, 0, "Slot"), cell(screen, 1, "Slot")) == ("no slot", "13:00, 6 min")
    assert cell(screen, 0, "Triage") == "Standard"
    screen.case.back.click()
    desk.settle()
    assert desk.team.get(Listing, agenda[1]).outcome == Outcome.LISTED


def test_a_tick_settles_what_is_due_and_can_be_taken_back(desk: Bench, agenda: list[str]) -> None:
    patient = desk.team.get(Listing, agenda[1]).patient_id
    desk.team.act(
        RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.CARE_HOLDER,
        payload=CareHolder(level="secondary", name="Prof. Claes"), true_from=date(2026, 9, 1),
    )  # fmt: skip
    screen = opened(desk, agenda)
    assert screen.case.due is not None
    before = [one.id for one in screen.case.due.states]
    element = next(one for one in before if screen.case._services.guidance.element(one).entry)
    row = next(one for one in screen.case.due.boxes if one[0] == element)
    row[1].click()
    desk.settle()
    assert screen.case.due is not None
    assert element not in [one.id for one in screen.case.due.states]
    undo = desk.said[-1][1]
    assert callable(undo)
    undo()
    desk.settle()
    assert element in [one.id for one in screen.case.due.states]


def test_starting_on_its_day_opens_the_meeting_and_goes_to_meet(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board(), desk.services.now().date())
    desk.team.listed(meeting)
    screen = opened(desk, [meeting])
    with desk.qtbot.waitSignal(screen.step, timeout=3000) as heard:
        screen.filters.start.click()
    assert heard.args == ["meet"]
    assert desk.team.get(Meeting, meeting).state == "open"


def test_starting_on_another_day_is_asked_first_and_may_be_left(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    screen.filters.start.click()
    desk.settle()
    assert screen.ask.message.title.whole_text() == (
        "This meeting is planned for Thursday 15 October. Start it today all the same?"
    )
    assert screen.ask.leave.hasFocus()
    desk.qtbot.keyClick(screen.ask.leave, Qt.Key.Key_Escape)
    desk.settle()
    assert screen.ask.isHidden()
    assert screen.filters.start.hasFocus()
    assert desk.team.get(Meeting, agenda[0]).state == "planned"


def test_starting_on_another_day_is_done_by_keyboard_all_the_same(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    screen.filters.start.setFocus()
    desk.qtbot.keyClick(screen.filters.start, Qt.Key.Key_Return)
    desk.qtbot.keyClick(screen.ask.leave, Qt.Key.Key_Backtab)
    assert screen.ask.verb.hasFocus()
    with desk.qtbot.waitSignal(screen.step, timeout=3000) as heard:
        desk.qtbot.keyClick(screen.ask.verb, Qt.Key.Key_Return)
    assert heard.args == ["meet"]
    assert desk.team.get(Meeting, agenda[0]).state == "open"


def test_a_closed_agenda_says_so_and_offers_no_act(desk: Bench, agenda: list[str]) -> None:
    desk.team.close(agenda[0])
    screen = opened(desk, agenda)
    assert screen.closed.isVisible()
    hidden = (screen.filters.add, screen.filters.start, screen.case.off, screen.case.standard)
    assert not any(one.isVisible() for one in hidden)
    assert screen.case.question is not None
    assert screen.case.question.editor.isReadOnly()


def test_a_meeting_closed_elsewhere_while_a_case_moves_is_said_in_words(
    desk: Bench, agenda: list[str]
) -> None:
    screen = opened(desk, agenda)
    desk.team.close(agenda[0])
    screen.table.moved.emit(screen.model.shown_rows()[0], 2)
    desk.settle()
    assert desk.said[-1] == ("This meeting is closed. Reopen it with a reason to change it.", None, True)
    assert families(screen) == list(NAMES)


def test_what_another_desk_moved_is_shown_and_the_selection_stays(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    screen.table.choose(agenda[2])
    desk.settle()
    desk.team.act(MoveListing, listing_id=agenda[3], position=1)
    desk.settle()
    assert families(screen) == ["Nijs", "Claes", "Maes"]
    assert screen.table.current_row().listing.id == agenda[2]


def test_an_empty_agenda_says_what_to_do_next(desk: Bench) -> None:
    screen = desk.show(PrepareScreen)
    screen.show_meeting(desk.team.meeting(desk.team.board()))
    desk.settle()
    assert screen.empty.isVisible()
    assert screen.empty.button is not None
    screen.empty.button.click()
    assert screen.add.isVisible()


def test_the_agenda_is_printed_under_a_safe_name(desk: Bench, agenda: list[str], tmp_path: Path) -> None:
    screen = opened(desk, agenda)
    asked = []

    def choose(_: object, name: str) -> str:
        asked.append(name)
        return str(tmp_path / name)

    screen.choose_file = choose
    screen.filters.print.trigger()
    desk.until(lambda: bool(desk.said))
    assert asked == ["Agenda Thoracic oncology board 2026-10-15.pdf"]
    assert (tmp_path / asked[0]).read_bytes().startswith(b"%PDF")


def test_a_file_that_cannot_be_written_is_said_in_words(
    desk: Bench, agenda: list[str], tmp_path: Path
) -> None:
    screen = opened(desk, agenda)
    screen.choose_file = lambda _, name: str(tmp_path / "nowhere" / name)
    screen.filters.print.trigger()
    desk.until(lambda: bool(desk.said))
    assert desk.said[-1][2] is True
    assert "No such file" in desk.said[-1][0]


def test_a_hostile_board_name_makes_no_path(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board(name='../..\\x:*?"<b>\u202e'))
    screen = desk.show(PrepareScreen)
    screen.show_meeting(meeting)
    desk.settle()
    assert screen._view is not None
    assert not set('/\\:*?"<>') & set(file_name(screen._view))


@pytest.mark.parametrize(
    ("mode", "scale", "width", "height"), [("light", 1.0, 1293, 672), ("dark", 1.25, 1280, 650)]
)
def test_a_family_name_is_never_cut_and_nothing_overflows(
    desk: Bench, agenda: list[str], mode: str, scale: float, width: int, height: int
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.chosen(mode, scale))
    desk.team.listed(agenda[0], "Vandenbulcke-Wijnendale", "Q" * 300)
    screen = desk.show(PrepareScreen, width, height)
    screen.show_meeting(agenda[0])
    desk.settle()
    assert screen.minimumSizeHint().width() <= width
    assert screen.minimumSizeHint().height() <= height
    assert screen.case.panel.widget().width() <= screen.case.panel.viewport().width()
    assert screen.table.horizontalScrollBar().maximum() == 0


def test_writing_a_question_changes_its_row_without_reading_the_agenda_again(
    desk: Bench, agenda: list[str]
) -> None:
    screen = opened(desk, agenda)
    read: list[int] = []
    screen.refresh = lambda: read.append(1)  # type: ignore[method-assign]
    assert screen.case.question is not None
    screen.case.question.editor.setFocus()
    desk.qtbot.keyClicks(screen.case.question.editor, "Now: ")
    desk.settle()
    assert cell(screen, 0, "Question") == "Now: What for Claes?"
    assert read == []


def test_a_view_without_cases_leads_back_to_all(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    screen.filters.choose("standard")
    assert screen.none.isVisible()
    assert screen.none.button is not None
    screen.none.button.click()
    assert families(screen) == list(NAMES)


def test_leaving_a_case_keeps_a_question_that_is_not_stored_yet(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    case_id = desk.team.get(Listing, agenda[1]).case_id
    desk.team.act(
        SetField, entity="case", entity_id=case_id, field="question", value="Surgery?", base_version=1
    )
    assert screen.case.question is not None
    desk.qtbot.keyClicks(screen.case.question.editor, "X")
    screen.table.choose(agenda[2])
    desk.settle()
    assert "Go back to it" in desk.said[-1][0]
    screen.table.choose(agenda[1])
    desk.settle()
    assert screen.case.question.editor.text() == "XWhat for Claes?"
    assert screen.case.question.box.isVisible()


def test_triage_and_minutes_are_set_beside_the_question(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    slot = screen.case.slot
    slot.triage.chosen.emit("complex")
    desk.settle()
    slot.minutes.setFocus()
    slot.minutes.selectAll()
    desk.qtbot.keyClicks(slot.minutes, "10")
    desk.qtbot.keyClick(slot.minutes, Qt.Key.Key_Return)
    desk.settle()
    assert cell(screen, 0, "Triage") == "Complex"
    assert cell(screen, 1, "Slot") == "13:10, 6 min"


def test_urgency_is_shown_as_it_was_asked_for_and_looking_at_it_changes_nothing(
    desk: Bench, agenda: list[str]
) -> None:
    for id, level in zip(agenda[1:3], (2, 1), strict=True):
        desk.team.act(SetField, entity="listing", entity_id=id, field="urgency", value=level, base_version=0)
    screen = opened(desk, agenda)
    slot = screen.case.slot
    assert slot.urgency.currentText() == "Urgent: before all others"
    assert [cell(screen, row, "Triage") for row in (0, 1)] == ["Discuss, urgent", "Discuss, soon"]
    slot.urgency.chosen.emit(slot.urgency.current())
    slot.minutes.setFocus()
    desk.qtbot.keyClick(slot.minutes, Qt.Key.Key_Return)
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(slot.urgency, wheel)
    desk.settle()
    assert desk.team.get(Listing, agenda[1]).urgency == 2
    slot.urgency.setFocus()
    desk.qtbot.keyClick(slot.urgency, Qt.Key.Key_Up)
    desk.settle()
    assert desk.team.get(Listing, agenda[1]).urgency == 1
    assert cell(screen, 0, "Triage") == "Discuss, soon"


def test_undo_reaches_the_case_even_when_another_meeting_is_shown(desk: Bench, agenda: list[str]) -> None:
    screen = opened(desk, agenda)
    screen.case.off.click()
    desk.settle()
    undo = desk.said[-1][1]
    assert callable(undo)
    screen.show_meeting(desk.team.meeting(desk.team.board(name="Other", prefix="GI"), date(2026, 10, 16)))
    desk.settle()
    undo()
    desk.settle()
    assert desk.team.get(Listing, agenda[1]).outcome == Outcome.LISTED


def test_the_tabulator_goes_from_the_table_through_the_case_as_the_eye_does(
    desk: Bench, agenda: list[str]
) -> None:
    screen = opened(desk, agenda)
    names, widget = [], screen.table.nextInFocusChain()
    while widget is not screen.table:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            names.append(widget.accessibleName())
        widget = widget.nextInFocusChain()
    case = names[: names.index("Standard of care…") + 1]
    wanted = ["Preparation lists", "Open the page of Claes, Anna", "Question", "Triage", "Minutes"]
    assert case[:5] == wanted
    assert [one.partition(":")[0] for one in case[case.index("Next not ready") + 1 :][:2]] == [
        "Imaging",
        "Pathology",
    ]
    assert case[-2:] == ["Take off agenda", "Standard of care…"]
