"""What was only discussed settles nothing; what stands stays until something else is settled, and doubt is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from mdt_app.domain.dates import moment
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Acp
from mdt_app.domain.record import EPOCH, Record

READINESS, CODE_STATUS, SURROGATE, TRUSTED = "readiness", "code-status", "surrogate", "trusted-person"
ITEMS = (CODE_STATUS, "living-will", "advance-directive", SURROGATE, "out-of-hospital-dnr")
STATES = ("discussed", "completed", "documented", "declined", "not-applicable")
PEOPLE = (SURROGATE, TRUSTED)
COMPLETE = ("completed", "documented")
REFUSED = ("declined", "not-applicable")


@dataclass(slots=True)
class _Run:
    """One value on its way to being settled: once completed and once documented, in whatever order."""

    value: str
    facts: list[Fact] = field(default_factory=list)
    settled_in: int = -1

    def takes(self, value: str) -> bool:
        return not value or not self.value or same(value, self.value)

    @property
    def states(self) -> set[str]:
        return {said(fact).state for fact in self.facts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one item stands on a day.

    `state` is none, discussed, completed, documented (each without the other), settled, declined or not-applicable.
    `facts` are those of the value that stands, `later` what was recorded of the item after it was settled, `rivals`
    the other values that were settled on the same day with no time to tell them apart.
    """

    item: str
    state: str = "none"
    facts: tuple[Fact, ...] = ()
    later: tuple[Fact, ...] = ()
    rivals: tuple[Fact, ...] = ()

    @property
    def value(self) -> str:
        """What was said of it, in words, newest first."""
        return self._newest("value") or self._newest("name")

    @property
    def codes(self) -> tuple[str, ...]:
        return next((said(fact).codes for fact in reversed(self.facts) if said(fact).codes), ())

    @property
    def place(self) -> str:
        """Where the paper lies."""
        return self._newest("place")

    @property
    def document_day(self) -> date | None:
        days = [said(fact).document_day for fact in reversed(self.facts)]
        return next((day for day in days if day is not None), None)

    @property
    def name(self) -> str:
        return self._newest("name")

    @property
    def relation(self) -> str:
        return self._newest("relation")

    @property
    def phone(self) -> str:
        return self._newest("phone")

    @property
    def newest(self) -> Fact | None:
        """The newest fact of what stands."""
        return self.facts[-1] if self.facts else None

    @property
    def day(self) -> date | None:
        """Since when it stands so."""
        return self.facts[-1].true_from if self.facts else None

    @property
    def review(self) -> date | None:
        """When it is to be looked at again, as said last."""
        days = [said(fact).review for fact in reversed((*self.facts, *self.later))]
        return next((day for day in days if day is not None), None)

    @property
    def in_force(self) -> bool:
        return self.state == "settled"

    @property
    def doubts(self) -> tuple[Fact, ...]:
        """What puts a settled value in question: another value begun, a refusal since, another of the same day."""
        begun = [fact for fact in self.later if said(fact).state != "discussed"]
        return (*self.rivals, *begun) if self.in_force else ()

    def _newest(self, name: str) -> str:
        return next((str(found) for fact in reversed(self.facts) if (found := getattr(said(fact), name))), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What was recorded of one conversation; facts without a conversation of their own are one for their day."""

    key: str
    day: date
    at: datetime | None
    facts: tuple[Fact, ...]

    @property
    def by(self) -> str:
        """Who led it."""
        return _first(said(fact).by for fact in self.facts)

    @property
    def level(self) -> str:
        return _first(said(fact).level for fact in self.facts)

    @property
    def present(self) -> str:
        return _first(said(fact).present for fact in self.facts)

    @property
    def review(self) -> date | None:
        days = [said(fact).review for fact in self.facts]
        return next((day for day in days if day is not None), None)

    @property
    def said(self) -> tuple[Acp, ...]:
        """Readiness first, then the five items, then the trusted person; of one item the state reached last."""
        newest: dict[str, Acp] = {}
        for fact in sorted(self.facts, key=lambda one: STATES.index(said(one).state)):
            newest[said(fact).item] = said(fact)
        order = (READINESS, *ITEMS, TRUSTED)
        return tuple(newest[item] for item in order if item in newest)


def said(fact: Fact) -> Acp:
    """What a fact of care planning says."""
    return fact.payload if isinstance(fact.payload, Acp) else Acp(item="", state="discussed")


def same(one: str, other: str) -> bool:
    """Whether two values say the same, but for spaces and capitals: "DNR 2" and "dnr2"."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def standing(record: Record, item: str) -> Standing:
    """Where an item stands on the record's day: what was settled last stands until another value is settled."""
    facts = record.acp_items(item)
    if not facts:
        return Standing(item=item)
    runs = _runs(facts)
    settled = [run for run in runs if run.settled_in >= 0]
    if not settled:
        return _unsettled(item, facts, runs)
    last = max(settled, key=lambda run: run.settled_in)
    rivals = [run.facts[-1] for run in settled if run is not last and run.settled_in == last.settled_in]
    order = {fact.id: number for number, group in enumerate(_moments(facts)) for fact in group}
    taken = {fact.id for run in settled if run.settled_in == last.settled_in for fact in run.facts}
    later = tuple(
        fact for fact in facts if fact.id not in taken and _is_later(fact, order[fact.id], last.settled_in)
    )
    return Standing(item=item, state="settled", facts=tuple(last.facts), later=later, rivals=tuple(rivals))


def _is_later(fact: Fact, moment_of: int, settled_in: int) -> bool:
    """A refusal of the same moment puts a settled value in question; what was only talked about then does not."""
    return moment_of > settled_in or (moment_of == settled_in and said(fact).state in REFUSED)


def _unsettled(item: str, facts: Sequence[Fact], runs: Sequence[_Run]) -> Standing:
    newest = said(facts[-1]).state
    if newest in REFUSED:
        return Standing(item=item, state=newest, facts=(facts[-1],))
    if runs:
        state = "completed" if "completed" in runs[-1].states else "documented"
        return Standing(item=item, state=state, facts=tuple(runs[-1].facts))
    return Standing(item=item, state="discussed", facts=(facts[-1],))


def _moments(facts: Sequence[Fact]) -> Iterator[tuple[Fact, ...]]:
    """Facts in order, those of one moment together; a day on which a time is missing is one moment."""
    for _, of_day in groupby(facts, key=lambda fact: fact.true_from):
        day = tuple(of_day)
        timed = all(fact.at is not None for fact in day)
        for _, group in groupby(day, key=lambda fact: moment(fact).at if timed else None):
            yield tuple(group)


def _runs(facts: Sequence[Fact]) -> list[_Run]:
    """The values one after the other; each is settled in the moment that completed what it lacked."""
    runs: list[_Run] = []
    for number, group in enumerate(_moments(facts)):
        before = runs[-1].value if runs else ""
        steps = [fact for fact in group if said(fact).state in COMPLETE]
        for fact in sorted(steps, key=lambda one: (not same(said(one).value, before), _plain(one))):
            value = said(fact).value or said(fact).name
            if not runs or not runs[-1].takes(value):
                runs.append(_Run(value))
            runs[-1].value = runs[-1].value or value
            runs[-1].facts.append(fact)
            if set(COMPLETE) <= runs[-1].states:
                runs[-1].settled_in = number
    return runs


def _plain(fact: Fact) -> str:
    return "".join((said(fact).value or said(fact).name).split()).casefold()


def code_status(record: Record) -> Standing:
    """The one line that stands on every screen and every letter for professionals."""
    return standing(record, CODE_STATUS)


def conversations(record: Record) -> tuple[Conversation, ...]:
    """The conversations on or before the record's day, newest first."""
    groups: dict[str, list[Fact]] = {}
    for fact in record.of(Kind.ACP):
        groups.setdefault(said(fact).talk or fact.true_from.isoformat(), []).append(fact)
    made = [
        Conversation(key=key, day=facts[0].true_from, at=facts[0].at, facts=tuple(facts))
        for key, facts in groups.items()
    ]
    return tuple(sorted(made, key=_when, reverse=True))


def _when(talk: Conversation) -> tuple[date, datetime]:
    return talk.day, moment(talk.facts[-1]).at or EPOCH


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")
