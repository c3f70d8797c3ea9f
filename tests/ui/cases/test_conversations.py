"""At the meeting a prompt opens its facts and leads, in the panel's place, to the form that settles it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui.cases.meet_kit import TODAY, Meet, record

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Acp, Answer, Event, Proposal, SdmStep
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.fields import SetField
from mdt_app.ui.acp.deciding_form import DecidingForm
from mdt_app.ui.acp.prognosis_form import PrognosisForm
from mdt_app.ui.acp.talk_form import TalkForm
from mdt_app.ui.cases.prompts import PromptBlock


def block(meet: Meet, prompt_id: str) -> PromptBlock:
    return next(one for one in meet.pane.prompts.blocks if one._prompt.id == prompt_id)


def advanced(meet: Meet) -> None:
    with meet.guard.preparing():
        record(meet.team, meet.listings[0], Kind.ADVANCED_DISEASE, Answer(value=True))


def test_a_prompt_opens_its_facts_with_their_days_and_its_place_in_the_paper(meet: Meet) -> None:
    advanced(meet)
    meet.open()
    shown = block(meet, "PROGNOSIS")
    assert shown.lines.isHidden()
    shown.why.click()
    assert not shown.lines.isHidden()
    assert "Advanced or incurable disease yes" in shown.lines.accessibleName()
    assert "Communication about prognosis" in shown.lines.accessibleName()


def test_a_prompt_leads_to_the_form_and_is_gone_once_that_is_kept(meet: Meet) -> None:
    advanced(meet)
    meet.open()
    block(meet, "PROGNOSIS").lead.click()
    meet.kept()
    form = meet.pane.talks.currentWidget()
    assert isinstance(form, PrognosisForm)
    assert form.amount.hasFocus()
    assert meet.pane.panel.isHidden()
    form.told.segment("does-not-wish").click()
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    meet.kept()
    assert not meet.pane.panel.isHidden()
    assert [one._prompt.id for one in meet.pane.prompts.blocks if one._prompt.id == "PROGNOSIS"] == []


def test_escape_twice_brings_the_panel_back_and_keeps_nothing(meet: Meet) -> None:
    pane = meet.open()
    meet.press("Alt+A")
    meet.kept()
    form = pane.talks.currentWidget()
    assert isinstance(form, TalkForm)
    assert form.ready.hasFocus()
    form.ready.set_text("Yes")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert pane.panel.isHidden()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not pane.panel.isHidden()
    assert meet.facts(Kind.ACP) == []


def test_a_conversation_kept_at_the_meeting_stands_in_the_banner_at_once(meet: Meet) -> None:
    pane = meet.open()
    pane.identity.code.click()
    meet.kept()
    form = pane.talks.currentWidget()
    assert isinstance(form, TalkForm)
    entry = form.entries["code-status"]
    entry.state.setCurrentIndex(entry.state.findData("settled"))
    entry.state.activated.emit(entry.state.currentIndex())
    entry.codes["dnr1"].click()
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    meet.kept()
    assert pane.identity.code.words() == "Code status: DNR 1"


def test_what_the_meeting_recommends_is_what_is_decided_on_together(meet: Meet) -> None:
    with meet.guard.preparing():
        meet.team.act(AddRecommendation, recommendation_id="r1", listing_id=meet.listings[0])
        for field, value in (("what", "Gemcitabine"), ("kind", "systemic")):
            meet.team.act(
                SetField, entity="recommendation", entity_id="r1", field=field, value=value, base_version=0
            )
    pane = meet.open()
    block(meet, "SDM").lead.click()
    meet.kept()
    form = pane.talks.currentWidget()
    assert isinstance(form, DecidingForm)
    assert form.standing.whole_text() == "Gemcitabine"
    assert [one.text.text() for one in form.options] == ["Gemcitabine", "No treatment directed at the tumour"]
    form.steps["partnership"].click()
    form.family.set_text("her daughter")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    meet.kept()
    assert meet.facts(Kind.SDM) == [SdmStep(step="partnership", family="her daughter")]
    assert meet.facts(Kind.TREATMENT_PROPOSED) == []
    assert "With her daughter" in pane.sdm.with_whom.whole_text()


def test_going_on_against_a_prompt_takes_a_reason_that_is_kept_and_shown(meet: Meet) -> None:
    with meet.guard.preparing():
        talk = Acp(item="readiness", state="discussed", value="Yes")
        record(meet.team, meet.listings[0], Kind.ACP, talk, TODAY - timedelta(days=9))
        record(meet.team, meet.listings[0], Kind.PROGRESSION, Event(text="CT"), TODAY - timedelta(days=2))
    meet.open()
    shown = block(meet, "ACP-REVIEW")
    shown.message.link.click()
    QTest.keyClick(shown.ask.field, Qt.Key.Key_Return)
    assert meet.facts(Kind.OVERRIDE) == [], "not without a reason"
    QTest.keyClicks(shown.ask.field, "She asked to wait")
    QTest.keyClick(shown.ask.field, Qt.Key.Key_Return)
    meet.kept()
    (kept,) = meet.facts(Kind.OVERRIDE)
    assert (kept.prompt, kept.reason) == ("ACP-REVIEW", "She asked to wait")
    assert all(one._prompt.id != "ACP-REVIEW" for one in meet.pane.prompts.blocks)


def test_scores_that_were_not_said_lead_to_the_place_that_says_them(meet: Meet) -> None:
    meet.open()
    block(meet, "PROM-USED").lead.click()
    assert meet.pane.symptoms.used.hasFocus()


def test_a_proposal_of_before_is_not_asked_for_twice(meet: Meet) -> None:
    with meet.guard.preparing():
        proposal = Proposal(text="Third line", kind="systemic", intent="palliative")
        record(meet.team, meet.listings[0], Kind.TREATMENT_PROPOSED, proposal)
    meet.open()
    meet.pane.sdm.weigh.click()
    meet.kept()
    form = meet.pane.talks.currentWidget()
    assert isinstance(form, DecidingForm)
    assert not form.what.isVisibleTo(form)
    form.other.click()
    assert form.what.isVisibleTo(form)
