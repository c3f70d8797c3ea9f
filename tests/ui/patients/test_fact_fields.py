"""Every part of a fact can be corrected, or is left out of the form on purpose."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mdt_app.domain import payloads
from mdt_app.domain.facts import PAYLOADS, Fact, Kind
from mdt_app.domain.payloads import Payload
from mdt_app.ui.patients.fact_fields import parts_of
from mdt_app.ui.patients.mending import ANSWERS

OWN_FORMS = {Kind.ASSESSMENT, Kind.ASSESSMENT_DRAFT, Kind.ACP, Kind.CARE_HOLDER, Kind.CARER, Kind.TRANSITION}
OF_A_CODE = {"system"}
LEFT: dict[Kind, set[str]] = {
    Kind.DIAGNOSIS: OF_A_CODE | {"concept", "distant"},
    Kind.METASTASIS: OF_A_CODE | {"concept", "morphology"},
    Kind.PROBLEM: OF_A_CODE | {"laterality", "morphology", "distant"},
    Kind.MEASUREMENT: OF_A_CODE | {"group"},
    Kind.SDM: {"step"},
    Kind.OPTION: {"untreated"},
}
EMPTY: dict[str, Any] = {
    "str": "", "float | None": None, "date | None": None, "bool": False, "int": 1, "date": date(2026, 9, 1),
    "tuple[tuple[str, float | None], ...]": (), "tuple[str, ...]": (),
}  # fmt: skip


def example(kind: Kind) -> Payload:
    said = {one.name: EMPTY[str(one.type)] for one in fields(PAYLOADS[kind])}
    return PAYLOADS[kind](**{**said, "carer": "Jan"} if PAYLOADS[kind] is payloads.Answer else said)


@pytest.mark.parametrize("kind", sorted(set(Kind) - ANSWERS - OWN_FORMS))
def test_every_part_of_a_fact_is_asked_for_or_left_out_on_purpose(kind: Kind) -> None:
    fact = Fact(
        id="1", patient_id="p", kind=kind, payload=example(kind), true_from=date(2026, 9, 1),
        recorded_at=datetime(2026, 9, 1, tzinfo=UTC), recorded_by="a",
    )  # fmt: skip
    asked = {one.name for one in parts_of(fact)}
    given = {one.name for one in fields(fact.payload)}
    left = LEFT.get(kind, OF_A_CODE & given)
    assert asked
    assert asked | left == given
    assert not asked & left
