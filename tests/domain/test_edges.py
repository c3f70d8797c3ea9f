"""Where one answer turns into another: last days, ties of one day, what lapses and what comes back."""

# ruff: noqa: E501 - one history, one line

from __future__ import annotations

from dataclasses import replace

import pytest
from domain import test_checklist, test_criteria, test_prompts
from domain.histories import (
    History,
    acp,
    advanced,
    advice,
    answer,
    calm,
    carer,
    day,
    diagnosis,
    distress,
    ecog,
    elements,
    encounter,
    entry,
    esas,
    event,
    fact,
    gp,
    history,
    line,
    metastasis,
    plan_change,
    prognosis,
    progression,
    proposed,
    record,
    referral,
    sdm,
    stage,
    states,
    trace,
)

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.guidance import CRITERION_IDS, ELEMENT_IDS, PROMPT_IDS
from mdt_app.domain.payloads import Answer, Condition

ADVANCED = advanced("2026-01-10")
PRIMARY = trace("2026-02-01", Kind.PARTNER_CONTACT, level="primary")
LETTER, EXPLAINED = trace("2026-02-12", Kind.LETTER_ISSUED, level="patient"), entry("2026-02-14", "COM-2")
SHOWN, QUIET = "shown", "quiet"
YES, NO, OPEN = "suggested", "not met", "cannot be evaluated"


def timed(one: Fact, at: str) -> Fact:
    """The same fact with an hour of its day."""
    instant = fact(str(one.true_from), one.kind, one.payload, at=at)
    return replace(one, at=instant.at)


