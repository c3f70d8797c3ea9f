"""Names, addresses and numbers are kept as their source gives them; nobody is guessed to be somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mdt_app.domain.incoming import IncomingPerson
from mdt_app.domain.people import DISCIPLINES
from mdt_app.exchange import outright
from mdt_app.exchange.bundle import Reading, Resource
from mdt_app.exchange.codes import VALUE
from mdt_app.exchange.values import Json, code_of, said_in, table, tables, text, texts

_DISCIPLINES = (
    ("palliative", r"palliati"),
    ("oncology", r"oncolog|onkolog"),
    (
        "gp",
        r"general pract|family (medicine|practi|doctor|physician)|huisarts|généraliste|traitant|haus[aä]rzt",
    ),
)
_LEVELS = {"palliative": "tertiary", "oncology": "secondary", "gp": "primary"}
_TITLES = re.compile(
    r"(?:(?:prof(?:essor|esseur)?|dr|drs|dre|doctor|dokter|docteure?|doktor|pd|mag|ir|apr)\b\.?"
    r"|(?<=[. ])(?:med|univ|em|hon|dent|habil|ir|ph\.?d)\b\.?)(?:[ -]+|(?<=\.))",
    re.IGNORECASE,
)
_HOME_COUNTRY = ("be", "bel", "belgium", "belgië", "belgique", "belgien")


def name_of(data: Json) -> tuple[str, str, str]:
    """(family, given, title) of the official name, else the usual one, else the first; text alone is a family name."""
    names = tables(data.get("name"))
    ranked = sorted(names, key=lambda one: {"official": 0, "usual": 1, "": 1}.get(text(one.get("use")), 2))
    best = next(iter(ranked), {})
    family, given = text(best.get("family")), " ".join(texts(best.get("given")))
    if not family:
        return text(best.get("text")) or given, "", ""
    return family, given, " ".join(texts(best.get("prefix")))


def said_name(data: Json) -> str:
    """Title, given and family name; an organisation's name is a plain text."""
    if isinstance(data.get("name"), str):
        return text(data["name"])
    family, given, title = name_of(data)
    return " ".join(filter(None, (title, given, family)))


def titled(name: str) -> tuple[str, str]:
    """(title, the rest) of a name written in one: ("Prof. Dr. med.", "Anna Maes"); a title alone is a name."""
    end = 0
    while found := _TITLES.match(name, end):
        end = found.end()
    rest = name[end:].strip()
    return (name[:end].strip(), rest) if rest else ("", name)


def parts_of(name: str) -> tuple[str, str, str]:
    """(family, given, title) of a name written in one: only a comma tells the family name from the given one."""
    title, rest = titled(name)
    family, _, given = (part.strip() for part in rest.partition(","))
    return (family, given, title) if family else (rest, "", title)


def address_of(data: Json) -> tuple[str, ...]:
    """The home address line by line, as a letter writes it; Belgium goes without saying."""
    known = [one for one in tables(data.get("address")) if text(one.get("use")) != "old"]
    best = next((one for one in known if text(one.get("use")) in ("home", "")), next(iter(known), {}))
    town = " ".join(
        filter(None, (text(best.get("postalCode")), text(best.get("city")), text(best.get("state"))))
    )
    country = text(best.get("country"))
    lines = [*texts(best.get("line")), town, "" if country.lower() in _HOME_COUNTRY else country]
    return tuple(filter(None, lines)) or tuple(text(best.get("text")).splitlines())


def phone_of(data: Json) -> str:
    phones = [one for one in tables(data.get("telecom")) if text(one.get("system")) in ("phone", "sms")]
    current = [text(one.get("value")) for one in phones if text(one.get("use")) != "old"]
    return next(filter(None, current), "")


def number_of(data: Json) -> str:
    """The professional number: the RIZIV/INAMI one where it is given, else none that we know of."""
    for one in tables(data.get("identifier")):
        if re.search(r"nihdi|riziv|inami", text(one.get("system")).lower()):
            return text(one.get("value"))
    return ""


