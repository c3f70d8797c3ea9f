"""What a plan keeps and what collides is said in sentences with the names that a coordinator knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.planning_day import Wish, WishKind
from mdt_app.domain.when import windows_text
from mdt_app.operations.clashes import Clash
from mdt_app.operations.hand_order import Standing
from mdt_app.operations.planning_wishes import Proposed, proposals

SHOWN_NAMES = 3


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("planning", text)


class Naming:
    """The names of a standing's cases and people, and its times of day."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._cases = {row.listing.id: row.patient.name for row in standing.view.agenda.rows}
        self._people = {one.id: one for one in standing.day.people}
        self._proposed: dict[str, list[Proposed]] = {}
        for one in proposals(standing.view.agenda):
            self._proposed.setdefault(one.person_id, []).append(one)

    def case(self, id: str) -> str:
        return self._cases.get(id, "")

    def person(self, id: str) -> str:
        return self._people[id].name if id in self._people else ""

    def clock(self, at: datetime) -> str:
        """A time of day at the board's place."""
        return f"{at.astimezone(self._standing.day.starts_at.tzinfo):%H:%M}"

    def comes(self, id: str) -> str:
        """When somebody can come, as he said it, or which time he proposed; "" for any time."""
        given = self._standing.view.wishes.given.get(id)
        if not (given and given.windows) and id in self._proposed:
            return self.proposed(id)
        person = self._people.get(id)
        return windows_text(person.windows, self._standing.view.hours) if person else ""

    def proposed(self, id: str) -> str:
        """ "proposed 13:40"; "" for who proposed no other time."""
        times = [self.rather(one) for one in self._proposed.get(id, ())]
        return tr("proposed {times}").format(times=", ".join(times)) if times else ""

    def rather(self, one: Proposed) -> str:
        """A proposed time of day, or his words for it."""
        if one.window is not None:
            return self.clock(one.window.since)
        return tr("“{words}”").format(words=one.text) if one.text else tr("another time")

    def window(self, id: str) -> str:
        """ "13:10-13:30 only", which time he proposed, or that another meeting has him."""
        said = self.comes(id) if id in self._people and self._people[id].windows else ""
        if said and said == self.proposed(id):
            return said
        if said:
            return tr("can come {times} only").format(times=said)
        return tr("is in another meeting part of the time")


def left_out(names: Naming, one: Proposed) -> str:
    """That a proposed time is not in the plan."""
    return tr("{person} proposed {time}: not in the plan").format(person=one.name, time=names.rather(one))


def listed(names: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and 3 more"."""
    known = list(dict.fromkeys(one for one in names if one))
    if len(known) <= 1:
        return "".join(known)
    if len(known) <= SHOWN_NAMES:
        return tr("{names} and {last}").format(names="; ".join(known[:-1]), last=known[-1])
    shown = known[: SHOWN_NAMES - 1]
    return tr("{names} and {count} more").format(names="; ".join(shown), count=len(known) - len(shown))


def collision(standing: Standing, wishes: Sequence[Wish]) -> str:
    """Which wishes cannot all be kept, in one sentence."""
    names = Naming(standing)
    parts = [*_windows(names, wishes), *_pins(standing, names, wishes), *_urgent(names, wishes)]
    if any(one.kind == WishKind.END for one in wishes):
        parts.append(tr("the meeting ends at {time}").format(time=names.clock(standing.day.ends_at)))
    if not parts:
        return ""
    first = parts[0][:1].upper() + parts[0][1:]
    return tr("{first}.").format(first=tr(", and ").join((first, *parts[1:])))


def not_met(standing: Standing, wish: Wish, starts: Mapping[str, datetime]) -> tuple[str, str]:
    """Which wish a plan does not keep, and why: a line and what explains it."""
    names = Naming(standing)
    at = names.clock(starts[wish.case_id]) if wish.case_id in starts else ""
    case = names.case(wish.case_id)
    if wish.kind == WishKind.WINDOW:
        return (
            tr("{person} is not met").format(person=names.person(wish.person_id)),
            tr("{case} is at {time}; {person} {window}").format(
                case=case, time=at, person=names.person(wish.person_id), window=names.window(wish.person_id)
            ),
        )
    if wish.kind == WishKind.URGENCY:
        return tr("{case} does not come first").format(case=case), tr(
            "It is urgent, but a less urgent case comes before it at {time}"
        ).format(time=at)
    return tr("{case} is not over in time").format(case=case), tr(
        "It starts at {time}; the meeting ends at {end}"
    ).format(time=at, end=names.clock(standing.day.ends_at))


def clash(one: Clash, zone_clock: str) -> str:
    """ "Gut board meets at the same time, from 14:00, in the same room. Member of both: …"."""
    said = tr("{board} meets at the same time, from {time}").format(board=one.board, time=zone_clock)
    if one.room:
        said += tr(", in the same room")
    said += "."
    if one.people:
        said += " " + tr("In both: {names}.").format(names=listed(one.people))
    return said


def minutes(count: int) -> str:
    return tr("{minutes} min").format(minutes=count)


def _windows(names: Naming, wishes: Sequence[Wish]) -> list[str]:
    by_person: dict[str, list[str]] = {}
    for one in wishes:
        if one.kind == WishKind.WINDOW:
            by_person.setdefault(one.person_id, []).append(one.case_id)
    return [
        tr("{person} {window}, wanted for {cases}").format(
            person=names.person(person), window=names.window(person), cases=listed(map(names.case, cases))
        )
        for person, cases in by_person.items()
    ]


def _pins(standing: Standing, names: Naming, wishes: Sequence[Wish]) -> list[str]:
    pinned = {case.id: case.pinned_at for case in standing.day.cases}
    return [
        tr("{case} is pinned to {time}").format(case=names.case(one.case_id), time=names.clock(at))
        for one in wishes
        if one.kind == WishKind.PIN and (at := pinned.get(one.case_id))
    ]


def _urgent(names: Naming, wishes: Sequence[Wish]) -> list[str]:
    return [
        tr("{case} is urgent and comes first").format(case=names.case(one.case_id))
        for one in wishes
        if one.kind == WishKind.URGENCY
    ]
