"""A rule finds what calls for an element and what settled it; the checklist makes a status of that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from mdt_app.domain.dates import Moment, after, last_day, moment
from mdt_app.domain.elements import Element
from mdt_app.domain.evidence import capitalised, evidence, fact_phrase
from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import ElementEntry
from mdt_app.domain.record import Record
from mdt_app.domain.states import Evidence, Status


class Cover(NamedTuple):
    """A team's day and night cover as of the day of a review; `team` is its board's id."""

    reviewed: date
    team: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the rules need beside the patient's own facts.

    `cases` and `decisions` are the days of the patient's cases and decisions, `contact_changes` the days on which the
    clinic's contact data changed, `covers` what the teams name as their day and night cover, each with the day of its
    review, `day_phone` and `night_phone` the team's numbers ("" where none is on file), `team_languages` the team's
    languages where it states its own (BCP 47). `scores_said` says that the newest scores were named in the discussion
    under way.
    """

    cases: tuple[date, ...] = ()
    decisions: tuple[date, ...] = ()
    contact_changes: tuple[date, ...] = ()
    covers: tuple[Cover, ...] = ()
    day_phone: str = ""
    night_phone: str = ""
    team_languages: tuple[str, ...] = ()
    scores_said: bool = False


ALONE = Surroundings()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One element looked at on one record."""

    element: Element
    record: Record
    guidance: Guidance
    surroundings: Surroundings

    def number(self, name: str) -> int:
        """A whole-number parameter of the element's rule."""
        return int(self.element.numbers[name])

    def last_day(self, begun: date) -> date:
        """The last day of the window of the element's rule that begins on a day."""
        return last_day(begun, self.element.numbers)

    def words(self, name: str) -> tuple[str, ...]:
        """A list parameter of the element's rule."""
        return self.element.words[name]

    def done(self) -> tuple[Fact, ...]:
        """The entries "done" that settle this element, oldest first; none where an entry settles nothing."""
        entries = self.record.entries(self.element.id) if self.element.entry else ()
        return tuple(
            fact
            for fact in entries
            if isinstance(fact.payload, ElementEntry) and fact.payload.status == "done"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found, before a decline, a plan or a not-applicable is looked at.

    `settled` is the fact that settles the element now or settled it before; `triggers` are the moments of what calls
    for it: one of them after a decline ends that decline. `due` is the latest day.
    """

    status: Status
    why: str
    evidence: tuple[Evidence, ...] = ()
    due: date | None = None
    settled: Fact | None = None
    triggers: tuple[Moment, ...] = ()
    warning: str = ""


Compute = Callable[[View], Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule and the parameters it takes: `words` gives for each list the only values allowed, or () for any.

    `window` is the number among them that says how long, which may be given in days or in months; `shared` are the
    numbers that it reads beside its own, of the settings and of instruments.
    """

    compute: Compute
    numbers: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    window: str = ""
    shared: tuple[str, ...] = ()


def moments(facts: Iterable[Fact]) -> tuple[Moment, ...]:
    """When each of the facts became true."""
    return tuple(moment(fact) for fact in facts)


def unsettled(triggers: Iterable[Moment], settlements: Iterable[Fact]) -> tuple[Moment, ...]:
    """The triggers that come after every settlement; on one day without times a settlement answers the trigger."""
    settled = moments(settlements)
    return tuple(trigger for trigger in triggers if all(after(trigger, one) for one in settled))


def since(
    triggers: Sequence[Fact], settlements: Sequence[Fact], *, at_first: Status, due: date | None = None
) -> Finding:
    """The common finding: due while a trigger is newer than the last settlement; `at_first` with neither."""
    open_moments = set(unsettled(moments(triggers), settlements))
    newest = [fact for fact in triggers if moment(fact) in open_moments]
    last = settlements[-1] if settlements else None
    called = moments(triggers)
    if newest:
        shown = evidence(newest[-1:] + ([last] if last else []))
        return Finding(
            status=Status.DUE,
            why=_called(newest[-1], last),
            evidence=shown,
            due=due,
            triggers=called,
            settled=last,
        )
    if last is not None:
        why = f"Done on {last.true_from}; nothing newer calls for it."
        return Finding(status=Status.DONE, why=why, evidence=evidence([last]), settled=last, triggers=called)
    why = "Not done yet." if at_first is Status.DUE else "Nothing calls for it now."
    return Finding(status=at_first, why=why, triggers=called)


def _called(trigger: Fact, last: Fact | None) -> str:
    what = f"{capitalised(fact_phrase(trigger))} on {trigger.true_from}"
    return f"{what}; not done yet." if last is None else f"{what}; last done before it, on {last.true_from}."
