"""A record looked at as known before an import says which of its statements that leaves out, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from operations.kit import Team

from mdt_app.domain.facts import Kind
from mdt_app.domain.incoming import IncomingFact, IncomingPatient
from mdt_app.domain.payloads import Event, Score
from mdt_app.domain.record import Record
from mdt_app.operations.facts import MarkElement
from mdt_app.operations.importing import ImportPatient, import_patient
from mdt_app.operations.read_in import ReadIn, read_in

OCTOBER = date(2026, 10, 1)
DATED = IncomingFact(
    kind=Kind.PROGRESSION, payload=Event(), true_from=date(2026, 3, 2), origin="Observation/1",
    recorded_on=date(2026, 3, 4),
)  # fmt: skip
UNDATED = IncomingFact(
    kind=Kind.ECOG, payload=Score(value=2), true_from=date(2026, 3, 2), origin="Observation/2"
)
AGAIN = replace(UNDATED, true_from=date(2026, 4, 2), origin="Observation/3")
ONE = IncomingPatient(family="Maes", birth_date=date(1951, 3, 12), identifiers=(("urn:x", "1"),))


def take(team: Team, *facts: IncomingFact) -> str:
    command = team.command(ImportPatient, source="file.json")
    return import_patient(command, replace(ONE, facts=facts), team.database.open_work).patient_id


def asked(team: Team, patient: str, known_on: date | None) -> ReadIn | None:
    with team.database.reader() as reader:
        return read_in(reader, patient, known_on)


def test_what_bears_no_recording_day_is_counted_and_counts_from_the_import(both: Team) -> None:
    patient = take(both, DATED, UNDATED, AGAIN)
    day = OCTOBER - timedelta(days=1)
    assert asked(both, patient, day) == ReadIn(first=OCTOBER, last=OCTOBER, statements=3, undated=2)
    with both.database.reader() as reader:
        known = Record(reader.facts([patient])[patient], OCTOBER, day)
    assert [one.kind for one in known.of(*Kind)] == [Kind.PROGRESSION]


def test_nothing_is_said_on_the_day_of_the_import_later_or_where_no_day_is_asked(both: Team) -> None:
    patient = take(both, DATED, UNDATED)
    for day in (OCTOBER, OCTOBER + timedelta(days=9), None):
        assert asked(both, patient, day) is None


def test_nothing_is_said_where_every_statement_bears_its_day_or_was_made_here(both: Team) -> None:
    patient = take(both, DATED)
    both.act(MarkElement, patient_id=patient, element="PSY-1", status="done")
    assert asked(both, patient, date(2026, 5, 1)) is None


def test_what_its_source_recorded_after_the_day_is_not_counted_as_undated(both: Team) -> None:
    patient = take(both, DATED, UNDATED)
    found = asked(both, patient, date(2026, 3, 3))
    assert found is not None
    assert (found.statements, found.undated) == (2, 1)


def test_of_two_imports_the_one_before_the_day_is_known_and_the_other_is_told(both: Team) -> None:
    patient = take(both, UNDATED)
    both.clock += timedelta(days=20)
    take(both, UNDATED, AGAIN)
    later = OCTOBER + timedelta(days=20)
    assert asked(both, patient, later) is None
    assert asked(both, patient, OCTOBER) == ReadIn(first=later, last=later, statements=2, undated=1)
    found = asked(both, patient, date(2026, 9, 1))
    assert found == ReadIn(first=OCTOBER, last=later, statements=2, undated=2)


def test_a_statement_that_its_file_took_back_is_none(both: Team) -> None:
    patient = take(both, UNDATED, AGAIN)
    both.clock = datetime.combine(OCTOBER, both.clock.timetz()) + timedelta(days=1)
    take(both, replace(UNDATED, payload=Score(value=3)), AGAIN)
    found = asked(both, patient, date(2026, 9, 1))
    assert found is not None
    assert (found.statements, found.undated) == (2, 2)


def test_the_sentence_says_how_many_of_how_many() -> None:
    day = date(2026, 11, 23)
    assert ReadIn(first=day, last=day, statements=86, undated=41).sentence() == (
        "Read in on 2026-11-23. Of this patient's 86 statements 41 bear no recording day of their own and count as "
        "known from then."
    )
    one = ReadIn(first=date(2026, 10, 1), last=day, statements=2, undated=1).sentence()
    assert one.startswith("Read in from 2026-10-01 to 2026-11-23. Of this patient's 2 statements 1 bears no ")
