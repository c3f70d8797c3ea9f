"""A letter is issued only as it was reviewed, never changes after that, and is corrected by a newer version."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pypdfium2
import pytest
from operations.kit import Team, press
from operations.letters_kit import Decided, SignedBy, decided, set_field
from sqlalchemy import delete, update

from mdt_app.domain.accounts import Account
from mdt_app.domain.decisions import Recommendation
from mdt_app.domain.errors import Missing, Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, LetterPart, LetterState
from mdt_app.domain.payloads import Answer, Score
from mdt_app.operations import dispatching
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import SendLetter, due_list
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.letter_life import (
    CorrectLetter,
    IssueLetter,
    KeepSignature,
    ReturnLetter,
    ReviewLetter,
    SetLetter,
    keep_signature,
)
from mdt_app.operations.letters import AddressLetter
from mdt_app.store import checks, tables


@pytest.fixture
def case(team: Team) -> Decided:
    return decided(team)


def file_of(case: Decided, letter: Letter, part: LetterPart = LetterPart.PDF) -> bytes:
    with case.team.database.reader() as reader:
        return reader.letter_file(letter.id, part)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def send(case: Decided, letter: Letter, to: str = "", how: Way = Way.POST) -> None:
    case.team.act(
        SendLetter, dispatch_id=new_id(), letter_id=letter.id, to_name=to or letter.recipient.name,
        address=letter.recipient.lines, how=how,
    )  # fmt: skip


def correct(case: Decided, letter: Letter, changed: str = "the day of the scan") -> Letter:
    return case.correct(letter.level, changed)


def test_an_issued_letter_is_stored_with_its_bytes_its_content_and_who_answers_for_it(case: Decided) -> None:
    letter = case.issue()
    pdf = file_of(case, letter)
    assert letter.state == LetterState.ISSUED
    assert sha256(pdf).hexdigest() == letter.sha256
    assert (letter.reviewed_by, letter.issued_by) == ("owner", "owner")
    assert "mdt" in letter.template
    assert (
        press().content(letter, file_of(case, letter, LetterPart.CONTENT)).shared.recipient
        == letter.recipient
    )


def test_an_issued_letter_is_printed_again_byte_for_byte_from_what_it_says(case: Decided) -> None:
    for level in ("primary", "secondary", "tertiary", "patient"):
        if press().check(case.record(), case.letter(level)).lacks:
            continue
        letter = case.issue(level)
        assert press().again(letter, file_of(case, letter, LetterPart.CONTENT)) == file_of(case, letter)


def test_another_template_never_prints_an_issued_letter_anew(case: Decided) -> None:
    letter = replace(case.issue(), template="mdt 0.0")
    with pytest.raises(Refused, match="stored letter stands"):
        press().again(letter, b"{}")


def test_a_draft_says_so_on_its_page_and_an_issued_letter_does_not(case: Decided) -> None:
    draft = press().drawn(case.record(), "primary")
    issued = file_of(case, case.issue())
    assert "not for sending" in text_of(draft)
    assert "not for sending" not in text_of(issued)
    assert "not signed" in text_of(issued)


def test_a_draft_is_not_issued_before_it_is_reviewed(case: Decided) -> None:
    with pytest.raises(Refused, match="has to be reviewed"):
        case.team.act(IssueLetter, letter_id=case.letter().id)
    with pytest.raises(Missing):
        file_of(case, case.letter())


def test_nobody_answers_for_what_came_after_it_was_read(case: Decided) -> None:
    letter = case.letter()
    seen = press().fingerprint(case.record(), letter)
    set_field(case.team, "discussion", case.listing_id, "red_flags", "another sign")
    with pytest.raises(Refused, match="changed while you read it"):
        case.team.act(ReviewLetter, letter_id=letter.id, seen=seen)


def test_a_letter_that_changed_since_its_review_is_not_issued(case: Decided) -> None:
    letter = case.review()
    set_field(case.team, "discussion", case.listing_id, "red_flags", "another sign")
    with pytest.raises(Refused, match="changed since it was reviewed"):
        case.team.act(IssueLetter, letter_id=letter.id)
    case.team.act(ReturnLetter, letter_id=letter.id, remark="read the signs again")
    assert case.issue().state == LetterState.ISSUED


def test_the_day_alone_does_not_undo_a_review(case: Decided) -> None:
    letter = case.review()
    case.team.clock += timedelta(days=2)
    case.team.act(IssueLetter, letter_id=letter.id)
    assert case.letter().state == LetterState.ISSUED


def test_a_day_that_goes_by_does_not_undo_a_review(case: Decided) -> None:
    case.team.reopen(case.meeting_id)
    (advice,) = case.team.find(Recommendation, listing_id=case.listing_id)
    due = (case.team.clock + timedelta(days=1)).date()
    set_field(case.team, "recommendation", advice.id, "due", due.isoformat())
    case.team.close(case.meeting_id)
    letter = case.review()
    before = press().content_now(case.record(), letter)
    case.team.clock += timedelta(days=3)
    assert press().content_now(case.record(), letter) != before, "the day is over now"
    case.team.act(IssueLetter, letter_id=letter.id)
    assert case.letter().state == LetterState.ISSUED


def test_a_letter_that_lacks_something_is_not_reviewed(case: Decided) -> None:
    set_field(case.team, "discussion", case.listing_id, "red_flags", "")
    with pytest.raises(Refused, match="is not ready"):
        case.review()


def test_a_letter_to_an_old_address_is_not_reviewed(case: Decided) -> None:
    set_field(case.team, "person", case.gp_id, "address", ["Nieuwstraat 9", "3600 Genk"])
    with pytest.raises(Refused, match="Address it anew"):
        case.review()
    case.team.act(AddressLetter, letter_id=case.letter().id)
    assert "Genk" in text_of(file_of(case, case.issue()))


def test_a_letter_sent_back_keeps_the_remark_until_it_is_reviewed(case: Decided) -> None:
    letter = case.review()
    case.team.act(ReturnLetter, letter_id=letter.id, remark=" the dose is missing ")
    assert (case.letter().state, case.letter().remark) == (LetterState.DRAFT, "the dose is missing")
    with pytest.raises(Refused, match="what is to be mended"):
        case.team.act(ReturnLetter, letter_id=letter.id, remark=" ")
    assert case.review().remark == ""


def test_a_reviewed_letter_is_changed_only_after_it_was_sent_back(case: Decided) -> None:
    letter = case.review()
    for kind, more in ((SetLetter, {"large_print": True}), (AddressLetter, {})):
        with pytest.raises(Refused, match="Send it back"):
            case.team.act(kind, letter_id=letter.id, **more)


def test_an_issued_letter_takes_no_change_review_or_second_issue(case: Decided) -> None:
    letter = case.issue()
    before = file_of(case, letter)
    for kind, more in (
        (SetLetter, {"large_print": True}),
        (AddressLetter, {}),
        (ReturnLetter, {"remark": "no"}),
        (IssueLetter, {}),
    ):
        with pytest.raises(Refused):
            case.team.act(kind, letter_id=letter.id, **more)
    assert (case.letter(), file_of(case, letter)) == (letter, before)


def test_while_a_meeting_is_open_again_none_of_its_letters_is_issued(case: Decided) -> None:
    letter = case.review()
    case.team.reopen(case.meeting_id)
    with pytest.raises(Refused, match="open again"):
        case.team.act(IssueLetter, letter_id=letter.id)


def test_a_clinician_reviews_and_a_secretary_issues(case: Decided) -> None:
    letter = case.letter()
    seen = press().fingerprint(case.record(), letter)
    owner = case.team.account
    case.team.account = kept_account(case.team, "secretary")
    with pytest.raises(Refused, match="right"):
        case.team.act(ReviewLetter, letter_id=letter.id, seen=seen)
    case.team.account = kept_account(case.team, "clinician", owner)
    case.team.act(ReviewLetter, letter_id=letter.id, seen=seen)
    case.team.account = kept_account(case.team, "secretary", owner)
    case.team.act(IssueLetter, letter_id=letter.id)
    assert (case.letter().reviewed_by, case.letter().issued_by) == ("clinician", "secretary")


def kept_account(team: Team, role: str, by: Account | None = None) -> Account:
    """An account of a role, in the database."""
    team.account = by or team.account
    account = Account(id=f"account-{role}", user=role, name=role.title(), roles=(role,))
    with team.database.open_work(team.command(IssueLetter, letter_id="")) as work:
        work.put(account)
        work.commit()
    return account


def test_a_correction_names_what_changed_and_replaces_the_old_version_once_it_is_issued(
    case: Decided,
) -> None:
    old = case.issue()
    new = correct(case, old)
    assert (new.number, new.version, new.changed, new.replaces) == ("P1", 2, "the day of the scan", old.id)
    assert case.team.get(Letter, old.id).state == LetterState.ISSUED
    new = case.issue()
    assert new.state == LetterState.ISSUED
    assert case.team.get(Letter, old.id).state == LetterState.SUPERSEDED
    assert sha256(file_of(case, old)).hexdigest() == old.sha256
    assert file_of(case, new) != file_of(case, old)


def test_a_correction_says_what_changed_and_is_begun_once(case: Decided) -> None:
    old = case.issue()
    with pytest.raises(Refused, match="what changed"):
        correct(case, old, " ")
    correct(case, old)
    with pytest.raises(Refused, match="already begun"):
        case.team.act(CorrectLetter, letter_id=old.id, new_letter_id=new_id(), changed="again")


def test_a_correction_that_corrects_nothing_is_not_reviewed(case: Decided) -> None:
    for days, value in ((40, 1), (5, 2)):
        case.team.act(
            RecordFact, fact_id=new_id(), patient_id=case.letter().patient_id, kind=Kind.ECOG,
            payload=Score(value=value), true_from=case.team.clock.date() - timedelta(days=days),
        )  # fmt: skip
    old = case.issue()
    case.team.act(CorrectLetter, letter_id=old.id, new_letter_id=new_id(), changed="the day of the scan")
    case.team.clock += timedelta(days=1)
    with pytest.raises(Refused, match="It says what the version before it said"):
        case.review()
    set_field(case.team, "discussion", case.listing_id, "red_flags", "another sign")
    assert case.issue().version == 2


def test_a_draft_is_never_corrected(case: Decided) -> None:
    with pytest.raises(Refused, match="not issued yet"):
        correct(case, case.letter())


def test_a_correction_goes_to_everyone_who_had_the_old_version(case: Decided) -> None:
    old = case.issue()
    send(case, old)
    send(case, old, "Dr. An Other")
    correct(case, old)
    new = case.issue()
    (line,) = [one for one in lines(case) if one.letter.id == new.id]
    assert [one.name for one in line.due] == [new.recipient.name, "Dr. An Other"]
    send(case, new, "Dr. An Other")
    send(case, new)
    assert next(one for one in lines(case) if one.letter.id == new.id).is_out


def lines(case: Decided) -> tuple:  # type: ignore[type-arg]
    with case.team.database.reader() as reader:
        return due_list(reader, press().guidance, case.meeting_id)


def test_a_second_letter_does_not_contradict_one_that_is_out(case: Decided) -> None:
    case.issue("primary")
    set_field(case.team, "person", case.gp_id, "phone", "011 99 99 99")
    with pytest.raises(Refused, match="differs from P1, which is issued: who is in charge of what"):
        case.review("secondary")
    correct(case, case.letter("primary"), "the practice has another number")
    assert case.review("secondary").state == LetterState.REVIEWED


def test_an_issued_letter_leaves_a_fact_that_the_checklist_counts(case: Decided) -> None:
    letter = case.issue()
    with case.team.database.reader() as reader:
        facts = reader.facts([case.patient_id])[case.patient_id]
    (trace,) = [one for one in facts if one.kind == Kind.LETTER_ISSUED]
    assert (trace.payload.level, trace.source_key) == ("primary", letter.id)


def test_a_corrected_letter_still_says_what_changed_since_the_letter_before_the_decision(
    case: Decided,
) -> None:
    first = press().content_now(case.record(), case.letter())
    correct(case, case.issue())
    case.team.clock += timedelta(days=3)
    again = press().content_now(case.record(), case.letter())
    assert again.changed.since == first.changed.since


def test_a_sending_keeps_when_how_by_whom_to_which_address_and_which_bytes(case: Decided) -> None:
    letter = case.issue()
    send(case, letter, how=Way.EHEALTH)
    (sent,) = case.team.find(Dispatch, letter_id=letter.id)
    assert (sent.how, sent.by, sent.sha256) == (Way.EHEALTH, "owner", letter.sha256)
    assert sent.address == letter.recipient.lines
    assert sent.at == case.team.clock


def test_only_an_issued_letter_is_sent(case: Decided) -> None:
    with pytest.raises(Refused, match="not issued yet"):
        send(case, case.letter())
    old = case.issue()
    correct(case, old)
    case.issue()
    with pytest.raises(Refused, match="superseded"):
        send(case, old)


def test_a_letter_is_late_after_two_working_days_until_it_is_sent(case: Decided) -> None:
    (line,) = [one for one in lines(case) if one.letter.level == "primary"]
    thursday = line.held_at.date()
    assert (line.late_on - thursday).days == 5, "Thursday, Friday, Monday; late on Tuesday"
    assert not line.is_late(line.late_on - timedelta(days=1))
    assert line.is_late(line.late_on)
    send(case, case.issue())
    (line,) = [one for one in lines(case) if one.letter.level == "primary"]
    assert not line.is_late(line.late_on)


def test_signed_bytes_are_kept_beside_the_unsigned_ones_and_are_those_that_were_signed(case: Decided) -> None:
    letter = case.issue()
    signed = file_of(case, letter) + b"\n% signature"
    said = {"letter_id": letter.id, "signer": "Prof. Marek Wiśniewski"}
    command = case.team.command(KeepSignature, **said, sha256=sha256(b"other").hexdigest())
    with pytest.raises(Refused, match="Sign it again"):
        keep_signature(command, signed, case.team.database.open_work, SignedBy(said["signer"]))
    command = case.team.command(KeepSignature, **said, sha256=sha256(signed).hexdigest())
    keep_signature(command, signed, case.team.database.open_work, SignedBy(said["signer"]))
    assert file_of(case, letter, LetterPart.SIGNED) == signed
    assert file_of(case, letter) != signed
    assert case.letter().signed_by == "Prof. Marek Wiśniewski"
    again = case.team.command(KeepSignature, **said, sha256=sha256(signed).hexdigest())
    with pytest.raises(Refused, match="already signed"):
        keep_signature(again, signed, case.team.database.open_work, SignedBy(said["signer"]))


def test_the_check_of_a_database_finds_altered_and_missing_letters(case: Decided) -> None:
    letter = case.issue()
    assert checks.problems(case.team.database) == ()
    file = tables.letter_file
    with case.team.database.engine.begin() as connection:
        connection.execute(update(file).where(file.c.part == "pdf").values(content=b"%PDF other"))
    assert any("is not what was stored" in one for one in checks.problems(case.team.database))
    with case.team.database.engine.begin() as connection:
        connection.execute(delete(file).where(file.c.part == "pdf"))
    assert any("stored bytes are not there" in one for one in checks.problems(case.team.database))
    assert letter.sha256


def test_a_patient_who_died_or_wants_no_letter_gets_none_even_where_it_was_issued(case: Decided) -> None:
    letter = case.issue("patient")
    assert any(one.letter.id == letter.id and one.due for one in lines(case))
    case.team.act(
        RecordFact, fact_id=new_id(), patient_id=case.patient_id, kind=Kind.PATIENT_LETTER,
        payload=Answer(value=False), true_from=case.team.clock.date(),
    )  # fmt: skip
    (line,) = [one for one in lines(case) if one.letter.id == letter.id]
    assert (line.due, line.has_reader, line.none is not None) == ((), False, True)
    with pytest.raises(Refused, match="wants none"):
        send(case, letter)


def test_what_another_program_stored_and_this_one_cannot_read_is_said_in_words(case: Decided) -> None:
    letter = replace(case.issue(), template="mdt 9.9")
    with pytest.raises(Refused, match=r"stored by mdt 9\.9, and this program cannot read it"):
        press().content(letter, b'{"later": true}')


def test_a_letter_not_issued_yet_and_who_had_an_older_version_stay_on_the_list_however_old(
    case: Decided, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = case.issue()
    send(case, old, "Dr. An Other")
    correct(case, old)
    new = case.issue()
    monkeypatch.setattr(dispatching, "NEWEST", 1)
    with case.team.database.reader() as reader:
        found = due_list(reader, press().guidance)
    assert {one.letter.level for one in found} == {"primary", "secondary", "tertiary", "patient"}
    (line,) = [one for one in found if one.letter.id == new.id]
    assert [one.name for one in line.due] == [new.recipient.name, "Dr. An Other"]
