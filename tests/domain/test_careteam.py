"""The holder of a level of care is whoever was named last and still stands, on the day and as known then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.histories import advanced, answer, death, fact, guidance, referral

from mdt_app.domain.careteam import CareTeam, care_team
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import ALONE, Surroundings
from mdt_app.domain.holders import holders
from mdt_app.domain.payloads import CareHolder, Transition
from mdt_app.domain.record import Record

ON = date(2026, 11, 20)


def named(name: str, day: int, hour: int = 9, level: str = "primary") -> Fact:
    """Who holds a level from a day of November on, recorded on that day."""
    return Fact(
        id=f"{name}-{day}-{hour}", patient_id="patient-1", kind=Kind.CARE_HOLDER,
        payload=CareHolder(level=level, name=name), true_from=date(2026, 11, day),
        recorded_at=datetime(2026, 11, day, hour, tzinfo=UTC), recorded_by="owner",
    )  # fmt: skip


def held(*facts: Fact, on: date = ON, known_on: date | None = None) -> dict[str, str]:
    return {level: holder.name for level, holder in holders(Record(facts, on, known_on)).items()}


def test_each_level_has_whoever_was_named_last() -> None:
    assert held(named("Dr A", 2), named("Dr B", 9), named("Prof C", 1, level="secondary")) == {
        "primary": "Dr B",
        "secondary": "Prof C",
    }
    assert held(named("Dr A", 9, hour=11), named("Dr B", 9, hour=10)) == {"primary": "Dr A"}


def test_a_level_that_nobody_holds_is_not_there() -> None:
    ended = replace(named("Dr A", 2), true_to=date(2026, 11, 5))
    assert held(ended) == held(named("Dr B", 25)) == held() == {}


def test_a_holder_taken_back_or_corrected_does_not_come_again() -> None:
    first = named("Dr A", 2)
    corrected = replace(named("Dr B", 3), replaces=first.id)
    assert held(first, corrected) == {"primary": "Dr B"}
    assert held(first, replace(corrected, withdrawn=True)) == {}


def test_what_was_not_known_then_does_not_count_then() -> None:
    assert held(named("Dr A", 2), named("Dr B", 9), known_on=date(2026, 11, 5)) == {"primary": "Dr A"}


NUMBERS = Surroundings(day_phone="09 1", night_phone="09 2")


def team(*facts: Fact, around: Surroundings = NUMBERS) -> CareTeam:
    return care_team(Record(facts, ON), guidance(), around)


def held_by(one: CareTeam, task: str) -> str:
    return next(duty.level for level in one.levels for duty in level.duties if duty.task.id == task)


def missing(one: CareTeam) -> set[str]:
    return {gap.kind.value for gap in one.gaps}


def test_tertiary_care_takes_over_what_the_content_says_once_it_has_begun() -> None:
    assert held_by(team(), "symptoms") == "primary"
    begun = team(answer("2026-11-10", Kind.REFERRAL_FIRST_CONTACT))
    assert (held_by(begun, "symptoms"), held_by(begun, "daily-care")) == ("tertiary", "primary")


def test_a_setting_moves_tasks_to_the_level_that_works_there() -> None:
    ward = team(fact("2026-11-10", Kind.TRANSITION, Transition(to="ward")))
    assert (held_by(ward, "daily-care"), held_by(ward, "cancer-plan")) == ("secondary", "secondary")
    unit = team(fact("2026-11-10", Kind.TRANSITION, Transition(to="palliative-unit")))
    assert held_by(unit, "bereavement") == "tertiary"


def test_complex_problems_are_nobodys_task_before_tertiary_care_began() -> None:
    assert not team().level("tertiary").duties
    assert [one.task.id for one in team(*BEGUN).level("tertiary").duties][-1] == "complex"


BEGUN = (answer("2026-11-10", Kind.REFERRAL_FIRST_CONTACT),)


def test_every_level_without_a_holder_is_a_gap_where_it_matters() -> None:
    assert {"no-holder", "no-oncologist", "no-lead", "no-setting", "no-carer-asked"} == missing(team())
    assert "no-tertiary" in missing(team(*BEGUN))
    assert "no-tertiary" in missing(team(referral("2026-11-10", "tertiary")))
    refused = answer("2026-11-11", Kind.REFERRAL_AGREED, False)
    assert "no-tertiary" not in missing(team(referral("2026-11-10", "tertiary"), refused))
    assert "no-tertiary" not in missing(team(*BEGUN, named("Team", 11, level="tertiary")))


def test_no_number_for_the_night_is_a_gap_until_a_holder_or_the_team_has_one() -> None:
    assert "no-night-number" in missing(team(named("Dr A", 2), around=ALONE))
    assert "no-night-number" not in missing(team(named("Dr A", 2)))
    night = replace(named("Dr A", 2), payload=CareHolder(level="primary", name="Dr A", night_phone="1733"))
    assert "no-night-number" not in missing(team(night, around=ALONE))


def test_the_oncology_team_is_reached_at_its_boards_numbers_and_that_is_said() -> None:
    level = team(named("Prof C", 1, level="secondary")).level("secondary")
    assert (level.day_phone, level.night_phone, level.team_numbers) == ("09 1", "09 2", True)


def test_nobody_for_bereavement_is_a_gap_in_advanced_disease_and_after_death() -> None:
    assert "no-bereavement" not in missing(team())
    assert "no-bereavement" in missing(team(advanced("2026-11-01")))
    assert missing(team(death("2026-11-15"))) == {"no-bereavement"}
    assert missing(team(death("2026-11-15"), named("Dr A", 2))) == set()


def test_somebody_named_for_one_task_holds_it_alone() -> None:
    own = CareHolder(level="tertiary", name="Els", task="bereavement")
    alone = team(advanced("2026-11-01"), fact("2026-11-02", Kind.CARE_HOLDER, own))
    assert "no-bereavement" not in missing(alone)
    assert {"no-holder"} <= missing(alone)
    assert alone.level("tertiary").holder is None
    assert holders(Record((fact("2026-11-02", Kind.CARE_HOLDER, own),), ON)) == {}
