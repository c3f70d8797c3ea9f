"""Which words a language must bring so that all four letters and the agenda can be printed in it."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.agenda_content import REASONS
from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.domain.decisions import ASPECTS, Said
from mdt_app.domain.letters.attendance_words import AttendanceWords
from mdt_app.domain.letters.sending_words import AddressSheetWords, SendingListWords
from mdt_app.domain.letters.words import (
    DOMAINS,
    ELEMENTS,
    PARTS,
    CommonWords,
    DateWords,
    SharedWords,
    TableWords,
    closed,
)
from mdt_app.domain.payloads import SDM_STEPS
from mdt_app.domain.phrases import Phrase, Words
from mdt_app.domain.preparing_teams import TEAMS


@dataclass(frozen=True, slots=True)
class PrimaryWords:
    """The letter to the GP."""

    title: Phrase
    dear_named: Phrase
    dear: Phrase
    joined: Phrase
    not_joined: Phrase
    decided: Phrase
    diagnosis: Phrase
    reassessed: Phrase
    why_referred: Phrase
    nothing_decided: Phrase
    only_asks: Phrase
    changed: Phrase
    unchanged: Phrase
    more_event: Phrase
    more_events: Phrase
    doses_as_before: Phrase
    asks: Phrase
    by_day: Phrase
    ongoing: Phrase
    nothing_asked: Phrase
    later: Phrase
    later_asks: Phrase
    later_ask: Phrase
    told: Phrase
    for_you: Phrase
    medication: Phrase
    head_changed: Phrase
    head_dose: Phrase
    head_why: Phrase
    call: Phrase
    same_hour: Phrase
    same_hour_bare: Phrase
    same_day: Phrase
    no_flags: Phrase
    no_night: Phrase
    code: Phrase


@dataclass(frozen=True, slots=True)
class SecondaryWords:
    """The record for the oncology team."""

    title: Phrase
    question: Phrase
    no_question: Phrase
    decision: Phrase
    recommendation: Phrase
    owner: Phrase
    due: Phrase
    condition: Phrase
    reason: Phrase
    no_owner: Phrase
    reasons: Phrase
    options: Phrase
    dissent: Phrase
    no_dissent: Phrase
    no_options: Phrase
    weighed: Phrase
    not_weighed: Phrase
    no_reasons: Phrase
    sdm: Phrase
    step_said: Phrase
    step_not_said: Phrase
    no_steps: Phrase
    prognosis: Phrase
    facts: Phrase
    code_status: Phrase
    disease: Phrase
    treatment: Phrase
    state: Phrase
    no_treatment: Phrase
    no_state: Phrase
    said: Phrase
    aspect_said: Phrase
    aspect_open: Phrase
    no_aspects: Phrase
    scores_used: Phrase
    attendance: Phrase
    quorum_met: Phrase
    quorum_missing: Phrase
    any_discipline: Phrase
    no_quorum_rule: Phrase
    chair: Phrase
    nobody: Phrase
    criteria: Phrase
    reviewed: Phrase
    not_reviewed: Phrase
    not_weighed_now: Phrase
    criterion: Phrase
    criterion_state: Phrase
    fact: Phrase
    checklist: Phrase
    checklist_sum: Phrase
    domain: Phrase
    done: Phrase
    open: Phrase
    open_due: Phrase
    open_planned: Phrase
    open_unknown: Phrase
    element_done: Phrase
    element_other: Phrase
    steps: Words = closed(*SDM_STEPS)
    aspects: Words = closed(*ASPECTS)
    said_states: Words = closed(*Said)
    presences: Words = closed(*Presence)
    contributions: Words = closed(*Contribution)
    domains: Words = closed(*DOMAINS)
    elements: Words = closed(*ELEMENTS)
    statuses: Words = closed("done", "not due", "declined", "not applicable", "due", "planned", "unknown")


@dataclass(frozen=True, slots=True)
class TertiaryWords:
    """The letter to the palliative team: a referral, or word of the outcome where nobody decided to refer."""

    title: Phrase
    title_outcome: Phrase
    dear: Phrase
    opening: Phrase
    gp_joined: Phrase
    gp_absent: Phrase
    gp_unmarked: Phrase
    no_gp: Phrase
    asks: Phrase
    no_ask: Phrase
    numbers: Phrase
    no_numbers: Phrase
    nothing_asked: Phrase
    by_day: Phrase
    why: Phrase
    head_criterion: Phrase
    head_fact: Phrase
    head_date: Phrase
    no_criterion: Phrase
    not_met: Phrase
    cannot: Phrase
    symptoms: Phrase
    filled: Phrase
    filled_one: Phrase
    no_scores: Phrase
    how_to_read: Phrase
    how_none: Phrase
    how_figures: Phrase
    how_dashes: Phrase
    how_bold: Phrase
    how_ring: Phrase
    medication: Phrase
    disease: Phrase
    now: Phrase
    prognosis: Phrase
    ready: Phrase
    no_ready: Phrase
    goals: Phrase
    no_goals: Phrase
    home: Phrase
    no_carer: Phrase
    carer_unknown: Phrase
    carer_distress: Phrase
    permission: Phrase
    no_permission: Phrase
    permission_unknown: Phrase
    permission_then: Phrase
    no_permission_then: Phrase
    permission_unknown_then: Phrase
    planning: Phrase
    head_planning: Phrase
    head_status: Phrase
    head_owner: Phrase
    unknown: Phrase
    unknown_score: Phrase
    nothing_unknown: Phrase
    gaps: Words = closed(
        "scores", "goals", "carer", "permission", "agreed", "prognosis", "faith", "language", "acp"
    )


@dataclass(frozen=True, slots=True)
class PatientWordsOf:
    """The letter to patient and family."""

    team: Phrase
    replaces: Phrase
    replaces_undated: Phrase
    decided_again: Phrase
    call: Phrase
    by_day: Phrase
    from_now: Phrase
    day_past: Phrase
    by_night: Phrase
    at_once: Phrase
    emergency: Phrase
    no_number: Phrase
    title: Phrase
    dear: Phrase
    opening: Phrase
    gp_joined: Phrase
    you_decide: Phrase
    title_deferred: Phrase
    deferred: Phrase
    deferred_until: Phrase
    you_decide_later: Phrase
    short: Phrase
    short_deferred: Phrase
    disease: Phrase
    feel: Phrase
    length: Phrase
    again: Phrase
    open: Phrase
    nothing_open: Phrase
    wishes_open: Phrase
    wishes_open_nobody: Phrase
    not_to_write: Phrase
    palliative_is: Phrase
    palliative_is_not: Phrase
    end_of_care: Phrase
    end_of_care_nobody: Phrase
    questions: Phrase
    unwritten: Phrase
    red_flags_part: Phrase
    parts: Words = closed(*PARTS)
    palliative: Words = closed("1", "2", "3")
    not_palliative: Words = closed("1", "2")


@dataclass(frozen=True, slots=True)
class AgendaWords:
    """The printed agenda of a meeting."""

    title: Phrase
    place: Phrase
    link: Phrase
    no_place: Phrase
    cases: Phrase
    case_one: Phrase
    slot: Phrase
    patient: Phrase
    question: Phrase
    invited: Phrase
    notes: Phrase
    no_slot: Phrase
    no_cases: Phrase
    nobody: Phrase
    no_question: Phrase
    unprintable: Phrase
    when: Phrase
    reasons: Words = closed(*REASONS)


@dataclass(frozen=True, slots=True)
class PreparationWords:
    """The list of what radiology, pathology or the palliative team prepare for a meeting."""

    wanted: Phrase
    when: Phrase
    known: Phrase
    called: Phrase
    scores: Phrase
    due: Phrase
    for_meeting: Phrase
    owner: Phrase
    no_owner: Phrase
    asked_by: Phrase
    blocks: Phrase
    nothing_known: Phrase
    no_scores: Phrase
    nothing_due: Phrase
    overdue: Phrase
    nothing: Phrase
    rest_one: Phrase
    rest: Phrase
    titles: Words = closed("radiology", "pathology", "palliative")
    things: Words = closed(*(thing for things in TEAMS.values() for thing in things))
    states: Words = closed("there", "old", "missing", "asked-for", "awaited", "not-needed")


@dataclass(frozen=True, slots=True)
class LetterTexts:
    """Every fixed word of one language."""

    language: str
    dates: DateWords
    common: CommonWords
    table: TableWords
    shared: SharedWords
    primary: PrimaryWords
    secondary: SecondaryWords
    tertiary: TertiaryWords
    patient: PatientWordsOf
    agenda: AgendaWords
    preparation: PreparationWords
    attendance_list: AttendanceWords
    sending_list: SendingListWords
    address_sheet: AddressSheetWords
