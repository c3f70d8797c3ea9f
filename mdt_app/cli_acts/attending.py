"""Who attended a meeting, in words and on paper, each as recorded."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from mdt_app import papers
from mdt_app.cli_acts.opening import opened
from mdt_app.cli_acts.output import Output, said_moment
from mdt_app.cli_acts.printing import print_to
from mdt_app.domain.attendance import Contribution
from mdt_app.domain.attendance_list import AttendanceList, Attender, CaseAttendance, Part
from mdt_app.domain.moc import MocCase
from mdt_app.operations.attendance_list import attendance_list


def attendance(arguments: argparse.Namespace, output: Output) -> None:
    """The attendance list of a meeting; a page that cannot be written is named, the list is said all the same."""
    with opened(arguments) as app:
        with app.reader() as reader:
            made = attendance_list(
                reader, app.guidance, arguments.meeting, demo=app.demo, signatures=arguments.signatures
            )
        if arguments.pdf:
            print_to(arguments.pdf, app, partial(papers.render_attendance, made), output)
    if made.numbers_missing:
        output.remark(f"No professional number on file: {', '.join(made.numbers_missing)}.")
    output.show(_document(made), [_person_line(one) for one in made.people] or ["Nobody is listed."])


def _document(made: AttendanceList) -> dict[str, Any]:
    return {
        "meeting": made.meeting_id,
        "board": made.board,
        "starts_at": _said(made.starts_at),
        "began": _said(made.began),
        "ended": _said(made.ended),
        "closed": made.closed,
        "chair": made.chair or None,
        "moderator": made.moderator or None,
        "quorum": {"met": made.quorum.met, "missing": dict(made.quorum.missing)},
        "people": [_person(one) for one in made.people],
        "cases": [_case(one) for one in made.cases],
        "numbers_missing": list(made.numbers_missing),
    }


def _person(one: Attender) -> dict[str, Any]:
    return {
        "id": one.person_id or None,
        "name": one.name,
        "discipline": one.discipline,
        "level": one.level or None,
        "organisation": one.organisation or None,
        "number": one.number or None,
        "member": one.member,
        "chair": one.chair,
        "present": one.present,
        "contributed": one.contributed,
        "absent": one.absent,
        "invited": one.invited,
        "from": _said(one.joined),
        "to": _said(one.left),
    }


def _case(one: CaseAttendance) -> dict[str, Any]:
    found = {
        "id": one.case_id,
        "listing": one.listing_id,
        "number": one.number,
        "patient": one.patient,
        "position": one.position,
        "outcome": one.outcome,
        "held": one.held,
        "quorum": one.quorum.met if one.quorum else None,
        "levels": [
            {
                "level": level.level or None,
                "present": _parts(level.present),
                "contributed": _parts(level.contributed),
                "absent": _parts(level.absent),
                "not_recorded": _parts(level.unsaid),
                "not_invited": _parts(level.uninvited),
            }
            for level in one.levels
        ],
    }
    return found | ({"moc": _moc(one.moc)} if one.moc is not None else {})


def _parts(found: Iterable[Part]) -> list[dict[str, Any]]:
    return [
        {
            "person": one.name or None,
            "id": one.person_id or None,
            "discipline": one.discipline or None,
            "presence": one.presence or None,
            "contribution": one.contribution if one.contribution != Contribution.NONE else None,
            "from": _said(one.joined),
            "to": _said(one.left),
            "invited": one.invited,
            "why": one.why or None,
        }
        for one in found
    ]


def _moc(moc: MocCase) -> dict[str, Any]:
    return {
        "kind": moc.kind.id if moc.kind else None,
        "requester": moc.requester or None,
        "specialists": list(moc.specialists),
        "least": moc.least,
        "not_counted": list(moc.uncounted),
        "lacks": list(moc.lacks),
        "codes": [
            {
                "code": one.code.numbers,
                "name": one.code.name,
                "people": list(one.names),
                "check_before_use": one.check,
            }
            for one in moc.suggestions
        ],
        "codes_off": moc.off,
    }


def _person_line(one: Attender) -> str:
    said = [
        f"present at {one.present}" if one.present else "",
        f"contributed to {one.contributed}" if one.contributed else "",
        f"absent: {one.absent}" if one.absent else "",
    ]
    recorded = ", ".join(filter(None, said)) or "nothing recorded"
    return (
        f"{one.number or 'no number on file':<18} {one.name}, {one.discipline or 'no discipline'}: {recorded}"
    )


def _said(moment: datetime | None) -> str | None:
    return said_moment(moment) if moment else None
