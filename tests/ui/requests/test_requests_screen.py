"""A case is asked for, answered and followed by keyboard, in one place."""

from __future__ import annotations

from datetime import date

import pytest
from operations.kit import STANDARD
from operations.requests_kit import sent
from PySide6.QtCore import Qt
from ui.meeting_window import Bench

from mdt_app.domain.cases import Case
from mdt_app.domain.facts import Kind
from mdt_app.domain.needs import Need
from mdt_app.domain.payloads import PatientWords, Score
from mdt_app.domain.requests import Request, RequestState
from mdt_app.operations.agenda import OpenMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.requests import AnswerRequest
from mdt_app.ui.acp.banner import CodeStatusBanner
from mdt_app.ui.common.text import Label
from mdt_app.ui.requests.requests_screen import RequestsScreen


def opened(desk: Bench, id: str = "") -> RequestsScreen:
    screen = desk.show(RequestsScreen)
    screen.show_requests(id)
    desk.settle()
    return screen


def shown(screen: RequestsScreen) -> str:
    return " | ".join(one.whole_text() for one in screen.page.findChildren(Label) if one.isVisible())


@pytest.fixture
def board(desk: Bench) -> str:
    return str(desk.team.board())


def test_without_requests_the_screen_says_where_one_is_sent(desk: Bench) -> None:
    screen = opened(desk)
    assert screen.pages.currentWidget() is screen.none
    screen.none.acted.emit()
    assert desk.went == [("patients", "")]


def test_the_code_status_stands_on_a_request_and_leads_to_care_planning(desk: Bench, board: str) -> None:
    asked = sent(desk.team, board)
    screen = opened(desk)
    [banner] = screen.page.findChildren(CodeStatusBanner)
    assert banner.words() == "No code status recorded"
    banner.click()
    patient = desk.team.get(Request, asked).patient_id
    assert desk.went == [("patient", f"{patient}/planning")]


def test_the_most_urgent_request_is_open_with_what_it_lacks(desk: Bench, board: str) -> None:
    sent(desk.team, board, question="Routine?")
    urgent = sent(desk.team, board, question="Now?", urgency=2)
    screen = opened(desk)
    assert screen.page.seen is not None
    assert screen.page.seen.row.request.id == urgent
    assert "Now?" in shown(screen)
    assert screen.page.lacks.accessibleName().startswith(
        "Not said: what the patient knows, performance status"
    )


def test_accepting_puts_the_case_on_the_next_meeting_and_shows_the_next_request(
    desk: Bench, board: str
) -> None:
    first, second = sent(desk.team, board, urgency=1), sent(desk.team, board)
    later, soon = desk.team.meeting(board, date(2026, 10, 22)), desk.team.meeting(board, date(2026, 10, 15))
    screen = opened(desk)
    assert screen.page.answer.meeting.current() == soon
    desk.qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    screen.page.answer.send.click()
    desk.settle()
    assert [one.case_id for one in desk.team.agenda(soon)] == [first]
    assert desk.team.agenda(later) == []
    assert screen.page.seen is not None
    assert screen.page.seen.row.request.id == second


def test_the_meeting_that_runs_is_offered_last_and_accepting_says_where_and_leads_there(
    desk: Bench, board: str
) -> None:
    case_id = sent(desk.team, board)
    running, later = desk.team.meeting(board, date(2026, 10, 2)), desk.team.meeting(board, date(2026, 10, 15))
    desk.team.act(OpenMeeting, meeting_id=running)
    screen = opened(desk, case_id)
    choice = screen.page.answer.meeting
    assert choice.current() == later
    assert [choice.itemText(place).endswith("begun already") for place in range(choice.count())] == [
        False,
        False,
        True,
    ]
    screen.page.answer.send.click()
    desk.settle()
    assert desk.said[-1][0] == "Accepted for Thu 15 Oct, Thoracic oncology board."
    screen.listed.click()
    assert desk.went == [("meeting", f"{later}/{desk.team.agenda(later)[0].id}/prepare")]


def test_a_case_is_met_by_a_standard_that_the_board_agreed(desk: Bench, board: str) -> None:
    case_id, meeting = sent(desk.team, board), desk.team.meeting(board)
    screen = opened(desk, case_id)
    screen.page.answer.triage.set_current(f"standard:{STANDARD}")
    screen.page.answer.send.click()
    desk.settle()
    [listing] = desk.team.agenda(meeting)
    assert (listing.case_id, listing.outcome, listing.standard) == (case_id, "standard of care", STANDARD)


