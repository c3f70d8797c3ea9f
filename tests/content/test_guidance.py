"""The content is whole, and a file that is wrong is refused in one sentence with file, line and reason."""

# ruff: noqa: E501 - one wrong line, one line

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdt_app.content.guidance import load, load_first
from mdt_app.content.toml_file import ContentError
from mdt_app.domain.guidance import CRITERION_IDS, ELEMENT_IDS, LEVEL_IDS, PROMPT_IDS, Item
from mdt_app.paths import resources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content to break."""
    shutil.copytree(resources() / "content", tmp_path / "content")
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Replaces the first `old` in a content file; the number of its line."""
    path = folder / "content" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def refusal(folder: Path) -> str:
    with pytest.raises(ContentError) as refused:
        load(folder)
    return str(refused.value)


def test_there_are_9_domains_28_elements_and_11_criteria() -> None:
    guidance = load(resources())
    assert len(guidance.domains) == 9
    assert tuple(element.id for element in guidance.elements) == ELEMENT_IDS
    assert len(ELEMENT_IDS) == 28
    assert tuple(criterion.id for criterion in guidance.criteria) == CRITERION_IDS
    assert len(CRITERION_IDS) == 11
    assert tuple(prompt.id for prompt in guidance.prompts) == PROMPT_IDS


def test_every_domain_has_an_element_and_every_element_its_domains_source() -> None:
    guidance = load(resources())
    sources = {domain.id: domain.source for domain in guidance.domains}
    assert {element.domain for element in guidance.elements} == set(sources)
    assert all(element.source == sources[element.domain] for element in guidance.elements)


def test_the_numbers_of_the_paper_are_not_marked_as_ours() -> None:
    guidance = load(resources())
    assert guidance.element("SYM-1").numbers["months"] == 1
    assert "months" not in guidance.element("SYM-1").own
    assert guidance.element("SYM-4").own == ("days",)
    assert guidance.element("REF-3").numbers == {"survival_months": 3, "ecog_from": 3, "ecog_to": 4}


def test_the_shipped_instruments_are_all_there() -> None:
    guidance = load(resources())
    assert set(guidance.instruments) == {"esas-r", "distress", "phq-4", "carer-distress"}
    assert guidance.left_out == ()
    settled = {id: instrument.settles for id, instrument in guidance.instruments.items()}
    assert settled == {
        "esas-r": ("SYM-1",),
        "distress": ("PSY-2",),
        "phq-4": ("PSY-2",),
        "carer-distress": ("CAR-2",),
    }


def test_the_esas_r_has_its_nine_symptoms_and_one_free_from_0_to_10() -> None:
    items = load(resources()).instruments["esas-r"].items
    assert len(items) == 10
    assert {(item.minimum, item.maximum, item.look, item.severe) for item in items} == {
        (0, 10, (4, 6), (7, 10))
    }
    assert {item.code for item in items if not item.symptom} == {"wellbeing", "other"}


def test_a_severe_value_also_calls_for_a_look() -> None:
    item = Item(code="pain", label="Pain", minimum=0, maximum=10, look=(4, 6), severe=(7, 10))
    assert [item.calls_for_look(value) for value in (3, 4, 6, 7, 10)] == [False, True, True, True, True]
    assert [item.is_severe(value) for value in (6, 7, 10)] == [False, True, True]
    assert [item.allows(value) for value in (None, -1, 0, 10, 11)] == [False, False, True, True, False]


def test_each_level_and_each_task_has_a_holder_by_rule() -> None:
    roles = load(resources()).roles
    assert tuple(level.id for level in roles.levels) == LEVEL_IDS
    assert len([task for task in roles.tasks if task.letter]) == 6
    assert sum(task.per_treatment for task in roles.tasks) == 1
    assert [partner.id for partner in roles.partners] == ["primary", "hospice", "hospital", "nursing-home"]


