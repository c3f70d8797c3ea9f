"""Which words a language must bring so that all four letters and the agenda can be printed in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.domain.decisions import ASPECTS, Said
from mdt_app.domain.letter_parts import Span
from mdt_app.domain.letter_texts import Phrase, Words

CRITERIA = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "T1", "T2")
DOMAINS = {
    "SYM": 4,
    "PSY": 3,
    "SPI": 4,
    "COM": 4,
    "ACP": 2,
    "COO": 1,
    "REF": 4,
    "CAR": 5,
    "EOL": 1,
}
ELEMENTS = tuple(f"{domain}-{number}" for domain, count in DOMAINS.items() for number in range(1, count + 1))
ACP_ITEMS = ("code-status", "out-of-hospital-dnr", "living-will", "advance-directive", "surrogate")
SYMPTOMS = (
    "pain",
    "anxiety",
    "tiredness",
    "wellbeing",
    "appetite",
    "dyspnoea",
    "depression",
    "drowsiness",
    "nausea",
)
SDM_STEPS = ("choice", "options", "concerns", "partnership")
PARTS = ("short", "disease", "feel", "length", "again")


def closed(*keys: str) -> Words:
    """A table of words with exactly these keys."""
    return field(metadata={"keys": frozenset(keys)})  # type: ignore[no-any-return]


def opened() -> Words:
    """A table of words with any keys: what is not in it is printed as recorded."""
    return field(metadata={"keys": None})  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class DateWords:
    """How days and hours are said; `months` and `weekdays` are keyed "1" to "12" and "1" (Monday) to "7"."""

    full: Phrase
    short: Phrase
    short_year: Phrase
    weekday_full: Phrase
    weekday_short: Phrase
    first: Phrase
    time: Phrase
    day_time: Phrase
    span: Phrase
    months: Words = closed(*map(str, range(1, 13)))
    months_short: Words = closed(*map(str, range(1, 13)))
    weekdays: Words = closed(*map(str, range(1, 8)))
    weekdays_short: Words = closed(*map(str, range(1, 8)))


@dataclass(frozen=True, slots=True)
class CommonWords:
    """Head, foot and small words of every letter."""

    title: Phrase
    patient: Phrase
    born: Phrase
    born_age: Phrase
    no_birth_date: Phrase
    niss: Phrase
    case: Phrase
    meeting: Phrase
    contact: Phrase
    doctor_line: Phrase
    foot_born: Phrase
    foot_niss: Phrase
    foot_letter: Phrase
    page: Phrase
    not_signed: Phrase
    signed: Phrase
    signature: Phrase
    copies: Phrase
    letters: Phrase
    no_address: Phrase
    draft: Phrase
    superseded: Phrase
    demo: Phrase
    decimal: Phrase
    comma: Phrase
    semicolon: Phrase
    dot: Phrase
    pair: Phrase
    and_last: Phrase
    quoted: Phrase
    by_whom: Phrase
    brackets: Phrase
    none: Phrase
    dash: Phrase
    until: Phrase
    not_written: Phrase
    and_more: Phrase
    units: Words = closed("d", "wk", "mo", "a")
    one_unit: Words = closed("d", "wk", "mo", "a")
    levels: Words = closed("primary", "secondary", "tertiary", "patient")
    subjects: Words = closed("primary", "secondary", "tertiary", "patient")
    roles: Words = opened()


@dataclass(frozen=True, slots=True)
class TableWords:
    """The table of responsibilities, the same in all four letters."""

    heading: Phrase
    heading_note: Phrase
    patient_heading: Phrase
    task: Phrase
    holder: Phrase
    when: Phrase
    phone: Phrase
    none_yet: Phrase
    no_phone: Phrase
    then: Phrase
    with_role: Phrase
    not_settled: Phrase
    tasks: Words = opened()
    spans: Words = closed(*Span)
    roles: Words = opened()


@dataclass(frozen=True, slots=True)
class SharedWords:
    """Sections that more than one professional letter has."""

    not_recorded: Phrase
    outcome_listed: Phrase
    outcome_deferred: Phrase
    outcome_standard: Phrase
    outcome_withdrawn: Phrase
    no_day: Phrase
    ecog: Phrase
    ecog_first: Phrase
    score: Phrase
    score_first: Phrase
    score_alone: Phrase
    scores: Phrase
    progression: Phrase
    event: Phrase
    estimate: Phrase
    told: Phrase
    told_words: Phrase
    told_by: Phrase
    not_told: Phrase
    does_not_wish: Phrase
    never_talked: Phrase
    knows: Phrase
    wants: Phrase
    not_wanted: Phrase
    goals: Phrase
    fears: Phrase
    agreed: Phrase
    refused: Phrase
    not_asked: Phrase
    no_limit: Phrase
    code_status: Phrase
    code_open: Phrase
    acp_value: Phrase
    acp_silent: Phrase
    dose_was: Phrase
    stopped: Phrase
    no_dose: Phrase
    unchanged: Phrase
    no_medication: Phrase
    no_change: Phrase
    opioid_total: Phrase
    advanced: Phrase
    not_advanced: Phrase
    advanced_unknown: Phrase
    numbered_line: Phrase
    other_line: Phrase
    line_now: Phrase
    no_diagnosis: Phrase
    decision: Phrase
    decision_until: Phrase
    decision_reason: Phrase
    not_decided: Phrase
    changes: Words = closed(
        "progression",
        "metastasis",
        "plan-change",
        "problem",
        "treatment-line",
        "imaging",
        "procedure",
        "encounter",
        "incident",
        "end-of-life-phase",
        "advanced-disease",
    )
    acp_items: Words = closed("readiness", *ACP_ITEMS)
    acp_states: Words = closed("none", "discussed", "completed", "settled", "declined", "not-applicable")
    symptoms: Words = opened()
    criteria: Words = closed(*CRITERIA)
    criterion_states: Words = closed("suggested", "not met", "cannot be evaluated")
    decisions: Words = closed("refer", "later", "not-now", "under-care")
    line_kinds: Words = closed("systemic", "radiotherapy", "surgery", "supportive", "")
    facts: Words = opened()


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
    clause_day: Phrase
    reassessed: Phrase
    nothing_decided: Phrase
    changed: Phrase
    unchanged: Phrase
    asks: Phrase
    by_day: Phrase
    ongoing: Phrase
    nothing_asked: Phrase
    more_asks: Phrase
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
    no_reasons: Phrase
    sdm: Phrase
    step_said: Phrase
    step_not_said: Phrase
    prognosis: Phrase
    facts: Phrase
    disease: Phrase
    treatment: Phrase
    state: Phrase
    no_treatment: Phrase
    no_state: Phrase
    said: Phrase
    aspect_said: Phrase
    aspect_open: Phrase
    scores_used: Phrase
    attendance: Phrase
    quorum_met: Phrase
    quorum_missing: Phrase
    any_discipline: Phrase
    no_quorum_rule: Phrase
    person: Phrase
    presence: Phrase
    contribution: Phrase
    chair: Phrase
    nobody: Phrase
    criteria: Phrase
    reviewed: Phrase
    not_reviewed: Phrase
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
    """The referral to the palliative team."""

    title: Phrase
    dear: Phrase
    opening: Phrase
    gp_joined: Phrase
    gp_absent: Phrase
    no_gp: Phrase
    asks: Phrase
    no_ask: Phrase
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
    permission: Phrase
    no_permission: Phrase
    permission_unknown: Phrase
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
    call: Phrase
    by_day: Phrase
    by_night: Phrase
    at_once: Phrase
    emergency: Phrase
    no_number: Phrase
    title: Phrase
    dear: Phrase
    opening: Phrase
    gp_joined: Phrase
    you_decide: Phrase
    deferred: Phrase
    short: Phrase
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
    slot: Phrase
    patient: Phrase
    question: Phrase
    invited: Phrase
    notes: Phrase
    no_slot: Phrase
    no_cases: Phrase
    nobody: Phrase
    no_question: Phrase
    page: Phrase


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
