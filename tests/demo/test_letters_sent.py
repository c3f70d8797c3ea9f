"""The demo's letters are in one language each, lack only what was left open on purpose, and stand in every state."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

import pytest

from mdt_app.application import load_guidance
from mdt_app.demo.fill import DemoSummary
from mdt_app.demo.programme import WORKED
from mdt_app.demo.sending import CHANGED, REMARK, UNSENT
from mdt_app.demo.worked import Worked
from mdt_app.domain.letters.checks import Check, Lacking
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import GONE, Letter, LetterPart, LetterState, Missing
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.telling import NOT_TOLD, is_told
from mdt_app.domain.letters.typed_language import another_language, typed
from mdt_app.domain.people import CareLevel, Patient
from mdt_app.operations.dispatching import due_list
from mdt_app.press import LetterPress
from mdt_app.store.database import Database

TODAY = date(2026, 11, 23)
Filled = tuple[Database, DemoSummary]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A letter with what it is made from and what is said of it today."""

    letter: Letter
    record: LetterRecord
    check: Check

    @property
    def family(self) -> str:
        return self.record.patient.family


@pytest.fixture(scope="module")
def press() -> LetterPress:
    return LetterPress(load_guidance(), demo=True)


@pytest.fixture(scope="module")
def written(filled: Filled, press: LetterPress) -> list[Written]:
    with filled[0].reader() as reader:
        listings = sorted({one.listing_id for one in reader.find(Letter)})
        records = [press.record(reader, one, TODAY) for one in listings]
    return [
        Written(letter=letter, record=record, check=press.check(record, letter))
        for record in records
        for letter in record.letters
        if letter.state not in GONE
    ]


@pytest.fixture(scope="module")
def dispatches(filled: Filled) -> tuple[Dispatch, ...]:
    with filled[0].reader() as reader:
        return reader.find(Dispatch, order=("at",))


@pytest.mark.parametrize("case", WORKED, ids=[one.language for one in WORKED])
def test_all_who_care_for_a_worked_patient_read_the_language_of_the_case(
    case: Worked, written: list[Written]
) -> None:
    mine = [one for one in written if one.family == case.name[1]]
    assert {one.letter.level for one in mine} == set(CareLevel)
    assert {one.letter.language for one in mine} == {case.language}
    assert {one.record.board.letterhead.language for one in mine} == {case.language}
    assert [one.check.lacks for one in mine] == [()] * 4


@pytest.mark.parametrize("case", WORKED, ids=[one.language for one in WORKED])
def test_a_worked_patients_letter_is_plain_in_its_language(
    case: Worked, written: list[Written], press: LetterPress
) -> None:
    (mine,) = (one for one in written if one.family == case.name[1] and one.letter.level == CareLevel.PATIENT)
    reading = press.reading(mine.record, mine.letter)
    assert reading is not None
    assert reading.plain
    assert reading.language == case.language


@pytest.mark.parametrize("case", WORKED, ids=[one.language for one in WORKED])
def test_the_texts_of_a_worked_case_are_told_from_every_other_language(
    case: Worked, written: list[Written], press: LetterPress
) -> None:
    others = {"de", "en", "fr", "nl"} - {case.language}
    for one in written:
        if one.family == case.name[1]:
            texts = typed(press.content_now(one.record, one.letter))
            assert {another_language(texts, other) for other in others} <= {case.language, ""}
            if one.letter.level == CareLevel.PATIENT:
                assert {another_language(texts, other) for other in others} == {case.language}


def test_everybody_else_gets_letters_in_english_of_texts_in_english(
    written: list[Written], press: LetterPress
) -> None:
    families = {case.name[1] for case in WORKED}
    others = [one for one in written if one.family not in families]
    assert {one.letter.language for one in others} == {"en"}
    assert {another_language(typed(press.content_now(one.record, one.letter)), "nl") for one in others} == {
        "en",
        "",
    }


def test_nothing_typed_is_in_another_language_than_its_letter(written: list[Written]) -> None:
    assert [one.check.remarks for one in written if set(one.check.remarks) - {NOT_TOLD}] == []
    kinds = {lack.kind for one in written for lack in one.check.lacks}
    assert Lacking.LANGUAGE not in kinds


