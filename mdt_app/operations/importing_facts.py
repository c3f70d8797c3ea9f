"""What a file says now is what its source means now: a repetition adds nothing, a correction back is a correction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Protocol

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing
from mdt_app.domain.cases import Case
from mdt_app.domain.corrected import Taken, against, line_of
from mdt_app.domain.facts import IMPORTED, Fact, Kind, read_in_by
from mdt_app.domain.incoming import SOURCE_KEY, WORKLIST, IncomingFact, place_of
from mdt_app.domain.payloads import CareHolder, Payload
from mdt_app.domain.people import Patient
from mdt_app.domain.plain_text import one_line
from mdt_app.domain.plausible import impossible, life_of
from mdt_app.operations.commands import new_id
from mdt_app.operations.people import plain
from mdt_app.operations.surroundings import cover_name
from mdt_app.operations.work import Work


class ReadsIn(Protocol):
    """A command that reads a file in."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def source(self) -> str:
        """Which file or system."""


MOST_NAMED = 5
Place = tuple[str, ...]


@dataclass
class _Known:
    """What the program has of a patient: `own` what was recorded or brought here, by the name under which an export of
    ours sends it; `standing` the newest imported word of each origin, `states` the words of each state of a worklist;
    `after` what corrects a fact, by its id; `facts` all of them by their own; `names` the
    people behind the accounts."""

    own: dict[str, Fact | None]
    keys: set[str] = field(default_factory=set)
    standing: dict[str, Fact] = field(default_factory=dict)
    states: dict[Place, list[Fact]] = field(default_factory=dict)
    after: dict[str, Fact] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def remember(self, fact: Fact) -> None:
        self.keys.add(fact.source_key)
        self.facts[fact.id] = fact
        self.after.setdefault(fact.replaces, fact)
        found = SOURCE_KEY.fullmatch(fact.source_key)
        if found:
            self.standing[found["origin"]] = fact
            self.states.setdefault(place_of(found["origin"], fact.kind, fact.payload), []).append(fact)

    def newest(self, fact: Fact) -> Fact:
        """The last word of the chain of corrections that a fact belongs to."""
        while fact.id in self.after:
            fact = self.after[fact.id]
        return fact


def keep_facts(
    work: Work,
    patient: Patient,
    facts: Iterable[IncomingFact],
    command: ReadsIn,
    directory: Mapping[str, str],
) -> list[str]:
    """Keep what is new in the facts of a file; `directory` gives the id of each person of it by plain name.

    What cannot be true is left out; the answer says so in a sentence for each.
    """
    patient_id = patient.id
    known = _known(work, patient_id)
    given, problems = _possible(work, patient, list(facts))
    for one in given:
        said = replace(one, payload=_linked(one.payload, directory))
        earlier = _earlier(known, said)
        if _adds_nothing(known, one, said, earlier):
            continue
        key = _new_key(known, one, earlier)
        if not key:
            continue
        last = known.newest(earlier) if earlier is not None else None
        taken = _taken(known, said, earlier)
        problems += [taken.sentence] if taken.sentence else []
        if taken.said is None or (last is not None and not last.withdrawn and _same(taken.said, last)):
            continue
        fact = _fact(patient_id, taken.said, key, last, command, work.account.name)
        work.add_fact(fact)
        known.remember(fact)
    return problems


def _taken(known: _Known, said: IncomingFact, earlier: Fact | None) -> Taken:
    """What is taken of a source's word beside what was corrected here; a state of another day takes no fact's place."""
    if earlier is None or earlier.source != IMPORTED or not _takes_place(said, known.newest(earlier)):
        return Taken(said=said)
    return against(said, line_of(known.newest(earlier), known.facts), known.names)


def _same(said: IncomingFact, last: Fact) -> bool:
    if not _takes_place(said, last):
        return False
    if said.origin.startswith(WORKLIST):
        return (said.kind, said.payload) == (last.kind, last.payload)
    return _content(said) == _content(last)


def _possible(
    work: Work, patient: Patient, facts: Sequence[IncomingFact]
) -> tuple[list[IncomingFact], list[str]]:
    """The facts that can be true of this patient, and a sentence for each other.

    The death that a file tells is the one that counts; what stands on record after it is named, and stays.
    """
    life = life_of(patient.birth_date, work.facts([patient.id])[patient.id])
    deaths = [one for one in facts if one.kind is Kind.DEATH]
    told = replace(life, died=None, measured=None)
    possible = [one for one in deaths if not impossible(one, told)]
    died = min((one.true_from for one in possible), default=life.died)
    kept: list[IncomingFact] = []
    problems: list[str] = []
    for one in facts:
        bounds = told if one.kind is Kind.DEATH else replace(life, died=died)
        why = impossible(one, bounds)
        kept += [] if why else [one]
        problems += [f"{one.origin} is left out: {why}"] if why else []
    if possible and died is not None and life.measured is not None and life.measured > died:
        problems.append(
            f"The patient died on {died}, and something measured on {life.measured} is on record."
        )
    return kept, problems + _ahead(kept, work.command.at.date())


def _ahead(facts: Iterable[IncomingFact], today: date) -> list[str]:
    """A fact of a day to come is kept, and said: it counts from its day on."""
    ahead = [one for one in facts if one.true_from > today]
    if not ahead:
        return []
    named = ", ".join(f"{one.origin} on {one.true_from}" for one in ahead[:MOST_NAMED])
    more = f" and {len(ahead) - MOST_NAMED} more" if len(ahead) > MOST_NAMED else ""
    return [f"Dated after today, kept, and counted from that day on: {named}{more}."]


