"""The stored bytes of a letter are kept once, cited by their hash, and given back as they were. Both engines."""

from __future__ import annotations

from hashlib import sha256

import pytest
from store.kit import Kept

from mdt_app.domain.errors import Missing, Refused
from mdt_app.domain.letters.letter import Letter, LetterPart, Recipient
from mdt_app.store.checks import orphans
from mdt_app.store.grants import APPEND_ONLY

PDF = bytes(range(256)) * 40
LETTER = Letter(
    id="letter-1",
    case_id="case-1",
    patient_id="patient-1",
    listing_id="listing-1",
    level="primary",
    number="P1",
    recipient=Recipient(name="Dr. Maes"),
)


@pytest.fixture
def written(talked: Kept) -> Kept:
    with talked.work() as work:
        work.put(LETTER)
        work.commit()
    return talked


def keep(kept: Kept, part: LetterPart, content: bytes) -> object:
    with kept.work() as work:
        work.keep_letter_file(LETTER, part, content)
        return work.commit()


def test_the_bytes_come_back_as_they_were_kept(written: Kept) -> None:
    keep(written, LetterPart.PDF, PDF)
    with written.database.reader() as reader:
        assert reader.letter_file(LETTER.id, LetterPart.PDF) == PDF
        with pytest.raises(Missing, match="no stored signed"):
            reader.letter_file(LETTER.id, LetterPart.SIGNED)


def test_what_is_kept_once_is_never_kept_over(written: Kept) -> None:
    keep(written, LetterPart.PDF, PDF)
    with pytest.raises(Refused, match="already has a stored pdf"):
        keep(written, LetterPart.PDF, b"other")
    with written.database.reader() as reader:
        assert reader.letter_file(LETTER.id, LetterPart.PDF) == PDF


def test_a_change_cites_the_hash_and_never_the_bytes(written: Kept) -> None:
    (change,) = keep(written, LetterPart.PDF, PDF)  # type: ignore[misc]
    (field,) = change.fields
    assert (change.entity, change.entity_id, change.patient_id) == ("letter_file", "letter-1", "patient-1")
    assert (field.name, field.new) == ("pdf", {"sha256": sha256(PDF).hexdigest()})


def test_a_unit_of_work_given_up_keeps_no_bytes(written: Kept) -> None:
    with written.work() as work:
        work.keep_letter_file(LETTER, LetterPart.PDF, PDF)
    with written.database.reader() as reader, pytest.raises(Missing):
        reader.letter_file(LETTER.id, LetterPart.PDF)


def test_on_a_server_no_account_may_change_what_is_stored() -> None:
    assert "letter_file" in APPEND_ONLY


def test_stored_bytes_belong_to_the_letters_own_patient(written: Kept) -> None:
    keep(written, LetterPart.PDF, PDF)
    with written.database.engine.connect() as connection:
        assert list(orphans(connection)) == []
