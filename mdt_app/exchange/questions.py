"""What a board is asked comes from whoever asks it: a registration, a request, an appointment or an encounter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdt_app.exchange import people, registration
from mdt_app.exchange.bundle import Reading, Resource, span
from mdt_app.exchange.treatments import is_board
from mdt_app.exchange.values import notes, said_in, table, tables, text

_GONE = ("entered-in-error", "cancelled", "revoked", "noshow", "draft")


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    asked_by: str
    place: str
    day: date


def question_of(mine: tuple[Resource, ...], reading: Reading) -> Question | None:
    """The newest question that the patient's resources bring to a tumour conference, a registration's first."""
    registered = registration.question(reading, mine)
    if registered is not None:
        return Question(*registered, day=date.max)
    found = []
    for one in mine:
        if one.type not in ("Appointment", "Encounter", "ServiceRequest"):
            continue
        if not is_board(one.data):
            if one.type != "Encounter":
                reading.warnings.unused(one.type)
        elif text(one.data.get("status")) not in _GONE:
            found.append(_question(one, reading))
    found.sort(key=lambda one: (bool(one.text), one.day))
    for other in found[:-1]:
        reading.warnings.say(f'An older question to a tumour conference is not used: "{other.text[:120]}".')
    return found[-1] if found else None


def _question(one: Resource, reading: Reading) -> Question:
    data = one.data
    reasons = [said_in(concept) for concept in tables(data.get("reasonCode"))]
    reasons += [text(table(ref).get("display")) for ref in tables(data.get("reasonReference"))]
    words = (
        notes(data),
        text(data.get("description")),
        text(data.get("comment")),
        "; ".join(filter(None, reasons)),
    )
    asked = next(filter(None, words), "")
    if not asked:
        reading.warnings.say(f"{one.origin} is a tumour conference but states no question.")
        names = ("code", "type", "serviceType", "category")
        asked = next(
            filter(None, (said_in(c) for name in names for c in tables(data.get(name)))), "Tumour conference"
        )
    starts = span(data, "period")[0] or span(data, "authoredOn")[0] or span(data, "start")[0]
    day = starts.first if starts else date.min
    return Question(asked, _asked_by(one, reading), _place(one, reading), day)


def _asked_by(one: Resource, reading: Reading) -> str:
    """The requester, else the first clinician who takes part."""
    parts = tables(one.data.get("participant"))
    references = [one.data.get("requester"), *(part.get("individual") or part.get("actor") for part in parts)]
    for reference in references:
        target = reading.follow(reference, one)
        target = people.behind(target, reading) if target else None
        if target is not None and target.type in ("Practitioner", "Organization"):
            return people.said_name(target.data)
    return text(table(one.data.get("requester")).get("display"))


def _place(one: Resource, reading: Reading) -> str:
    references = [part.get("actor") for part in tables(one.data.get("participant"))]
    references += [part.get("location") for part in tables(one.data.get("location"))]
    references += tables(one.data.get("locationReference")) + tables(one.data.get("performer"))
    for reference in references:
        target = reading.follow(reference, one)
        if target is not None and target.type in ("Location", "HealthcareService", "CareTeam"):
            return text(target.data.get("name"))
    return ""
