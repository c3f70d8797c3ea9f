"""A list of patients is read row by row; a bad row is left out whole, with its line and field said."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from exchange.conftest import ReadBytes

from mdt_app.domain.facts import Kind
from mdt_app.domain.incoming import IncomingColumn, IncomingFile, IncomingPatient
from mdt_app.domain.payloads import Language, Score
from mdt_app.exchange.reading import read_columns

ENGLISH = (
    "Family name,Given name,Birth date,Sex,National number,Diagnosis,Stage,ECOG,Question,GP,GP phone,Date"
)
ROW = "Peeters,Ann,1950-04-01,F,,Lung cancer,IVB,2,Radiotherapy?,Dr Maes,09 000 44 10,2026-11-10"


def workbook(*rows: list[object], **parts: bytes) -> bytes:
    """A workbook; `parts` put other bytes in the place of what a part of it holds (before, after)."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    saved, kept = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.get(name, source.read(name)))
    return kept.getvalue()


def said(one: IncomingPatient) -> dict[Kind, object]:
    return {
        fact.kind: getattr(fact.payload, "value", getattr(fact.payload, "text", "")) for fact in one.facts
    }


def only(file: IncomingFile) -> IncomingPatient:
    assert file.error == ""
    (one,) = file.patients
    return one


def test_a_row_is_a_patient_with_question_and_facts(read_bytes) -> None:
    file = read_bytes(f"{ENGLISH}\n{ROW}\n", "list.csv")
    one = only(file)
    assert (file.format, file.warnings) == ("csv", ())
    assert (one.family, one.given, one.birth_date, one.sex) == ("Peeters", "Ann", date(1950, 4, 1), "female")
    assert one.question == "Radiotherapy?"
    assert said(one) == {Kind.DIAGNOSIS: "Lung cancer", Kind.STAGE: "IVB", Kind.ECOG: 2, Kind.CARE_HOLDER: ""}
    assert {fact.true_from for fact in one.facts} == {date(2026, 11, 10), date(1950, 4, 1)}
    assert (one.people[0].family, one.people[0].level, one.people[0].phone) == (
        "Maes",
        "primary",
        "09 000 44 10",
    )


HEADERS = {
    "en": "Last name;First name;Date of birth;Gender;Diagnosis;TNM;Performance status;Question to the board",
    "nl": "Familienaam;Voornaam;Geboortedatum;Geslacht;Diagnose;Stadium;WHO;Vraagstelling",
    "fr": "Nom;Prénom;Date de naissance;Sexe;Diagnostic;Stade;OMS;Question posée",
    "de": "Name;Vorname;Geb.-Datum;Geschlecht;Hauptdiagnose;Stadium;ECOG;Fragestellung",
}


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_headers_signs_and_encodings_are_recognised(read_bytes, language, sign, encoding) -> None:
    text = f"{HEADERS[language]}\nMüller;Zoë;1/4/1950;F;Longkanker;cT2 N0;1;Opérer ?\n".replace(";", sign)
    one = only(read_bytes(text.encode(encoding), "list.csv"))
    assert (one.family, one.given, one.birth_date, one.question) == (
        "Müller",
        "Zoë",
        date(1950, 4, 1),
        "Opérer ?",
    )
    assert [fact.payload.value for fact in one.facts if fact.kind is Kind.STAGE] == ["T2", "N0"]


@pytest.mark.parametrize(
    "written", ["1950-04-13", "13/4/1950", "13.04.1950", "13-04-1950", "1950-04-13 00:00:00"]
)
def test_a_date_is_read_day_first(read_bytes, written) -> None:
    assert only(read_bytes(f"Family name;Birth date\nPeeters;{written}\n", "l.csv")).birth_date == date(
        1950, 4, 13
    )


