"""What is measured is typed, read back, kept in one record, and corrected beside the old value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from ui.meeting_window import Bench

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.incoming import IncomingFact, IncomingPatient
from mdt_app.domain.payloads import Assessment, Event, Language, Payload, Score
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.importing import ImportPatient, import_patient
from mdt_app.ui.assessments.assessments_screen import AssessmentsScreen
from mdt_app.ui.common.listed_rows import SideRow


def record(desk: Bench, patient: str, kind: Kind, payload: Payload, day: date) -> str:
    id = new_id()
    desk.team.act(RecordFact, fact_id=id, patient_id=patient, kind=kind, payload=payload, true_from=day)
    return id


def opened(desk: Bench, patient: str, instrument: str = "esas-r") -> AssessmentsScreen:
    screen = desk.show(AssessmentsScreen)
    screen.show_assessments(f"{patient}/{instrument}")
    desk.settle()
    return screen


def typed(desk: Bench, screen: AssessmentsScreen, keys: str) -> None:
    """Keys to whatever has the focus, as a person types."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        desk.qtbot.keyClicks(target, key)


def facts(desk: Bench, patient: str, *kinds: Kind) -> list[Fact]:
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        return [one for one in reader.facts([patient])[patient] if one.kind in kinds]


def said(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def keys(screen: AssessmentsScreen) -> list[str]:
    return [str(one.key) for one in screen.list.model().rows if isinstance(one, SideRow)]  # type: ignore[attr-defined]


def test_ten_keys_and_enter_keep_one_assessment(desk: Bench) -> None:
    patient = desk.team.patient()
    screen = opened(desk, patient)
    typed(desk, screen, "3x0n25671")
    assert screen.form.foot.said.whole_text().startswith(
        "Pain 3, Tiredness 10, Drowsiness 0, Nausea: not answered"
    )
    assert "No entry: Other Problem." in screen.form.foot.said.whole_text()
    screen.form._step(1)
    assert QApplication.focusWidget() is screen.form.foot.save
    desk.qtbot.keyClick(screen.form.foot.save, Qt.Key.Key_Return)
    desk.settle()
    (kept,) = facts(desk, patient, Kind.ASSESSMENT)
    assert isinstance(kept.payload, Assessment)
    assert dict(kept.payload.answers) == {
        "pain": 3, "tiredness": 10, "drowsiness": 0, "nausea": None, "appetite": 2, "dyspnoea": 5, "depression": 6,
        "anxiety": 7, "wellbeing": 1,
    }  # fmt: skip
    assert kept.payload.by == ""
    assert kept.at is not None
    assert desk.said[-1][0] == "ESAS-r kept."


def test_who_answered_and_where_is_kept_when_it_is_said_and_never_guessed(desk: Bench) -> None:
    patient = desk.team.patient()
    screen = opened(desk, patient, "distress")
    typed(desk, screen, "4")
    assert "Who answered: not said." in screen.form.foot.said.whole_text()
    screen.form.head.by.segment("helped").click()
    assert "not said" not in screen.form.foot.said.whole_text()
    screen.form.head.setting.set_current("home")
    screen.form.foot.save.click()
    desk.settle()
    (kept,) = facts(desk, patient, Kind.ASSESSMENT)
    assert isinstance(kept.payload, Assessment)
    assert (kept.payload.by, kept.payload.setting) == ("helped", "home")
    assert "answered with help, at home" in said(screen.history)


def test_what_the_other_problem_is_is_kept_in_words(desk: Bench) -> None:
    patient = desk.team.patient()
    screen = opened(desk, patient)
    screen.form._rows[9].scale.setFocus()
    typed(desk, screen, "8")
    assert QApplication.focusWidget() is screen.form.other
    desk.qtbot.keyClicks(screen.form.other, "Itching 10 times a night")
    screen.form._keep()
    desk.settle()
    (kept,) = facts(desk, patient, Kind.ASSESSMENT)
    assert isinstance(kept.payload, Assessment)
    assert (kept.payload.other, kept.payload.answers) == ("Itching 10 times a night", (("other", 8.0),))


def test_a_10_typed_as_1_and_0_cannot_be_kept_unseen(desk: Bench) -> None:
    patient = desk.team.patient()
    screen = opened(desk, patient)
    typed(desk, screen, "10")
    assert "Pain 1, then 0: or was it 10?" in said(screen.form.foot)
    assert not screen.form.foot.save.isEnabled()
    screen.form._keep()
    desk.settle()
    assert facts(desk, patient, Kind.ASSESSMENT) == []
    screen.form._rows[0].scale.setFocus()
    typed(desk, screen, "x")
    assert screen.form.foot.save.isEnabled()
    assert dict(screen.form.filled().assessment.answers)["pain"] == 10


def test_a_big_change_is_said_in_words_and_kept_only_once_looked_at(desk: Bench) -> None:
    patient = desk.team.patient()
    before = Assessment(instrument="esas-r", answers=(("pain", 10.0),))
    record(desk, patient, Kind.ASSESSMENT, before, date(2026, 8, 6))
    screen = opened(desk, patient)
    assert "last 10 on 6 Aug" in said(screen.form._rows[0])
    typed(desk, screen, "1")
    assert "9 points lower than on 6 Aug" in said(screen.form._rows[0])
    assert not screen.form.foot.save.isEnabled()
    screen.form.foot.right.click()
    assert screen.form.foot.save.isEnabled()
    typed(desk, screen, "0")
    assert not screen.form.foot.save.isEnabled()


def test_the_last_item_then_a_0_is_not_swallowed(desk: Bench) -> None:
    screen = opened(desk, desk.team.patient(), "distress")
    typed(desk, screen, "1")
    typed(desk, screen, "0")
    assert "was not taken" in screen.form.foot.wrong.title.whole_text()
    assert not screen.form.foot.save.isEnabled()


def test_a_value_off_the_scale_is_refused_in_words(desk: Bench) -> None:
    screen = opened(desk, desk.team.patient(), "phq-4")
    typed(desk, screen, "7")
    assert "7 is not on this scale" in screen.form.foot.wrong.title.whole_text()
    assert screen.form.entry is not None
    assert screen.form.entry.answers == {}


def test_backspace_clears_and_then_goes_back(desk: Bench) -> None:
    screen = opened(desk, desk.team.patient())
    entry = screen.form.entry
    assert entry is not None
    typed(desk, screen, "34")
    for place, left in ((1, 2), (1, 1), (0, 1), (0, 0)):
        desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
        assert (entry.at, len(entry.answers)) == (place, left)


def test_an_earlier_day_may_be_typed_and_one_to_come_may_not(desk: Bench) -> None:
    patient = desk.team.patient()
    screen = opened(desk, patient, "distress")
    typed(desk, screen, "4")
    head = screen.form.head
    for day, wrong in (
        ("31-12-2030", "still to come"),
        ("1 Jan 1900", "before the patient was born"),
        ("nonsense", "Write the day"),
    ):
        head.day.setText(day)
        screen.form._keep()
        assert wrong in screen.form.foot.wrong.title.whole_text()
    head.day.clear()
    desk.qtbot.keyClicks(head.day, "14-09-2026")
    assert head.time.text() == ""
    screen.form._keep()
    desk.settle()
    (kept,) = facts(desk, patient, Kind.ASSESSMENT)
    assert (kept.true_from, kept.at) == (date(2026, 9, 14), None)


def test_nothing_of_the_patient_is_measured_after_death(desk: Bench) -> None:
    patient = desk.team.patient()
    record(desk, patient, Kind.DEATH, Event(), date(2026, 9, 1))
    screen = opened(desk, patient, "distress")
    typed(desk, screen, "4")
    screen.form._keep()
    assert "had died by that day" in screen.form.foot.wrong.title.whole_text()


def test_a_correction_stands_beside_the_old_value(desk: Bench) -> None:
    patient = desk.team.patient()
    first = Assessment(instrument="distress", answers=(("distress", 1.0),))
    old = record(desk, patient, Kind.ASSESSMENT, first, date(2026, 9, 14))
    screen = opened(desk, patient)
    screen._choose(f"kept:{old}")
    assert not screen.form._rows[0].scale.isEnabled()
    screen.head.correct.click()
    screen.form.entry.put(10.0)  # type: ignore[union-attr]
    screen.form._after(go_on=False)
    screen.form.foot.save.click()
    desk.settle()
    stored = facts(desk, patient, Kind.ASSESSMENT)
    assert [
        dict(one.payload.answers)["distress"] for one in stored if isinstance(one.payload, Assessment)
    ] == [1, 10]
    assert stored[1].replaces == old
    assert stored[1].true_from == date(2026, 9, 14)
    assert "Before that: Distress 1." in said(screen.history)
    assert len([one for one in keys(screen) if one.startswith("kept:")]) == 1


def test_what_was_kept_can_be_taken_back_on_record(desk: Bench) -> None:
    patient = desk.team.patient()
    screen = opened(desk, patient, "distress")
    typed(desk, screen, "4")
    screen.form._keep()
    desk.settle()
    undo = desk.said[-1][1]
    assert callable(undo)
    undo()
    desk.settle()
    assert [one.withdrawn for one in facts(desk, patient, Kind.ASSESSMENT)] == [False, True]
    assert not [one for one in keys(screen) if one.startswith("kept:")]


def test_ecog_is_kept_as_ecog_and_has_no_not_answered(desk: Bench) -> None:
    patient = desk.team.patient()
    screen = opened(desk, patient, "ecog")
    assert None not in screen.form._rows[0].scale.values  # type: ignore[union-attr]
    assert "4  in bed or a chair all day" in said(screen.form)
    typed(desk, screen, "n5")
    assert screen.form.entry is not None
    assert screen.form.entry.answers == {}
    typed(desk, screen, "3")
    screen.form._keep()
    desk.settle()
    (kept,) = facts(desk, patient, Kind.ECOG)
    assert kept.payload == Score(value=3)


def test_two_values_of_one_day_are_shown_as_a_conflict(desk: Bench) -> None:
    patient = desk.team.patient()
    for value in (3.0, 7.0):
        given = Assessment(instrument="distress", answers=(("distress", value),))
        record(desk, patient, Kind.ASSESSMENT, given, date(2026, 9, 14))
    screen = opened(desk, patient, "distress")
    assert "they differ" in said(screen.form._rows[0])
    assert screen.clash.isVisibleTo(screen)
    assert "two entries differ" in screen.clash.title.whole_text()


def test_what_is_begun_is_there_again_after_a_look_elsewhere(desk: Bench) -> None:
    patient = desk.team.patient()
    screen = opened(desk, patient)
    typed(desk, screen, "34")
    screen._choose("fill:distress")
    screen._choose("fill:esas-r")
    assert screen.form.entry is not None
    assert screen.form.entry.answers == {"pain": 3, "tiredness": 4}


def test_another_desks_change_leaves_what_is_typed_alone(desk: Bench) -> None:
    patient = desk.team.patient()
    screen = opened(desk, patient)
    typed(desk, screen, "34")
    record(desk, patient, Kind.ECOG, Score(value=2), date(2026, 9, 14))
    desk.settle()
    assert screen.form.entry is not None
    assert screen.form.entry.answers == {"pain": 3, "tiredness": 4}
    assert any(one.startswith("kept:") for one in keys(screen))


def test_a_form_is_not_offered_in_a_language_without_an_official_wording(desk: Bench) -> None:
    patient = desk.team.patient()
    record(desk, patient, Kind.LANGUAGE, Language(code="nl-BE"), date(2026, 9, 1))
    screen = opened(desk, patient)
    assert "ESAS-r has no official wording in Dutch here" in screen.head.no_words.title.whole_text()
    assert not screen.head.print.isEnabled()
    assert not screen.head.hand.isEnabled()
    screen.head.no_words.acted.emit()
    assert screen.head.print.isEnabled()
    assert screen.head.chosen_language() == "en"
    screen._choose("fill:distress")
    assert screen.head.chosen_language() == "nl"
    assert screen.head.print.isEnabled()


def test_the_form_is_printed_into_the_file_that_is_chosen(
    desk: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = desk.team.patient()
    record(desk, patient, Kind.LANGUAGE, Language(code="fr"), date(2026, 9, 1))
    screen = opened(desk, patient, "distress")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out"), ""))
    screen.head.print.click()
    desk.settle()
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    assert "The form is in" in desk.said[-1][0]


def test_an_assessment_whose_file_is_gone_is_still_shown(desk: Bench) -> None:
    gone = Assessment(instrument="lost", answers=(("a", 3.0), ("b", None)))
    told = IncomingFact(kind=Kind.ASSESSMENT, payload=gone, true_from=date(2026, 9, 14), origin="Answers/1")
    one = IncomingPatient(family="Maes", birth_date=date(1951, 3, 12), origin="Patient/1", facts=(told,))
    command = desk.team.command(ImportPatient, source="old.json")
    with desk.guard.preparing():
        patient = import_patient(command, one, desk.team.database.open_work).patient_id
        with desk.team.database.reader() as reader:
            (old,) = reader.facts([patient])[patient]
    screen = opened(desk, patient)
    screen._choose(f"kept:{old.id}")
    desk.settle()
    assert "not here any more" in screen.form.credit.whole_text()
    assert "a 3" in screen.form.foot.said.whole_text()
    assert "by import of old.json, read in by Lore Hermans" in said(screen.history)


def test_every_scale_says_what_it_shows(desk: Bench) -> None:
    screen = opened(desk, desk.team.patient())
    scale = screen.form._rows[0].scale
    assert (scale.accessibleName(), scale.accessibleDescription()) == ("Pain, 0 to 10", "no entry")
    typed(desk, screen, "x")
    assert scale.accessibleDescription() == "10"


def test_a_press_on_a_number_takes_it(desk: Bench) -> None:
    screen = opened(desk, desk.team.patient())
    scale = screen.form._rows[0].scale
    desk.qtbot.mouseClick(scale, Qt.MouseButton.LeftButton, pos=scale.cell(10).center().toPoint())  # type: ignore[union-attr]
    assert screen.form.entry is not None
    assert screen.form.entry.answers == {"pain": 10}
