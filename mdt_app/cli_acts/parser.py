"""The names and options of the command line; they are a contract and only grow."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from mdt_app import __version__
from mdt_app.domain.preparing_teams import TEAMS

OF_THE_WINDOW = frozenset({"--quit-when-shown", "--quit-when-ready"})


def parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """What reads the words given; where they ask for the window alone, it is not kept waiting for the commands."""
    top = argparse.ArgumentParser(
        prog="mdt", description="Tumour boards with palliative care fully part of them."
    )
    top.add_argument("--version", action="version", version=f"mdt {__version__}")
    top.add_argument("--database", help="a local file or a postgresql:// address (else MDT_DATABASE)")
    top.add_argument(
        "--as",
        dest="user",
        help="the account (else MDT_USER); its password comes from MDT_PASSWORD, the keyring or a prompt",
    )
    top.add_argument("--json", action="store_true", help="one JSON document on standard output")
    top.add_argument("--quit-when-shown", action="store_true", help=argparse.SUPPRESS)
    top.add_argument("--quit-when-ready", action="store_true", help=argparse.SUPPRESS)
    if OF_THE_WINDOW.issuperset(given):
        top.set_defaults(command=None)
        return top
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _prepare(commands)
    _tell(commands)
    _clinical(commands)
    _keep(commands)
    return top


def _command(commands: Any, name: str, words: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=words)
    # Accepted on either side of the command, and the one given there wins.
    made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return made


def _prepare(commands: Any) -> None:
    demo = _command(
        commands,
        "demo",
        "fill a new database with a synthetic board, then open it; keeps an earlier demo aside",
    )
    demo.add_argument("--patients", type=_count, default=48)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--no-window", action="store_true")
    demo.add_argument(
        "--quit-when-shown", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS
    )
    demo.add_argument(
        "--quit-when-ready", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS
    )
    take = _command(
        commands, "import", "FHIR R4 bundles, tumour-conference registrations, CSV and XLSX worklists"
    )
    take.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    take.add_argument("--meeting", help="list each patient on this meeting")
    patients = _command(commands, "patients", "find patients by name, birth date, number")
    patients.add_argument("--search", default="", metavar="TEXT")
    meetings = _command(commands, "meetings", "list meetings")
    meetings.add_argument("--board", default="", help="a board's id or name")
    meetings.add_argument("--from", dest="since", type=_day, metavar="D")
    meetings.add_argument("--to", dest="until", type=_day, metavar="D")
    agenda = _command(commands, "agenda", "a meeting's agenda, printed with --pdf")
    agenda.add_argument("meeting")
    agenda.add_argument("--pdf", type=Path, metavar="FILE")
    preparing = _command(
        commands, "preparation", "what a team prepares for a meeting: who, what is wanted, by when, who asks"
    )
    preparing.add_argument("meeting")
    preparing.add_argument("--for", dest="team", choices=tuple(TEAMS), required=True)
    preparing.add_argument("--pdf", type=Path, metavar="FILE")
    there = _command(commands, "attendance", "who attended a meeting, by level of care, printed with --pdf")
    there.add_argument("meeting")
    there.add_argument("--pdf", type=Path, metavar="FILE")
    there.add_argument("--signatures", action="store_true", help="with a column to sign in")


def _tell(commands: Any) -> None:
    invite = _command(
        commands, "invitations", "write what each person of a meeting must hear as calendar entries"
    )
    invite.add_argument("meeting")
    invite.add_argument("--out", type=Path, required=True, metavar="DIR")
    invite.add_argument("--mail", action="store_true", help="as messages (.eml) with the entry in them")
    replies = _command(commands, "replies", "take in answers to invitations (.ics, .eml)")
    replies.add_argument("meeting")
    replies.add_argument("paths", nargs="+", type=Path, metavar="FILE")


def _clinical(commands: Any) -> None:
    for name, words in (
        ("checklist", "the 28 elements of a patient"),
        ("criteria", "the 11 criteria of a patient"),
        ("prompts", "advice that applies now"),
    ):
        one = _command(commands, name, words)
        one.add_argument("patient")
        one.add_argument("--on", type=_day, metavar="D", help="use what was true on this day (else today)")
        one.add_argument("--known-on", type=_day, metavar="D", help="only what was recorded by this day")
    export = _command(commands, "export", "one patient's record as a FHIR R4 bundle")
    export.add_argument("patient")
    export.add_argument("--fhir", type=Path, required=True, metavar="FILE")
    letters = _command(commands, "letters", "write a meeting's letters as PDF; issues nothing")
    letters.add_argument("meeting")
    letters.add_argument("--out", type=Path, required=True, metavar="DIR")
    letters.add_argument("--level", choices=("primary", "secondary", "tertiary", "patient"))
    letters.add_argument("--language", choices=("nl", "fr", "de", "en"))


def _keep(commands: Any) -> None:
    audit = _command(commands, "audit", "check what was recorded (auditor, administrator)")
    verbs = audit.add_subparsers(dest="verb", required=True)
    _command(verbs, "verify", "walk the chains of changes and the stream of reads")
    backup = _command(commands, "backup", "a consistent copy while in use, keys included (administrator)")
    backup.add_argument("file", type=Path)
    restore = _command(commands, "restore", "check a copy, then put it in place (administrator)")
    restore.add_argument("file", type=Path)
    database = _command(commands, "database", "make, upgrade, check a database")
    verbs = database.add_subparsers(dest="verb", required=True)
    for verb, words in (
        ("init", "make one; gives the recovery key of a local file, once"),
        ("upgrade", "to this program's schema; keeps a copy of a local file first (administrator)"),
        ("check", "look for damage (auditor, administrator)"),
    ):
        _command(verbs, verb, words)
    _command(commands, "doctor", "what works on this machine, and what to do about the rest")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it as 2026-11-30") from None


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of patients from 1 to 100000")
    return int(text)
