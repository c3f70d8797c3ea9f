"""A check of a database finds every letter and sending that a hand has altered, and says what to do. Both engines."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy import Connection, text
from store.kit import START, Kept

from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, LetterPart, LetterState, Recipient
from mdt_app.store.checks import orphans, problems
from mdt_app.store.letter_checks import wrong_letters

PDF, SIGNED, CONTENT = b"%PDF one", b"%PDF one, signed", b"{}"
DIGEST, SIGNED_DIGEST = sha256(PDF).hexdigest(), sha256(SIGNED).hexdigest()
ABOUT = {"case_id": "case-1", "patient_id": "patient-1"}
DRAFT = Letter(
    id="first", **ABOUT, listing_id="listing-1", level="primary", number="P1", recipient=Recipient(name="Dr. Maes"),
    language="nl", made_at=START,
)  # fmt: skip


def issue(kept: Kept, draft: Letter, older: str = "") -> Letter:
    """The way of a letter as operations write it: draft, reviewed, issued with its bytes, the older one superseded."""
    kept.put(draft)
    kept.put(draft.reviewed("anna", START, "ab"))
    with kept.work() as work:
        issued = work.get(Letter, draft.id).issued("anna", START)
        work.keep_letter_file(issued, LetterPart.CONTENT, CONTENT)
        digest = work.keep_letter_file(issued, LetterPart.PDF, PDF)
        work.put(issued.stored_as(digest, "1"))
        if older:
            work.put(work.get(Letter, older).superseded())
        work.commit()
    return kept.get(Letter, draft.id)  # type: ignore[no-any-return]


def send(kept: Kept, id: str, letter: Letter, *, signed: bool = False) -> None:
    kept.put(
        Dispatch(
            id=id, **ABOUT, letter_id=letter.id, to_name="Dr. Maes", address=("Molenweg 3",), how=Way.POST, at=START,
            by="anna", sha256=SIGNED_DIGEST if signed else DIGEST, signed=signed,
        )
    )  # fmt: skip


@pytest.fixture
def sent(talked: Kept) -> Kept:
    """P1 sent, corrected, signed and sent again; a third version begun after one was withdrawn; S1 still a draft."""
    first = issue(talked, DRAFT)
    send(talked, "sent-1", first)
    second = issue(talked, first.next_version("second", "the dose", START), "first")
    with talked.work() as work:
        work.put(second.signed("Anna", START))
        work.keep_letter_file(second, LetterPart.SIGNED, SIGNED)
        work.commit()
    send(talked, "sent-2", second, signed=True)
    third = second.next_version("third", "the address", START)
    talked.put(third)
    talked.put(third.withdrawn("it was right"))
    talked.put(second.next_version("fourth", "the phone", START, given=3))
    talked.put(replace(DRAFT, id="other", number="S1", level="secondary"))
    return talked


def test_letters_as_they_were_written_have_no_problem(sent: Kept) -> None:
    assert sent.get(Letter, "fourth").version == 4
    assert problems(sent.database) == ()


OF_FILE = "A stored file of the letter second (P1) is not what was stored"
NOT_THERE = "The letter second (P1) is issued, and its stored bytes are not there"
OTHER = f"content = '', sha256 = '{sha256(b'').hexdigest()}'"
DAMAGES = {
    "other bytes": ("UPDATE letter_file SET content = '' WHERE id = 'second:pdf'", OF_FILE),
    "other bytes with their own hash": (f"UPDATE letter_file SET {OTHER} WHERE id = 'second:pdf'", OF_FILE),
    "other signed bytes with their own hash": (
        f"UPDATE letter_file SET {OTHER} WHERE id = 'second:signed'",
        OF_FILE,
    ),
    "what it says exchanged": (f"UPDATE letter_file SET {OTHER} WHERE id = 'second:content'", OF_FILE),
    "no PDF": ("DELETE FROM letter_file WHERE id = 'second:pdf'", NOT_THERE),
    "no content": ("DELETE FROM letter_file WHERE id = 'second:content'", NOT_THERE),
    "no signed bytes": ("DELETE FROM letter_file WHERE id = 'second:signed'", NOT_THERE),
    "a file nobody stored": (
        (
            "INSERT INTO letter_file SELECT 'x', letter_id, 'more', case_id, patient_id, content, sha256"
            " FROM letter_file WHERE id = 'second:pdf'"
        ),
        OF_FILE,
    ),
    "a file without a letter": (
        (
            "INSERT INTO letter_file SELECT 'x', 'ghost', part, case_id, patient_id, content, sha256 FROM letter_file"
            " WHERE id = 'second:pdf'"
        ),
        "1 stored files belong to a letter that is not there",
    ),
    "another hash of the letter": ("UPDATE letter SET sha256 = 'ab' WHERE id = 'second'", NOT_THERE),
    "a sending of other bytes": (
        "UPDATE dispatch SET sha256 = 'ab' WHERE id = 'sent-1'",
        "The sending sent-1 of the letter first (P1) names bytes that are none of this letter's",
    ),
    "a sending said to be signed": (
        "UPDATE dispatch SET signed = NOT signed WHERE id = 'sent-2'",
        "The sending sent-2 of the letter second (P1) names bytes that are none of this letter's",
    ),
    "a sending of a draft": (
        "UPDATE dispatch SET letter_id = 'other' WHERE id = 'sent-1'",
        "The sending sent-1 of the letter other is of a letter that was not issued or is not there",
    ),
    "a sending of no letter": (
        "UPDATE dispatch SET letter_id = 'ghost' WHERE id = 'sent-1'",
        "The sending sent-1 of the letter ghost is of a letter that was not issued or is not there",
    ),
    "a sending to somebody else": (
        "UPDATE dispatch SET to_name = 'Dr. Other' WHERE id = 'sent-1'",
        "The dispatch sent-1 does not say what was recorded of it (to_name)",
    ),
    "a sending taken away": (
        "DELETE FROM dispatch WHERE id = 'sent-1'",
        "The dispatch sent-1 was recorded and is not there any more",
    ),
    "another recipient": (
        """UPDATE letter SET recipient = '{"name": "Dr. Other"}' WHERE id = 'second'""",
        "The letter second does not say what was recorded of it (recipient)",
    ),
    "another moment": (
        "UPDATE letter SET issued_at = '2020-01-01T00:00:00.000000+00:00' WHERE id = 'second'",
        "The letter second does not say what was recorded of it (issued_at)",
    ),
    "a draft in somebody else's words": (
        "UPDATE letter SET remark = 'x' WHERE id = 'other'",
        "The letter other does not say what was recorded of it (remark)",
    ),
    "a draft taken away": (
        "DELETE FROM letter WHERE id = 'other'",
        "The letter other was recorded and is not there any more",
    ),
    "two issued versions": (
        "UPDATE letter SET state = 'issued' WHERE id = 'first'",
        "P1 of LUNG-1: two versions are issued, and one letter counts",
    ),
    "the newest superseded": (
        "UPDATE letter SET state = 'superseded' WHERE id = 'second'",
        "P1 of LUNG-1: version 2 is superseded, and nothing newer is issued",
    ),
    "the older one issued": (
        (
            "UPDATE letter SET state = CASE id WHEN 'first' THEN 'issued' ELSE 'superseded' END"
            " WHERE id IN ('first', 'second')"
        ),
        "P1 of LUNG-1: an older version is issued than the newest",
    ),
    "the same version twice": (
        "UPDATE letter SET version = 1 WHERE id = 'second'",
        "P1 of LUNG-1: several letters call themselves version 1",
    ),
    "a version in between missing": (
        "DELETE FROM letter WHERE id = 'third'",
        "P1 of LUNG-1: a version between the first and the newest is missing",
    ),
    "a chain that forgets": (
        "UPDATE letter SET replaces = '' WHERE id = 'second'",
        "P1 of LUNG-1: version 2 does not replace version 1",
    ),
    "a circle": (
        "UPDATE letter SET replaces = 'second' WHERE id = 'first'",
        "P1 of LUNG-1: version 1 replaces a letter that was never issued under this number",
    ),
    "a draft that replaces a withdrawn one": (
        "UPDATE letter SET replaces = 'third' WHERE id = 'fourth'",
        "P1 of LUNG-1: version 4 replaces no issued version before it",
    ),
}


def altered(connection: Connection, statement: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    connection.execute(text(statement))


def test_every_damage_by_hand_is_found_and_says_what_to_do(sent: Kept) -> None:
    unsaid = {}
    for name, (statement, expected) in DAMAGES.items():
        with sent.database.engine.connect() as connection:
            altered(connection, statement)
            found = [*orphans(connection), *wrong_letters(connection)]
            connection.rollback()
        if not any(one.startswith(expected) for one in found):
            unsaid[name] = found
    assert unsaid == {}
    assert problems(sent.database) == ()


def test_what_to_do_is_said_in_the_same_breath(sent: Kept) -> None:
    with sent.database.engine.connect() as connection:
        altered(connection, DAMAGES["two issued versions"][0])
        first = next(wrong_letters(connection))
        connection.rollback()
    assert first.endswith(
        "Find out which version its reader has. Put it back from the newest backup in which this check finds nothing."
    )


def test_an_empty_file_is_no_erasure_until_one_is_on_record(sent: Kept) -> None:
    with sent.database.engine.begin() as connection:
        altered(connection, "UPDATE letter_file SET content = ''")
    assert len(problems(sent.database)) == 2
    assert sent.get(Letter, "second").state == LetterState.ISSUED
