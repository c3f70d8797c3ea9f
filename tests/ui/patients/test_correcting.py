"""A wrong fact is corrected or withdrawn in the window, by keys alone, and what stood before stays to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from operations.kit import Team
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from ui.patients.conftest import PatientDesk
from ui.patients.test_patient import record, rows, words

from mdt_app.domain.accounts import Account
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.incoming import IncomingFact, IncomingPatient
from mdt_app.domain.payloads import (
    Acp,
    Answer,
    Assessment,
    CareHolder,
    Condition,
    CriterionDecision,
    Language,
    Measurement,
    Medication,
    Payload,
    Score,
    TreatmentLine,
)
from mdt_app.domain.record import Record
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import DecideCriterion, RecordFact
from mdt_app.operations.importing import ImportPatient, import_patient
from mdt_app.ui.common.dialogs import FinalDialog
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.patients.fact_fields import parts_of
from mdt_app.ui.patients.part_entry import PartEntry
from mdt_app.ui.patients.patient_screen import PatientScreen

WRONG = Medication(text="oxycodone", dose="100 mg", code="N02AA05", system="http://www.whocc.no/atc")
DAY = date(2026, 9, 1)


def imported(desk: PatientDesk, *payloads: Payload, kind: Kind = Kind.MEDICATION) -> str:
    """A patient whom a file brought; gives the id."""
    facts = tuple(
        IncomingFact(kind=kind, payload=one, true_from=DAY, origin=f"M/{place}")
        for place, one in enumerate(payloads)
    )
    one = IncomingPatient(
        family="Maes", given="Jan", birth_date=date(1950, 3, 12), identifiers=(("urn:x", "1"),), facts=facts
    )
    with desk.guard.preparing():
        team: Team = desk.team._team
        return import_patient(
            team.command(ImportPatient, source="f.json"), one, team.database.open_work
        ).patient_id


def standing(desk: PatientDesk, patient: str, kind: Kind = Kind.MEDICATION) -> list[Fact]:
    with desk.guard.preparing(), desk.team._team.database.reader() as reader:
        return list(Record(reader.facts([patient])[patient], date(2027, 1, 1)).of(kind))


def opened(desk: PatientDesk, patient: str, fact_id: str = "") -> PatientScreen:
    """The page at what letters use, one fact open."""
    screen = desk.page(f"{patient}/timeline/letters")
    if fact_id:
        screen.open_fact(fact_id)
        desk.settle()
    return screen


def asked(desk: PatientDesk, patient: str, kind: Kind) -> PatientScreen:
    """The page with the form of the only fact of a kind."""
    screen = opened(desk, patient, standing(desk, patient, kind)[0].id)
    screen.timeline.fact.correct.click()
    return screen


def entry(screen: PatientScreen, name: str) -> PartEntry:
    return screen.forms.fact.entries[name]


def write(screen: PatientScreen, name: str, text: str) -> None:
    field = entry(screen, name).field
    field.set_text(text)  # type: ignore[union-attr]


def sentences(screen: PatientScreen) -> dict[str, str]:
    return {
        name: one.wrong.title.text()
        for name, one in screen.forms.fact.entries.items()
        if not one.wrong.isHidden()
    }


def save(desk: PatientDesk, screen: PatientScreen) -> None:
    screen.forms.fact.keep.click()
    desk.settle()


def focus(screen: PatientScreen) -> QWidget:
    found = screen.window().focusWidget()
    assert found is not None
    return found


def test_a_wrong_dose_of_a_file_is_corrected_without_the_mouse(desk: PatientDesk) -> None:
    patient = imported(desk, WRONG)
    screen = desk.page(f"{patient}/timeline/letters")
    press = desk.qtbot.keyClick
    assert focus(screen) is screen.timeline.list
    press(focus(screen), Qt.Key.Key_Return)
    assert focus(screen) is screen.timeline.fact.correct
    press(focus(screen), Qt.Key.Key_Return)
    assert focus(screen) is entry(screen, "text").field
    press(focus(screen), Qt.Key.Key_Tab)
    press(focus(screen), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.keyClicks(focus(screen), "10 mg")
    press(focus(screen), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    (kept,) = standing(desk, patient)
    assert kept.payload == replace(WRONG, dose="10 mg")
    assert (kept.source, kept.true_from) == ("desk", DAY)
    assert "Corrects: oxycodone, 100 mg" in words(screen.timeline.fact)
    assert screen.side.currentWidget() is screen.checks
    assert focus(screen) is screen.timeline.fact.correct


def test_a_correction_is_taken_back_by_one_press(desk: PatientDesk) -> None:
    patient = imported(desk, WRONG)
    screen = asked(desk, patient, Kind.MEDICATION)
    write(screen, "dose", "10 mg")
    save(desk, screen)
    undo = desk.said[-1][1]
    assert callable(undo)
    undo()
    desk.settle()
    assert [one.payload for one in standing(desk, patient)] == [WRONG]


def test_what_was_corrected_or_withdrawn_offers_neither_and_says_what_became_of_it(desk: PatientDesk) -> None:
    patient = imported(desk, WRONG)
    (old,) = standing(desk, patient)
    screen = asked(desk, patient, Kind.MEDICATION)
    write(screen, "dose", "10 mg")
    save(desk, screen)
    screen.open_fact(old.id)
    desk.settle()
    assert screen.timeline.kinds.current() == "gone"
    box = screen.timeline.fact
    assert "Corrected to: oxycodone, 10 mg" in words(box)
    assert not box.correct.isVisible()
    assert not box.withdraw.isVisible()


@pytest.fixture
def dialogs() -> Iterator[None]:
    yield
    for one in QApplication.topLevelWidgets():
        if isinstance(one, FinalDialog):
            one.reject()


def dialog() -> FinalDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, FinalDialog)
    return found


@pytest.mark.usefixtures("dialogs")
def test_an_entry_made_in_error_is_withdrawn_once_that_is_confirmed(desk: PatientDesk) -> None:
    patient = imported(desk, WRONG)
    screen = opened(desk, patient, standing(desk, patient)[0].id)
    screen.timeline.fact.withdraw.click()
    said = "\n".join(one.text() for one in dialog().findChildren(QLabel))
    assert "oxycodone, 100 mg" in said
    assert "entered in error" in said
    assert "who withdrew it and when" in said
    assert dialog().cancel.hasFocus() or dialog().focusWidget() is dialog().cancel
    dialog().cancel.click()
    desk.settle()
    assert len(standing(desk, patient)) == 1
    screen.timeline.fact.withdraw.click()
    dialog().verb.click()
    desk.settle()
    assert standing(desk, patient) == []
    assert screen.timeline.fact.isHidden()
    assert focus(screen) is screen.timeline.list
    undo = desk.said[-1][1]
    assert callable(undo)
    undo()
    desk.settle()
    assert [one.payload for one in standing(desk, patient)] == [WRONG]


@pytest.mark.parametrize(
    ("kind", "payload", "name", "text", "sentence"),
    [
        (Kind.ECOG, Score(value=1), "value", "7", "not on its scale"),
        (Kind.ECOG, Score(value=1), "value", "one", "whole number"),
        (Kind.ECOG, Score(value=1), "true_from", "01-03-1949", "before the patient was born"),
        (Kind.ECOG, Score(value=1), "true_from", "32 March", "Write the day"),
        (Kind.ECOG, Score(value=1), "true_from", "01-03-2031", "cannot lie ahead"),
        (Kind.MEDICATION, WRONG, "text", " ", "cannot be empty"),
        (Kind.MEDICATION, WRONG, "true_to", "01-08-2026", "cannot end before it begins"),
        (Kind.TREATMENT_LINE, TreatmentLine(number=1), "number", "0", "count from 1"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_kept(
    desk: PatientDesk, kind: Kind, payload: Payload, name: str, text: str, sentence: str
) -> None:
    patient = imported(desk, payload, kind=kind)
    screen = asked(desk, patient, kind)
    write(screen, name, text)
    save(desk, screen)
    said = sentences(screen)
    assert list(said) == [name]
    assert sentence in said[name]
    assert focus(screen) is entry(screen, name).field
    assert [one.payload for one in standing(desk, patient, kind)] == [payload]


def test_new_words_beside_the_old_code_are_asked_about_once(desk: PatientDesk) -> None:
    patient = imported(desk, WRONG)
    screen = asked(desk, patient, Kind.MEDICATION)
    write(screen, "text", "hydromorphone")
    save(desk, screen)
    assert "code of what stood there" in sentences(screen)["code"]
    write(screen, "code", "")
    save(desk, screen)
    (kept,) = standing(desk, patient)
    assert kept.payload == Medication(text="hydromorphone", dose="100 mg")


def test_a_correction_that_changes_nothing_is_not_kept(desk: PatientDesk) -> None:
    patient = imported(desk, WRONG)
    screen = asked(desk, patient, Kind.MEDICATION)
    save(desk, screen)
    assert "Nothing differs" in screen.forms.fact.wrong.title.text()
    assert [one.source for one in standing(desk, patient)] == ["import"]


def test_a_half_written_correction_waits_with_its_patient(desk: PatientDesk) -> None:
    patient, other = imported(desk, WRONG), desk.team.patient("Zwart")
    screen = asked(desk, patient, Kind.MEDICATION)
    form = screen.forms.fact
    desk.settle()
    desk.qtbot.keyClicks(entry(screen, "reason").field, "for breakthrough pain")
    screen.show_patient(other)
    desk.settle()
    assert "Maes" in desk.said[-1][0]
    assert screen.forms.fact is not form
    screen.show_patient(patient)
    desk.settle()
    assert screen.forms.form() is form
    save(desk, screen)
    assert [one.payload for one in standing(desk, patient)] == [
        replace(WRONG, reason="for breakthrough pain")
    ]


def test_a_correction_made_elsewhere_meanwhile_is_said_and_the_words_stay(desk: PatientDesk) -> None:
    patient = imported(desk, WRONG)
    screen = asked(desk, patient, Kind.MEDICATION)
    (old,) = standing(desk, patient)
    desk.team.act(
        RecordFact, fact_id=new_id(), patient_id=patient, kind=old.kind, payload=replace(WRONG, dose="5 mg"),
        true_from=DAY, replaces=old.id,
    )  # fmt: skip
    write(screen, "dose", "10 mg")
    save(desk, screen)
    assert "corrected meanwhile by Lore Hermans" in screen.forms.fact.wrong.title.text()
    assert entry(screen, "dose").value() == "10 mg"
    assert [one.payload for one in standing(desk, patient)] == [replace(WRONG, dose="5 mg")]


def test_what_the_program_wrote_is_not_corrected_and_says_where_it_is_mended(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    desk.team.act(
        DecideCriterion, patient_id=patient, criterion="T1", decision="not-now", reason="asked later"
    )
    screen = opened(desk, patient, standing(desk, patient, Kind.CRITERION)[0].id)
    box = screen.timeline.fact
    assert isinstance(standing(desk, patient, Kind.CRITERION)[0].payload, CriterionDecision)
    assert "A new answer is given under Criteria." in words(box)
    assert not box.correct.isVisible()
    assert not box.withdraw.isVisible()


@pytest.mark.parametrize(
    ("kind", "payload", "form"),
    [
        (Kind.ACP, Acp(item="code-status", state="documented", value="DNR 2"), "talk"),
        (Kind.CARE_HOLDER, CareHolder(level="primary", name="Dr Wrong"), "holder"),
        (Kind.ASSESSMENT, Assessment(instrument="esas-r", answers=(("pain", 3.0),)), "assessments"),
    ],
)
def test_what_has_a_form_of_its_own_is_corrected_there(
    desk: PatientDesk, kind: Kind, payload: Payload, form: str
) -> None:
    patient = desk.team.patient()
    id = record(desk, patient, kind, payload, DAY)
    screen = opened(desk, patient, id)
    box = screen.timeline.fact
    assert not box.correct.isVisible()
    box.lead.click()
    desk.settle()
    if form == "assessments":
        assert desk.went[-1] == ("assessments", patient)
    elif form == "talk":
        assert screen.forms.form() is screen.forms.talks.forms["talk"]
    else:
        assert screen.forms.form() is screen.forms.care.holder


def test_who_may_not_record_is_offered_nothing(desk: PatientDesk) -> None:
    patient = imported(desk, WRONG)
    desk.services = replace(
        desk.services, account=Account(id="a-2", user="reader", name="Reader", roles=("observer",))
    )
    screen = opened(desk, patient, standing(desk, patient)[0].id)
    assert not screen.timeline.fact.correct.isVisible()
    assert not screen.timeline.fact.withdraw.isVisible()


def test_a_day_that_is_past_is_only_looked_at(desk: PatientDesk) -> None:
    patient = imported(desk, WRONG)
    screen = opened(desk, patient, standing(desk, patient)[0].id)
    screen.turn_to(date(2026, 9, 2))
    desk.settle()
    assert screen.timeline.fact.isVisible()
    assert not screen.timeline.fact.correct.isVisible()


def test_what_letters_use_is_shown_whether_or_not_it_stands_among_everything(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    record(desk, patient, Kind.MEASUREMENT, Measurement(name="eGFR", value="48", unit="mL/min"), DAY)
    record(desk, patient, Kind.LANGUAGE, Language(code="nl"), DAY)
    record(desk, patient, Kind.PATIENT_REQUEST, Answer(value=True), DAY)
    screen = desk.page(f"{patient}/timeline/letters")
    assert sorted(one.first for one in rows(screen.timeline.list)) == ["eGFR 48 mL/min", "nl"]
    screen.show_patient(desk.team.patient("Zwart"))
    desk.settle()
    assert screen.timeline.kinds.current() == ""


def test_a_file_that_goes_against_a_correction_stays_marked_until_it_is_settled(desk: PatientDesk) -> None:
    patient = imported(desk, WRONG)
    screen = asked(desk, patient, Kind.MEDICATION)
    write(screen, "dose", "10 mg")
    save(desk, screen)
    imported(desk, replace(WRONG, dose="20 mg"))
    screen.show_patient(f"{patient}/timeline/letters")
    desk.settle()
    (line,) = rows(screen.timeline.list)
    assert line.mark is not None
    assert line.mark.shape is Shape.TRIANGLE
    screen.open_fact(str(line.key))
    assert "A newer file says otherwise than was corrected here" in words(screen.timeline.fact)
    assert "Here it was: oxycodone, 10 mg" in words(screen.timeline.fact)
    screen.timeline.fact.correct.click()
    save(desk, screen)
    (line,) = rows(screen.timeline.list)
    assert line.mark is None


EXAMPLES: tuple[tuple[Kind, Any], ...] = (
    (Kind.DIAGNOSIS, Condition(text="Lung cancer", code="C34.1", laterality="left")),
    (Kind.METASTASIS, Condition(text="Liver metastasis", site="liver", distant=True)),
    (Kind.PROBLEM, Condition(text="Delirium", concept="delirium", status="recurrence")),
)


@pytest.mark.parametrize(("kind", "payload"), EXAMPLES)
def test_what_is_not_touched_in_the_form_is_kept_as_it_was(
    desk: PatientDesk, kind: Kind, payload: Condition
) -> None:
    patient = imported(desk, payload, kind=kind)
    screen = asked(desk, patient, kind)
    write(screen, "true_from", "31-08-2026")
    save(desk, screen)
    (kept,) = standing(desk, patient, kind)
    assert (kept.payload, kept.true_from) == (payload, date(2026, 8, 31))
    assert {part.name for part in parts_of(kept)} <= set(Condition.__dataclass_fields__)
