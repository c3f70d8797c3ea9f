"""The palliative view: what matters first, what is due answered with one key, every statement opened, any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from ui.palliative.conftest import PalliativeDesk

from mdt_app.content.guidance import load
from mdt_app.domain.agenda import Listing
from mdt_app.domain.facts import Kind
from mdt_app.domain.incoming import IncomingFact, IncomingPatient
from mdt_app.domain.payloads import (
    Acp,
    Allergy,
    Answer,
    Assessment,
    CareHolder,
    ElementEntry,
    Event,
    Medication,
    PatientWords,
    Score,
)
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.facts import MarkElement
from mdt_app.operations.importing import ImportPatient, import_patient
from mdt_app.paths import resources
from mdt_app.ui.common.text import Label
from mdt_app.ui.palliative.element_list import ElementRow
from mdt_app.ui.palliative.open_line import OpenLine
from mdt_app.ui.palliative.palliative_screen import PalliativeScreen
from mdt_app.ui.palliative.printed import palliative_content
from mdt_app.ui.palliative.printing import print_page

SEPTEMBER = date(2026, 9, 1)


def words(widget: QWidget) -> str:
    labels = [one for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    said = [one.whole_text() if isinstance(one, Label) else one.text() for one in labels]
    lines = [one.accessibleName() for one in widget.findChildren(OpenLine) if one.isVisibleTo(widget)]
    return "\n".join((*said, *lines))


def entries(desk: PalliativeDesk, patient: str) -> list[ElementEntry]:
    with desk.guard.preparing(), desk.services.open_reader() as reader:
        facts = reader.facts([patient])[patient]
    return [one.payload for one in facts if isinstance(one.payload, ElementEntry) and not one.withdrawn]


def row(screen: PalliativeScreen, element: str) -> ElementRow:
    if element not in screen.due.rows:
        screen.due.every.click()
    return screen.due.rows[element]


def press(row: ElementRow, letter: str) -> None:
    row.line.setFocus()
    QTest.keyClick(row.line, letter)


def test_the_patients_wishes_stand_first_in_their_own_words(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    desk.record(patient, Kind.PATIENT_WORDS, PatientWords(topic="told", text="It grows."), date(2026, 9, 2))
    desk.record(patient, Kind.PATIENT_WORDS, PatientWords(topic="goals", text="To dance."), SEPTEMBER)
    screen = desk.page(patient)
    said = [one.line.words() for one in screen.matters.rows.values()]
    assert said == ["“To dance.”", "“It grows.”"]


def test_what_was_never_asked_is_said(desk: PalliativeDesk) -> None:
    screen = desk.page(desk.team.patient())
    said = words(screen)
    for text in (
        "Not asked yet",
        "Symptoms have never been measured",
        "Carers: never asked",
        "GP: none on file",
    ):
        assert text in said
    assert screen.header.code.accessibleName() == "No code status recorded"


def test_one_key_and_a_word_settle_what_is_due(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient)
    due = row(screen, "SYM-3")
    press(due, "d")
    due.ask.field.setText("numbers on the fridge")
    QTest.keyClick(due.ask.field, Qt.Key.Key_Return)
    desk.settle()
    assert [(one.element, one.status, one.note) for one in entries(desk, patient)] == [
        ("SYM-3", "done", "numbers on the fridge")
    ]
    assert desk.said[-1][0] == "How to reach the clinic: done"


def test_done_needs_no_word_and_a_decline_needs_one(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient)
    due = row(screen, "SYM-3")
    press(due, "x")
    QTest.keyClick(due.ask.field, Qt.Key.Key_Return)
    desk.settle()
    assert entries(desk, patient) == []
    QTest.keyClick(due.ask.field, Qt.Key.Key_Escape)
    press(due, "d")
    QTest.keyClick(due.ask.field, Qt.Key.Key_Return)
    desk.settle()
    assert [one.status for one in entries(desk, patient)] == ["done"]


def test_planned_takes_a_day_and_not_applicable_a_reason(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient)
    for element, letter, text in (("SYM-3", "p", "+7"), ("SPI-2", "n", "asked last week")):
        found = row(screen, element)
        press(found, letter)
        found.ask.field.setText(text)
        QTest.keyClick(found.ask.field, Qt.Key.Key_Return)
        desk.settle()
    planned, beside = entries(desk, patient)
    assert planned.until is not None
    assert (planned.until - desk.services.today()).days == 7
    assert (beside.status, beside.note) == ("not-applicable", "asked last week")


def test_what_no_entry_settles_leads_to_where_it_is_settled(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient)
    press(row(screen, "SYM-1"), "d")
    assert desk.went[-1] == ("assessments", patient)
    assert entries(desk, patient) == []


def test_overdue_stands_before_what_is_due_and_is_said(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    desk.record(patient, Kind.DEATH, Event(), date(2026, 7, 1))
    screen = desk.page(patient)
    first = next(iter(screen.due.rows.values()))
    assert first.id == "CAR-5"
    assert "overdue since" in first.line.accessibleName()


def test_every_line_opens_to_its_facts_and_the_place_in_the_paper(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    desk.record(patient, Kind.PATIENT_WORDS, PatientWords(topic="goals", text="To dance."), SEPTEMBER)
    screen = desk.page(patient)
    sections = (screen.matters, screen.phase, screen.planning, screen.people, screen.medication, screen.board)
    opened = [*screen.due.rows.values(), *(one for part in sections for one in part.rows.values())]
    assert len(opened) > 15
    for one in opened:
        QTest.keyClick(one.line, Qt.Key.Key_Right)
        assert "Rule: " in words(one.lines), one.line.words()
        QTest.keyClick(one.line, Qt.Key.Key_Left)
        assert not one.is_open()


def test_an_element_shows_what_was_entered_before(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    desk.team.act(MarkElement, patient_id=patient, element="SYM-3", status="done", note="card given")
    screen = desk.page(patient)
    found = row(screen, "SYM-3")
    QTest.keyClick(found.line, Qt.Key.Key_Right)
    assert "Entered so far" in words(found)
    assert "Lore Hermans, card given" in words(found)


def test_what_differs_here_from_the_papers_model_is_said(desk: PalliativeDesk, tmp_path: Path) -> None:
    local = tmp_path / "local.toml"
    local.write_text('[SYM-1]\ndays = 14\nreason = "They come every two weeks."\n', encoding="utf-8")
    desk.services = replace(desk.services, guidance=load(resources(), local=local))
    screen = desk.page(desk.team.patient())
    found = row(screen, "SYM-1")
    QTest.keyClick(found.line, Qt.Key.Key_Right)
    assert "Here: 14 days; the paper's model: 1 month (They come every two weeks)" in words(found)


def test_all_28_stand_under_their_domains(desk: PalliativeDesk) -> None:
    screen = desk.page(desk.team.patient())
    screen.due.every.click()
    desk.settle()
    assert len(screen.due.rows) == 28
    assert "Advance care planning" in words(screen.due)


def test_the_teams_cover_is_shown_as_the_teams(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    desk.record(patient, Kind.END_OF_LIFE_PHASE, Answer(value=True), SEPTEMBER)
    screen = desk.page(patient)
    assert "of the team, due" in row(screen, "EOL-1").line.accessibleName()
    assert "The team's day and night cover" in words(screen.people)


def test_arrows_walk_from_line_to_line(desk: PalliativeDesk) -> None:
    screen = desk.page(desk.team.patient())
    first, second = list(screen.due.rows.values())[:2]
    first.line.setFocus()
    QTest.keyClick(first.line, Qt.Key.Key_Down)
    assert desk.qtbot.waitUntil(second.line.hasFocus, timeout=1000) is None
    QTest.keyClick(second.line, Qt.Key.Key_Up)
    assert first.line.hasFocus()


def test_a_page_turned_back_is_marked_and_cannot_be_written_on(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    desk.record(patient, Kind.PATIENT_WORDS, PatientWords(topic="goals", text="To dance."), SEPTEMBER)
    screen = desk.page(patient)
    screen.turn_to(date(2026, 8, 1))
    desk.settle()
    assert "To dance" not in words(screen.matters)
    assert "turned back: as on 01-08-2026" in screen.header.past.accessibleName()
    found = row(screen, "SYM-3")
    press(found, "d")
    assert not found.ask.isVisibleTo(screen)
    QTest.keyClick(found.line, Qt.Key.Key_Right)
    assert not found.buttons["d"].isVisibleTo(screen)
    assert not screen.planning.link.isVisibleTo(screen)
    screen.header.past.acted.emit()
    desk.settle()
    assert not screen.header.past.isVisibleTo(screen)
    assert "To dance" in words(screen.matters)


def test_a_page_as_known_on_a_day_is_marked_too(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    desk.record(patient, Kind.PATIENT_WORDS, PatientWords(topic="goals", text="To dance."), SEPTEMBER)
    screen = desk.page(patient)
    screen.know_on(date(2026, 9, 30))
    desk.settle()
    assert "To dance" not in words(screen.matters)
    assert "as known on 30-09-2026" in screen.header.past.accessibleName()
    assert not screen.acts.editable


def test_nothing_of_the_patient_before_stands_on_the_page_of_one_who_died(desk: PalliativeDesk) -> None:
    alive, dead = desk.team.patient("Alive"), desk.team.patient("Dead")
    severe(desk, alive)
    desk.record(dead, Kind.DEATH, Event(), date(2026, 9, 20))
    screen = desk.page(alive)
    assert [one.isVisible() for one in screen.criteria.blocks.values()] == [True]
    screen.show_palliative(dead)
    desk.settle()
    assert not any(one.isVisible() for one in screen.criteria.blocks.values())
    screen.show_palliative(alive)
    desk.settle()
    assert [one.isVisible() for one in screen.criteria.blocks.values()] == [True]


def severe(desk: PalliativeDesk, patient: str) -> None:
    answers = (("pain", 8.0), ("nausea", 2.0))
    desk.record(patient, Kind.ASSESSMENT, Assessment(instrument="esas-r", answers=answers), SEPTEMBER)


def test_a_severe_score_is_said_in_words_and_opens_its_dates(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    severe(desk, patient)
    screen = desk.page(patient)
    first = screen.symptoms.rows["esas-r/pain"]
    assert "8, severe" in first.line.accessibleName()
    QTest.keyClick(first.line, Qt.Key.Key_Right)
    assert "Pain 8" in words(first.lines)


def test_a_suggestion_is_decided_in_place(desk: PalliativeDesk) -> None:
    patient = desk.team.patient()
    severe(desk, patient)
    screen = desk.page(patient)
    block = screen.criteria.blocks["N1"]
    block.answers.segment("under-care").click()
    desk.settle()
    assert screen.page is not None
    state = next(one for one in screen.page.page.criteria if one.id == "N1")
    assert not state.open
    assert state.decision is not None


def night_of(desk: PalliativeDesk) -> PalliativeScreen:
    patient = desk.team.patient()
    severe(desk, patient)
    for state in ("completed", "documented"):
        desk.record(patient, Kind.ACP, Acp(item="code-status", state=state, value="DNR 2"), SEPTEMBER)
    desk.record(patient, Kind.DECISION, Event(text="Comfort first"), SEPTEMBER)
    desk.record(patient, Kind.ALLERGY, Allergy(text="Penicillin"), SEPTEMBER)
    desk.record(patient, Kind.MEDICATION, Medication(text="Morphine", dose="10 mg"), SEPTEMBER)
    holder = CareHolder(level="tertiary", name="Home team", phone="09 000 1", night_phone="09 000 2")
    desk.record(patient, Kind.CARE_HOLDER, holder, SEPTEMBER)
    return desk.page(f"{patient}/night", 1294, 720)


def test_the_night_page_holds_what_is_asked_at_night_and_needs_no_scrolling(desk: PalliativeDesk) -> None:
    screen = night_of(desk)
    said = words(screen.night)
    for text in ("DNR 2", "Comfort first", "Pain 8", "Penicillin", "Morphine", "Home team", "09 000 2"):
        assert text in said
    assert all(one.verticalScrollBar().maximum() == 0 for one in screen.night._panels)


def test_by_night_the_night_number_stands_large(desk: PalliativeDesk) -> None:
    screen = night_of(desk)
    assert screen.page is not None
    noon = desk.services.now().replace(day=1, hour=12)
    for hour, large in ((12, "09 000 1"), (23, "09 000 2")):
        screen.night.show_page(screen.page, noon.replace(hour=hour))
        desk.settle()
        roles = {
            one.text(): one.property("role") for one in screen.night.findChildren(QLabel) if one.isVisible()
        }
        assert roles[large] in ("clock", "title")


def test_the_printed_page_says_the_same_and_is_logged(desk: PalliativeDesk, tmp_path: Path) -> None:
    screen = night_of(desk)
    assert screen.page is not None
    said: list[str] = []
    for short in (False, True):
        file = tmp_path / f"page-{short}.pdf"
        print_page(
            screen, desk.tasks, desk.services, screen.page, short, str(file), lambda text, _u, _w: said.append(text)
        )  # fmt: skip
        desk.until(lambda file=file: file.exists())  # type: ignore[misc]
        desk.settle()
        reader = PdfReader(file)
        text = " ".join(reader.pages[0].extract_text().split())
        assert len(reader.pages) == 1
        for words_ in ("Peeters, Anna", "12-03-1951", "DNR 2", "Comfort first", "Penicillin", "09 000 2"):
            assert words_ in text
    assert len(said) == 2


def test_short_of_room_the_columns_stand_under_each_other(desk: PalliativeDesk) -> None:
    screen = desk.page(desk.team.patient())
    assert screen.columns.count() == 3
    screen.resize(760, 700)
    desk.settle()
    assert screen.columns.count() == 2
    screen.resize(460, 700)
    desk.settle()
    assert screen.columns.count() == 1


def test_another_patient_is_laid_out_anew(desk: PalliativeDesk) -> None:
    first, second = desk.team.patient(), desk.team.patient("Maes")
    for number in range(3):
        text = "A long wish that takes more than one line of a column, whatever its width may be. " * 2
        desk.record(
            second, Kind.PATIENT_WORDS, PatientWords(topic="goals", text=f"{number} {text}"), SEPTEMBER
        )
    screen = desk.page(first)
    screen.show_palliative(second)
    desk.settle(8)
    for one in screen.matters.rows.values():
        assert one.line.height() >= one.line.heightForWidth(one.line.width())


def test_a_page_as_known_before_an_import_says_what_it_leaves_out(desk: PalliativeDesk) -> None:
    facts = tuple(
        IncomingFact(
            kind=Kind.ECOG, payload=Score(value=2), true_from=date(2026, 3, day), origin=f"Observation/{day}"
        )
        for day in (2, 3)
    )
    one = IncomingPatient(family="Maes", birth_date=date(1951, 3, 12), origin="Patient/1", facts=facts)
    command = desk.team.command(ImportPatient, source="/from/hospital.json")
    with desk.guard.preparing():
        patient = import_patient(command, one, desk.team.database.open_work).patient_id
    screen = desk.page(patient)
    said = "Of this patient's 2 statements 2 bear no recording day of their own and count as known from then."
    assert said not in screen.header.past.accessibleName()
    screen.know_on(date(2026, 9, 20))
    desk.settle()
    assert f"Read in on {desk.team.clock:%d-%m-%Y}. {said}" in screen.header.past.accessibleName()
    assert screen.page is not None
    for short in (False, True):
        content = palliative_content(screen.page, desk.services, short=short)
        assert any(said in line.text for part in content.right for line in part.lines)


def test_a_condition_reads_as_one_by_day_and_by_night(desk: PalliativeDesk) -> None:
    meeting = desk.team.meeting(desk.team.board())
    listing = desk.team.listed(meeting)
    desk.team.act(
        AddRecommendation, recommendation_id=new_id(), listing_id=listing, what="CT", condition="pain rises"
    )
    desk.team.close(meeting)
    patient = desk.team.get(Listing, listing).patient_id
    assert "if pain rises" in words(desk.page(patient))
    night = desk.page(f"{patient}/night")
    assert "Last decision" in words(night.night)
    assert "if pain rises: CT" in words(night.night)
