"""Commands that take files in or write them out; each file stands alone, and none is left half written."""

from __future__ import annotations

import argparse
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdt_app import application, paths
from mdt_app.application import Application
from mdt_app.cli_acts.opening import is_there, made, opened, shown, user, where
from mdt_app.cli_acts.output import Output, make_folder, write_whole
from mdt_app.domain.agenda import Meeting
from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import letter_name
from mdt_app.domain.incoming import IncomingFile
from mdt_app.domain.letters.letter import FROZEN, Letter, LetterState
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.shared import letter_of
from mdt_app.domain.letters.wanted import NoLetter, kept_back, why_none
from mdt_app.operations.dispatching import outgoing
from mdt_app.operations.importing import Imported
from mdt_app.operations.letter_records import letter_record
from mdt_app.operations.listings import letter_rows
from mdt_app.operations.rows import LetterRow

if TYPE_CHECKING:
    from mdt_app.demo.fill import DemoSummary

LONGEST_WHO = 120
RECOVERY = "Recovery key, to print and lock away:"


def take_in(arguments: argparse.Namespace, output: Output) -> None:
    """Import files one by one; a bad one is named and left out, the rest goes on.

    A local file that is not there is made with the first patient that can be read.
    """
    from mdt_app.columns_kept import read_file

    files: list[dict[str, Any]] = []
    app: Application | None = None
    meeting_id = arguments.meeting or ""
    with ExitStack() as open_things:
        if meeting_id or is_there(arguments):
            app = open_things.enter_context(opened(arguments))
        if app is not None and meeting_id:
            with app.reader() as reader:
                reader.get(Meeting, meeting_id).require_not_closed()
        for path in arguments.paths:
            file = read_file(path)
            if app is None and file.patients:
                app = open_things.enter_context(made(arguments))
            files.append(_import_one(app, file, meeting_id, output))
    recovery_key = app.recovery_key if app is not None else ""
    lines = [line for one in files for line in (_said(one), *(f"  {said}" for said in one["warnings"]))]
    if recovery_key:
        lines.insert(0, f"Made {where(arguments)}. {RECOVERY} {recovery_key}")
    output.show({"files": files} | ({"recovery_key": recovery_key} if recovery_key else {}), lines)


def _import_one(
    app: Application | None, file: IncomingFile, meeting_id: str, output: Output
) -> dict[str, Any]:
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    warnings = list(file.warnings)
    errors = [file.error] if file.error else []
    for step in _steps(app, file, meeting_id) if app is not None else ():
        if isinstance(step, str):
            errors.append(step)
        else:
            counts[step.state] += 1
            warnings += step.warnings
    for sentence in errors:
        output.problem(sentence)
    return {
        "path": file.path,
        "format": file.format,
        "patients": sum(counts.values()),
        **counts,
        "warnings": warnings,
        "error": " ".join(errors) or None,
    }


def _steps(app: Application, file: IncomingFile, meeting_id: str) -> Iterator[Imported | str]:
    """What became of each patient, and a sentence for each step that was refused or failed."""
    for incoming in file.patients:
        who = f"{file.path}: {f'{incoming.family}, {incoming.given}'[:LONGEST_WHO]}"
        try:
            imported = app.import_patient(file.path, incoming, meeting_id)
            yield imported
            if meeting_id:
                app.list_imported(incoming, imported, meeting_id)
        except Refused as refusal:
            yield f"{who}: {refusal}"
        except Exception as error:
            # One patient on whom the program fails keeps no other out.
            if os.environ.get("MDT_TRACEBACK"):
                raise
            yield f"{who}: the program made a mistake ({type(error).__name__}); nothing of this step was kept."


def _said(file: dict[str, Any]) -> str:
    if file["error"] and not file["patients"]:
        return f"{file['path']}: nothing imported."
    counts = ", ".join(f"{file[name]} {name}" for name in ("created", "updated", "unchanged") if file[name])
    return f"{file['path']}: {counts or 'nobody in it'}."


