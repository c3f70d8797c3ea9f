"""What was measured is a dated point and nothing between; an item that was not answered is a gap, never 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from mdt_app.domain.dates import months_after
from mdt_app.domain.fact_text import ordinal
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance, Instrument, Item, Total
from mdt_app.domain.payloads import Assessment, Event, Score, Transition, TreatmentLine
from mdt_app.domain.record import Record, rivals

ECOG_KEY = "ecog"
ECOG_WORST_ALIVE = 4


class Level(StrEnum):
    """What a value calls for, as its instrument's file says."""

    CALM = "calm"
    LOOK = "look"
    SEVERE = "severe"


class Group(StrEnum):
    """What a series is about, in the order in which they are shown."""

    SYMPTOM = "symptom"
    DISTRESS = "distress"
    FUNCTION = "function"
    CARER = "carer"


class Period(StrEnum):
    """How far back to look, from the day of the record."""

    ALL = "all"
    YEAR = "year"
    QUARTER = "quarter"


PERIOD_MONTHS = {Period.YEAR: 12, Period.QUARTER: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One day's value on the item's own scale, None where it was asked and not answered.

    Of several values of one day it is the later one, without times the one that asks for more; `others` are the
    rest, and `contradicts` says that no time tells them apart.
    """

    day: date
    value: float | None
    others: tuple[float, ...] = ()
    contradicts: bool = False


@dataclass(frozen=True, kw_only=True)
class Series:
    """One item, total or state over time, oldest first; at least one point has a value.

    `band` is the severe range where criteria N1 and N2 read the item. `limit` is where the instrument's file puts a
    bound for any other: the start of its severe range, or a total's cut-off (`cut_off`). `stale` says that the newest
    value is too old to count.
    """

    key: str
    label: str
    group: Group
    points: tuple[Point, ...]
    minimum: float = 0
    maximum: float = 10
    instrument: str = ""
    item: Item | None = None
    total: Total | None = None
    stale: bool = False

    @property
    def band(self) -> tuple[int, int] | None:
        return self.item.severe if self.item is not None and self.item.symptom else None

    @property
    def limit(self) -> float | None:
        if self.total is not None:
            return self.total.cut_off
        return self.item.severe[0] if self.item is not None and self.item.severe and not self.band else None

    @property
    def cut_off(self) -> bool:
        return self.total is not None and self.total.cut_off is not None

    @cached_property
    def newest(self) -> Point:
        """The newest point with a value."""
        return next(point for point in reversed(self.points) if point.value is not None)

    @cached_property
    def by_day(self) -> dict[date, Point]:
        return {point.day: point for point in self.points}

    def level(self, value: float) -> Level:
        """What a value calls for. ECOG and scales whose file states nothing call for nothing."""
        if self.item is not None:
            if self.item.is_severe(value):
                return Level.SEVERE
            return Level.LOOK if self.item.calls_for_look(value) else Level.CALM
        over = self.total is not None and self.total.cut_off is not None and value >= self.total.cut_off
        return Level.LOOK if over else Level.CALM


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A treatment line on the time axis; `until` None while it runs. Lines at the same time have different `lane`s."""

    label: str
    since: date
    until: date | None
    lane: int = 0


class Happened(StrEnum):
    """What kind of event stands under the axis."""

    PROGRESSION = "progression"
    TRANSITION = "transition"
    DEATH = "death"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A progression, a transition (`text` is where to) or the death, on its day."""

    kind: Happened
    day: date
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Trends:
    """Everything that the plot and its table show, on the day `on`.

    `unread` names the instruments of assessments that cannot be drawn, their files not being there.
    """

    on: date
    series: tuple[Series, ...] = ()
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    unread: tuple[str, ...] = ()

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which anything was measured, oldest first."""
        return tuple(sorted({point.day for one in self.series for point in one.points}))

    @property
    def lanes(self) -> int:
        """How many rows the treatment lines need."""
        return max((span.lane for span in self.spans), default=-1) + 1

    def since(self, period: Period) -> date:
        """The first day of a period: of `ALL`, the first measurement."""
        if period in PERIOD_MONTHS:
            return months_after(self.on, -PERIOD_MONTHS[period])
        return self.days[0] if self.days else self.on

    def within(self, period: Period) -> tuple[date, ...]:
        """The days of a period on which anything was measured."""
        since = self.since(period)
        return tuple(day for day in self.days if day >= since)

    def treated_on(self, day: date) -> tuple[Span, ...]:
        """The treatment lines under way on a day."""
        return tuple(
            one for one in self.spans if one.since <= day and (one.until is None or day <= one.until)
        )

    def happened(self, after: date | None, until: date) -> tuple[Mark, ...]:
        """The events after one day and up to another."""
        return tuple(one for one in self.marks if (after is None or one.day > after) and one.day <= until)


def trends(record: Record, guidance: Guidance) -> Trends:
    """The series worth drawing, the most severe newest value first within each group, and what happened meanwhile."""
    filled = _filled(record)
    known = [guidance.instruments[id] for id in filled if id in guidance.instruments]
    found = [one for instrument in known for one in _of_instrument(instrument, filled[instrument.id])]
    found += _ecog(record)
    aged = [_aged(one, record, guidance.settings.measure_months) for one in found]
    order = list(Group)
    return Trends(
        on=record.on,
        series=tuple(sorted(aged, key=lambda one: (order.index(one.group), _calmness(one)))),
        spans=_spans(record),
        marks=_marks(record),
        unread=tuple(id for id in filled if id not in guidance.instruments),
    )


def _filled(record: Record) -> dict[str, list[tuple[Fact, Assessment]]]:
    """The assessments by instrument, oldest first."""
    found: dict[str, list[tuple[Fact, Assessment]]] = {}
    for fact in record.of(Kind.ASSESSMENT):
        if isinstance(fact.payload, Assessment):
            found.setdefault(fact.payload.instrument, []).append((fact, fact.payload))
    return found


def _of_instrument(instrument: Instrument, filled: list[tuple[Fact, Assessment]]) -> Iterator[Series]:
    """A series for each total of several items, and for each item that is part of none."""
    totals = [one for one in instrument.totals if len(one.items) > 1]
    summed = {code for total in totals for code in total.items}
    group = _group(instrument)
    for item in instrument.items:
        if item.code in summed:
            continue
        made = Series(
            key=f"{instrument.id}/{item.code}", label=item.label, group=group, points=(), instrument=instrument.name,
            minimum=item.minimum, maximum=item.maximum, item=item,
        )  # fmt: skip
        yield from _filled_in(made, [(fact, _answer(item, one)) for fact, one in filled])
    for total in totals:
        items = [item for item in instrument.items if item.code in total.items]
        made = Series(
            key=f"{instrument.id}/{total.id}", label=total.name, group=group, points=(), instrument=instrument.name,
            minimum=sum(item.minimum for item in items), maximum=sum(item.maximum for item in items), total=total,
        )  # fmt: skip
        yield from _filled_in(made, [(fact, _sum(items, one)) for fact, one in filled])


def _group(instrument: Instrument) -> Group:
    if instrument.subject == "carer":
        return Group.CARER
    return Group.SYMPTOM if "SYM-1" in instrument.settles else Group.DISTRESS


def _answer(item: Item, filled: Assessment) -> float | None:
    value = filled.score(item.code)
    return value if item.allows(value) else None


def _sum(items: list[Item], filled: Assessment) -> float | None:
    """The sum, None as soon as one of its items is missing."""
    values = [_answer(item, filled) for item in items]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _filled_in(made: Series, values: list[tuple[Fact, float | None]]) -> Iterator[Series]:
    """The series with its points, where it was ever answered."""
    if any(value is not None for _, value in values):
        yield replace(made, points=_points(values, lambda value: _demand(made, value)))


def _ecog(record: Record) -> list[Series]:
    facts = [(fact, fact.payload.value) for fact in record.of(Kind.ECOG) if isinstance(fact.payload, Score)]
    if not facts:
        return []
    worst = max(ECOG_WORST_ALIVE, *(value for _, value in facts))
    made = Series(key=ECOG_KEY, label="ECOG", group=Group.FUNCTION, points=(), maximum=worst)
    return list(_filled_in(made, [(fact, float(value)) for fact, value in facts]))


def _points(
    values: list[tuple[Fact, float | None]], demand: Callable[[float], tuple[int, float]]
) -> tuple[Point, ...]:
    """One point a day; of several values the later one, without times the one that asks for more."""
    points = []
    for day, of_day in groupby(values, key=lambda one: one[0].true_from):
        known = [(fact, value) for fact, value in of_day if value is not None]
        if not known:
            points.append(Point(day=day, value=None))
            continue
        standing = {fact.id for fact in rivals([fact for fact, _ in known])}
        contenders = [value for fact, value in known if fact.id in standing]
        chosen = max(contenders, key=demand)
        others = tuple(dict.fromkeys(value for _, value in known if value != chosen))
        points.append(
            Point(day=day, value=chosen, others=others, contradicts=any(one != chosen for one in contenders))
        )
    return tuple(points)


def _demand(series: Series, value: float) -> tuple[int, float]:
    return list(Level).index(series.level(value)), value


def _calmness(series: Series) -> float:
    """How little the newest value asks for, as a share of its scale, so that the severest comes first."""
    value = series.newest.value or 0.0
    return -(value - series.minimum) / (series.maximum - series.minimum)


def _aged(series: Series, record: Record, months: int) -> Series:
    """A severe value stands until it is measured again; another one older than so many months counts as missing."""
    value, last = series.newest.value or 0.0, months_after(series.newest.day, months)
    return replace(series, stale=record.on > last and series.level(value) is not Level.SEVERE)


def _spans(record: Record) -> tuple[Span, ...]:
    """The treatment lines, each on the first lane that is free on its first day."""
    free_from: list[date] = []
    spans = []
    for fact in record.of(Kind.TREATMENT_LINE):
        if not isinstance(fact.payload, TreatmentLine):
            continue
        until = fact.true_to if fact.true_to is not None and fact.true_to <= record.on else None
        lane = next((n for n, free in enumerate(free_from) if free <= fact.true_from), len(free_from))
        free_from[lane : lane + 1] = [until or date.max]
        spans.append(Span(label=_line_label(fact.payload), since=fact.true_from, until=until, lane=lane))
    return tuple(spans)


def _line_label(line: TreatmentLine) -> str:
    what = line.text or line.kind
    if line.kind not in ("", "systemic"):
        return what
    return f"{ordinal(line.number)}: {what}" if what else ordinal(line.number)


def _marks(record: Record) -> tuple[Mark, ...]:
    kinds = {
        Kind.PROGRESSION: Happened.PROGRESSION,
        Kind.TRANSITION: Happened.TRANSITION,
        Kind.DEATH: Happened.DEATH,
    }
    return tuple(
        Mark(kind=kinds[fact.kind], day=fact.true_from, text=_mark_text(fact)) for fact in record.of(*kinds)
    )


def _mark_text(fact: Fact) -> str:
    if isinstance(fact.payload, Transition):
        return fact.payload.to
    return fact.payload.text if isinstance(fact.payload, Event) else ""
