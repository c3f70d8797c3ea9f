"""The picture of a patient at a glance is of the patient alone."""

from __future__ import annotations

from domain.histories import carer_score, distress, guidance, record

from mdt_app.operations.background import trends


def test_a_carers_distress_is_not_drawn_as_the_patients() -> None:
    found = trends(record("2026-10-14", distress("2026-08-01", 2), carer_score("2026-09-01", 9)), guidance())
    assert [one.points for one in found] == [((record("2026-08-01").on, 2),)]
    assert not trends(record("2026-10-14", carer_score("2026-09-01", 9)), guidance())
