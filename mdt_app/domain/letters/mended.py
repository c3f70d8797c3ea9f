"""What a letter says and the record has taken back since is an error on paper; what only came later is none.

Found by composing a letter twice on its own day from what had come on record when it was issued: as it stood, and with
each of these facts as it was corrected since. Whatever differs then, differs because of a correction.

Missed are: what is corrected in no fact (the words of the meeting, which is opened again for that, the directory, the
patient's own name and numbers), and a fact that was recorded anew instead of corrected. Of an older letter nothing is
said where its recipient had a newer one of the same level since: that one says it right, or is marked itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mdt_app.domain.facts import IMPORTED, Fact, Kind

DESK = "desk"
BY_PEOPLE = (DESK, IMPORTED)
"""Sources of what somebody says; what the program itself leaves behind is renewed with its meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """A fact as a letter knew it, and the last word on it since; `now.withdrawn` says that it was taken back."""

    then: Fact
    now: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """An issued letter that says something which was corrected since, and what that is, oldest correction first."""

    letter_id: str
    mendings: tuple[Mending, ...]

    @property
    def since(self) -> date:
        """The day of the first of these corrections."""
        return min(one.now.recorded_at for one in self.mendings).date()

    def shares(self, other: Mended) -> bool:
        """Whether another letter carries one of the same errors."""
        mine = {one.now.id for one in self.mendings}
        return any(one.now.id in mine for one in other.mendings)


def mendings(facts: Sequence[Fact], came: Collection[str], on: date) -> tuple[Mending, ...]:
    """What was on record when a letter was issued on the day `on`, and was corrected since; `came` are the ids of the
    facts that came after it."""
    after = {one.replaces: one for one in facts if one.replaces}
    found = []
    for then in facts:
        if then.id in came or then.kind is Kind.ASSESSMENT_DRAFT:
            continue
        now = _last_word(then, after)
        if now.id in came and after[then.id].id in came and not _is_news(then, now, on):
            found.append(Mending(then=then, now=now))
    return tuple(sorted(found, key=lambda one: (one.now.recorded_at, one.now.id)))


def as_known(
    facts: Iterable[Fact], came: Collection[str], corrected: Iterable[Mending] = ()
) -> tuple[Fact, ...]:
    """The facts as they stood when the letter was issued, with each of these errors put right."""
    by_id = {one.id: one for one in facts}
    known = [one for one in by_id.values() if one.id not in came]
    return (*known, *(replace(by_id[one.now.id], replaces=one.then.id) for one in corrected))


def _last_word(fact: Fact, after: dict[str, Fact]) -> Fact:
    """The end of a chain of corrections."""
    seen = {fact.id}
    while (later := after.get(fact.id)) is not None and later.id not in seen:
        fact = later
        seen.add(fact.id)
    return fact


def _is_news(then: Fact, now: Fact, on: date) -> bool:
    """Whether a correction only tells what happened after the letter, or renews what the program itself noted.

    A source that says something else from a later day on, and an end that came later, took nothing back.
    """
    if now.source not in BY_PEOPLE:
        return True
    if now.withdrawn:
        return then.withdrawn
    if now.source == IMPORTED and now.true_from > on:
        return True
    ended = now.true_to is not None and now.true_to >= on
    went_on = then.true_to is None or then.true_to >= on
    return ended and went_on and (then.payload, then.true_from) == (now.payload, now.true_from)
