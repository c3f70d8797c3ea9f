"""A fact is added and never changed: a correction replaces it, and the old one stays to be seen. Both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from operations.kit import Team

from mdt_app.domain.errors import Missing, Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import CriterionDecision, ElementEntry, Referral, Score
from mdt_app.domain.record import Record
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import DecideCriterion, MarkElement, RecordFact, SayStep

DAY = date(2026, 9, 1)


def ecog(team: Team, patient: str, value: int, **more: Any) -> str:
    id = new_id()
    said = {"kind": Kind.ECOG, "payload": Score(value=value), "true_from": DAY} | more
    team.act(RecordFact, fact_id=id, patient_id=patient, **said)
    return id


def facts(team: Team, patient: str) -> tuple[Fact, ...]:
    with team.database.reader() as reader:
        return reader.facts([patient])[patient]


def score(team: Team, patient: str, known_on: date | None = None) -> int | None:
    found = Record(facts(team, patient), date(2026, 12, 1), known_on).newest(Kind.ECOG)
    return found.payload.value if found and isinstance(found.payload, Score) else None


def test_a_correction_replaces_and_the_old_one_stays(both: Team) -> None:
    patient = both.patient()
    first = ecog(both, patient, 1)
    ecog(both, patient, 3, replaces=first)
    assert score(both, patient) == 3
    assert [one.payload for one in facts(both, patient)] == [Score(value=1), Score(value=3)]


def test_a_withdrawn_fact_counts_no_longer_and_is_still_known_for_its_time(both: Team) -> None:
    patient = both.patient()
    first = ecog(both, patient, 2)
    known = both.clock.date()
    both.clock = both.clock.replace(day=both.clock.day + 3)
    ecog(both, patient, 2, replaces=first, withdrawn=True)
    assert score(both, patient) is None
    assert score(both, patient, known_on=known) == 2


def test_a_fact_sent_twice_is_kept_once(both: Team) -> None:
    patient, id = both.patient(), new_id()
    for _ in range(2):
        both.act(
            RecordFact, fact_id=id, patient_id=patient, kind=Kind.ECOG, payload=Score(value=1), true_from=DAY
        )
    assert len(facts(both, patient)) == 1


def test_nothing_is_true_of_a_patient_before_birth(both: Team) -> None:
    patient = both.patient()
    with pytest.raises(Refused, match="before the patient was born"):
        ecog(both, patient, 1, true_from=date(1951, 3, 11))
    assert facts(both, patient) == ()


def test_a_fact_needs_its_patient(both: Team) -> None:
    with pytest.raises(Missing, match="no patient"):
        ecog(both, "nobody", 1)


def test_referring_for_a_criterion_records_a_referral(both: Team) -> None:
    patient = both.patient()
    both.act(DecideCriterion, patient_id=patient, criterion="N1", decision="refer")
    assert [one.payload for one in facts(both, patient)] == [
        CriterionDecision(criterion="N1", decision="refer"),
        Referral(to="tertiary", criterion="N1"),
    ]


@pytest.mark.parametrize(
    ("decision", "more", "words"),
    [
        ("not-now", {}, "takes a reason"),
        ("not-now", {"reason": "   "}, "takes a reason"),
        ("later", {}, "takes a date"),
        ("perhaps", {}, "is answered with"),
    ],
)
def test_an_answer_that_lacks_its_ground_is_refused(
    both: Team, decision: str, more: dict[str, Any], words: str
) -> None:
    patient = both.patient()
    with pytest.raises(Refused, match=words):
        both.act(DecideCriterion, patient_id=patient, criterion="N1", decision=decision, **more)
    assert facts(both, patient) == ()


def test_not_now_with_a_reason_stands_with_it(both: Team) -> None:
    patient = both.patient()
    both.act(DecideCriterion, patient_id=patient, criterion="N2", decision="not-now", reason=" asks to wait ")
    (found,) = facts(both, patient)
    assert found.payload == CriterionDecision(criterion="N2", decision="not-now", reason="asks to wait")
    assert (found.recorded_by, found.true_from) == ("owner", both.clock.date())


@pytest.mark.parametrize("status", ["declined", "not-applicable"])
def test_an_element_that_is_left_out_needs_a_word_why(both: Team, status: str) -> None:
    patient = both.patient()
    with pytest.raises(Refused, match="Say why"):
        both.act(MarkElement, patient_id=patient, element="PSY-1", status=status)
    both.act(MarkElement, patient_id=patient, element="PSY-1", status=status, note="does not wish it")
    assert facts(both, patient)[0].payload == ElementEntry(
        element="PSY-1", status=status, note="does not wish it"
    )


def test_unknown_words_are_refused(both: Team) -> None:
    patient = both.patient()
    with pytest.raises(Refused, match="An element is"):
        both.act(MarkElement, patient_id=patient, element="PSY-1", status="finished")
    with pytest.raises(Refused, match="The steps are"):
        both.act(SayStep, patient_id=patient, step="guessing")
    assert facts(both, patient) == ()
