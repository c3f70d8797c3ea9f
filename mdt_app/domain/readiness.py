"""What a discussion needs and how far each of it is: dated facts say what is there, people say the rest; nothing
here blocks the act itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mdt_app.domain.fact_text import fact_text
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.needs import Need, NeedState
from mdt_app.domain.payloads import PatientWords
from mdt_app.domain.record import Record
from mdt_app.domain.states import Evidence

THERE, OLD, MISSING, ASKED, AWAITED, NOT_NEEDED = (
    "there", "old", NeedState.MISSING.value, NeedState.ASKED.value, NeedState.AWAITED.value,
    NeedState.NOT_NEEDED.value,
)  # fmt: skip
ECOG = "ecog"
ALWAYS = ("imaging", "pathology", "assessment", ECOG, "preferences")
"""What every discussion needs; the rest shows where a board asks for it, or somebody does."""
ORDER = ("imaging", "pathology", "laboratory", "assessment", ECOG, "preferences", "other")
READY = (THERE, NOT_NEEDED)
WORST = (MISSING, ASKED, AWAITED, OLD, THERE, NOT_NEEDED)
SHOWN = 5
WISHES = ("wants", "goals", "not-wanted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """One thing of `ORDER`. `state` is there, old, asked for, awaited, missing or not needed; `words` the day of the
    newest fact, what is wanted, or what is lacking.

    `facts` are the newest behind it, newest first; `needs` what people said of it; `owner` who sees to it and
    `expected` by when, of the need that is furthest from ready. `arrived` came since that need was written and may be
    what it asks for: only a person says so. `blocks` says that an open need of it was said to block.
    """

    what: str
    state: str
    words: str
    facts: tuple[Evidence, ...] = ()
    needs: tuple[Need, ...] = ()
    owner: str = ""
    expected: date | None = None
    arrived: tuple[Evidence, ...] = ()
    blocks: bool = False

    @property
    def ready(self) -> bool:
        return self.state in READY


def readiness(
    record: Record,
    guidance: Guidance,
    needs: Iterable[Need] = (),
    asks: Collection[str] = (),
    written: Mapping[str, date] | None = None,
) -> tuple[Readiness, ...]:
    """One row for each thing, always in the same order. Scores are old after one month (SYM-1), ECOG when it is too
    old to count.

    What people said of a thing goes before the facts about it: an open need stays open until somebody says that it is
    there. Only one that says no more than its thing ("imaging is awaited") is met by a fact since the day on which it
    was `written` (by the need's id).
    """
    standing = [one for one in needs if not one.removed]
    shown = {*ALWAYS, *asks, *(one.what for one in standing)}
    return tuple(
        _row(what, record, guidance, tuple(one for one in standing if one.what == what), written or {})
        for what in ORDER
        if what in shown
    )


def blocked(rows: Iterable[Readiness]) -> tuple[Readiness, ...]:
    """What stands against discussing a case, as somebody said it."""
    return tuple(one for one in rows if one.blocks)


def _row(
    what: str, record: Record, guidance: Guidance, needs: tuple[Need, ...], written: Mapping[str, date]
) -> Readiness:
    facts = _facts(what, record)
    state, words = _of_facts(what, record, facts, guidance)
    shown = tuple(_evidence(one) for one in reversed(facts[-SHOWN:]))
    since = {one.id: _since(one, facts, written) for one in needs}
    asked = [one for one in needs if one.open and not (since[one.id] and not one.wanted.strip())]
    if asked:
        first = min(asked, key=lambda one: (WORST.index(one.state.value), one.expected or date.max, one.id))
        return Readiness(
            what=what, state=first.state.value, words=first.wanted.strip() or words, facts=shown, needs=needs,
            owner=first.owner, expected=first.expected, arrived=since[first.id],
            blocks=any(one.blocks for one in asked),
        )  # fmt: skip
    said = {one.state: one for one in needs if not one.open}
    by_hand = said.get(NeedState.THERE) if state == MISSING else None
    by_hand = by_hand or (said.get(NeedState.NOT_NEEDED) if state != THERE else None)
    if by_hand is not None:
        state, words = by_hand.state.value, by_hand.note.strip() or by_hand.wanted.strip()
    return Readiness(what=what, state=state, words=words, facts=shown, needs=needs)


def _of_facts(what: str, record: Record, facts: tuple[Fact, ...], guidance: Guidance) -> tuple[str, str]:
    if not facts:
        return MISSING, "missing"
    months = {"assessment": 1, ECOG: guidance.settings.measure_months}.get(what, 0)
    state = OLD if months and not record.is_fresh(facts[-1], months) else THERE
    return state, f"{facts[-1].true_from:%d-%m-%Y}"


def _since(need: Need, facts: Iterable[Fact], written: Mapping[str, date]) -> tuple[Evidence, ...]:
    day = written.get(need.id)
    return (
        tuple(_evidence(one) for one in facts if day is not None and one.true_from >= day)
        if need.open
        else ()
    )


def _facts(what: str, record: Record) -> tuple[Fact, ...]:
    """The facts behind a thing, oldest first."""
    if what == "preferences":
        return tuple(
            one
            for one in record.of(Kind.PATIENT_WORDS)
            if isinstance(one.payload, PatientWords) and one.payload.topic in WISHES
        )
    kinds = KINDS.get(what, ())
    return record.of(*kinds) if kinds else ()


def _evidence(fact: Fact) -> Evidence:
    return Evidence(
        kind=fact.kind, date=fact.true_from, value=fact_text(fact), fact_id=fact.id, source=fact.source
    )


KINDS: dict[str, tuple[Kind, ...]] = {
    "imaging": (Kind.IMAGING,),
    "pathology": (Kind.REPORT, Kind.DIAGNOSIS),
    "laboratory": (Kind.MEASUREMENT,),
    "assessment": (Kind.ASSESSMENT,),
    ECOG: (Kind.ECOG,),
}
