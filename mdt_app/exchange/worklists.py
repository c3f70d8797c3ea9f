"""A worklist row is a patient, or it is left out whole and a sentence says why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from mdt_app.domain.facts import Kind
from mdt_app.domain.incoming import (
    IncomingColumn,
    IncomingFact,
    IncomingFile,
    IncomingPatient,
    IncomingPerson,
    place_of,
)
from mdt_app.domain.payloads import CareHolder, Condition, Language, Payload, Score, Stage
from mdt_app.domain.people import HOSPITAL_NUMBER
from mdt_app.exchange import codes, columns, people
from mdt_app.exchange.bundle import told_apart
from mdt_app.exchange.conditions import sort_of
from mdt_app.exchange.dates import Said, said
from mdt_app.exchange.identifiers import kept, national_number
from mdt_app.exchange.rows import Cell, Row, Unusable, read_csv, read_xlsx
from mdt_app.exchange.tnm import stages
from mdt_app.exchange.warnings import Warnings

_HEADER_WITHIN = 10
_FIRST_VALUES, _FEWEST_COLUMNS = 3, 2
_OLDEST = 125
_DATE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_NOTHING = ("-", "none", "no", "geen", "nee", "aucune", "aucun", "non", "keine", "nein", "0", "/")
_SEXES = {
    **dict.fromkeys(("m", "male", "man", "mannelijk", "homme", "h", "masculin", "mann", "mannlich"), "male"),
    **dict.fromkeys(
        ("f", "female", "v", "vrouw", "vrouwelijk", "femme", "feminin", "w", "frau", "weiblich"), "female"
    ),
    **dict.fromkeys(("x", "other", "andere", "anders", "autre", "divers", "d"), "other"),
    **dict.fromkeys(("u", "unknown", "onbekend", "inconnu", "unbekannt"), "unknown"),
}
_LANGUAGES = {
    **dict.fromkeys(("nederlands", "dutch", "neerlandais", "niederlandisch", "vlaams"), "nl"),
    **dict.fromkeys(("frans", "french", "francais", "franzosisch"), "fr"),
    **dict.fromkeys(("duits", "german", "allemand", "deutsch"), "de"),
    **dict.fromkeys(("engels", "english", "anglais", "englisch"), "en"),
    **dict.fromkeys(("turks", "turkish", "turc", "turkisch"), "tr"),
    **dict.fromkeys(("arabisch", "arabic", "arabe"), "ar"),
}


def columns_of(content: bytes, form: str) -> tuple[IncomingColumn, ...]:
    """The columns with a header, for a mapping to be chosen; () for what is no list of several columns."""
    rows = _rows(content, form, {})[0]
    place = max(range(min(len(rows), _HEADER_WITHIN)), key=lambda at: _known(rows[at], {}), default=0)
    head, first = rows[place : place + 1], rows[place + 1 : place + 1 + _FIRST_VALUES]
    cells = [str(cell) for one in head for cell in one.cells]
    if not first or sum(map(bool, cells)) < _FEWEST_COLUMNS:
        return ()
    found: dict[str, IncomingColumn] = {}
    for at, header in enumerate(cells):
        values = (str(one.cells[at]) for one in first if at < len(one.cells))
        column = IncomingColumn(
            header=header, field=columns.field_of(header, {}), values=tuple(filter(None, values))
        )
        if header:
            found.setdefault(columns.plain(header), column)
    return tuple(found.values())


class _Bad(ValueError):
    """What is wrong with a row: the field and why."""


@dataclass(frozen=True, slots=True)
class _List:
    """What all rows share: the field of each column, its header, and the day for what has no date."""

    fields: tuple[str, ...]
    headers: tuple[str, ...]
    undated: Said
    because: str
    exact_width: bool


def read(content: bytes, form: str, mapping: Mapping[str, str], saved: Said) -> IncomingFile:
    """The patients of a CSV or XLSX worklist; raises Unusable where nothing of it can be used."""
    for header, field in mapping.items():
        if field and field not in columns.FIELDS:
            raise Unusable(
                f'the mapping gives "{header}" the field "{field}"; use one of {", ".join(columns.FIELDS)}.'
            )
    rows, changed = _rows(content, form, mapping)
    place, head, warnings = _header(rows, mapping)
    undated = changed or saved
    because = "the day the workbook was last changed" if changed else "the day the file was saved"
    table = _List(head, tuple(str(cell) for cell in rows[place].cells), undated, because, form == "csv")
    patients: list[IncomingPatient] = []
    for row in rows[place + 1 :]:
        try:
            patients.append(_patient(row, table, warnings))
        except _Bad as problem:
            warnings.say(f"line {row.line}: {problem}; this row is left out.")
    patients = list(_agreed(patients, warnings))
    said_so = warnings.sentences()
    if not patients:
        first = next(iter(said_so), "it has no rows under its header.")
        return IncomingFile(path="", format=form, warnings=said_so, error=f"no patient can be read: {first}")
    return IncomingFile(path="", format=form, patients=tuple(patients), warnings=said_so)


def _agreed(patients: list[IncomingPatient], warnings: Warnings) -> Iterator[IncomingPatient]:
    """Of rows of one patient that contradict each other the last one's word alone, so that a list says one thing."""
    last = {_place(fact): fact for one in patients for fact in one.facts}
    for one in patients:
        facts = tuple(fact for fact in one.facts if last[_place(fact)].payload == fact.payload)
        if facts != one.facts:
            name = f"{one.family}, {one.given}".rstrip(", ")
            warnings.say(f"{name}: rows of this patient contradict each other; the last one counts.")
        yield replace(one, facts=facts)


