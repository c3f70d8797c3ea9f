"""The case itself says whom it calls to the table, and by which fact (clinical-model section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mdt_app.domain.agenda import CallRule, Membership
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.holders import holder_facts, holders
from mdt_app.domain.payloads import CareHolder, Planned
from mdt_app.domain.people import CareLevel, Person
from mdt_app.domain.record import Record
from mdt_app.domain.referrals import under_tertiary_care
from mdt_app.domain.states import CriterionState, CriterionStatus

PRIMARY, SECONDARY, TERTIARY = CareLevel.PRIMARY.value, CareLevel.SECONDARY.value, CareLevel.TERTIARY.value
GOING_HOME = (Kind.PROGRESSION, Kind.DISCHARGE_HOME_PLANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Someone to be at the table: `name` is "" where nobody holds that level yet, `person_id` where he is not in the
    directory. `facts` are (kind, ISO date), the newest first."""

    level: str
    name: str
    person_id: str
    why: str
    facts: tuple[tuple[str, str], ...] = ()
    discipline: str = ""


def calls(
    record: Record,
    criteria: Iterable[CriterionState],
    rules: Iterable[CallRule] = (),
    seats: Iterable[Membership] = (),
    people: Mapping[str, Person] | None = None,
) -> tuple[Call, ...]:
    """Whom a case calls, each person once: the GP and home care after progression or before going home since the last
    decision, the oncologist in charge, the palliative team when a criterion is suggested or it is already involved,
    and whom the board's own rules name (`seats` and `people` say who that is). Nobody after death."""
    if record.is_dead:
        return ()
    suggested = [one for one in criteria if one.state == CriterionStatus.SUGGESTED]
    known, seated = people or {}, tuple(seats)
    found = [*_home(record), *_oncologist(record), *_palliative(record, suggested, seated, known)]
    found += _by_rule(record, suggested, tuple(rules), seated, known)
    return _each_once(found)


def _home(record: Record) -> Iterator[Call]:
    """The GP, with or without a name, and whoever else holds a task at home."""
    reasons = _of_home(record)
    if not reasons:
        return
    why, facts = ", ".join(_said(one) for one in reasons), _named(reasons)
    gp = holders(record).get(PRIMARY)
    yield _called(PRIMARY, gp, why, facts)
    for fact in _task_holders(record, PRIMARY):
        holder = fact.payload
        assert isinstance(holder, CareHolder)
        if gp is None or (holder.person_id or holder.name) != (gp.person_id or gp.name):
            yield _called(PRIMARY, holder, why, facts)


def _of_home(record: Record) -> list[Fact]:
    """The newest progression and the newest planned discharge since the last decision, the newer one first."""
    found = [_newest(_since_decision(record, kind)) for kind in GOING_HOME]
    return sorted((one for one in found if one is not None), key=lambda one: one.true_from, reverse=True)


def _since_decision(record: Record, kind: Kind) -> list[Fact]:
    decided = record.of(Kind.DECISION)
    since = decided[-1].true_from if decided else None
    return [one for one in record.of(kind) if since is None or one.true_from > since]


def _newest(facts: list[Fact]) -> Fact | None:
    return facts[-1] if facts else None


def _said(fact: Fact) -> str:
    if fact.kind == Kind.PROGRESSION:
        return f"progression {fact.true_from:%d-%m-%Y}"
    day = fact.payload.day if isinstance(fact.payload, Planned) else fact.true_from
    return f"goes home {day:%d-%m-%Y}"


def _task_holders(record: Record, level: str) -> list[Fact]:
    """The facts that name the holders of single tasks at a level, each task's newest."""
    tasks = {
        one.payload.task: None
        for one in record.of(Kind.CARE_HOLDER)
        if isinstance(one.payload, CareHolder) and one.payload.task
    }
    found = (holder_facts(record, task).get(level) for task in tasks)
    return [one for one in found if one is not None]


def _oncologist(record: Record) -> Iterator[Call]:
    fact = holder_facts(record).get(SECONDARY)
    if fact is not None:
        yield _called(SECONDARY, fact.payload, "in charge", _named([fact]))


