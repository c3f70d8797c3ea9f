"""What cannot be true is refused in one sentence; what merely is unusual is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from domain.histories import (
    calm,
    carer_score,
    day,
    death,
    ecog,
    entry,
    esas,
    event,
    fact,
    guidance,
    line,
    prognosis,
    progression,
)

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.incoming import IncomingFact, IncomingPatient
from mdt_app.domain.payloads import Assessment, Prognosis, Score
from mdt_app.domain.plausible import Life, fitted, impossible, life_of

BORN = day("1951-03-12")
LIFE = Life(born=BORN, died=day("2026-02-10"))

IMPOSSIBLE = {
    "an ECOG of 6": (ecog("2026-01-10", 6), "ECOG 6 is not on its scale, 0 to 5."),
    "an ECOG below 0": (ecog("2026-01-10", -1), "not on its scale"),
    "a Karnofsky of 110": (fact("2026-01-10", Kind.KARNOFSKY, Score(value=110)), "0 to 100"),
    "a line number 0": (line("2026-01-10", 0), "count from 1"),
    "an estimate below 0": (prognosis("2026-01-10", -3, "mo"), "cannot be below 0"),
    "an estimate without a unit": (prognosis("2026-01-10", 3), "days, weeks, months or years"),
    "before birth": (progression("1951-03-11"), "1951-03-11 is before the patient was born (1951-03-12)."),
    "an assessment after death": (calm("2026-02-11"), "The patient died on 2026-02-10"),
    "an ECOG after death": (ecog("2026-02-11", 2), "nothing is measured after that day"),
    "an estimate after death": (prognosis("2026-02-11", 3, "mo"), "nothing is measured after that day"),
    "a death before birth": (death("1950-01-01"), "The death on 1950-01-01 is before the patient was born"),
    "a second death": (death("2026-02-12"), "on record already, on 2026-02-10"),
}
POSSIBLE = {
    "on the day of birth": progression("1951-03-12"),
    "measured on the day of death": calm("2026-02-10"),
    "the same death again": death("2026-02-10"),
    "a talk after death": entry("2026-03-01", "CAR-5"),
    "an incident found after death": event("2026-03-01", Kind.INCIDENT),
    "the ends of the scale": ecog("2026-01-10", 0),
    "a talk without a number": prognosis("2026-01-10", told="does-not-wish"),
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_what_cannot_be_is_refused_in_one_sentence(what: str) -> None:
    said, words = IMPOSSIBLE[what]
    why = impossible(said, LIFE)
    assert words in why
    assert why.endswith(".")
    assert "\n" not in why


@pytest.mark.parametrize("what", POSSIBLE)
def test_what_can_be_is_not(what: str) -> None:
    assert impossible(POSSIBLE[what], LIFE) == ""


def test_what_ends_before_it_begins_is_refused() -> None:
    said = IncomingFact(
        kind=Kind.PROGNOSIS,
        payload=Prognosis(told="yes"),
        true_from=day("2026-01-10"),
        true_to=day("2026-01-09"),
        origin="x",
    )
    assert "cannot end on 2026-01-09" in impossible(said, Life())


def test_a_death_before_something_measured_is_refused() -> None:
    life = life_of(BORN, [calm("2026-02-15")])
    assert "measured on 2026-02-15" in impossible(death("2026-02-10"), life)
    assert impossible(death("2026-02-15"), life) == ""


def test_a_life_passes_over_what_is_corrected_or_taken_back() -> None:
    died = death("2026-02-10")
    gone = replace(died, id="gone", replaces=died.id, withdrawn=True)
    assert life_of(BORN, [died]).died == day("2026-02-10")
    assert life_of(BORN, [died], but_not=died.id).died is None
    assert life_of(BORN, [died, gone]).died is None


def incoming(*facts: Fact) -> IncomingPatient:
    return IncomingPatient(
        family="Peeters",
        facts=tuple(
            IncomingFact(kind=one.kind, payload=one.payload, true_from=one.true_from, origin=f"Answers/{n}")
            for n, one in enumerate(facts)
        ),
    )


def test_an_answer_off_its_scale_counts_as_not_answered_and_is_named() -> None:
    kept, problems = fitted(incoming(esas("2026-02-01", pain=15, nausea=3)), guidance().instruments)
    assert kept.facts[0].payload == Assessment(instrument="esas-r", answers=(("pain", None), ("nausea", 3.0)))
    assert problems == ("Answers/0: Pain: 15 is not on its scale, 0 to 10. It counts as not answered.",)


def test_answers_on_their_scale_and_unknown_instruments_are_left_alone() -> None:
    unknown = fact("2026-02-01", Kind.ASSESSMENT, Assessment(instrument="own", answers=(("x", 99.0),)))
    given = incoming(calm("2026-02-01"), carer_score("2026-02-01", 10), unknown, ecog("2026-02-01", 2))
    assert fitted(given, guidance().instruments) == (given, ())
