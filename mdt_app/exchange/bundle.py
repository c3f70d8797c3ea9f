"""A file's resources are one set in which every reference is followed inside the file and nowhere else."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from mdt_app.domain.facts import PAYLOADS, Kind
from mdt_app.domain.incoming import IncomingFact
from mdt_app.domain.payloads import Payload
from mdt_app.exchange import outright
from mdt_app.exchange.dates import Said, said
from mdt_app.exchange.values import Json, table, tables, text
from mdt_app.exchange.warnings import Warnings

_OWN_DATES = ("effective", "onset", "performed", "started", "period", "occurrence", "authored", "authoredOn")
_RECORDED = ("issued", "recordedDate", "authoredOn", "dateAsserted", "dateWritten", "created")
_TYPE_AND_ID = re.compile(r"(?:.*/)?([A-Za-z]+)/([A-Za-z0-9.\-]{1,64})(?:/_history/[^/]+)?", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """One resource: `origin` is "Type/id", alike at every reading; `url` its fullUrl."""

    type: str
    origin: str
    data: Json
    url: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """When a statement is true, as far as the source says."""

    true_from: date
    at: datetime | None = None
    true_to: date | None = None
    recorded_on: date | None = None
    recorded_at: datetime | None = None


@dataclass(slots=True)
class Reading:
    """The resources of one file, what can be asked of them together, and what there is to say about them."""

    resources: tuple[Resource, ...]
    warnings: Warnings
    undated: Said | None = None
    undated_because: str = ""
    _index: dict[str, Resource] = field(default_factory=dict)
    _roles: dict[str, list[Resource]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.resources:
            for key in (one.origin, one.url):
                if key:
                    self._index.setdefault(key, one)
        for role in self.of_type("PractitionerRole"):
            person = self.follow(role.data.get("practitioner"), role)
            if person is not None:
                self._roles.setdefault(person.origin, []).append(role)

    def of_type(self, *types: str) -> Iterator[Resource]:
        return (one for one in self.resources if one.type in types)

    def roles_of(self, person: Resource) -> list[Resource]:
        """The PractitionerRole resources that the person plays."""
        return self._roles.get(person.origin, [])

    def follow(self, reference: object, holder: Resource | None = None) -> Resource | None:
        """What a Reference points at inside this file (fullUrl, urn:uuid, Type/id, #contained), else None."""
        target = text(table(reference).get("reference"))
        if not target:
            return None
        if target.startswith("#"):
            return _contained(holder, target[1:])
        beside = holder.url.removesuffix(holder.origin.split("@")[0]) + target if holder else target
        if beside in self._index or target in self._index:
            return self._index.get(beside) or self._index[target]
        found = _TYPE_AND_ID.fullmatch(target)
        return self._index.get(f"{found[1]}/{found[2]}") if found else None

    def fact(
        self, resource: Resource, kind: Kind, payload: Payload, when: When, suffix: str = ""
    ) -> IncomingFact:
        if not isinstance(payload, PAYLOADS[kind]):
            raise TypeError(f"a {kind} fact carries {PAYLOADS[kind].__name__}")
        return IncomingFact(
            kind=kind,
            payload=outright.told(payload, resource.data),
            true_from=when.true_from,
            at=when.at,
            true_to=when.true_to,
            recorded_on=when.recorded_on,
            recorded_at=when.recorded_at,
            origin=resource.origin + (f"#{suffix}" if suffix else ""),
        )

    def when(self, resource: Resource, start: Said | None, end: Said | None = None) -> When | None:
        """The dates of a statement; without its own, the nearest date that the file gives, and a warning says so.

        None (and a warning) where nothing dates it or where it would end before it begins.
        """
        named = (said(resource.data.get(name)) for name in _RECORDED)
        recorded = outright.recorded(resource.data) or next(filter(None, named), None)
        end = end or outright.true_to(resource.data)
        begin = start or self._borrowed(resource, recorded)
        if begin is None:
            self.warnings.alike(resource.type, "no date anywhere, and left out", resource.origin)
            return None
        if begin.partial:
            fate = "only a year or a month is given; its first day is used"
            self.warnings.alike(resource.type, fate, resource.origin)
        if end is not None and end.last < begin.first:
            self.warnings.alike(resource.type, "ends before it begins, and is left out", resource.origin)
            return None
        return When(
            true_from=begin.first,
            at=begin.at,
            true_to=end.last if end else None,
            recorded_on=recorded.first if recorded else None,
            recorded_at=outright.moment_of(recorded),
        )

    def _borrowed(self, resource: Resource, recorded: Said | None) -> Said | None:
        visit = self.follow(resource.data.get("encounter"), resource)
        met = said(table(visit.data.get("period")).get("start")) if visit else None
        kept = said(table(resource.data.get("meta")).get("lastUpdated"))
        for found, because in (
            (recorded, "the day it was recorded"),
            (met, "the day of the encounter"),
            (kept, "the day it was last changed in its source"),
            (self.undated, self.undated_because),
        ):
            if found is not None:
                self.warnings.alike(resource.type, f"no date of its own; {because} is used", resource.origin)
                return found
        return None


def _contained(holder: Resource | None, name: str) -> Resource | None:
    if holder is None:
        return None
    for one in tables(holder.data.get("contained")):
        if text(one.get("id")) == name:
            return Resource(text(one.get("resourceType")), f"{holder.origin}#{name}", one)
    return None


def span(data: Json, stem: str) -> tuple[Said | None, Said | None]:
    """(start, end) out of stemDateTime, stemPeriod, stemInstant, stemDate or the stem itself."""
    for name in (f"{stem}DateTime", f"{stem}Instant", f"{stem}Date", stem):
        found = said(data.get(name))
        if found:
            return found, None
    period = table(data.get(f"{stem}Period")) or table(data.get(stem))
    start, end = said(period.get("start")), said(period.get("end"))
    events = table(data.get(f"{stem}Timing")).get("event")
    if isinstance(events, list) and events:
        start = start or said(events[0])
    return start or end, end


def origin_of(data: Json, url: str) -> str:
    """ "Type/id"; for a resource without an id its urn:uuid, else a digest of what it says."""
    kind, name = text(data.get("resourceType")), text(data.get("id"))
    if not name and url.startswith("urn:uuid:"):
        name = url.removeprefix("urn:uuid:")
    if not name:
        canonical = json.dumps(data, sort_keys=True, default=str).encode("utf-8", "replace")
        name = hashlib.sha256(canonical).hexdigest()[:20]
    return f"{kind}/{name}"


def newest_date(resources: Iterable[Resource]) -> Said | None:
    """The newest date on which something in the file happened or was written down."""
    found = [
        day
        for one in resources
        if one.type not in ("Patient", "Appointment", "RelatedPerson", "PractitionerRole")
        for name in _OWN_DATES + _RECORDED
        for day in (span(one.data, name)[0],)
        if day is not None
    ]
    return max(found, key=lambda one: one.first, default=None)


def without_repeats(resources: Iterable[Resource], warnings: Warnings) -> tuple[Resource, ...]:
    """One version of each resource, the one last updated; the same id from two servers stays two resources."""
    kept: dict[str, Resource] = {}
    for one in resources:
        known = kept.get(one.origin)
        if known is not None and known.url.startswith("http") and one.url not in ("", known.url):
            server = hashlib.sha256(one.url.encode()).hexdigest()[:8]
            one = replace(one, origin=f"{one.origin}@{server}")
            known = kept.get(one.origin)
        if known is None:
            kept[one.origin] = one
        elif known.data != one.data:
            warnings.alike(one.type, "given more than once; the newest version is used", one.origin)
            if _updated(one) > _updated(known):
                kept[one.origin] = one
    return tuple(kept.values())


def _updated(resource: Resource) -> str:
    return text(table(resource.data.get("meta")).get("lastUpdated"))


def told_apart(facts: Iterable[IncomingFact]) -> Iterator[IncomingFact]:
    """The facts in order, a second one of the same origin numbered, so that no two of a file share one."""
    seen: Counter[str] = Counter()
    for one in facts:
        seen[one.origin] += 1
        again = seen[one.origin]
        yield one if again == 1 else replace(one, origin=f"{one.origin}#{again}")
