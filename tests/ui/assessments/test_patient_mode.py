"""Handed to a patient, nothing but their questions can be reached, and no answer is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from ui.meeting_window import Bench

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Assessment, Language
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.ui.assessments.assessments_screen import AssessmentsScreen
from mdt_app.ui.assessments.patient_mode import PatientMode

PASSWORD = "open sesame"


@pytest.fixture(autouse=True)
def known_password(desk: Bench) -> None:
    desk.services = replace(desk.services, is_own_password=lambda given: given == PASSWORD)


def handed(
    desk: Bench, patient: str, instrument: str, language: str = "en"
) -> tuple[AssessmentsScreen, PatientMode]:
    spoken = Language(code=language)
    desk.team.act(
        RecordFact,
        fact_id=new_id(),
        patient_id=patient,
        kind=Kind.LANGUAGE,
        payload=spoken,
        true_from=date(2026, 9, 1),
    )
    screen = desk.show(AssessmentsScreen)
    screen.show_assessments(f"{patient}/{instrument}")
    desk.settle()
    screen.head.hand.click()
    mode = screen.handover.screen
    assert mode is not None
    desk.qtbot.addWidget(mode)
    return screen, mode


def given_back(desk: Bench, screen: AssessmentsScreen, mode: PatientMode, password: str = PASSWORD) -> None:
    mode._ask_staff()
    mode.password.setText(password)
    mode.open_again.click()
    desk.settle()


def facts(desk: Bench, patient: str, kind: Kind) -> list[Fact]:
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        return [one for one in reader.facts([patient])[patient] if one.kind is kind]


def shown(widget: QWidget) -> str:
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    buttons = [one.text() for one in widget.findChildren(QAbstractButton) if one.isVisibleTo(widget)]
    return "\n".join([*labels, *buttons])


def test_the_patient_sees_who_it_is_for_and_nothing_of_anybody_else(desk: Bench) -> None:
    desk.team.patient("Vermeulen", "Jan")
    screen, mode = handed(desk, desk.team.patient(), "phq-4")
    assert not screen.isVisible()
    assert "These questions are for Anna Peeters." in shown(mode)
    visible = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert visible == [mode]
    assert "Vermeulen" not in shown(mode)
    given_back(desk, screen, mode)


def test_a_carer_is_not_taken_for_the_patient(desk: Bench) -> None:
    screen, mode = handed(desk, desk.team.patient(), "carer-distress")
    assert "for the person who cares for Anna Peeters" in shown(mode)
    given_back(desk, screen, mode)


def test_the_whole_window_of_the_program_is_away_meanwhile(desk: Bench) -> None:
    patient = desk.team.patient()
    window = desk.show(lambda *_: QWidget())
    screen = AssessmentsScreen(desk.tasks, desk.services, window)
    screen.show()
    screen.show_assessments(f"{patient}/distress")
    desk.settle()
    screen.head.no_words.acted.emit()
    screen.head.hand.click()
    mode = screen.handover.screen
    assert mode is not None
    desk.qtbot.addWidget(mode)
    assert not window.isVisible()
    given_back(desk, screen, mode)
    assert window.isVisible()


def test_one_question_stands_alone_where_the_licence_allows_it(desk: Bench) -> None:
    screen, mode = handed(desk, desk.team.patient(), "phq-4")
    mode.begin.click()
    assert [one.isVisibleTo(mode) for one in mode.questions] == [True, False, False, False]
    mode.questions[0].choices[2].click()
    mode.next.click()
    assert [one.isVisibleTo(mode) for one in mode.questions] == [False, True, False, False]
    assert "1 of 4 answered" in shown(mode)
    mode.back.click()
    assert mode.questions[0].choices[2].isChecked()
    given_back(desk, screen, mode)


def test_else_the_form_stands_whole_as_published(desk: Bench) -> None:
    screen, mode = handed(desk, desk.team.patient(), "esas-r")
    mode.begin.click()
    assert all(one.isVisibleTo(mode) for one in mode.questions)
    assert "No Tiredness (Tiredness = lack of energy)" in shown(mode)
    assert "Alberta Health Services" in shown(mode)
    given_back(desk, screen, mode)


def test_everything_that_is_pressed_is_64_pixels_high_or_more(desk: Bench) -> None:
    for instrument in ("esas-r", "phq-4", "distress"):
        screen, mode = handed(desk, desk.team.patient(), instrument)
        mode.resize(1024, 768)
        mode.begin.click()
        desk.settle()
        for page in (mode.welcome, mode.asking, mode.open, mode.thanks, mode.staff):
            mode.pages.setCurrentWidget(page)
            desk.settle(1)
            for button in page.findChildren(QAbstractButton):
                if button.isVisibleTo(mode):
                    assert min(button.width(), button.height()) >= 64, (instrument, button.text())
        given_back(desk, screen, mode)


def test_each_answer_is_kept_as_it_is_given_and_counts_for_nothing_yet(desk: Bench) -> None:
    patient = desk.team.patient()
    screen, mode = handed(desk, patient, "phq-4")
    mode.begin.click()
    mode.questions[0].choices[3].click()
    desk.settle()
    mode.next.click()
    mode.questions[1].skip.click()
    desk.settle()
    drafts = facts(desk, patient, Kind.ASSESSMENT_DRAFT)
    assert isinstance(drafts[-1].payload, Assessment)
    assert drafts[-1].payload.answers == (("nervous", 3.0), ("worrying", None))
    assert drafts[-1].replaces == drafts[-2].id
    assert facts(desk, patient, Kind.ASSESSMENT) == []
    given_back(desk, screen, mode)


def test_answers_given_while_one_is_being_written_follow_it(desk: Bench) -> None:
    patient = desk.team.patient()
    screen, mode = handed(desk, patient, "esas-r")
    mode.begin.click()
    for question in mode.questions:
        question.first().click()  # type: ignore[attr-defined]
    desk.settle()
    newest = facts(desk, patient, Kind.ASSESSMENT_DRAFT)[-1]
    assert isinstance(newest.payload, Assessment)
    assert len(newest.payload.answers) == 10
    given_back(desk, screen, mode)


def test_no_key_and_no_closing_leads_back_to_the_program(desk: Bench) -> None:
    screen, mode = handed(desk, desk.team.patient(), "phq-4")
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F4, Qt.Key.Key_Q):
        desk.qtbot.keyClick(mode, key, Qt.KeyboardModifier.ControlModifier)
    closing = QCloseEvent()
    QApplication.sendEvent(mode, closing)
    assert closing.type() == QEvent.Type.Close
    assert not closing.isAccepted()
    assert mode.isVisible()
    assert not screen.isVisible()
    given_back(desk, screen, mode, "wrong")
    assert mode.isVisible()
    assert "That is another password" in shown(mode)
    given_back(desk, screen, mode)
    assert screen.isVisible()
    assert screen.handover.screen is None


def test_the_staff_reviews_and_keeps_what_the_patient_answered(desk: Bench) -> None:
    patient = desk.team.patient()
    screen, mode = handed(desk, patient, "distress", "nl-BE")
    mode.begin.click()
    assert "Hoe zwaar had u het" in shown(mode)
    mode.questions[0].scale.buttons[6].click()  # type: ignore[union-attr]
    mode.next.click()
    assert "Dank u wel" in shown(mode)
    desk.settle()
    given_back(desk, screen, mode)
    assert screen._key.startswith("draft:")
    assert screen.form.entry is not None
    assert screen.form.entry.answers == {"distress": 6}
    screen.form.foot.save.click()
    desk.settle()
    (kept,) = facts(desk, patient, Kind.ASSESSMENT)
    assert kept.payload == Assessment(
        instrument="distress", answers=(("distress", 6.0),), by="patient", language="nl"
    )
    assert kept.replaces == facts(desk, patient, Kind.ASSESSMENT_DRAFT)[-1].id
    assert screen.view is not None
    assert screen.view.drafts == ()


def test_what_was_left_is_gone_on_with(desk: Bench) -> None:
    patient = desk.team.patient()
    screen, mode = handed(desk, patient, "phq-4")
    mode.begin.click()
    mode.questions[0].choices[1].click()
    desk.settle()
    mode.leave.click()
    given_back(desk, screen, mode)
    assert screen.head.hand.words() == "Go on with the patient"
    screen.head.hand.click()
    again = screen.handover.screen
    assert again is not None
    desk.qtbot.addWidget(again)
    again.begin.click()
    assert again.questions[1].isVisibleTo(again)
    again.questions[1].choices[0].click()
    desk.settle()
    given_back(desk, screen, again)
    assert screen.view is not None
    (draft,) = screen.view.drafts
    assert isinstance(draft.payload, Assessment)
    assert dict(draft.payload.answers) == {"nervous": 1, "worrying": 0}


def test_leaving_questions_open_is_said_and_allowed(desk: Bench) -> None:
    screen, mode = handed(desk, desk.team.patient(), "esas-r")
    mode.begin.click()
    mode.questions[0].scale.buttons[3].click()  # type: ignore[union-attr]
    mode.next.click()
    assert "9 without an answer. That is allowed." in shown(mode)
    mode.go_back.click()
    assert mode.questions[0].isVisibleTo(mode)
    given_back(desk, screen, mode)


def test_a_draft_is_thrown_away_only_on_record(desk: Bench) -> None:
    patient = desk.team.patient()
    screen, mode = handed(desk, patient, "phq-4")
    mode.begin.click()
    mode.questions[0].choices[1].click()
    desk.settle()
    given_back(desk, screen, mode)
    screen.head.discard.click()
    desk.settle()
    assert screen.view is not None
    assert screen.view.drafts == ()
    assert [one.withdrawn for one in facts(desk, patient, Kind.ASSESSMENT_DRAFT)] == [False, True]


def test_no_answer_looks_proposed_when_a_question_comes_up(desk: Bench) -> None:
    screen, mode = handed(desk, desk.team.patient(), "phq-4")
    mode.begin.click()
    assert not any(button.hasFocus() for button in mode.questions[0].choices.values())
    assert not any(button.isChecked() for button in mode.questions[0].choices.values())
    given_back(desk, screen, mode)
