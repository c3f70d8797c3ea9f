"""A trend holds what was measured, each day by the rules of the record, and a gap where nothing was answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.histories import (
    calm,
    carer_score,
    day,
    death,
    distress,
    ecog,
    esas,
    fact,
    guidance,
    phq4,
    progression,
    record,
)

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Assessment, Transition, TreatmentLine
from mdt_app.domain.trends import Group, Happened, Level, Period, Series, Trends, trends

ON = "2026-10-14"


def seen(*facts: Fact, on: str = ON) -> Trends:
    return trends(record(on, *facts), guidance())


def series(found: Trends, key: str) -> Series:
    return next(one for one in found.series if one.key == key)


def values(found: Trends, key: str) -> list[float | None]:
    return [point.value for point in series(found, key).points]


def treated(since: str, to: str | None = None, number: int = 1, kind: str = "systemic") -> Fact:
    return fact(since, Kind.TREATMENT_LINE, TreatmentLine(number=number, kind=kind, text="docetaxel"), to=to)


def test_what_was_not_answered_is_a_gap_and_never_zero() -> None:
    found = seen(esas("2026-08-01", pain=3), esas("2026-09-01", pain=None), esas("2026-10-01", pain=0))
    assert values(found, "esas-r/pain") == [3, None, 0]


def test_an_item_that_a_filled_form_leaves_out_is_a_gap_too() -> None:
    found = seen(esas("2026-08-01", pain=3, nausea=1), esas("2026-09-01", nausea=2))
    assert values(found, "esas-r/pain") == [3, None]


def test_a_value_outside_the_scale_is_no_answer() -> None:
    assert values(seen(esas("2026-08-01", pain=3), esas("2026-09-01", pain=11)), "esas-r/pain") == [3, None]


def test_an_item_that_was_never_answered_has_no_series() -> None:
    assert [one.key for one in seen(esas("2026-08-01", pain=3, nausea=None)).series] == ["esas-r/pain"]


def test_nothing_measured_is_nothing_to_draw() -> None:
    found = seen(progression("2026-08-01"))
    assert not found.series
    assert not found.days


def test_a_carers_distress_is_never_the_patients() -> None:
    found = seen(distress("2026-08-01", 2), carer_score("2026-09-01", 9))
    assert values(found, "distress/distress") == [2]
    assert values(found, "carer-distress/distress") == [9]
    assert series(found, "carer-distress/distress").group is Group.CARER


def test_of_two_values_of_a_day_the_later_counts_and_the_other_is_kept() -> None:
    found = seen(esas("2026-08-01", at="09:00", pain=8), esas("2026-08-01", at="17:00", pain=3))
    (point,) = series(found, "esas-r/pain").points
    assert (point.value, point.others, point.contradicts) == (3, (8,), False)


def test_without_times_the_value_that_asks_for_more_counts_and_the_contradiction_is_said() -> None:
    found = seen(esas("2026-08-01", pain=8), esas("2026-08-01", pain=3))
    (point,) = series(found, "esas-r/pain").points
    assert (point.value, point.others, point.contradicts) == (8, (3,), True)


def test_an_answer_of_the_day_stands_beside_a_form_of_the_day_without_it() -> None:
    assert values(seen(esas("2026-08-01", pain=4), esas("2026-08-01", pain=None)), "esas-r/pain") == [4]


def test_the_severe_band_is_that_of_the_items_that_the_criteria_read() -> None:
    found = seen(calm("2026-08-01"), distress("2026-08-01", 5))
    bands = {one.key: one.band for one in found.series}
    assert bands["esas-r/pain"] == bands["esas-r/anxiety"] == (7, 10)
    assert bands["esas-r/wellbeing"] is None
    assert bands["distress/distress"] is None


def test_any_other_item_has_the_limit_of_its_instruments_file() -> None:
    found = seen(calm("2026-08-01"), phq4("2026-08-01", nervous=1, worrying=2), ecog("2026-08-01", 2))
    assert series(found, "esas-r/wellbeing").limit == 7
    assert series(found, "phq-4/phq-4 anxiety").limit == 3
    assert series(found, "ecog").limit is None
    assert series(found, "esas-r/pain").limit is None


def test_a_total_needs_all_of_its_items() -> None:
    found = seen(phq4("2026-08-01", nervous=1, worrying=2), phq4("2026-09-01", nervous=3, worrying=None))
    assert values(found, "phq-4/phq-4 anxiety") == [3, None]
    assert [one.key for one in found.series] == ["phq-4/phq-4 anxiety"]
    assert series(found, "phq-4/phq-4 anxiety").maximum == 6


def test_a_value_calls_for_what_its_instruments_file_says() -> None:
    found = seen(calm("2026-08-01"), phq4("2026-08-01", nervous=1, worrying=2), ecog("2026-08-01", 4))
    pain = series(found, "esas-r/pain")
    assert [pain.level(value) for value in (3, 4, 6, 7)] == [Level.CALM, Level.LOOK, Level.LOOK, Level.SEVERE]
    assert [series(found, "phq-4/phq-4 anxiety").level(value) for value in (2, 3)] == [Level.CALM, Level.LOOK]
    assert series(found, "ecog").level(4) is Level.CALM


def test_another_instruments_bounds_are_its_own() -> None:
    instrument = guidance().instruments["esas-r"]
    items = tuple(replace(one, maximum=3, severe=(3, 3), look=(2, 2)) for one in instrument.items)
    own = replace(guidance(), instruments={"esas-r": replace(instrument, items=items)})
    pain = series(trends(record(ON, esas("2026-08-01", pain=3)), own), "esas-r/pain")
    assert (pain.maximum, pain.band, pain.level(2)) == (3, (3, 3), Level.LOOK)


def test_an_old_value_is_said_to_be_old_unless_it_is_severe() -> None:
    found = seen(esas("2026-07-13", pain=6, nausea=7), esas("2026-07-14", anxiety=2))
    old = {one.key: one.stale for one in found.series}
    assert old == {"esas-r/pain": True, "esas-r/nausea": False, "esas-r/anxiety": False}


def test_the_severest_newest_value_comes_first_within_its_group() -> None:
    found = seen(
        esas("2026-08-01", pain=9, nausea=1), esas("2026-09-01", pain=2, nausea=5), distress("2026-09-01", 10)
    )
    assert [one.key for one in found.series] == ["esas-r/nausea", "esas-r/pain", "distress/distress"]


def test_a_period_is_counted_in_calendar_months_from_the_day() -> None:
    days = ("2025-10-13", "2025-10-14", "2026-07-13", "2026-07-14", "2026-10-14")
    found = seen(*(esas(one, pain=1) for one in days))
    assert found.within(Period.ALL) == tuple(map(day, days))
    assert found.within(Period.YEAR) == tuple(map(day, days[1:]))
    assert found.within(Period.QUARTER) == tuple(map(day, days[3:]))


def test_what_is_dated_after_the_day_is_not_there_yet() -> None:
    facts = (esas("2026-08-01", pain=1), esas("2026-12-01", pain=9), progression("2026-12-01"))
    assert seen(*facts).days == (date(2026, 8, 1),)
    assert not seen(*facts).marks
    assert seen(*facts, on="2026-12-01").marks


def test_treatments_at_the_same_time_lie_on_different_lanes() -> None:
    found = seen(
        treated("2026-01-01", "2026-03-01"),
        treated("2026-02-01", "2026-02-10", kind="radiotherapy"),
        treated("2026-03-01", number=2),
    )
    assert [(one.label, one.lane) for one in found.spans] == [
        ("1st: docetaxel", 0), ("docetaxel", 1), ("2nd: docetaxel", 0),
    ]  # fmt: skip
    assert found.lanes == 2
    assert [one.label for one in found.treated_on(date(2026, 2, 5))] == ["1st: docetaxel", "docetaxel"]


def test_a_treatment_that_ends_later_still_runs_on_the_day() -> None:
    assert seen(treated("2026-01-01", "2026-12-01")).spans[0].until is None


def test_progressions_transitions_and_death_stand_under_the_axis() -> None:
    moved = fact("2026-09-01", Kind.TRANSITION, Transition(from_="home", to="ward"))
    found = seen(progression("2026-08-01"), moved, death("2026-10-01"))
    assert [(one.kind, one.text) for one in found.marks] == [
        (Happened.PROGRESSION, ""), (Happened.TRANSITION, "ward"), (Happened.DEATH, ""),
    ]  # fmt: skip
    assert [one.kind for one in found.happened(date(2026, 8, 1), date(2026, 9, 1))] == [Happened.TRANSITION]


def test_assessments_without_their_instruments_file_are_named() -> None:
    lost = fact("2026-08-01", Kind.ASSESSMENT, Assessment(instrument="gone", answers=(("pain", 3),)))
    found = seen(lost, esas("2026-08-01", pain=1))
    assert found.unread == ("gone",)
    assert [one.key for one in found.series] == ["esas-r/pain"]
