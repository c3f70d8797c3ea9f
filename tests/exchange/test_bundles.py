"""A file is one set of resources: what belongs together is found, what does not is said."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from mdt_app.domain.facts import Kind


def patient(name: str, family: str) -> dict[str, Any]:
    return {"resourceType": "Patient", "id": name, "name": [{"family": family}], "birthDate": "1950-04-01"}


def ecog(reference: str | None, value: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "89247-1"}]},
        "effectiveDateTime": "2026-03-02",
        "valueInteger": value,
        **({"subject": {"reference": reference}} if reference else {}),
        **more,
    }


def bundle(*entries: dict[str, Any], **more: Any) -> str:
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": list(entries), **more})


@pytest.mark.parametrize(
    ("url", "reference"),
    [
        ("urn:uuid:9afe28dc-7ad5-4e90-b6a6-16123eae98c3", "urn:uuid:9afe28dc-7ad5-4e90-b6a6-16123eae98c3"),
        ("https://example.org/fhir/Patient/a", "https://example.org/fhir/Patient/a"),
        ("https://example.org/fhir/Patient/a", "Patient/a"),
        ("", "Patient/a"),
        ("", "https://elsewhere.org/Patient/a"),
        ("", "Patient/a/_history/2"),
    ],
)
def test_a_reference_finds_its_patient_however_it_is_written(read_bytes, url, reference) -> None:
    entry = {"resource": patient("a", "Aerts"), **({"fullUrl": url} if url else {})}
    file = read_bytes(bundle(entry, {"resource": patient("b", "Bos")}, {"resource": ecog(reference, id="e")}))
    assert [(one.family, len(one.facts)) for one in file.patients] == [("Aerts", 1), ("Bos", 0)]


def test_the_same_id_from_two_servers_is_two_patients(read_bytes) -> None:
    entries = []
    for server, family, value in (("https://one.org", "Aerts", 1), ("https://two.org", "Bos", 2)):
        entries.append({"fullUrl": f"{server}/Patient/a", "resource": patient("a", family)})
        entries.append({"fullUrl": f"{server}/Observation/e", "resource": ecog("Patient/a", value, id="e")})
    file = read_bytes(bundle(*entries))
    assert [(one.family, [fact.payload.value for fact in one.facts]) for one in file.patients] == [
        ("Aerts", [1]),
        ("Bos", [2]),
    ]


def test_a_statement_about_somebody_else_is_never_given_to_the_patient_at_hand(read_bytes) -> None:
    file = read_bytes(
        bundle({"resource": patient("a", "Aerts")}, {"resource": ecog("Patient/other", id="e")})
    )
    assert file.patients[0].facts == ()
    assert file.warnings == ("Observation/e: about a patient who is not in the file.",)


def test_a_statement_about_nobody_goes_to_the_only_patient_but_not_to_one_of_two(read_bytes) -> None:
    one = {"resource": patient("a", "Aerts")}
    said = {"resource": ecog(None, id="e")}
    assert len(read_bytes(bundle(one, said)).patients[0].facts) == 1
    file = read_bytes(bundle(one, {"resource": patient("b", "Bos")}, said))
    assert [len(each.facts) for each in file.patients] == [0, 0]
    assert file.warnings == ("Observation/e: does not say about whom, and is left out.",)


@pytest.mark.parametrize("kind", ["searchset", "history", "transaction", "batch-response", "document"])
def test_a_bundle_of_any_type_is_read(read_bytes, kind) -> None:
    file = read_bytes(
        bundle({"resource": patient("a", "Aerts")}, {"request": {"method": "DELETE"}}, type=kind)
    )
    assert [one.family for one in file.patients] == ["Aerts"]


def test_of_several_versions_the_newest_is_used(read_bytes) -> None:
    versions = [
        {"resource": ecog("Patient/a", value, id="e", meta={"lastUpdated": f"2026-03-0{value}T00:00:00Z"})}
        for value in (2, 3, 1)
    ]
    file = read_bytes(bundle({"resource": patient("a", "Aerts")}, *versions, type="history"))
    assert [one.payload.value for one in file.patients[0].facts] == [3]


def test_ndjson_is_read_like_a_bundle(read_bytes) -> None:
    lines = [json.dumps(patient("a", "Aerts")), json.dumps(ecog("Patient/a", id="e")), ""]
    file = read_bytes("\n".join(lines), "export.ndjson")
    assert (file.format, file.patients[0].facts[0].payload.value) == ("fhir-ndjson", 1)


def test_resources_of_no_use_are_counted_by_type(read_bytes) -> None:
    claim = {"resource": {"resourceType": "Claim", "id": "c"}}
    goal = {"resource": {"resourceType": "Goal", "id": "g"}}
    file = read_bytes(bundle({"resource": patient("a", "Aerts")}, claim, claim, goal))
    assert file.error == ""
    assert file.warnings == ("2 Claim resources are not used.", "1 Goal resource is not used.")


def test_an_invalid_resource_is_named_with_its_field_and_the_rest_is_used(read_bytes) -> None:
    wrong = ecog("Patient/a", id="bad", effectiveDateTime="2026-02-30")
    file = read_bytes(
        bundle(
            {"resource": patient("a", "Aerts")},
            {"resource": wrong},
            {"resource": ecog("Patient/a", id="good")},
        )
    )
    assert [one.origin for one in file.patients[0].facts] == ["Observation/good"]
    assert file.warnings == ("Observation/bad is not valid: effectiveDateTime.",)


def test_many_invalid_resources_do_not_fill_the_screen(read_bytes) -> None:
    wrong = [{"resource": ecog("Patient/a", id=f"b{n}", effectiveDateTime="x")} for n in range(500)]
    file = read_bytes(bundle({"resource": patient("a", "Aerts")}, *wrong))
    assert len(file.warnings) == 11
    assert file.warnings[-1] == (
        "Observation/b10, Observation/b11, Observation/b12 and 487 more: not valid either, and left out."
    )


def test_a_resource_without_an_id_has_the_same_origin_at_every_reading(read_bytes) -> None:
    text = bundle({"resource": patient("a", "Aerts")}, {"resource": ecog("Patient/a")})
    first, second = read_bytes(text), read_bytes(text)
    assert first.patients[0].facts[0].origin == second.patients[0].facts[0].origin
    assert first.patients[0].facts[0].origin.startswith("Observation/")


def test_contained_resources_are_followed(read_bytes) -> None:
    request = {
        "resourceType": "MedicationRequest",
        "id": "m",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/a"},
        "authoredOn": "2026-03-02",
        "contained": [{"resourceType": "Medication", "id": "drug", "code": {"text": "Morphine"}}],
        "medicationReference": {"reference": "#drug"},
    }
    file = read_bytes(bundle({"resource": patient("a", "Aerts")}, {"resource": request}))
    assert file.patients[0].facts[0].payload.text == "Morphine"


def test_each_of_two_patients_gets_only_the_people_of_his_own_record(read_bytes) -> None:
    doctors = [
        {"resource": {"resourceType": "Practitioner", "id": name, "name": [{"family": name.title()}]}}
        for name in ("maes", "claes")
    ]
    first = {**patient("a", "Aerts"), "generalPractitioner": [{"reference": "Practitioner/maes"}]}
    file = read_bytes(bundle({"resource": first}, {"resource": patient("b", "Bos")}, *doctors))
    assert [[one.family for one in each.people] for each in file.patients] == [["Maes"], []]


def test_a_patient_without_a_name_is_left_out_with_all_that_is_said_of_him(read_bytes) -> None:
    nameless = {"resourceType": "Patient", "id": "n"}
    entries = [{"resource": one} for one in (nameless, patient("a", "Aerts"), ecog("Patient/n", id="e"))]
    file = read_bytes(bundle(*entries))
    assert [(one.family, one.facts) for one in file.patients] == [("Aerts", ())]
    assert file.warnings == ("Patient/n has no name and is left out with all that is said of it.",)


def test_a_partial_birth_date_counts_from_its_first_day_with_a_warning(read_bytes) -> None:
    file = read_bytes(json.dumps({**patient("a", "Aerts"), "birthDate": "1950"}))
    assert file.patients[0].birth_date == date(1950, 1, 1)
    assert "only 1950 is given as birth date" in file.warnings[0]


SSIN = "https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin"


@pytest.mark.parametrize(
    ("system", "value", "kept", "sentence"),
    [
        (SSIN, "85.07.30-033.28", ((SSIN, "85073003328"),), ""),
        (SSIN, "98472899765", ((SSIN, "98472899765"),), ""),
        (SSIN, "12345678901", (("", "12345678901"),), "kept as plain text"),
        (SSIN, "00000000000", (), "not kept"),
        ("", "123456789", (("", "123456789"),), ""),
        ("urn:hospital", "A 1", (("urn:hospital", "A 1"),), ""),
    ],
)
def test_a_national_number_identifies_only_when_its_check_holds(
    read_bytes, system, value, kept, sentence
) -> None:
    given = {
        **patient("a", "Aerts"),
        "identifier": [{"value": value, **({"system": system} if system else {})}],
    }
    file = read_bytes(json.dumps(given))
    assert file.patients[0].identifiers == kept
    assert sentence in " ".join(file.warnings)
    assert bool(sentence) == bool(file.warnings)


def test_a_practitioner_role_gives_discipline_level_and_house(read_bytes) -> None:
    entries = [
        patient("a", "Aerts"),
        {"resourceType": "Practitioner", "id": "d", "name": [{"family": "Wouters", "prefix": ["Dr"]}]},
        {"resourceType": "Organization", "id": "o", "name": "St Aurelia"},
        {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "Practitioner/d"},
         "organization": {"reference": "Organization/o"}, "specialty": [{"text": "Palliative medicine"}],
         "telecom": [{"system": "phone", "value": "09 000 12 40"}]},
    ]  # fmt: skip
    file = read_bytes(bundle(*({"resource": one} for one in entries)))
    doctor = next(one for one in file.patients[0].people if one.family == "Wouters")
    assert (doctor.discipline, doctor.level, doctor.organisation) == ("palliative", "tertiary", "St Aurelia")
    assert doctor.phone == "09 000 12 40"


def test_a_death_known_without_a_date_is_kept_and_dated_by_the_newest_date(read_bytes) -> None:
    dead = {**patient("a", "Aerts"), "deceasedBoolean": True}
    file = read_bytes(bundle({"resource": dead}, {"resource": ecog("Patient/a", id="e")}))
    (death,) = [one for one in file.patients[0].facts if one.kind is Kind.DEATH]
    assert death.true_from == date(2026, 3, 2)
    assert "the newest date in the file (2026-03-02) is used" in file.warnings[0]
