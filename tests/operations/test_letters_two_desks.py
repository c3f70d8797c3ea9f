"""A letter lives alike on both engines; of two desks that act on it at once one wins, the other hears a sentence."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from operations.kit import Team, press
from operations.letters_kit import Decided, SignedBy, decided, holder, set_field

from mdt_app.domain.agenda import Meeting, MeetingState
from mdt_app.domain.errors import Conflict, Refused
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, LetterPart, LetterState
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.dispatching import SendLetter, due_list
from mdt_app.operations.letter_life import (
    CorrectLetter,
    IssueLetter,
    KeepSignature,
    ReturnLetter,
    ReviewLetter,
    SetLetter,
    WithdrawLetter,
    keep_signature,
)
from mdt_app.store.audit import verify
from mdt_app.store.checks import problems

HOLD = 0.3
"""Seconds that both desks have to come as far as they get without the letter."""

SIGNED = b"%PDF signed"
Act = Callable[[Team], Command]


@pytest.fixture
def case(both: Team) -> Decided:
    return decided(both)


def sending(team: Team, letter: Letter, to_name: str = "", **more: Any) -> Command:
    command: Command = team.command(
        SendLetter, dispatch_id=new_id(), letter_id=letter.id, to_name=to_name or letter.recipient.name,
        address=letter.recipient.lines, how=Way.POST, **more,
    )  # fmt: skip
    return command


def sign(team: Team, letter: Letter, signer: str = "Lore Hermans") -> None:
    command = team.command(
        KeepSignature, letter_id=letter.id, signer=signer, sha256=sha256(SIGNED).hexdigest()
    )
    keep_signature(command, SIGNED, team.database.open_work, SignedBy(signer))


def stored(team: Team, letter: Letter, part: LetterPart) -> bytes:
    with team.database.reader() as reader:
        return reader.letter_file(letter.id, part)


def test_a_letter_is_reviewed_issued_signed_sent_and_corrected_on_both_engines(case: Decided) -> None:
    team = case.team
    team.act(ReturnLetter, letter_id=case.review().id, remark="The dose is missing.")
    first = case.issue()
    sign(team, first)
    team.carry_out(sending(team, first, signed=True))
    team.carry_out(sending(team, first, "Dr. An Other"))
    case.correct()
    second = case.issue()
    with team.database.reader() as reader:
        (line,) = [one for one in due_list(reader, press().guidance) if one.letter.id == second.id]
    assert [one.name for one in line.due] == [second.recipient.name, "Dr. An Other"]
    assert team.get(Letter, first.id).state == LetterState.SUPERSEDED
    assert stored(team, first, LetterPart.SIGNED) == SIGNED
    assert sha256(stored(team, second, LetterPart.PDF)).hexdigest() == second.sha256
    assert [one.sha256 for one in team.find(Dispatch, order=("at",))] == [
        sha256(SIGNED).hexdigest(),
        first.sha256,
    ]
    assert problems(team.database) == ()
    assert verify(team.database).intact


def at_once(case: Decided, letter: Letter, *acts: Callable[[Team], object]) -> list[str]:
    """What each desk heard, "" for done: all begin while another unit of work holds the letter."""
    heard: list[str] = []

    def desk(name: str, act: Callable[[Team], object]) -> None:
        team = Team(database=case.team.database, desk=name, clock=case.team.clock)
        try:
            act(team)
            heard.append("")
        except Conflict as conflict:
            heard.append(f"conflict: {conflict}")
        except Refused as refused:
            heard.append(str(refused))

    threads = [threading.Thread(target=desk, args=(f"desk-{new_id()}", act)) for act in acts]
    with case.team.database.open_work(case.team.command(IssueLetter, letter_id="")) as work:
        work.lock_letter(letter.id)
        for thread in threads:
            thread.start()
        time.sleep(HOLD)
    for thread in threads:
        thread.join()
    return sorted(heard)


def carried(make: Act) -> Callable[[Team], object]:
    return lambda team: team.carry_out(make(team))


def test_of_two_desks_that_issue_one_letter_one_does(case: Decided) -> None:
    letter = case.review()
    issue = carried(lambda team: team.command(IssueLetter, letter_id=letter.id))
    assert at_once(case, letter, issue, issue) == ["", "P1 is already issued."]
    assert problems(case.team.database) == ()


def test_of_two_desks_that_correct_one_letter_one_begins_the_newer_version(case: Decided) -> None:
    letter = case.issue()
    correct = carried(
        lambda team: team.command(
            CorrectLetter, letter_id=letter.id, new_letter_id=new_id(), changed="the dose"
        )
    )
    heard = at_once(case, letter, correct, correct)
    assert heard == ["", "P1 version 2 is already begun. Finish or withdraw it."]
    assert len(case.team.find(Letter, replaces=letter.id)) == 1


def test_of_two_desks_that_issue_and_withdraw_one_correction_one_does(case: Decided) -> None:
    first = case.issue()
    case.correct()
    letter = case.review()
    heard = at_once(
        case, letter,
        carried(lambda team: team.command(IssueLetter, letter_id=letter.id)),
        carried(lambda team: team.command(WithdrawLetter, letter_id=letter.id, reason="It was right.")),
    )  # fmt: skip
    states = case.team.get(Letter, first.id).state, case.team.get(Letter, letter.id).state
    assert heard[0] == ""
    assert (*states, heard[1]) in (
        (LetterState.SUPERSEDED, LetterState.ISSUED, "P1 version 2 is already issued; correct it instead."),
        (
            LetterState.ISSUED, LetterState.WITHDRAWN,
            "P1 version 2 was withdrawn; the version before it stands.",
        ),
    )  # fmt: skip
    assert problems(case.team.database) == ()


def test_of_two_desks_that_sign_one_letter_one_does(case: Decided) -> None:
    letter = case.issue()
    heard = at_once(
        case, letter, lambda team: sign(team, letter, "An"), lambda team: sign(team, letter, "Bo")
    )
    by = case.letter().signed_by
    assert heard == ["", f"P1 is already signed, by {by}."]


def test_of_two_desks_that_send_what_is_due_one_does_and_a_person_may_send_it_again(case: Decided) -> None:
    letter = case.issue()
    once = carried(lambda team: sending(team, letter, once=True))
    heard = at_once(case, letter, once, once)
    assert heard == ["", f"P1 went to {letter.recipient.name} already, sent by owner."]
    case.team.carry_out(sending(case.team, letter))
    assert len(case.team.find(Dispatch, letter_id=letter.id)) == 2


def test_nobody_changes_the_language_of_a_letter_that_another_desk_reviews(case: Decided) -> None:
    letter = case.letter()
    seen = press().fingerprint(case.record(), letter)
    heard = at_once(
        case, letter,
        carried(lambda team: team.command(ReviewLetter, letter_id=letter.id, seen=seen)),
        carried(lambda team: team.command(SetLetter, letter_id=letter.id, language="fr")),
    )  # fmt: skip
    now = case.letter()
    assert heard[0] == ""
    assert (now.state, now.language, heard[1]) in (
        (LetterState.REVIEWED, "en", "P1 is reviewed. Send it back with a remark before it is changed."),
        (LetterState.DRAFT, "fr", "P1 changed while you read it. Read it again."),
    )


def test_a_letter_is_not_issued_while_another_desk_opens_its_meeting_again(case: Decided) -> None:
    letter, team = case.review(), case.team
    heard: list[str] = []

    def issue() -> None:
        desk = Team(database=team.database, desk="other", clock=team.clock)
        with pytest.raises(Refused) as refused:
            desk.act(IssueLetter, letter_id=letter.id)
        heard.append(str(refused.value))

    thread = threading.Thread(target=issue)
    with team.database.open_work(team.command(IssueLetter, letter_id="")) as work:
        work.lock_meeting(case.meeting_id, exclusive=True)
        work.put(work.get(Meeting, case.meeting_id).reopened("the pathology report came"))
        thread.start()
        time.sleep(HOLD)
        work.commit()
    thread.join()
    assert heard == ["The meeting is open again. Close it before its letters are issued."]
    assert team.get(Meeting, case.meeting_id).state != MeetingState.CLOSED
    assert team.get(Letter, letter.id).state == LetterState.REVIEWED


def test_a_letter_whose_signed_file_is_gone_is_told_by_the_check(case: Decided) -> None:
    letter = case.issue()
    with case.team.database.open_work(case.team.command(IssueLetter, letter_id="")) as work:
        work.put(work.get(Letter, letter.id).signed("An", case.team.clock))
        work.commit()
    (problem,) = problems(case.team.database)
    assert f"{letter.id} (P1) is issued, and its stored bytes are not there" in problem


def test_a_correction_to_somebody_else_is_in_the_language_of_that_person(case: Decided) -> None:
    letter = case.issue()
    other = new_gp(case, "fr")
    case.team.act(CorrectLetter, letter_id=letter.id, new_letter_id=new_id(), changed="the dose")
    now = case.letter()
    assert (now.recipient.name, now.language) == (other, "fr")


def new_gp(case: Decided, language: str) -> str:
    """Another family doctor takes over; gives the name."""
    id = holder(case.team, case.patient_id, "primary")
    set_field(case.team, "person", id, "language", language)
    set_field(case.team, "person", id, "given", "Chantal")
    return str(case.record().people[id].name)
