"""Which words a language must bring for the papers that go with letters: the list of a batch, and an address sheet."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.letters.words import closed
from mdt_app.domain.phrases import Phrase, Words


@dataclass(frozen=True, slots=True)
class SendingListWords:
    """The list that lies beside the letters of a batch: `ways` name each way, `todo` says what is still to be done, and
    `todo_printed` what once this program printed it."""

    title: Phrase
    sent_one: Phrase
    sent: Phrase
    by: Phrase
    left_one: Phrase
    left: Phrase
    left_due_one: Phrase
    left_due: Phrase
    locked: Phrase
    group: Phrase
    in_one_file: Phrase
    pages_one: Phrase
    pages: Phrase
    on_sheets_one: Phrase
    on_sheets: Phrase
    number: Phrase
    to: Phrase
    letter: Phrase
    file: Phrase
    page_count: Phrase
    done: Phrase
    which: Phrase
    which_replaces: Phrase
    patient: Phrase
    patients_address: Phrase
    no_address: Phrase
    professional_number: Phrase
    no_professional_number: Phrase
    with_sheet: Phrase
    recorded_on: Phrase
    not_sent: Phrase
    not_sent_note: Phrase
    why: Phrase
    unprintable: Phrase
    ways: Words = closed(*Way)
    todo: Words = closed(*Way)
    todo_printed: Words = closed(Way.POST, Way.BY_HAND)


@dataclass(frozen=True, slots=True)
class AddressSheetWords:
    """The page that goes before a letter which bears another recipient's address."""

    title: Phrase
    copy: Phrase
    had: Phrase
    had_unknown: Phrase
    changed: Phrase
    which: Phrase
    alone: Phrase
