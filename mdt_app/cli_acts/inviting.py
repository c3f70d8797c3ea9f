"""Invitations go out as files, one a person, and answers come back as files; each stands alone."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path
from typing import Any

from mdt_app import application
from mdt_app.application import Application
from mdt_app.cli_acts.opening import opened
from mdt_app.cli_acts.output import Output, make_folder, said_moment, write_whole
from mdt_app.domain.accounts import Right
from mdt_app.domain.addresses import mail_address
from mdt_app.domain.agenda import Meeting, zone_of
from mdt_app.domain.entries import Due, entry_file
from mdt_app.domain.errors import Refused
from mdt_app.invitation_files import InvitationFiles
from mdt_app.operations.invitations import RecordSent
from mdt_app.operations.invitations_replies import ANSWERS, TakeReply, whose
from mdt_app.operations.invitations_view import PeopleView, PersonRow, notice_of, people_view
from mdt_app.operations.rows import Invited


def invitations(arguments: argparse.Namespace, output: Output) -> None:
    """Write what each person must hear; one whose file cannot be written is named and counts as not told."""
    files = InvitationFiles()
    with opened(arguments) as app:
        app.account.require(Right.PREPARE)
        with app.reader() as reader:
            reader.get(Meeting, arguments.meeting).require_not_closed()
            view = people_view(reader, app.guidance, arguments.meeting, app.account.person_id)
        make_folder(arguments.out, "The invitations")
        written = []
        for row in view.to_tell:
            try:
                written.append(_write(app, files, view, row, arguments))
            except Refused as refusal:
                output.problem(f"{row.name}: {refusal}")
    silent = [_not_told(one) for one in view.rows if one.unknown]
    if written and not view.sends_as()[1]:
        output.remark("Nobody here has an e-mail address to answer to; enter the answers by hand.")
    lines = [f"{one['path']}  {one['person']}: {one['state']}" for one in written]
    lines += [f"{one['level'] or 'Somebody'}: {one['why']}" for one in silent]
    output.show(
        {
            "meeting": view.meeting.id,
            "invitations": written,
            "unchanged": [one.name for one in view.rows if one.due == Due.UNCHANGED],
            "not_told": silent,
        },
        lines or ["Everybody knows already."],
    )


def _write(
    app: Application, files: InvitationFiles, view: PeopleView, row: PersonRow, arguments: argparse.Namespace
) -> dict[str, Any]:
    """One person's entry as a file, and then the record that it was given; without the record no file stays."""
    notice = notice_of(view, row, app.now(), app.demo)
    suffix, content = (".eml", files.mail(notice)) if arguments.mail else (".ics", files.entry(notice))
    entry = notice.entry
    day = view.meeting.starts_at.astimezone(zone_of(view.board)).date()
    path = arguments.out / entry_file(entry, view.board.prefix, day, row.name, suffix)
    application.require_apart(app.database, path)
    write_whole(path, content)
    try:
        app.write(app.command(RecordSent, entry=entry, how="e-mail" if arguments.mail else "file"))
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    return {
        "path": str(path),
        "person": row.name,
        "person_id": row.key,
        "level": row.level,
        "state": row.due,
        "method": "CANCEL" if entry.cancelled else "REQUEST",
        "uid": entry.uid,
        "sequence": entry.sequence,
        "mode": row.mode or None,
        "email": mail_address(notice.to_address) or None,
        "slots": [
            {
                "reference": one.reference,
                "from": said_moment(one.since),
                "to": said_moment(one.until),
                "deadline": one.is_deadline,
            }
            for one in entry.slots
        ],
    }  # fmt: skip


def _not_told(row: PersonRow) -> dict[str, Any]:
    why = f"{row.name} is not in the directory" if row.name else "nobody on file"
    cases = [one.row.number for one in row.cases]
    return {
        "level": row.level,
        "person": row.name or None,
        "cases": cases,
        "why": f"{why} ({', '.join(cases)})",
    }


def replies(arguments: argparse.Namespace, output: Output) -> None:
    """Take answers in, file by file; a bad one is named and left out, the rest goes on."""
    files = InvitationFiles()
    taken: list[dict[str, Any]] = []
    with opened(arguments) as app:
        app.account.require(Right.PREPARE)
        with app.reader() as reader:
            reader.get(Meeting, arguments.meeting)
        for path in arguments.paths:
            taken += _take(app, files, path, arguments.meeting, output)
    output.show(
        {"meeting": arguments.meeting, "replies": taken},
        [f"{one['path']}: {one['person']}: {one['answer']}" for one in taken] or ["No answer was taken in."],
    )


def _take(
    app: Application, files: InvitationFiles, path: Path, meeting_id: str, output: Output
) -> list[dict[str, Any]]:
    taken = []
    try:
        for reply in files.replies(path):
            app.write(app.command(TakeReply, reply=reply, meeting_id=meeting_id))
            with app.reader() as reader:
                person = whose(reader, reply)
            taken.append(
                {
                    "path": str(path),
                    "person": person.name if person else None,
                    "answer": ANSWERS[reply.said] or reply.said,
                    "proposed": reply.proposed,
                    "comment": reply.comment or None,
                }
            )
    except Refused as refusal:
        output.problem(f"{path}: {refusal}")
    return taken


def invited(one: Invited) -> dict[str, Any]:
    """Somebody invited as the contract describes him, with the answer beside it."""
    return {
        "person": one.person or None,
        "level": one.level,
        "mode": one.mode or None,
        "why": one.why,
        "facts": [{"kind": kind, "date": day} for kind, day in one.facts],
        "discipline": one.discipline or None,
        "by_hand": one.by_hand,
        "reason": one.reason or None,
        "answer": one.answer or None,
        "answer_text": one.answer_text or None,
        "proposed": one.proposed,
        "written_input": one.input_text or None,
    }
