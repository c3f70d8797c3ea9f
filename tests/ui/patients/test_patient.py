"""One patient's page: who, what matters, what is due and why, on today or on any day before."""

from __future__ import annotations

from datetime import date

import pytest
from operations.requests_kit import sent
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QTextEdit, QWidget
from ui.patients.conftest import PatientDesk

from mdt_app.domain.agenda import Listing
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Acp, CareHolder, Condition, PatientWords, Score
from mdt_app.domain.people import Patient
from mdt_app.domain.requests import RequestState
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.fields import SetField
from mdt_app.operations.people import AddPerson
from mdt_app.operations.requests import AnswerRequest, WithdrawRequest
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.marks import Mark, Shape, Status
from mdt_app.ui.patients.page_forms import PageForms


def record(desk: PatientDesk, patient: str, kind: Kind, payload: object, day: date) -> str:
    id = new_id()
    desk.team.act(RecordFact, fact_id=id, patient_id=patient, kind=kind, payload=payload, true_from=day)
    return id


def words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def rows(side: SideList) -> list[SideRow]:
    return [one for one in side.model().rows if isinstance(one, SideRow)]  # type: ignore[attr-defined]


def test_the_patients_own_words_stand_first(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    record(desk, patient, Kind.PATIENT_WORDS, PatientWords(topic="told", text="It grows."), date(2026, 9, 2))
    record(desk, patient, Kind.PATIENT_WORDS, PatientWords(topic="goals", text="To dance."), date(2026, 9, 1))
    said = words(desk.page(patient).person)
    assert "“To dance.”" in said
    assert said.index("To dance.") < said.index("It grows.")


def test_what_is_not_recorded_is_said(desk: PatientDesk) -> None:
    screen = desk.page(desk.team.patient())
    assert screen.header.code.accessibleName() == "No code status recorded"
    assert screen.header.summary.whole_text() == "No diagnosis recorded yet."
    assert words(screen.overview).count("none recorded") == 7
    assert "Symptoms have never been measured." in words(screen.overview)


def test_the_page_turns_back_to_any_day(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    record(desk, patient, Kind.ECOG, Score(value=1), date(2026, 3, 1))
    record(desk, patient, Kind.ECOG, Score(value=3), date(2026, 9, 1))
    screen = desk.page(patient)
    assert "ECOG 3" in words(screen.overview)
    screen.header.day.before.click()
    desk.settle()
    screen.header.day.before.click()
    desk.settle()
    assert "ECOG 1" in words(screen.overview)
    assert screen.header.past.isVisibleTo(screen)
    assert not screen.header.list.isEnabled()
    screen.header.past.acted.emit()
    desk.settle()
    assert "ECOG 3" in words(screen.overview)


def test_a_day_may_be_typed_and_a_day_to_come_has_no_page(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    record(desk, patient, Kind.ECOG, Score(value=1), date(2026, 3, 1))
    screen = desk.page(patient)
    field = screen.header.day.field
    for text, shown in (("15-02-2026", "none recorded"), ("2026-03-01", "ECOG 1")):
        field.setText(text)
        desk.qtbot.keyClick(field, Qt.Key.Key_Return)
        desk.settle()
        assert shown in words(screen.overview)
    for text, why in (("01-01-2099", "still to come"), ("31-02-2026", "is no day"), ("soon", "is no day")):
        field.setText(text)
        desk.qtbot.keyClick(field, Qt.Key.Key_Return)
        desk.settle()
        assert field.property("wrong") is True
        said = screen.header.day.wrong
        assert said.isVisibleTo(screen)
        assert why in said.title.text()
        assert "still shows 01-03-2026" in said.title.text()
        assert "ECOG 1" in words(screen.overview)
    desk.team.with_gp(patient)
    desk.settle()
    assert field.text() == "soon"
    field.clear()
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "01-03-2026"
    assert not screen.header.day.wrong.isVisibleTo(screen)


def test_all_28_elements_say_where_they_stand_and_open_their_reason(desk: PatientDesk) -> None:
    screen = desk.page(desk.team.patient())
    screen.checks.kinds.segment("all").click()
    found = rows(screen.checks.list)
    assert len(found) == 28
    screen.checks.list.choose(found[0].key)
    assert screen.checks.title.text() == found[0].first
    assert "Rule:" in words(screen.checks.lines)
    screen.checks.kinds.segment("criteria").click()
    assert len(rows(screen.checks.list)) == 11


def test_a_fact_of_a_day_to_come_stands_on_top_of_the_timeline_and_is_marked(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    record(desk, patient, Kind.ECOG, Score(value=1), date(2026, 3, 1))
    record(desk, patient, Kind.ECOG, Score(value=4), date(2027, 12, 12))
    screen = desk.page(patient)
    screen.parts.segment("timeline").click()
    first, second = rows(screen.timeline.list)
    assert (first.right, first.mark) == ("from 12 Dec 2027", Mark(Shape.RING))
    assert second.mark is None
    assert "ECOG 4" not in words(screen.overview)
    screen.timeline.list.choose(first.key)
    (state,) = screen.timeline.fact.findChildren(Status)
    assert state.word() == "from 12 Dec 2027, not used before"
    screen.turn_to(date(2026, 3, 1))
    desk.settle()
    assert len(rows(screen.timeline.list)) == 1


def test_typed_words_of_every_form_wait_with_their_patient(desk: PatientDesk) -> None:
    desk.team.meeting(desk.team.board())
    anna, jan = desk.team.patient("Peeters"), desk.team.patient("Maes")
    screen = desk.page(anna)
    asked = {
        "list": screen._list, "holder": lambda: screen._ask_care("holder", "primary"),
        "handover": lambda: screen._ask_care("handover", ""), "carer": lambda: screen._ask_care("carer", ""),
    }  # fmt: skip
    for name, ask in asked.items():
        ask()
        desk.settle()
        form = screen.forms.form()
        assert form is not None, name
        field = (
            form.first if isinstance(form.first, QLineEdit | QTextEdit) else form.findChildren(QLineEdit)[0]
        )
        desk.qtbot.keyClicks(field, "Typed")
        screen.show_patient(jan)
        desk.settle()
        assert screen.side.currentWidget() is screen.checks, name
        assert screen.forms.unsaved() is False
        assert "Peeters" in desk.said[-1][0]
        assert any(one.unsaved() for one in screen.findChildren(PageForms))
        screen.show_patient(anna)
        desk.settle()
        assert screen.forms.form() is form, name
        assert form.typed()
        desk.qtbot.keyClick(form, Qt.Key.Key_Escape)
        desk.qtbot.keyClick(form, Qt.Key.Key_Escape)
        assert screen.side.currentWidget() is screen.checks, name


def test_another_form_does_not_take_the_place_of_typed_words(desk: PatientDesk) -> None:
    desk.team.meeting(desk.team.board())
    screen = desk.page(desk.team.patient())
    screen.header.list.click()
    desk.settle()
    desk.qtbot.keyClicks(screen.forms.list.question, "Third line?")
    screen.header.edit.click()
    screen.header.measure.click()
    assert screen.forms.shows(screen.forms.list)
    assert "Not kept yet" in screen.forms.list.wrong.title.text()
    screen.turn_to(date(2026, 3, 1))
    desk.settle()
    assert screen.side.currentWidget() is screen.checks
    screen.header.past.acted.emit()
    desk.settle()
    assert screen.forms.list.question.text() == "Third line?"
    assert screen.forms.list.isVisibleTo(screen)


def test_what_was_kept_is_no_draft(desk: PatientDesk) -> None:
    desk.team.meeting(desk.team.board())
    anna, jan = desk.team.patient("Peeters"), desk.team.patient("Maes")
    screen = desk.page(anna)
    screen.header.list.click()
    desk.settle()
    desk.qtbot.keyClicks(screen.forms.list.question, "Third line?")
    screen.forms.list.put.click()
    desk.settle()
    screen.show_patient(jan)
    screen.show_patient(anna)
    desk.settle()
    assert screen.side.currentWidget() is screen.checks


def test_a_line_of_the_timeline_opens_its_fact(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    record(desk, patient, Kind.DIAGNOSIS, Condition(text="Lung adenocarcinoma"), date(2026, 3, 1))
    record(desk, patient, Kind.ECOG, Score(value=1), date(2026, 3, 2))
    screen = desk.page(patient)
    screen.parts.segment("timeline").click()
    assert len(rows(screen.timeline.list)) == 2
    screen.timeline.kinds.set_current("diagnosis")
    screen.timeline.kinds.chosen.emit("diagnosis")
    (line,) = rows(screen.timeline.list)
    screen.timeline.list.choose(line.key)
    said = words(screen.timeline.fact)
    assert "Lung adenocarcinoma" in said
    assert "01-03-2026" in said
    assert "Lore Hermans, entered at a desk" in said


def test_the_timeline_is_parted_by_years(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    for year in (2025, 2026):
        record(desk, patient, Kind.ECOG, Score(value=1), date(year, 3, 1))
    screen = desk.page(patient)
    groups = [one for one in screen.timeline.list.model().rows if isinstance(one, SideGroup)]  # type: ignore[attr-defined]
    assert [one.title for one in groups] == ["2026", "2025"]


def test_each_level_of_care_has_its_holder_or_says_none(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    desk.team.with_gp(patient)
    screen = desk.page(patient)
    assert screen.person.names["primary"].words() == "Change"
    assert screen.person.names["tertiary"].words() == "Name holder"


def test_a_holder_is_named_from_the_directory_and_taken_back(desk: PatientDesk) -> None:
    patient, person = desk.team.patient(), new_id()
    desk.team.act(
        AddPerson, person_id=person, family="Benali", given="Samira", discipline="gp", level="primary"
    )
    screen = desk.page(patient)
    screen.person.names["primary"].click()
    desk.qtbot.keyClicks(screen.forms.care.holder.query, "bena")
    desk.qtbot.keyClick(screen.forms.care.holder.query, Qt.Key.Key_Return)
    desk.qtbot.keyClick(screen.forms.care.holder.list, Qt.Key.Key_Return)
    desk.settle()
    assert screen.person.names["primary"].words() == "Change"
    assert screen.side.currentWidget() is screen.checks
    said, undo, _wrong = desk.said[0]
    assert said == "Primary care: Samira Benali"
    undo()  # type: ignore[operator]
    desk.settle()
    assert screen.person.names["primary"].words() == "Name holder"


def test_a_holder_who_is_not_in_the_directory_is_kept_by_name(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient)
    screen.person.names["tertiary"].click()
    desk.qtbot.keyClicks(screen.forms.care.holder.query, "Home team Venn")
    screen.forms.care.holder.phone.setText("09 000 11 22")
    screen.forms.care.holder.keep.click()
    desk.settle()
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        facts: tuple[Fact, ...] = reader.facts([patient])[patient]
    assert facts[0].payload == CareHolder(level="tertiary", name="Home team Venn", phone="09 000 11 22")


def test_a_patient_is_listed_on_a_coming_meeting_with_a_question(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    meeting = desk.team.meeting(desk.team.board())
    screen = desk.page(patient)
    screen.header.list.click()
    screen.forms.list.put.click()
    assert screen.forms.list.wrong.isVisibleTo(screen)
    screen.forms.list.question.set_text("Third line?")
    screen.forms.list.put.click()
    desk.settle()
    (listing,) = desk.team.find(Listing, meeting_id=meeting)
    assert listing.patient_id == patient
    assert "Third line?" in words(screen.person)


def test_without_a_coming_meeting_the_form_leads_to_the_meetings(desk: PatientDesk) -> None:
    screen = desk.page(desk.team.patient())
    screen.header.list.click()
    assert not screen.forms.list.put.isEnabled()
    screen.forms.list.plan.click()
    assert desk.went == [("meetings", "")]


def test_a_field_of_the_identity_is_kept_when_it_is_left(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient)
    screen.header.edit.click()
    field = screen.forms.identity.fields["birth_date"]
    field.setText("13-03-1951")
    field.editingFinished.emit()
    desk.settle()
    assert desk.team.get(Patient, patient).birth_date == date(1951, 3, 13)
    field.setText("soon")
    field.editingFinished.emit()
    assert screen.forms.identity.wrong.isVisibleTo(screen)
    assert desk.team.get(Patient, patient).birth_date == date(1951, 3, 13)


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_a_field_changed_elsewhere_is_chosen_by_a_person(desk: PatientDesk, choice: str, kept: str) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient)
    screen.header.edit.click()
    desk.team.act(
        SetField, entity="patient", entity_id=patient, field="given", value="Theirs", base_version=1
    )
    field = screen.forms.identity.fields["given"]
    field.setText("Mine")
    field.editingFinished.emit()
    desk.settle()
    assert screen.forms.identity.clash.isVisibleTo(screen)
    assert all(one in screen.forms.identity.clash.message.detail.text() for one in ("Anna", "Mine", "Theirs"))
    getattr(screen.forms.identity.clash, choice).click()
    desk.settle()
    assert desk.team.get(Patient, patient).given == kept
    assert field.text() == kept


def test_a_case_leads_to_its_meeting(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    meeting = desk.team.meeting(desk.team.board())
    listing = desk.team.listed(meeting, patient_id=patient)
    screen = desk.page(patient)
    screen.person.case_asked.emit(f"{meeting}/{listing}")
    assert desk.went == [("meeting", f"{meeting}/{listing}")]


def test_a_settled_code_status_stands_in_the_head(desk: PatientDesk) -> None:
    patient = desk.team.patient()
    for state in ("completed", "documented"):
        settled = Acp(item="code-status", state=state, value="DNR 2")
        record(desk, patient, Kind.ACP, settled, date(2026, 9, 1))
    assert desk.page(patient).header.code.accessibleName() == "Code status: DNR 2"


def test_names_with_markup_stay_text_and_long_ones_wrap(desk: PatientDesk) -> None:
    screen = desk.page(desk.team.patient("<i>" + "Long-" * 59))
    assert screen.header.whole_name.isVisibleTo(screen)
    assert screen.header.whole_name.textFormat() is Qt.TextFormat.PlainText
    assert screen.header.minimumSizeHint().width() < 1000


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"state": RequestState.RETURNED, "answer": "Which lesion?"}, "returned with a question:"),
        (
            {"state": RequestState.DEFERRED, "answer": "Which lesion?", "until": date(2026, 10, 9)},
            "deferred to 9 Oct:",
        ),
        ({}, "sent 1 Oct"),
    ],
)
def test_a_request_says_what_its_board_answered_and_opens(
    desk: PatientDesk, answer: dict[str, object], said: str
) -> None:
    patient, board = desk.team.patient(), desk.team.board()
    with desk.guard.preparing():
        case_id = sent(desk.team, board, patient_id=patient)  # type: ignore[arg-type]
    if answer:
        desk.team.act(AnswerRequest, case_id=case_id, **answer)
    person = desk.page(patient).person
    states = [one.word() for one in person.findChildren(Status)]
    assert said in states
    assert not any("waits for a meeting" in one for one in states)
    assert ("Which lesion?" in words(person)) is bool(answer)
    [link] = [one for one in person.findChildren(LinkButton) if one.words().startswith("Open request")]
    link.click()
    assert desk.went == [("requests", case_id)]


def test_a_withdrawn_request_waits_for_nothing(desk: PatientDesk) -> None:
    patient, board = desk.team.patient(), desk.team.board()
    with desk.guard.preparing():
        case_id = sent(desk.team, board, patient_id=patient)  # type: ignore[arg-type]
    desk.team.act(WithdrawRequest, case_id=case_id, reason="Seen elsewhere")
    person = desk.page(patient).person
    assert "withdrawn:" in [one.word() for one in person.findChildren(Status)]
    assert "Seen elsewhere" in words(person)