def _place(fact: IncomingFact) -> tuple[object, ...]:
    return (*place_of(fact.origin, fact.kind, fact.payload), fact.true_from)


def _rows(content: bytes, form: str, mapping: Mapping[str, str]) -> tuple[list[Row], Said | None]:
    if form == "xlsx":
        return read_xlsx(content)
    return read_csv(content, lambda header: bool(columns.field_of(header, mapping))), None


def _known(row: Row, mapping: Mapping[str, str]) -> int:
    """How many different fields the row names."""
    return len({columns.field_of(str(cell), mapping) for cell in row.cells} - {""})


def _header(rows: list[Row], mapping: Mapping[str, str]) -> tuple[int, tuple[str, ...], Warnings]:
    """(place of the header row, field of each column, what there is to say of the columns)."""
    best = max(range(min(len(rows), _HEADER_WITHIN)), key=lambda at: _known(rows[at], mapping), default=0)
    most = _known(rows[best], mapping) if rows else 0
    if most < 2:
        raise Unusable(
            "this is no format that the program knows: not FHIR as JSON, and no list with a header row"
            ' of names such as "family name" and "birth date".'
        )
    line, warnings, fields = rows[best].line, Warnings(), list[str]()
    for cell in rows[best].cells:
        field = columns.field_of(str(cell), mapping)
        if field and field in fields:
            warnings.say(f'line {line}: the column "{cell}" says the same as one before it and is not used.')
            field = ""
        elif cell and not field:
            warnings.say(f'line {line}: the column "{str(cell)[:60]}" is not known and not used.')
        fields.append(field)
    if not {"family", "name"} & set(fields):
        raise Unusable(f"line {line}: no column holds the family name.")
    if not {"birth_date", "national_number", "hospital_number"} & set(fields):
        raise Unusable(
            f"line {line}: no column holds a birth date or a number, so nobody could be recognised."
        )
    return best, tuple(fields), warnings


