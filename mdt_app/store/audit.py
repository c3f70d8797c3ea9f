"""What was recorded can be shown to be unaltered: every chain is walked link by link, then held against its seals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, insert, select, text

from mdt_app.store import tables
from mdt_app.store.chains import COVERED, ERASURE, FORM, READ_COVERED, commitment, link_hash
from mdt_app.store.failures import in_words
from mdt_app.store.values import canonical, stamp

if TYPE_CHECKING:
    from mdt_app.store.database import Database

BATCH = 2000
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How many changes were walked, whether all is as it was written, and in words the first place that is not."""

    changes: int
    intact: bool
    first_broken: str | None


class Broken(Exception):
    """Says in words where a chain does not hold."""


def verify(database: Database, anchor: str = "") -> Verification:
    """Walks every chain of changes, the streams of reads and the seals.

    `anchor` is a seal's "number:hash" as it was kept outside; without it, cutting off everything since the last seal
    together with that seal cannot be noticed.
    """
    with in_words(), database.reading.connect() as connection:
        return walk(connection, anchor)


def walk(connection: Connection, anchor: str = "") -> Verification:
    """The same on a connection, as its transaction sees the record."""
    audit = Audit(connection)
    try:
        audit.walk_chains(tables.change, COVERED)
        audit.walk_chains(tables.read_log, READ_COVERED)
        audit.compare_heads()
        audit.walk_seals(anchor)
    except Broken as place:
        return Verification(changes=audit.changes, intact=False, first_broken=str(place))
    return Verification(changes=audit.changes, intact=True, first_broken=None)


class Audit:
    """One walk: counts changes, and remembers each chain's head and the hashes that seals speak of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.changes = 0
        self._heads: dict[str, tuple[int, str]] = {}
        seals = select(tables.seal).order_by(tables.seal.c.number)
        self._seals: list[Row] = [dict(row) for row in connection.execute(seals).mappings()]
        self._sealed = {
            (chain, position): hash_ for seal in self._seals for chain, position, hash_ in seal["heads"]
        }
        self._erased: set[str] = set()
        self._allowed: set[str] = set()

    def walk_chains(self, table: Table, covered: Sequence[str]) -> None:
        """Raises `Broken` at the first link that does not hold."""
        for row in self._links(table):
            chain, position = row["chain"], row["position"]
            before, prev = self._heads.get(chain, (0, ""))
            where = f"{'change' if table is tables.change else 'read'} {position} of chain {chain}"
            check(
                position == before + 1, f"{where}: links {before + 1} to {position - 1} before it are missing"
            )
            check(row["form"] == FORM, f"{where}: it has the unknown form {row['form']}")
            check(row["prev"] == prev, f"{where}: it does not follow the one before it")
            check(row["hash"] == link_hash(row, covered), f"{where}: what it says was altered")
            check(
                self._sealed.get((chain, position), row["hash"]) == row["hash"],
                f"{where}: its seal says otherwise",
            )
            if table is tables.change:
                self._check_contents(row, where)
                self.changes += 1
            self._heads[chain] = (position, row["hash"])
        gone = sorted(self._erased - self._allowed)
        check(not gone, f"change {gone[:1]}: its values are gone")

    def _check_contents(self, row: Row, where: str) -> None:
        """Values must be those committed to, or be named by an erasure of the same chain."""
        contents = row["contents"]
        if contents is None:
            self._erased.add(f"{row['id']} of chain {row['chain']}")
            return
        kept = row["salt"] is not None and commitment(row["salt"], contents) == row["commitment"]
        check(kept and list(contents) == row["names"], f"{where}: its values were altered")
        if row["entity"] == ERASURE:
            self._allowed |= {f"{id} of chain {row['chain']}" for id in contents["changes"][1]}

    def compare_heads(self) -> None:
        """Raises `Broken` when a chain is shorter or longer than its head says."""
        said = {
            row.chain: (row.position, row.hash) for row in self._connection.execute(select(tables.chain_head))
        }
        for chain in sorted(said.keys() | self._heads.keys()):
            check(chain in said, f"chain {chain}: its head is missing")
            check(
                said[chain] == self._heads.get(chain, (0, "")),
                f"chain {chain}: it does not end where its head says",
            )

    def walk_seals(self, anchor: str) -> None:
        """Raises `Broken` when a seal was altered, is missing, or speaks of a link that is not there."""
        prev, seen = "", set()
        for number, seal in enumerate(self._seals, start=1):
            right = seal["number"] == number and seal["prev"] == prev and seal["hash"] == seal_hash(seal)
            check(right, f"seal {number}: it was altered or is missing")
            prev = seal["hash"]
            seen.add(f"{number}:{prev}")
        for (chain, position), _ in self._sealed.items():
            check(
                position <= self._heads.get(chain, (0, ""))[0],
                f"chain {chain}: sealed links are missing at its end",
            )
        check(not anchor or anchor in seen, f"the seal {anchor} kept outside is not in this database")

    def _links(self, table: Table) -> Iterator[Row]:
        """All links by chain and position, a batch at a time."""
        place: tuple[str, int] = ("", 0)
        columns = table.c
        after = text("(chain, position) > (:chain, :position)")
        query = select(table).where(after).order_by(columns.chain, columns.position).limit(BATCH)
        while True:
            rows = self._connection.execute(query, {"chain": place[0], "position": place[1]}).mappings().all()
            yield from map(dict, rows)
            if len(rows) < BATCH:
                return
            place = (rows[-1]["chain"], rows[-1]["position"])


def check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Broken(otherwise)


def seal_hash(seal: Row) -> str:
    said = {"number": seal["number"], "at": stamp(seal["at"]), "heads": seal["heads"], "prev": seal["prev"]}
    return sha256(canonical(said)).hexdigest()


def seal(database: Database, at: datetime) -> str:
    """Seals every chain's head that moved since the last seal; gives "number:hash" to keep outside.

    A seal covers the one before it, so the newest covers all heads. Nothing new: the last seal again, "" without any.
    """
    heads = tables.chain_head
    with in_words(), database.engine.begin() as connection:
        newest = select(tables.seal).order_by(tables.seal.c.number.desc()).limit(1)
        last = connection.execute(newest).mappings().first()
        moved = (
            select(heads).where(heads.c.position > heads.c.sealed).order_by(heads.c.chain).with_for_update()
        )
        found = [[row.chain, row.position, row.hash] for row in connection.execute(moved)]
        if not found:
            return f"{last['number']}:{last['hash']}" if last else ""
        number, prev = (last["number"] + 1, last["hash"]) if last else (1, "")
        made = {"number": number, "at": at, "heads": found, "prev": prev}
        made["hash"] = seal_hash(made)
        connection.execute(insert(tables.seal).values(**made))
        connection.execute(
            text("UPDATE chain_head SET sealed = :position WHERE chain = :chain"),
            [{"chain": chain, "position": position} for chain, position, _ in found],
        )
        return f"{made['number']}:{made['hash']}"