# fmt: off
ELEMENTS = {
    "SYM-1": [
        history("31 January holds to 28 February", "done", "2026-02-28", calm("2026-01-31")),
        history("a decline of 31 January holds to 28 February", "declined", "2026-02-28", entry("2026-01-31", "SYM-1", "declined")),
        history("and not into March", "due", "2026-03-01", entry("2026-01-31", "SYM-1", "declined")),
        history("not applicable holds as long as a decline", "due", "2026-02-16", entry("2026-01-15", "SYM-1", "not-applicable")),
        history("a decline after a score", "declined", "2026-02-10", calm("2026-01-20"), entry("2026-01-25", "SYM-1", "declined")),
        history("and after it lapsed the score counts again, by its own month", "due", "2026-02-26", calm("2026-01-20"), entry("2026-01-25", "SYM-1", "declined")),
        history("a score and a plan of one day", "done", "2026-01-20", entry("2026-01-15", "SYM-1", "planned"), calm("2026-01-15")),
    ],
    "SYM-2": [
        history("a symptom of the patient's own naming", "due", "2026-03-01", calm("2026-02-15", other=6)),
        history("a low one asks for nothing", "not due", "2026-03-01", calm("2026-02-15", other=2)),
        history("wellbeing is no symptom", "not due", "2026-03-01", calm("2026-02-15", wellbeing=9)),
        history("three asks for nothing", "not due", "2026-03-01", calm("2026-02-15", pain=3)),
        history("declined until a newer score", "due", "2026-03-01", calm("2026-02-15", pain=5), entry("2026-02-16", "SYM-2", "declined"), calm("2026-02-20", pain=5)),
        history("declined, and scored low since", "declined", "2026-03-01", calm("2026-02-15", pain=5), entry("2026-02-16", "SYM-2", "declined"), calm("2026-02-20")),
    ],
    "SYM-3": [
        history("a change to come is not known yet", "done", "2026-03-01", entry("2026-02-01", "SYM-3"), around=Surroundings(contact_changes=(day("2026-01-05"), day("2026-09-01")))),
        history("an earlier change still counts when another is to come", "due", "2026-03-01", entry("2026-02-01", "SYM-3"), around=Surroundings(contact_changes=(day("2026-02-05"), day("2026-09-01")))),
        history("a change on the very day", "done", "2026-03-01", entry("2026-02-01", "SYM-3"), around=Surroundings(contact_changes=(day("2026-02-01"),))),
    ],
    "SYM-4": [
        history("two adjustments, one check between them", "due", "2026-03-10", event("2026-03-01", Kind.MEDICATION_ADJUSTED), entry("2026-03-02", "SYM-4"), event("2026-03-05", Kind.MEDICATION_ADJUSTED), due="2026-03-19"),
        history("an encounter later the same day", "due", "2026-03-02", event("2026-03-01", Kind.MEDICATION_ADJUSTED, at="09:00"), timed(encounter("2026-03-01"), "15:00"), due="2026-03-01", overdue=True),
    ],
    "PSY-1": [
        history("done and declined on one day", "declined", "2026-03-01", entry("2026-02-01", "PSY-1"), entry("2026-02-01", "PSY-1", "declined")),
        history("done and planned on one day", "planned", "2026-02-10", entry("2026-02-01", "PSY-1"), entry("2026-02-01", "PSY-1", "planned")),
        history("planned in the morning, done in the afternoon", "done", "2026-02-10", entry("2026-02-01", "PSY-1", "planned", at="09:00"), entry("2026-02-01", "PSY-1", at="16:00")),
        history("the last of fourteen days", "planned", "2026-02-15", entry("2026-02-01", "PSY-1", "planned")),
        history("the day after", "due", "2026-02-16", entry("2026-02-01", "PSY-1", "planned"), due="2026-02-15", overdue=True),
        history("a correction takes the done back", "due", "2026-03-01", *(lambda first: (first, replace(first, id="z", replaces=first.id, withdrawn=True)))(entry("2026-02-01", "PSY-1"))),
    ],
    "PSY-2": [
        history("a change on the day of the score", "done", "2026-03-01", distress("2026-02-01", 2), progression("2026-02-01")),
        history("the day after", "due", "2026-03-01", distress("2026-02-01", 2), progression("2026-02-02")),
        history("ECOG better is no change", "done", "2026-03-01", ecog("2026-01-01", 2), distress("2026-02-01", 2), ecog("2026-02-20", 1)),
        history("ECOG worse again after better", "due", "2026-03-01", ecog("2026-01-01", 2), ecog("2026-01-15", 0), distress("2026-02-01", 2), ecog("2026-02-20", 1)),
        history("ECOG worse within one day", "due", "2026-03-01", distress("2026-02-01", 2), ecog("2026-02-20", 1, at="09:00"), ecog("2026-02-20", 2, at="15:00")),
        history("an unconfirmed metastasis is no change", "done", "2026-03-01", distress("2026-02-01", 2), metastasis("2026-02-20", confirmed=False)),
        history("a metastasis that ended was a change", "due", "2026-03-01", distress("2026-02-01", 2), fact("2026-02-10", Kind.METASTASIS, Condition(text="liver", site="liver", distant=True), to="2026-02-20")),
    ],
    "PSY-3": [
        history("one under the cut-off", "not due", "2026-03-01", distress("2026-02-01", 3)),
        history("handled, then high on the same day", "done", "2026-03-01", entry("2026-02-01", "PSY-3"), distress("2026-02-01", 9)),
    ],
    "SPI-1": [
        history("declined on the day of the change", "declined", "2026-03-01", progression("2026-02-01"), entry("2026-02-01", "SPI-1", "declined")),
        history("a done that settles nothing does not end a decline", "declined", "2026-03-01", entry("2026-02-01", "SPI-1", "declined"), entry("2026-02-03", "SPI-1")),
    ],
    "COM-2": [
        history("given before any plan", "done", "2026-03-01", LETTER, EXPLAINED),
        history("planned, given, and changed again: the plan to give it is over", "due", "2026-03-01", line("2026-02-10", 1), entry("2026-02-11", "COM-2", "planned", until="2026-03-20"), LETTER, EXPLAINED, plan_change("2026-02-20")),
        history("planned, and half given", "planned", "2026-03-01", line("2026-02-10", 1), entry("2026-02-11", "COM-2", "planned", until="2026-03-20"), LETTER),
        history("a plan on the day of both", "done", "2026-03-01", LETTER, EXPLAINED, plan_change("2026-02-12")),
    ],
    "COM-3": [
        history("a diagnosis on the day of the talk", "done", "2026-03-01", diagnosis("2026-02-01"), entry("2026-02-01", "COM-3")),
        history("a new metastasis alone does not call for it", "not due", "2026-03-01", metastasis("2026-02-01")),
    ],
    "ACP-1": [
        history("yes, no: advanced no longer", "not due", "2026-03-01", ADVANCED, advanced("2026-02-01", False)),
        history("yes, no, yes: counted from the last yes", "due", "2026-03-01", ADVANCED, acp("2026-01-12", "readiness", "discussed"), advanced("2026-02-01", False), advanced("2026-02-10")),
        history("yes and yes: counted from the first", "done", "2026-03-01", ADVANCED, acp("2026-01-12", "readiness", "discussed"), advanced("2026-02-10")),
        history("yes at nine, no at ten", "not due", "2026-03-01", timed(advanced("2026-02-10"), "09:00"), timed(advanced("2026-02-10", False), "10:00")),
        history("no at nine, yes at ten", "due", "2026-03-01", timed(advanced("2026-02-10", False), "09:00"), timed(advanced("2026-02-10"), "10:00")),
        history("M0 after M1", "not due", "2026-03-01", stage("2026-01-10", "M", "M1"), stage("2026-02-10", "M", "M0")),
        history("a metastasis that ended is no sign", "not due", "2026-03-01", fact("2026-01-10", Kind.METASTASIS, Condition(text="liver", distant=True), to="2026-02-10")),
        history("an unconfirmed one neither", "not due", "2026-03-01", metastasis("2026-01-10", confirmed=False)),
    ],
    "ACP-2": [
        history("documented first, completed later", "done", "2026-03-01", ADVANCED, *test_checklist.five("2026-02-01", "documented"), *test_checklist.five("2026-02-20", "completed")),
        history("declined before the disease was advanced", "due", "2026-03-01", *test_checklist.five("2026-01-05", "declined"), ADVANCED),
        history("declined on the day of the change", "done", "2026-03-01", ADVANCED, *test_checklist.five("2026-02-10", "declined"), progression("2026-02-10")),
    ],
    "COO-1": [
        history("planned, done, changed again", "due", "2026-02-20", gp("2026-01-01"), entry("2026-01-20", "COO-1", "planned", until="2026-03-20"), PRIMARY, plan_change("2026-02-10")),
        history("planned, and half of the partners reached", "planned", "2026-02-20", gp("2026-01-01"), referral("2026-01-10", "hospice"), entry("2026-01-20", "COO-1", "planned", until="2026-03-20"), PRIMARY),
        history("an entry speaks for every partner", "done", "2026-03-01", gp("2026-01-01"), referral("2026-01-10", "hospice"), entry("2026-02-01", "COO-1")),
        history("an entry does not name a GP", "due", "2026-03-01", entry("2026-02-01", "COO-1")),
        history("a patient letter reaches no partner", "due", "2026-03-01", gp("2026-01-01"), LETTER),
    ],
    "REF-2": [
        history("a case on the day of the review", "done", "2026-03-01", trace("2026-02-01", Kind.CRITERIA_REVIEW), around=Surroundings(cases=(day("2026-02-01"),))),
        history("declined until the next assessment", "due", "2026-03-01", entry("2026-02-01", "REF-2", "declined"), calm("2026-02-10")),
        history("or the next clinical change", "due", "2026-03-01", entry("2026-02-01", "REF-2", "declined"), progression("2026-02-10")),
    ],
    "REF-3": [
        history("a prognosis grown too old beside a fresh ECOG", "not due", "2026-06-01", ADVANCED, prognosis("2026-02-20", 12, "mo"), ecog("2026-05-20", 1)),
        history("both grown too old", "unknown", "2026-06-01", ADVANCED, prognosis("2026-02-20", 12, "mo"), ecog("2026-02-20", 1)),
        history("ECOG 5 is no ECOG 3 or 4", "not due", "2026-03-01", ADVANCED, ecog("2026-02-20", 5)),
        history("91 days are three months", "due", "2026-03-01", ADVANCED, prognosis("2026-02-20", 91, "d")),
        history("92 are more", "not due", "2026-03-01", ADVANCED, prognosis("2026-02-20", 92, "d")),
        history("a quarter of a year is three months", "due", "2026-03-01", ADVANCED, prognosis("2026-02-20", 0.25, "a")),
        history("a talk without a number leaves the number before it", "due", "2026-03-01", ADVANCED, prognosis("2026-02-20", 2, "mo"), prognosis("2026-02-25", told="yes")),
        history("two estimates of one day", "due", "2026-03-01", ADVANCED, prognosis("2026-02-20", 2, "mo"), prognosis("2026-02-20", 12, "mo")),
        history("a prognosis to come", "unknown", "2026-03-01", ADVANCED, prognosis("2026-03-02", 1, "mo")),
        history("decided against, and progression since", "due", "2026-03-01", ADVANCED, ecog("2026-02-20", 3), entry("2026-02-21", "REF-3", "declined"), progression("2026-02-25")),
        history("decided against while unknown", "declined", "2026-03-01", ADVANCED, entry("2026-02-21", "REF-3", "declined")),
        history("referred although nothing was measured", "done", "2026-03-01", ADVANCED, referral("2026-02-21", "hospice")),
    ],
    "REF-4": [
        history("agreed on the day of the referral", "done", "2026-03-01", referral("2026-02-01", "tertiary"), answer("2026-02-01", Kind.REFERRAL_AGREED)),
        history("agreed the day before", "due", "2026-03-01", answer("2026-01-31", Kind.REFERRAL_AGREED), referral("2026-02-01", "tertiary")),
    ],
    "CAR-1": [
        history("no carer and a carer on one day", "due", "2026-03-01", carer("2026-01-05", none=True), carer("2026-01-05")),
        history("a carer, then none", "not applicable", "2026-03-01", carer("2026-01-05"), carer("2026-02-05", none=True)),
        history("the carer is gone, and nobody asked about another", "unknown", "2026-03-01", replace(carer("2026-01-05"), true_to=day("2026-02-01"))),
        history("on the last day still there", "due", "2026-02-01", replace(carer("2026-01-05"), true_to=day("2026-02-01"))),
        history("an answer that has ended", "due", "2026-03-01", carer("2026-01-05"), fact("2026-01-06", Kind.CARER_PERMISSION, Answer(value=True), to="2026-02-01")),
        history("permission without a carer", "unknown", "2026-03-01", answer("2026-01-06", Kind.CARER_PERMISSION)),
    ],
    "CAR-2": [
        history("comes along and does not, on one day", "due", "2026-03-01", carer("2026-01-05"), answer("2026-01-06", Kind.CARER_ATTENDS), answer("2026-01-06", Kind.CARER_ATTENDS, False)),
        history("comes along no longer", "not due", "2026-03-01", carer("2026-01-05"), answer("2026-01-06", Kind.CARER_ATTENDS), answer("2026-02-06", Kind.CARER_ATTENDS, False)),
    ],
    "CAR-3": [history("declined until another carer is known", "due", "2026-03-01", carer("2026-01-05"), entry("2026-01-06", "CAR-3", "declined"), carer("2026-02-01", "Ann"))],
    "EOL-1": [
        history("the review of 29 February holds to 28 February", "done", "2025-02-28", answer("2024-06-01", Kind.END_OF_LIFE_PHASE), trace("2024-02-29", Kind.TEAM_COVER)),
        history("and not into March", "due", "2025-03-01", answer("2024-06-01", Kind.END_OF_LIFE_PHASE), trace("2024-02-29", Kind.TEAM_COVER)),
    ],
}
CRITERIA = {
    "N1": [
        history("severe in the morning, better at noon", NO, "2026-03-01", calm("2026-02-15"), esas("2026-02-20", at="09:00", pain=9), esas("2026-02-20", at="12:00", pain=3)),
        history("one score with a time, one without", YES, "2026-03-01", calm("2026-02-15"), esas("2026-02-20", at="09:00", pain=9), esas("2026-02-20", pain=3)),
        history("each item by its own newest score", NO, "2026-03-01", calm("2026-02-01", pain=8), esas("2026-02-20", pain=2)),
        history("one item too old, none severe", OPEN, "2026-05-10", calm("2026-02-01"), esas("2026-05-01", pain=2)),
        history("6.5 is not 7", NO, "2026-03-01", calm("2026-02-15", pain=6.5)),
    ],
    "T1": [
        history("365 days", YES, "2026-03-01", ADVANCED, prognosis("2026-02-15", 365, "d")),
        history("366 days", NO, "2026-03-01", ADVANCED, prognosis("2026-02-15", 366, "d")),
        history("30 November and three months is 28 February", YES, "2026-02-28", advanced("2025-11-30"), prognosis("2026-02-15", 6, "mo")),
        history("and not March", NO, "2026-03-01", advanced("2025-11-30"), prognosis("2026-02-15", 6, "mo")),
        history("on the day of the diagnosis", OPEN, "2026-01-10", ADVANCED),
        history("the day before", NO, "2026-01-09", ADVANCED, prognosis("2026-01-05", 6, "mo")),
        history("signs and a long estimate", OPEN, "2026-03-01", metastasis("2026-01-10"), prognosis("2026-02-15", 3, "a")),
        history("a no is an answer", NO, "2026-03-01", metastasis("2026-01-10"), advanced("2026-01-12", False), prognosis("2026-02-15", 6, "mo")),
    ],
    "T2": [
        history("the line in the morning, the scan in the afternoon", YES, "2026-03-01", ADVANCED, timed(line("2026-02-01", 2), "09:00"), event("2026-02-01", Kind.PROGRESSION, at="15:00")),
        history("the scan first", NO, "2026-03-01", ADVANCED, event("2026-02-01", Kind.PROGRESSION, at="09:00"), timed(line("2026-02-01", 2), "15:00")),
        history("progression to come", NO, "2026-03-01", ADVANCED, line("2026-02-01", 2), progression("2026-03-02")),
        history("open whether advanced, no line at all", OPEN, "2026-03-01", stage("2026-01-10", "stage", "IV")),
        history("not advanced, no line at all", NO, "2026-03-01"),
        history("progression before, and a third line", NO, "2026-03-01", ADVANCED, line("2026-01-15", 1), progression("2026-01-25"), line("2026-02-01", 2)),
    ],
}
PROMPTS = {
    "ECOG-SACT": [
        history("ECOG 5", QUIET, "2026-03-01", ecog("2026-02-15", 5), proposed("2026-02-20")),
        history("a line started on the day of the proposal", SHOWN, "2026-03-01", ecog("2026-02-15", 3), proposed("2026-02-20"), line("2026-02-20", 2)),
        history("a proposal to come", QUIET, "2026-02-19", ecog("2026-02-15", 3), proposed("2026-02-20")),
    ],
    "SURVIVAL-30D": [
        history("29 days, however old", SHOWN, "2026-12-01", prognosis("2026-02-15", 29, "d"), proposed("2026-02-20")),
        history("told since, without a number", SHOWN, "2026-03-01", prognosis("2026-02-15", 10, "d"), prognosis("2026-02-18", told="yes"), proposed("2026-02-20")),
    ],
    "PROGNOSIS": [
        history("the day before it was advanced", QUIET, "2026-01-09", ADVANCED),
        history("open whether advanced", QUIET, "2026-03-01", metastasis("2026-01-10")),
    ],
    "SDM": [
        history("supportive treatment is decided together too", SHOWN, "2026-03-01", proposed("2026-02-20", "supportive")),
        history("said on the day of the proposal before it", SHOWN, "2026-03-01", proposed("2026-02-01"), *sdm("2026-02-01", "choice", "options", "concerns", "partnership"), proposed("2026-02-20")),
        history("said in two talks", QUIET, "2026-03-01", proposed("2026-02-20"), *sdm("2026-02-18", "choice", "options"), *sdm("2026-02-22", "concerns", "partnership")),
    ],
    "ACP-REVIEW": [
        history("a later talk does not move the review date", SHOWN, "2026-03-02", acp("2026-01-15", "readiness", "discussed", review="2026-03-01"), acp("2026-02-15", "surrogate", "discussed")),
        history("a change on the day of the talk", QUIET, "2026-03-01", acp("2026-02-01", "readiness", "discussed"), progression("2026-02-01")),
    ],
    "PROM-USED": [
        history("a severe score never grows too old", SHOWN, "2026-09-01", calm("2026-02-15", pain=8)),
        history("distress over the cut-off neither", SHOWN, "2026-09-01", distress("2026-02-15", 6)),
        history("until it is scored again", QUIET, "2026-09-01", calm("2026-02-15", pain=8), calm("2026-03-15")),
    ],
}
# fmt: on
ROWS = [
    (kind, id, one)
    for kind, table in (("element", ELEMENTS), ("criterion", CRITERIA), ("prompt", PROMPTS))
    for id, many in table.items()
    for one in many
]