def _palliative(
    record: Record,
    suggested: list[CriterionState],
    seats: tuple[Membership, ...],
    people: Mapping[str, Person],
) -> Iterator[Call]:
    """The patient's own team where one is named; before that, whoever of the board is of the palliative team."""
    holder = holder_facts(record).get(TERTIARY)
    if suggested:
        why, facts = f"criterion {_ids(suggested)}", _evidence(suggested)
    elif holder is not None:
        why, facts = "already involved", _named([holder])
    elif under_tertiary_care(record):
        why, facts = "already involved", _named(_involving(record))
    else:
        return
    team = [people[one.person_id] for one in seats if one.level == TERTIARY and one.person_id in people]
    if holder is not None or not team:
        yield _called(TERTIARY, holder.payload if holder is not None else None, why, facts)
        return
    for one in team:
        yield Call(
            level=TERTIARY, name=one.name, person_id=one.id, why=why, facts=facts, discipline=one.discipline
        )


def _involving(record: Record) -> list[Fact]:
    """What says that the team has begun: its newest first contact, else the newest word on a criterion."""
    contacts = record.of(Kind.REFERRAL_FIRST_CONTACT)
    return list(contacts or record.of(Kind.CRITERION))[-1:]


def _ids(suggested: list[CriterionState]) -> str:
    return ", ".join(one.id for one in suggested)


def _evidence(suggested: list[CriterionState]) -> tuple[tuple[str, str], ...]:
    return tuple((one.kind, one.date.isoformat()) for state in suggested for one in state.facts)


def _by_rule(
    record: Record,
    suggested: list[CriterionState],
    rules: tuple[CallRule, ...],
    seats: tuple[Membership, ...],
    people: Mapping[str, Person],
) -> Iterator[Call]:
    for rule in rules:
        when = _when(record, suggested, rule.when)
        if when is None:
            continue
        words, facts = when
        why = f"board rule, {words}" if words else "board rule"
        ids = [rule.person_id] if rule.person_id else [
            one.person_id for one in seats if one.discipline == rule.discipline
        ]  # fmt: skip
        found = [people[id] for id in ids if id in people]
        for person in found:
            yield Call(
                level=_level_of(person, seats), name=person.name, person_id=person.id, why=why, facts=facts,
                discipline=person.discipline,
            )  # fmt: skip
        if not found:
            yield Call(level="", name="", person_id="", why=why, facts=facts, discipline=rule.discipline)


def _level_of(person: Person, seats: tuple[Membership, ...]) -> str:
    seat = next((one for one in seats if one.person_id == person.id), None)
    return seat.level if seat is not None and seat.level else person.level


def _when(
    record: Record, suggested: list[CriterionState], when: str
) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Why a rule holds for this case and by which facts; None where it does not."""
    if not when:
        return "", ()
    if when == "criterion":
        return (f"criterion {_ids(suggested)}", _evidence(suggested)) if suggested else None
    fact = _trigger(record, when)
    if fact is None:
        return None
    words = {"advanced": "advanced disease", "request": "the patient asks"}.get(when) or _said(fact)
    return words, _named([fact])


def _trigger(record: Record, when: str) -> Fact | None:
    """The fact on which a rule of that kind rests, None where there is none."""
    if when == "progression":
        return _newest(_since_decision(record, Kind.PROGRESSION))
    if when == "discharge":
        return _newest(_since_decision(record, Kind.DISCHARGE_HOME_PLANNED))
    if when == "advanced":
        return record.advanced.since
    asked = when == "request" and record.answer(Kind.PATIENT_REQUEST)
    return record.newest(Kind.PATIENT_REQUEST) if asked else None


def _called(level: str, holder: object, why: str, facts: tuple[tuple[str, str], ...]) -> Call:
    known = holder if isinstance(holder, CareHolder) else None
    return Call(
        level=level,
        name=known.name if known else "",
        person_id=known.person_id if known else "",
        why=why,
        facts=facts,
        discipline=known.role if known else "",
    )


def _named(facts: list[Fact]) -> tuple[tuple[str, str], ...]:
    return tuple((one.kind.value, one.true_from.isoformat()) for one in facts)


def _each_once(found: list[Call]) -> tuple[Call, ...]:
    """Two reasons for one person are one call with both; nobodies are told apart by level and discipline."""
    merged: dict[tuple[str, ...], Call] = {}
    for one in found:
        key = (
            (one.person_id,) if one.person_id else (one.level, one.name, "" if one.level else one.discipline)
        )
        known = merged.get(key)
        if known is None:
            merged[key] = one
        else:
            facts = (*known.facts, *(fact for fact in one.facts if fact not in known.facts))
            merged[key] = replace(known, why=f"{known.why}; {one.why}", facts=facts)
    return tuple(merged.values())
