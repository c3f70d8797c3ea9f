"""Each section of the case shows what is recorded, says what is missing, and blocks nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from ui.cases.meet_kit import TODAY, Meet, meeting, record

from mdt_app.domain.agenda import Meeting, MeetingState
from mdt_app.domain.attendance import Attendance, Contribution, Presence
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Acp, Answer, Score
from mdt_app.operations.closing import CloseMeeting, ReopenMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.people import AddPerson
from mdt_app.ui.cases.case_screen import CaseScreen
from mdt_app.ui.common import theme

MARKUP = ("<b>Peeters</b> & <i>Zn</i>", "Maes", "Nijs")


def test_markup_in_a_name_is_shown_as_it_is_written(
    tmp_path: Path, qtbot: QtBot, gui_guard: GuiThreadGuard
) -> None:
    with meeting(tmp_path, qtbot, gui_guard, families=MARKUP) as meet:
        pane = meet.open()
        assert pane.identity.name.whole_text() == "<b>Peeters</b> & <i>Zn</i>, Anna"
        labels = meet.screen.findChildren(QLabel)
        assert labels
        assert {one.textFormat() for one in labels} == {Qt.TextFormat.PlainText}


def test_what_is_not_recorded_of_a_patient_is_said(meet: Meet) -> None:
    identity = meet.open(1).identity
    assert identity.code.words() == "No code status recorded"
    assert "language not recorded" in identity.beside.whole_text()
    assert identity.summary.whole_text() == "No diagnosis recorded yet."


def test_a_code_status_stands_in_its_box(meet: Meet) -> None:
    with meet.guard.preparing():
        for state in ("completed", "documented"):
            settled = Acp(item="code-status", state=state, value="DNR 2")
            record(meet.team, meet.listings[0], Kind.ACP, settled)
    assert meet.open().identity.code.words() == "Code status: DNR 2"


def test_a_suggested_criterion_names_its_fact_and_waits_for_a_clinician(meet: Meet) -> None:
    block = meet.open().criteria.blocks["N1"]
    assert "pain 8" in block.fact.whole_text()
    assert not block.answers.isHidden()
    assert meet.facts(Kind.REFERRAL) == []


def test_not_referring_now_takes_a_reason_and_then_keeps_to_one_line(meet: Meet) -> None:
    block = meet.open().criteria.blocks["N1"]
    block.answers.segment("not-now").click()
    block.ask.field.setText("  ")
    block.ask.keep.click()
    assert meet.facts(Kind.CRITERION) == []
    block.ask.field.setText("pain pump first")
    block.ask.keep.click()
    meet.wait(lambda: block.answers.isHidden())
    assert [one.reason for one in meet.facts(Kind.CRITERION)] == ["pain pump first"]
    assert "pain pump first" in block.decided.whole_text()


def test_a_referral_can_be_taken_back_at_once(meet: Meet) -> None:
    meet.open().criteria.blocks["N1"].answers.segment("refer").click()
    meet.kept()
    assert [one.to for one in meet.facts(Kind.REFERRAL)] == ["tertiary"]
    meet.screen.messages.undo.click()
    meet.kept()
    assert meet.facts(Kind.REFERRAL) == []
    assert meet.facts(Kind.CRITERION) == []


def test_a_referral_is_followed_where_it_was_decided_and_a_step_can_be_taken_back(meet: Meet) -> None:
    criteria = meet.open().criteria
    assert criteria.referral.isHidden()
    criteria.blocks["N1"].answers.segment("refer").click()
    meet.wait(lambda: not criteria.referral.isHidden())
    assert list(criteria.referral.acts) == ["agreed"]
    criteria.referral.acts["agreed"].click()
    meet.wait(lambda: list(criteria.referral.acts) == ["contact"])
    criteria.referral.acts["contact"].click()
    meet.wait(lambda: list(criteria.referral.acts) == ["follow-up"])
    assert [one.value for one in meet.facts(Kind.REFERRAL_FIRST_CONTACT)] == [True]
    meet.screen.messages.undo.click()
    meet.wait(lambda: list(criteria.referral.acts) == ["contact"])


def test_all_eleven_criteria_open_in_place_each_with_its_state(meet: Meet) -> None:
    criteria = meet.open().criteria
    criteria.every.click()
    assert len(criteria.blocks) == 11
    assert criteria.blocks["N6"].fact.whole_text() == "cannot be evaluated"


def test_a_due_element_is_done_with_one_tick_and_back_with_one_click(meet: Meet) -> None:
    due = meet.open().due
    element = next(id for id in due.rows if meet.pane.acts.services.guidance.element(id).entry)
    due.rows[element].click()
    meet.kept()
    assert [one.element for one in meet.facts(Kind.ELEMENT)] == [element]
    assert element not in due.rows
    meet.screen.messages.undo.click()
    meet.kept()
    assert meet.facts(Kind.ELEMENT) == []


def test_declining_an_element_takes_a_reason(meet: Meet) -> None:
    pane = meet.open()
    pane.due.every.click()
    block = pane.due.all.blocks["SPI-1"]
    block._because("declined", "Declined, because")
    block.ask.field.setText("rather not today")
    block.ask.keep.click()
    meet.kept()
    assert [(one.status, one.note) for one in meet.facts(Kind.ELEMENT)] == [("declined", "rather not today")]
    assert "rather not today" in block.lines.accessibleName()


def test_a_prompt_marks_its_recommendation_and_gives_way_to_a_reason(meet: Meet) -> None:
    with meet.guard.preparing():
        record(meet.team, meet.listings[0], Kind.ADVANCED_DISEASE, Answer(value=True))
        record(meet.team, meet.listings[0], Kind.ECOG, Score(value=3))
        meet.team.act(
            AddRecommendation,
            recommendation_id=new_id(),
            listing_id=meet.listings[0],
            what="Gemcitabine",
            kind="systemic",
        )
    pane = meet.open()
    row = next(iter(pane.recommendations.rows.values()))
    assert not row.prompt.isHidden()
    block = next(one for one in pane.prompts.blocks if one._prompt.id == "ECOG-SACT")
    block.override()
    block.ask.field.setText("she asks for one cycle")
    block.ask.keep.click()
    meet.kept()
    assert [one.reason for one in meet.facts(Kind.OVERRIDE)] == ["she asks for one cycle"]
    assert row.prompt.isHidden()


def test_presence_and_contribution_are_marked_apart(meet: Meet) -> None:
    entry = meet.open().presence.entry
    for letter in "vw":
        entry.begin()
        entry.field.setText("vanden")
        entry._choose()
        entry._mark(letter, onward=False)
    meet.kept()
    marked = meet.find(Attendance, listing_id=meet.listings[0])
    assert [(one.presence, one.contribution) for one in marked] == [(Presence.VIDEO, Contribution.WRITTEN)]
    assert meet.pane.presence.here.whole_text() == "At this case: 1 video"


def test_the_parts_for_the_patient_that_are_missing_are_named(meet: Meet) -> None:
    drawer = meet.open().more.patient
    assert drawer.link.words() == "For the patient  not written"
    drawer.begin()
    for name in ("plain_disease", "plain_again"):
        drawer.fields[name].editor.setFocus()
        meet.type("In plain words.")
    meet.pane.flush()
    meet.kept()
    assert drawer.link.words() == "For the patient"
    assert drawer.lacking.isVisibleTo(meet.pane)
    said = "For the patient, not written yet: how you may feel, how long, how often"
    assert drawer.lacking.whole_text() == said
    for name in ("plain_feel", "plain_length"):
        drawer.fields[name].editor.setFocus()
        meet.type("In plain words.")
    meet.pane.flush()
    meet.kept()
    assert drawer.link.words() == "For the patient  written"
    assert not drawer.lacking.isVisibleTo(meet.pane)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_offers_of_names_are_as_wide_as_the_longest_and_say_the_house(meet: Meet) -> None:
    for number, end in enumerate(("Amberdal", "Venn")):
        meet.elsewhere(
            AddPerson, person_id=f"team{number}", family=f"Palliative home-care team {end}",
            organisation=f"House {end}",
        )  # fmt: skip
    pane = meet.open()
    meet.wait(lambda: any("Venn" in one.name for one in pane.acts.people))
    pane.recommendations.begin()
    (row,) = pane.recommendations.rows.values()
    row.who.setFocus()
    QTest.keyClicks(row.who, "home-care")
    popup = row._names.popup()
    QApplication.processEvents()
    offered = [popup.model().index(line, 0).data() for line in range(popup.model().rowCount())]
    assert offered == [f"Palliative home-care team {end}  ·  House {end}" for end in ("Amberdal", "Venn")]
    assert popup.width() >= popup.sizeHintForColumn(0) > row.who.width()
    right = popup.mapToGlobal(popup.rect().topRight()).x()
    assert right <= pane.window().mapToGlobal(pane.window().rect().topRight()).x()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert row.who.text() == "Palliative home-care team Amberdal"


def test_a_fact_of_a_day_to_come_is_marked_in_the_background(meet: Meet) -> None:
    pane = meet.open()
    pane.background.show_view(pane.acts.view, TODAY - timedelta(days=400))
    said = " ".join(one.text() for one in pane.background.findChildren(QLabel))
    assert "○ from " in said
    pane.background.show_view(pane.acts.view, TODAY)
    gone = " ".join(one.text() for one in pane.background.findChildren(QLabel) if not one.isHidden())
    assert "○ from " not in gone


def test_quorum_says_which_discipline_is_missing(meet: Meet) -> None:
    pane = meet.open()
    assert any(
        "missing" in one.accessibleName() and "pathology" in one.accessibleName()
        for one in pane.presence.findChildren(QWidget)
    )


def test_a_planned_meeting_offers_to_start_and_asks_first_on_another_day(meet: Meet) -> None:
    board = meet.find(Meeting, id=meet.meeting_id)[0].board_id
    with meet.guard.preparing():
        later = meet.team.meeting(board, TODAY + timedelta(days=7))
        meet.team.listed(later, "Wouters")
    meet.screen.show_meeting(later)
    meet.wait(lambda: meet.screen.notice.start.isVisible())
    meet.screen.notice.start.click()
    assert "Start it today all the same?" in meet.screen.ask.message.title.whole_text()
    assert meet.find(Meeting, id=later)[0].state == MeetingState.PLANNED
    meet.screen.ask.verb.click()
    meet.wait(lambda: meet.screen.notice.isHidden())
    assert meet.screen.ask.isHidden()
    meet.kept()
    assert meet.find(Meeting, id=later)[0].state == MeetingState.OPEN


def test_a_closed_meeting_is_only_read_and_says_who_closed_it(meet: Meet) -> None:
    pane = meet.open()
    meet.elsewhere(CloseMeeting, meeting_id=meet.meeting_id)
    meet.wait(lambda: not meet.screen.notice.isHidden())
    meet.kept()
    assert "Lore Hermans" in meet.screen.notice.words.whole_text()
    fields = [*pane.findChildren(QLineEdit), *pane.findChildren(QTextEdit)]
    shown = [one for one in fields if one.isVisible()]
    assert shown
    assert all(one.isReadOnly() for one in shown)
    assert not pane.criteria.blocks["N1"].answers.isEnabled()
    assert pane.recommendations.add.isHidden()


def test_words_typed_while_the_meeting_was_being_closed_stay_and_are_kept_once_it_is_open_again(
    meet: Meet,
) -> None:
    pane = meet.open()
    with meet.guard.preparing():
        meet.team.act(CloseMeeting, meeting_id=meet.meeting_id)
    pane.discussion.setFocus()
    meet.type("too late")
    meet.wait(lambda: meet.screen.messages.isVisible())
    assert pane.discussion.text() == "too late"
    assert meet.tasks.unsaved > 0
    meet.elsewhere(ReopenMeeting, meeting_id=meet.meeting_id, reason="one word was missing")
    meet.wait(lambda: not pane.unsaved())
    assert meet.note() == "too late"


def test_the_case_is_usable_at_1366_by_768_and_at_125_percent(meet: Meet, qapp: QApplication) -> None:
    pane = meet.open()
    meet.screen.resize(1294, 672)
    for scale in (1.0, 1.25):
        theme.apply(qapp, theme.chosen("light", scale))
        meet.kept()
        assert pane.panel.horizontalScrollBar().maximum() == 0
        assert pane._body.horizontalScrollBar().maximum() == 0
        assert pane.identity.isVisible()
        assert meet.screen.side.next.visibleRegion().boundingRect().size() == meet.screen.side.next.size()


def test_an_empty_agenda_leads_to_prepare(meet: Meet) -> None:
    board = meet.find(Meeting, id=meet.meeting_id)[0].board_id
    with meet.guard.preparing():
        empty = meet.team.meeting(board, TODAY + timedelta(days=7))
    asked: list[str] = []
    meet.screen.step.connect(asked.append)
    meet.screen.show_meeting(empty)
    meet.wait(meet.screen.empty.isVisible)
    assert meet.screen.empty.button is not None
    meet.screen.empty.button.click()
    assert asked == ["prepare"]
    assert meet.screen.notice.start.isHidden()


def test_a_guest_reads_and_is_told_so(meet: Meet) -> None:
    guest = replace(meet.screen._services, account=replace(meet.team.account, roles=("guest",)))
    screen = CaseScreen(meet.tasks, guest)
    meet.qtbot.addWidget(screen)
    screen.show()
    screen.show_meeting(meet.meeting_id, meet.listings[0])
    meet.wait(lambda: screen.pane is not None and screen.notice.isVisible())
    assert screen.pane is not None
    assert screen.pane.discussion.isReadOnly()
    assert "read" in screen.notice.words.whole_text()


def test_a_drawer_opened_by_key_shows_the_field_that_is_typed_into(meet: Meet) -> None:
    pane = meet.open()
    meet.screen.resize(1368, 560)
    for _ in range(4):
        meet.press("Alt+R")
        meet.type("Something to be done that needs a line of its own")
    meet.press("Alt+W")
    field = pane.more.patient.fields["plain_short"].editor
    meet.wait(lambda: meet.focus() is field)
    meet.wait(lambda: field.visibleRegion().boundingRect() == field.rect())
