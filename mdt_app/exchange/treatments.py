"""What was done, given or found at which visit; nothing that was planned, cancelled or not done counts as done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mdt_app.domain.facts import Kind
from mdt_app.domain.incoming import IncomingFact
from mdt_app.domain.payloads import Allergy, Assessment, Encounter, Medication, Named
from mdt_app.exchange.bundle import Reading, Resource, span
from mdt_app.exchange.codes import BOARD_CODES, FACT, INSTRUMENT
from mdt_app.exchange.dates import said
from mdt_app.exchange.values import (
    Json,
    amount,
    codings,
    extension,
    first_coding,
    notes,
    number,
    said_in,
    table,
    tables,
    text,
    yes_or_no,
)

_NOT_DONE = ("entered-in-error", "not-done", "not-taken", "cancelled", "draft", "preparation", "unknown")


def _unused(resource: Resource, reading: Reading, but: tuple[str, ...] = ()) -> bool:
    status = text(resource.data.get("status"))
    if status in _NOT_DONE and status not in but:
        reading.warnings.alike(resource.type, f"marked {status}, and left out", resource.origin)
        return True
    return False


def _named(
    resource: Resource, reading: Reading, kind: Kind, concept: object, stem: str, result: str
) -> Iterator[IncomingFact]:
    words = said_in(concept)
    if not words:
        reading.warnings.alike(resource.type, "does not say what it is, and is left out", resource.origin)
        return
    when = reading.when(resource, span(resource.data, stem)[0])
    if when is not None:
        code, system = first_coding(concept)
        yield reading.fact(resource, kind, Named(text=words, code=code, system=system, result=result), when)


def read_procedure(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    if not _unused(resource, reading):
        data = resource.data
        result = "; ".join(filter(None, (said_in(data.get("outcome")), notes(data))))
        yield from _named(resource, reading, Kind.PROCEDURE, data.get("code"), "performed", result)


def read_imaging(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    if _unused(resource, reading, but=("unknown",)):
        return
    data = resource.data
    series = next(iter(tables(data.get("series"))), {})
    modality = table(next(iter(tables(data.get("modality"))), series.get("modality")))
    concept: Json = next(iter(tables(data.get("procedureCode"))), {})
    if not said_in(concept):
        words = text(data.get("description")) or text(modality.get("display")) or text(modality.get("code"))
        concept = {"coding": [modality], "text": words}
    yield from _named(resource, reading, Kind.IMAGING, concept, "started", notes(data))


def read_report(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    if _unused(resource, reading, but=("unknown",)):
        return
    data = resource.data
    codes = [said_in(one) for one in tables(data.get("conclusionCode"))]
    result = text(data.get("conclusion")) or "; ".join(filter(None, codes))
    yield from _named(resource, reading, Kind.REPORT, data.get("code"), "effective", result)


def read_medication(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    """MedicationRequest, MedicationStatement or MedicationAdministration.

    A request that names its `priorPrescription` in the file is a change against that dose. Two
    extensions say it outright: `urn:mdt:fact:change` (valueCode new, changed, stopped) and
    `urn:mdt:fact:previous-dose` (valueString).
    """
    data = resource.data
    if _unused(resource, reading, but=("unknown",)) or yes_or_no(data.get("doNotPerform")):
        return
    concept = data.get("medicationCodeableConcept")
    if concept is None:
        drug = reading.follow(data.get("medicationReference"), resource)
        concept = (
            drug.data.get("code") if drug else {"text": table(data.get("medicationReference")).get("display")}
        )
    if not said_in(concept):
        reading.warnings.alike(resource.type, "does not say which medicine, and is left out", resource.origin)
        return
    start, end = span(data, "effective")
    when = reading.when(resource, start or said(data.get("authoredOn")), end)
    if when is None:
        return
    code, system = first_coding(concept)
    change, previous = _change(resource, reading)
    payload = Medication(
        text=said_in(concept),
        dose=_dose(data),
        reason=_reason(resource, reading),
        status=text(data.get("status")).removeprefix("unknown"),
        change=change,
        previous_dose=previous,
        code=code,
        system=system,
    )
    yield reading.fact(resource, Kind.MEDICATION, payload, when)


def _change(resource: Resource, reading: Reading) -> tuple[str, str]:
    data = resource.data
    said_so = text(extension(data, f"{FACT}:change").get("valueCode"))
    before = text(extension(data, f"{FACT}:previous-dose").get("valueString"))
    prior = reading.follow(data.get("priorPrescription"), resource)
    if prior is not None:
        before = before or _dose(prior.data)
    if said_so in ("new", "changed", "stopped"):
        return said_so, before
    if text(data.get("status")) == "stopped":
        return "stopped", before
    return ("changed" if prior is not None else ""), before


def _dose(data: Json) -> str:
    """The dosage as text, else dose and rhythm put together from its parts."""
    found = []
    for one in tables(data.get("dosageInstruction")) or tables(data.get("dosage")):
        words = text(one.get("text")) or text(one.get("patientInstruction"))
        found.append(words or _dose_in_parts(one))
    return "; ".join(filter(None, found))


def _dose_in_parts(dosage: Json) -> str:
    given = next(iter(tables(dosage.get("doseAndRate"))), dosage)
    dose = " ".join(filter(None, amount(given.get("doseQuantity") or given.get("dose"))))
    repeat = table(table(dosage.get("timing")).get("repeat"))
    times, period, unit = (
        number(repeat.get("frequency")),
        number(repeat.get("period")),
        text(repeat.get("periodUnit")),
    )
    rhythm = f"{times} x / {period} {unit}".replace("/ 1 ", "/ ") if times and period and unit else ""
    need = (
        "as needed"
        if yes_or_no(dosage.get("asNeededBoolean"))
        else said_in(dosage.get("asNeededCodeableConcept"))
    )
    route = said_in(dosage.get("route"))
    return ", ".join(filter(None, (dose, rhythm or said_in(dosage.get("timing")), route, need)))


def _reason(resource: Resource, reading: Reading) -> str:
    words = [said_in(one) for one in tables(resource.data.get("reasonCode"))]
    for one in tables(resource.data.get("reasonReference")):
        target = reading.follow(one, resource)
        words.append(said_in(target.data.get("code")) if target else text(one.get("display")))
    return "; ".join(filter(None, words))


def read_allergy(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    data = resource.data
    verified = next((code for _, code, _ in codings(data.get("verificationStatus"))), "")
    if verified in ("refuted", "entered-in-error"):
        reading.warnings.alike("AllergyIntolerance", f"marked {verified}, and left out", resource.origin)
        return
    words = said_in(data.get("code"))
    if not words:
        reading.warnings.alike("AllergyIntolerance", "does not say to what, and is left out", resource.origin)
        return
    when = reading.when(resource, span(data, "onset")[0])
    if when is None:
        return
    if said_in(data.get("clinicalStatus")) in ("inactive", "resolved"):
        ended = when.true_to or when.recorded_on or when.true_from
        when = replace(when, true_to=max(when.true_from, ended))
    reactions = tables(data.get("reaction"))
    shown = [said_in(sign) for one in reactions for sign in tables(one.get("manifestation"))]
    severity = next(filter(None, (text(one.get("severity")) for one in reactions)), "")
    code, system = first_coding(data.get("code"))
    payload = Allergy(
        text=words,
        reaction=", ".join(filter(None, shown)),
        severity=severity or text(data.get("criticality")),
        code=code,
        system=system,
    )
    yield reading.fact(resource, Kind.ALLERGY, payload, when)


_SETTINGS = {
    "AMB": "outpatient clinic",
    "IMP": "ward",
    "ACUTE": "ward",
    "NONAC": "ward",
    "SS": "day clinic",
    "EMER": "emergency department",
    "HH": "home",
    "VR": "telephone or video",
    "FLD": "elsewhere",
}


def is_board(data: Json) -> bool:
    """Whether an Encounter, Appointment or ServiceRequest is a tumour conference, by any of its codes."""
    held = ("type", "serviceType", "serviceCategory", "appointmentType", "category", "code", "reasonCode")
    found = {one[:2] for name in held for concept in tables(data.get(name)) for one in codings(concept)}
    return bool(found & BOARD_CODES)


def read_encounter(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    data = resource.data
    if _unused(resource, reading) or is_board(data):
        return
    start = said(table(data.get("period")).get("start"))
    if start is None and text(data.get("status")) == "planned":
        reading.warnings.alike("Encounter", "planned without a date, and left out", resource.origin)
        return
    when = reading.when(resource, start)
    if when is not None:
        words = "; ".join(filter(None, (said_in(one) for one in tables(data.get("type")))))
        setting = text(table(data.get("class")).get("code"))
        payload = Encounter(text=words, setting=_SETTINGS.get(setting, setting))
        yield reading.fact(resource, Kind.ENCOUNTER, payload, when)


def read_answers(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    """A filled instrument; an item asked without an answer is kept as missing."""
    data = resource.data
    name = text(data.get("questionnaire")).split("|")[0]
    if not name.startswith(INSTRUMENT):
        reading.warnings.unused("QuestionnaireResponse")
        return
    if _unused(resource, reading):
        return
    answers: dict[str, float | None] = {}
    for item, answer in _items(data):
        if answer is not None and _score(answer) is None:
            reading.warnings.say(
                f"{resource.origin}: the answer to {item[:40]} is not a number and counts as missing."
            )
        answers[item] = answers.get(item) if answers.get(item) is not None else _score(answer)
    if not answers:
        reading.warnings.alike("QuestionnaireResponse", "holds no item, and is left out", resource.origin)
        return
    when = reading.when(resource, said(data.get("authored")))
    if when is not None:
        payload = Assessment(
            instrument=name.removeprefix(INSTRUMENT),
            answers=tuple(answers.items()),
            language=text(data.get("language")),
            carer=text(table(data.get("source")).get("display")),
        )
        yield reading.fact(resource, Kind.ASSESSMENT, payload, when)


def _items(holder: Json) -> Iterator[tuple[str, Json | None]]:
    """(linkId, answer or None) of every question, groups gone through in order."""
    for one in tables(holder.get("item")):
        name, answers = text(one.get("linkId")), tables(one.get("answer"))
        if name and (answers or not one.get("item")):
            yield name, next((given for given in answers if set(given) - {"item", "id", "extension"}), None)
        yield from _items(one)
        for given in answers:
            yield from _items(given)


def _score(answer: Json | None) -> float | None:
    held = answer or {}
    concept = table(held.get("valueCoding"))
    for value in (
        held.get("valueInteger"),
        held.get("valueDecimal"),
        table(held.get("valueQuantity")).get("value"),
        extension(concept, "ordinalValue").get("valueDecimal"),
    ):
        exact = number(value)
        if exact is not None:
            return float(exact)
    return None
