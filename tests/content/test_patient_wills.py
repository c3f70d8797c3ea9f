"""A country's codes for a patient's will: each with its meaning, its day and its source, or the file is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mdt_app.content.patient_wills import load_patient_wills
from mdt_app.content.toml_file import ContentError
from mdt_app.paths import resources

SHIPPED = resources() / "content" / "patient-wills.toml"


def test_the_four_codes_of_not_resuscitating_say_what_they_mean() -> None:
    wills = load_patient_wills(SHIPPED)
    assert [(one.name, one.words) for one in wills.wills if one.code.startswith("dnr")] == [
        ("DNR 0", "No limit to treatment."),
        ("DNR 1", "No resuscitation."),
        ("DNR 2", "No resuscitation, and treatment is not extended."),
        ("DNR 3", "No resuscitation, and treatment is reduced step by step."),
    ]


def test_a_code_is_known_by_its_name_however_it_is_written() -> None:
    wills = load_patient_wills(SHIPPED)
    assert [getattr(wills.named(text), "code", None) for text in ("DNR 2", "dnr2", "DNR2", "DNR 5")] == [
        "dnr2", "dnr2", "dnr2", None,
    ]  # fmt: skip


def test_codes_belong_to_their_country_and_to_their_days() -> None:
    wills = load_patient_wills(SHIPPED)
    assert wills.fits(["Europe/Brussels"], [])
    assert wills.fits([], ["https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin"])
    assert not wills.fits(["Europe/Amsterdam"], ["urn:mdt:hospital-number"])
    assert wills.offered("code-status", date(2021, 1, 9)) == ()
    assert len(wills.offered("code-status", date(2021, 1, 10))) == 5


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('words = "No resuscitation."', 'words = ""', '"words" is empty'),
        ('items = ["code-status"]', 'items = ["weather"]', 'item "weather" is not known'),
        ('items = ["code-status"]', "items = []", 'item "" is not known'),
        ('code = "dnr1"', 'code = "dnr0"', '"dnr0" is there twice'),
        ("since = 2021-01-10", 'since = "long ago"', "date"),
        ("[list]", "[lost]", '"lost" is not known here'),
    ],
)
def test_a_row_with_a_hole_is_refused_with_file_and_line(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    file = tmp_path / "patient-wills.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=r"patient-wills.toml, line \d+: ") as refused:
        load_patient_wills(file)
    assert why in str(refused.value)