def _known(work: Work, patient_id: str) -> _Known:
    facts = work.facts([patient_id])[patient_id]
    own: dict[str, Fact | None] = {one.id: one for one in facts}
    own |= dict.fromkeys((one.id for one in work.find(Listing, patient_id=patient_id)), None)
    own |= dict.fromkeys((one.id for one in work.find(Case, patient_id=patient_id)), None)
    own |= dict.fromkeys((cover_name(one.id) for one in work.find(Board)), None)
    known = _Known(
        own=own,
        after={one.replaces: one for one in facts if one.replaces},
        facts={one.id: one for one in facts},
        names={one.user: one.name for one in work.find(Account)},
    )
    imported = [one for one in facts if one.source == IMPORTED]
    replaced = {one.replaces for one in imported}
    for one in imported:
        known.keys.add(one.source_key)
        # In order of recording, which is not the order of the words: a source may date a correction before its error.
        if one.id not in replaced:
            known.remember(one)
    return known


def _linked(payload: Payload, directory: Mapping[str, str]) -> Payload:
    """A holder of care as the person of the directory whom the same file names."""
    if not isinstance(payload, CareHolder) or payload.person_id:
        return payload
    return replace(payload, person_id=directory.get(plain(payload.name), ""))


def _earlier(known: _Known, said: IncomingFact) -> Fact | None:
    """The word in the same place: of the same resource or row, of a worklist's state on that day, or sent from here."""
    place = place_of(said.origin, said.kind, said.payload)
    if place == (said.origin,):
        return known.standing.get(said.origin) or known.own.get(said.origin.rpartition("/")[2])
    until = [one for one in known.states.get(place, ()) if one.true_from <= said.true_from]
    return max(reversed(until), key=lambda one: one.true_from, default=None)


def _adds_nothing(known: _Known, one: IncomingFact, said: IncomingFact, earlier: Fact | None) -> bool:
    """Whether the source repeats itself, says what stands here already, or only brings back what was sent from here.

    A list of another day dates its states anew and adds nothing. What was sent from here comes back as a correction
    where it was recorded after the last word that stands here.
    """
    if earlier is None:
        return said.origin.rpartition("/")[2] in known.own
    if one.origin.startswith(WORKLIST):
        return (said.kind, said.payload) == (earlier.kind, earlier.payload)
    last = known.newest(earlier)
    sent_from_here = said.origin.rpartition("/")[2] in known.own
    if sent_from_here and (said.recorded_at is None or said.recorded_at <= last.recorded_at):
        return True
    found = SOURCE_KEY.fullmatch(earlier.source_key)
    if found is not None and found["print"] == _fingerprint(one):
        return True
    return not last.withdrawn and _content(said) == _content(last)


def _content(one: IncomingFact | Fact) -> tuple[object, ...]:
    return one.kind, one.payload, one.true_from, one.true_to, one.at


def _new_key(known: _Known, one: IncomingFact, earlier: Fact | None) -> str:
    """A source key that is not taken; "" for an older word read again.

    What was said before is said again because the source took a change back - unless it recorded this word before
    the one that stands: then an older file is read after a newer one.
    """
    key = f"{one.origin}#{_fingerprint(one)}"
    if key not in known.keys:
        return key
    if earlier is not None and one.recorded_on is not None and one.recorded_on < earlier.recorded_at.date():
        return ""
    times = 2
    while f"{key}#{times}" in known.keys:
        times += 1
    return f"{key}#{times}"


def _fact(
    patient_id: str, said: IncomingFact, key: str, earlier: Fact | None, command: ReadsIn, reader: str
) -> Fact:
    """A worklist's state of another day is a new state; every other new word of one place replaces the old.

    Who carries out the import is no author: `reader` only read in what the source, or somebody named in it, says.
    """
    corrects = earlier is not None and _takes_place(said, earlier)
    return Fact(
        id=new_id(),
        patient_id=patient_id,
        kind=said.kind,
        payload=said.payload,
        true_from=said.true_from,
        true_to=said.true_to,
        at=said.at,
        recorded_at=_recorded_at(said, command.at),
        recorded_by=one_line(said.author) or read_in_by(one_line(command.source), reader),
        source=IMPORTED,
        source_key=key,
        replaces=earlier.id if earlier is not None and corrects else "",
    )


def _takes_place(said: IncomingFact, earlier: Fact) -> bool:
    is_state = place_of(said.origin, said.kind, said.payload) != (said.origin,)
    return not (is_state and earlier.true_from != said.true_from)


def _recorded_at(said: IncomingFact, now: datetime) -> datetime:
    """When the source recorded it, where it says so; the changes keep when it came here.

    A day alone counts from its noon, which is the same day in Coordinated Universal Time.
    """
    if said.recorded_at is not None:
        return min(said.recorded_at, now)
    if said.recorded_on is None or said.recorded_on > now.date():
        return now
    return min(datetime.combine(said.recorded_on, time(12), now.tzinfo), now)


def _fingerprint(fact: IncomingFact) -> str:
    said = repr((str(fact.kind), fact.payload, fact.true_from, fact.true_to, fact.at))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
