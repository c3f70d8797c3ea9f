"""On a patient's page one sees who holds what, mends what is missing, and confirms what was handed over."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from ui.careteam.conftest import TODAY, CareDesk, words

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import (
    Answer,
    Assessment,
    CareHolder,
    Carer,
    ElementEntry,
    Event,
    Referral,
    Transition,
)
from mdt_app.operations.people import AddPerson
from mdt_app.ui.careteam.care_view import CareView
from mdt_app.ui.careteam.level_box import LevelBox
from mdt_app.ui.common import theme
from mdt_app.ui.common.buttons import LinkButton

GIVEN = Transition(to="tertiary", from_="secondary", holder="Team Amberdal", reason="pain")


def spoken(view: CareView, level: str) -> str:
    return view.picture.boxes[level].accessibleName()


def test_each_level_says_its_holder_how_to_reach_it_and_what_it_holds(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(
        patient, Kind.CARE_HOLDER, CareHolder(level="primary", name="Dr Baetens", role="gp", phone="09 44")
    )
    care = desk.page(patient).care
    said = spoken(care, "primary")
    for words_ in ("Primary care", "Dr Baetens", "day 09 44", "no number at night", "Care in bereavement"):
        assert words_ in said
    assert "none yet" in spoken(care, "tertiary")
    assert "Daily care and prescriptions: nobody" not in said
    assert "Cancer plan and check-ups: nobody" in spoken(care, "secondary")


def test_a_box_of_the_picture_is_reached_by_key_and_enter_names_its_holder(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.team.act(
        AddPerson, person_id="p1", family="Benali", given="Samira", discipline="gp", level="primary"
    )
    screen = desk.page(patient)
    box = screen.care.picture.boxes["primary"]
    box.setFocus()
    desk.qtbot.keyClick(box, Qt.Key.Key_Return)
    assert screen.forms.shows(screen.forms.care)
    desk.qtbot.keyClicks(screen.forms.care.holder.query, "bena")
    desk.qtbot.keyClick(screen.forms.care.holder.query, Qt.Key.Key_Return)
    desk.qtbot.keyClick(screen.forms.care.holder.list, Qt.Key.Key_Return)
    desk.settle()
    assert "Samira Benali" in spoken(screen.care, "primary")
    undo = desk.said[-1][1]
    assert callable(undo)
    undo()
    desk.settle()
    assert "none yet" in spoken(screen.care, "primary")


def test_what_is_missing_stands_first_with_the_act_that_mends_it(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.ADVANCED_DISEASE, Answer(value=True))
    screen = desk.page(patient)
    said = words(screen.care)
    for gap in (
        "No GP on file",
        "No oncologist on file",
        "No number for the night",
        "Nobody holds bereavement care",
    ):
        assert gap in said
    screen.care.mends["no-bereavement"].click()
    form = screen.forms.care.holder
    desk.qtbot.keyClicks(form.query, "Els, social worker")
    desk.qtbot.keyClick(form.query, Qt.Key.Key_Return)
    desk.settle()
    assert "Nobody holds bereavement care" not in words(screen.care)
    assert "No GP on file" in words(screen.care)
    (fact,) = desk.facts(patient, Kind.CARE_HOLDER)
    assert fact.payload == CareHolder(level="primary", name="Els, social worker", task="bereavement")


def test_after_a_step_the_keys_are_at_the_next_one_and_after_the_last_below(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.REFERRAL, Referral(to="tertiary"))
    screen = desk.page(patient, "care/referral")
    for step, following in (("agreed", "contact"), ("contact", "follow-up")):
        screen.care.steps.acts[step].setFocus()
        desk.qtbot.keyClick(screen.care.steps.acts[step], Qt.Key.Key_Space)
        desk.settle()
        assert screen.focusWidget() is screen.care.steps.acts[following]
    desk.qtbot.keyClick(screen.care.steps.acts["follow-up"], Qt.Key.Key_Space)
    desk.settle()
    assert not screen.care.steps.acts
    assert screen.focusWidget() is screen.care.adds["handover"]


def test_the_keys_go_back_to_what_asked_for_a_form(desk: CareDesk) -> None:
    screen = desk.page(desk.team.patient())
    box = screen.care.picture.boxes["primary"]
    box.setFocus()
    desk.qtbot.keyClick(box, Qt.Key.Key_Return)
    assert screen.focusWidget() is screen.forms.care.holder.query
    desk.qtbot.keyClick(screen.forms.care.holder.query, Qt.Key.Key_Escape)
    assert screen.focusWidget() is box


def test_an_open_handover_says_its_days_and_one_key_confirms_it(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.TRANSITION, GIVEN)
    screen = desk.page(patient, "care/handover")
    assert "not confirmed, 11 days" in words(screen.care.handovers)
    assert "handed over, not confirmed: 11 days" in spoken(screen.care, "tertiary")
    (confirm,) = screen.care.handovers.confirms.values()
    assert screen.focusWidget() is confirm
    desk.qtbot.keyClick(confirm, Qt.Key.Key_Return)
    desk.settle()
    (fact,) = desk.facts(patient, Kind.TRANSITION)
    move = fact.payload
    assert isinstance(move, Transition)
    assert (fact.true_from, move.confirmed_on, move.confirmed_by) == (
        date(2026, 9, 20),
        TODAY,
        "Team Amberdal",
    )
    assert "confirmed: 1 Oct" in words(screen.care.handovers)
    assert "has the lead" in spoken(screen.care, "tertiary")


def test_a_confirmation_taken_back_leaves_the_handover_open_again(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.TRANSITION, GIVEN)
    screen = desk.page(patient)
    next(iter(screen.care.handovers.confirms.values())).click()
    desk.settle()
    undo = desk.said[-1][1]
    assert callable(undo)
    undo()
    desk.settle()
    assert len(screen.care.handovers.confirms) == 1
    assert [one.payload for one in desk.facts(patient, Kind.TRANSITION)] == [GIVEN]


def test_a_page_of_a_day_before_the_confirmation_shows_the_handover_open(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.TRANSITION, GIVEN)
    screen = desk.page(patient)
    next(iter(screen.care.handovers.confirms.values())).click()
    desk.settle()
    screen.turn_to(date(2026, 9, 25))
    desk.settle()
    assert "not confirmed, 5 days" in words(screen.care.handovers)
    assert not screen.care.handovers.confirms


def test_a_handover_is_entered_with_who_hands_what_to_whom_and_why(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.team.with_gp(patient)
    screen = desk.page(patient)
    screen.care.adds["handover"].click()
    form = screen.forms.care.handover
    form.keep.click()
    assert form.wrong.isVisibleTo(form)
    form.to.set_current("primary")
    form.to.chosen.emit("primary")
    assert form.receiver.text()
    form.giver.setText("Prof. Claes")
    form.what.set_text("Pain treatment")
    form.reason.setText("goes home")
    form.keep.click()
    desk.settle()
    (fact,) = desk.facts(patient, Kind.TRANSITION)
    move = fact.payload
    assert isinstance(move, Transition)
    assert (move.giver, move.what, move.reason, move.confirmed) == (
        "Prof. Claes", "Pain treatment", "goes home", False,
    )  # fmt: skip
    assert screen.side.currentWidget() is screen.checks


def test_a_setting_that_is_pressed_begins_the_move_there(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.TRANSITION, Transition(to="ward", confirmed=True))
    screen = desk.page(patient)
    assert screen.care.picture.places["ward"].accessibleName() == "here now: Ward, since 20 Sept"
    screen.care.picture.places["palliative-unit"].click()
    form = screen.forms.care.handover
    assert (form.from_.current(), form.to.current()) == ("ward", "palliative-unit")


def test_a_confirmation_cannot_lie_before_its_handover(desk: CareDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient)
    screen.care.adds["handover"].click()
    form = screen.forms.care.handover
    form.to.set_current("home")
    form.confirmed.click()
    form.told_on.setText("2026-09-01")
    form.keep.click()
    assert form.wrong.isVisibleTo(form)
    assert desk.facts(patient, Kind.TRANSITION) == ()


def test_the_first_contact_of_a_referral_is_one_key_and_counts_its_days(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.REFERRAL, Referral(to="tertiary", criterion="N1"))
    screen = desk.page(patient, "care/referral")
    steps = screen.care.steps
    assert "waits for 11 days" in words(steps)
    desk.qtbot.keyClick(steps.acts["agreed"], Qt.Key.Key_Return)
    desk.settle()
    desk.qtbot.keyClick(steps.acts["contact"], Qt.Key.Key_Return)
    desk.settle()
    assert [one.true_from for one in desk.facts(patient, Kind.REFERRAL_FIRST_CONTACT)] == [TODAY]
    assert "1 Oct, after 11 days" in words(steps)
    assert list(steps.acts) == ["follow-up"]


def test_a_step_of_another_day_is_typed_as_people_write_it(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.REFERRAL, Referral(to="tertiary"))
    steps = desk.page(patient).care.steps
    other = [one for one in steps.findChildren(LinkButton) if one.words() == "Another day…"]
    other[1].click()
    steps.ask.field.setText("25 sep")
    desk.qtbot.keyClick(steps.ask.field, Qt.Key.Key_Return)
    desk.settle()
    assert [one.true_from for one in desk.facts(patient, Kind.REFERRAL_FIRST_CONTACT)] == [date(2026, 9, 25)]


def test_carers_never_asked_about_are_unknown_and_no_carer_is_said_in_one_press(desk: CareDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient)
    assert "Nobody has asked about a carer" in words(screen.care.carers)
    desk.say(patient, Kind.CARER, Carer(none=True), TODAY)
    desk.settle()
    assert "There is no carer." in words(screen.care.carers)


def test_a_carer_is_entered_with_what_was_asked_and_the_rest_stays_not_asked(desk: CareDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient)
    screen.care.adds["carer"].click()
    form = screen.forms.care.carer
    desk.qtbot.keyClicks(form.name, "Luc Maes")
    desk.qtbot.keyClicks(form.relation, "husband")
    form.permission.segment("yes").click()
    form.informed.click()
    desk.qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    (answer,) = desk.facts(patient, Kind.CARER_PERMISSION)
    assert answer.payload == Answer(value=True, carer="Luc Maes")
    assert desk.facts(patient, Kind.CARER_ATTENDS) == ()
    (entry,) = desk.facts(patient, Kind.ELEMENT)
    assert entry.payload == ElementEntry(element="CAR-3", status="done", carer="Luc Maes")
    marks = [one.accessibleName() for one in screen.care.carers.findChildren(type(screen.header.died))]
    assert "may we speak with them: yes" in marks
    assert "comes along: not asked" in marks
    assert "distress: not asked" in marks


def test_a_carers_distress_is_kept_with_the_carers_name(desk: CareDesk) -> None:
    patient = desk.team.patient()
    for name in ("Luc Maes", "Mia Maes"):
        desk.say(patient, Kind.CARER, Carer(name=name))
    screen = desk.page(patient)
    screen.care.carers.edits["Mia Maes"].click()
    line = screen.forms.care.carer.distress
    assert line is not None
    desk.qtbot.keyClicks(line.strip, "7")
    desk.qtbot.keyClick(line.strip, Qt.Key.Key_Return)
    desk.settle()
    (fact,) = desk.facts(patient, Kind.ASSESSMENT)
    assert fact.payload == Assessment(
        instrument="carer-distress", answers=(("distress", 7),), carer="Mia Maes"
    )


def test_the_form_says_what_was_answered_last(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.CARER, Carer(name="Luc"))
    score = Assessment(instrument="carer-distress", answers=(("distress", 5.0),), carer="Luc")
    desk.say(patient, Kind.ASSESSMENT, score)
    screen = desk.page(patient)
    screen.care.carers.edits["Luc"].click()
    line = screen.forms.care.carer.distress
    assert line is not None
    assert "5" in line.last.whole_text()


def test_a_carer_who_is_renamed_keeps_the_answers(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.CARER, Carer(name="Luc"))
    desk.say(patient, Kind.CARER_PERMISSION, Answer(value=False, carer="Luc"))
    screen = desk.page(patient)
    screen.care.carers.edits["Luc"].click()
    form = screen.forms.care.carer
    form.name.setText("Luc Maes")
    form.keep.click()
    desk.settle()
    assert [one.payload for one in desk.facts(patient, Kind.CARER)] == [Carer(name="Luc Maes")]
    assert desk.facts(patient, Kind.CARER_PERMISSION)[-1].payload == Answer(value=False, carer="Luc Maes")


def test_somebody_is_no_longer_a_carer_without_being_erased(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.CARER, Carer(name="Luc"))
    screen = desk.page(patient)
    screen.care.carers.edits["Luc"].click()
    screen.forms.care.carer.end.click()
    desk.settle()
    (fact,) = desk.facts(patient, Kind.CARER)
    assert (fact.true_from, fact.true_to) == (date(2026, 9, 20), TODAY)


def test_after_a_death_the_family_is_called_by_a_day_and_the_call_is_kept(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.CARER, Carer(name="Luc"))
    desk.say(patient, Kind.DEATH, Event())
    screen = desk.page(patient, "care/grief")
    assert "Call or write to the family, by 1 Nov" in words(screen.care.carers)
    desk.qtbot.keyClick(screen.care.carers.edits["grief"], Qt.Key.Key_Return)
    form = screen.forms.care.grief
    form.keep.click()
    assert form.wrong.isVisibleTo(form)
    form.card.click()
    form.keep.click()
    desk.settle()
    (fact,) = desk.facts(patient, Kind.ELEMENT)
    assert fact.payload == ElementEntry(element="CAR-5", status="done", note="card sent, Luc")
    assert "Family called or written to after the death" in words(screen.care.carers)


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_a_box_is_as_high_as_its_words_need_however_long_a_name_is(
    desk: CareDesk, qapp: QApplication, scale: float
) -> None:
    patient = desk.team.patient()
    name = "Palliatief Thuiszorgteam " + "Oudenaarde-Zottegem-Geraardsbergen " * 4
    desk.say(patient, Kind.CARE_HOLDER, CareHolder(level="tertiary", name=name, organisation="X" * 60))
    screen = desk.page(patient)
    theme.apply(qapp, theme.chosen("light", scale))
    box: LevelBox = screen.care.picture.boxes["tertiary"]
    for width in (360, 520, 700, 1000):
        columns = box._columns(width)
        assert box.heightForWidth(width) > max(one.bottom() for one, _ in columns), width
        assert all(one.right() < width for one, _ in columns), width
        overlaps = [
            (a, b) for place, (a, _) in enumerate(columns) for b, _ in columns[place + 1 :] if a.intersects(b)
        ]
        assert overlaps == [], width


def test_who_may_not_record_reads_the_care_and_changes_nothing(desk: CareDesk) -> None:
    patient = desk.team.patient()
    desk.say(patient, Kind.TRANSITION, GIVEN)
    screen = desk.page(patient)
    screen.turn_to(date(2026, 9, 25))
    desk.settle()
    assert not screen.care.handovers.confirms
    assert not screen.care.mends
    screen.care.picture.boxes["primary"].click()
    assert screen.side.currentWidget() is screen.checks
