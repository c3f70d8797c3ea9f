"""A conversation is entered on one form, kept with one key, corrected without loss, and seen on the patient's page."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QTextEdit, QWidget
from ui.acp.conftest import TalkDesk

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Acp, Answer, Carer, Override, Prognosis, Proposal, SdmStep, WeighedOption
from mdt_app.ui.acp.deciding_form import DecidingForm
from mdt_app.ui.acp.item_entry import ItemEntry
from mdt_app.ui.acp.prognosis_form import PrognosisForm
from mdt_app.ui.acp.talk_form import TalkForm
from mdt_app.ui.acp.words_form import WordsForm
from mdt_app.ui.common.marks import Status
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.patients.patient_screen import PatientScreen

CTRL = Qt.KeyboardModifier.ControlModifier


def words(widget: QWidget) -> str:
    """What stands on a widget, labels and states."""
    found = [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    return "\n".join(
        [*found, *(one.word() for one in widget.findChildren(Status) if one.isVisibleTo(widget))]
    )


def talk_form(screen: PatientScreen) -> TalkForm:
    form = screen.forms.talks.currentWidget()
    assert isinstance(form, TalkForm)
    return form


def choose(entry: ItemEntry | QComboBox, key: str) -> None:
    """Take a value as a user does."""
    box = entry.state if isinstance(entry, ItemEntry) else entry
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def keep(desk: TalkDesk, form: QWidget) -> None:
    desk.qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    desk.settle()
    desk.settle()


def standing(facts: tuple[Fact, ...]) -> list[Fact]:
    gone = {one.replaces for one in facts}
    return [one for one in facts if one.id not in gone and not one.withdrawn]


def test_one_form_and_one_key_keep_a_whole_conversation(desk: TalkDesk) -> None:
    desk.team.board()
    patient = desk.team.patient()
    screen = desk.page(patient, "talk")
    form = talk_form(screen)
    assert form.ready.hasFocus()
    desk.qtbot.keyClicks(form.ready, "Yes, now")
    form.concerns.set_text("The machines")
    form.by.set_text("Dr Maes")
    form.present.set_text("Lieve, daughter")
    choose(form.level, "primary")
    choose(form.entries["code-status"], "settled")
    form.entries["code-status"].codes["dnr2"].click()
    form.entries["code-status"].place.set_text("in the hall")
    form.review.set_text("+90")
    keep(desk, form)
    assert {(one.payload.item, one.payload.state) for one in desk.facts(patient)} == {  # type: ignore[union-attr]
        ("readiness", "discussed"), ("code-status", "completed"), ("code-status", "documented"),
    }  # fmt: skip
    assert {one.payload.talk for one in desk.facts(patient)} == {desk.facts(patient)[0].payload.talk}  # type: ignore[union-attr]
    assert screen.header.code.words() == "Code status: DNR 2"
    shown = words(screen.planning)
    assert "No resuscitation, and treatment is not extended." in shown
    assert "1 Oct  ·  Dr Maes  ·  Primary" in shown
    assert "There: Lieve, daughter, look again 30 Dec" in shown
    assert screen.side.currentWidget() is screen.checks


def test_a_conversation_that_was_kept_is_taken_back_at_once(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient, "talk")
    form = talk_form(screen)
    form.ready.set_text("Yes")
    keep(desk, form)
    said, undo, _wrong = desk.said[-1]
    assert said == "Conversation kept."
    undo()  # type: ignore[operator]
    desk.settle()
    assert standing(desk.facts(patient)) == []
    assert "No conversation is recorded." in words(screen.planning)


def test_a_correction_shows_what_stood_before_and_can_be_undone(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    desk.settled(patient, "code-status", "DNR 1", date(2026, 8, 1))
    desk.record(patient, Kind.ACP, Acp(item="readiness", state="discussed", value="Yes"), date(2026, 8, 1))
    screen = desk.page(patient)
    screen.planning.asked.emit("talk", "2026-08-01")
    desk.settle()
    form = talk_form(screen)
    assert (form.day.text(), form.ready.text()) == ("01-08-2026", "Yes")
    entry = form.entries["code-status"]
    assert (entry.state.current(), entry.value.text()) == ("settled", "DNR 1")
    entry.value.set_text("DNR 2")
    keep(desk, form)
    assert screen.header.code.words() == "Code status: DNR 2"
    assert "before: Code status: DNR 1, documented" in words(screen.planning)
    assert len(desk.facts(patient)) == 6, "nothing was overwritten"
    _, undo, _ = desk.said[-1]
    undo()  # type: ignore[operator]
    desk.settle()
    assert screen.header.code.words() == "Code status: DNR 1"
    assert len(standing(desk.facts(patient))) == 3


@pytest.mark.parametrize("state", ["discussed", "completed"])
def test_what_was_only_discussed_or_not_documented_is_no_code_status(desk: TalkDesk, state: str) -> None:
    patient = desk.team.patient()
    desk.record(patient, Kind.ACP, Acp(item="code-status", state=state, value="DNR 2"), date(2026, 8, 1))
    screen = desk.page(patient)
    assert screen.header.code.words() == {
        "discussed": "No code status: only discussed 1 Aug",
        "completed": "Code status not settled: DNR 2, not documented yet",
    }[state]  # fmt: skip
    assert "No treatment limit is in force." in screen.header.code.accessibleDescription()


def test_two_statuses_of_one_day_are_both_on_the_banner_and_named_as_a_conflict(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    for value in ("DNR 1", "DNR 2"):
        desk.settled(patient, "code-status", value, date(2026, 8, 1))
    screen = desk.page(patient)
    banner = screen.header.code.accessibleName()
    assert banner.startswith("Code status in doubt: ")
    assert "DNR 1" in banner
    assert "DNR 2" in banner
    clash = screen.planning.findChildren(InlineMessage)[0]
    assert "ask which holds" in clash.detail.text()


def test_the_banner_leads_to_the_planning(desk: TalkDesk) -> None:
    screen = desk.page(desk.team.patient())
    screen.parts.segment("overview").click()
    screen.header.code.click()
    assert screen.parts.current() == "planning"
    assert screen.planning.isVisibleTo(screen)


def test_the_representative_and_the_trusted_person_have_rows_and_numbers_of_their_own(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient, "talk")
    form = talk_form(screen)
    for item, name, phone in (("surrogate", "Lieve", "09 51"), ("trusted-person", "Jan", "09 52")):
        entry = form.entries[item]
        choose(entry, "settled")
        entry.name.set_text(name)
        entry.relation.set_text("child")
        entry.phone.set_text(phone)
    keep(desk, form)
    shown = words(screen.planning)
    assert "Lieve, child, 09 51" in shown
    assert "Jan, child, 09 52" in shown


def test_codes_of_a_country_are_offered_there_only(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient, "talk")
    assert talk_form(screen).entries["code-status"].codes == {}
    talk_form(screen).closed.emit()
    desk.team.board()
    screen.planning.asked.emit("talk", "")
    desk.settle()
    assert list(talk_form(screen).entries["code-status"].codes) == [
        "dnr0",
        "dnr1",
        "dnr2",
        "dnr3",
        "onlycomfort",
    ]


def test_a_day_to_come_and_an_empty_form_are_refused_in_words(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    form = talk_form(desk.page(patient, "talk"))
    keep(desk, form)
    assert "Say how ready the patient is" in form.wrong.title.text()
    form.ready.set_text("Yes")
    form.day.set_text("20-10-2026")
    keep(desk, form)
    assert "it cannot lie ahead" in form.wrong.title.text()
    assert desk.facts(patient) == ()


def test_without_the_right_to_record_nothing_is_offered(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient)
    screen.turn_to(date(2026, 8, 1))
    desk.settle()
    assert all(not one.isVisibleTo(screen) for one in screen.planning.adds.values())


def test_an_estimate_needs_a_unit_and_says_who_made_it(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient, "prognosis")
    form = screen.forms.talks.currentWidget()
    assert isinstance(form, PrognosisForm)
    assert form.amount.hasFocus()
    desk.qtbot.keyClicks(form.amount, "3")
    keep(desk, form)
    assert "unit" in form.wrong.title.text()
    choose(form.unit, "mo")
    form.told.segment("does-not-wish").click()
    keep(desk, form)
    (fact,) = desk.facts(patient)
    assert fact.payload == Prognosis(amount=3, unit="mo", author="Lore Hermans", told="does-not-wish")
    assert "Does not wish to know" in words(screen.planning)


def test_an_estimate_older_than_three_months_is_marked(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    desk.record(patient, Kind.PROGNOSIS, Prognosis(amount=9, unit="mo"), date(2026, 6, 30))
    assert "too old, ask again" in words(desk.page(patient).planning)


def test_steps_family_and_options_with_their_numbers_are_kept_together(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    desk.record(patient, Kind.CARER, Carer(name="Lieve"), date(2026, 8, 1))
    screen = desk.page(patient, "deciding")
    form = screen.forms.talks.currentWidget()
    assert isinstance(form, DecidingForm)
    form.what.set_text("Third line")
    choose(form.kind, "systemic")
    choose(form.intent, "palliative")
    form.steps["choice"].click()
    form.family.set_text("her daughter")
    untreated = form.options[-1]
    untreated.benefit.set_text("more days at home")
    untreated.benefit_chance.set_text("6/10")
    keep(desk, form)
    assert "Say where the chances" in form.wrong.title.text()
    untreated.source.set_text("trial X")
    keep(desk, form)
    assert {type(one.payload) for one in desk.facts(patient)} >= {Proposal, SdmStep, WeighedOption}
    shown = words(screen.planning)
    assert "Third line, palliative, directed at the tumour, 1 Oct" in shown
    assert "Of the family took part: her daughter" in shown
    assert "May bring: more days at home, 6 in 10" in shown
    assert "Together: not said" in shown


def test_a_prompt_stands_in_the_part_that_settles_it_and_leads_to_its_form(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    desk.record(patient, Kind.ADVANCED_DISEASE, Answer(value=True), date(2026, 8, 1))
    screen = desk.page(patient)
    (prompt,) = screen.planning.findChildren(InlineMessage)
    assert "Advanced or incurable disease: yes, 1 Aug" in prompt.detail.text()
    prompt.acted.emit()
    desk.settle()
    assert isinstance(screen.forms.talks.currentWidget(), PrognosisForm)
    form = screen.forms.talks.currentWidget()
    form.told.segment("does-not-wish").click()
    keep(desk, form)
    assert screen.planning._prompts["prognosis"].count() == 0


def test_a_prompt_that_was_overridden_stands_with_its_reason(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    desk.record(patient, Kind.ADVANCED_DISEASE, Answer(value=True), date(2026, 8, 1))
    desk.record(
        patient, Kind.OVERRIDE, Override(prompt="PROGNOSIS", reason="asked to wait"), date(2026, 8, 9)
    )
    screen = desk.page(patient)
    assert "Overridden 9 Aug by Lore Hermans: asked to wait" in words(screen.planning)
    assert screen.planning.findChildren(InlineMessage) == []


def test_what_matters_is_asked_beside_the_page_and_settles_what_it_answers(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient)
    open_before = {one.id for one in screen.page.view.elements if one.status == "due"}  # type: ignore[union-attr]
    assert {"SPI-1", "SPI-3", "COM-1"} <= open_before
    screen.person.ask_words.click()
    desk.settle()
    form = screen.forms.talks.currentWidget()
    assert isinstance(form, WordsForm)
    desk.qtbot.keyClicks(form.texts["goals"], "To dance")
    for topic in ("telling", "deciding", "communication"):
        form.texts[topic].set_text("with my daughter")
    choose(form.no_faith, "prefers-not-to-say")
    choose(form.language, "fr")
    form.interpreter.segment("no").click()
    keep(desk, form)
    assert "“To dance”" in words(screen.person)
    still = {one.id for one in screen.page.view.elements if one.status == "due"}  # type: ignore[union-attr]
    assert not {"SPI-1", "SPI-3", "COM-1"} & still
    said, undo, _ = desk.said[-1]
    assert said == "The patient’s words are kept."
    undo()  # type: ignore[operator]
    desk.settle()
    assert standing(desk.facts(patient)) == []


def test_a_faith_and_none_at_once_is_refused(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    screen = desk.page(patient, "words")
    form = screen.forms.talks.currentWidget()
    assert isinstance(form, WordsForm)
    form.faith.set_text("Muslim")
    choose(form.no_faith, "none")
    keep(desk, form)
    assert "not both" in form.wrong.title.text()
    assert desk.facts(patient) == ()


def test_an_element_that_a_conversation_settles_leads_to_its_form(desk: TalkDesk) -> None:
    patient = desk.team.patient()
    desk.record(patient, Kind.ADVANCED_DISEASE, Answer(value=True), date(2026, 8, 1))
    screen = desk.page(patient)
    screen.checks.list.choose("ACP-2")
    screen.checks._open("ACP-2")
    assert screen.checks.lead.isVisibleTo(screen)
    screen.checks.lead.click()
    desk.settle()
    assert isinstance(screen.forms.talks.currentWidget(), TalkForm)


def test_what_is_typed_about_one_patient_waits_while_another_is_shown(desk: TalkDesk) -> None:
    desk.team.board()
    anna, jan = desk.team.patient("Peeters"), desk.team.patient("Maes")
    screen = desk.show(PatientScreen)
    screen.show_patient(f"{anna}/planning/words")
    desk.settle()
    form = screen.forms.talks.currentWidget()
    assert isinstance(form, WordsForm)
    area = form.findChildren(QTextEdit)[0]
    desk.qtbot.keyClicks(area, "To see the sea")
    screen.show_patient(jan)
    desk.settle()
    assert screen.side.currentWidget() is screen.checks
    screen.show_patient(anna)
    desk.settle()
    assert screen.forms.talks.currentWidget() is form
    assert area.toPlainText() == "To see the sea"


def test_a_form_in_which_nothing_was_typed_does_not_come_back(desk: TalkDesk) -> None:
    desk.team.board()
    anna, jan = desk.team.patient("Peeters"), desk.team.patient("Maes")
    screen = desk.show(PatientScreen)
    screen.show_patient(f"{anna}/planning/words")
    desk.settle()
    screen.show_patient(jan)
    screen.show_patient(anna)
    desk.settle()
    assert screen.side.currentWidget() is screen.checks


def test_one_escape_does_not_throw_typed_words_away(desk: TalkDesk) -> None:
    desk.team.board()
    screen = desk.show(PatientScreen)
    screen.show_patient(f"{desk.team.patient('Peeters')}/planning/words")
    desk.settle()
    form = screen.forms.talks.currentWidget()
    assert isinstance(form, WordsForm)
    desk.qtbot.keyClicks(form.findChildren(QTextEdit)[0], "To see the sea")
    desk.qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert screen.forms.shows(screen.forms.talks)
    assert "Escape once more" in words(form)
    desk.qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert screen.side.currentWidget() is screen.checks
