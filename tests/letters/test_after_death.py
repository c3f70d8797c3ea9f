"""After a death the letters say so with day and source, ask nothing for the patient, and keep what the living need."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import letter_case
import pytest
from letter_words import spoken
from pypdf import PdfReader

from mdt_app.content.letter_texts import languages, letter_texts
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.checks import unfilled
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import PrimaryContent, SecondaryContent, TertiaryContent
from mdt_app.domain.letters.knowing import knew_of_death
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.siblings import differing
from mdt_app.domain.payloads import CareHolder, Carer, ElementEntry, Event, Prognosis, Transition
from mdt_app.letters.render import render

PROFESSIONAL = ("primary", "secondary", "tertiary")
DIED = date(2026, 11, 20)


def after_death(*more: tuple[Kind, str, object], on: date = date(2026, 11, 21)) -> LetterRecord:
    """Mrs Colpaërt's case, written about after she died on 20 November."""
    facts = letter_case.Facts()
    facts.facts += letter_case.colpaert_facts()
    facts.add(Kind.DEATH, DIED.isoformat(), Event(text="at home"))
    for kind, day, payload in more:
        facts.add(kind, day, payload)  # type: ignore[arg-type]
    return letter_case.letter_record(tuple(facts.facts), on=on)


def text_of(level: str, one: LetterRecord, language: str = "en") -> str:
    pdf = render(compose(level, one), letter_texts(language))
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("level", PROFESSIONAL)
def test_a_death_is_said_with_its_day_its_place_and_whose_word_it_is(level: str) -> None:
    text = text_of(level, after_death())
    assert "She died On Friday 20 November 2026, at home. Recorded by Prof. Wiśniewska" in text
    assert "She died" not in text_of(level, letter_case.colpaert())


@pytest.mark.parametrize("level", ["primary", "tertiary"])
def test_nothing_is_asked_for_a_patient_who_died(level: str) -> None:
    one = after_death()
    content = compose(level, one)
    text = text_of(level, one)
    assert getattr(content, "asks") == ()  # noqa: B009
    gone = ("Call us when", "Medication", "Code status", "First call", "Be ready for", "Why now", "Not known")
    for phrase in gone:
        assert phrase not in text
    assert not any("should call" in lack.sentence for lack in unfilled(content))


def test_the_gp_is_asked_to_care_for_the_family_until_when_that_is_owed() -> None:
    text = text_of("primary", after_death())
    assert "by 1 Jan 2027 Bereavement: call the family or send a card" in text
    assert "Who was told of the death is not recorded." in text


def test_a_bereavement_call_that_was_made_is_asked_no_more() -> None:
    done = (Kind.ELEMENT, "2026-11-21", ElementEntry(element="CAR-5", status="done"))
    text = text_of("primary", after_death(done))
    assert "Bereavement: call the family" not in text
    assert "The bereavement call or card was on 21 Nov." in text
    assert "Care in bereavement Dr Maes, family doctor (GP) done 21 Nov" in text


@pytest.mark.parametrize("level", PROFESSIONAL)
def test_what_was_set_for_a_later_day_is_named_to_be_cancelled(level: str) -> None:
    text = text_of(level, after_death())
    assert "Set for a later day, to be cancelled:" in text
    cancelled = text.partition("to be cancelled:")[2].partition(" falls away")[0]
    assert "Joint consultation with palliative care 26 Nov" in cancelled
    assert "Radiotherapy" not in cancelled


def board_after(died: str = "2026-11-10", known: datetime | None = None) -> LetterRecord:
    """The board of 12 November, 14:20 to 14:36 UTC: after the death, which stood on record from `known` on."""
    facts = letter_case.Facts()
    facts.facts += letter_case.colpaert_facts()
    facts.add(Kind.DEATH, died, Event(text="at home"))
    if known is not None:
        facts.facts[-1] = replace(facts.facts[-1], recorded_at=known)
    return letter_case.letter_record(tuple(facts.facts), on=date(2026, 11, 13))


