"""What a reviewer read of a letter is kept, so that it can be said what changed since. Both engines."""

from __future__ import annotations

from hashlib import sha256

import pytest
from operations.kit import Team, press
from operations.letters_kit import Decided, SignedBy, decided, set_field
from sqlalchemy import update

from mdt_app.domain.errors import Missing, Refused
from mdt_app.domain.letters.letter import Letter, LetterPart, LetterState, read_part
from mdt_app.operations.letter_life import (
    IssueLetter,
    KeepSignature,
    ReturnLetter,
    ReviewLetter,
    keep_signature,
    last_read,
)
from mdt_app.store import tables
from mdt_app.store.checks import problems
from mdt_app.store.letter_checks import wrong_letters

SIGNED = b"%PDF signed"


@pytest.fixture
def case(both: Team) -> Decided:
    return decided(both)


def seen(case: Decided) -> str:
    return press().fingerprint(case.record(), case.letter())


def read_last(case: Decided) -> str:
    """Of the GP's letter, the red flags that were read last."""
    letter = case.letter()
    with case.team.database.reader() as reader:
        fingerprint = last_read(reader.changes(entity_id=letter.id))
        content = press().content(letter, reader.letter_file(letter.id, read_part(fingerprint)))
    return ", ".join(content.red_flags)  # type: ignore[union-attr]


def another_sign(case: Decided, words: str) -> None:
    set_field(case.team, "discussion", case.listing_id, "red_flags", words)


def parts(case: Decided) -> list[str]:
    with case.team.database.reader() as reader:
        changes = reader.changes(entity_id=case.letter().id)
    return [field.name for one in changes if one.entity == "letter_file" for field in one.fields]


def test_what_was_approved_is_kept_and_a_second_review_of_the_same_text_keeps_nothing_more(
    case: Decided,
) -> None:
    reviewed = case.review()
    case.team.act(ReturnLetter, letter_id=reviewed.id, remark="Wait.")
    case.review()
    assert parts(case) == [read_part(reviewed.reviewed_as)]
    assert read_last(case) == "fever above 38 °C, sudden pain in the back"
    assert problems(case.team.database) == ()


def test_what_was_sent_back_is_kept_as_it_was_read(case: Decided) -> None:
    another_sign(case, "fever")
    case.team.act(ReturnLetter, letter_id=case.letter().id, remark="Too short.", seen=seen(case))
    another_sign(case, "fever above 38 °C")
    assert read_last(case) == "fever"


def test_of_several_readings_the_last_one_counts_though_its_text_was_stored_before(case: Decided) -> None:
    for words in ("fever", "pain", "fever"):
        another_sign(case, words)
        case.team.act(ReturnLetter, letter_id=case.letter().id, remark="Again.", seen=seen(case))
    assert len(parts(case)) == 2
    assert read_last(case) == "fever"


def test_what_changed_while_it_was_read_is_not_taken_for_read(case: Decided) -> None:
    before = seen(case)
    another_sign(case, "pain")
    case.team.act(ReturnLetter, letter_id=case.letter().id, remark="Too short.", seen=before)
    assert parts(case) == []
    assert case.letter().remark == "Too short."


def test_a_letter_that_changed_since_its_review_is_approved_again_in_one_act(case: Decided) -> None:
    first = case.review()
    another_sign(case, "pain")
    again = case.review()
    assert (again.state, again.reviewed_as) == (LetterState.REVIEWED, seen(case))
    assert again.reviewed_as != first.reviewed_as
    case.team.act(IssueLetter, letter_id=again.id)
    assert case.letter().state == LetterState.ISSUED


def test_a_letter_is_not_approved_a_second_time_as_it_was_reviewed(case: Decided) -> None:
    letter = case.review()
    with pytest.raises(Refused, match="P1 is already reviewed, by owner"):
        case.team.act(ReviewLetter, letter_id=letter.id, seen=seen(case))


def test_what_was_said_before_is_printed_so_that_only_what_it_says_differs(case: Decided) -> None:
    record, letter = case.record(), case.letter()
    before = press().content_now(record, letter)
    reviewed = press().content_now(record, case.review())
    assert press().in_place_of(before, reviewed) == press().printed(record, case.letter()).pdf
    another_sign(case, "pain")
    now = press().content_now(case.record(), case.letter())
    assert press().in_place_of(reviewed, now) != press().printed(case.record(), case.letter()).pdf


def damage(case: Decided, part: str, content: bytes) -> None:
    """Put other bytes in the place of a stored file, with their own hash beside them."""
    file = tables.letter_file
    other = {"content": content, "sha256": sha256(content).hexdigest()}
    with case.team.database.engine.begin() as connection:
        connection.execute(update(file).where(file.c.part == part).values(**other))


def sign(case: Decided, letter: Letter, signer: str, named: str) -> None:
    command = case.team.command(
        KeepSignature, letter_id=letter.id, signer=signer, sha256=sha256(SIGNED).hexdigest()
    )
    keep_signature(command, SIGNED, case.team.database.open_work, SignedBy(named))


def test_signed_and_read_bytes_that_were_exchanged_with_their_hash_are_told_by_the_check(
    case: Decided,
) -> None:
    letter = case.issue()
    sign(case, letter, "Anna Peeters", "Anna Peeters")
    assert problems(case.team.database) == ()
    for part, right in ((LetterPart.SIGNED, SIGNED), (read_part(letter.reviewed_as), None)):
        with case.team.database.reader() as reader:
            right = right or reader.letter_file(letter.id, part)
        damage(case, part, b"other")
        (problem,) = problems(case.team.database)
        assert f"stored file of the letter {letter.id} (P1) is not what was stored" in problem
        damage(case, part, right)
    assert problems(case.team.database) == ()


def test_stored_files_of_which_an_erasure_took_the_hashes_are_no_fault(case: Decided) -> None:
    case.issue()
    with case.team.database.engine.begin() as connection:
        erased = tables.change.c.patient_id == case.patient_id
        connection.execute(update(tables.change).where(erased).values(contents=None, salt=None))
        assert list(wrong_letters(connection)) == []


def test_a_signature_by_somebody_else_than_was_said_is_not_kept(case: Decided) -> None:
    letter = case.issue()
    with pytest.raises(Refused, match="P1 was signed by Hans Peeters, not by Anna Peeters"):
        sign(case, letter, "Anna Peeters", "Hans Peeters")
    assert case.letter().signed_by == ""
    with case.team.database.reader() as reader, pytest.raises(Missing):
        reader.letter_file(letter.id, LetterPart.SIGNED)
