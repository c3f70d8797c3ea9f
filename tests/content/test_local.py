"""A hospital changes cadences and thresholds in a file of its own; each change is said beside what it took the place of."""

# ruff: noqa: E501 - one wrong line, one line

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from domain.histories import (
    advanced,
    answer,
    calm,
    death,
    distress,
    ecog,
    entry,
    language,
    line,
    prognosis,
    proposed,
    record,
    referral,
    trace,
)

from mdt_app.content.guidance import load
from mdt_app.domain import checklist, criteria, prompts
from mdt_app.domain.deviations import OWN, PAPER
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.further import Further
from mdt_app.domain.guidance import SETTING_NAMES, Guidance
from mdt_app.domain.phase import phase
from mdt_app.domain.worklist import Waits, waits
from mdt_app.paths import local_figures, resources


def here(tmp_path: Path, text: str) -> Guidance:
    """The guidance with a local file of this text."""
    file = tmp_path / "local.toml"
    file.write_text(text, encoding="utf-8")
    return load(resources(), local=file)


def element(guidance: Guidance, id: str, on: str, *facts: Fact) -> checklist.ElementState:
    return next(one for one in checklist.evaluate(record(on, *facts), guidance) if one.id == id)


def whole(guidance: Guidance) -> tuple[Guidance, Further]:
    return guidance, guidance.further()


def criterion(guidance: Guidance, id: str, on: str, *facts: Fact) -> criteria.CriterionState:
    return next(one for one in criteria.evaluate(record(on, *facts), guidance) if one.id == id)


def advised(guidance: Guidance, on: str, *facts: Fact) -> dict[str, prompts.PromptState]:
    return {one.id: one for one in prompts.evaluate(record(on, *facts), guidance)}


def test_without_a_file_everything_stands_as_shipped(tmp_path: Path) -> None:
    shipped = load(resources())
    assert whole(load(resources(), local=tmp_path / "nowhere.toml")) == whole(shipped)
    assert (shipped.deviations, shipped.local_problem) == ((), "")


def test_a_cadence_in_months_may_become_one_in_days_and_says_both(tmp_path: Path) -> None:
    guidance = here(tmp_path, '[SYM-1]\ndays = 14\nreason = "They come every two weeks."\n')
    states = [element(guidance, "SYM-1", on, calm("2026-01-15")) for on in ("2026-01-29", "2026-01-30")]
    assert [state.status for state in states] == ["done", "due"]
    assert "Here: 14 days; the paper's model: 1 month (They come every two weeks)." in states[0].why
    (deviation,) = states[0].deviations
    assert (deviation.here, deviation.model) == ("14 days", "1 month")


def test_a_figure_of_ours_is_not_called_the_papers(tmp_path: Path) -> None:
    state = element(here(tmp_path, "[SYM-4]\ndays = 7\n"), "SYM-4", "2026-03-01")
    assert state.why.endswith("Here: 7 days; the program's own figure: 14 days.")


