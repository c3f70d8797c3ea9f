"""A meeting's attendance is listed as recorded: presence and contribution apart, and nobody silently left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from mdt_app.domain.attendance import Contribution, Presence, Quorum
from mdt_app.domain.moc import MocCase
from mdt_app.domain.people import CareLevel

LEVELS = (CareLevel.PRIMARY.value, CareLevel.SECONDARY.value, CareLevel.TERTIARY.value)
NO_LEVEL = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One person at one case, as recorded. `invited` says that the case called him, `why` by what; `person_id` is ""
    for somebody who is not in the directory, `name` for a level that nobody holds. `joined` and `left` are in the
    board's own time, None where nobody said."""

    person_id: str
    name: str
    level: str = ""
    discipline: str = ""
    presence: Presence = Presence.UNKNOWN
    contribution: Contribution = Contribution.NONE
    joined: datetime | None = None
    left: datetime | None = None
    invited: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelAttendance:
    """Who took part at one level of care in one case. Somebody may stand under `present` and under `contributed`: the
    two are told apart and never summed. `absent` were marked so, `unsaid` were invited and nobody noted anything,
    `uninvited` were marked as not invited."""

    level: str
    present: tuple[Part, ...]
    contributed: tuple[Part, ...]
    absent: tuple[Part, ...]
    unsaid: tuple[Part, ...]
    uninvited: tuple[Part, ...]

    @property
    def empty(self) -> bool:
        return not (self.present or self.contributed or self.absent or self.unsaid or self.uninvited)


def not_held(part: Part) -> Part:
    """A person's part at a case that was never come to: what he wrote stays, that he was there does not."""
    return replace(part, presence=Presence.UNKNOWN, joined=None, left=None) if part.presence.live else part


def by_level(parts: Iterable[Part]) -> tuple[LevelAttendance, ...]:
    """The three levels of care, and those without a level where there is anybody."""
    parts = tuple(parts)
    made = [_level(level, [one for one in parts if one.level == level]) for level in LEVELS]
    others = _level(NO_LEVEL, [one for one in parts if one.level not in LEVELS])
    return (*made, *(() if others.empty else (others,)))


def _level(level: str, parts: Sequence[Part]) -> LevelAttendance:
    silent = [
        one
        for one in parts
        if one.presence == Presence.UNKNOWN and one.contribution == Contribution.NONE and one.invited
    ]
    return LevelAttendance(
        level=level,
        present=tuple(one for one in parts if one.presence.live),
        contributed=tuple(one for one in parts if one.contribution != Contribution.NONE),
        absent=tuple(one for one in parts if one.presence == Presence.ABSENT),
        unsaid=tuple(silent),
        uninvited=tuple(one for one in parts if one.presence == Presence.NOT_INVITED),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAttendance:
    """One case with its people by level; `slot` is planned, in the board's own time, `began` and `ended` as it went.

    `held` is False for a case that a closed meeting never came to: nobody was present at it, whatever was marked
    beforehand. `quorum` is that of this case, None where nothing was decided.
    """

    listing_id: str
    case_id: str
    position: int
    number: str
    patient: str
    birth_date: date | None
    outcome: str
    slot: tuple[datetime, datetime] | None
    began: datetime | None
    ended: datetime | None
    levels: tuple[LevelAttendance, ...]
    held: bool = True
    quorum: Quorum | None = None
    moc: MocCase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attender:
    """One person over the whole meeting. `number` is the professional number, "" where none is on file. `present` and
    `contributed` count cases, each for itself, as do `absent` and `invited`."""

    person_id: str
    name: str
    discipline: str
    level: str
    organisation: str
    number: str
    member: bool
    chair: bool
    present: int
    contributed: int
    absent: int
    invited: int
    ways: tuple[Presence, ...] = ()
    joined: datetime | None = None
    left: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList:
    """A meeting's attendance. `starts_at` as held and `began`, `ended` as recorded are in the board's own time;
    `language` is that of the board's letters; `numbers_missing` names those who took part and have no professional
    number on file. `sexes` are those of the people named, by name: a title may differ by it."""

    meeting_id: str
    board: str
    hospital: str
    starts_at: datetime
    began: datetime | None
    ended: datetime | None
    place: str
    video_link: str
    closed: bool
    chair: str
    moderator: str
    quorum: Quorum
    people: tuple[Attender, ...]
    cases: tuple[CaseAttendance, ...]
    moc: bool = False
    signatures: bool = False
    demo: bool = False
    sexes: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"

    @property
    def numbers_missing(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.people if not one.number and (one.present or one.contributed))
