"""Every issued letter and every sending can be proven: bytes, hashes, versions and rows are as they were recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import MISSING
from hashlib import sha256
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, exists, or_, select

from mdt_app.domain.cases import Case
from mdt_app.domain.letters.dispatch import Dispatch
from mdt_app.domain.letters.letter import FROZEN, Letter, LetterPart, LetterState
from mdt_app.store import tables
from mdt_app.store.batches import batches
from mdt_app.store.chains import ERASURE
from mdt_app.store.mapping import EntityMapping, mapping
from mdt_app.store.values import to_json

BACK = "Put it back from the newest backup in which this check finds nothing."
"""What to do about what a hand or a failing disk has altered."""


def wrong_letters(connection: Connection) -> Iterator[str]:
    """Letters and sendings that are not what was issued, signed, read or sent, a sentence each."""
    change = tables.change.c
    erased = frozenset(connection.scalars(select(change.patient_id).where(change.entity == ERASURE)))
    yield from wrong_files(connection, erased)
    yield from wrong_dispatches(connection)
    yield from wrong_versions(connection, erased)
    for kind in (Letter, Dispatch):
        yield from unlike_their_record(connection, kind)
        yield from taken_away(connection, kind, erased)


def wrong_files(connection: Connection, erased: frozenset[str]) -> Iterator[str]:
    """Letters whose stored bytes are not there, or not the ones that were issued, signed or read."""
    letters, files = tables.TABLES[Letter].c, tables.letter_file.c
    named = (letters.id, letters.number, letters.state, letters.sha256, letters.signed_by, letters.patient_id)
    stored = exists().where(files.letter_id == letters.id)
    wanted = select(*named).where(or_(letters.state.in_(FROZEN), stored))
    for batch in batches(connection, wanted, letters.id):
        for row in batch:
            kept = select(files.part, files.content, files.sha256).where(files.letter_id == row.id)
            found = {one.part: one for one in connection.execute(kept)}
            recorded = recorded_files(connection, row.id)
            may_be_empty = row.patient_id in erased
            if not all(is_recorded(one, recorded, may_be_empty) for one in found.values()):
                yield f"A stored file of the letter {row.id} ({row.number}) is not what was stored. {BACK}"
            elif row.state in FROZEN and not holds_issued(row, found):
                yield (
                    f"The letter {row.id} ({row.number}) is issued, and its stored bytes are not there. {BACK}"
                )
            elif not recorded.keys() <= found.keys():
                yield f"What was stored of the letter {row.id} ({row.number}) is not all there. {BACK}"


def holds_issued(letter: Any, found: dict[str, Any]) -> bool:
    """Whether all parts of an issued letter are there, its PDF being the one that was issued."""
    wanted = {LetterPart.CONTENT, LetterPart.PDF} | ({LetterPart.SIGNED} if letter.signed_by else set())
    return wanted <= found.keys() and found[LetterPart.PDF].sha256 == letter.sha256


def recorded_files(connection: Connection, letter_id: str) -> dict[str, str | None]:
    """Part -> SHA-256 of what was stored under it, as the chain of changes says; None where that was erased."""
    change = tables.change.c
    written = select(change.names, change.contents).where(
        change.entity == "letter_file", change.entity_id == letter_id
    )
    return {
        name: row.contents[name][1]["sha256"] if row.contents else None
        for row in connection.execute(written)
        for name in row.names
    }


def is_recorded(file: Any, recorded: dict[str, str | None], may_be_empty: bool) -> bool:
    """Whether a stored file holds the bytes of which its row and the chain of changes speak, or none once erased."""
    if file.part not in recorded or recorded[file.part] not in (None, file.sha256):
        return False
    content = file.content.encode() if isinstance(file.content, str) else bytes(file.content)
    return (may_be_empty and not content) or sha256(content).hexdigest() == file.sha256


def wrong_dispatches(connection: Connection) -> Iterator[str]:
    """Sendings of letters that were never issued, or of bytes that are none of the letter's."""
    letter, sent, file = tables.TABLES[Letter], tables.TABLES[Dispatch], tables.letter_file
    signed = (file.c.letter_id == sent.c.letter_id) & (file.c.part == LetterPart.SIGNED.value)
    joined = sent.outerjoin(letter, letter.c.id == sent.c.letter_id).outerjoin(file, signed)
    of_letter = (letter.c.number, letter.c.state, letter.c.sha256.label("issued_as"))
    query = select(
        sent.c.id,
        sent.c.letter_id,
        sent.c.signed,
        sent.c.sha256,
        *of_letter,
        file.c.sha256.label("signed_as"),
    ).select_from(joined)
    for batch in batches(connection, query, sent.c.id):
        for row in batch:
            sending = f"The sending {row.id} of the letter {row.letter_id}"
            if row.state not in FROZEN:
                yield f"{sending} is of a letter that was not issued or is not there. {BACK}"
            elif row.sha256 != (row.signed_as if row.signed else row.issued_as):
                yield f"{sending} ({row.number}) names bytes that are none of this letter's. {BACK}"