@pytest.mark.parametrize(
    "cell", [datetime.fromisoformat("1950-04-13T00:00"), date(1950, 4, 13), "13/04/1950", 18366]
)
def test_an_excel_date_is_read_however_it_is_kept(read_bytes, cell) -> None:
    file = read_bytes(workbook(["Family name", "Birth date"], ["Peeters", cell]), "l.xlsx")
    assert (file.format, only(file).birth_date) == ("xlsx", date(1950, 4, 13))


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (ROW.replace("1950-04-01", "31/02/1950"), 'line 3: Birth date "31/02/1950" is not a date'),
        (ROW.replace("1950-04-01", "4/13/1950"), 'line 3: Birth date "4/13/1950" is not a date'),
        (ROW.replace("1950-04-01", "2090-01-01"), 'line 3: Birth date "2090-01-01" cannot be'),
        (ROW.replace("1950-04-01", ""), "line 3: neither a birth date nor a number is given"),
        (ROW.replace("Peeters", ""), "line 3: the family name is missing"),
        (ROW.replace(",2,", ",9,"), 'line 3: the ECOG "9" is not a whole number from 0 to 5'),
        (ROW.replace(",F,", ",Q,"), 'line 3: the sex "Q" is not understood'),
        (ROW.replace("IVB", "huge"), 'line 3: the stage "huge" is not understood'),
        (ROW + ",more", "line 3: it has 13 fields where the header has 12"),
        ("Peeters,Ann", "line 3: it has 2 fields where the header has 12"),
    ],
)
def test_a_bad_row_is_left_out_whole_with_line_and_field(read_bytes, row, sentence) -> None:
    good = ROW.replace("Peeters", "Good")
    file = read_bytes(f"{ENGLISH}\n{good}\n{row}\n{good.replace('Good', 'Last')}\n", "list.csv")
    assert [one.family for one in file.patients] == ["Good", "Last"]
    assert file.warnings == (f"{sentence}; this row is left out.",)


def test_a_quoted_cell_may_hold_lines_and_signs_and_lines_are_still_counted(read_bytes) -> None:
    text = 'Family name,Birth date,Question\nPeeters,1950-04-01,"one,\ntwo"\nBos,x,\n'
    file = read_bytes(text, "list.csv")
    assert only(file).question == "one,\ntwo"
    assert file.warnings[-1].startswith('line 4: Birth date "x"')


@pytest.mark.parametrize(
    ("number", "kept", "warned"),
    [
        (
            "85.07.30-033.28",
            (("https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin", "85073003328"),),
            0,
        ),
        ("12345678901", (("", "12345678901"),), 1),
        ("0", (), 1),
    ],
)
def test_a_national_number_is_checked(read_bytes, number, kept, warned) -> None:
    file = read_bytes(f"Family name;Birth date;NISS;Date\nP;1985-07-30;{number};2026-11-01\n", "list.csv")
    assert only(file).identifiers == kept
    assert len(file.warnings) == warned


def test_a_national_number_against_the_birth_date_is_said(read_bytes) -> None:
    file = read_bytes(
        "Family name;Birth date;NISS;Date\nP;1950-04-01;85.07.30-033.28;2026-11-01\n", "list.csv"
    )
    assert file.warnings == ("line 2: the national number and the birth date do not agree.",)


def test_without_a_date_of_their_own_rows_count_from_the_workbooks_last_change(read_bytes) -> None:
    rows = (["Family name", "Birth date", "ECOG"], ["Peeters", date(1950, 4, 1), 1])
    core = b"<c><dcterms:modified xsi:type='dcterms:W3CDTF'>2026-11-11T08:00:00Z</dcterms:modified></c>"
    changed = core.replace(b"<c>", b"<c xmlns:dcterms='http://purl.org/dc/terms/' xmlns:xsi='urn:x'>")
    file = read_bytes(workbook(*rows, **{"docProps/core.xml": changed}), "list.xlsx")
    assert only(file).facts[0].true_from == date(2026, 11, 11)
    assert file.warnings == (
        "Rows without a date of their own count from 2026-11-11, the day the workbook was last changed.",
    )


def test_the_same_list_read_twice_says_the_same(read_bytes) -> None:
    text = f"{ENGLISH}\n{ROW}\n"
    assert read_bytes(text, "list.csv") == read_bytes(text, "list.csv")


def test_a_mapping_comes_before_the_names_known(read_bytes) -> None:
    text = "Achternaam;Geboren;Opmerking;Name\nPeeters;1/4/1950;Opereren?;ignored\n"
    file = read_bytes(text, "list.csv", mapping={"Opmerking": "question", "Name": ""})
    assert (only(file).family, only(file).question) == ("Peeters", "Opereren?")


