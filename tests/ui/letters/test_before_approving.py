"""What comes before a letter is approved is said beside it in one sentence, with the way there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui.letters.conftest import LetterDesk
from ui.letters.test_reviewing import at, of, press, said

from mdt_app.domain.accounts import Account
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.letter import Letter, LetterState, Missing, Recipient
from mdt_app.domain.payloads import Prognosis
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.letter_stages import Stage
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.text import width
from mdt_app.ui.letters.letter_acts import LetterActs
from mdt_app.ui.letters.letters_screen import LettersScreen

CLINICIAN = Account(id="d", user="d", name="D", roles=("owner",))


def acts_for(qtbot: QtBot, missing: str, stage: Stage, state: LetterState = LetterState.DRAFT) -> LetterActs:
    acts = LetterActs(CLINICIAN)
    qtbot.addWidget(acts)
    letter = Letter(
        id="l", case_id="c", patient_id="p", listing_id="x", level="tertiary", number="T1",
        recipient=Recipient(name="Palliative team", missing=missing), state=state, reviewed_as="before",
    )  # fmt: skip
    acts.show_letter(letter, stage, True, changed=state == LetterState.REVIEWED)
    acts.show()
    return acts


@pytest.mark.parametrize("stage", [Stage.TEAM, Stage.NEEDED, Stage.UNNAMED])
@pytest.mark.parametrize("state", [LetterState.DRAFT, LetterState.REVIEWED])
def test_a_letter_to_nobody_is_not_offered_to_be_approved_and_it_is_said_why(
    qtbot: QtBot, stage: Stage, state: LetterState
) -> None:
    missing = Missing.GP if stage is Stage.UNNAMED else Missing.TEAM
    acts = acts_for(qtbot, missing, stage, state)
    assert not acts.approve.isVisible()
    assert not acts.may_approve()
    assert "Nobody is named yet who would read it. Name them above; then it is approved." in said(acts)


def test_where_somebody_is_named_by_now_the_letter_is_addressed_first(qtbot: QtBot) -> None:
    acts = acts_for(qtbot, Missing.TEAM, Stage.NAMED)
    assert not acts.may_approve()
    assert "Address it above to whoever is named by now; then it is approved." in said(acts)


def test_a_letter_that_only_lacks_an_address_is_still_reviewed(qtbot: QtBot) -> None:
    acts = acts_for(qtbot, Missing.ADDRESS, Stage.REVIEW)
    assert acts.may_approve()
    assert "Nobody is named" not in said(acts)


def test_beside_a_letter_to_no_team_stands_the_way_to_name_it(desk: LetterDesk) -> None:
    meeting = desk.closed_meeting("Peeters")
    screen = desk.letters(meeting)
    letter = at(desk, screen, "tertiary")
    assert letter.recipient.missing == Missing.TEAM
    assert not screen.acts.approve.isVisible()
    press(desk, screen, "Ctrl+Return")
    assert of(desk, "tertiary").state == LetterState.DRAFT
    link = next(one for one in screen.data.findChildren(LinkButton) if one.words() == "Name holder")
    assert link.isVisible()
    link.click()
    assert desk.went[-1][0] == "patient"
    assert desk.went[-1][1].startswith(letter.patient_id)


@pytest.mark.parametrize("act", ["back", "correct", "withdraw"])
def test_what_the_field_asks_for_is_read_whole_in_a_narrow_window(qtbot: QtBot, act: str) -> None:
    acts = acts_for(qtbot, "", Stage.REVIEW)
    acts._asking = "" if act == "back" else act
    assert width(acts._placeholder(), 14) < 328 - 2 * 16 - 24


def untold(desk: LetterDesk) -> tuple[str, LettersScreen]:
    """The patient's letter of somebody of whom no talk is on record, with its id."""
    meeting = desk.closed_meeting("Peeters")
    screen = desk.letters(meeting)
    letter = at(desk, screen, "patient")
    desk.until(lambda: screen.data.lacks.isVisible())
    return letter.id, screen


def test_a_patients_letter_waits_for_the_talk_and_leads_to_where_it_is_recorded(desk: LetterDesk) -> None:
    id, screen = untold(desk)
    assert "Nobody recorded yet what the patient knows or was told." in said(screen)
    (link,) = (one for one in screen.data.lacks.findChildren(LinkButton) if one.words() == "Record it")
    link.setFocus()
    desk.qtbot.keyClick(link, Qt.Key.Key_Return)
    assert desk.went[-1] == ("patient", f"{desk.team.get(Letter, id).patient_id}/planning")


def test_once_the_talk_is_recorded_the_letter_waits_for_it_no_more(desk: LetterDesk) -> None:
    id, screen = untold(desk)
    desk.team.act(
        RecordFact, fact_id=new_id(), patient_id=desk.team.get(Letter, id).patient_id, kind=Kind.PROGNOSIS,
        payload=Prognosis(told="yes", told_words="not to be cured"), true_from=desk.team.clock.date(),
    )  # fmt: skip
    screen.stale()
    screen._read_current()
    desk.until(lambda: "not to be cured" in said(screen))
    desk.rest()
    desk.until(lambda: "Nobody recorded yet what the patient knows" not in said(screen))


def test_what_the_patient_knows_stands_beside_the_letter(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    at(desk, screen, "patient")
    assert "She knows" in said(screen) or any(
        one.accessibleName().startswith("She knows") for one in screen.data.findChildren(LinkButton)
    )
    assert "the cancer has grown" in said(screen)
