"""What a move does, and whom a plan does not meet, is said as fully as there is room, and never cut in a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from mdt_app.domain.planning_day import DayPlan, WishKind
from mdt_app.domain.planning_effect import Change, Effect
from mdt_app.operations.hand_order import Standing
from mdt_app.ui.planning.words import Naming, listed, tr


class Fullness(IntEnum):
    """How much is said of people: with their times, by name, or how many."""

    TIMES = 0
    NAMES = 1
    COUNTS = 2


def unmet(standing: Standing, plan: DayPlan) -> tuple[str, ...]:
    """Which wishes a plan does not keep, the fullest words first; nothing where it keeps them all."""
    names, people = Naming(standing), _unmet_people(plan)
    cases = _cases(names, standing, plan)
    return _ways([part for part in (_not_met(names, people, how), *cases) if part] for how in Fullness)


def hurt(standing: Standing, effect: Effect) -> tuple[str, ...]:
    """Whom a move hurts, the worst first, and who is not met after it as before; the fullest words first. Nothing
    where nobody is hurt and everybody is met."""
    names, missed = Naming(standing), [one.person_id for one in effect.changes if one.misses]
    cases = _cases(names, standing, effect.plan)
    still = [id for id in _unmet_people(effect.plan) if id not in missed]
    waiting = [one for one in effect.changes if one.after > one.before and one.outside and not one.misses]

    def said(how: Fullness) -> list[str]:
        waits = _some_longer(waiting) if missed or how == Fullness.COUNTS else _longer(waiting)
        parts = (_not_met(names, missed, how), waits, *cases, _still(names, still, how))
        return [part for part in parts if part]

    return _ways(said(how) for how in Fullness)


def waits_longer(effect: Effect) -> bool:
    """Whether anybody from outside waits longer."""
    return any(one.outside and one.after > one.before for one in effect.changes)


def reached(standing: Standing, effect: Effect) -> str:
    """ "Dr Benali is reached (13:12-13:30)": who is newly within his times, "" for nobody."""
    names = Naming(standing)
    found = [one for one in effect.changes if one.reaches]
    if len(found) == 1:
        comes = names.comes(found[0].person_id)
        said = tr("{person} is reached ({times})") if comes else tr("{person} is reached")
        return said.format(person=found[0].name, times=comes)
    return tr("{count} people are reached").format(count=len(found)) if found else ""


def in_full(standing: Standing, effect: Effect) -> str:
    """One line for each person whom a move concerns: minutes before and after, and when he can come."""
    names = Naming(standing)
    lines = []
    for one in effect.changes:
        said = tr("{person}: waits {after} min instead of {before}").format(
            person=one.name, after=one.after, before=one.before
        )
        if one.misses:
            said += tr("; not met, {window}").format(window=names.window(one.person_id))
        if one.reaches:
            said += tr("; reached")
        lines.append(said)
    told = {one.person_id for one in effect.changes if one.misses}
    for id in _unmet_people(effect.plan):
        if id not in told:
            window = names.window(id)
            lines.append(
                tr("{person}: not met as before, {window}").format(person=names.person(id), window=window)
            )
    return "\n".join(lines)


def _ways(said: Iterable[Sequence[str]]) -> tuple[str, ...]:
    found = ("; ".join(parts) for parts in said)
    return tuple(dict.fromkeys(f"{one[:1].upper()}{one[1:]}" for one in found if one))


def _unmet_people(plan: DayPlan) -> list[str]:
    return list(dict.fromkeys(one.person_id for one in plan.unmet if one.kind == WishKind.WINDOW))


def _not_met(names: Naming, people: Sequence[str], how: Fullness) -> str:
    if not people:
        return ""
    if how == Fullness.COUNTS:
        return (
            tr("1 person is not met")
            if len(people) == 1
            else tr("{count} people are not met").format(count=len(people))
        )
    if len(people) > 1:
        return tr("{count} people are not met: {names}").format(
            count=len(people), names=listed(map(names.person, people))
        )
    if how == Fullness.NAMES:
        return tr("{person} is not met").format(person=names.person(people[0]))
    return tr("{person} is not met ({times})").format(
        person=names.person(people[0]), times=names.comes(people[0]) or tr("in another meeting")
    )


def _still(names: Naming, people: Sequence[str], how: Fullness) -> str:
    if not people:
        return ""
    if how == Fullness.COUNTS:
        return tr("{count} not met, as before").format(count=len(people))
    said = listed(map(names.person, people))
    times = names.comes(people[0]) if how == Fullness.TIMES and len(people) == 1 else ""
    if times:
        return tr("still not met: {names} ({times})").format(names=said, times=times)
    return tr("still not met: {names}").format(names=said)


def _cases(names: Naming, standing: Standing, plan: DayPlan) -> list[str]:
    """The cases that end too late, and urgent ones that others come before."""
    late = [one for one in plan.unmet if one.kind == WishKind.END]
    parts = []
    if late:
        said = tr("1 case ends after {time}") if len(late) == 1 else tr("{count} cases end after {time}")
        parts.append(said.format(count=len(late), time=names.clock(standing.day.ends_at)))
    overtaken = [names.case(one.case_id) for one in plan.unmet if one.kind == WishKind.URGENCY]
    if len(overtaken) == 1:
        parts.append(tr("{case} does not come first").format(case=overtaken[0]))
    elif overtaken:
        parts.append(tr("{count} urgent cases do not come first").format(count=len(overtaken)))
    return parts


def _longer(waiting: Sequence[Change]) -> str:
    if not waiting:
        return ""
    if len(waiting) == 1:
        one = waiting[0]
        return tr("{person} waits {after} min instead of {before}").format(
            person=one.name, after=one.after, before=one.before
        )
    more, most = max(one.after - one.before for one in waiting), max(one.after for one in waiting)
    return tr("{count} people wait up to {more} min longer, at most {most}").format(
        count=len(waiting), more=more, most=most
    )


def _some_longer(waiting: Sequence[Change]) -> str:
    if not waiting:
        return ""
    said = tr("1 waits longer") if len(waiting) == 1 else tr("{count} wait longer")
    return said.format(count=len(waiting))
