"""Every recorded change is one link of a hash chain, appended under the lock of the chain's head.

A link's hash covers what happened (form 1: the columns in `COVERED`) and a salted commitment to the values. The values
and their salt lie beside it, so that erasing them leaves the chain verifiable.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, text

from mdt_app.store.tables import change, read_log
from mdt_app.store.values import canonical, stamp

FORM = 1
DIRECTORY = "directory"
ERASURE = "erasure"
COVERED = (
    "chain", "position", "form", "id", "entity", "entity_id", "patient_id", "case_id", "board_id", "command_id",
    "place", "command", "actor", "at", "version", "names", "commitment", "prev",
)  # fmt: skip
MOVE_HEAD = text(
    "INSERT INTO chain_head (chain, position, hash, sealed) VALUES (:chain, :more, '', 0)"
    " ON CONFLICT (chain) DO UPDATE SET position = chain_head.position + :more RETURNING position, hash"
)
SET_HASH = text("UPDATE chain_head SET hash = :hash WHERE chain = :chain")
READ_COVERED = ("chain", "position", "form", "actor", "patient_id", "what", "at", "prev")


def chain_of(patient_id: str, board_id: str) -> str:
    return patient_id or board_id or DIRECTORY


def read_chain_of(desk: str) -> str:
    """The stream of one desk's reads; no patient's or board's id begins so."""
    return f"reads:{desk}"


def commitment(salt: str, contents: Any) -> str:
    return sha256(bytes.fromhex(salt) + canonical(contents)).hexdigest()


def link_hash(row: Mapping[str, Any], covered: Sequence[str]) -> str:
    said = {name: stamp(row[name]) if isinstance(row[name], datetime) else row[name] for name in covered}
    return sha256(canonical(said)).hexdigest()


def with_commitment(row: Mapping[str, Any]) -> dict[str, Any]:
    """A change's row with a fresh salt and the commitment to its contents."""
    salt = secrets.token_hex(16)
    return {**row, "salt": salt, "commitment": commitment(salt, row["contents"])}


def append_changes(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Appends change rows to their chains, always in the same order of chains, so that no two wait for each other."""
    by_chain: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_chain.setdefault(row["chain"], []).append(with_commitment(row))
    for chain in sorted(by_chain):
        links = linked(connection, chain, by_chain[chain], COVERED)
        connection.execute(insert(change), links)


def append_reads(
    connection: Connection, desk: str, actor: str, reads: Iterable[tuple[str, str]], at: datetime
) -> None:
    """Appends (patient id, what was looked at) to the desk's stream of reads."""
    chain = read_chain_of(desk)
    rows = [{"actor": actor, "patient_id": patient_id, "what": what, "at": at} for patient_id, what in reads]
    connection.execute(insert(read_log), linked(connection, chain, rows, READ_COVERED))


def linked(
    connection: Connection, chain: str, rows: list[dict[str, Any]], covered: Sequence[str]
) -> list[dict[str, Any]]:
    """The rows with chain, position, form, prev and hash; the chain's head is locked and moved to the last."""
    position, prev = locked_head(connection, chain, len(rows))
    links = []
    for number, row in enumerate(rows, start=position + 1):
        link = {**row, "chain": chain, "position": number, "form": FORM, "prev": prev}
        prev = link["hash"] = link_hash(link, covered)
        links.append(link)
    connection.execute(SET_HASH, {"hash": prev, "chain": chain})
    return links


def locked_head(connection: Connection, chain: str, more: int) -> tuple[int, str]:
    """Position and hash of the head before `more` links; the row stays locked until the transaction ends."""
    position, prev = connection.execute(MOVE_HEAD, {"more": more, "chain": chain}).one()
    return position - more, prev
