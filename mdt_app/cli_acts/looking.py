"""Commands that look: patients, meetings, agendas, and what the rules say of a patient."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial
from typing import Any

from mdt_app.cli_acts.inviting import invited
from mdt_app.cli_acts.opening import opened
from mdt_app.cli_acts.output import Output, said_moment
from mdt_app.cli_acts.printing import print_to
from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board
from mdt_app.domain.deviations import Deviation
from mdt_app.domain.errors import Missing
from mdt_app.domain.payloads import CriterionDecision
from mdt_app.domain.states import CriterionState, ElementState, Evidence, PromptState
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.case_rows import PatientView
from mdt_app.operations.listings import meeting_rows, patient_rows
from mdt_app.operations.read_in import read_in
from mdt_app.operations.rows import Invited, ListingRow
from mdt_app.operations.views import patient_view


def patients(arguments: argparse.Namespace, output: Output) -> None:
    with opened(arguments) as app, app.reader() as reader:
        rows = patient_rows(reader, arguments.search, limit=50 if arguments.search else 100_000)
    output.show(
        [
            {
                "id": one.id,
                "name": one.name,
                "birth_date": one.birth_date,
                "identifiers": list(one.identifiers),
            }
            for one in rows
        ],
        [f"{one.id}  {one.name}  {one.birth_date or 'birth date unknown'}" for one in rows]
        or ["Nobody found."],
    )


def meetings(arguments: argparse.Namespace, output: Output) -> None:
    with opened(arguments) as app, app.reader() as reader:
        board_id = _board_id(reader, arguments.board) if arguments.board else ""
        rows = meeting_rows(reader, board_id, arguments.since, arguments.until)
    output.show(
        [
            {
                "id": one.id,
                "board": one.board,
                "board_id": one.board_id,
                "starts_at": said_moment(one.starts_at),
                "state": one.state,
                "cases": one.cases,
                "decided": one.decided,
                "place": one.place,
            }
            for one in rows
        ],
        [
            f"{one.id}  {said_moment(one.starts_at)[:16]}  {one.board}, {one.state}, {one.cases} cases"
            for one in rows
        ]
        or ["No meeting found."],
    )


def _board_id(reader: Any, text: str) -> str:
    for one in reader.find(Board):
        if text in (one.id, one.prefix) or text.casefold() == one.name.casefold():
            return str(one.id)
    raise Missing(f"There is no board {text}.")


def agenda(arguments: argparse.Namespace, output: Output) -> None:
    with opened(arguments) as app:
        with app.reader() as reader:
            view = agenda_view(reader, app.guidance, arguments.meeting)
        if arguments.pdf:
            print_to(arguments.pdf, app, partial(app.render_agenda, view), output)
    cases = [
        {
            "id": one.case.id,
            "listing": one.listing.id,
            "number": one.number,
            "patient": {"id": one.patient.id, "name": one.patient.name},
            "question": one.case.question,
            "position": one.listing.position,
            "slot": {"from": said_moment(one.slot[0]), "to": said_moment(one.slot[1])} if one.slot else None,
            "invited": [invited(who) for who in one.invited],
            "dropped": [invited(who) for who in one.dropped],
            "outcome": one.outcome,
            "standard": one.listing.standard or None,
            "blocked_by": [ready.what for ready in one.ready if ready.blocks],
        }
        for one in view.rows
    ]
    lines = [line for one in view.rows for line in _agenda_lines(one)]
    output.show({"meeting": view.meeting.id, "cases": cases}, lines or ["Nobody is on this agenda yet."])


def _agenda_lines(row: ListingRow) -> list[str]:
    """A case, and under it who is invited, why, and what each answered."""
    at = said_moment(row.slot[0])[11:16] if row.slot else "  -  "
    first = f"{row.listing.position:>2}  {at}  {row.patient.name}: {row.case.question or 'no question yet'}"
    return [first, *(f"           {_invited_line(one)}" for one in row.invited)]


def _invited_line(one: Invited) -> str:
    who = one.person or f"nobody on file ({one.level or one.discipline})"
    return f"{who}: {one.why}" + (f" [{one.answer}]" if one.answer else "")


def checklist(arguments: argparse.Namespace, output: Output) -> None:
    view, read, _ = _patient_on(arguments, output)
    output.show(
        {
            "patient": view.patient.id,
            "on": view.on,
            "elements": [_element(one) for one in view.elements],
            "read_in": read,
        },
        [f"{one.id:<6} {one.status:<14} {one.due or ''!s:<10}  {one.why}" for one in view.elements],
    )


def _element(one: ElementState) -> dict[str, Any]:
    return {
        "id": one.id,
        "domain": one.domain,
        "status": one.status,
        "due": one.due,
        "overdue": one.overdue,
        "why": one.why,
        "warning": one.warning or None,
        "evidence": _evidence(one.evidence),
        "local": _local(one.deviations),
    }


def criteria(arguments: argparse.Namespace, output: Output) -> None:
    view, read, names = _patient_on(arguments, output)
    output.show(
        {
            "patient": view.patient.id,
            "on": view.on,
            "criteria": [_criterion(one, names) for one in view.criteria],
            "read_in": read,
        },
        [f"{one.id:<3} {one.state:<20} {one.why}" for one in view.criteria]
        or ["No criteria: the patient has died."],
    )


def _criterion(one: CriterionState, names: Mapping[str, str]) -> dict[str, Any]:
    decision = None
    if one.decision is not None and isinstance(one.decision.payload, CriterionDecision):
        payload = one.decision.payload
        decision = {
            "decision": payload.decision,
            "reason": payload.reason or None,
            "until": payload.until,
            "date": one.decision.true_from,
            "by": one.decision.recorder(names),
        }
    return {
        "id": one.id,
        "state": one.state,
        "why": one.why,
        "note": one.note or None,
        "facts": _evidence(one.facts),
        "decision": decision,
        "open": one.open,
        "local": _local(one.deviations),
    }


def prompts(arguments: argparse.Namespace, output: Output) -> None:
    view, _, _ = _patient_on(arguments, output)
    output.show(
        [_prompt(one) for one in view.prompts],
        [f"{one.id:<13} {one.text}" for one in view.prompts] or ["Nothing to say."],
    )


def _prompt(one: PromptState) -> dict[str, Any]:
    return {
        "id": one.id,
        "text": one.text,
        "asks": list(one.asks),
        "facts": _evidence(one.facts),
        "overridden": one.override is not None,
        "due": one.due,
        "overdue": one.overdue,
        "warning": one.warning or None,
        "local": _local(one.deviations),
    }


def _local(found: tuple[Deviation, ...]) -> list[dict[str, Any]]:
    """What this hospital changed in the figures, each beside the one that it took the place of."""
    return [
        {"of": one.of, "here": one.here, "model": one.model, "reason": one.reason or None} for one in found
    ]


def _evidence(found: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [{"kind": one.kind, "date": one.date, "value": one.value} for one in found]


def _patient_on(
    arguments: argparse.Namespace, output: Output
) -> tuple[PatientView, dict[str, Any] | None, dict[str, str]]:
    """The patient on the day, and the names behind the accounts; what an import leaves out of what was known then is
    said, and given as a document."""
    with opened(arguments) as app, app.reader() as reader:
        on = arguments.on or app.now().date()
        view = patient_view(reader, app.guidance, arguments.patient, on, arguments.known_on)
        read = read_in(reader, arguments.patient, arguments.known_on)
        names = {one.user: one.name for one in reader.find(Account)}
    if read is None:
        return view, None, names
    output.remark(read.sentence())
    left_out = {
        "on": read.last,
        "since": read.first,
        "statements": read.statements,
        "undated": read.undated,
    }
    return view, left_out, names
