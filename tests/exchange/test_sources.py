"""Files that others made, and those that we ship, are read whole."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from mdt_app.domain.facts import Kind
from mdt_app.exchange.reading import read_file

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT.parent / "shared" / "fixtures"
SYNTHEA = sorted((FIXTURES / "fhir-synthea").glob("*.json"))
REGISTRATION = FIXTURES / "tumour-conference" / "Bundle-AnmeldeBundleMinimalFreitextLunge-Example.json"
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in (".json", ".csv", ".xlsx"))

COUNTS = {
    "Adán": {
        "encounter": 32,
        "medication": 12,
        "measurement": 374,
        "metastasis": 1,
        "diagnosis": 1,
        "death": 1,
    },
    "Andy": {
        "encounter": 16,
        "medication": 4,
        "measurement": 184,
        "diagnosis": 2,
        "problem": 6,
        "report": 14,
    },
    "Darin": {"encounter": 18, "procedure": 10, "measurement": 81, "diagnosis": 1, "problem": 8},
    "Lavelle": {"encounter": 19, "procedure": 13, "measurement": 133, "diagnosis": 1, "problem": 6},
    "Lourdes": {"encounter": 39, "imaging": 1, "allergy": 1, "measurement": 146, "problem": 16, "death": 1},
    "Whitney": {"encounter": 36, "procedure": 18, "measurement": 325, "problem": 13, "death": 1},
}


@pytest.mark.skipif(not SYNTHEA, reason="the Synthea bundles are not here")
@pytest.mark.parametrize("path", SYNTHEA, ids=lambda path: path.name.split("_")[0])
def test_a_synthea_bundle_is_read_quickly_whole_and_twice_alike(path) -> None:
    read_file(EXAMPLES[0])
    start = time.perf_counter()
    file = read_file(path)
    assert time.perf_counter() - start < 2
    assert (file.format, file.error) == ("fhir", "")
    (one,) = file.patients
    counts = Counter(str(fact.kind) for fact in one.facts)
    expected = next(counts_ for name, counts_ in COUNTS.items() if path.name.startswith(name))
    assert {kind: counts[kind] for kind in expected} == expected
    assert len({fact.origin for fact in one.facts}) == len(one.facts)
    assert all("not used" in sentence or "no date of its own" in sentence for sentence in file.warnings)
    assert read_file(path) == file


@pytest.mark.skipif(not REGISTRATION.exists(), reason="the registration bundle is not here")
def test_the_registration_of_a_tumour_conference_brings_its_question_and_findings() -> None:
    file = read_file(REGISTRATION)
    assert (file.format, file.error) == ("tumour-conference", "")
    (one,) = file.patients
    assert (one.family, one.question) == ("Mustermann", "Empfehlung für Chemo-Immuntherapie")
    assert (one.asked_by, one.place) == ("Dr. Erika Musterfrau", "tumorboard-lunge-mittwochs")
    by_origin = {fact.origin.split("/")[1]: fact for fact in one.facts}
    assert by_origin["ECOGExampleMinimal"].payload.value == 2
    assert by_origin["AllgemeinerLeistungszustandKarnofskyExample"].payload.value == 30
    assert by_origin["DiagnoseFreitextExample"].payload.text == "Lungenkrebs im fortgeschrittenen Stadium"
    assert by_origin["CTMRTSchaedelExample"].payload.result == "auffällig: Metastasen im Schädel"
    assert by_origin["ErstdiagnoseExample#stadiumBeiED-stage"].payload.value == "IIIB"
    assert by_origin["ErstdiagnoseExample#stadiumBeiED-stage"].true_from == date(2021, 3, 15)
    assert (by_origin["TNM-T-Example"].payload.value, by_origin["TNM-T-Example"].payload.edition) == (
        "T2a2",
        "8",
    )
    assert by_origin["ICD10GM-DiagnoseExample"].payload.morphology == "8140/3 Adenokarzinom o.n.A."
    assert by_origin["VerlaufFreitextExample"].payload.result == "Stabiler Verlauf unter Immuntherapie"
    assert by_origin["ECOGExampleMinimal"].true_from == date(2025, 4, 28)
    assert any("the newest date in the file (2025-04-28) is used" in sentence for sentence in file.warnings)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_that_we_ship_is_read_without_a_remark(path) -> None:
    file = read_file(path)
    assert (file.error, file.warnings) == ("", ())
    assert all(one.question and one.identifiers for one in file.patients)
    assert not [fact for one in file.patients for fact in one.facts if fact.kind is Kind.DEATH]


def test_the_example_patient_has_what_the_four_letters_say() -> None:
    (one,) = read_file(ROOT / "examples" / "one-patient.json").patients
    kinds = Counter(fact.kind for fact in one.facts)
    for kind in (
        Kind.PROGNOSIS,
        Kind.FAITH,
        Kind.ALLERGY,
        Kind.CARER,
        Kind.ACP,
        Kind.LANGUAGE,
        Kind.METASTASIS,
    ):
        assert kinds[kind], kind
    assert kinds[Kind.TREATMENT_LINE] == 2
    esas = [fact.payload for fact in one.facts if getattr(fact.payload, "instrument", "") == "esas-r"]
    assert len(esas) == 5
    assert [answers.score("depression") for answers in esas].count(None) == 1
    topics = {fact.payload.topic for fact in one.facts if fact.kind is Kind.PATIENT_WORDS}
    assert {"knows", "wants", "not-wanted", "goals", "fears", "told"} <= topics
