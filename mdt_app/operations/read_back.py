"""A decision that was changed after it was read back to the room has not been read back as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from mdt_app.domain.agenda import Listing
from mdt_app.domain.decisions import Recommendation
from mdt_app.operations.work import Change, Reader

OF_DECISION = {
    "note": frozenset({"decision"}),
    "recommendation": frozenset({"what", "owner", "due", "condition", "removed"}),
}
"""What is read aloud of a decision: its words, and of each recommendation what, who, by when and on which condition."""


class Heard(StrEnum):
    """Whether the room heard a decision as it stands."""

    NOT_YET = ""
    READ_BACK = "read back"
    CHANGED = "changed since read back"


def heard(reader: Reader, listings: Iterable[Listing]) -> Mapping[str, Heard]:
    """Listing id -> whether its decision was read back; by the order in which changes were kept, not by any clock."""
    listings = tuple(listings)
    read = [one for one in listings if one.read_back_at is not None]
    own: dict[str, set[str]] = {one.id: {one.id} for one in read}
    for part in reader.find(Recommendation, listing_id=list(own)) if own else ():
        own[part.listing_id].add(part.id)
    found = {one.id: _heard(one, reader.changes(case_id=one.case_id), own[one.id]) for one in read}
    return {one.id: found.get(one.id, Heard.NOT_YET) for one in listings}


def _heard(listing: Listing, changes: Iterable[Change], own: set[str]) -> Heard:
    """`own` are the ids of the listing and of its recommendations."""
    version, changed = 0, 0
    for one in changes:
        if one.entity_id not in own:
            continue
        names = {field.name for field in one.fields}
        if one.entity == "listing" and "read_back_at" in names:
            version = max(version, one.version)
        elif names & OF_DECISION.get(one.entity, frozenset()):
            changed = max(changed, one.version)
    return Heard.CHANGED if changed > version else Heard.READ_BACK
