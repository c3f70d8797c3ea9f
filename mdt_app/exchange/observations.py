"""An observation becomes the fact that its code stands for, else a plain measurement with value and unit as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mdt_app.domain.facts import Kind
from mdt_app.domain.incoming import IncomingFact
from mdt_app.domain.payloads import Condition, Event, Measurement, Payload, Score, Stage
from mdt_app.exchange import codes, fact_codes, registration
from mdt_app.exchange.bundle import Reading, Resource, span
from mdt_app.exchange.tnm import category_value, stages
from mdt_app.exchange.values import (
    Json,
    any_value,
    code_of,
    codings,
    extension,
    first_coding,
    notes,
    said_in,
    table,
    tables,
    text,
    whole,
)

_LEFT_OUT = ("entered-in-error", "cancelled")


def read_observation(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    data = resource.data
    status = text(data.get("status"))
    if status in _LEFT_OUT:
        reading.warnings.alike("Observation", f"marked {status}, and left out", resource.origin)
        return
    if code_of(data.get("code"), codes.FACT):
        yield from fact_codes.read(resource, reading)
        return
    if registration.code_in(data):
        yield from registration.read_observation(resource, reading)
        return
    found = list(_payloads(resource, reading))
    when = reading.when(resource, span(data, "effective")[0]) if found else None
    if when is not None:
        for kind, payload, suffix in found:
            yield reading.fact(resource, kind, payload, when, suffix)


Found = tuple[Kind, Payload, str]


def _payloads(resource: Resource, reading: Reading) -> Iterator[Found]:
    data = resource.data
    given = {(system, code) for system, code, _ in codings(data.get("code"))}
    if given & codes.ECOG_CODES:
        yield from _score(resource, reading, Kind.ECOG, codes.ECOG_ANSWERS, range(6))
    elif given & codes.KARNOFSKY_CODES:
        yield from _score(resource, reading, Kind.KARNOFSKY, codes.KARNOFSKY_ANSWERS, range(101))
    elif codes.DISEASE_STATUS in given and codes.WORSENED in _values(data):
        yield Kind.PROGRESSION, Event(text=notes(data)), ""
    elif codes.METASTASIS_SITE_CODE in given:
        yield from _metastasis(data)
    else:
        staged = list(_staged(resource))
        yield from staged or _measured(resource, reading)


def _values(data: Json) -> set[tuple[str, str]]:
    return {(system, code) for system, code, _ in codings(data.get("valueCodeableConcept"))}


def _score(
    resource: Resource, reading: Reading, kind: Kind, answers: dict[str, int], allowed: range
) -> Iterator[Found]:
    value = _scored(resource.data, answers)
    if value is not None and value in allowed:
        yield kind, Score(value=value), ""
        return
    written = any_value(resource.data)[0][:40]
    if written:
        last = allowed.stop - 1
        reading.warnings.say(
            f"{resource.origin}: {kind.upper()} {written} is not a whole number from 0 to {last}."
        )
    else:
        reading.warnings.alike("Observation", "gives no value, and is left out", resource.origin)


def _scored(data: Json, answers: dict[str, int]) -> int | None:
    """The whole number of an integer, a quantity, an answer code or a text like "ECOG 2" or "30%"."""
    for written in (data.get("valueInteger"), table(data.get("valueQuantity")).get("value")):
        if written is not None:
            return whole(written)
    concepts = [data.get("valueCodeableConcept"), *tables(data.get("interpretation"))]
    for _, code, display in (one for concept in concepts for one in codings(concept)):
        if code in answers:
            return answers[code]
        found = re.fullmatch(r"(\d{1,3})\s?%?", code) or re.match(r"(?:ECOG|KPS|WHO)\s?(\d{1,3})\b", display)
        if found:
            return int(found[1])
    said = re.fullmatch(
        r"(?:ECOG|KPS|WHO|Karnofsky)?\s*(\d{1,3})\s?%?", text(data.get("valueString")), re.IGNORECASE
    )
    return int(said[1]) if said else None


def _metastasis(data: Json) -> Iterator[Found]:
    concept = data.get("valueCodeableConcept")
    code, system = first_coding(concept)
    words = said_in(concept)
    if words:
        site = next(
            (codes.OBDS_SITES[one] for _, one, _ in codings(concept) if one in codes.OBDS_SITES), None
        )
        site = codes.site_in(words) if site is None else site
        payload = Condition(text=words, code=code, system=system, site=site, distant=site != "lymph nodes")
        yield Kind.METASTASIS, payload, ""


def _staged(resource: Resource) -> Iterator[Found]:
    """TNM categories and the stage group: on the observation itself or in its components."""
    data = resource.data
    edition = _edition(data)
    for place, holder in enumerate([data, *tables(data.get("component"))]):
        known = [
            codes.TNM_CODES[one[:2]] for one in codings(holder.get("code")) if one[:2] in codes.TNM_CODES
        ]
        if not known:
            continue
        category, prefix = known[0]
        suffix = f"component-{place}" if place else ""
        stage = _stage(holder, category, _prefix(holder) or prefix, edition)
        if stage:
            yield Kind.STAGE, stage, suffix
        elif category == "stage":
            for one in stages(any_value(holder)[0], prefix, edition):
                yield Kind.STAGE, one, f"{suffix or 'value'}-{one.category}"


def _stage(holder: Json, category: str, prefix: str, edition: str) -> Stage | None:
    given = [(code, display) for _, code, display in codings(holder.get("valueCodeableConcept"))]
    written = [codes.SNOMED_TNM_VALUES.get(code, code) for code, _ in given] + [
        display for _, display in given
    ]
    for words in [*written, any_value(holder)[0]]:
        own, value = category_value(category, words)
        if value:
            return Stage(category=category, value=value, prefix=own or prefix, edition=edition)
    return None


def _prefix(holder: Json) -> str:
    """The c or p that MII writes as an extension of the code."""
    return first_coding(extension(holder.get("code"), "tnm-cp-praefix").get("valueCodeableConcept"))[0]


def _edition(data: Json) -> str:
    words = said_in(data.get("method")) + " " + first_coding(data.get("method"))[0]
    found = re.search(r"\b(\d{1,2})(?:st|nd|rd|th|e)?\b", words)
    return found[1] if found else ""


def _measured(resource: Resource, reading: Reading) -> Iterator[Found]:
    data = resource.data
    yielded = False
    for place, holder in enumerate([data, *tables(data.get("component"))]):
        value, unit = any_value(holder)
        name = said_in(holder.get("code"))
        if not value or not name:
            continue
        code, system = first_coding(holder.get("code"))
        payload = Measurement(
            name=name, value=value, unit=unit, code=code, system=system, group=_group(data, code)
        )
        yielded = True
        yield Kind.MEASUREMENT, payload, (code or str(place)) if place else ""
    if not yielded:
        reading.warnings.alike("Observation", "gives no value, and is left out", resource.origin)


def _group(data: Json, code: str) -> str:
    if code in codes.TUMOUR_MARKERS or "tumor-marker" in str(table(data.get("meta")).get("profile")):
        return "tumour-marker"
    return next((one for concept in tables(data.get("category")) for _, one, _ in codings(concept)), "")