def wrong_versions(connection: Connection, erased: frozenset[str]) -> Iterator[str]:
    """Letters of which not exactly the newest issued version counts, each following the one before it."""
    letter, case = tables.TABLES[Letter], tables.TABLES[Case]
    columns = ("id", "patient_id", "case_id", "number", "version", "state", "replaces")
    query = (
        select(*(letter.c[name] for name in columns), case.c.number.label("case_number"))
        .join(case, case.c.id == letter.c.case_id)
        .order_by(letter.c.case_id, letter.c.number, letter.c.version)
    )
    series: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        series[row.case_number, row.number].append(row)
    for (case_number, number), versions in series.items():
        wrong = wrong_series(versions, whole=versions[0].patient_id not in erased)
        if wrong:
            yield f"{number} of {case_number}: {wrong}. Find out which version its reader has. {BACK}"


def wrong_series(versions: Sequence[Any], *, whole: bool) -> str:
    """What is wrong with the versions of one letter in their order, "" for nothing; `whole`: none may be missing."""
    counted = [one.version for one in versions]
    if twice := [older for older, newer in pairwise(counted) if older == newer]:
        return f"several letters call themselves version {twice[0]}"
    if whole and counted != list(range(1, len(counted) + 1)):
        return "a version between the first and the newest is missing"
    frozen = [one for one in versions if one.state in FROZEN]
    if sum(one.state == LetterState.ISSUED for one in frozen) > 1:
        return "two versions are issued, and one letter counts"
    if any(one.state == LetterState.ISSUED for one in frozen[:-1]):
        return "an older version is issued than the newest"
    if frozen and frozen[-1].state != LetterState.ISSUED:
        return f"version {frozen[-1].version} is superseded, and nothing newer is issued"
    if frozen and frozen[0].replaces:
        return f"version {frozen[0].version} replaces a letter that was never issued under this number"
    for older, newer in pairwise(frozen):
        if newer.replaces != older.id:
            return f"version {newer.version} does not replace version {older.version}"
    issued = {one.id: one.version for one in frozen}
    loose = (
        one
        for one in versions
        if one.version > 1 and issued.get(one.replaces, 0) not in range(1, one.version)
    )
    return next((f"version {one.version} replaces no issued version before it" for one in loose), "")


def unlike_their_record(connection: Connection, kind: type[Any]) -> Iterator[str]:
    """Rows that say otherwise than what was recorded of them last: no operation wrote that."""
    mapped, table, change = mapping(kind), tables.TABLES[kind], tables.change.c
    for batch in batches(connection, select(table), table.c.id):
        ids = [row.id for row in batch]
        written = (
            select(change.entity_id, change.contents)
            .where(change.entity == mapped.entity, change.entity_id.in_(ids))
            .order_by(change.chain, change.position)
        )
        said: dict[str, dict[str, Any] | None] = {}
        for id, contents in connection.execute(written):
            before = said.get(id, {})
            if contents is None or before is None:
                said[id] = None
            else:
                said[id] = before | {name: pair[1] for name, pair in contents.items()}
        for row in batch:
            wrong = unlike(mapped, row._mapping, said.get(row.id, {}))
            if wrong:
                yield f"The {mapped.entity} {row.id} does not say what was recorded of it ({wrong}). {BACK}"


def unlike(mapped: EntityMapping[Any], row: Any, said: dict[str, Any] | None) -> str:
    """The first field of a row that is not as recorded last; "" where none is, or what was recorded is erased."""
    if said is None:
        return ""
    for one in mapped.fields:
        unsaid = None if one.default is MISSING else to_json(one.keep(one.default))
        if one.name != "id" and to_json(row[one.name]) != said.get(one.name, unsaid):
            return one.name
    return ""


def taken_away(connection: Connection, kind: type[Any], erased: frozenset[str]) -> Iterator[str]:
    """What was recorded and has no row any more, although its patient's record was not erased."""
    mapped, table, change = mapping(kind), tables.TABLES[kind], tables.change.c
    gone = (
        select(change.entity_id, change.patient_id)
        .where(change.entity == mapped.entity, ~exists().where(table.c.id == change.entity_id))
        .distinct()
    )
    for id, patient_id in connection.execute(gone):
        if patient_id not in erased:
            yield f"The {mapped.entity} {id} was recorded and is not there any more. {BACK}"