def demo(arguments: argparse.Namespace, output: Output) -> None:
    """Fill a new database with a synthetic board, then open it unless --no-window; an earlier demo is kept."""
    place = _place_for_demo(arguments)
    name = user(arguments) or "demo"
    password = os.environ.get("MDT_PASSWORD") or secrets.token_urlsafe(9)
    app, filled, kept = _filled(arguments, place, name, password, output)
    if kept is not None:
        output.remark(f"The earlier demo is kept as {kept}.")
    document = {
        "database": shown(place),
        "patients": filled.patients,
        "boards": filled.boards,
        "meetings": filled.meetings,
        "cases": filled.cases,
        "accounts": [{"user": name, "password": password, "roles": list(app.account.roles)}],
    }
    counts = f"{filled.boards} boards, {filled.meetings} meetings, {filled.cases} cases"
    lines = [
        f"{shown(place)}: {filled.patients} made-up patients, {counts}.",
        f"Account {name}, password {password}",
    ]
    output.show(document, lines)
    if arguments.no_window:
        app.close()
        return
    from mdt_app.cli_acts.showing import show

    show(app, arguments)


def _filled(
    arguments: argparse.Namespace, place: str, name: str, password: str, output: Output
) -> tuple[Application, DemoSummary, Path | None]:
    from mdt_app.demo_database import make_demo, renew_demo

    count = output.progress("Filling the demo board")
    progress = None if count is None else lambda done, of, _patients: count(done, of)
    if application.is_server(place):
        return *make_demo(place, name, password, arguments.patients, arguments.seed, progress), None
    made = renew_demo(Path(place), name, password, arguments.patients, arguments.seed, progress)
    return made.app, made.filled, made.kept


def _place_for_demo(arguments: argparse.Namespace) -> str:
    """The database that is named; else the user's demo file. What lies there already has to be a demo."""
    from mdt_app.demo_database import is_demo, own_demo

    named = where(arguments)
    own = named == str(paths.default_database())
    place = str(own_demo()) if own else named
    if application.is_server(place) or not Path(place).exists():
        return place
    try:
        earlier = is_demo(Path(place), user(arguments), _password_at_hand)
    except Refused:
        earlier = own  # under the demo's own name lies a demo, also one whose password nobody knows any more
    if not earlier:
        raise Refused(f"{place} is already there. Choose another name for the demo.")
    return place


def _password_at_hand(name: str) -> str:
    """Nobody is asked for the password of a demo that is only to be put aside."""
    if "MDT_PASSWORD" not in os.environ:
        raise Refused(f"No password for {name}.")
    return os.environ["MDT_PASSWORD"]


def letters(arguments: argparse.Namespace, output: Output) -> None:
    """Write a meeting's letters; a letter that cannot be printed is named, the rest goes on."""
    not_written: list[dict[str, str]] = []
    with opened(arguments) as app:
        _require_language(app, arguments.language)
        written = write_letters(
            app, arguments.meeting, arguments.out, output.problem, arguments.level, arguments.language,
            not_written.append,
        )  # fmt: skip
    lines = [f"{one['path']}  {one['level']}, {one['pages']} pages, {one['state']}" for one in written]
    lines += [f"Case {one['case_number']}: {one['why']}" for one in not_written]
    output.show(
        {"letters": written, "not_written": not_written},
        lines or ["No letters yet: they are made when a meeting with decisions is closed."],
    )


