"""Presence is live and per case; a contribution is kept apart and the two are never added together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mdt_app.domain.agenda import QuorumRule


class Presence(StrEnum):
    """How somebody took part live, or did not; UNKNOWN is nobody having said."""

    ON_SITE = "on site"
    VIDEO = "video"
    PHONE = "phone"
    ABSENT = "absent"
    NOT_INVITED = "not invited"
    UNKNOWN = ""

    @property
    def live(self) -> bool:
        return self in (Presence.ON_SITE, Presence.VIDEO, Presence.PHONE)


class Contribution(StrEnum):
    NONE = ""
    WRITTEN = "written input"
    MESSAGE = "message beforehand"
    INFORMED = "informed afterwards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One person at one listing, from when to when where somebody said. `discipline` and `level` are as they were
    then."""

    id: str
    listing_id: str
    case_id: str
    patient_id: str
    person_id: str
    discipline: str = ""
    level: str = ""
    presence: Presence = Presence.UNKNOWN
    contribution: Contribution = Contribution.NONE
    contribution_text: str = ""
    joined_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Whether a board's rules are met, and the disciplines still missing with how many more they need."""

    met: bool
    missing: tuple[tuple[str, int], ...]
    present: int


def quorum(rules: Iterable[QuorumRule], attendances: Iterable[Attendance]) -> Quorum:
    """Quorum from live presence only. A rule without discipline counts distinct disciplines present."""
    here = [one for one in attendances if one.presence.live]
    disciplines = [one.discipline for one in here if one.discipline]
    missing = []
    for rule in rules:
        have = disciplines.count(rule.discipline) if rule.discipline else len(set(disciplines))
        if have < rule.minimum:
            missing.append((rule.discipline, rule.minimum - have))
    return Quorum(met=not missing, missing=tuple(missing), present=len(here))
