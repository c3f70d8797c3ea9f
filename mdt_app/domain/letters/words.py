"""Words that every letter of a language shares: days, head and foot, the table, and what several letters say."""

from __future__ import annotations

from dataclasses import dataclass, field

from mdt_app.domain.letters.letter import Missing
from mdt_app.domain.letters.parts import Span
from mdt_app.domain.phrases import Phrase, Words
from mdt_app.domain.states import Remarked

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
PARTS = ("short", "disease", "feel", "length", "again")


def closed(*keys: str) -> Words:
    """A table of words with exactly these keys."""
    words: Words = field(metadata={"keys": frozenset(keys)})
    return words


def opened() -> Words:
    """A table of words with any keys: what is not in it is printed as recorded."""
    words: Words = field(metadata={"keys": None})
    return words


@dataclass(frozen=True, slots=True)
class DateWords:
    """How days and hours are said; `months` and `weekdays` are keyed "1" to "12" and "1" (Monday) to "7".

    `time_whole` is an hour without minutes, and the two bare ones stand within a `span`, which says the unit once.
    """

    full: Phrase
    short: Phrase
    short_year: Phrase
    weekday_full: Phrase
    weekday_short: Phrase
    first: Phrase
    time: Phrase
    time_whole: Phrase
    time_bare: Phrase
    time_bare_whole: Phrase
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
    title_address: Phrase
    title_running: Phrase
    patient: Phrase
    born: Phrase
    born_age: Phrase
    no_birth_date: Phrase
    died: Phrase
    niss: Phrase
    case: Phrase
    meeting: Phrase
    contact: Phrase
    doctor_line: Phrase
    foot_born: Phrase
    foot_no_birth_date: Phrase
    foot_niss: Phrase
    foot_letter: Phrase
    foot_draft: Phrase
    replaces: Phrase
    replaces_undated: Phrase
    decided_again: Phrase
    page: Phrase
    not_signed: Phrase
    signed: Phrase
    signed_on: Phrase
    signature_spoken: Phrase
    signature_place: Phrase
    signature: Phrase
    copies: Phrase
    letters: Phrase
    no_letter: Phrase
    no_address: Phrase
    draft: Phrase
    superseded: Phrase
    demo: Phrase
    decimal: Phrase
    comma: Phrase
    semicolon: Phrase
    dot: Phrase
    and_last: Phrase
    quoted: Phrase
    by_whom: Phrase
    brackets: Phrase
    dash: Phrase
    until: Phrase
    not_written: Phrase
    units: Words = closed("d", "wk", "mo", "a")
    one_unit: Words = closed("d", "wk", "mo", "a")
    titles: Words = closed("dr", "prof", "prof dr")
    named: Words = closed("dr", "prof")
    missing: Words = closed(*Missing)
    nobody: Words = closed("primary", "secondary", "tertiary")
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
    past: Phrase
    tasks: Words = opened()
    spans: Words = closed(*Span)
    roles: Words = opened()


@dataclass(frozen=True, slots=True)
class SharedWords:
    """Sections that more than one professional letter has."""

    outcome_listed: Phrase
    outcome_deferred: Phrase
    outcome_again: Phrase
    outcome_standard: Phrase
    outcome_withdrawn: Phrase
    ecog: Phrase
    ecog_first: Phrase
    score: Phrase
    score_first: Phrase
    score_alone: Phrase
    scores: Phrase
    scores_since: Phrase
    score_since: Phrase
    progression: Phrase
    event: Phrase
    estimate: Phrase
    told: Phrase
    told_words: Phrase
    told_by: Phrase
    not_told: Phrase
    does_not_wish: Phrase
    never_talked: Phrase
    did_not_wish: Phrase
    knows: Phrase
    knew: Phrase
    wants: Phrase
    wanted: Phrase
    not_wanted: Phrase
    goals: Phrase
    fears: Phrase
    agreed: Phrase
    refused: Phrase
    not_asked: Phrase
    no_limit: Phrase
    code_status: Phrase
    code_open: Phrase
    code_doubt: Phrase
    acp_open: Phrase
    acp_closed: Phrase
    acp_silent: Phrase
    dose_was: Phrase
    stopped: Phrase
    no_dose: Phrase
    unchanged: Phrase
    no_medication: Phrase
    allergies: Phrase
    no_allergies: Phrase
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
    condition: Phrase
    stage: Phrase
    line: Phrase
    said_first: Phrase
    died: Phrase
    died_on: Phrase
    recorded_by: Phrase
    recorded: Phrase
    decided_before: Phrase
    cancelled: Phrase
    family: Phrase
    who_knows: Phrase
    grief: Phrase
    grief_done: Phrase
    mistake: Phrase
    asks_no_more: Phrase
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
        "request-hastened-death",
        "spiritual-crisis",
    )
    acp_items: Words = closed("readiness", *ACP_ITEMS)
    acp_states: Words = closed(
        "none", "discussed", "completed", "documented", "settled", "declined", "not-applicable"
    )
    symptoms: Words = opened()
    criteria: Words = closed(*CRITERIA)
    criterion_states: Words = closed("suggested", "not met", "cannot be evaluated")
    decisions: Words = closed("refer", "later", "not-now", "under-care")
    line_kinds: Words = closed("systemic", "radiotherapy", "surgery", "supportive", "")
    intents: Words = closed("curative", "palliative")
    answers: Words = closed("yes", "no")
    remarks: Words = closed(*Remarked)
    instruments: Words = opened()
    sites: Words = opened()
    severities: Words = opened()
    methods: Words = opened()
    facts: Words = opened()