def test_a_mapping_to_no_field_is_refused_with_the_fields_named(read_bytes) -> None:
    file = read_bytes("Achternaam;Geboren\nP;1/4/1950\n", "list.csv", mapping={"Geboren": "birthday"})
    assert (
        'list.csv: the mapping gives "Geboren" the field "birthday"; use one of family, given' in file.error
    )


def test_the_columns_of_a_list_are_shown_for_a_mapping_to_be_chosen(tmp_path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Achternaam;Opmerking;;Geboren\nP;x;;1/4/1950\nQ;;;2/4/1950\n", encoding="utf-8")
    assert read_columns(path) == (
        IncomingColumn(header="Achternaam", field="family", values=("P", "Q")),
        IncomingColumn(header="Opmerking", values=("x",)),
        IncomingColumn(header="Geboren", field="birth_date", values=("1/4/1950", "2/4/1950")),
    )
    assert read_columns(tmp_path / "none.csv") == ()


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_list_of_unknown_columns_is_still_parted_by_its_sign(tmp_path, sign) -> None:
    path = tmp_path / "list.csv"
    text = "الاسم;תאריך;Ref\nP;1/4/1950;7, B\n".replace(";", sign).replace(
        "7, B", "7" if sign == "," else "7, B"
    )
    path.write_text(text, encoding="utf-8")
    assert [one.header for one in read_columns(path)] == ["الاسم", "תאריך", "Ref"]


@pytest.mark.parametrize(
    "content", ["{}", "Only one\nvalue\n", "a,b\n", "", "\x00\n", "Words, and more.\nOne\n"]
)
def test_what_is_no_list_has_no_columns_to_choose(tmp_path, content) -> None:
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    assert read_columns(path) == ()


def test_headers_of_another_script_are_mapped_one_by_one(read_bytes) -> None:
    file = read_bytes(
        "الاسم;תאריך\nPeeters;1/4/1950\n", "list.csv", mapping={"الاسم": "family", "תאריך": "birth_date"}
    )
    assert (only(file).family, only(file).birth_date) == ("Peeters", date(1950, 4, 1))


def test_unknown_and_doubled_columns_are_said(read_bytes) -> None:
    file = read_bytes(
        "Family name;Birth date;Shoe size;Surname;Date\nP;1950-04-01;40;Q;2026-11-01\n", "list.csv"
    )
    assert file.warnings == (
        'line 1: the column "Shoe size" is not known and not used.',
        'line 1: the column "Surname" says the same as one before it and is not used.',
    )
    assert only(file).family == "P"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Given name;Birth date\nAnn;1950-04-01\n", "line 1: no column holds the family name."),
        ("Family name;Diagnosis\nPeeters;Lung cancer\n", "no column holds a birth date or a number"),
        ("Family name;Birth date\n", "it has no rows under its header."),
        ("Family name;Birth date\nPeeters;never\n", 'line 2: Birth date "never" is not a date'),
    ],
)
def test_a_list_of_no_use_is_refused_in_one_sentence(read_bytes, text, says) -> None:
    file = read_bytes(text, "list.csv")
    assert file.patients == ()
    assert says in file.error
    assert file.error.startswith("list.csv: ")


def test_metastases_are_read_with_their_sites(read_bytes) -> None:
    text = "Family name;Birth date;Metastases;Date\nP;1950-04-01;brain, lever; os\n".replace("; os", ", os")
    file = read_bytes(text.rstrip() + ";2026-11-01\n", "list.csv")
    found = [(fact.payload.site, fact.payload.distant) for fact in only(file).facts]
    assert found[:2] == [("brain", True), ("liver", True)]


# -- hostile workbooks


def packed(**parts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return kept.getvalue()


def test_a_workbook_that_would_unpack_to_gigabytes_is_not_opened(read_bytes) -> None:
    file = read_bytes(
        packed(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * 30_000_000}), "b.xlsx"
    )
    assert "b.xlsx: xl/worksheets/sheet1.xml: the workbook unpacks to 30 MB" in file.error


