"""A patient's letter waits until somebody recorded that the patient was spoken with; professionals' letters do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import letter_case
import pytest

from mdt_app.domain.decisions import Discussion
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.checks import Check, Lacking, checked
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.telling import NOBODY_SAID, NOT_TOLD
from mdt_app.domain.payloads import PatientWords, Payload, Prognosis
from mdt_app.domain.record import Record


def record(*said: tuple[Kind, Payload], **written: str) -> LetterRecord:
    facts = letter_case.Facts()
    for kind, payload in said:
        facts.add(kind, "2026-11-10", payload)
    one = letter_case.letter_record(tuple(facts.facts))
    listing = one.listing
    discussion = Discussion(
        id=listing.id, listing_id=listing.id, case_id=listing.case_id, patient_id=listing.patient_id, **written
    )  # fmt: skip
    return replace(one, discussion=discussion)


def check(one: LetterRecord, level: str = "patient") -> Check:
    return checked(compose(level, one), one)


def untold(one: LetterRecord, level: str = "patient") -> list[str]:
    return [lack.sentence for lack in check(one, level).lacks if lack.kind == Lacking.TOLD]


def talk(answer: str) -> tuple[Kind, Payload]:
    return Kind.PROGNOSIS, Prognosis(told=answer)


def words(topic: str) -> tuple[Kind, Payload]:
    return Kind.PATIENT_WORDS, PatientWords(topic=topic, text="It has come back")


def test_a_patients_letter_waits_where_nobody_recorded_what_the_patient_knows_or_was_told() -> None:
    assert untold(record()) == [NOBODY_SAID]


@pytest.mark.parametrize(
    "one",
    [
        record(knows="that it has grown"),
        record(told_by="Dr. Maes, on 10 Nov"),
        record(talk("yes")),
        record(talk("does-not-wish")),
        record(words("knows")),
        record(words("told")),
    ],
    ids=["knows", "told by", "told", "does not wish", "knows before", "was told before"],
)  # fmt: skip
def test_any_record_of_a_talk_lets_the_letter_go(one: LetterRecord) -> None:
    assert untold(one) == []


@pytest.mark.parametrize(
    "one",
    [
        record(talk("no")),
        record((Kind.PROGNOSIS, Prognosis(amount=3, unit="mo"))),
        record(words("goals")),
        record(knows="  "),
        record(wants="to be at home"),
    ],
    ids=["not told", "an estimate", "hopes", "blank", "wishes"],
)  # fmt: skip
def test_what_is_no_talk_lets_no_letter_go(one: LetterRecord) -> None:
    assert untold(one) == [NOBODY_SAID]


@pytest.mark.parametrize("level", ["primary", "secondary", "tertiary"])
def test_letters_to_professionals_do_not_wait_for_the_talk(level: str) -> None:
    assert untold(record(), level) == []


def test_a_talk_that_was_withdrawn_counts_no_more() -> None:
    one = record(talk("yes"))
    said = one.record.facts[0]
    gone = replace(
        said, id="fact-gone", replaces=said.id, withdrawn=True, recorded_at=said.recorded_at + timedelta(1)
    )
    assert untold(replace(one, record=Record((said, gone), one.record.on))) == [NOBODY_SAID]


def test_a_talk_recorded_after_the_meeting_lets_the_letter_go() -> None:
    facts = letter_case.Facts()
    facts.add(Kind.PROGNOSIS, letter_case.ON.isoformat(), Prognosis(told="yes"))
    assert untold(letter_case.letter_record(tuple(facts.facts))) == []


def test_where_the_outlook_was_not_told_yet_the_reviewer_is_warned_and_decides() -> None:
    one = record(talk("no"), knows="that it has grown")
    assert untold(one) == []
    assert check(one).remarks == (NOT_TOLD,)
    assert NOT_TOLD not in check(one, "primary").remarks
    assert NOT_TOLD not in check(record(talk("no"), talk("yes"))).remarks
