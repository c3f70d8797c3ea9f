"""A hospital's instruments are read beside the program's; one with a hole is left out alone, in words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdt_app import paths
from mdt_app.application import load_guidance
from mdt_app.content.guidance import load
from mdt_app.content.instruments import load_instruments
from mdt_app.content.toml_file import ContentError
from mdt_app.paths import resources

SHIPPED = resources() / "content" / "instruments"
OWN = """
id = "breath"
name = "Breath today"
subject = "patient"
settles = ["SYM-1"]
instruction = "How short of breath are you?"
languages = ["en", "nl"]
official_wording = false
licence = "Ours"
credit = "St Aurelia"
source = "St Aurelia, protocol 12"

[[item]]
code = "breath"
label = "Breath"
low = "None"
high = "Worst"
minimum = 0
maximum = 10
symptom = "dyspnoea"
look = [4, 6]
severe = [7, 10]

[[wording]]
language = "nl"
source = "St Aurelia"
instruction = "Hoe kortademig bent u?"

[wording.items.breath]
label = "Adem"
low = "Niet"
high = "Heel erg"
"""
DUTCH = """
wording_of = "phq-4"

[[wording]]
language = "nl"
source = "The holders' own translation"
instruction = "Hoe vaak?"
"""


def phq_items(choices: int = 4) -> str:
    words = ", ".join(f'"keuze {n}"' for n in range(choices))
    codes = ("nervous", "worrying", "interest", "down")
    return "".join(
        f'\n[wording.items.{code}]\nlabel = "{code} nl"\nlow = "a"\nhigh = "b"\nchoices = [{words}]\n'
        for code in codes
    )


def put(folder: Path, text: str, name: str = "own.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_hospital_puts_its_file_into_a_folder_of_its_own(user_folder: Path) -> None:
    assert "breath" not in load_guidance().instruments
    put(user_folder / "instruments", OWN)
    guidance = load_guidance()
    assert guidance.left_out == ()
    assert guidance.instruments["breath"].settles == ("SYM-1",)
    assert len(guidance.instruments) == 5


def test_the_folder_may_lie_where_the_hospital_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MDT_INSTRUMENTS", str(put(tmp_path / "shared", OWN)))
    assert paths.instruments() == tmp_path / "shared"
    assert "breath" in load_guidance().instruments


def test_a_file_is_worded_in_every_language_that_it_names(tmp_path: Path) -> None:
    found, _ = load_instruments(put(tmp_path, OWN))
    dutch = found["breath"].worded("nl-BE")
    assert dutch is not None
    assert (dutch.instruction, dutch.items[0].label) == ("Hoe kortademig bent u?", "Adem")
    assert dutch.items[0].severe == (7, 10)
    assert found["breath"].worded("fr") is None
    assert found["breath"].worded("") is None


def test_an_official_form_in_one_more_language_is_added_to_a_known_instrument(tmp_path: Path) -> None:
    guidance = load(resources(), put(tmp_path, DUTCH + phq_items()))
    assert guidance.left_out == ()
    dutch = guidance.instruments["phq-4"].worded("nl")
    assert dutch is not None
    assert dutch.items[3].label == "down nl"
    assert dutch.items[3].choice(2) == "keuze 2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DUTCH, "[wording.items.CODE]"),
        (DUTCH + phq_items(choices=3), "4 values need 4 choices"),
        (DUTCH.replace("phq-4", "phq-5") + phq_items(), 'no instrument "phq-5"'),
        (DUTCH.replace('"nl"', '"en"') + phq_items(), 'has words in "en" already'),
        (DUTCH.replace("The holders' own translation", " ") + phq_items(), "have no source"),
        (DUTCH + phq_items().partition("\n[wording.items.down]")[0], 'lack item "down"'),
        (DUTCH + phq_items() + '\n[wording.items.sleep]\nlabel = "x"\n', 'name no item "sleep"'),
    ],
)
def test_words_with_a_hole_are_left_out_and_the_instrument_stays(
    tmp_path: Path, text: str, said: str
) -> None:
    guidance = load(resources(), put(tmp_path, text))
    (sentence,) = guidance.left_out
    assert sentence.startswith("own.toml, line ")
    assert said in sentence
    assert guidance.instruments["phq-4"].worded("nl") is None
    assert len(guidance.instruments) == 4


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('languages = ["en", "nl"]', 'languages = ["en", "nl", "fr"]', 'no [[wording]] for "fr"'),
        ('languages = ["en", "nl"]', "languages = []", "names no language"),
        ('languages = ["en", "nl"]', 'languages = ["English"]', "no language code"),
        ('symptom = "dyspnoea"', 'symptom = "breathless"', "no symptom of the criteria"),
        ('code = "breath"\nlabel = "Breath"', 'code = "breath"\nlabel = " "', "has a code and a label"),
        ("maximum = 10", "maximum = 1000", "more than 100 steps"),
        ('name = "Breath today"', 'name = ""', "names no name"),
        ('id = "breath"', 'id = "Bre ath"', "small letters"),
        ('label = "Adem"', 'label = ""', "has no label"),
        ("minimum = 0", "minimum = 0\nchoices = ['a']", "11 values need 11 choices"),
        ("[[item]]", "[item]", "two brackets"),
        ('settles = ["SYM-1"]', 'settles = "SYM-1"', "should be a list"),
        ('id = "breath"', 'id = "esas-r"', "is there twice"),
    ],
)
def test_a_file_with_a_hole_is_left_out_alone(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in OWN
    guidance = load(resources(), put(tmp_path, OWN.replace(old, new)))
    (sentence,) = guidance.left_out
    assert said in sentence
    assert set(guidance.instruments) == {"esas-r", "distress", "phq-4", "carer-distress"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cut=st.integers(0, len(OWN)),
    length=st.integers(1, 60),
    instead=st.sampled_from(["", "]", "1", '"', "= 3", "[[item]]\n", "[a]\n"]),
)
def test_no_damage_to_a_hospitals_file_takes_the_program_down(
    tmp_path: Path, cut: int, length: int, instead: str
) -> None:
    put(tmp_path, OWN[:cut] + instead + OWN[cut + length :])
    guidance = load(resources(), tmp_path)
    assert {"esas-r", "distress", "phq-4", "carer-distress"} <= set(guidance.instruments)
    assert len(guidance.instruments) + len(guidance.left_out) == 5


def test_a_file_that_is_no_text_is_left_out_alone(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "folder.toml").mkdir()
    guidance = load(resources(), tmp_path)
    assert len(guidance.left_out) == 2
    assert len(guidance.instruments) == 4


def test_no_translation_is_shipped_of_an_instrument_whose_official_one_is_not_at_hand() -> None:
    found, _ = load_instruments(SHIPPED)
    official = {one.id for one in found.values() if one.official_wording}
    assert official == {"esas-r", "phq-4"}
    for one in official:
        assert found[one].languages == ("en",)
        assert found[one].worded("nl") is None
    assert found["distress"].worded("de") is not None


def test_only_where_the_licence_allows_it_one_question_stands_alone() -> None:
    found, _ = load_instruments(SHIPPED)
    assert not found["esas-r"].one_at_a_time
    assert found["phq-4"].one_at_a_time


def test_the_words_around_a_form_are_whole_in_each_language(tmp_path: Path) -> None:
    words = load(resources()).form_words
    assert set(words) == {"en", "nl", "fr", "de"}
    assert len({one.skip for one in words.values()}) == 4
    shutil.copytree(resources() / "content", tmp_path / "content")
    file = tmp_path / "content" / "form-words.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("are for {name}", "are for {nome}"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"not_you should say something, with \{name\}"):
        load(tmp_path)