def _patient(row: Row, table: _List, warnings: Warnings) -> IncomingPatient:
    cells = _cells(row, table)
    family, given = _name(cells)
    born = _day(cells, "birth_date", table)
    if born and not 0 <= table.undated.first.year - born.year <= _OLDEST:
        raise _Bad(f'{table.headers[table.fields.index("birth_date")]} "{born}" cannot be')
    identifiers = tuple(_identifiers(cells, born, row, warnings))
    if born is None and not identifiers:
        raise _Bad("neither a birth date nor a number is given")
    identity = identifiers[0][1] if identifiers else f"{family}|{given}|{born}"
    told = _day(cells, "date", table)
    if told is None:
        day = table.undated.first.isoformat()
        warnings.say(f"Rows without a date of their own count from {day}, {table.because}.")
    return IncomingPatient(
        family=family,
        given=given,
        birth_date=born,
        sex=_sex(cells),
        address=_address(cells),
        phone=_text(cells, "phone"),
        identifiers=identifiers,
        facts=tuple(
            told_apart(_facts(cells, table, f"worklist/{identity}", told or table.undated.first, born))
        ),
        people=tuple(_people(cells)),
        question=_text(cells, "question"),
        asked_by=_text(cells, "asked_by"),
        place=_text(cells, "place"),
        origin=f"worklist/{sha256(repr(sorted(cells.items())).encode()).hexdigest()}",
    )


def _cells(row: Row, table: _List) -> dict[str, Cell]:
    width = len(table.fields)
    if table.exact_width and (len(row.cells) < width or any(row.cells[width:])):
        raise _Bad(f"it has {len(row.cells)} fields where the header has {width}")
    return {field: cell for field, cell in zip(table.fields, row.cells, strict=False) if field}


def _text(cells: Mapping[str, Cell], field: str) -> str:
    found = cells.get(field, "")
    return found.isoformat() if isinstance(found, date) else found


def _name(cells: Mapping[str, Cell]) -> tuple[str, str]:
    family, given = _text(cells, "family"), _text(cells, "given")
    if not family and _text(cells, "name"):
        family, _, after = (part.strip() for part in _text(cells, "name").partition(","))
        given = given or after
    if not family:
        raise _Bad("the family name is missing")
    return family, given


def _day(cells: Mapping[str, Cell], field: str, table: _List) -> date | None:
    """A date cell, or a text as 2026-10-05, 5/10/2026, 5.10.2026, 5-10-2026; the day stands first."""
    found = cells.get(field, "")
    if isinstance(found, date) or not found:
        return found or None
    iso = said(found[:10]) if re.match(r"\d{4}-\d\d-\d\d(?:$|[T ])", found) else None
    if iso is not None:
        return iso.first
    parts = _DATE.fullmatch(found)
    try:
        if parts:
            return date(int(parts[4]), int(parts[3]), int(parts[1]))
        if not table.exact_width and re.fullmatch(r"\d{4,5}", found):
            return _EXCEL_DAY_ZERO + timedelta(days=int(found))
    except ValueError:
        pass
    raise _Bad(f'{table.headers[table.fields.index(field)]} "{found[:40]}" is not a date')


def _sex(cells: Mapping[str, Cell]) -> str:
    written = _text(cells, "sex")
    found = _SEXES.get(columns.plain(written), "")
    if written and not found:
        raise _Bad(f'the sex "{written[:40]}" is not understood')
    return found


def _address(cells: Mapping[str, Cell]) -> tuple[str, ...]:
    town = " ".join(filter(None, (_text(cells, "postcode"), _text(cells, "town"))))
    lines = (*re.split(r"\s*[\n;]\s*", _text(cells, "address")), _text(cells, "street"), town)
    return tuple(filter(None, lines))


def _identifiers(
    cells: Mapping[str, Cell], born: date | None, row: Row, warnings: Warnings
) -> Iterator[tuple[str, str]]:
    written = _text(cells, "national_number")
    if written:
        padded = written.zfill(11) if written.isdigit() else written
        system, value = kept(padded if national_number(padded) else written, f"line {row.line}", warnings.say)
        if system and born and value[:2] != f"{born:%y}":
            warnings.say(f"line {row.line}: the national number and the birth date do not agree.")
        if value:
            yield system, value
    if _text(cells, "hospital_number"):
        yield HOSPITAL_NUMBER, _text(cells, "hospital_number")


