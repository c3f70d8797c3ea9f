"""What a patient answered, what waits for review and what is due stand on one page, on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mdt_app.domain import checklist
from mdt_app.domain.accounts import Account
from mdt_app.domain.assessments import ECOG, Last, last_answers, last_ecog
from mdt_app.domain.conflicts import conflicts
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import Assessment
from mdt_app.domain.people import Patient
from mdt_app.domain.record import Record
from mdt_app.domain.states import Status
from mdt_app.operations.background import background
from mdt_app.operations.case_rows import Background
from mdt_app.operations.surroundings import surroundings_of
from mdt_app.operations.work import Reader

MEASURED = (Kind.ASSESSMENT, Kind.ECOG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A kept assessment or ECOG, and what stood there before it was corrected, newest first."""

    fact: Fact
    before: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentsView:
    """One patient's measuring: `last` by instrument id and item (ECOG under `ECOG`), `kept` newest first, `drafts`
    that a patient left and nobody reviewed, `due` element ids, `clashes` in sentences, `names` of the accounts."""

    patient: Patient
    on: date
    background: Background
    last: Mapping[str, Mapping[str, Last]]
    kept: tuple[Kept, ...]
    drafts: tuple[Fact, ...]
    due: frozenset[str]
    clashes: tuple[str, ...]
    names: Mapping[str, str]
    record: Record

    @property
    def language(self) -> str:
        """The patient's language, BCP 47, or ""."""
        return self.background.language


@dataclass(frozen=True, slots=True, kw_only=True)
class LastScores:
    """The last answers by instrument and item, and how many drafts wait for review."""

    last: Mapping[str, Mapping[str, Last]]
    waiting: int = 0


def assessments_view(reader: Reader, guidance: Guidance, patient_id: str, on: date) -> AssessmentsView:
    """Raises `Missing`."""
    patient = reader.get(Patient, patient_id)
    reader.log_read(patient.id, "assessments")
    facts = reader.facts([patient.id])[patient.id]
    record = Record(facts, on)
    around = surroundings_of(reader, [patient.id])[patient.id]
    due = [one.id for one in checklist.evaluate(record, guidance, around) if one.status is Status.DUE]
    measured = {fact.id for fact in record.of(*MEASURED)}
    return AssessmentsView(
        patient=patient,
        on=on,
        background=background(record, guidance),
        last=newest(record, guidance),
        kept=tuple(Kept(fact=one, before=_before(one, facts)) for one in reversed(record.of(*MEASURED))),
        drafts=tuple(reversed(record.of(Kind.ASSESSMENT_DRAFT))),
        due=frozenset(due),
        clashes=tuple(
            one.sentence() for one in conflicts(record) if any(fact.id in measured for fact in one.facts)
        ),
        names={one.user: one.name for one in reader.find(Account)},
        record=record,
    )


def newest(record: Record, guidance: Guidance, but_not: str = "") -> dict[str, Mapping[str, Last]]:
    """The last answers to every instrument, ECOG among them."""
    found = {id: last_answers(record, one, but_not) for id, one in guidance.instruments.items()}
    ecog = last_ecog(record, but_not)
    return {**found, ECOG: {ECOG: ecog} if ecog else {}}


def last_scores(reader: Reader, guidance: Guidance, patient_id: str, on: date) -> LastScores:
    """For where only a number or two is asked."""
    record = Record(reader.facts([patient_id])[patient_id], on)
    return LastScores(last=newest(record, guidance), waiting=len(record.of(Kind.ASSESSMENT_DRAFT)))


def _before(fact: Fact, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """What a fact corrects, down to the first; a draft that it was made from is none."""
    by_id = {one.id: one for one in facts}
    found: list[Fact] = []
    one = by_id.get(fact.replaces)
    while one is not None and one.kind is fact.kind and one not in found:
        found.append(one)
        one = by_id.get(one.replaces)
    return tuple(found)


def answers_of(fact: Fact) -> Mapping[str, float | None]:
    """The answers of a kept assessment or draft."""
    return dict(fact.payload.answers) if isinstance(fact.payload, Assessment) else {}
