"""At each level of care a patient has a named holder or an explicit "none yet", and each task its level (Figure 1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.handovers import LEVELS, Handover, Whereabouts, handovers, lead, whereabouts
from mdt_app.domain.holders import holder_facts, holders
from mdt_app.domain.payloads import CareHolder, TreatmentLine
from mdt_app.domain.record import Known, Record
from mdt_app.domain.referrals import courses, under_tertiary_care
from mdt_app.domain.roles import Task

PRIMARY, SECONDARY, TERTIARY = LEVELS
BEREAVEMENT = "bereavement"


class Gaps(StrEnum):
    """What is missing in a care team, the most pressing first."""

    NO_TERTIARY = "no-tertiary"
    NO_PRIMARY = "no-holder"
    NO_SECONDARY = "no-oncologist"
    NO_NIGHT = "no-night-number"
    NO_BEREAVEMENT = "no-bereavement"
    NO_LEAD = "no-lead"
    NO_SETTING = "no-setting"
    NO_CARER_ASKED = "no-carer-asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing missing; `level` is where a holder is to be named, "" where none is, and `task` the task for it."""

    kind: Gaps
    level: str = ""
    task: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A task as it is held on the day: by the `level`, through its holder or, with `own`, somebody named for it alone;
    None is a gap. `detail` says which, where there are several ("docetaxel")."""

    task: Task
    level: str
    holder: CareHolder | None = None
    own: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCare:
    """A level of care of one patient: who holds it and by which fact, how it is reached, and what it holds now.

    `team_numbers` says that a number is the team's own and not its holder's.
    """

    id: str
    holder: CareHolder | None = None
    fact: Fact | None = None
    leads: bool = False
    day_phone: str = ""
    night_phone: str = ""
    team_numbers: bool = False
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CareTeam:
    """Figure 1 for one patient on one day. `levels` go from primary to tertiary; `led_by` is "" where no lead is on
    record; `tertiary` says that the palliative team has begun."""

    levels: tuple[LevelCare, ...]
    led_by: str
    place: Whereabouts | None
    handovers: tuple[Handover, ...]
    tertiary: bool
    gaps: tuple[Gap, ...]

    def level(self, id: str) -> LevelCare:
        """A level by its id."""
        return next(one for one in self.levels if one.id == id)

    @property
    def open_handovers(self) -> tuple[Handover, ...]:
        """Those that nobody confirmed, the oldest first."""
        return tuple(one for one in reversed(self.handovers) if one.open)


def care_team(record: Record, guidance: Guidance, surroundings: Surroundings) -> CareTeam:
    """Who holds which task at each level, where, and what is missing."""
    leading = "" if record.is_dead else lead(record)[0]
    place = whereabouts(record, guidance)
    tertiary = leading == TERTIARY or under_tertiary_care(record)
    duties = tuple(_duties(record, guidance, place, tertiary))
    levels = tuple(_level(record, id, leading, surroundings, duties) for id in LEVELS)
    return CareTeam(
        levels=levels,
        led_by=leading,
        place=place,
        handovers=handovers(record),
        tertiary=tertiary,
        gaps=tuple(_gaps(record, levels, duties, leading, place, tertiary)),
    )


def gaps(record: Record, guidance: Guidance, surroundings: Surroundings) -> tuple[Gap, ...]:
    """What is missing in a patient's care team."""
    return care_team(record, guidance, surroundings).gaps


def _level(
    record: Record, id: str, leading: str, surroundings: Surroundings, duties: tuple[Duty, ...]
) -> LevelCare:
    """The oncology team is also reached at its board's numbers."""
    fact, holder = holder_facts(record).get(id), holders(record).get(id)
    day, night = (holder.phone, holder.night_phone) if holder else ("", "")
    own = id == SECONDARY
    team_day = surroundings.day_phone if own and not day else ""
    team_night = surroundings.night_phone if own and not night else ""
    return LevelCare(
        id=id,
        holder=holder,
        fact=fact,
        leads=leading == id,
        day_phone=day or team_day,
        night_phone=night or team_night,
        team_numbers=bool(team_day or team_night),
        duties=tuple(one for one in duties if one.level == id),
    )


def _duties(record: Record, guidance: Guidance, place: Whereabouts | None, tertiary: bool) -> Iterator[Duty]:
    named = holders(record)
    for task in guidance.roles.tasks:
        if (record.is_dead and not task.in_grief) or (task.id == "complex" and not tertiary):
            continue
        level, detail = _held_by(task, place, tertiary), ""
        if task.per_treatment:
            detail = _treatment(record)
            if not detail:
                continue
        own = {one: fact for one, fact in holder_facts(record, task.id).items() if one in LEVELS}
        if own:
            level, fact = max(own.items(), key=lambda pair: (pair[1].true_from, pair[1].recorded_at))
            assert isinstance(fact.payload, CareHolder)
            yield Duty(task=task, level=level, holder=fact.payload, own=True, detail=detail)
        else:
            yield Duty(task=task, level=level, holder=named.get(level), detail=detail)


def _held_by(task: Task, place: Whereabouts | None, tertiary: bool) -> str:
    if tertiary and task.with_tertiary != task.level:
        return task.with_tertiary
    return task.where.get(place.setting.id, task.level) if place else task.level


def _treatment(record: Record) -> str:
    """The newest line of treatment that still stands, in words; "" where none does."""
    lines = [fact for fact in record.of(Kind.TREATMENT_LINE) if record.stands(fact)]
    newest = lines[-1].payload if lines else None
    return (newest.text or newest.kind) if isinstance(newest, TreatmentLine) else ""


def _gaps(
    record: Record,
    levels: tuple[LevelCare, ...],
    duties: tuple[Duty, ...],
    leading: str,
    place: Whereabouts | None,
    tertiary: bool,
) -> Iterator[Gap]:
    grieving = [one for one in duties if one.task.id == BEREAVEMENT and one.holder is None]
    grief = [Gap(kind=Gaps.NO_BEREAVEMENT, level=one.level, task=one.task.id) for one in grieving]
    if record.is_dead:
        yield from grief
        return
    held = {one.id for one in levels if one.holder is not None}
    if TERTIARY not in held and (tertiary or _is_referred(record)):
        yield Gap(kind=Gaps.NO_TERTIARY, level=TERTIARY)
    if PRIMARY not in held:
        yield Gap(kind=Gaps.NO_PRIMARY, level=PRIMARY)
    if SECONDARY not in held:
        yield Gap(kind=Gaps.NO_SECONDARY, level=SECONDARY)
    if not any(one.night_phone for one in levels):
        yield Gap(kind=Gaps.NO_NIGHT, level=leading or SECONDARY)
    if record.advanced.known is Known.YES or record.answer(Kind.END_OF_LIFE_PHASE):
        yield from grief
    if not leading:
        yield Gap(kind=Gaps.NO_LEAD)
    if place is None:
        yield Gap(kind=Gaps.NO_SETTING)
    if record.carers is None:
        yield Gap(kind=Gaps.NO_CARER_ASKED)


def _is_referred(record: Record) -> bool:
    found = courses(record)
    return bool(found) and not found[-1].refused