def answered(kind: str, id: str, one: History) -> str:
    seen = record(one.on, *one.facts)
    if kind == "element":
        return elements(seen, one.around)[id].status
    return (
        states(seen)[id].state if kind == "criterion" else SHOWN if id in advice(seen, one.around) else QUIET
    )


@pytest.mark.parametrize(("kind", "id", "one"), ROWS, ids=[f"{id}: {one.name}" for _, id, one in ROWS])
def test_an_answer_turns_on_its_edge_and_nowhere_else(kind: str, id: str, one: History) -> None:
    assert answered(kind, id, one) == one.answer
    if one.due is not None:
        state = elements(record(one.on, *one.facts), one.around)[id]
        assert (str(state.due), state.overdue) == (one.due, bool(one.overdue))


def test_a_stale_survival_estimate_still_counts_and_says_that_it_is_stale() -> None:
    facts = (ADVANCED, prognosis("2026-01-20", 20, "d"), proposed("2026-02-20"))
    for on, is_stale in (("2026-04-20", False), ("2026-04-21", True)):
        seen = record(on, *facts)
        said = [
            elements(seen)["REF-3"].warning,
            *(advice(seen)[id].warning for id in ("SURVIVAL-30D", "PROGNOSIS")),
        ]
        assert ["older than 3 months" in one for one in said] == [is_stale] * 3
    young = record("2026-04-05", advanced("2026-03-01"), prognosis("2026-01-01", 6, "mo"))
    assert "older than 3 months" in states(young)["T1"].note