def _facts(
    cells: Mapping[str, Cell], table: _List, who: str, told: date, born: date | None
) -> Iterator[IncomingFact]:
    """What the row says: a state bears its value in its origin, a score its day too."""

    def fact(kind: Kind, payload: Payload, of: str, since: date = told) -> IncomingFact:
        return IncomingFact(kind=kind, payload=payload, true_from=since, origin=f"{who}#{kind}-{of}")

    diagnosed = _day(cells, "diagnosis_date", table) or told
    diagnosis = _diagnosis(cells)
    if diagnosis is not None:
        yield fact(Kind.DIAGNOSIS, diagnosis, columns.plain(diagnosis.code or diagnosis.text), diagnosed)
    for stage in _stages(cells):
        yield fact(Kind.STAGE, stage, f"{stage.prefix}{stage.value}")
    for place in re.split(r"\s*[,;+/]\s*", _text(cells, "metastases")):
        if place and columns.plain(place) not in (*_NOTHING, ""):
            site = codes.site_in(place)
            yield fact(
                Kind.METASTASIS,
                Condition(text=place, site=site, distant=site != "lymph nodes"),
                place.lower(),
            )
    ecog = _ecog(cells)
    if ecog is not None:
        yield fact(Kind.ECOG, Score(value=ecog), told.isoformat())
    if _text(cells, "language"):
        tag = _LANGUAGES.get(columns.plain(_text(cells, "language")), _text(cells, "language"))
        yield fact(Kind.LANGUAGE, Language(code=tag), tag, born or told)
    if _text(cells, "gp_name"):
        name, phone = _text(cells, "gp_name"), _text(cells, "gp_phone")
        family, given, title = people.parts_of(name)
        said_name = " ".join(filter(None, (title, given, family)))
        held = CareHolder(level="primary", name=said_name, role="general practitioner", phone=phone)
        yield fact(Kind.CARE_HOLDER, held, columns.plain(name), born or told)


def _diagnosis(cells: Mapping[str, Cell]) -> Condition | None:
    words, code = _text(cells, "diagnosis"), _text(cells, "diagnosis_code").upper()
    if not words and not code:
        return None
    if code and not re.fullmatch(r"[A-Z]\d[0-9A-Z](\.?[0-9A-Z]{1,4})?", code):
        raise _Bad(f'the diagnosis code "{code[:20]}" is not of the ICD-10 form')
    system = "http://hl7.org/fhir/sid/icd-10" if code else ""
    coded = sort_of({"coding": [{"system": system, "code": code}]}) if code else None
    site = coded.site if coded else codes.site_in(words)
    return Condition(text=words or code, code=code, system=system, site=site)


def _stages(cells: Mapping[str, Cell]) -> tuple[Stage, ...]:
    written = _text(cells, "stage")
    found = stages(written)
    if written and not found and columns.plain(written) not in _NOTHING:
        raise _Bad(f'the stage "{written[:40]}" is not understood')
    return found


def _ecog(cells: Mapping[str, Cell]) -> int | None:
    written = _text(cells, "ecog")
    found = re.fullmatch(r"(?:ecog|who|oms|ps)?\s*:?\s*([0-5])", written, re.IGNORECASE)
    if written and not found and written not in ("-", "?"):
        raise _Bad(f'the ECOG "{written[:20]}" is not a whole number from 0 to 5')
    return int(found[1]) if found else None


def _people(cells: Mapping[str, Cell]) -> Iterator[IncomingPerson]:
    name = _text(cells, "gp_name")
    if name:
        phone = _text(cells, "gp_phone")
        origin = f"worklist/gp/{columns.plain(name)}"
        family, given, title = people.parts_of(name)
        yield IncomingPerson(
            origin=origin,
            family=family,
            given=given,
            title=title,
            discipline="gp",
            level="primary",
            phone=phone,
        )
