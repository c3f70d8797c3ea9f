"""Where a request stands is said in the same words in lists, in its page and in Today."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.requests import Request, RequestState, Urgency
from mdt_app.operations.requests_rows import ON_RECORD, Earlier, RequestRow, Step
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.words import said_day
from mdt_app.ui.readiness import words as readiness

SHAPES = {
    RequestState.SENT: Shape.RING, RequestState.RETURNED: Shape.TRIANGLE, RequestState.DEFERRED: Shape.HALF,
    RequestState.ACCEPTED: Shape.DONE, RequestState.WITHDRAWN: Shape.DOT,
}  # fmt: skip


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("requests", text)


def urgency(value: int) -> str:
    """How soon a case is wanted."""
    return {
        Urgency.ROUTINE: tr("routine"), Urgency.SOON: tr("soon"), Urgency.URGENT: tr("urgent"),
    }.get(Urgency(value), "")  # fmt: skip


def state(one: Request, near: date) -> str:
    """ "sent 20 Nov", "deferred to 2 Dec", "returned with a question"."""
    sent = said_day(one.sent_on, near) if one.sent_on else ""
    until = said_day(one.until, near) if one.until else ""
    return {
        RequestState.SENT: tr("sent {day}").format(day=sent),
        RequestState.DEFERRED: tr("deferred to {day}").format(day=until),
        RequestState.RETURNED: tr("returned with a question"),
        RequestState.ACCEPTED: tr("accepted"),
        RequestState.WITHDRAWN: tr("withdrawn"),
    }[one.state]


def mark(row: RequestRow, near: date) -> Mark:
    """The shape of where a request stands; what is to be answered is said so."""
    shape = Shape.RING if row.to_answer else SHAPES[row.request.state]
    return Mark(shape, state(row.request, near))


def details(row: RequestRow, near: date) -> str:
    """ "urgent, wanted by 25 Nov, from Dr Schepens"."""
    one = row.request
    parts = [
        urgency(one.urgency) if one.urgency else "",
        tr("wanted by {day}").format(day=said_day(one.wanted_by, near)) if one.wanted_by else "",
        tr("from {name}").format(name=one.requester),
    ]
    return ", ".join(part for part in parts if part)


def step(one: Step, near: date) -> str:
    """One line of a request's history, without who and when."""
    until = said_day(one.until, near) if one.until else ""
    said = {
        RequestState.SENT: tr("Sent"),
        RequestState.ACCEPTED: tr("Accepted"),
        RequestState.RETURNED: tr("Returned"),
        RequestState.DEFERRED: tr("Deferred to {day}").format(day=until),
        RequestState.WITHDRAWN: tr("Withdrawn"),
    }.get(RequestState(one.what), one.what)
    return f"{said}: {one.words}" if one.words else said


def field(name: str) -> str:
    """What is on record already, or asked for in the form."""
    return {
        "question": tr("Question"),
        "decision": tr("Decided"),
        "reasons": tr("Reasons"),
        "knows": tr("What the patient knows"),
        "wants": tr("What the patient wants"),
        "goals": tr("Goals and hopes"),
        "not-wanted": tr("What the patient does not want"),
        "ecog": tr("Performance status (ECOG)"),
    }.get(name) or readiness.thing(name)


def wanted(what: str) -> str:
    """What a request may want, by whom it is made ready."""
    return {
        "imaging": tr("Wanted from radiology"),
        "pathology": tr("Wanted from pathology"),
        "laboratory": tr("Wanted from the laboratory"),
        "assessment": tr("Scores to be asked"),
        "preferences": tr("To be asked of the patient"),
        "other": tr("Anything else that is needed"),
    }.get(what, what)


def source(one: Earlier, near: date) -> str:
    """ "LUNG-2026-0017, 3 May"."""
    return f"{place(one.source)}, {said_day(one.day, near)}"


def place(name: str) -> str:
    """Where something stands: a case's number, whoever said it, or the record."""
    return tr("on record") if name == ON_RECORD else name


def taken_over(found: tuple[str, date], near: date) -> str:
    """How what was taken over is marked."""
    day = said_day(found[1], near)
    if found[0] == ON_RECORD:
        return tr("as on record, {day}").format(day=day)
    return tr("taken over from {source}, {day}").format(source=found[0], day=day)


def lacks(names: tuple[str, ...]) -> str:
    """What a request is to state and does not."""
    return tr("Not said: {what}.").format(what=", ".join(field(one).lower() for one in names))
