"""Keeping a database sound: verify, back up, restore, make, upgrade, check, and what this machine can do."""

from __future__ import annotations

import argparse
from pathlib import Path

from mdt_app import application
from mdt_app.cli_acts.opening import opened, password_for, user, where
from mdt_app.cli_acts.output import Output
from mdt_app.domain.errors import Refused
from mdt_app.store.schema import NEWEST


def audit_verify(arguments: argparse.Namespace, output: Output) -> None:
    from mdt_app.store.audit import verify

    with opened(arguments) as app:
        found = verify(app.database)
    if not found.intact:
        output.problem(f"The record was altered: {found.first_broken}")
    output.show(
        {"changes": found.changes, "intact": found.intact, "first_broken": found.first_broken},
        [f"{found.changes} changes, every chain intact."] if found.intact else [],
    )


def backup(arguments: argparse.Namespace, output: Output) -> None:
    from mdt_app.store.backup import backup as copy

    with opened(arguments) as app:
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
        return application.unlocked(keys, user(arguments), password_for)

    made = put_back(arguments.file, Path(place), unlock)
    output.show(
        {"path": str(made.path), "sha256": made.sha256, "patients": made.patients},
        [f"{made.path}: {made.patients} patients, checked and in place."],
    )


def database_init(arguments: argparse.Namespace, output: Output) -> None:
    name = user(arguments)
    if not name:
        raise Refused("Say who the first account is: --as USER.")
    place = where(arguments)
    with application.create(place, name, password_for(name)) as app:
        recovery_key = app.recovery_key
    lines = [f"{_shown(place)} is ready for {name}."]
    if recovery_key:
        lines.append(f"Recovery key, to print and lock away: {recovery_key}")
    document = {"schema": NEWEST, "engine": _engine(place), "ok": True, "problems": []}
    output.show(document | ({"recovery_key": recovery_key} if recovery_key else {}), lines)


def database_upgrade(arguments: argparse.Namespace, output: Output) -> None:
    schema = application.upgrade(where(arguments), user(arguments), password_for)
    output.show(
        {"schema": schema, "engine": _engine(where(arguments)), "ok": True, "problems": []},
        [f"The schema is {schema}."],
    )


def database_check(arguments: argparse.Namespace, output: Output) -> None:
    from mdt_app.store.checks import problems

    with opened(arguments) as app:
        found = list(problems(app.database))
    for sentence in found:
        output.problem(sentence)
    output.show(
        {"schema": NEWEST, "engine": _engine(where(arguments)), "ok": not found, "problems": found},
        [] if found else [f"Schema {NEWEST}, no damage found."],
    )


def doctor(arguments: argparse.Namespace, output: Output) -> None:
    from mdt_app.doctor import checks

    found = checks(where(arguments))
    for one in found:
        if not one.ok:
            output.problem(f"{one.name}: {one.hint}")
    output.show(
        {"checks": [{"name": one.name, "ok": one.ok, "hint": one.hint} for one in found]},
        [f"{'good' if one.ok else 'look':<5} {one.name}: {one.hint}" for one in found if one.ok],
    )


def _engine(place: str) -> str:
    return "postgresql" if application.is_server(place) else "sqlite"


def _shown(place: str) -> str:
    """The place without a password in it."""
    scheme, separator, rest = place.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if separator else place
