"""A shared text keeps every update, the merged state and its plain words together; a change cites the update."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from mdt_app.store.tables import note, note_update
from mdt_app.store.values import require_keepable


@dataclass(frozen=True, slots=True)
class Appended:
    """What one update made of a shared text; `number` counts its updates from 1."""

    number: int
    text: str
    sha256: str


def append_update(
    connection: Connection, listing: Any, name: str, content: bytes, command_id: str
) -> Appended:
    """Adds one update under the text's lock. Raises `Refused` for a broken one.

    `listing` is the listing's row or value with id, case_id and patient_id.
    """
    from mdt_app.notes.text import MergeText

    kept = locked_note(connection, listing, name)
    merged = MergeText([kept["state"]] if kept["state"] else [])
    merged.apply(content)
    require_keepable(merged.text)
    number = kept["updates"] + 1
    connection.execute(
        insert(note_update).values(
            note_id=kept["id"],
            number=number,
            case_id=listing.case_id,
            patient_id=listing.patient_id,
            content=content,
            command_id=command_id,
        )
    )
    values = {"text": merged.text, "state": merged.state(), "updates": number}
    connection.execute(update(note).where(note.c.id == kept["id"]).values(**values))
    return Appended(number, merged.text, sha256(content).hexdigest())


def locked_note(connection: Connection, listing: Any, name: str) -> Any:
    """The row of a shared text, made when nobody wrote yet; it stays locked until the transaction ends."""
    # No target for the conflict: two desks that write the first words at once may meet in either unique key.
    first = text(
        "INSERT INTO note (id, listing_id, name, case_id, patient_id, text, state, updates)"
        " VALUES (:id, :listing_id, :name, :case_id, :patient_id, '', :state, 0)"
        " ON CONFLICT DO NOTHING"
    )
    ids = {"listing_id": listing.id, "case_id": listing.case_id, "patient_id": listing.patient_id}
    connection.execute(first, ids | {"id": f"{listing.id}:{name}", "name": name, "state": b""})
    query = select(note).where(note.c.listing_id == listing.id, note.c.name == name).with_for_update()
    return connection.execute(query).mappings().one()
