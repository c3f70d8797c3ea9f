"""A decided meeting leaves facts; deciding anew after reopening corrects them and adds none twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from mdt_app.domain.agenda import Listing
from mdt_app.domain.attendance import Attendance
from mdt_app.domain.decisions import Recommendation, proposed
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Event, Payload, Trace
from mdt_app.operations.commands import new_id
from mdt_app.operations.work import Work

SOURCE = "meeting"
Said = dict[str, tuple[Kind, Payload]]


def leave_facts(
    work: Work, listing: Listing, recommendations: Sequence[Recommendation], decision: str, at: datetime
) -> None:
    """What the checklist counts of a meeting: the decision, treatments proposed, and partners who were there.

    `at` is when the meeting was held, in its board's own zone.
    """
    first = decision.strip() or next(one.what for one in recommendations if one.what.strip())
    said: Said = {"decision": (Kind.DECISION, Event(text=first[:500]))}
    for one in recommendations:
        proposal = proposed(one)
        if proposal is not None:
            said[f"proposed/{one.id}"] = (Kind.TREATMENT_PROPOSED, proposal)
    live = [one for one in work.find(Attendance, listing_id=listing.id) if one.presence.live]
    for level in sorted({one.level for one in live if one.level in ("primary", "tertiary")}):
        trace = Trace(level=level, note="live at the tumour board")
        said[f"live/{level}"] = (Kind.PARTNER_CONTACT, trace)
    _keep(work, listing, said, at)


def take_facts_back(work: Work, listing: Listing) -> None:
    """A listing that is decided no longer keeps none of the facts that an earlier closing left."""
    _keep(work, listing, {}, work.command.at)


def left_by(listing: Listing, fact: Fact) -> bool:
    """Whether closing left this fact of a listing."""
    return fact.source == SOURCE and fact.source_key.startswith(f"{listing.id}/")


def _keep(work: Work, listing: Listing, said: Said, at: datetime) -> None:
    standing, times = _left(work, listing)
    for key, (kind, payload) in said.items():
        before = standing.get(key)
        if before is not None and before.payload == payload and before.true_from == at.date():
            continue
        fact = Fact(
            id=new_id(),
            patient_id=listing.patient_id,
            case_id=listing.case_id,
            kind=kind,
            payload=payload,
            true_from=at.date(),
            at=at,
            recorded_at=work.command.at,
            recorded_by=work.command.actor,
            source=SOURCE,
            source_key=_source_key(listing, times, key),
            replaces=before.id if before else "",
        )
        work.add_fact(fact)
    for key in standing.keys() - said.keys():
        _withdraw(work, standing[key], _source_key(listing, times, key))


def _withdraw(work: Work, fact: Fact, source_key: str) -> None:
    command = work.command
    work.add_fact(
        replace(
            fact,
            id=new_id(),
            replaces=fact.id,
            withdrawn=True,
            recorded_at=command.at,
            recorded_by=command.actor,
            source_key=source_key,
        )
    )


def _left(work: Work, listing: Listing) -> tuple[Mapping[str, Fact], int]:
    """The facts that this listing left and that still stand, by what they say; and how often it left any."""
    facts = work.facts([listing.patient_id])[listing.patient_id]
    mine = [one for one in facts if left_by(listing, one)]
    gone = {one.replaces for one in mine if one.replaces}
    standing = {_key(one): one for one in mine if one.id not in gone and not one.withdrawn}
    return standing, len({one.recorded_at for one in mine})


def _source_key(listing: Listing, times: int, key: str) -> str:
    """Unique per closing; ends with the recommendation's id where the fact comes from one."""
    return f"{listing.id}/{key}" if times == 0 else f"{listing.id}/again-{times}/{key}"


def _key(fact: Fact) -> str:
    _, _, rest = fact.source_key.partition("/")
    return rest.partition("/")[2] if rest.startswith("again-") else rest