def test_a_letter_set_to_another_language_than_its_texts_is_kept_back_for_the_patient_alone(
    written: list[Written], press: LetterPress
) -> None:
    told = {}
    for one in written:
        if one.family == WORKED[0].name[1]:
            check = press.check(one.record, replace(one.letter, language="fr"))
            told[one.letter.level] = ([lack.sentence for lack in check.lacks], check.remarks)
    assert told[CareLevel.PATIENT] == (
        ["The texts for the patient look like Dutch; the letter is in French."],
        (),
    )
    assert told[CareLevel.SECONDARY] == (
        [],
        ("The texts typed of this case look like Dutch; the letter is in French.",),
    )


def test_a_letter_lacks_only_what_was_left_open_on_purpose(written: list[Written]) -> None:
    waiting = [one for one in written if one.letter.is_open and one.letter.recipient.missing != Missing.TEAM]
    lacking = [(one, lack) for one in waiting for lack in one.check.lacks]
    assert {lack.kind for _, lack in lacking} - {Lacking.CHOICE} == {Lacking.ADDRESS}
    open_for = {
        one.record.patient.id: one.letter.recipient.missing
        for one, lack in lacking
        if lack.kind == Lacking.ADDRESS
    }
    assert Counter(open_for.values()) == {Missing.GP: 1, Missing.ADDRESS: 1}
    none = {one.record.patient.id: one.check.none for one in written if one.check.none is not None}
    assert Counter(why.died for why in none.values()) == {False: 1, True: 2}


def test_no_patient_of_the_demo_learns_from_a_letter_what_nobody_told(written: list[Written]) -> None:
    to_them = [one for one in written if one.letter.level == CareLevel.PATIENT]
    assert [one.family for one in to_them if not is_told(one.record)] == []


def test_of_the_dead_there_is_no_letter_to_themselves(filled: Filled, written: list[Written]) -> None:
    dead = {one.record.patient.id for one in written if one.record.record.death is not None}
    assert dead
    to_them = [
        one.letter
        for one in written
        if one.record.patient.id in dead and one.letter.level == CareLevel.PATIENT
    ]
    assert all(one.issued_at is not None and one.issued_at.date() < TODAY for one in to_them)


def test_every_letter_keeps_its_length(written: list[Written]) -> None:
    assert len({one.letter.listing_id for one in written}) > 20
    assert [one.check.pages for one in written if one.check.none is None and not one.check.pages] == []
    assert [one.family for one in written for lack in one.check.lacks if lack.kind == Lacking.LENGTH] == []


def test_letters_stand_in_every_state(filled: Filled) -> None:
    with filled[0].reader() as reader:
        letters = reader.find(Letter)
        lines = due_list(reader, load_guidance())
    assert {one.state for one in letters} == set(LetterState)
    assert sum(one.is_out for one in lines) > len(lines) // 2
    assert any(one.letter.state == LetterState.REVIEWED and one.is_late(TODAY) for one in lines)
    assert any(one.letter.state == LetterState.DRAFT and not one.is_late(TODAY) for one in lines)
    assert REMARK in {one.remark for one in letters}


def test_reviewed_letters_of_one_patient_wait_to_be_issued(written: list[Written]) -> None:
    states = {one.letter.state for one in written if one.family == UNSENT}
    assert states == {LetterState.REVIEWED}


def test_one_letter_was_corrected_and_sent_again_to_whom_had_the_first(
    filled: Filled, dispatches: tuple[Dispatch, ...]
) -> None:
    with filled[0].reader() as reader:
        (old,) = reader.find(Letter, state=LetterState.SUPERSEDED)
        (new,) = reader.find(Letter, replaces=old.id)
        patient = reader.get(Patient, old.patient_id)
        said = [reader.letter_file(one.id, LetterPart.CONTENT).decode() for one in (old, new)]
    assert (new.version, new.state, new.changed) == (2, LetterState.ISSUED, CHANGED)
    to = {one.letter_id: one.to_name for one in dispatches if one.patient_id == patient.id}
    assert to[old.id] == to[new.id]
    assert ["Ciprofloxacin" in one for one in said] == [False, True]


def test_some_practices_get_letters_on_paper_and_some_on_a_screen(dispatches: tuple[Dispatch, ...]) -> None:
    assert {one.how for one in dispatches} == {Way.POST, Way.EHEALTH, Way.MAIL}
    by_mail = [one for one in dispatches if one.how is Way.MAIL]
    assert all(len(one.address) == 1 and "@" in one.address[0] for one in by_mail)
