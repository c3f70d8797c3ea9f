"""Commands that take files in or write them out; each file stands alone, and none is left half written."""

from __future__ import annotations

import argparse
import hashlib
import secrets
from pathlib import Path
from typing import Any

from mdt_app import application, paths
from mdt_app.application import Application
from mdt_app.cli_acts.opening import opened, opened_or_made, user, where
from mdt_app.cli_acts.output import Output, write_whole
from mdt_app.domain.agenda import Meeting
from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import letter_name
from mdt_app.domain.incoming import IncomingFile
from mdt_app.operations.letter_records import letter_record
from mdt_app.operations.listings import letter_rows


def take_in(arguments: argparse.Namespace, output: Output) -> None:
    """Import files one by one; a bad one is named and left out, the rest goes on."""
    from mdt_app.exchange.reading import read_file

    files = []
    with opened_or_made(arguments) as app:
        if arguments.meeting:
            with app.reader() as reader:
                reader.get(Meeting, arguments.meeting).require_not_closed()
        for path in arguments.paths:
            files.append(_import_one(app, read_file(path), arguments.meeting or "", output))
    output.show({"files": files}, [_said(one) for one in files])


def _import_one(app: Application, file: IncomingFile, meeting_id: str, output: Output) -> dict[str, Any]:
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    warnings = list(file.warnings)
    errors = [file.error] if file.error else []
    for incoming in file.patients:
        try:
            imported = app.take_in(file.path, incoming, meeting_id)
        except Refused as refusal:
            errors.append(f"{file.path}: {incoming.family}, {incoming.given}: {refusal}")
            continue
        counts[imported.state] += 1
        warnings += imported.warnings
    for sentence in errors:
        output.problem(sentence)
    error = " ".join(errors) or None
    return {
        "path": file.path,
        "format": file.format,
        "patients": sum(counts.values()),
        **counts,
        "warnings": warnings,
        "error": error,
    }


def _said(file: dict[str, Any]) -> str:
    if file["error"] and not file["patients"]:
        return f"{file['path']}: nothing imported."
    counts = ", ".join(f"{file[name]} {name}" for name in ("created", "updated", "unchanged") if file[name])
    warnings = f"; {len(file['warnings'])} remarks" if file["warnings"] else ""
    return f"{file['path']}: {counts or 'nobody in it'}{warnings}."


def demo(arguments: argparse.Namespace, output: Output) -> None:
    """Fill a new database with a synthetic board, then open it unless --no-window."""
    from mdt_app.demo_database import make_demo

    named = arguments.database or where(arguments) != str(paths.default_database())
    place = where(arguments) if named else str(paths.user_data() / "demo.db")
    if not application.is_server(place) and Path(place).exists():
        if named:
            raise Refused(f"{place} is already there. Choose another name for the demo.")
        application.remove(Path(place))
    name = user(arguments) or "demo"
    password = secrets.token_urlsafe(9)
    app, filled = make_demo(place, name, password, arguments.patients, arguments.seed)
    document = {
        "database": place,
        "patients": filled.patients,
        "boards": filled.boards,
        "meetings": filled.meetings,
        "cases": filled.cases,
        "accounts": [{"user": name, "password": password, "roles": list(app.account.roles)}],
    }
    counts = f"{filled.boards} boards, {filled.meetings} meetings, {filled.cases} cases"
    lines = [
        f"{place}: {filled.patients} made-up patients, {counts}.",
        f"Account {name}, password {password}",
    ]
    output.show(document, lines)
    if arguments.no_window:
        app.close()
        return
    from mdt_app.cli_acts.showing import show

    show(app, arguments)


def letters(arguments: argparse.Namespace, output: Output) -> None:
    """Write a meeting's letters; a letter that cannot be printed is named, the rest goes on."""
    written: list[dict[str, Any]] = []
    with opened(arguments) as app:
        with app.reader() as reader:
            reader.get(Meeting, arguments.meeting)
            rows = letter_rows(reader, arguments.meeting)
        if arguments.language and arguments.language not in app.letter_languages:
            raise Refused(
                f"Letters are written in {', '.join(app.letter_languages)} so far; "
                f"{arguments.language} has no texts yet."
            )
        paths.make_private(arguments.out)
        for row in rows:
            if arguments.level and row.level != arguments.level:
                continue
            try:
                written.append(_write_letter(app, row, arguments.out))
            except Refused as refusal:
                output.problem(f"Letter {row.number} of {row.patient} ({row.case_number}): {refusal}")
    output.show(
        {"letters": written},
        [f"{one['path']}  {one['level']}, {one['pages']} pages, {one['state']}" for one in written]
        or ["No letters yet: they are made when a meeting with decisions is closed."],
    )


def _write_letter(app: Application, row: Any, folder: Path) -> dict[str, Any]:
    with app.reader() as reader:
        record = letter_record(reader, app.guidance, row.listing_id, app.now().date(), app.database.demo)
    pdf = app.render_letter(record, row.level)
    path = folder / letter_name(row.case_number, row.number, row.version, row.level)
    write_whole(path, pdf)
    return {
        "path": str(path),
        "case": record.case.id,
        "case_number": row.case_number,
        "patient": row.patient_id,
        "level": row.level,
        "language": row.language,
        "pages": app.page_count(pdf),
        "state": row.state,
        "sha256": hashlib.sha256(pdf).hexdigest(),
    }
