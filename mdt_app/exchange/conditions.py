"""A condition is a diagnosis, a metastasis or a problem, told apart by its codes first and its words second."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mdt_app.domain.facts import Kind
from mdt_app.domain.incoming import IncomingFact
from mdt_app.domain.payloads import Condition
from mdt_app.exchange import codes, outright
from mdt_app.exchange.bundle import Reading, Resource, span
from mdt_app.exchange.tnm import stages
from mdt_app.exchange.values import Json, code_of, codings, extension, first_coding, said_in, table, tables

_NEOPLASM = re.compile(
    r"cancer|carcinom|karzinom|malign|neoplas|tumou?r\b|sarcom|sarkom|lymphom|leuk[aä]?emi|leucémi|leukämi|myelom|"
    r"melanom|mesotheliom|gliom|glioblastom|blastom|kanker|krebs"
)
_SPREAD = re.compile(
    r"^(secondary malignan|metasta)|\bmetasta(s[ie]s|se[ns]?|sen|zen|zing)\b|\w(metasta(sen?|zen?|zing|sis))\b|"
    r"\bmétastases?\b|metastatic malignant neoplasm (to|of|in)"
)
_NOT_NOW = re.compile(
    r"\b(history|hx|family|risk|suspect\w*|suspicion|screening|prevention|fear|exclu\w*|benign|"
    r"vermoed\w*|voorgeschiedenis|verdacht|anamnese|antécédent\w*)\b"
)
_DENIED = re.compile(r"\b(no|not|without|geen|zonder|kein\w*|ohne|pas de|sans|aucune?)\b")
_PROBLEM_WORDS = (
    ("cauda-equina", r"\bcauda equina"),
    ("cord-compression", r"\b(spinal )?cord compression|compression of (the )?spinal cord"),
    ("delirium", r"\bdelirium\b(?! tremens)"),
)
_OVER = ("resolved", "inactive")
_VERIFIED = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


@dataclass(frozen=True, slots=True)
class Sort:
    """What kind of condition it is, and what a rule may ask of it."""

    kind: Kind
    site: str = ""
    concept: str = ""
    distant: bool = False


def sort_of(concept: object, body: str = "", profile: str = "") -> Sort:
    """The sort of a code; `body` is the body site in words, `profile` the profiles that the source claims."""
    given = list(codings(concept))
    for system, code, _ in given:
        found = _by_code(system, code, body)
        if found:
            return found
    if "secondary-cancer" in profile:
        return _spread(codes.site_in(body))
    if "primary-cancer" in profile:
        return Sort(Kind.DIAGNOSIS, site=codes.site_in(body))
    words = [said_in(concept)] + [display for _, _, display in given]
    classified = any(codes.is_icd10(system) for system, _, _ in given)
    return _by_words(" / ".join(dict.fromkeys(filter(None, words))), body, classified)


def _by_code(system: str, code: str, body: str) -> Sort | None:
    if codes.is_icd10(system):
        return _by_icd(codes.icd_written_out(code))
    if codes.is_icdo(system):
        return _by_icdo(code, body)
    if system == codes.SNOMED and code in codes.SNOMED_METASTASES:
        return _spread(codes.SNOMED_METASTASES[code] or codes.site_in(body))
    if system == codes.SNOMED and code in codes.SNOMED_PROBLEMS:
        return Sort(Kind.PROBLEM, concept=codes.SNOMED_PROBLEMS[code])
    return None


def _by_icd(code: str) -> Sort | None:
    spread = codes.by_prefix(code, codes.ICD_METASTASES)
    if spread is not None:
        return _spread(spread, distant=code[:3] != "C77")
    if re.match(r"C\d|D0\d|D3[7-9]|D4[0-8]", code):
        return Sort(Kind.DIAGNOSIS, site=codes.by_prefix(code, codes.PRIMARY_SITES) or "")
    concept = codes.by_prefix(code, codes.ICD_PROBLEMS)
    return Sort(Kind.PROBLEM, concept=concept or "") if re.match(r"[A-Z]\d", code) else None


def _by_icdo(code: str, body: str) -> Sort | None:
    behaviour = re.fullmatch(r"\d{4}/(\d)", code)
    if behaviour:
        if behaviour[1] == "6":
            return _spread(codes.site_in(body))
        return Sort(Kind.PROBLEM if behaviour[1] == "0" else Kind.DIAGNOSIS, site=codes.site_in(body))
    if re.match(r"C\d\d", code):
        return Sort(Kind.DIAGNOSIS, site=codes.by_prefix(code, codes.PRIMARY_SITES) or codes.site_in(body))
    return None


def _by_words(words: str, body: str, classified: bool) -> Sort:
    low = words.lower()
    if not classified and not _NOT_NOW.search(low):
        if _says(_SPREAD, low):
            return _spread(codes.site_in(re.sub(r"\bfrom\b.*", "", low)) or codes.site_in(body))
        for concept, pattern in _PROBLEM_WORDS:
            if _says(re.compile(pattern), low):
                return Sort(Kind.PROBLEM, concept=concept)
        if _says(_NEOPLASM, low):
            return Sort(Kind.DIAGNOSIS, site=codes.site_in(body) or codes.site_in(low))
    return Sort(Kind.PROBLEM)


def _says(pattern: re.Pattern[str], low: str) -> bool:
    """Whether the words say it and no word before denies it."""
    found = pattern.search(low)
    return found is not None and not _DENIED.search(low[: found.start()])


def _spread(site: str, distant: bool = True) -> Sort:
    return Sort(Kind.METASTASIS, site=site, distant=distant and site != "lymph nodes")


def read_condition(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    data = resource.data
    verified = code_of(data.get("verificationStatus"), _VERIFIED) or said_in(data.get("verificationStatus"))
    if verified in ("refuted", "entered-in-error"):
        reading.warnings.alike("Condition", f"marked {verified}, and left out", resource.origin)
        return
    words = said_in(data.get("code")) or said_in(next(iter(tables(data.get("bodySite"))), {}))
    if not words:
        reading.warnings.alike(
            "Condition", "says neither a code nor a text, and is left out", resource.origin
        )
        return
    body = _body_words(data)
    profile = " ".join(map(str, table(data.get("meta")).get("profile") or []))
    sort = sort_of(data.get("code"), body, profile)
    kind = outright.kind(data, (Kind.DIAGNOSIS, Kind.METASTASIS, Kind.PROBLEM)) or sort.kind
    abated = span(data, "abatement")
    status = said_in(data.get("clinicalStatus"))
    when = reading.when(resource, span(data, "onset")[0], abated[1] or abated[0])
    if when is None:
        return
    if when.true_to is None and status not in _OVER and _ended_in_words(data):
        ended = when.recorded_on or when.true_from
        when = replace(when, true_to=max(ended, when.true_from))
    code, system = _best_coding(data.get("code"))
    payload = Condition(
        text=words,
        code=code,
        system=system,
        site=sort.site,
        concept=sort.concept,
        morphology=_morphology(data),
        laterality=_laterality(data),
        confirmed=verified in ("", "confirmed"),
        status=status,
        distant=sort.distant,
    )
    yield reading.fact(resource, kind, payload, when)
    yield from _stages(resource, reading)


def _best_coding(concept: object) -> tuple[str, str]:
    """(code, system) of the coding that says most to a rule: SNOMED CT or ICD before a house's own."""
    for system, code, _ in codings(concept):
        if code and (system == codes.SNOMED or codes.is_icd10(system) or codes.is_icdo(system)):
            return code, system
    return first_coding(concept)


