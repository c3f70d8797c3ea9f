"""What somebody must hear is exactly the difference between what he was told and what is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdt_app.domain.attendance import Presence
from mdt_app.domain.entries import Due, Plan, entry_file, form_due, in_order, require_next, telling, uid_of
from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import safe_name
from mdt_app.domain.inviting import Entry, ToldSlot

MEETING, BOARD, PERSON = "01980000-0000-7000-8000-000000000001", "b", "p"
START = datetime(2026, 10, 15, 11, tzinfo=UTC)


def slot(case: int, minute: int, minutes: int = 6) -> ToldSlot:
    since = START + timedelta(minutes=minute)
    return ToldSlot(
        listing_id=f"l{case}",
        reference=f"LUNG-2026-{case:04d}",
        since=since,
        until=since + timedelta(minutes=minutes),
    )


def plan(*slots: ToldSlot, mode: Presence = Presence.UNKNOWN, where: str = "Room") -> Plan:
    return Plan(
        meeting_id=MEETING, board_id=BOARD, person_id=PERSON, slots=in_order(slots), mode=mode, where=where
    )


def sent(told: Entry | None, planned: Plan) -> Entry | None:
    """What is kept once he was told."""
    found = telling(told, planned)
    return found.entry if found.due.must_hear else told


slots_of_some_cases = st.dictionaries(
    st.integers(1, 5), st.tuples(st.integers(0, 80), st.integers(0, 12)), max_size=4
).map(lambda found: [slot(case, minute, minutes) for case, (minute, minutes) in found.items()])
plans = st.builds(
    lambda slots, mode, where: plan(*slots, mode=mode, where=where),
    slots_of_some_cases,
    st.sampled_from([Presence.UNKNOWN, Presence.PHONE, Presence.VIDEO]),
    st.sampled_from(["Room", "https://meet.example.org/a"]),
)


@given(history=st.lists(plans, max_size=6))
def test_who_was_told_has_nothing_more_to_hear(history: list[Plan]) -> None:
    told: Entry | None = None
    for planned in history:
        told = sent(told, planned)
        assert not telling(told, planned).due.must_hear


@given(history=st.lists(plans, min_size=1, max_size=6))
def test_an_entry_keeps_its_uid_and_its_sequence_only_grows(history: list[Plan]) -> None:
    told: Entry | None = None
    sequences: list[int] = []
    for planned in history:
        following = sent(told, planned)
        if following is not None and following is not told:
            require_next(told, following)
            assert following.uid == uid_of(MEETING, PERSON)
            sequences.append(following.sequence)
        told = following
    assert sequences == list(range(len(sequences)))


@given(before=plans, after=plans)
def test_every_slot_that_differs_is_named_once(before: Plan, after: Plan) -> None:
    told = sent(None, before)
    found = telling(told, after)
    was, now = {one.listing_id for one in before.slots}, {one.listing_id for one in after.slots}
    assert {one.listing_id for one in found.added} == now - was
    assert {one.listing_id for one in found.gone} == was - now
    assert {one.listing_id for one, _ in found.moved} <= now & was
    same = before.slots == after.slots and (before.mode, before.where) == (after.mode, after.where)
    assert (found.due in (Due.UNCHANGED, Due.NOTHING)) == (same or not (before.slots or after.slots))


def test_who_has_no_case_any_more_is_told_not_to_come() -> None:
    told = sent(None, plan(slot(1, 6)))
    found = telling(told, plan())
    assert found.due is Due.CANCELLED
    assert found.entry is not None
    assert (found.entry.cancelled, found.entry.sequence, found.entry.slots) == (True, 1, (slot(1, 6),))


def test_who_was_cancelled_and_is_invited_again_hears_it_under_the_same_uid() -> None:
    told = sent(sent(None, plan(slot(1, 6))), plan())
    found = telling(told, plan(slot(1, 6)))
    assert found.due is Due.NEW
    assert found.entry is not None
    assert (found.entry.cancelled, found.entry.sequence) == (False, 2)


def test_another_way_to_come_is_told_although_the_time_stands() -> None:
    told = sent(None, plan(slot(1, 6)))
    found = telling(told, plan(slot(1, 6), mode=Presence.PHONE, where="+32 3 1"))
    assert (found.due, found.elsewhere, found.moved) == (Due.MOVED, True, ())


def test_the_same_moment_in_another_zone_is_no_change() -> None:
    told = sent(None, plan(slot(1, 6)))
    brussels = ZoneInfo("Europe/Brussels")
    same = replace(
        slot(1, 6), since=slot(1, 6).since.astimezone(brussels), until=slot(1, 6).until.astimezone(brussels)
    )
    assert telling(told, plan(same)).due is Due.UNCHANGED


def test_two_desks_cannot_send_the_same_version() -> None:
    first = sent(None, plan(slot(1, 6)))
    second = sent(None, plan(slot(1, 12)))
    assert second is not None
    with pytest.raises(Refused, match="Another desk told this person something meanwhile"):
        require_next(first, second)


@pytest.mark.parametrize(
    ("meeting", "by"),
    [
        ("2026-10-15", "2026-10-14"),
        ("2026-10-19", "2026-10-16"),  # a Monday: the Friday before
        ("2026-10-26", "2026-10-23"),  # the clock goes back between the two
    ],
)
def test_written_input_helps_until_noon_of_the_working_day_before(meeting: str, by: str) -> None:
    brussels = ZoneInfo("Europe/Brussels")
    starts_at = datetime.combine(date.fromisoformat(meeting), datetime.min.time(), brussels).replace(hour=13)
    due = form_due(starts_at)
    assert (due.date().isoformat(), due.hour, due.utcoffset()) == (by, 12, timedelta(hours=2))


def test_a_file_is_named_after_who_is_told_and_no_patient() -> None:
    entry = sent(None, plan(slot(1, 6)))
    assert entry is not None
    name = entry_file(entry, "LUNG", date(2026, 10, 15), "Dr. ../Samira\r\nBenali", ".ics")
    assert name == f"LUNG-2026-10-15-Dr-Samira-Benali-{entry.id[-4:]}-v1.ics"


def test_letters_of_other_alphabets_stay_readable_in_file_names() -> None:
    assert safe_name("Łucja Øster-Groß", "Krzysztof Iłowiecki", suffix=".ics") == (
        "Lucja-Oster-Gross-Krzysztof-Ilowiecki.ics"
    )
