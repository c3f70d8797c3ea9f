"""A letter stands at one stage of the desk's work, from its review to its last sending."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from operations.kit import Team, press
from operations.letters_kit import Decided, decided, holder
from operations.test_letter_life import correct, send

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Answer, Referral
from mdt_app.domain.team_need import Asked
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.letter_life import ReturnLetter
from mdt_app.operations.letter_stages import (
    DeskLine,
    Stage,
    desk_lines,
    own_listings,
    team_needs,
    with_need,
)
from mdt_app.operations.today import today_view


@pytest.fixture
def case(team: Team) -> Decided:
    return decided(team)


def line(case: Decided, level: str = "primary") -> DeskLine:
    with case.team.database.reader() as reader:
        found = desk_lines(reader, press().guidance, case.meeting_id)
    newest = case.letter(level).id
    return next(one for one in found if one.id == newest)


def test_a_letter_goes_from_review_to_sent_and_a_correction_begins_anew(case: Decided) -> None:
    assert line(case).stage == Stage.REVIEW
    case.review()
    assert line(case).stage == Stage.ISSUE
    case.team.act(ReturnLetter, letter_id=case.letter().id, remark="the dose")
    assert line(case).stage == Stage.REVIEW
    letter = case.issue()
    assert line(case).stage == Stage.SEND
    send(case, letter)
    assert line(case).stage == Stage.OUT
    correct(case, letter)
    assert line(case).stage == Stage.REVIEW


def test_a_letter_to_nobody_waits_for_a_name(team: Team) -> None:
    meeting = team.meeting(team.board())
    team.write(team.listed(meeting), "Third line.")
    team.close(meeting)
    with team.database.reader() as reader:
        stages = {one.due.letter.level: one.stage for one in desk_lines(reader, press().guidance)}
    assert stages == {
        "primary": Stage.UNNAMED, "secondary": Stage.UNNAMED, "tertiary": Stage.TEAM, "patient": Stage.REVIEW,
    }  # fmt: skip


def test_only_the_patients_own_letter_is_kept_back_and_a_later_yes_brings_it_back(case: Decided) -> None:
    for wants, stage in ((False, Stage.NONE), (True, Stage.REVIEW)):
        case.team.act(
            RecordFact, fact_id=new_id(), patient_id=case.patient_id, kind=Kind.PATIENT_LETTER,
            payload=Answer(value=wants), true_from=case.team.clock.date(),
        )  # fmt: skip
        case.team.clock += timedelta(days=1)
        assert line(case, "patient").stage == stage
        assert line(case, "primary").stage == Stage.REVIEW


def test_a_letter_that_somebody_did_not_get_is_listed_however_many_newer_ones_are_out(case: Decided) -> None:
    old, corrected = case.issue("secondary"), case.issue()
    send(case, corrected)
    correct(case, corrected)
    case.issue()
    newer = case.issue("patient")
    send(case, newer)
    with case.team.database.reader() as reader:
        listed = {one.id: one.stage for one in desk_lines(reader, press().guidance, newest=1)}
    assert listed[old.id] == Stage.SEND, "never sent"
    assert listed[case.letter().id] == Stage.SEND, "its correction went to nobody"
    assert listed[newer.id] == Stage.OUT
    with case.team.database.reader() as reader:
        assert newer.id not in {one.id for one in desk_lines(reader, press().guidance, newest=0)}


def test_a_correction_is_due_to_whoever_had_the_version_before(both: Team) -> None:
    case = decided(both)
    letter = case.issue()
    send(case, letter)
    send(case, letter, to="Dr. Ann Other")
    correct(case, letter)
    newer = case.issue()
    send(case, newer)

    def still() -> tuple[str, ...]:
        with case.team.database.reader() as reader:
            return reader.letters_still_due()

    assert still() == (newer.id,)
    send(case, newer, to="Dr. Ann Other")
    assert still() == ()


def test_the_clock_of_a_corrected_letter_stops_when_its_first_version_went(case: Decided) -> None:
    letter = case.issue()
    send(case, letter)
    first = case.team.clock
    correct(case, letter)
    case.team.clock += timedelta(days=30)
    send(case, case.issue())
    due = line(case).due
    assert due.first_at == first
    assert due.sent_at == case.team.clock


def test_lateness_is_counted_in_working_days_and_only_where_somebody_waits(case: Decided) -> None:
    due = line(case).due
    assert due.late_by(due.last_day) == 0
    assert due.late_by(due.late_on) == 1
    assert due.late_by(due.late_on + timedelta(days=7)) == 6
    send(case, case.issue())
    assert line(case).late_by(due.late_on + timedelta(days=7)) == 0


def unnamed(team: Team) -> tuple[str, DeskLine]:
    """A patient, and the letter that was made for no palliative team."""
    patient = team.patient()
    meeting = team.meeting(team.board())
    team.write(team.listed(meeting, patient_id=patient), "Third line.")
    team.close(meeting)
    return patient, placed(team, patient)


def placed(team: Team, patient: str) -> DeskLine:
    with team.database.reader() as reader:
        lines = desk_lines(reader, press().guidance)
        needs = team_needs(reader, press().guidance, [patient], team.clock.date())
    return next(with_need(one, needs) for one in lines if one.due.letter.level == "tertiary")


def test_a_letter_for_no_palliative_team_stands_where_its_patients_record_puts_it(team: Team) -> None:
    patient, found = unnamed(team)
    assert (found.stage, found.is_late(date(2027, 1, 1))) == (Stage.TEAM, False)
    team.act(
        RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.REFERRAL,
        payload=Referral(to="tertiary"), true_from=team.clock.date(),
    )  # fmt: skip
    found = placed(team, patient)
    assert found.stage == Stage.NEEDED
    assert found.need is not None
    assert found.need.asked is Asked.REFERRED
    holder(team, patient, "tertiary")
    assert placed(team, patient).stage == Stage.NAMED


def test_a_letter_waits_for_a_team_named_later_from_the_day_of_its_naming(team: Team) -> None:
    patient, found = unnamed(team)
    team.clock += timedelta(days=60)
    holder(team, patient, "tertiary")
    named = team.clock.date()
    found = placed(team, patient)
    assert [found.late_by(named + timedelta(days=one)) for one in (0, 7)] == [0, 5]


def test_today_names_a_letter_whose_team_is_on_record_by_now(team: Team) -> None:
    patient, _ = unnamed(team)

    def to_address() -> list[str]:
        now = team.clock + timedelta(days=30)
        with team.database.reader() as reader:
            day = today_view(reader, now, "rules", team.account, press().guidance).day
        return [row.who for found in day for row in found.rows if row.stage == "named"]

    assert to_address() == []
    holder(team, patient, "tertiary")
    assert to_address() == [placed(team, patient).need.team]  # type: ignore[union-attr]


def test_ones_own_are_the_cases_that_one_brought_or_is_in_charge_of(case: Decided) -> None:
    with case.team.database.reader() as reader:
        lines = desk_lines(reader, press().guidance)
        oncologist = replace(case.team.account, name="Dr. Lieve De Oncology", person_id="")
        assert own_listings(reader, oncologist, lines) == {case.listing_id}
        assert own_listings(reader, case.team.account, lines) == frozenset()
        brought = [replace(one, due=replace(one.due, asked_by="lore hermans ")) for one in lines]
        assert own_listings(reader, case.team.account, brought) == {case.listing_id}
