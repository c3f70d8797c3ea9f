"""A letter and the patient's page give one number, and no older one than the directory's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from operations.kit import Team, press
from operations.letters_kit import Decided, decided, set_field

from mdt_app.application import load_guidance
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.named import holder_of
from mdt_app.domain.payloads import CareHolder
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.views import patient_view

NEW = "0471 23 45 67"


@pytest.fixture
def case(both: Team) -> Decided:
    """A decided case whose GP was named with the number that the directory had then."""
    made = decided(both)
    payload = CareHolder(
        level="primary", name="Dr. Lieve De Gp", person_id=made.gp_id, role="gp", phone="011 22 33 44",
        night_phone="011 00 00 00",
    )  # fmt: skip
    name(made, payload)
    return made


def name(case: Decided, payload: CareHolder) -> None:
    case.team.act(
        RecordFact, fact_id=new_id(), patient_id=case.patient_id, kind=Kind.CARE_HOLDER, payload=payload,
        true_from=case.team.clock.date(),
    )  # fmt: skip


def printed(case: Decided) -> str:
    """The number that the letters print for the GP."""
    found = holder_of(case.record(), "primary")
    assert found is not None
    return found.phone


def shown(case: Decided) -> CareHolder:
    """Whom the patient's page shows."""
    with case.team.database.reader() as reader:
        view = patient_view(reader, load_guidance(), case.patient_id, case.team.clock.date())
    return view.background.holders["primary"]


def test_a_number_changed_in_the_directory_is_printed_and_shown(case: Decided) -> None:
    assert (printed(case), shown(case).phone) == ("011 22 33 44",) * 2
    seen = press().fingerprint(case.record(), case.letter())
    set_field(case.team, "person", case.gp_id, "phone", NEW)
    assert (printed(case), shown(case).phone) == (NEW, NEW)
    assert press().fingerprint(case.record(), case.letter()) != seen


def test_a_number_taken_out_of_the_directory_is_given_by_nobody(case: Decided) -> None:
    set_field(case.team, "person", case.gp_id, "phone", "")
    assert (printed(case), shown(case).phone) == ("", "")


def test_a_number_given_with_the_holder_after_the_directory_was_written_counts(case: Decided) -> None:
    set_field(case.team, "person", case.gp_id, "phone", NEW)
    case.team.clock += timedelta(days=1)
    own = CareHolder(level="primary", name="Dr. Lieve De Gp", person_id=case.gp_id, phone="0499 00 00 00")
    name(case, own)
    assert (printed(case), shown(case).phone) == ("0499 00 00 00",) * 2


def test_on_a_past_day_the_page_shows_the_number_of_that_day(case: Decided) -> None:
    day = case.team.clock.date()
    case.team.clock += timedelta(days=3)
    set_field(case.team, "person", case.gp_id, "phone", NEW)
    with case.team.database.reader() as reader:
        view = patient_view(reader, load_guidance(), case.patient_id, day)
    assert view.background.holders["primary"].phone == "011 22 33 44"
    assert shown(case).phone == NEW