ASKED = {
    "primary": "by 25 Nov discuss code status with her and tell us",
    "secondary": "by 10 Dec Reassessment, Prof. Wiśniewska, sooner if worse",
    "tertiary": "by 26 Nov Joint consultation with palliative care",
}
"""What the recipient of each letter is asked, in words of the case."""


@pytest.mark.parametrize("level", PROFESSIONAL)
def test_what_was_decided_after_the_death_is_not_named_to_be_cancelled(level: str) -> None:
    """As a visit to the family, which a board that knew of the death asked for."""
    text = text_of(level, board_after())
    assert "to be cancelled" not in text
    assert "falls away" not in text


@pytest.mark.parametrize("level", PROFESSIONAL)
def test_what_a_board_that_knew_of_the_death_asks_stands_among_the_asks(level: str) -> None:
    asked = text_of(level, board_after()).partition("We ask of you ")[2]
    assert ASKED[level] in asked[:600]
    assert ASKED[level] not in text_of(level, after_death())


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("level", PROFESSIONAL)
def test_a_board_that_knew_of_the_death_asks_in_every_language(level: str, language: str) -> None:
    content = compose(level, board_after())
    assert isinstance(content, PrimaryContent | SecondaryContent | TertiaryContent)
    text = text_of(level, board_after(), language)
    first = text.partition(content.asks[0].what)[0]
    assert letter_texts(language).shared.grief.text()[:10] not in first, "the deed stands before bereavement"
    assert letter_texts(language).shared.decided_before.text() not in text
    assert letter_texts(language).shared.asks_no_more.text() not in text


def test_the_gp_reads_who_does_what_else_a_board_that_knew_of_the_death_decided() -> None:
    """The table names who cares for the family only."""
    decided = text_of("primary", board_after()).partition(" Decided ")[2]
    assert "Radiotherapy to T9, 8 Gy once Dr Claeys, 18 Nov, if no cord compression." in decided
    assert "discuss code status" not in decided


def test_the_palliative_team_reads_once_what_it_is_asked_after_a_death() -> None:
    text = text_of("tertiary", board_after())
    assert text.count("Joint consultation with palliative care") == 1
    assert "Radiotherapy to T9, 8 Gy once, Dr Claeys" in text


SAME_DAY = "2026-11-12"
BEFORE, DURING, LATER = (datetime(2026, 11, 12, *at, tzinfo=UTC) for at in ((9, 0), (14, 30), (14, 37)))


@pytest.mark.parametrize(
    ("died", "known", "knew"),
    [
        ("2026-11-10", BEFORE, True),
        ("2026-11-10", LATER, False),
        (SAME_DAY, BEFORE, True),
        (SAME_DAY, DURING, True),
        (SAME_DAY, LATER, False),
        ("2026-11-13", BEFORE, False),
    ],
)
@pytest.mark.parametrize("level", PROFESSIONAL)
def test_a_board_knew_of_a_death_that_was_on_record_when_the_talk_ended(
    level: str, died: str, known: datetime, knew: bool
) -> None:
    one = board_after(died, known)
    assert knew_of_death(one) is knew
    content = compose(level, one)
    assert isinstance(content, PrimaryContent | SecondaryContent | TertiaryContent)
    assert bool(content.asks) is knew
    assert content.death is not None
    assert bool(content.death.cancelled) is not knew
    assert ("falls away" in text_of(level, one)) is not knew


def test_the_end_of_the_talk_is_the_one_noted_in_the_room() -> None:
    one = board_after(known=LATER)
    assert not knew_of_death(one)
    assert knew_of_death(replace(one, listing=replace(one.listing, ended_at=LATER)))


def test_correcting_the_day_of_a_death_does_not_make_it_news() -> None:
    one = board_after(known=BEFORE)
    death = one.record.death
    assert death is not None
    mended = replace(death, id="mended", replaces=death.id, true_from=date(2026, 11, 9), recorded_at=LATER)
    facts = (*one.record.facts, mended)
    corrected = letter_case.letter_record(facts, on=one.on)
    assert corrected.record.death is mended
    assert knew_of_death(corrected)


