"""The effect bar's numbers are those of the agenda's own rules."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from mdt_app.domain.agenda import Listing, Outcome, slots
from mdt_app.ui.agenda.effect import effect, ends_at

START = datetime(2026, 10, 15, 11, tzinfo=UTC)


def listing(position: int, minutes: int = 6, outcome: Outcome = Outcome.LISTED) -> Listing:
    id = f"l{position}"
    return Listing(
        id=id, meeting_id="m", case_id=id, patient_id=id, position=position, minutes=minutes, outcome=outcome
    )


def test_moving_up_makes_those_in_between_start_later() -> None:
    found = effect([listing(1), listing(2), listing(3, 4)], START, "l3", 1)
    assert found.mover is not None
    assert found.mover.minutes == -12
    assert [(one.listing_id, one.minutes) for one in found.later] == [("l1", 4), ("l2", 4)]
    assert found.earlier == ()
    assert found.ends_before == found.ends_after


def test_a_case_without_slot_moves_nobody() -> None:
    found = effect([listing(1), listing(2), listing(3, outcome=Outcome.STANDARD)], START, "l3", 1)
    assert (found.mover, found.others) == (None, ())


def test_what_stays_in_its_place_has_no_shift() -> None:
    found = effect([listing(1), listing(2)], START, "l2", 2)
    assert found.shift_of("l2") is None
    assert found.others == ()


@given(minutes=st.lists(st.integers(1, 30), min_size=1, max_size=20), data=st.data())
def test_every_shift_is_the_difference_of_two_slot_plans(minutes: list[int], data: st.DataObject) -> None:
    listings = tuple(listing(number, each) for number, each in enumerate(minutes, start=1))
    which = data.draw(st.sampled_from(listings))
    found = effect(listings, START, which.id, data.draw(st.integers(1, len(minutes))))
    was, becomes = slots(listings, START), slots(found.listings, START)
    for one in listings:
        shift = found.shift_of(one.id)
        assert (shift.minutes if shift else 0) * 60 == (becomes[one.id][0] - was[one.id][0]).total_seconds()
    assert found.ends_after == ends_at(becomes, START) == ends_at(was, START)
