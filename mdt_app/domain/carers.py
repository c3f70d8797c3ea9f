"""Each carer is asked for himself; an answer that names none holds for all, and who was not asked is unknown (CAR)."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import Answer, Assessment, Carer, ElementEntry
from mdt_app.domain.record import Record, pick
from mdt_app.domain.scores import settling

DISTRESS, CONTACTS, RESOURCES, BEREAVEMENT = "CAR-2", "CAR-3", "CAR-4", "CAR-5"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarerState:
    """One carer and what was asked, measured and given; None where nobody has.

    `permission` (CAR-1) and `attends` (CAR-2) are the newest answers, `distress` the newest score, `informed` (CAR-3)
    and `resources` (CAR-4) the newest entries "done".
    """

    fact: Fact
    carer: Carer
    permission: Fact | None = None
    attends: Fact | None = None
    distress: Fact | None = None
    informed: Fact | None = None
    resources: Fact | None = None


def carers(record: Record, guidance: Guidance) -> tuple[CarerState, ...] | None:
    """The carers known, in the order in which they were named; () where it is said that there is none, None where
    nobody has asked. Of two entries under one name the newer counts."""
    if record.carers is None:
        return None
    known = {name_of(fact).casefold(): fact for fact in record.carers}
    return tuple(_state(record, guidance, fact) for fact in known.values())


def name_of(fact: Fact) -> str:
    """The carer's name."""
    return fact.payload.name.strip() if isinstance(fact.payload, Carer) else ""


def is_about(fact: Fact, name: str) -> bool:
    """Whether an answer, entry or score is about this carer, or about all of them."""
    payload = fact.payload
    if not isinstance(payload, Answer | ElementEntry | Assessment):
        return False
    return payload.carer.strip().casefold() in ("", name.casefold())


def answer_about(record: Record, kind: Kind, name: str) -> Fact | None:
    """The newest answer about a carer where it still stands, or None."""
    found = pick([fact for fact in record.of(kind) if is_about(fact, name)])
    return found if found is not None and record.stands(found) else None


def says_yes(fact: Fact | None) -> bool | None:
    """What an answer says, None where there is none."""
    return fact.payload.value if fact is not None and isinstance(fact.payload, Answer) else None


def permission(record: Record) -> bool | None:
    """Whether the team may speak with the carers: no where one of them is shut out, None where one was not asked."""
    said = [
        says_yes(answer_about(record, Kind.CARER_PERMISSION, name_of(one))) for one in record.carers or ()
    ]
    if not said:
        return record.answer(Kind.CARER_PERMISSION)
    return False if False in said else None if None in said else True


def lacking(found: tuple[Fact, ...], record: Record) -> tuple[Fact, ...]:
    """The carers about whom none of the facts is."""
    return tuple(one for one in record.carers or () if not any(is_about(f, name_of(one)) for f in found))


def _state(record: Record, guidance: Guidance, fact: Fact) -> CarerState:
    carer, name = fact.payload, name_of(fact)
    assert isinstance(carer, Carer)
    scores = [one for one in settling(record, guidance, DISTRESS) if is_about(one, name)]
    return CarerState(
        fact=fact,
        carer=carer,
        permission=answer_about(record, Kind.CARER_PERMISSION, name),
        attends=answer_about(record, Kind.CARER_ATTENDS, name),
        distress=pick(scores),
        informed=_done(record, CONTACTS, name),
        resources=_done(record, RESOURCES, name),
    )


def _done(record: Record, element: str, name: str) -> Fact | None:
    entries = [fact for fact in record.entries(element) if is_about(fact, name)]
    done = [f for f in entries if isinstance(f.payload, ElementEntry) and f.payload.status == "done"]
    return done[-1] if done else None
