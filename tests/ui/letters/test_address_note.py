"""A batch of letters is addressed with its count said first; each that is refused, or waits, is named."""

from __future__ import annotations

from dataclasses import replace

from operations.letters_kit import set_field
from ui.letters.conftest import LetterDesk

from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.people import Patient
from mdt_app.operations.addressing import ToAddress
from mdt_app.operations.commands import new_id
from mdt_app.operations.people import AddPerson
from mdt_app.ui.letters.addressing import Addressing
from mdt_app.ui.letters.letters_screen import LettersScreen


def moved(desk: LetterDesk, *families: str) -> dict[str, Letter]:
    """Letters to a GP who gets another address after they were made."""
    gp = new_id()
    desk.team.act(AddPerson, person_id=gp, family="Benali", discipline="gp", address=("A 1", "3500 Hasselt"))
    meeting = desk.team.meeting(desk.board_id)
    for family in families:
        listing = desk.team.listed(meeting, family)
        (patient,) = desk.team.find(Patient, family=family)
        desk.team.with_gp(patient.id, "Benali", gp)
        desk.team.write(listing, "Best supportive care.")
    desk.team.close(meeting)
    with desk.guard.preparing():
        set_field(desk.team._team, "person", gp, "address", ["Nieuwstraat 9", "3600 Genk"])
    names = {one.id: one.family for one in desk.team.find(Patient)}
    return {names[one.patient_id]: one for one in desk.team.find(Letter, level="primary")}


def opened(desk: LetterDesk, letter: Letter) -> LettersScreen:
    screen = desk.letters()
    screen.letters.choose(letter.id)
    desk.rest()
    return screen


def test_the_one_letter_or_all_to_him_are_addressed_and_the_count_is_said_before(desk: LetterDesk) -> None:
    mine = moved(desk, "Maes", "Peeters", "Thys")
    note = opened(desk, mine["Maes"]).data.address
    assert note.everywhere.words() == "Address all 3, of 3 patients"
    assert not note.of_patient.isVisible()
    note.everywhere.click()
    desk.rest()
    assert {one.recipient.lines[-1] for one in desk.team.find(Letter, level="primary")} == {"3600 Genk"}
    assert desk.said[-1][0] == "3 letters are addressed. Review them next."
    assert not note.isVisible()


def test_the_first_act_addresses_this_letter_alone(desk: LetterDesk) -> None:
    mine = moved(desk, "Maes", "Peeters")
    note = opened(desk, mine["Maes"]).data.address
    note.message.link.click()
    desk.rest()
    now = {one.id: one.recipient.lines[-1] for one in desk.team.find(Letter, level="primary")}
    assert now == {mine["Maes"].id: "3600 Genk", mine["Peeters"].id: "3500 Hasselt"}


def test_each_refused_letter_is_named_and_what_is_reviewed_waits(desk: LetterDesk) -> None:
    case = desk.ready()
    with desk.guard.preparing():
        reviewed, draft = case.review(), case.letter("tertiary")
    screen = desk.show(LettersScreen)
    addressing, said = Addressing(desk.tasks, desk.services, screen), []
    addressing.said.connect(lambda words, undo, wrong: said.append((words, wrong)))
    lines = [
        ToAddress(id=one.id, patient_id="", about=f"Colpaert, {one.number}") for one in (draft, reviewed)
    ]
    waits = ToAddress(id="x", patient_id="", about="Maes, P2")
    addressing.address(lines, (waits,))
    desk.until(lambda: bool(said))
    words, wrong = said[0]
    assert wrong
    assert words.startswith(
        "1 letter is addressed. Review it next. Colpaert, P1: P1 is reviewed. Send it back"
    )
    assert words.endswith("Reviewed, to be sent back first: Maes, P2.")


def test_beside_a_reviewed_letter_stands_that_it_goes_back_first(desk: LetterDesk) -> None:
    case = desk.ready()
    with desk.guard.preparing():
        letter = case.review()
        set_field(case.team, "person", case.gp_id, "address", ["Nieuwstraat 9", "3600 Genk"])
    note = opened(desk, letter).data.address
    assert note.isVisible()
    assert "Send it back, then address it anew." in note.message.detail.whole_text()
    assert not note.message.link.isVisible()


def test_who_may_not_write_an_address_reads_who_can(desk: LetterDesk) -> None:
    account = replace(desk.services.account, roles=("secretary",))
    desk.services = replace(desk.services, account=account)
    meeting = desk.closed_meeting("Maes")
    screen = desk.letters(meeting)
    screen.letters.choose(desk.of("patient").id)
    desk.rest()
    note = screen.data.address
    assert note.isVisible()
    assert "A coordinator or a clinician can." in note.message.detail.whole_text()
    assert not note.message.link.isVisible()
