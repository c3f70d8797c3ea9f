"""Who cares for a patient, what is handed over, how a referral goes on, and the carers: read for one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from mdt_app.domain.carers import BEREAVEMENT, CarerState, carers
from mdt_app.domain.careteam import CareTeam, care_team
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.reaching import Reached, brought_up, reached
from mdt_app.domain.record import Record
from mdt_app.domain.referrals import Course, courses
from mdt_app.domain.states import ElementState
from mdt_app.operations.directory_numbers import numbers_of_holders
from mdt_app.operations.surroundings import surroundings_of
from mdt_app.operations.work import Reader

COVER = "EOL-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """The care around a patient on a day: `carers` is None where nobody was asked, `grief` and `cover` are the
    elements CAR-5 and EOL-1; `reached` says for each level that is held which number counts, and what differs."""

    on: date
    team: CareTeam
    courses: tuple[Course, ...]
    carers: tuple[CarerState, ...] | None
    grief: ElementState
    cover: ElementState
    dead: date | None = None
    reached: Mapping[str, Reached] = field(default_factory=dict)


def read_care(
    reader: Reader, guidance: Guidance, patient_id: str, record: Record, elements: Iterable[ElementState]
) -> Care:
    """The care of a patient on the record's day; `elements` are the 28 on that day, the record as it was written."""
    around = surroundings_of(reader, [patient_id], record.known_on)[patient_id]
    directory = numbers_of_holders(reader, record.facts, record.known_on or record.on)
    now = replace(record, facts=brought_up(record.facts, directory))
    states = {one.id: one for one in elements}
    return Care(
        on=record.on,
        team=care_team(now, guidance, around),
        courses=courses(record),
        carers=carers(record, guidance),
        grief=states[BEREAVEMENT],
        cover=states[COVER],
        dead=record.death.true_from if record.death else None,
        reached=reached(record, directory),
    )
