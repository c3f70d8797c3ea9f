"""A registration by the tumour-conference guide of the IDG-RLP is read in its own words: German text stays data.

Source: github IDGRLP/Tumorkonferenzen-IG. Its guide dates few of its statements; those without a date count from the
newest date that the registration mentions, and a warning says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from mdt_app.domain.facts import Kind
from mdt_app.domain.incoming import IncomingFact
from mdt_app.domain.payloads import Condition, Named, Payload
from mdt_app.exchange.bundle import Reading, Resource, span
from mdt_app.exchange.dates import Said, said
from mdt_app.exchange.tnm import stages
from mdt_app.exchange.values import Json, any_value, code_of, notes, said_in, table, tables, text

GUIDE = "http://idg-rlp.de/fhir/tumorkonferenzen"
SYSTEM = f"{GUIDE}/CodeSystem/CustomCodes"
QUESTION = "fragestellungTumorkonferenzFreitext"
REGISTRATION = "tumorBoardAnmeldung"

_IMAGING = {
    "ctMRTSchaedel": "CT/MRT Schädel",
    "ctMRTAbdomen": "CT/MRT Abdomen",
    "ct-mrt-thorax": "CT/MRT Thorax",
    "ctMRTThorax": "CT/MRT Thorax",
    "petCT": "PET-CT",
    "skelettszintigraphie": "Skelettszintigraphie",
    "externeBilder": "Externe Bilder",
    "radiologieBilderFreitext": "Bilder",
}
_REPORTS = {
    "lungenfunktionstest": "Lungenfunktionstest",
    "histologischeTypisierung": "Histologische Typisierung",
    "histologieMolPatFreitext": "Histologie und Molekularpathologie",
    "praxisPathologischesInstitutFreitext": "Pathologisches Institut",
    "verlaufFreitext": "Verlauf",
    "relevanteNebendiagnosenFreitext": "Relevante Nebendiagnosen",
    "fragestellungRadiologieFreitext": "Fragestellung an die Radiologie",
    "fragestellungPathologieFreitext": "Fragestellung an die Pathologie",
    "operativeTherapieFreitext": "Operative Therapie",
    "strahlenTherapieFreitext": "Strahlentherapie",
    "medikamentoeseTherapieFreitext": "Medikamentöse Therapie",
    "psaVerlaufFreitext": "PSA-Verlauf",
    "bemerkungFreitext": "Bemerkung",
    "tumorsituation": "Tumorsituation",
    "familienanamneseDropDown": "Familienanamnese",
    "fertilitaetsBehandlungEmpfohlen": "Fertilitätsbehandlung empfohlen",
    "gewuenschteTeilnehmer": "Gewünschte Teilnehmer",
    "weitereGewuenschteTeilnehmerFreitext": "Weitere gewünschte Teilnehmer",
}
_STAGINGS = {"stadiumBeiED": "", "cTNMbeiED": "c", "pTNMbeiED": "p"}


def code_in(data: Json) -> str:
    return code_of(data.get("code"), SYSTEM)


def is_registration(resources: tuple[Resource, ...]) -> bool:
    return any(code_in(one.data) == REGISTRATION for one in resources if one.type == "Observation")


def read_observation(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    """The facts of one Observation of the guide; the question and the registration itself are read elsewhere."""
    data = resource.data
    code = code_in(data)
    if code in (QUESTION, REGISTRATION):
        return
    if code == "erstdiagnose":
        yield from _first_diagnosis(resource, reading)
        return
    found = _payload(data, code)
    if found is None:
        reading.warnings.alike("Observation", "says nothing, and is left out", resource.origin)
        return
    when = reading.when(resource, span(data, "effective")[0])
    if when is not None:
        yield reading.fact(resource, found[0], found[1], when)


def _payload(data: Json, code: str) -> tuple[Kind, Payload] | None:
    words = ": ".join(filter(None, (any_value(data)[0], notes(data))))
    if not words:
        return None
    if code == "diagnoseFreitext":
        return Kind.DIAGNOSIS, Condition(text=words)
    if code in _IMAGING:
        return Kind.IMAGING, Named(text=_IMAGING[code], code=code, system=SYSTEM, result=words)
    name = _REPORTS.get(code) or said_in(data.get("code"))
    return Kind.REPORT, Named(text=name, code=code, system=SYSTEM, result=words)


def _first_diagnosis(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    """Stage and TNM at first diagnosis, dated by the day of first diagnosis."""
    parts = components(resource.data)
    day = _date_in(parts.get("datumED", {}))
    for name, prefix in _STAGINGS.items():
        words = any_value(parts.get(name, {}))[0]
        found = stages(words, prefix)
        if words and not found:
            reading.warnings.say(f'{resource.origin}: the staging "{words[:60]}" is not understood.')
        when = reading.when(resource, day) if found else None
        for stage in found if when else ():
            assert when is not None
            yield reading.fact(resource, Kind.STAGE, stage, when, f"{name}-{stage.category}")


def _date_in(component: Json) -> Said | None:
    return said(component.get("valueDateTime")) or said(component.get("valueString"))


def components(data: Json) -> dict[str, Json]:
    """The guide's components by their code."""
    return {code_in(one): one for one in tables(data.get("component")) if code_in(one)}


def question(reading: Reading, mine: tuple[Resource, ...]) -> tuple[str, str, str] | None:
    """(question, who asks, which board) of a registration; None where the resources hold none."""
    asked = [any_value(one.data)[0] for one in mine if code_in(one.data) == QUESTION]
    wanted = next((components(one.data) for one in mine if code_in(one.data) == REGISTRATION), None)
    if not asked and wanted is None:
        return None
    wish = any_value((wanted or {}).get("terminwunsch", {}))[0]
    if wish:
        reading.warnings.say(f"The registration wishes to be discussed on {wish}.")
    board = any_value((wanted or {}).get("tumorboard", {}))[0]
    return "\n".join(filter(None, asked)), _requester(reading), board


def _requester(reading: Reading) -> str:
    """The name of the one Practitioner that claims the guide's profile of the requester."""
    for one in reading.of_type("Practitioner"):
        profiles = table(one.data.get("meta")).get("profile")
        if isinstance(profiles, list) and f"{GUIDE}/StructureDefinition/Anmelder" in profiles:
            name = next(iter(tables(one.data.get("name"))), {})
            return text(name.get("text")) or " ".join([*_given(name), text(name.get("family"))]).strip()
    return ""


def _given(name: Json) -> list[str]:
    found = name.get("given")
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