def write_letters(
    app: Application,
    meeting_id: str,
    folder: Path,
    refused: Callable[[str], None],
    level: str | None = None,
    language: str | None = None,
    none: Callable[[dict[str, str]], None] = lambda _: None,
) -> list[dict[str, Any]]:
    """A meeting's letters into a folder, as the contract describes each; `refused` hears of those that cannot be
    printed, `none` of patients who get none, and why. Raises `Refused` where there is no such meeting, or no folder
    can be made."""
    with app.reader() as reader:
        reader.get(Meeting, meeting_id)
        rows = [one for one in letter_rows(reader, meeting_id) if level in (None, one.level)]
    make_folder(folder, "The letters")
    return [
        letter
        for listing_id, of_case in groupby(rows, key=attrgetter("listing_id"))
        for letter in _letters_of(app, listing_id, of_case, folder, refused, language, none)
    ]


def _require_language(app: Application, language: str | None) -> None:
    if language and language not in app.letter_languages:
        known = ", ".join(app.letter_languages)
        raise Refused(f"Letters are written in {known} so far; there are no texts in {language} yet.")


def _letters_of(
    app: Application,
    listing_id: str,
    rows: Iterable[LetterRow],
    folder: Path,
    refused: Callable[[str], None],
    language: str | None,
    none: Callable[[dict[str, str]], None],
) -> Iterator[dict[str, Any]]:
    """One case's letters as written; one that nobody gets, and those that are refused, are named."""
    with app.reader() as reader:
        record = letter_record(reader, app.guidance, listing_id, app.now().date(), app.demo)
    for row in rows:
        if (why := kept_back(record, row.level)) is not None:
            none(_not_written(record, row, why))
            continue
        newest = letter_of(record, row.level)
        if language and (newest is None or newest.id != row.id):
            continue
        try:
            if row.state in FROZEN and not language:
                yield _write_issued(app, row, folder)
                continue
            yield _write_draft(app, record, row, folder, language or row.language)
        except Refused as refusal:
            refused(f"Letter {row.number} of {row.patient} ({row.case_number}): {refusal}")


def _not_written(record: LetterRecord, row: LetterRow, why: NoLetter) -> dict[str, str]:
    return {
        "case": record.case.id,
        "case_number": row.case_number,
        "patient": row.patient_id,
        "level": row.level,
        "why": why_none(why, record.patient.sex),
    }


def _write_issued(app: Application, row: LetterRow, folder: Path) -> dict[str, Any]:
    """The stored bytes, signed where they are; a superseded letter lies apart, so that nobody sends it by mistake."""
    with app.reader() as reader:
        letter = reader.get(Letter, row.id)
        reader.log_read(letter.patient_id, "letters")
        pdf = outgoing(letter, reader.letter_file)
    if letter.state != LetterState.SUPERSEDED:
        return _written(app, letter.case_id, row, pdf, folder, row.language, row.state)
    make_folder(folder / "superseded", "The letters")
    written = _written(app, letter.case_id, row, pdf, folder / "superseded", row.language, row.state)
    _take_away(folder / Path(written["path"]).name)
    return written


def _take_away(path: Path) -> None:
    """The copy that an earlier run wrote under this letter's own name, before there was a newer version."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(
            f"{path} is superseded and cannot be taken away: {error.strerror}. Do not send it."
        ) from error


def _write_draft(
    app: Application, record: LetterRecord, row: LetterRow, folder: Path, language: str
) -> dict[str, Any]:
    pdf = app.press.drawn(record, row.level, language)
    state = LetterState.DRAFT if row.state in FROZEN else row.state
    return _written(app, record.case.id, row, pdf, folder, language, state)


def _written(
    app: Application, case_id: str, row: LetterRow, pdf: bytes, folder: Path, language: str, state: str
) -> dict[str, Any]:
    anew = language if language != row.language or state != row.state else ""
    path = folder / letter_name(row.case_number, row.number, row.version, row.level, anew)
    write_whole(path, pdf)
    return {
        "path": str(path),
        "case": case_id,
        "case_number": row.case_number,
        "patient": row.patient_id,
        "level": row.level,
        "language": language,
        "pages": app.page_count(pdf),
        "state": state,
        "sha256": hashlib.sha256(pdf).hexdigest(),
    }
