"""Which words a language must bring so that a meeting's attendance list can be printed in it."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.agenda import Outcome
from mdt_app.domain.attendance_list import LEVELS, NO_LEVEL
from mdt_app.domain.letters.words import closed, opened
from mdt_app.domain.moc import KIND_IDS, Lack
from mdt_app.domain.phrases import Phrase, Words


@dataclass(frozen=True, slots=True)
class AttendanceWords:
    """The attendance list of a meeting."""

    title: Phrase
    when: Phrase
    held: Phrase
    not_timed: Phrase
    place: Phrase
    no_place: Phrase
    link: Phrase
    not_closed: Phrase
    chair: Phrase
    no_chair: Phrase
    moderator: Phrase
    quorum_met: Phrase
    quorum_missing: Phrase
    missing: Phrase
    any_discipline: Phrase
    people: Phrase
    people_note: Phrase
    name: Phrase
    discipline: Phrase
    number: Phrase
    took_part: Phrase
    times: Phrase
    signature: Phrase
    is_chair: Phrase
    no_number: Phrase
    numbers_missing: Phrase
    present_one: Phrase
    present: Phrase
    contributed_one: Phrase
    contributed: Phrase
    absent: Phrase
    invited: Phrase
    unrecorded: Phrase
    span: Phrase
    from_only: Phrase
    until_only: Phrase
    no_times: Phrase
    cases: Phrase
    planned: Phrase
    not_discussed: Phrase
    case: Phrase
    level: Phrase
    live: Phrase
    contribution: Phrase
    not_there: Phrase
    no_cases: Phrase
    nobody: Phrase
    part: Phrase
    is_absent: Phrase
    is_unsaid: Phrase
    is_uninvited: Phrase
    nobody_named: Phrase
    moc: Phrase
    moc_note: Phrase
    moc_kind: Phrase
    moc_requester: Phrase
    moc_specialists: Phrase
    moc_codes: Phrase
    moc_count: Phrase
    moc_uncounted: Phrase
    moc_no_requester: Phrase
    moc_code: Phrase
    moc_code_who: Phrase
    moc_check: Phrase
    moc_none: Phrase
    moc_off: Phrase
    unprintable: Phrase
    levels: Words = closed(*LEVELS, NO_LEVEL)
    outcomes: Words = closed(*Outcome)
    moc_kinds: Words = closed(*KIND_IDS, "")
    moc_lacks: Words = closed(*Lack)
    moc_names: Words = opened()
