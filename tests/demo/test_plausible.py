"""Whoever reads the demo as a doctor finds nothing that cannot be: no unit, sequence, kinship or strength."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeVar

import pytest

from mdt_app.demo.directory import EVERYONE
from mdt_app.demo.fill import commands
from mdt_app.demo.plain_words import PLAIN
from mdt_app.demo.profile import Profile
from mdt_app.demo.programme import CASES
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Carer, Measurement, Medication, Prognosis, Score, TreatmentLine
from mdt_app.operations.agenda import MakeBoard
from mdt_app.operations.commands import Command
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.people import AddPatient
from mdt_app.operations.requests import SendRequest

TODAY = date(2026, 11, 23)
PROFILES = [one for profiles in CASES.values() for one in profiles]
EVERY = pytest.mark.parametrize("profile", PROFILES, ids=lambda one: one.key)
NO_MORE = "No new cancer treatment now."
C = TypeVar("C", bound=Command)


@pytest.fixture(scope="module")
def planned() -> tuple[Command, ...]:
    return commands(today=TODAY, note_update=str.encode, patients=48, seed=1)


def only(planned: tuple[Command, ...], kind: type[C]) -> list[C]:
    return [one for one in planned if isinstance(one, kind)]


def lines(profile: Profile, *kinds: str) -> Iterator[TreatmentLine]:
    for then in profile.then:
        if isinstance(then.payload, TreatmentLine) and then.payload.kind in kinds:
            yield then.payload


def test_every_boards_cover_by_day_and_night_was_reviewed_this_year(planned: tuple[Command, ...]) -> None:
    made = only(planned, MakeBoard)
    newest = {one.board_id: one for one in made}
    for one in newest.values():
        assert one.letterhead.cover_reviewed is not None
        assert one.letterhead.cover_reviewed > TODAY - timedelta(days=365), one.name
    for one in made:
        reviewed = one.letterhead.cover_reviewed
        assert reviewed is not None
        assert reviewed <= one.at.date(), "nobody reviews tomorrow"


def test_bilirubin_is_given_as_belgian_laboratories_give_it(planned: tuple[Command, ...]) -> None:
    found = [one.payload for one in only(planned, RecordFact) if isinstance(one.payload, Measurement)]
    units = {one.name: one.unit for one in found}
    assert {unit for name, unit in units.items() if name.startswith("Bilirubin")} == {"mg/dL"}


def test_a_carer_is_somebody_else_and_old_enough(planned: tuple[Command, ...]) -> None:
    patients = {one.patient_id: one for one in only(planned, AddPatient)}
    for one in only(planned, RecordFact):
        if not isinstance(one.payload, Carer) or one.payload.none:
            continue
        patient = patients[one.patient_id]
        assert one.payload.name != f"{patient.given} {patient.family}"
        born = patient.birth_date
        assert born is not None
        if one.payload.relation in ("son", "daughter"):
            assert TODAY.year - born.year >= 55, one.payload.name


def test_nobody_is_asked_about_who_is_much_stronger_on_paper(planned: tuple[Command, ...]) -> None:
    ecog = {
        one.patient_id: one.payload.value
        for one in only(planned, RecordFact)
        if one.kind is Kind.ECOG and isinstance(one.payload, Score)
    }
    for one in only(planned, SendRequest):
        if one.ecog is not None:
            assert abs(one.ecog - ecog[one.patient_id]) <= 1, one.question


def test_an_estimate_that_was_told_has_the_words(planned: tuple[Command, ...]) -> None:
    told = [one.payload for one in only(planned, RecordFact) if isinstance(one.payload, Prognosis)]
    assert all(one.told_words for one in told if one.told == "yes")


@EVERY
def test_what_was_looked_at_after_an_operation_was_operated_on(profile: Profile) -> None:
    if any(one.prefix == "p" for one in profile.stage):
        assert list(lines(profile, "surgery"))


@EVERY
def test_no_medicine_was_changed_for_the_cancer_before_it_was_found(profile: Profile) -> None:
    changed = [then for then in profile.then if isinstance(then.payload, Medication) and then.payload.change]
    assert all(then.days <= profile.since for then in changed)


@EVERY
def test_cancer_treatment_ends_for_the_patient_only_where_the_board_plans_none(profile: Profile) -> None:
    kinds = {advice.kind for advice in profile.talk.advice}
    if profile.talk.plain and NO_MORE in PLAIN[profile.talk.plain]["plain_short"]:
        assert not kinds & {"systemic", "surgery", "radiotherapy"}
        assert any(then.kind == Kind.PROGRESSION for then in profile.then), (
            "the letter says that it has grown"
        )


@EVERY
def test_only_who_knows_the_patients_wishes_talks_of_an_emergency(profile: Profile) -> None:
    """The first talk of a decision is the one on wishes: no psychologist, and no talk on side effects."""
    for talk in (profile.talk, *([profile.earlier] if profile.earlier else [])):
        who = [advice.who for advice in talk.advice if advice.kind == "talk"]
        assert not {"psy", "rt", "surg-gi", "nurse-gi", "nurse-breast"} & set(who)
        assert set(who) <= {*EVERYONE, "gp", "chair"}
