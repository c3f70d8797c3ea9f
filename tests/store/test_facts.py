"""Facts are added and never overwritten, and the same source said twice says it once. Both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from store.kit import START, Kept, patient

from mdt_app.domain.facts import PAYLOADS, Fact, Kind
from mdt_app.domain.payloads import Assessment, CareHolder, Carer, Payload, Prognosis, Score
from mdt_app.store.mapping import fact_of, fact_row


def ecog(number: int, value: int = 1, **more: object) -> Fact:
    fact = Fact(
        id=f"fact-{number}",
        patient_id="patient-1",
        kind=Kind.ECOG,
        payload=Score(value=value),
        true_from=date(2026, 1, number),
        recorded_at=START,
        recorded_by="owner",
    )
    return replace(fact, **more)


def test_facts_come_back_equal_in_order_of_recording(kept: Kept) -> None:
    kept.put(patient(), patient(2))
    answers = Assessment(instrument="esas-r", answers=(("pain", 4.0), ("nausea", None)))
    facts = (
        ecog(1, at=START, source="file", source_key="Observation/1"),
        ecog(2, kind=Kind.ASSESSMENT, payload=answers, replaces="fact-1"),
        ecog(3, recorded_at=START + timedelta(days=1), withdrawn=True, true_to=date(2026, 2, 1)),
        ecog(4, recorded_at=START - timedelta(days=1)),
    )
    with kept.work() as work:
        assert [work.add_fact(fact) for fact in facts] == [True] * 4
        work.commit()
    with kept.database.reader() as reader:
        found = reader.facts(("patient-1", "patient-2", "nobody"))
    assert found == {"patient-1": (facts[3], facts[0], facts[1], facts[2]), "patient-2": (), "nobody": ()}


def test_the_same_source_said_twice_is_kept_once(kept: Kept) -> None:
    kept.put(patient(), patient(2))
    said = ecog(1, source="file", source_key="Observation/1")
    with kept.work() as work:
        assert work.add_fact(said)
        assert not work.add_fact(replace(said, id="fact-9"))
        work.commit()
    with kept.work() as work:
        assert not work.add_fact(replace(said, id="fact-10"))
        assert not work.add_fact(said)
        assert work.add_fact(replace(said, id="fact-11", patient_id="patient-2"))
        assert work.add_fact(replace(said, id="fact-12", source="other"))
        assert [change.entity_id for change in work.commit()] == ["fact-11", "fact-12"]


def test_facts_without_a_source_key_are_never_the_same(kept: Kept) -> None:
    kept.put(patient())
    with kept.work() as work:
        assert work.add_fact(ecog(1))
        assert work.add_fact(ecog(2, true_from=date(2026, 1, 1)))


def test_a_fact_is_a_recorded_change_of_its_patient(kept: Kept) -> None:
    kept.put(patient())
    with kept.work() as work:
        work.add_fact(ecog(1, value=0))
        (change,) = work.commit()
    assert (change.entity, change.entity_id, change.patient_id) == ("fact", "fact-1", "patient-1")
    said = {field.name: field.new for field in change.fields}
    assert (said["kind"], said["payload"], said["true_from"]) == ("ecog", {"value": 0}, "2026-01-01")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_payload_travels(kind: Kind) -> None:
    examples = {Carer: Carer(none=True), Prognosis: Prognosis(amount=3.0, unit="mo")}
    payload = examples.get(PAYLOADS[kind]) or example(PAYLOADS[kind])
    fact = ecog(1, kind=kind, payload=payload)
    assert fact_of(fact_row(fact)) == fact


def example(kind: type[Payload]) -> Payload:
    """A payload with something in every required field."""
    from dataclasses import MISSING, fields

    values = {"str": "é", "int": 3, "bool": True, "date": date(2026, 5, 1), CareHolder.__name__: ""}
    made = {
        field.name: values.get(str(field.type), (("pain", 2.0),))
        for field in fields(kind)
        if field.default is MISSING
    }
    return kind(**made)


def test_every_payload_is_tried() -> None:
    assert set(PAYLOADS.values()) == set(get_args(Payload))
