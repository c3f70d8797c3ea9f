"""What the Belgian nomenclature asks of a multidisciplinary oncological consultation is suggested, never billed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mdt_app.domain.attendance import Presence

KIND_IDS = ("first", "additional", "follow-up")


class Biller(StrEnum):
    """Who could attest a code; OUTSIDE is a doctor who is not of the hospital's staff, such as the GP."""

    COORDINATOR = "coordinator"
    COORDINATING_ONCOLOGIST = "coordinating oncologist"
    SPECIALIST = "specialist"
    OUTSIDE = "outside"
    GP_AFTER = "gp afterwards"
    SPECIALIST_AFTER = "specialist afterwards"


BY_PRESENCE = (Biller.SPECIALIST, Biller.OUTSIDE)
"""Those who attest a code for having taken part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MocKind:
    """One kind of consultation: `words` say when it is this one."""

    id: str
    name: str
    words: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MocCode:
    """A row of the nomenclature, valid from `since` until `until`. `ambulatory` and `stay` are its two numbers, for a
    patient who is not and who is in hospital. One that is not `checked` against a text, or `on` no longer, is not
    suggested."""

    ambulatory: str
    name: str
    biller: Biller
    kinds: tuple[str, ...]
    source: str
    stay: str = ""
    since: date | None = None
    until: date | None = None
    checked: bool = False
    on: bool = False

    @property
    def numbers(self) -> str:
        """ "350372-350383" """
        return "-".join(one for one in (self.ambulatory, self.stay) if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class MocWay:
    """From when on somebody who takes part this way counts as being there."""

    presence: str
    source: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moc:
    """Kinds, codes and conditions. `specialists` are the disciplines that count towards `least`, `not_asking` those
    whose doctors may not ask for one; `own` names what of it is our reading."""

    least: int = 0
    specialists: tuple[str, ...] = ()
    oncologists: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    not_asking: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    source: str = ""
    kinds: tuple[MocKind, ...] = ()
    codes: tuple[MocCode, ...] = ()
    ways: tuple[MocWay, ...] = ()

    def kind(self, id: str) -> MocKind | None:
        return next((one for one in self.kinds if one.id == id), None)

    def counts(self, presence: Presence, on: date) -> bool:
        """Whether taking part this way counts on a day."""
        return any(one.presence == presence and _holds(one.since, one.until, on) for one in self.ways)


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Somebody marked at a case: who, of which discipline, in which way."""

    name: str
    discipline: str
    presence: Presence
    chair: bool = False


class Lack(StrEnum):
    """What stands in the way of a consultation in the sense of the nomenclature."""

    KIND = "kind"
    REQUESTER = "requester"
    MAY_NOT_ASK = "may not ask"
    SPECIALISTS = "specialists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A code that could apply, and to whom by name; `check` says that it has to be looked up before use."""

    code: MocCode
    names: tuple[str, ...] = ()
    check: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MocCase:
    """What a case shows: its kind, who asked, the specialists there of those needed, what is lacking, and codes.

    `uncounted` are those who took part in a way that does not count on that day (by phone); `off` counts codes that
    are not suggested because nobody has checked them.
    """

    kind: MocKind | None
    requester: str
    specialists: tuple[str, ...]
    least: int
    uncounted: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    off: int = 0


def moc_case(
    moc: Moc, kind: str, requester: str, requester_discipline: str, here: Collection[Here], on: date
) -> MocCase:
    """What the nomenclature of a day says of a case, from who was marked live at it."""
    live = [one for one in here if one.presence.live]
    there = [one for one in live if moc.counts(one.presence, on)]
    specialists = tuple(one.name for one in there if one.discipline in moc.specialists)
    lacks = tuple(_lacks(moc, kind, requester, requester_discipline, specialists))
    codes = [one for one in moc.codes if kind in one.kinds and _holds(one.since, one.until, on)]
    return MocCase(
        kind=moc.kind(kind),
        requester=requester,
        specialists=specialists,
        least=moc.least,
        uncounted=tuple(one.name for one in live if one not in there),
        lacks=lacks,
        suggestions=() if lacks else tuple(_suggested(moc, codes, there)),
        off=sum(not one.on for one in codes),
    )


def _lacks(
    moc: Moc, kind: str, requester: str, discipline: str, specialists: tuple[str, ...]
) -> Iterator[Lack]:
    if moc.kind(kind) is None:
        yield Lack.KIND
    if not requester.strip():
        yield Lack.REQUESTER
    elif discipline in moc.not_asking:
        yield Lack.MAY_NOT_ASK
    if len(specialists) < moc.least:
        yield Lack.SPECIALISTS


def _suggested(moc: Moc, codes: Iterable[MocCode], there: Collection[Here]) -> Iterator[Suggestion]:
    for code in codes:
        if not code.on:
            continue
        names = _names(moc, code.biller, there)
        if names or code.biller not in (*BY_PRESENCE, Biller.COORDINATING_ONCOLOGIST):
            yield Suggestion(code=code, names=names, check=not code.checked)


def _names(moc: Moc, biller: Biller, there: Collection[Here]) -> tuple[str, ...]:
    """Who of those there could attest it; who does is for them to say."""
    if biller in (Biller.SPECIALIST, Biller.SPECIALIST_AFTER):
        return tuple(one.name for one in there if one.discipline in moc.specialists)
    if biller is Biller.OUTSIDE:
        return tuple(one.name for one in there if one.discipline in moc.outside)
    if biller is Biller.COORDINATING_ONCOLOGIST:
        return tuple(one.name for one in there if one.chair and one.discipline in moc.oncologists)
    return ()


def _holds(since: date | None, until: date | None, on: date) -> bool:
    return (since is None or since <= on) and (until is None or on <= until)