CHANGES = {
    "REF-2 in months": ("[REF-2]\nmonths = 1\n", "REF-2", "2026-03-02", "due", (trace("2026-02-01", Kind.CRITERIA_REVIEW),)),
    "REF-3 sooner": ("[REF-3]\necog_from = 2\n", "REF-3", "2026-03-01", "due", (advanced("2026-01-10"), ecog("2026-02-20", 2))),
    "CAR-5 later": ("[CAR-5]\ndays = 60\n", "CAR-5", "2026-03-30", "due", (death("2026-02-01"),)),
    "EOL-1 twice a year": ("[EOL-1]\nmonths = 6\n", "EOL-1", "2026-08-02", "due", (answer("2026-07-01", Kind.END_OF_LIFE_PHASE), trace("2026-02-01", Kind.TEAM_COVER))),
    "a decline of SYM-1 for two months": ("[SYM-1]\ndecline_months = 2\n", "SYM-1", "2026-03-15", "declined", (entry("2026-01-15", "SYM-1", "declined"),)),
    "the team speaks Turkish": ('[SPI-4]\nteam_languages = ["nl", "tr"]\n', "SPI-4", "2026-03-01", "not due", (language("2026-02-01", "tr"),)),
    "measures for two months": ("[settings]\nmeasure_months = 2\n", "REF-3", "2026-04-21", "unknown", (advanced("2026-01-10"), ecog("2026-02-20", 2))),
    "plans for a week": ("[settings]\nplanned_days = 7\n", "PSY-1", "2026-02-09", "due", (entry("2026-02-01", "PSY-1", "planned"),)),
    "a look from 5": ("[esas-r]\nlook = [5, 6]\n", "SYM-2", "2026-03-01", "not due", (calm("2026-02-15", pain=4),)),
    "another cut-off": ("[distress]\ncut_off = 5\n", "PSY-3", "2026-03-01", "not due", (distress("2026-02-15", 4),)),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_counts(tmp_path: Path, what: str) -> None:
    text, id, on, status, facts = CHANGES[what]
    guidance = here(tmp_path, text)
    assert guidance.local_problem == ""
    state = element(guidance, id, on, *facts)
    assert state.status == status, state.why
    assert element(load(resources()), id, on, *facts) != state


def test_a_change_is_said_where_it_bears_and_nowhere_else(tmp_path: Path) -> None:
    guidance = here(tmp_path, "[esas-r]\nlook = [4, 7]\nsevere = [8, 10]\n[settings]\nplanned_days = 7\n")
    facts = (calm("2026-02-15", pain=7), entry("2026-02-28", "PSY-1", "planned"))
    states = checklist.evaluate(record("2026-03-01", *facts), guidance)
    assert {one.id for one in states if one.deviations} == {"SYM-2", "PSY-1"}
    judged = criteria.evaluate(record("2026-03-01", *facts), guidance)
    assert {one.id for one in judged if one.deviations} == {"N1", "N2"}
    assert judged[0].state == "not met"
    assert "severe from 8 to 10; the paper's model: severe from 7 to 10." in judged[0].why


def test_criteria_and_prompts_are_changed_alike(tmp_path: Path) -> None:
    guidance = here(
        tmp_path, "[T1]\nmonths = 6\nsurvival_months = 6\n[PROGNOSIS]\ndays = 14\n[SURVIVAL-30D]\ndays = 60\n"
    )
    known = (advanced("2026-01-10"), prognosis("2026-02-15", 6, "mo"))
    assert criterion(guidance, "T1", "2026-07-10", *known).state == "suggested"
    assert len(criterion(guidance, "T1", "2026-07-10", *known).deviations) == 2
    assert str(advised(guidance, "2026-02-01", advanced("2026-01-10"))["PROGNOSIS"].due) == "2026-01-24"
    shown = advised(guidance, "2026-03-01", prognosis("2026-02-15", 50, "d"), proposed("2026-02-20"))
    assert "Here: 60 days; the paper's model: 30 days." in shown["SURVIVAL-30D"].text


WRONG = [
    ("[SYM-9]\ndays = 1\n", 1, "SYM-9: there is no element, criterion, prompt or instrument of this id"),
    ("[SYM-1]\n\nweeks = 2\n", 3, 'SYM-1: "weeks" is no figure that can be changed here (there are: days, months, warn_days)'),
    ('[SYM-1]\ndays = "14"\n', 2, 'SYM-1: "days" should be a number'),
    ("[SYM-1]\ndays = true\n", 2, 'SYM-1: "days" should be a number'),
    ("[SYM-1]\ndays = 0\n", 2, 'SYM-1: "days" lies between 1 and 3650'),
    ("[SYM-1]\ndays = 1.5\n", 2, 'SYM-1: "days" should be a whole number'),
    ("[SYM-1]\ndays = 14\nmonths = 1\n", 3, "SYM-1: give days or months, not both"),
    ("[SYM-1]\ndays = 5\n", 1, "SYM-1: the warning would stand from the first day on"),
    ("[SYM-1]\n", 1, "SYM-1: no figure is given"),
    ("[SYM-1]\ndays = 14\nreason = 3\n", 3, 'SYM-1: "reason" should be text'),
    ("[SYM-3]\ndays = 14\n", 2, 'SYM-3: "days" is no figure that can be changed here (there are: none)'),
    ("SYM-1 = 3\n", 1, '"SYM-1" should be a table such as [SYM-1]'),
    ("[REF-3]\necog_from = 4\necog_to = 3\n", 2, "REF-3: the thresholds overlap"),
    ('[N1]\nsymptoms = ["pain"]\n', 2, 'N1: "symptoms" is no figure'),
    ('[COM-3]\ntriggers = ["progression"]\n', 2, 'COM-3: "triggers" is no figure'),
    ("[SPI-4]\nteam_languages = []\n", 2, 'SPI-4: "team_languages" should be a list of words'),
    ("[settings]\nmeasure_weeks = 2\n", 2, 'settings: "measure_weeks" is not known here'),
    ("[settings]\nnight_from = 24\n", 2, 'settings: "night_from" lies between 1 and 23'),
    ("[settings]\njump_percent = 0\n", 2, 'settings: "jump_percent" lies between 1 and 100'),
    ("[settings]\nnight_from = 7\n", 2, "settings: the night would never end: night_until lies before night_from"),
    ("[esas-r]\nsevere = [8, 10]\n", 2, "esas-r: the values between look and severe belong to neither"),
    ("[esas-r]\nlook = [4, 8]\n", 2, "esas-r: look and severe overlap"),
    ("[esas-r]\nlook = [4, 7]\nsevere = [8, 11]\n", 3, "esas-r: severe [8, 11] lies outside the scale"),
    ("[esas-r]\nsevere = 8\n", 2, 'esas-r: "severe" should be two whole numbers'),
    ("[esas-r]\ncut_off = 3\n", 2, 'esas-r: "cut_off" is no figure of esas-r that can be changed'),
    ("[distress]\nlook = [5, 6]\n", 2, 'distress: "look" is no figure of distress that can be changed'),
    ("[distress]\ncut_off = 11\n", 2, 'distress: "cut_off" lies between 1 and 10'),
    ("[SYM-1\ndays = 14\n", 1, "this is not valid TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "why"), WRONG, ids=[why for _, _, why in WRONG])
def test_a_wrong_file_changes_nothing_and_says_where_it_is_wrong(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    guidance = here(tmp_path, f"{text}\n")
    assert guidance.local_problem.startswith(f"local.toml, line {line}: {why}")
    assert guidance.local_problem.endswith(".")
    assert whole(replace(guidance, local_problem="")) == whole(load(resources()))


def test_one_wrong_table_leaves_the_right_ones_out_too(tmp_path: Path) -> None:
    guidance = here(tmp_path, "[SYM-1]\ndays = 14\n[SYM-9]\ndays = 1\n")
    assert guidance.local_problem.startswith("local.toml, line 3: ")
    assert guidance.deviations == ()


def test_the_file_lies_beside_the_users_databases_unless_another_is_named(user_folder: Path) -> None:
    assert local_figures() == user_folder / "local.toml"
    assert local_figures({"MDT_LOCAL": "/srv/mdt/local.toml"}) == Path("/srv/mdt/local.toml")


def test_every_figure_that_rules_share_may_be_changed_and_is_said(tmp_path: Path) -> None:
    shipped = load(resources()).settings
    for name in SETTING_NAMES:
        number = getattr(shipped, name) - 1 if name == "night_until" else getattr(shipped, name) + 1
        guidance = here(tmp_path, f'[settings]\n{name} = {number}\nreason = "So it is here"\n')
        assert guidance.local_problem == ""
        assert getattr(guidance.settings, name) == number
        (said,) = guidance.deviations
        assert said.whose == (OWN if name in shipped.own else PAPER)
        assert said.sentence().endswith("(So it is here).")
        assert "_" not in said.here


def test_the_last_weeks_may_be_fewer_and_the_phase_says_so(tmp_path: Path) -> None:
    four = here(tmp_path, "[settings]\nlast_weeks_days = 28\n")
    for days, here_, shipped in ((56, "advanced", "last weeks"), (28, "last weeks", "last weeks")):
        seen = record("2026-03-01", advanced("2025-10-01"), prognosis("2026-02-15", days, "d"))
        assert (phase(seen, four).phase, phase(seen, load(resources())).phase) == (here_, shipped)
    why = phase(seen, four).why
    assert why == (
        "The newest survival estimate is 4 weeks or less. Here: the last weeks of life are 28 days; the program's own "
        "figure: the last weeks of life are 56 days."
    )


def test_a_follow_up_and_a_review_of_a_death_wait_as_long_as_is_said_here(tmp_path: Path) -> None:
    local = here(tmp_path, "[settings]\nfollow_up_days = 14\nreview_days = 30\ndeath_days = 14\n")

    def lists(guidance: Guidance, on: str, *facts: Fact) -> set[Waits]:
        return {one.kind for one in waits(record(on, *facts), guidance, Surroundings())}

    contact = (referral("2026-10-01", "tertiary"), answer("2026-10-05", Kind.REFERRAL_FIRST_CONTACT))
    assert [Waits.FOLLOW_UP in lists(local, on, *contact) for on in ("2026-10-19", "2026-10-20")] == [
        False,
        True,
    ]
    died = (line("2026-08-01", 1), death("2026-08-15"))
    for on, shipped, changed in (
        ("2026-09-14", True, True),
        ("2026-09-15", True, False),
        ("2026-11-14", False, False),
    ):
        assert (Waits.DEATH_30_DAYS in lists(load(resources()), on, *died)) is shipped
        assert (Waits.DEATH_30_DAYS in lists(local, on, *died)) is changed
    later = (line("2026-08-01", 1), death("2026-08-16"))
    assert Waits.DEATH_30_DAYS in lists(load(resources()), "2026-08-20", *later)
    assert Waits.DEATH_30_DAYS not in lists(local, "2026-08-20", *later)


def test_the_night_is_as_long_as_is_said_here(tmp_path: Path) -> None:
    local, shipped = (
        here(tmp_path, "[settings]\nnight_from = 20\nweekend_from = 7\n").settings,
        load(resources()).settings,
    )
    thursday, saturday = datetime(2026, 10, 15, 12), datetime(2026, 10, 17, 12)  # noqa: DTZ001 - the clock on the wall
    for hour, here_, there in (
        (7, True, True),
        (8, False, False),
        (17, False, False),
        (18, False, True),
        (20, True, True),
    ):
        assert (
            local.is_night(thursday.replace(hour=hour)),
            shipped.is_night(thursday.replace(hour=hour)),
        ) == (here_, there)
    assert (local.is_night(saturday), shipped.is_night(saturday)) == (False, True)
