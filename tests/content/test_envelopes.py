"""Every country that is known has its window envelopes, with a source; a wrong zone is refused with its line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mdt_app import paths
from mdt_app.content.envelopes import load_envelopes
from mdt_app.content.toml_file import ContentError
from mdt_app.domain.letters.envelope import COUNTRIES, USUAL, Envelope

FILE = paths.resources() / "content" / "envelopes.toml"


def test_every_country_has_its_envelope() -> None:
    assert sorted(load_envelopes(FILE)) == sorted(COUNTRIES)


def test_a_letter_that_names_no_country_has_the_usual_one() -> None:
    assert load_envelopes(FILE)[USUAL] == Envelope()


def test_only_germany_wants_the_senders_line() -> None:
    assert [id for id, one in load_envelopes(FILE).items() if one.sender] == ["de"]


def test_what_is_our_own_reading_is_marked() -> None:
    rows = {row["id"]: row for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["envelope"]}
    assert all("quiet" in row["own"] for row in rows.values())
    assert {id for id, row in rows.items() if "address" in row["own"]} == {"be", "lu", "nl"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("address = [115, 48, 190, 69]", "address = [115, 48, 150, 69]", "60 x 20 mm"),
        ("address = [115, 48, 190, 69]", "address = [90, 48, 190, 69]", "within the quiet zone"),
        ("address = [115, 48, 190, 69]", "address = [115, 48, 190]", "should have 4 parts"),
        ("quiet = [95, 26, 210, 94]", "quiet = [95, 10, 210, 94]", "from 26 to 99"),
        ("quiet = [95, 26, 210, 94]", "quiet = [60, 26, 210, 94]", "no room for the references"),
        ("sender = false", 'sender = "no"', "true or false"),
        ('own = ["address", "quiet"]', 'own = ["colour"]', "none of address, quiet, sender"),
        ('id = "be"', 'id = "xx"', 'id "xx" is not known'),
        ("source = ", "comes_from = ", "not known"),
    ],
)
def test_a_wrong_file_is_refused_with_file_and_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "envelopes.toml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_envelopes(broken)
    assert said in str(refused.value)
    assert str(refused.value).startswith("envelopes.toml, line ")
