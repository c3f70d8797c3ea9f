"""Whatever a file holds, reading it answers in sentences and never with half a patient."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdt_app.domain.facts import PAYLOADS
from mdt_app.domain.incoming import IncomingFile
from mdt_app.exchange.reading import read_file

EXAMPLE = Path(__file__).parents[2] / "examples" / "one-patient.json"


def bundle(*resources: dict[str, Any], **more: Any) -> str:
    entries = [{"resource": one} for one in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries, **more})


def patient(**more: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", "id": "p", "name": [{"family": "Peeters", "given": ["Ann"]}], **more}


def test_a_truncated_bundle_is_refused_with_line_and_column(read_bytes) -> None:
    whole = EXAMPLE.read_text(encoding="utf-8")
    file = read_bytes(whole[: len(whole) // 2], "half.json")
    assert file.patients == ()
    assert file.error.startswith("half.json: line ")
    assert file.error.endswith("nothing of it was used.")
    assert ", column " in file.error


def test_a_broken_line_spoils_the_whole_ndjson(read_bytes) -> None:
    file = read_bytes(json.dumps(patient()) + '\n{"resourceType": "Obs\n', "export.ndjson")
    assert file.patients == ()
    assert file.error.startswith("export.ndjson: line 2, column 18: ")


@pytest.mark.parametrize("sign", ["[", '{"a":'])
def test_deep_nesting_is_refused_with_its_place(read_bytes, sign) -> None:
    file = read_bytes('{"resourceType": "Bundle", "entry": ' + sign * 10_000)
    assert "it nests deeper than 100 levels" in file.error
    assert file.error.startswith("file.json: line 1, column ")


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "empty.json", "the file is empty"),
        (b"   \n", "blank.csv", "the file is empty"),
        (b"{}", "nothing.json", "names no resourceType"),
        (b"[1, 2]", "list.json", "names no resourceType"),
        (b'{"resourceType": NaN}', "nan.json", "NaN is not a number in JSON"),
        ('{"resourceType": "Patiënt"}'.encode("latin-1"), "latin.json", "line 1: byte 22 is not UTF-8"),
        (b"<Bundle xmlns='http://hl7.org/fhir'/>", "x.xml", "this is XML or HTML"),
        (b"%PDF-1.7", "x.pdf", "this is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.xls", "this is an old Excel file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "x.png", "no format that the program knows"),
        (b"hello world", "x.txt", "no format that the program knows"),
        (b'{"resourceType": "Bundle", "type": "collection"}', "bundle.json", "it holds no Patient resource"),
        (b'{"resourceType": "Patient", "id": "x"}', "p.json", "Patient/x has no name"),
    ],
)
def test_an_unusable_file_gives_one_sentence_that_names_it(read_bytes, content, name, says) -> None:
    file = read_bytes(content, name)
    assert file.patients == ()
    assert file.error.startswith(f"{name}: ")
    assert says in file.error
    assert file.error.endswith(".")


def test_a_missing_file_and_a_folder_are_said(tmp_path) -> None:
    assert read_file(tmp_path / "none.json").error == "none.json: there is no such file."
    assert "choose the files" in read_file(tmp_path).error


@pytest.mark.parametrize(
    ("resources", "more", "says"),
    [
        ([patient()], {"fhirVersion": "5.0.0"}, "this is FHIR 5.0.0; the program reads FHIR R4"),
        ([patient(), {"resourceType": "MedicationOrder", "id": "m"}], {}, "MedicationOrder/m: this is FHIR DSTU2"),
        ([patient(careProvider=[{"reference": "Practitioner/x"}])], {}, "Patient/p, careProvider: this is FHIR DSTU2"),
        ([patient(), {"resourceType": "Encounter", "id": "e", "status": "completed", "class": [{"text": "x"}]}], {},
         "Encounter/e, class: this is FHIR R5"),
        ([patient(), {"resourceType": "Condition", "id": "c", "clinicalStatus": "active",
                      "subject": {"reference": "Patient/p"}}], {}, "Condition/c, clinicalStatus: this is FHIR DSTU2"),
    ],
)  # fmt: skip
def test_a_file_of_another_fhir_version_is_refused(read_bytes, resources, more, says) -> None:
    file = read_bytes(bundle(*resources, **more))
    assert file.patients == ()
    assert says in file.error


def test_one_foreign_resource_among_r4_ones_is_only_a_warning(read_bytes) -> None:
    condition = {"resourceType": "Condition", "id": "c", "code": {"text": "Gout"}, "recordedDate": "2020-01-01",
                 "subject": {"reference": "Patient/p"}}  # fmt: skip
    file = read_bytes(bundle(patient(), condition, {"resourceType": "MedicationOrder", "id": "m"}))
    assert file.error == ""
    assert "MedicationOrder/m: this is FHIR DSTU2" in file.warnings[0]
    assert len(file.patients[0].facts) == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("<b>Ann</b><img src=x onerror=1>", "<b>Ann</b><img src=x onerror=1>"),
        ("A\x00nn", "A�nn"),
        ("A\ud800nn", "A�nn"),
        ("A\x1bnn", "A�nn"),
        ("x" * 300, "x" * 300),
        ("Łucja Ó Ṡé 王", "Łucja Ó Ṡé 王"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("Robert'); DROP TABLE patients;--", "Robert'); DROP TABLE patients;--"),
    ],
)
def test_a_hostile_name_is_kept_as_plain_text_that_every_store_can_hold(read_bytes, name, kept) -> None:
    file = read_bytes(bundle(patient(name=[{"family": name}])))
    assert file.patients[0].family == kept
    file.patients[0].family.encode("utf-8")


@pytest.mark.parametrize("value", [True, "3", [3], {"value": 3}, 10**40, 1e300, None])
def test_a_value_of_the_wrong_type_is_not_taken_for_a_number(read_bytes, value) -> None:
    ecog = {"resourceType": "Observation", "id": "e", "status": "final", "effectiveDateTime": "2026-01-01",
            "code": {"coding": [{"system": "http://loinc.org", "code": "89247-1"}]}, "valueInteger": value,
            "subject": {"reference": "Patient/p"}}  # fmt: skip
    file = read_bytes(bundle(patient(), ecog))
    assert file.error == ""
    assert file.patients[0].facts == ()
    assert file.warnings != ()


def test_absurd_numbers_are_refused_without_being_computed(read_bytes) -> None:
    text = bundle(patient()).replace(
        '"type"', '"total": 1e999999999999999999999, "n": ' + "9" * 100_000 + ', "type"'
    )
    assert read_bytes(text).error == ""


def test_a_file_over_the_limit_is_not_opened(tmp_path, monkeypatch) -> None:
    from mdt_app.exchange import reading

    monkeypatch.setattr(reading, "LARGEST_FILE", 1_000)
    path = tmp_path / "large.json"
    path.write_bytes(b"{" + b" " * 2_000)
    assert "is larger than" in read_file(path).error


def test_a_file_of_millions_of_empty_lists_is_not_unfolded(read_bytes) -> None:
    text = '{"resourceType": "Bundle", "entry": [' + "[]," * 2_000_001 + "[]]}"
    assert "more than 2000000 values" in read_bytes(text).error


def test_a_file_of_too_many_resources_is_refused_before_each_is_looked_at(read_bytes) -> None:
    assert (
        "more than 100000 resources" in read_bytes(bundle(*[{"resourceType": "Observation"}] * 100_001)).error
    )


def test_a_large_bundle_with_many_errors_stays_quick(read_bytes) -> None:
    wrong = [{"resourceType": "Observation", "id": f"o{n}", "status": "final"} for n in range(5_000)]
    roles = [{"resourceType": "PractitionerRole", "id": f"r{n}", "practitioner": {"reference": f"Practitioner/d{n}"}}
             for n in range(1_000)]  # fmt: skip
    doctors = [
        {"resourceType": "Practitioner", "id": f"d{n}", "name": [{"family": "D"}]} for n in range(1_000)
    ]
    start = time.perf_counter()
    file = read_bytes(bundle(patient(), *wrong, *roles, *doctors))
    assert time.perf_counter() - start < 5
    assert len(file.patients[0].people) == 1_000


# -- mutation of a real bundle

SCRAPS: list[Any] = [
    *(
        None,
        True,
        0,
        -1,
        3.5,
        10**30,
        "",
        " ",
        "2026-13-45",
        "9999-12-31",
        "0000-01-01",
        "2026-02",
        "Patient/p",
        "#x",
    ),
    *(
        "urn:mdt:fact",
        "http://snomed.info/sct",
        "\x00",
        "\ud800",
        "x" * 5_000,
        [],
        {},
        [[]],
        [None],
        {"a": 1},
    ),
    *(
        {"coding": "x"},
        {"coding": [{"code": 5}]},
        {"reference": 7},
        [{"valueInteger": "x"}],
        "2026-01-01T25:00:00Z",
    ),
]
MUTABLE = json.loads(EXAMPLE.read_text(encoding="utf-8"))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in inside for found in places(one, (*path, key)))]


PLACES = places(MUTABLE)[1:]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """The example with up to six values replaced, removed or doubled."""
    whole = json.loads(json.dumps(MUTABLE))
    for path in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=6)):
        holder = whole
        try:
            for step in path[:-1]:
                holder = holder[step]
            act = draw(st.sampled_from(["replace", "remove", "double"]))
            if act == "replace":
                holder[path[-1]] = draw(st.sampled_from(SCRAPS))
            elif act == "remove":
                del holder[path[-1]]
            elif isinstance(holder, list):
                holder.append(holder[path[-1]])
        except (KeyError, IndexError, TypeError):
            continue
    return whole


def assert_whole(file: IncomingFile) -> None:
    assert bool(file.error) != bool(file.patients)
    for one in file.patients:
        assert one.family
        origins = [fact.origin for fact in one.facts]
        assert len(origins) == len(set(origins))
        for fact in one.facts:
            assert isinstance(fact.payload, PAYLOADS[fact.kind])
            assert fact.true_to is None or fact.true_to >= fact.true_from
            repr(fact).encode("utf-8")
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in (*file.warnings,))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(whole=mutated())
def test_a_mutated_bundle_never_raises_and_leaves_no_partial_patient(whole, tmp_path_factory) -> None:
    path = tmp_path_factory.getbasetemp() / "mutated.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert_whole(read_file(path))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_mutated_bytes_never_raise(data, tmp_path_factory) -> None:
    content = bytearray(EXAMPLE.read_bytes()[: data.draw(st.integers(1, 6_000))])
    for _ in range(data.draw(st.integers(0, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "bytes.json"
    path.write_bytes(bytes(content))
    assert read_file(path).patients == ()