def discipline_in(words: str) -> str:
    low = words.lower()
    return next((key for key, pattern in _DISCIPLINES if re.search(pattern, low)), "")


def directory(reading: Reading, general_practitioners: frozenset[str]) -> Iterator[IncomingPerson]:
    """Everyone of the file who treats patients, each with the origin of the resource; GPs hold the primary level."""
    for one in reading.of_type("Practitioner", "Organization"):
        person = _person(one, reading, general_practitioners)
        if person.family:
            yield person
        else:
            reading.warnings.alike(one.type, "has no name, and is left out", one.origin)


def _person(one: Resource, reading: Reading, general_practitioners: frozenset[str]) -> IncomingPerson:
    roles = reading.roles_of(one)
    concepts = [c for role in roles for name in ("specialty", "code") for c in tables(role.data.get(name))]
    concepts += tables(one.data.get("type"))
    own = [code_of(concept, VALUE) for concept in concepts]
    discipline = next((code for code in own if code in DISCIPLINES), "")
    if not discipline:
        discipline = "gp" if one.origin in general_practitioners else discipline_in(_fields(one, concepts))
    houses = [reading.follow(role.data.get("organization"), role) for role in roles]
    house = next((found.data for found in houses if found), {})
    named = [text(table(role.data.get("organization")).get("display")) for role in roles]
    family, given, title = (said_name(one.data), "", "") if one.type == "Organization" else name_of(one.data)
    if one.type == "Practitioner" and not title and not given:
        title, family = titled(family)
    phones = [phone_of(held) for held in (one.data, *(role.data for role in roles))]
    return IncomingPerson(
        origin=one.origin,
        family=family,
        given=given,
        title=title,
        discipline=discipline,
        level=next((code for code in own if code in _LEVELS.values()), _LEVELS.get(discipline, "")),
        organisation=said_name(house) or next(filter(None, named), ""),
        address=address_of(one.data) or address_of(house),
        phone=next(filter(None, phones), ""),
        number=number_of(one.data),
    )


def _fields(one: Resource, concepts: list[Json]) -> str:
    """In which fields someone works, in words; an organisation's name says it too."""
    words = [said_in(concept) for concept in concepts]
    words += [said_in(table(held).get("code")) for held in tables(one.data.get("qualification"))]
    words.append(said_name(one.data) if one.type == "Organization" else "")
    return " / ".join(words)


_AUTHORS = {
    "Observation": ("performer",),
    "Condition": ("recorder", "asserter"),
    "AllergyIntolerance": ("recorder", "asserter"),
    "Procedure": ("recorder", "asserter"),
    "DiagnosticReport": ("resultsInterpreter", "performer"),
    "ImagingStudy": ("interpreter",),
    "MedicationRequest": ("recorder", "requester"),
    "MedicationStatement": ("informationSource",),
    "QuestionnaireResponse": ("author",),
}
_THE_PATIENT, _LONGEST_AUTHOR = "the patient", 200


def author_of(resource: Resource, reading: Reading) -> str:
    """Who stands for a statement in its source, by name; "" where the resource names nobody."""
    said = outright.recorded_by(resource.data)
    for field in () if said else _AUTHORS.get(resource.type, ()):
        given = resource.data.get(field)
        named = [
            _author(one, resource, reading) for one in tables(given if isinstance(given, list) else [given])
        ]
        said = ", ".join(dict.fromkeys(filter(None, named)))
        if said:
            break
    return " ".join(said.split())[:_LONGEST_AUTHOR]


def _author(reference: Json, holder: Resource, reading: Reading) -> str:
    target = reading.follow(reference, holder)
    if target is not None and target.type == "Patient":
        return _THE_PATIENT
    name = said_name(behind(target, reading).data) if target is not None else ""
    return name or text(reference.get("display"))


def behind(target: Resource, reading: Reading) -> Resource:
    """The practitioner (else the organisation) behind a role; anyone else is himself."""
    if target.type != "PractitionerRole":
        return target
    for name in ("practitioner", "organization"):
        found = reading.follow(target.data.get(name), target)
        if found is not None:
            return found
    return target