def test_a_workbook_of_many_parts_is_counted_as_a_whole(read_bytes) -> None:
    parts = {f"xl/worksheets/sheet{n}.xml": bytes(900_000) for n in range(30)}
    assert "unpacks to 27 MB" in read_bytes(packed(**{"xl/workbook.xml": b"<x/>"}, **parts), "b.xlsx").error


def test_an_entity_bomb_in_a_workbook_is_refused(read_bytes) -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
    <worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
    rows = (["Family name", "Birth date"], ["Peeters", date(1950, 4, 1)])
    book = workbook(*rows, **{"xl/worksheets/sheet1.xml": bomb})
    file = read_bytes(book, "bomb.xlsx")
    assert file.patients == ()
    assert "this Excel file is damaged" in file.error


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.95])
def test_a_truncated_workbook_is_refused(read_bytes, keep) -> None:
    book = workbook(["Family name", "Birth date"], ["Peeters", date(1950, 4, 1)])
    file = read_bytes(book[: int(len(book) * keep)], "half.xlsx")
    assert (file.patients, file.error) == (
        (),
        "half.xlsx: this Excel file is broken off or damaged; ask for it again.",
    )


def test_a_zip_that_is_no_workbook_is_refused(read_bytes) -> None:
    assert "not an Excel workbook" in read_bytes(packed(readme=b"hello"), "x.xlsx").error


def test_hostile_cells_stay_plain_text(read_bytes) -> None:
    text = "Family name;Birth date;Question;Date\n=HYPERLINK(1);1950-04-01;A\x00<b>\x1b;2026-11-01\n"
    one = only(read_bytes(text, "list.csv"))
    assert (one.family, one.question) == ("=HYPERLINK(1)", "A�<b>�")


def test_a_cell_of_a_megabyte_is_refused_in_a_sentence(read_bytes) -> None:
    file = read_bytes("Family name;Birth date\n" + "x" * 1_000_000 + ";1950-04-01\n", "list.csv")
    assert file.error.startswith("list.csv: line ")
    assert "this is no readable CSV" in file.error


@pytest.mark.parametrize(
    ("written", "title", "given", "family"),
    [
        ("Dr Maes", "Dr", "", "Maes"),
        ("Dr. Anne Lacroix", "Dr.", "", "Anne Lacroix"),
        ("Prof. Dr. med. Hans Maier", "Prof. Dr. med.", "", "Hans Maier"),
        ("dr.De Smedt", "dr.", "", "De Smedt"),
        ("Dr. Maes, An", "Dr.", "An", "Maes"),
        ("Drs. Nijs", "Drs.", "", "Nijs"),
        ("Drees Willems", "", "", "Drees Willems"),
        ("Med Vermeulen", "", "", "Med Vermeulen"),
        ("Dr.", "", "", "Dr."),
    ],
)
def test_a_clinicians_title_is_no_part_of_the_family_name(
    read_bytes: ReadBytes, written: str, title: str, given: str, family: str
) -> None:
    list_ = f'name;birth date;gp\n"Peeters, Ann";1950-04-01;"{written}"\n'
    (one,) = read_bytes(list_, "list.csv").patients
    (gp,) = one.people
    assert (gp.title, gp.given, gp.family) == (title, given, family)
    (held,) = [fact.payload for fact in one.facts if fact.kind == Kind.CARE_HOLDER]
    assert held.name == " ".join(filter(None, (title, given, family)))


def test_of_rows_that_contradict_each_other_the_last_one_counts(read_bytes: ReadBytes) -> None:
    rows = ("Peeters;1950-04-01;fr;2;2026-11-10", "Peeters;1950-04-01;nl;1;2026-11-10")
    file = read_bytes("\n".join(("name;birth date;language;ecog;date", *rows)), "list.csv")
    said = [(fact.kind, fact.payload) for one in file.patients for fact in one.facts]
    assert said == [(Kind.ECOG, Score(value=1)), (Kind.LANGUAGE, Language(code="nl"))]
    assert file.warnings == ("Peeters: rows of this patient contradict each other; the last one counts.",)
