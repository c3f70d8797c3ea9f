"""The glossary holds each thing in every language, or is refused; a hospital's own file changes single entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdt_app.content.glossary import load_glossary
from mdt_app.content.toml_file import ContentError
from mdt_app.domain.letters.glossary import Entry, Glossary
from mdt_app.paths import local_glossary, resources

SHIPPED = resources() / "content" / "glossary.toml"
ONE = """
[metastasis]
en = { terms = ["metastasis"], plain = "it is now also in" }
nl = { terms = ["metastase"], plain = "zit nu ook in" }
fr = { terms = ["métastase"], plain = "est aussi dans" }
de = { terms = ["Metastase"], plain = "ist jetzt auch in" }
"""


def written(tmp_path: Path, text: str, name: str = "glossary.toml") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def here(tmp_path: Path, text: str) -> Glossary:
    """The shipped glossary with a hospital's own file of this text."""
    return load_glossary(SHIPPED, written(tmp_path, text))


def entry(glossary: Glossary, concept: str, language: str) -> Entry | None:
    return next((one for one in glossary.of(language) if one.concept == concept), None)


def test_an_entry_says_its_terms_and_the_plain_words(tmp_path: Path) -> None:
    glossary = load_glossary(written(tmp_path, ONE))
    assert glossary.of("nl") == (Entry(concept="metastasis", terms=("metastase",), plain="zit nu ook in"),)


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("fr = {", "es = {", 5, 'there are no letters in "es"'),
        ('fr = { terms = ["métastase"], plain = "est aussi dans" }\n', "", 2, "fr is missing"),
        ('["métastase"]', "[]", 5, '"terms" is empty'),
        ('["métastase"]', '"métastase"', 5, '"terms" should be a list of words'),
        ('["métastase"]', "[3]", 5, '"terms" should be a list of words'),
        ('["métastase"]', '["?!"]', 5, '"?!" should be a word'),
        ('["métastase"]', '["*tase*"]', 5, 'may have one "*"'),
        ('["métastase"]', '["méta*stase"]', 5, 'may have one "*"'),
        ('["métastase"]', '["*é"]', 5, 'may have one "*"'),
        ('["métastase"]', '["deux mots*"]', 5, 'may have one "*"'),
        ('["métastase"]', '["métastase", "Métastase"]', 5, "is there twice"),
        ('"est aussi dans"', '" "', 5, '"plain" should say it'),
        ('plain = "est aussi dans"', 'plan = "est aussi dans"', 5, '"plan" is not known here'),
        ('{ terms = ["métastase"], plain = "est aussi dans" }', '"métastase"', 5, "should give terms"),
        ("[metastasis]", "metastasis = 3\n[other]", 2, "should be a table"),
        ("[metastasis]", "[metastasis", 2, "this is not valid TOML"),
    ],
)
def test_an_entry_with_a_hole_is_refused_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, why: str
) -> None:
    assert old in ONE
    with pytest.raises(ContentError) as refused:
        load_glossary(written(tmp_path, ONE.replace(old, new, 1)))
    assert str(refused.value).startswith(f"glossary.toml, line {line}: ")
    assert why in str(refused.value)


def test_a_term_of_two_things_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r'line 12: other, de: "Metastase" is there twice'):
        load_glossary(written(tmp_path, ONE + ONE.replace("[metastasis]", "[other]")))


def test_without_a_file_of_its_own_a_hospital_has_ours(tmp_path: Path) -> None:
    assert load_glossary(SHIPPED, tmp_path / "nowhere.toml") == load_glossary(SHIPPED)
    assert load_glossary(SHIPPED).local_problem == ""


def test_a_hospital_adds_an_entry_in_one_language_only(tmp_path: Path) -> None:
    glossary = here(tmp_path, '[pump]\nnl = { terms = ["PCA-pomp"], plain = "pijnpomp" }\n')
    added = entry(glossary, "pump", "nl")
    assert added is not None
    assert added.plain == "pijnpomp"
    assert entry(glossary, "pump", "fr") is None
    assert len(glossary.of("fr")) == len(load_glossary(SHIPPED).of("fr"))


def test_a_hospital_changes_the_plain_words_and_keeps_our_terms(tmp_path: Path) -> None:
    changed = entry(here(tmp_path, '[dyspnoea]\nen = { plain = "out of breath" }\n'), "dyspnoea", "en")
    was = entry(load_glossary(SHIPPED), "dyspnoea", "en")
    assert changed is not None
    assert was is not None
    assert (changed.plain, changed.terms) == ("out of breath", was.terms)


def test_a_hospital_takes_an_entry_out(tmp_path: Path) -> None:
    glossary = here(tmp_path, "[palliative]\nen = { terms = [] }\n")
    assert entry(glossary, "palliative", "en") is None
    assert entry(glossary, "palliative", "nl") is not None
    assert glossary.local_problem == ""


@pytest.mark.parametrize(
    "text",
    [
        '[palliative]\nen = { terms = [] }\n[pump]\nnl = { plain = "pijnpomp" }\n',
        '[palliative]\nen = { terms = [] }\n[pump]\npl = { terms = ["pompa"], plain = "pompa" }\n',
        '[palliative]\nen = { terms = [] }\n[pump]\nen = { terms = ["dyspnoea"], plain = "a pump" }\n',
        "[palliative\n",
    ],
)
def test_a_wrong_file_of_a_hospital_changes_nothing_and_is_told(tmp_path: Path, text: str) -> None:
    glossary = here(tmp_path, text)
    assert glossary.entries == load_glossary(SHIPPED).entries
    assert glossary.local_problem.startswith("glossary.toml, line ")


def test_the_file_of_a_hospital_lies_beside_its_figures(user_folder: Path) -> None:
    assert local_glossary() == user_folder / "glossary.toml"
    assert local_glossary({"MDT_LOCAL": "/srv/mdt/local.toml"}) == Path("/srv/mdt/glossary.toml")
