"""A correction begun by mistake is withdrawn: it stays on record, and the version before stays the letter."""

from __future__ import annotations

import pypdfium2
import pytest
from operations.kit import press
from operations.letters_kit import Decided, decided, set_field
from operations.test_letter_life import kept_account

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, LetterPart, LetterState
from mdt_app.domain.letters.shared import letter_of
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import Due, SendLetter, due_list
from mdt_app.operations.letter_batch import Options, items, require_in_batch
from mdt_app.operations.letter_life import (
    CorrectLetter,
    IssueLetter,
    ReturnLetter,
    ReviewLetter,
    SetLetter,
    WithdrawLetter,
)
from mdt_app.operations.letters import AddressLetter
from mdt_app.operations.listings import letter_rows
from mdt_app.store.audit import verify
from mdt_app.store.checks import problems


@pytest.fixture
def case(both) -> Decided:  # type: ignore[no-untyped-def]
    return decided(both)


def withdraw(case: Decided, letter: Letter, reason: str = "The dose was right.") -> Letter:
    case.team.act(WithdrawLetter, letter_id=letter.id, reason=reason)
    now: Letter = case.team.get(Letter, letter.id)
    return now


def listed(case: Decided) -> list[tuple[str, int]]:
    """(level, version) of the meeting's list, and of the list of all boards where that differs."""
    with case.team.database.reader() as reader:
        found = [due_list(reader, press().guidance, wanted) for wanted in (case.meeting_id, "")]
    of_meeting, of_all = ([(one.letter.level, one.letter.version) for one in lines] for lines in found)
    assert sorted(of_meeting) == sorted(of_all)
    return of_meeting


def test_a_withdrawn_correction_stays_on_record_and_the_version_before_stays_the_letter(
    case: Decided,
) -> None:
    first = case.issue()
    gone = withdraw(case, case.correct(changed="the dose"), " The dose was right. ")
    assert (gone.state, gone.version, gone.changed, gone.remark) == (
        LetterState.WITHDRAWN, 2, "the dose", "The dose was right.",
    )  # fmt: skip
    assert case.team.get(Letter, first.id) == first
    assert case.letter() == first
    assert letter_of(case.record(), "primary") == first
    assert ("primary", 2) not in listed(case)
    assert ("primary", 1) in listed(case)
    with case.team.database.reader() as reader:
        assert gone.id not in {one.id for one in letter_rows(reader, case.meeting_id)}
    assert problems(case.team.database) == ()
    assert verify(case.team.database).intact


def test_a_reviewed_correction_is_withdrawn_too_and_keeps_who_reviewed_it(case: Decided) -> None:
    case.issue()
    case.correct()
    gone = withdraw(case, case.review())
    assert (gone.state, gone.reviewed_by) == (LetterState.WITHDRAWN, "owner")


def test_the_next_correction_takes_the_next_number_and_replaces_the_letter_that_is_out(case: Decided) -> None:
    first = case.issue()
    withdraw(case, case.correct())
    withdraw(case, case.correct())
    new = case.correct()
    assert (new.version, new.replaces) == (4, first.id)
    new = case.issue()
    assert case.team.get(Letter, first.id).state == LetterState.SUPERSEDED
    assert case.correct().version == 5
    with case.team.database.reader() as reader:
        kept = press().content(new, reader.letter_file(new.id, LetterPart.CONTENT))
        pdf = reader.letter_file(new.id, LetterPart.PDF)
    assert (kept.shared.version, kept.shared.replaces) == (4, 1)
    document = pypdfium2.PdfDocument(pdf)
    assert "Version 4 replaces version 1 of" in document[0].get_textpage().get_text_range()
    document.close()


def test_only_an_open_correction_is_withdrawn_and_only_with_a_reason(case: Decided) -> None:
    with pytest.raises(Refused, match="is no correction"):
        withdraw(case, case.letter())
    case.issue()
    new = case.correct()
    with pytest.raises(Refused, match="why P1 is withdrawn"):
        withdraw(case, new, " ")
    issued = case.issue()
    with pytest.raises(Refused, match="version 2 is already issued; correct it instead"):
        withdraw(case, issued)
    assert case.team.get(Letter, issued.id) == issued


def test_nothing_more_is_done_with_a_withdrawn_correction(case: Decided) -> None:
    case.issue()
    gone = withdraw(case, case.correct())
    for kind, more in (
        (SetLetter, {"large_print": True}),
        (AddressLetter, {}),
        (ReviewLetter, {"seen": press().fingerprint(case.record(), gone)}),
        (ReturnLetter, {"remark": "no"}),
        (IssueLetter, {}),
        (CorrectLetter, {"new_letter_id": new_id(), "changed": "no"}),
        (WithdrawLetter, {"reason": "no"}),
    ):
        with pytest.raises(Refused, match="version 2 was withdrawn; the version before it stands"):
            case.team.act(kind, letter_id=gone.id, **more)
    assert case.team.get(Letter, gone.id) == gone


def test_the_patients_words_are_closed_again_once_the_correction_is_withdrawn(case: Decided) -> None:
    case.issue("patient")
    case.correct("patient")
    set_field(case.team, "discussion", case.listing_id, "plain_feel", "You may feel tired.")
    withdraw(case, case.letter("patient"))
    with pytest.raises(Refused, match="no longer a draft"):
        set_field(case.team, "discussion", case.listing_id, "plain_feel", "You may feel sick.")


def test_another_letter_is_held_against_the_one_that_is_out_again(case: Decided) -> None:
    case.issue()
    case.correct()
    set_field(case.team, "person", case.gp_id, "phone", "011 99 99 99")
    withdraw(case, case.letter())
    with pytest.raises(Refused, match="differs from P1, which is issued"):
        case.review("secondary")


def test_who_may_neither_decide_nor_send_withdraws_nothing(case: Decided) -> None:
    case.issue()
    new = case.correct()
    owner = case.team.account
    case.team.account = kept_account(case.team, "guest")
    with pytest.raises(Refused, match="right"):
        withdraw(case, new)
    case.team.account = kept_account(case.team, "secretary", owner)
    assert withdraw(case, new).state == LetterState.WITHDRAWN


def send(case: Decided, letter: Letter, *, once: bool) -> None:
    case.team.act(
        SendLetter, dispatch_id=new_id(), letter_id=letter.id, to_name=letter.recipient.name,
        address=letter.recipient.lines, how=Way.POST, once=once,
    )  # fmt: skip


def test_a_letter_that_is_being_corrected_is_in_no_batch_until_the_correction_is_withdrawn(
    case: Decided,
) -> None:
    first = case.issue()
    new = case.correct()
    (line,) = [one for one in due(case) if one.letter.id == first.id]
    assert line.correcting == 2
    with pytest.raises(Refused, match="Version 2 of P1, which corrects this one, is begun"):
        require_in_batch(items([line])[0], Options())
    with pytest.raises(Refused, match="Issue or withdraw it; then send what stands"):
        send(case, first, once=True)
    withdraw(case, new)
    (line,) = [one for one in due(case) if one.letter.id == first.id]
    require_in_batch(items([line])[0], Options())
    send(case, first, once=True)


def test_by_hand_a_person_may_still_record_that_a_letter_went_while_it_is_corrected(case: Decided) -> None:
    first = case.issue()
    case.correct()
    send(case, first, once=False)
    assert len(case.team.find(Dispatch, letter_id=first.id)) == 1


def due(case: Decided) -> tuple[Due, ...]:
    with case.team.database.reader() as reader:
        return due_list(reader, press().guidance, case.meeting_id)