EDGES = {
    "SYM-1": "within a calendar month, last day included",
    "SYM-2": "and still count on the last day",
    "SYM-3": "the numbers changed before",
    "SYM-4": "the last of fourteen days",
    "PSY-1": "an entry of tomorrow",
    "PSY-2": "a change on the day of the score",
    "PSY-3": "at the cut-off",
    "SPI-1": "so is prefers not to say",
    "SPI-2": "a change before",
    "SPI-3": "language alone",
    "SPI-4": "interpreter needed although the language is known",
    "COM-1": "half an answer",
    "COM-2": "the plan changed between the two",
    "COM-3": "a diagnosis on the day of the talk",
    "COM-4": "another one since",
    "ACP-1": "begun before it was advanced",
    "ACP-2": "four of five",
    "COO-1": "the plan changed on that day",
    "REF-1": "explained before",
    "REF-2": "the ninetieth day",
    "REF-3": "thirteen weeks are no more than three months",
    "REF-4": "agreed the day before",
    "CAR-1": "a carer after all",
    "CAR-2": "not recorded whether they come",
    "CAR-3": "told tomorrow",
    "CAR-4": "told tomorrow",
    "CAR-5": "a call before the death",
    "EOL-1": "over a year ago",
    "N1": "low scores on the last day of three months",
    "N2": "both low",
    "N3": "the last day of a yes",
    "N4": "the last day of a yes",
    "N5": "the last day of a yes",
    "N6": "the last day of a yes",
    "N7": "the day on which it ended",
    "N8": "refuted",
    "N9": "the day on which it ended",
    "T1": "the last day of the window",
    "T2": "on the day of its start",
    "ECOG-SACT": "ECOG 3 stands until measured again",
    "SURVIVAL-30D": "thirty days are not under thirty",
    "PROGNOSIS": "told, on the last day of three months",
    "SDM": "said between the two proposals",
    "ACP-REVIEW": "on the review date",
    "PROM-USED": "too old to use",
}
WANTED = [
    *((id, {"done", "due"}, test_checklist.HISTORIES[id] + ELEMENTS.get(id, [])) for id in ELEMENT_IDS),
    *((id, {YES, NO}, test_criteria.HISTORIES[id] + CRITERIA.get(id, [])) for id in CRITERION_IDS),
    *((id, {SHOWN, QUIET}, test_prompts.HISTORIES[id] + PROMPTS.get(id, [])) for id in PROMPT_IDS),
]


@pytest.mark.parametrize(("id", "both", "many"), WANTED, ids=[id for id, _, _ in WANTED])
def test_every_rule_is_held_against_a_settled_history_a_due_one_and_an_edge(
    id: str, both: set[str], many: list[History]
) -> None:
    assert len(many) >= 3
    assert both <= {one.answer for one in many}
    assert EDGES[id] in {one.name for one in many}


def test_every_rule_has_its_histories() -> None:
    assert len(WANTED) == 28 + 11 + 6
    assert len(EDGES) == len(WANTED)