def _ended_in_words(data: Json) -> bool:
    """Whether an end without a date is told; what the status alone says of an end is for the rules to judge."""
    return "abatementString" in data or "abatementAge" in data


def _body_words(data: Json) -> str:
    return " ".join(said_in(one) for one in tables(data.get("bodySite")))


def _morphology(data: Json) -> str:
    """ "8140/3 Adenocarcinoma" from the histology extension of mCODE or MII, or from an ICD-O-3 code."""
    held = extension(data, "histology-morphology-behavior") or extension(data, "morphology-behavior-icdo3")
    concept = held.get("valueCodeableConcept")
    if concept is None:
        found = [one for one in codings(data.get("code")) if codes.is_icdo(one[0]) and "/" in one[1]]
        return " ".join(filter(None, found[0][1:])) if found else ""
    code = first_coding(concept)[0]
    words = said_in(concept)
    return words if words == code else f"{code} {words}".strip()


def _laterality(data: Json) -> str:
    for place in tables(data.get("bodySite")):
        side = table(extension(place, "laterality-qualifier").get("valueCodeableConcept"))
        for system, code, _ in [*codings(place), *codings(side)]:
            found = codes.laterality(system, code)
            if found:
                return found
    return ""


def _stages(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    """Staging written on the condition itself, unless the observation that it names is in the file too."""
    for place, one in enumerate(tables(resource.data.get("stage")), 1):
        if any(reading.follow(ref, resource) for ref in tables(one.get("assessment"))):
            continue
        words = said_in(one.get("summary"))
        found = stages(words)
        if not found:
            reading.warnings.say(f'{resource.origin}: the stage "{words[:60]}" is not understood.')
            continue
        when = reading.when(resource, span(resource.data, "recorded")[0] or span(resource.data, "onset")[0])
        if when is None:
            return
        for stage in found:
            yield reading.fact(resource, Kind.STAGE, stage, when, f"stage-{place}-{stage.category}")