def test_asking_back_without_a_question_is_said_and_sends_nothing(desk: Bench, board: str) -> None:
    case_id = sent(desk.team, board)
    screen = opened(desk, case_id)
    screen.page.answer.way.segment("returned").click()
    screen.page.answer.send.click()
    assert screen.page.answer.wrong.isVisible()
    assert desk.team.get(Request, case_id).state == RequestState.SENT
    desk.qtbot.keyClicks(screen.page.answer.question, "Which lesion?")
    screen.page.answer.send.click()
    desk.settle()
    kept = desk.team.get(Request, case_id)
    assert (kept.state, kept.answer) == (RequestState.RETURNED, "Which lesion?")


def test_deferring_takes_a_day_and_a_reason(desk: Bench, board: str) -> None:
    case_id = sent(desk.team, board)
    screen = opened(desk, case_id)
    form = screen.page.answer
    form.way.segment("deferred").click()
    desk.qtbot.keyClicks(form.reason, "after the scan")
    form.send.click()
    assert "until which day" in form.wrong.accessibleName()
    desk.qtbot.keyClicks(form.until, "+7")
    form.send.click()
    desk.settle()
    assert desk.team.get(Request, case_id).until == date(2026, 10, 8)


def test_a_whole_request_is_written_by_keyboard(desk: Bench, board: str) -> None:
    patient = desk.team.patient("Claes")
    screen = opened(desk, f"new/{patient}")
    form = screen.form
    desk.qtbot.keyClicks(form.requester, "Dr. Benali")
    desk.qtbot.keyClicks(form.question, "Third line?")
    desk.qtbot.keyClicks(form.knows, "That it has spread")
    form.ecog.segment("2").click()
    desk.qtbot.keyClicks(form.ecog_on, "28 Sep")
    desk.qtbot.keyClicks(form.wanted["imaging"], "Review of the CT")
    form.blocks["imaging"].click()
    form.urgency.segment("1").click()
    form.send.click()
    desk.settle()
    [request] = desk.team.find(Request)
    case = desk.team.get(Case, request.case_id)
    assert (request.requester, request.urgency, case.question) == ("Dr. Benali", 1, "Third line?")
    [need] = desk.team.find(Need)
    assert (need.what, need.wanted, need.blocks) == ("imaging", "Review of the CT", True)
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        facts = {one.kind: one for one in reader.facts([patient])[patient]}
    assert facts[Kind.PATIENT_WORDS].payload == PatientWords(topic="knows", text="That it has spread")
    assert (facts[Kind.ECOG].payload, facts[Kind.ECOG].true_from) == (Score(value=2), date(2026, 9, 28))
    assert screen.page.seen is not None
    assert screen.page.seen.row.request.id == request.id


def test_a_request_without_a_name_or_a_question_is_not_sent(desk: Bench, board: str) -> None:
    screen = opened(desk, f"new/{desk.team.patient()}")
    screen.form.send.click()
    assert screen.form.wrong.accessibleName().startswith("Say who asks")
    desk.qtbot.keyClicks(screen.form.requester, "Dr. Benali")
    screen.form.send.click()
    assert screen.form.wrong.accessibleName().startswith("Write the one question")
    assert desk.team.find(Request) == ()


def test_what_an_earlier_case_says_is_taken_over_by_one_key_and_marked_until_it_is_changed(
    desk: Bench, board: str
) -> None:
    patient = desk.team.patient()
    earlier = sent(desk.team, board, patient_id=patient, question="Second line?", knows="That it came back")
    desk.team.act(AnswerRequest, case_id=earlier, state=RequestState.ACCEPTED)
    screen = opened(desk, f"new/{patient}")
    with desk.qtbot.waitExposed(screen):
        screen.activateWindow()
    for button in screen.before.buttons[:2]:
        button.click()
    form = screen.form
    assert (form.question.text(), form.knows.text()) == ("Second line?", "That it came back")
    assert form._marks["question"].whole_text() == "taken over from LUNG-2026-0001, 1 Oct"
    desk.qtbot.keyClicks(form.question, " Still?")
    assert form._marks["question"].isHidden()
    desk.qtbot.keyClicks(form.requester, "Dr. Benali")
    form.send.click()
    desk.settle()
    assert screen.page.seen is not None
    assert set(screen.page.seen.taken_over) == {"knows"}
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        known = [one for one in reader.facts([patient])[patient] if one.kind == Kind.PATIENT_WORDS]
    assert len(known) == 1


