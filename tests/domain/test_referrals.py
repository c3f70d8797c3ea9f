"""A referral is followed with days from its decision to agreement, first contact and follow-up."""

from __future__ import annotations

from domain.histories import answer, death, decided, event, record, referral

from mdt_app.domain.facts import Kind
from mdt_app.domain.referrals import Course, courses, under_tertiary_care

REFERRED = referral("2026-10-01", "tertiary")
AGREED = answer("2026-10-03", Kind.REFERRAL_AGREED)
CONTACT = answer("2026-10-08", Kind.REFERRAL_FIRST_CONTACT)
FOLLOWED = event("2026-10-20", Kind.REFERRAL_FOLLOW_UP)


def days(course: Course) -> dict[str, int | None]:
    return {one.id: one.days for one in course.steps}


def test_without_a_referral_to_tertiary_care_nothing_is_followed() -> None:
    assert courses(record("2026-11-01", referral("2026-10-01", "hospice"))) == ()


def test_each_step_counts_its_days_from_the_step_before() -> None:
    (course,) = courses(record("2026-11-01", REFERRED, AGREED, CONTACT, FOLLOWED))
    assert days(course) == {"referred": None, "agreed": 2, "contact": 5, "follow-up": 12}
    assert course.waiting is None


def test_the_first_step_not_taken_waits_and_counts_to_the_day_looked_at() -> None:
    (course,) = courses(record("2026-10-10", REFERRED, AGREED))
    assert course.waiting is not None
    assert (course.waiting.id, course.waiting.days) == ("contact", 7)
    assert course.step("follow-up").waits is False


def test_a_day_before_the_contact_shows_the_referral_still_waiting() -> None:
    (course,) = courses(record("2026-10-05", REFERRED, AGREED, CONTACT))
    assert course.step("contact").fact is None


def test_a_contact_that_did_not_take_place_is_no_contact() -> None:
    (course,) = courses(
        record("2026-10-10", REFERRED, answer("2026-10-08", Kind.REFERRAL_FIRST_CONTACT, False))
    )
    assert course.step("contact").fact is None


def test_a_referral_that_patient_or_family_refused_waits_for_nothing() -> None:
    (course,) = courses(record("2026-10-10", REFERRED, answer("2026-10-03", Kind.REFERRAL_AGREED, False)))
    assert course.refused
    assert course.waiting is None


def test_criteria_decided_before_the_contact_are_one_referral_and_one_after_it_is_another() -> None:
    seen = record(
        "2026-11-10",
        decided("2026-10-01", "N1", "refer"),
        decided("2026-10-02", "T2", "refer"),
        CONTACT,
        decided("2026-11-01", "N2", "refer"),
    )
    first, second = courses(seen)
    assert (first.criteria, second.criteria) == (("N1", "T2"), ("N2",))
    assert first.step("contact").fact is CONTACT
    assert second.step("contact").fact is None


def test_after_death_no_step_waits() -> None:
    (course,) = courses(record("2026-11-01", REFERRED, death("2026-10-05")))
    assert course.waiting is None


def test_tertiary_care_has_begun_with_a_contact_or_a_clinicians_word() -> None:
    assert not under_tertiary_care(record("2026-11-01", REFERRED))
    assert under_tertiary_care(record("2026-11-01", CONTACT))
    under, later = decided("2026-10-01", "N1", "under-care"), decided("2026-10-02", "N1", "not-now")
    assert under_tertiary_care(record("2026-11-01", under))
    assert not under_tertiary_care(record("2026-11-01", under, later))