def test_a_letter_kept_before_that_was_written_down_goes_by_the_days() -> None:
    content = compose("primary", board_after())
    assert isinstance(content, PrimaryContent)
    assert content.death is not None
    for day, falls_away in ((date(2026, 11, 10), False), (date(2026, 11, 12), True)):
        kept = replace(content, death=replace(content.death, day=day, knew=None))
        pdf = render(kept, letter_texts("en"))
        text = " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
        assert ("falls away" in text) is falls_away


@pytest.mark.parametrize("level", PROFESSIONAL)
def test_after_a_death_the_table_names_only_who_cares_for_the_family(level: str) -> None:
    content = compose(level, after_death())
    assert [row.task for row in content.shared.responsibilities] == ["bereavement"]


def test_in_a_palliative_unit_that_unit_cares_for_the_family() -> None:
    unit = (
        (
            Kind.CARE_HOLDER,
            "2026-11-13",
            CareHolder(level="tertiary", name="Unit De Haven", phone="09 000 79 10"),
        ),
        (Kind.TRANSITION, "2026-11-13", Transition(to="palliative-unit")),
    )
    one = after_death(*unit)
    (row,) = compose("primary", one).shared.responsibilities
    assert row.holder is not None
    assert row.holder.name == "Unit De Haven"
    assert "Nothing for the patient any more." in text_of("primary", one)
    assert "Bereavement: call the family" in text_of("tertiary", one)


@pytest.mark.parametrize("level", PROFESSIONAL)
def test_the_dead_are_not_spoken_of_in_the_present(level: str) -> None:
    text = text_of(level, after_death())
    for phrase in ("She knows", "She wants", "does not wish", "She allows", "Nothing is left open"):
        assert phrase not in text
    assert "She knew: the cancer has grown" in text


def test_who_of_the_family_is_known_stands_in_the_gps_letter() -> None:
    carer = (Kind.CARER, "2026-11-01", Carer(name="Jan Peeters", relation="husband", phone="09 000 11 11"))
    assert "Jan Peeters (husband, 09 000 11 11" in text_of("primary", after_death(carer))


def test_the_record_of_a_decision_has_no_table_without_rows() -> None:
    text = text_of("secondary", after_death())
    assert "After a death no criterion is weighed." in text
    assert "Criterion State Fact" not in text
    assert (
        "Carers CAR-1, CAR-2, CAR-3, CAR-4 not applicable CAR-5 due bereavement follow-up, 1 Jan 2027" in text
    )
    assert "Psychosocial PSY-1" not in text


def test_a_letter_that_went_out_before_the_death_is_not_held_against_one_written_after_it() -> None:
    before, after = compose("primary", letter_case.colpaert()), compose("secondary", after_death())
    assert before.shared.responsibilities != after.shared.responsibilities
    assert differing(after, before) == ""
    other = replace(
        compose("tertiary", letter_case.colpaert()),
        shared=replace(compose("tertiary", letter_case.colpaert()).shared, responsibilities=()),
    )
    assert differing(before, other) == "who is in charge of what"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("level", PROFESSIONAL)
def test_a_letter_after_a_death_keeps_its_length_in_every_language(level: str, language: str) -> None:
    facts = (*spoken(language).record.facts, *after_death().record.of(Kind.DEATH))
    one = letter_case.letter_record(facts, on=date(2026, 11, 21))
    assert one.record.is_dead
    content = compose(level, one)
    pages = PdfReader(io.BytesIO(render(content, letter_texts(language)))).pages
    assert len(pages) <= (2 if level == "secondary" else 1)


def test_the_estimate_is_no_news_to_a_gp_any_more() -> None:
    estimate = (Kind.PROGNOSIS, "2026-11-19", Prognosis(amount=5, unit="d", method="clinicians’ estimate"))
    content = compose("primary", after_death(estimate))
    assert isinstance(content, PrimaryContent)
    assert "5 days" not in text_of("primary", after_death(estimate))