BROKEN = [
    ("elements.toml", 'id = "SYM-1"', 'id = "SYM-9"', '"SYM-9" is not known'),
    ("elements.toml", 'id = "SYM-2"', 'id = "SYM-1"', "SYM-1 is there twice"),
    ("elements.toml", 'rule = "entered-once"', 'rule = "guessed"', 'rule "guessed" is not known'),
    ("elements.toml", 'domain = "spiritual"\nname = "Faith"', 'domain = "soul"\nname = "Faith"', '"soul" is not known'),
    ("elements.toml", "numbers = { days = 14 }", "numbers = { weeks = 2 }", '"weeks" is no parameter'),
    ("elements.toml", "numbers = { days = 14 }", "numbers = {}", 'parameter "days" is missing'),
    ("elements.toml", "numbers = { days = 14 }", "numbers = { days = -1 }", "cannot be below 0"),
    ("elements.toml", "numbers = { days = 42 }", 'numbers = { days = "42" }', "should be a number"),
    ("elements.toml", "numbers = { days = 42 }", "numbers = { days = 4.5 }", '"days" should be a whole number'),
    ("elements.toml", "numbers = { days = 42 }", "numbers = { days = 99999 }", '"days" lies between 1 and 3650'),
    ("elements.toml", "numbers = { months = 12 }", "numbers = { months = 0 }", '"months" lies between 1 and 120'),
    ("elements.toml", "months = 1, warn_days = 5", "months = 1, warn_days = 31", "the warning would stand from the first day on"),
    ("elements.toml", "ecog_from = 3, ecog_to = 4", "ecog_from = 4, ecog_to = 3", "the thresholds overlap"),
    ("elements.toml", "measure_months = 3", "measure_months = 0", '"measure_months" lies between 1 and 120'),
    ("elements.toml", 'symptoms = ["pain", ', 'symptoms = ["pian", ', '"pian" is not known in symptoms'),
    ("criteria.toml", 'symptoms = ["depression", "anxiety"]', 'symptoms = ["sadness"]', '"sadness" is not known in symptoms'),
    ("prompts.toml", "ecog_from = 3, ecog_to = 4", "ecog_from = 4, ecog_to = 3", "the thresholds overlap"),
    ("elements.toml", 'triggers = ["incident"]', 'triggers = ["rain"]', '"rain" is not known'),
    ("elements.toml", 'items = ["readiness"]', 'items = "readiness"', "should be a list"),
    ("elements.toml", 'own = ["team_languages"]', 'own = ["tongues"]', 'own "tongues" names no parameter'),
    ("elements.toml", "measure_months = 3", "measure_weeks = 3", '"measure_weeks" is not known'),
    ("elements.toml", "last_weeks_days = 56", "last_weeks_days = 0", '"last_weeks_days" lies between 1 and 365'),
    ("elements.toml", "follow_up_days = 30", 'follow_up_days = "30"', "should be a whole number"),
    ("elements.toml", "weekend_from = 6", "weekend_from = 8", '"weekend_from" lies between 1 and 7'),
    ("elements.toml", "night_until = 8", "night_until = 19", "the night would never end"),
    ("elements.toml", 'own = [\n', 'own = [ "leap_percent",\n', 'own "leap_percent" names no parameter'),
    ("elements.toml", 'source = "The program', 'sources = "The program', '"sources" is not known'),
    ("criteria.toml", 'id = "T2"', 'id = "T3"', '"T3" is not known'),
    ("criteria.toml", "line_from = 2", 'line_from = "two"', "should be a number"),
    ("prompts.toml", 'id = "SDM"', 'id = "SHARED"', '"SHARED" is not known'),
    ("prompts.toml", "strong = true", "loud = true", '"loud" is not known'),
    ("elements.toml", 'name = "Faith"', 'name = " "', '"name" holds an empty text'),
    ("elements.toml", 'icd10 = ["R", ', 'icd10 = ["", ', '"icd10" holds an empty text'),
    ("criteria.toml", 'concepts = ["delirium"]', 'concepts = [""]', '"concepts" holds an empty text'),
    ("prompts.toml", 'own = ["days"]', 'own = ["weeks"]', 'own "weeks" names no parameter'),
    ("roles.toml", 'id = "hospice"', 'id = "hotel"', "the partners are primary, hospice, hospital, nursing-home"),
    ("roles.toml", 'with_tertiary = "tertiary"', 'with_tertiary = "quaternary"', '"quaternary" is not known'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"), BROKEN, ids=[f"{one[0]}: {one[3]}" for one in BROKEN]
)
def test_a_wrong_file_is_refused_with_file_line_and_reason(
    folder: Path, name: str, old: str, new: str, reason: str
) -> None:
    line = change(folder, name, old, new)
    told = refusal(folder)
    assert reason in told
    assert re.match(rf"{name}, line {line}: [^\n]+\.$", told), told


def test_a_step_that_its_prompt_no_longer_asks_for_is_missed(folder: Path) -> None:
    change(folder, "prompts.toml", '    ["choice", "That there is a choice."],\n', "")
    told = refusal(folder)
    assert re.match(
        r"prompts\.toml, line \d+: SDM does not ask for what its rule looks at: choice, options", told
    )


def test_a_missing_element_is_counted(folder: Path) -> None:
    path = folder / "content" / "elements.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("# --- Last phase of life")], encoding="utf-8")
    assert "EOL-1 missing: 28 are needed" in refusal(folder)


def test_a_missing_criterion_is_counted(folder: Path) -> None:
    path = folder / "content" / "criteria.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("[[criterion]]")], encoding="utf-8")
    assert "T2 missing: 11 are needed" in refusal(folder)


def test_an_element_without_a_source_is_refused(folder: Path) -> None:
    line = change(folder, "elements.toml", 'source = "Figure 2, End-of-Life Care"\nrule', 'source = ""\nrule')
    assert refusal(folder) == f"elements.toml, line {line}: EOL-1 names no source."


def test_a_source_left_out_altogether_is_named_at_its_table(folder: Path) -> None:
    change(folder, "criteria.toml", 'source = "Figure 3, Needs-based criteria"\n', "")
    assert re.match(r'criteria\.toml, line 3: "source" is missing\.$', refusal(folder))


def test_a_tenth_domain_is_refused(folder: Path) -> None:
    change(
        folder,
        "elements.toml",
        '[[domain]]\nid = "symptoms"',
        '[[domain]]\nid = "x"\nname = "X"\nsource = "x"\n\n[[domain]]\nid = "symptoms"',
    )
    assert "9 domains are needed, not 10" in refusal(folder)


def test_broken_toml_is_refused_with_its_line(folder: Path) -> None:
    line = change(folder, "criteria.toml", 'id = "N2"', 'id = "N2')
    assert refusal(folder) == f"criteria.toml, line {line}: this is not valid TOML."


def test_a_missing_file_is_refused_in_words(folder: Path) -> None:
    (folder / "content" / "roles.toml").unlink()
    assert refusal(folder).startswith("roles.toml, line 1: the file cannot be read")


LATER = (
    "elements.toml", 'id = "SYM-1"', 'id = "SYM-9"',
    "prompts.toml", 'id = "SDM"', 'id = "SHARED"',
    "roles.toml", 'id = "hospice"', 'id = "hotel"',
    "form-words.toml", 'language = "en"', 'language = "nl"',
    "patient-wills.toml", 'name = "', 'names = "',
    "fates.toml", 'id = "', 'ids = "',
    "moc.toml", "least = ", "most = ",
)  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new"), list(zip(*[iter(LATER)] * 3, strict=True)), ids=LATER[::3])
def test_what_no_agenda_is_computed_from_is_refused_each_time_that_it_is_asked_for(
    folder: Path, name: str, old: str, new: str
) -> None:
    change(folder, name, old, new)
    guidance = load_first(folder)
    assert len(guidance.criteria) == len(CRITERION_IDS)
    for ask in (lambda: guidance.roles, lambda: guidance.moc, lambda: guidance.elements):
        with pytest.raises(ContentError, match=rf"^{name}, line \d+: "):
            ask()


def test_the_rest_is_read_once(folder: Path) -> None:
    guidance = load_first(folder)
    assert guidance.elements == load(resources()).elements
    shutil.rmtree(folder / "content")
    assert guidance.moc == load(resources()).moc


def test_a_broken_content_file_is_not_taken_for_the_hospitals_own_mistake(folder: Path) -> None:
    change(folder, "roles.toml", 'id = "hospice"', 'id = "hotel"')
    own = folder / "local.toml"
    own.write_text("[SYM-1]\ndays = 14\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"^roles\.toml, "):
        load_first(folder, local=own)


HOLES = [
    ("severe = [7, 10]", "severe = [6, 10]", "look and severe overlap"),
    ("severe = [7, 10]", "severe = [7, 11]", "lies outside the scale"),
    ("severe = [7, 10]", "severe = [8, 10]", "belong to neither"),
    ("severe = [7, 10]\n", "", "a symptom states which values are severe"),
    ('symptom = "pain"', 'symptom = "pian"', '"pian" is no symptom'),
    ('settles = ["SYM-1"]', 'settles = ["SYM-1", "PSY-2"]', "a distress score needs a [[total]]"),
    ("look = [4, 6]", "look = [4]", "should have 2 parts"),
    ("maximum = 10", "maximum = 0", "the scale is empty"),
    ('code = "tiredness"', 'code = "pain"', 'item "pain" is there twice'),
    ('settles = ["SYM-1"]', 'settles = ["SYM-7"]', '"SYM-7" is no element'),
    ('subject = "patient"', 'subject = "cat"', '"subject" is patient or carer'),
    ("licence = ", "licence_ = ", "is not known here"),
    ('credit = "', 'credit = "" #', "names no credit"),
]


@pytest.mark.parametrize(("old", "new", "reason"), HOLES, ids=[one[2] for one in HOLES])
def test_an_instrument_with_a_hole_is_left_out_alone_and_said_so(
    folder: Path, old: str, new: str, reason: str
) -> None:
    change(folder, "instruments/esas-r.toml", old, new)
    guidance = load(folder)
    assert set(guidance.instruments) == {"distress", "phq-4", "carer-distress"}
    assert len(guidance.left_out) == 1
    assert re.match(r"esas-r\.toml, line \d+: ", guidance.left_out[0])
    assert reason in guidance.left_out[0]


def test_an_instrument_that_a_hospital_adds_is_read(folder: Path) -> None:
    own = (
        (folder / "content/instruments/distress.toml")
        .read_text(encoding="utf-8")
        .replace('id = "distress"', 'id = "own"', 1)
    )
    (folder / "content/instruments/own.toml").write_text(own, encoding="utf-8")
    assert "own" in load(folder).instruments


def test_the_same_instrument_twice_is_left_out_once(folder: Path) -> None:
    shutil.copy(folder / "content/instruments/phq-4.toml", folder / "content/instruments/zz.toml")
    guidance = load(folder)
    assert len(guidance.instruments) == 4
    assert guidance.left_out == ('zz.toml, line 1: instrument "phq-4" is there twice.',)


FILES = ("elements.toml", "criteria.toml", "prompts.toml", "roles.toml", "instruments/esas-r.toml")
SPOILED = {
    "gone": (r".*\n", ""),
    "a number for a text": (r'= "[^"]*"', "= 3"),
    "an empty text": (r'"[^"]*"', '""'),
    "another number": (r"\d+", "-7"),
    "half a number": (r"(\d+)", r"\1.5"),
    "no list": (r"\[.*\]", "5"),
    "a table": (r"= .*", "= { a = { b = 1 } }"),
    "a yes": (r"= .*", "= true"),
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FILES), st.sampled_from(sorted(SPOILED)), st.integers(0, 10_000))
def test_a_file_spoiled_in_any_line_is_refused_in_words_or_read(
    folder: Path, name: str, how: str, place: int
) -> None:
    path = folder / "content" / name
    whole = path.read_text(encoding="utf-8")
    lines = whole.splitlines(keepends=True)
    lines[place % len(lines)] = re.sub(*SPOILED[how], lines[place % len(lines)])
    path.write_text("".join(lines), encoding="utf-8")
    try:
        said = load(folder).left_out
    except ContentError as refused:
        said = (str(refused),)
    finally:
        path.write_text(whole, encoding="utf-8")
    assert all(re.match(r"[a-z-]+\.toml, line \d+: [^\n]+\.$", one) for one in said), said