def test_a_returned_request_is_completed_and_sent_again_with_what_it_said(desk: Bench, board: str) -> None:
    case_id = sent(desk.team, board, knows="All of it", ecog=1)
    desk.team.act(AnswerRequest, case_id=case_id, state=RequestState.RETURNED, answer="Which lesion?")
    screen = opened(desk, case_id)
    assert "Returned: Which lesion?" in shown(screen)
    assert screen.page.answer.isHidden()
    screen.page.complete.click()
    desk.settle()
    assert screen.form.requester.text() == "Dr. Samira Benali"
    assert (screen.form.knows.text(), screen.form.ecog.current()) == ("All of it", "1")
    screen.form.send.click()
    desk.settle()
    assert desk.team.get(Request, case_id).state == RequestState.SENT
    patient = desk.team.get(Case, case_id).patient_id
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        assert sorted(one.kind for one in reader.facts([patient])[patient]) == ["ecog", "patient-words"]


def test_words_of_a_request_go_only_at_the_second_escape(desk: Bench, board: str) -> None:
    screen = opened(desk, f"new/{desk.team.patient()}")
    desk.qtbot.keyClicks(screen.form.question, "Third")
    assert screen.form.unsaved()
    desk.qtbot.keyClick(screen.form, Qt.Key.Key_Escape)
    assert screen.pages.currentWidget() is screen.asking
    desk.qtbot.keyClick(screen.form, Qt.Key.Key_Escape)
    desk.settle()
    assert screen.pages.currentWidget() is not screen.asking
    assert not screen.form.unsaved()


def test_a_patient_who_is_asked_for_already_shows_that_request(desk: Bench, board: str) -> None:
    patient = desk.team.patient()
    case_id = sent(desk.team, board, patient_id=patient)
    screen = opened(desk, f"new/{patient}/{board}")
    desk.settle()
    assert screen.page.seen is not None
    assert screen.page.seen.row.request.id == case_id
    assert "asked for already" in desk.said[0][0]


def test_a_patient_on_the_agenda_of_the_board_is_said_before_anything_is_written(
    desk: Bench, board: str
) -> None:
    other = desk.team.board(name="Other board", prefix="GI")
    patient, meeting = desk.team.patient(), desk.team.meeting(board)
    earlier = sent(desk.team, board, patient_id=patient, question="Second line?")
    desk.team.act(AnswerRequest, case_id=earlier, state=RequestState.ACCEPTED, meeting_id=meeting)
    assert opened(desk, f"new/{patient}/{other}").form.standing.isHidden()
    form = opened(desk, f"new/{patient}/{board}").form
    assert form.standing.isVisible()
    assert form.standing.accessibleName() == "Already on the agenda of Thu 15 Oct. Second line?"
    form.standing.acted.emit()
    assert desk.went == [("meeting", f"{meeting}/{desk.team.agenda(meeting)[0].id}/prepare")]


def test_withdrawing_takes_a_reason(desk: Bench, board: str) -> None:
    case_id = sent(desk.team, board)
    screen = opened(desk, case_id)
    screen.page.withdraw.click()
    screen.page.sure.click()
    desk.settle()
    assert desk.team.get(Request, case_id).state == RequestState.SENT
    desk.qtbot.keyClicks(screen.page.reason, "Seen elsewhere")
    desk.qtbot.keyClick(screen.page.reason, Qt.Key.Key_Return)
    desk.settle()
    assert desk.team.get(Request, case_id).state == RequestState.WITHDRAWN


def test_a_form_asks_for_what_its_board_asks(desk: Bench) -> None:
    first = desk.team.board(name="A board", asks=("laboratory",))
    desk.team.board(name="B board", prefix="GI")
    screen = opened(desk, f"new/{desk.team.patient()}/{first}")
    assert [what for what, part in screen.form._things.items() if part.isVisible()] == ["laboratory"]
    screen.form.board.setCurrentIndex(1)
    screen.form.board.activated.emit(1)
    desk.settle()
    assert [what for what, part in screen.form._things.items() if part.isVisible()] == [
        "imaging",
        "pathology",
    ]


def test_hostile_words_are_shown_as_they_are(desk: Bench, board: str) -> None:
    hostile = "<img src=x onerror=alert(1)> & \u202eevil"
    patient = desk.team.patient("<b>O'Neil</b>")
    case_id = sent(desk.team, board, patient_id=patient, question=hostile, knows=hostile)
    screen = opened(desk, case_id)
    assert hostile in shown(screen)
    assert all(
        one.textFormat() is Qt.TextFormat.PlainText for one in screen.findChildren(Label) if one.whole_text()
    )


def test_a_fact_recorded_elsewhere_comes_onto_the_page(desk: Bench, board: str) -> None:
    case_id = sent(desk.team, board)
    screen = opened(desk, case_id)
    patient = desk.team.get(Case, case_id).patient_id
    desk.team.act(
        RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.ECOG, payload=Score(value=3),
        true_from=date(2026, 9, 30),
    )  # fmt: skip
    desk.until(lambda: "performance status" not in screen.page.lacks.accessibleName())
