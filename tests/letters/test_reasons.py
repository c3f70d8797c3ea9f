"""Whoever is to act on a referral reads why it is made; a case without a decision promises no advice."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import letter_case
import pytest
from pypdf import PdfReader

from mdt_app.content.letter_texts import languages, letter_texts
from mdt_app.domain.agenda import Outcome
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.payloads import Answer, CareHolder, Condition, CriterionDecision, Prognosis
from mdt_app.letters.render import render


def with_facts(*more: tuple[Kind, str, object]) -> LetterRecord:
    facts = letter_case.Facts()
    facts.facts += letter_case.colpaert_facts()
    for kind, day, payload in more:
        facts.add(kind, day, payload)  # type: ignore[arg-type]
    return letter_case.letter_record(tuple(facts.facts))


def text_of(level: str, one: LetterRecord, language: str = "en") -> str:
    return read(render(compose(level, one), letter_texts(language)))


def read(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


ASKED = (Kind.REQUEST_HASTENED_DEATH, "2026-11-10", Answer(value=True, note="twice this week"))


def test_the_gp_reads_why_palliative_care_is_asked() -> None:
    text = text_of("primary", letter_case.colpaert())
    assert "Why palliative care: pain 8, anxiety 7, progression on line 2 or later." in text


@pytest.mark.parametrize("level", ["primary", "secondary", "tertiary"])
def test_a_request_for_hastened_death_is_known_to_everybody_who_is_asked_to_act(level: str) -> None:
    text = text_of(level, with_facts(ASKED))
    assert "request for hastened death" in text
    assert "twice this week" in text
    assert "10 Nov" in text


def test_a_request_for_hastened_death_is_said_once_and_reaches_the_gp_without_a_referral_too() -> None:
    assert text_of("primary", with_facts(ASKED)).count("hastened death") == 1
    one = replace(with_facts(ASKED), recommendations=())
    alone = replace(one, criteria=tuple(replace(each, decision=None) for each in one.criteria))
    facts = tuple(fact for fact in alone.record.facts if fact.kind is not Kind.REFERRAL)
    alone = replace(alone, record=replace(alone.record, facts=facts))
    text = text_of("primary", alone)
    assert "Why palliative care" not in text
    assert "10 Nov asks for hastened death (twice this week)" in text


@pytest.mark.parametrize("decision", ["not-now", "later"])
def test_what_a_clinician_decided_against_is_no_reason_for_a_referral(decision: str) -> None:
    said = CriterionDecision(criterion="N3", decision=decision, until=date(2026, 12, 1))
    text = text_of("primary", with_facts(ASKED, (Kind.CRITERION, "2026-11-11", said)))
    assert "Why palliative care: pain 8, anxiety 7, progression on line 2 or later." in text
    assert "10 Nov asks for hastened death (twice this week)" in text


@pytest.mark.parametrize("language", languages())
def test_the_patients_own_letter_names_no_criterion(language: str) -> None:
    one = with_facts(ASKED)
    text = text_of("patient", one, language)
    assert letter_texts(language).shared.criteria["N3"].text() not in text
    assert "twice this week" not in text


def test_a_referral_that_no_criterion_suggests_needs_no_reason_from_them() -> None:
    one = replace(letter_case.colpaert(), criteria=())
    assert "Why palliative care" not in text_of("primary", one)


def deferred(again_on: date | None = None, short: str = "") -> LetterRecord:
    one = letter_case.colpaert()
    assert one.discussion is not None
    return replace(
        one,
        listing=replace(one.listing, outcome=Outcome.DEFERRED),
        discussion=replace(one.discussion, plain_short=short),
        again_on=again_on,
    )


@pytest.mark.parametrize("large", [False, True])
def test_a_case_without_a_decision_opens_with_what_holds(large: bool) -> None:
    lines = (
        "We decide then, because the tissue result is not there yet.\nUntil then, keep taking your tablets."
    )
    one = deferred(date(2026, 11, 26), lines)
    content = replace(compose("patient", one), large=large)
    text = read(render(content, letter_texts()))
    assert "We have no advice yet. We decide on Thursday 26 November. You decide with us." in text
    assert "After the meeting of 12 November 2026" in text
    assert "What holds until then" in text
    assert "because the tissue result is not there yet." in text
    for promised in ("Here is our advice", "Our advice in short", "Our advice after"):
        assert promised not in text


@pytest.mark.parametrize("level", ["primary", "secondary", "tertiary"])
def test_professionals_read_that_nothing_is_decided_and_until_when(level: str) -> None:
    assert "Deferred: no decision yet. We decide on 26 Nov." in text_of(level, deferred(date(2026, 11, 26)))
    assert "We decide on" not in text_of(level, deferred())
    assert "Deferred" not in text_of(level, letter_case.colpaert())


def test_without_a_day_the_letter_promises_none() -> None:
    text = text_of("patient", deferred())
    assert "We have no advice yet. We will talk about you again." in text
    assert "We decide on" not in text


def test_advice_asked_of_a_palliative_doctor_is_asked_in_the_letter_while_no_team_is_named() -> None:
    one = letter_case.colpaert()
    doctor = replace(one.people["benali"], level="tertiary")
    asked = letter_case.recommendation(1, "Advice on pain", "benali", "2026-11-20")
    facts = tuple(
        fact
        for fact in one.record.facts
        if fact.kind not in (Kind.REFERRAL, Kind.CARE_HOLDER, Kind.CRITERION)
    )
    alone = letter_case.letter_record(
        facts, recommendations=(asked,), people={**one.people, "benali": doctor}
    )
    text = text_of("tertiary", alone)
    assert "Referral to the palliative team" in text
    assert "Advice on pain, by Friday 20 November." in text
    assert "Nothing now" not in text
    assert "Why palliative care: pain 8" in text_of("primary", alone)
    team = CareHolder(level="tertiary", name="Another team", phone="09 000 77 00")
    held = letter_case.Facts()
    held.facts += facts
    held.add(Kind.CARE_HOLDER, "2026-11-12", team)
    other = letter_case.letter_record(
        tuple(held.facts), recommendations=(asked,), people={**one.people, "benali": doctor}
    )
    assert "by Friday 20 November" not in text_of("tertiary", other)


def test_what_a_palliative_team_that_has_begun_is_asked_is_no_referral() -> None:
    one = letter_case.colpaert()
    doctor = replace(one.people["benali"], level="tertiary")
    asked = replace(one.recommendations[0], what="Adjust the pump", kind="", owner_id="benali")
    facts = letter_case.Facts()
    facts.facts += [fact for fact in one.record.facts if fact.kind not in (Kind.REFERRAL, Kind.CRITERION)]
    facts.add(Kind.CRITERION, "2026-11-11", CriterionDecision(criterion="N1", decision="under-care"))
    facts.add(Kind.CARE_HOLDER, "2026-11-12", CareHolder(level="tertiary", name="", person_id="benali"))
    under_care = letter_case.letter_record(
        tuple(facts.facts), recommendations=(asked,), people={**one.people, "benali": doctor}
    )
    text = text_of("tertiary", under_care)
    assert "Adjust the pump" in text
    assert "Referral to the palliative team" not in text
    assert "Why palliative care" not in text_of("primary", under_care)


def curable() -> LetterRecord:
    facts = letter_case.Facts()
    facts.add(Kind.DIAGNOSIS, "2026-10-01", Condition(text="Breast cancer", status="active"))
    facts.add(Kind.ADVANCED_DISEASE, "2026-10-01", Answer(value=False))
    one = letter_case.letter_record(tuple(facts.facts), recommendations=())
    assert one.discussion is not None
    return replace(
        one, discussion=replace(one.discussion, plain_short="A small operation.", plain_length="One day.")
    )


@pytest.mark.parametrize("large", [False, True])
def test_palliative_care_is_explained_where_it_is_near_or_named_and_frightens_nobody_else(
    large: bool,
) -> None:
    def printed(one: LetterRecord) -> str:
        return read(render(replace(compose("patient", one), large=large), letter_texts()))

    assert "Palliative" not in printed(curable())
    named = curable()
    assert named.discussion is not None
    named = replace(
        named, discussion=replace(named.discussion, plain_open="Whether palliative care can help.")
    )
    for one in (letter_case.colpaert(), named):
        assert "Palliative care is …" in printed(one)


PROGNOSIS = Prognosis(amount=4, unit="mo", method="clinicians’ estimate", author="Prof. Wiśniewska")


def test_a_clinician_keeps_her_title_wherever_her_name_enters_a_sentence() -> None:
    one = with_facts((Kind.PROGNOSIS, "2026-11-13", replace(PROGNOSIS, author="Dr Maes")))
    assert one.discussion is not None
    one = replace(
        one,
        case=replace(one.case, asked_by="Dr Maes"),
        discussion=replace(one.discussion, told_by="Dr Maes"),
    )
    assert "Dre Maes, 13 nov." in text_of("primary", one, "fr")
    assert "par la docteure Maes" in text_of("primary", one, "fr")
    record = text_of("secondary", one, "fr")
    assert "(Dre Maes, 9 nov.)" in record
    assert "Dr Maes" not in record


def test_somebody_whom_the_directory_does_not_know_keeps_the_neutral_title() -> None:
    one = with_facts((Kind.PROGNOSIS, "2026-11-13", replace(PROGNOSIS, author="Dr Nobody")))
    assert "Dr Nobody, 13 nov." in text_of("primary", one, "fr")
