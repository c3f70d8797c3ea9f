"""A Belgian consultation is suggested from who was there; what is lacking is said, and nothing is ever billed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from mdt_app.content.moc import load_moc
from mdt_app.domain.attendance import Presence
from mdt_app.domain.moc import Here, Lack, Moc, MocCase, moc_case
from mdt_app.paths import resources

DAY = date(2026, 11, 18)
FOUR = ("oncology", "surgery", "radiology", "pathology")


@cache
def moc() -> Moc:
    return load_moc(resources() / "content" / "moc.toml")


def here(*disciplines: str, presence: Presence = Presence.ON_SITE) -> list[Here]:
    return [Here(name=f"Dr {one}", discipline=one, presence=presence) for one in disciplines]


def case(
    *people: Here, kind: str = "first", asked: str = "Dr Maes", discipline: str = "gp", on: date = DAY
) -> MocCase:
    return moc_case(moc(), kind, asked, discipline, people, on)


def numbers(found: MocCase) -> list[str]:
    return [one.code.numbers for one in found.suggestions]


def test_four_specialists_a_requester_and_a_kind_make_a_first_consultation() -> None:
    found = case(*here(*FOUR))
    assert found.lacks == ()
    assert numbers(found) == ["350372-350383", "350394-350405"]
    assert found.off == 2


def test_each_kind_has_its_own_code() -> None:
    assert numbers(case(*here(*FOUR), kind="follow-up"))[0] == "350276-350280"
    assert numbers(case(*here(*FOUR), kind="additional"))[0] == "350291-350302"


def test_what_is_lacking_is_said_and_then_no_code_is_suggested() -> None:
    found = case(*here("oncology", "surgery"), kind="", asked=" ")
    assert found.lacks == (Lack.KIND, Lack.REQUESTER, Lack.SPECIALISTS)
    assert found.suggestions == ()
    assert len(found.specialists) == 2


def test_a_pathologist_may_take_part_but_not_ask() -> None:
    assert case(*here(*FOUR), discipline="pathology").lacks == (Lack.MAY_NOT_ASK,)
    assert case(*here(*FOUR), discipline="").lacks == ()


def test_who_is_absent_or_on_the_telephone_does_not_count() -> None:
    people = [*here(*FOUR[:3]), *here("pathology", presence=Presence.PHONE)]
    people += here("gastroenterology", presence=Presence.ABSENT)
    found = case(*people)
    assert found.lacks == (Lack.SPECIALISTS,)
    assert found.uncounted == ("Dr pathology",)


def test_video_counts_only_since_its_decree() -> None:
    people = here(*FOUR, presence=Presence.VIDEO)
    assert case(*people).lacks == ()
    assert case(*people, on=date(2025, 10, 31)).lacks == (Lack.SPECIALISTS,)


def test_nurses_and_the_palliative_team_are_there_without_counting_as_specialists() -> None:
    found = case(*here("oncology", "surgery", "oncology-nurse", "palliative", "psycho-oncology"))
    assert found.lacks == (Lack.SPECIALISTS,)


def test_a_doctor_from_outside_has_a_code_only_while_there() -> None:
    assert "350416-350420" in numbers(case(*here(*FOUR, "gp")))
    away = [*here(*FOUR), *here("gp", presence=Presence.ABSENT)]
    assert "350416-350420" not in numbers(case(*away))


def test_the_supplement_is_for_an_oncologist_who_leads() -> None:
    people = here(*FOUR)
    assert "350453-350464" not in numbers(case(*people))
    leading = [replace(people[0], chair=True), *people[1:]]
    assert "350453-350464" in numbers(case(*leading))
    surgeon = [people[0], replace(people[1], chair=True), *people[2:]]
    assert "350453-350464" not in numbers(case(*surgeon))


def test_a_code_applies_from_its_first_day_on() -> None:
    people = here(*FOUR)
    assert numbers(case(*people, kind="follow-up", on=date(2010, 10, 31))) == ["350394-350405"]
    assert case(*people, on=date(2003, 1, 31)).lacks == (Lack.SPECIALISTS,)


def test_a_code_switched_on_unchecked_asks_to_be_checked() -> None:
    codes = tuple(replace(one, on=True) for one in moc().codes)
    found = moc_case(replace(moc(), codes=codes), "first", "Dr Maes", "gp", here(*FOUR), DAY)
    assert {one.code.numbers for one in found.suggestions if one.check} == {"350232", "350254-350265"}
    assert found.off == 0
