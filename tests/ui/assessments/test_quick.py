"""ECOG and distress take two keys, beside the patient and beside the case."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from ui.meeting_window import Bench

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Assessment, Score
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.ui.assessments.quick import QuickScores
from mdt_app.ui.patients.patient_screen import PatientScreen


def facts(desk: Bench, patient: str, *kinds: Kind) -> list[Fact]:
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        return [one for one in reader.facts([patient])[patient] if one.kind in kinds]


def measuring(desk: Bench, patient: str) -> tuple[PatientScreen, QuickScores]:
    screen = desk.show(PatientScreen)
    screen.show_patient(patient)
    desk.settle()
    screen.header.measure.click()
    desk.settle()
    return screen, screen.forms.quick.quick


def test_a_grade_and_enter_keep_an_ecog_that_can_be_taken_back(desk: Bench) -> None:
    patient = desk.team.patient()
    _, quick = measuring(desk, patient)
    line = quick.lines["ecog"]
    desk.qtbot.keyClicks(line.strip, "2")
    assert "more than half of the day" in line.said.whole_text()
    desk.qtbot.keyClick(line.strip, Qt.Key.Key_Return)
    desk.settle()
    (kept,) = facts(desk, patient, Kind.ECOG)
    assert kept.payload == Score(value=2)
    words, undo, _ = desk.said[-1]
    assert words == "ECOG: 2 kept."
    assert callable(undo)
    undo()
    desk.settle()
    assert [one.withdrawn for one in facts(desk, patient, Kind.ECOG)] == [False, True]


def test_nothing_is_kept_before_enter_and_escape_lets_it_go(desk: Bench) -> None:
    patient = desk.team.patient()
    _, quick = measuring(desk, patient)
    line = quick.lines["distress"]
    desk.qtbot.keyClicks(line.strip, "7")
    desk.qtbot.keyClick(line.strip, Qt.Key.Key_Escape)
    desk.qtbot.keyClick(line.strip, Qt.Key.Key_Return)
    desk.settle()
    assert facts(desk, patient, Kind.ASSESSMENT) == []


def test_a_1_and_a_0_are_neither_1_nor_0_until_somebody_says(desk: Bench) -> None:
    patient = desk.team.patient()
    _, quick = measuring(desk, patient)
    line = quick.lines["distress"]
    desk.qtbot.keyClicks(line.strip, "10")
    assert not line.keep.isEnabled()
    desk.qtbot.keyClick(line.strip, Qt.Key.Key_Return)
    desk.settle()
    assert facts(desk, patient, Kind.ASSESSMENT) == []
    desk.qtbot.keyClicks(line.strip, "x")
    desk.qtbot.keyClick(line.strip, Qt.Key.Key_Return)
    desk.settle()
    (kept,) = facts(desk, patient, Kind.ASSESSMENT)
    assert kept.payload == Assessment(instrument="distress", answers=(("distress", 10.0),))


def test_the_last_value_stands_beside_and_a_big_change_is_said(desk: Bench) -> None:
    patient = desk.team.patient()
    before = Assessment(instrument="distress", answers=(("distress", 9.0),))
    desk.team.act(
        RecordFact,
        fact_id=new_id(),
        patient_id=patient,
        kind=Kind.ASSESSMENT,
        payload=before,
        true_from=date(2026, 9, 14),
    )
    _, quick = measuring(desk, patient)
    line = quick.lines["distress"]
    assert line.last.whole_text() == "last 9 on 14 Sept"
    desk.qtbot.keyClicks(line.strip, "1")
    assert "8 points lower than on 14 Sept" in line.said.whole_text()


def test_all_instruments_are_one_press_away(desk: Bench) -> None:
    patient = desk.team.patient()
    _, quick = measuring(desk, patient)
    quick.more.click()
    assert desk.went[-1] == ("assessments", patient)
