"""Keeping a database sound: verify, back up, restore, make, upgrade, check, and what this machine can do.

Who signs in for these needs the right to audit or to administer; what a server keeps is the affair of its own roles.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mdt_app import application, paths, upkeep
from mdt_app.cli_acts.opening import (
    FIRST_USER,
    new_password_for,
    opened,
    password_for,
    shown,
    user,
    where,
)
from mdt_app.cli_acts.output import Output
from mdt_app.domain.accounts import Right
from mdt_app.domain.errors import Refused
from mdt_app.store.schema import NEWEST


def audit_verify(arguments: argparse.Namespace, output: Output) -> None:
    from mdt_app.store.audit import verify

    with opened(arguments) as app:
        app.account.require(Right.AUDIT, Right.ADMINISTER)
        found = verify(app.database)
    if not found.intact:
        output.problem(f"The record was altered: {found.first_broken}.")
    output.show(
        {"changes": found.changes, "intact": found.intact, "first_broken": found.first_broken},
        [f"{found.changes} changes, every chain intact."] if found.intact else [],
    )


def backup(arguments: argparse.Namespace, output: Output) -> None:
    from mdt_app.store.backup import backup as copy

    with opened(arguments) as app:
        app.account.require(Right.ADMINISTER)
        made = copy(app.database, arguments.file)
    output.show(
        {"path": str(made.path), "sha256": made.sha256, "patients": made.patients},
        [f"{made.path}: {made.patients} patients, checked. SHA-256 {made.sha256}"],
    )


def restore(arguments: argparse.Namespace, output: Output) -> None:
    from mdt_app.store.backup import restore as put_back

    place = where(arguments)
    if application.is_server(place):
        raise Refused("A PostgreSQL database is restored with pg_restore by its administrator.")

    def unlock(keys: Path) -> bytes:
        try:
            return application.unlocked(keys, user(arguments), password_for)
        except Refused as refusal:
            # The keys lie in a folder of the moment; the user knows the backup.
            raise Refused(str(refusal).replace(str(keys), str(arguments.file))) from refusal

    def may_restore(database: Path, keys: Path, key: bytes) -> None:
        name = user(arguments) or application.only_account(keys)
        upkeep.require_right(database, key, name, Right.ADMINISTER)

    if arguments.file.is_file():
        paths.make_private(Path(place).parent)
    made = put_back(arguments.file, Path(place), unlock, may_restore)
    lines = [f"{made.path}: {made.patients} patients, checked and in place."]
    if made.replaced:
        lines.append(f"What it replaced is kept, with its keys: {made.replaced}")
    if made.returned:
        back = ", ".join(made.returned)
        lines.append(f"Erased since this backup and back with it, to be erased again, by id: {back}")
    output.show(
        {
            "path": str(made.path),
            "sha256": made.sha256,
            "patients": made.patients,
            "replaced": str(made.replaced) if made.replaced else None,
        }
        | ({"returned": list(made.returned)} if made.returned else {}),
        lines,
    )


def database_init(arguments: argparse.Namespace, output: Output) -> None:
    place = where(arguments)
    name = user(arguments) or ("" if application.is_server(place) else FIRST_USER)
    with _answered(arguments, output) as answer:
        if not name:
            raise Refused("Say who the first account is: --as USER.")
        with application.create(place, name, new_password_for(name)) as app:
            recovery_key = app.recovery_key
        answer.schema = NEWEST
        answer.lines.append(f"{shown(place)} is ready for {name}.")
        if recovery_key:
            answer.lines.append(f"Recovery key, to print and lock away: {recovery_key}")
            answer.more["recovery_key"] = recovery_key


def database_upgrade(arguments: argparse.Namespace, output: Output) -> None:
    with _answered(arguments, output) as answer:
        answer.schema = upkeep.upgrade(where(arguments), user(arguments), password_for)
        answer.lines.append(f"The schema is {answer.schema}.")


def database_check(arguments: argparse.Namespace, output: Output) -> None:
    with _answered(arguments, output) as answer:
        found = upkeep.examine(where(arguments), user(arguments), password_for)
        answer.schema, answer.problems = found.schema or None, list(found.problems)
        answer.lines.append(f"Schema {found.schema}, no damage found.")


@dataclass
class _Answer:
    """What a command on the database as a whole says of it; `lines` only where nothing is wrong."""

    schema: str | None = None
    problems: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)


@contextmanager
def _answered(arguments: argparse.Namespace, output: Output) -> Iterator[_Answer]:
    """Says the answer in the one form that init, upgrade and check share, a refusal too."""
    answer = _Answer()
    try:
        yield answer
    except Refused as refusal:
        answer.problems.append(str(refusal))
    for sentence in answer.problems:
        output.problem(sentence)
    engine = "postgresql" if application.is_server(where(arguments)) else "sqlite"
    document = {"schema": answer.schema, "engine": engine, "ok": not answer.problems}
    output.show(
        document | {"problems": answer.problems} | answer.more, [] if answer.problems else answer.lines
    )


def doctor(arguments: argparse.Namespace, output: Output) -> None:
    from mdt_app.cli_acts.doctor import checks

    found = checks(where(arguments))
    for one in found:
        if not one.ok:
            output.problem(f"{one.name}: {one.hint}")
    output.show(
        {"checks": [{"name": one.name, "ok": one.ok, "hint": one.hint} for one in found]},
        [f"{one.name}: {one.hint}" for one in found if one.ok],
    )
