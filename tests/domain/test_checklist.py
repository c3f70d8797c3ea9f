"""Each element of Figure 2 in dated histories: settled, due, and the day on which one turns into the other."""

# ruff: noqa: E501 - one history, one line

from __future__ import annotations

import pytest
from domain.histories import (
    History,
    acp,
    advanced,
    answer,
    calm,
    carer,
    carer_score,
    day,
    death,
    decided,
    diagnosis,
    distress,
    ecog,
    elements,
    encounter,
    entry,
    esas,
    event,
    fact,
    faith,
    gp,
    guidance,
    history,
    language,
    line,
    medication,
    metastasis,
    phq4,
    plan_change,
    problem,
    prognosis,
    progression,
    record,
    referral,
    stage,
    trace,
    words,
)

from mdt_app.domain.facts import Kind
from mdt_app.domain.findings import Cover, Surroundings
from mdt_app.domain.guidance import ELEMENT_IDS
from mdt_app.domain.payloads import Condition, Transition

FIVE = ("code-status", "living-will", "advance-directive", "surrogate", "out-of-hospital-dnr")


def five(on: str, *states: str) -> list:
    return [acp(on, item, state) for item in FIVE for state in states]


def all_but(item: str, on: str) -> list:
    return [acp(on, one, "declined") for one in FIVE if one != item]


ADVANCED = advanced("2026-01-10")
TOLD = Kind.LETTER_ISSUED
PRIMARY = trace("2026-02-01", Kind.PARTNER_CONTACT, level="primary")

# fmt: off
SYM_1 = [
    history("no assessment yet", "due", "2026-03-01"),
    history("within a calendar month, last day included", "done", "2026-02-15", calm("2026-01-15"), due="2026-02-15"),
    history("one day over a calendar month", "due", "2026-02-16", calm("2026-01-15"), due="2026-02-15", overdue=True),
    history("the 31st lasts to the end of February", "done", "2026-02-28", calm("2026-01-31")),
    history("and not into March", "due", "2026-03-01", calm("2026-01-31")),
    history("one answer is enough", "done", "2026-01-20", esas("2026-01-15", pain=0, nausea=None)),
    history("a form without an answer does not count", "due", "2026-01-20", esas("2026-01-15", pain=None)),
    history("a value off the scale is no answer", "due", "2026-01-20", esas("2026-01-15", pain=11)),
    history("a distress score measures no symptoms", "due", "2026-01-20", distress("2026-01-15", 3)),
    history("an entry settles nothing", "due", "2026-01-20", entry("2026-01-15", "SYM-1")),
    history("a decline holds for a calendar month", "declined", "2026-02-15", entry("2026-01-15", "SYM-1", "declined")),
    history("and no longer", "due", "2026-02-16", entry("2026-01-15", "SYM-1", "declined")),
    history(
        "an assessment after the decline",
        "done",
        "2026-01-20",
        entry("2026-01-15", "SYM-1", "declined"),
        calm("2026-01-18"),
    ),
    history("an assessment of tomorrow is not known today", "due", "2026-01-14", calm("2026-01-15")),
]
SYM_2 = [
    history("no score, so nobody knows", "unknown", "2026-03-01"),
    history("every score low", "not due", "2026-03-01", calm("2026-02-15")),
    history("low scores older than three months count as missing", "unknown", "2026-05-16", calm("2026-02-15")),
    history("and still count on the last day", "not due", "2026-05-15", calm("2026-02-15")),
    history("one score missing", "unknown", "2026-03-01", calm("2026-02-15", pain=None)),
    history("a score of 4", "due", "2026-03-01", calm("2026-02-15", pain=4)),
    history("a high score stands until measured again", "due", "2026-12-01", calm("2026-02-15", pain=4)),
    history("taught", "done", "2026-03-01", calm("2026-02-15", pain=4), entry("2026-02-20", "SYM-2")),
    history("taught the same day", "done", "2026-03-01", calm("2026-02-15", pain=4), entry("2026-02-15", "SYM-2")),
    history(
        "scored high again", "due", "2026-03-01", entry("2026-02-14", "SYM-2"), calm("2026-02-15", pain=4)
    ),
    history("an active symptom", "due", "2026-03-01", problem("2026-02-15", "symptom"), calm("2026-02-15")),
    history("a symptom that ended", "not due", "2026-03-01", problem("2026-02-15", "symptom", to="2026-02-20"), calm("2026-02-15")),
    history("a symptom by its ICD-10 code", "due", "2026-03-01", problem("2026-02-15", code="R52.1", system="icd-10")),
    history("hypertension is no symptom", "not due", "2026-03-01", problem("2026-02-15", code="I10", system="icd-10"), calm("2026-02-15")),
]
SYM_3 = [
    history("never told", "due", "2026-03-01"),
    history("told", "done", "2026-03-01", entry("2026-02-01", "SYM-3")),
    history(
        "the numbers changed since",
        "due",
        "2026-03-01",
        entry("2026-02-01", "SYM-3"),
        around=Surroundings(contact_changes=(day("2026-02-02"), day("2026-09-01"))),
    ),
    history(
        "the numbers changed before",
        "done",
        "2026-03-01",
        entry("2026-02-01", "SYM-3"),
        around=Surroundings(contact_changes=(ADVANCED.true_from,)),
    ),
]
ADJUSTED = event("2026-03-01", Kind.MEDICATION_ADJUSTED)
SYM_4 = [
    history("nothing adjusted", "not due", "2026-03-01"),
    history("adjusted", "due", "2026-03-02", ADJUSTED, due="2026-03-15", overdue=False),
    history("the last of fourteen days", "due", "2026-03-15", ADJUSTED, due="2026-03-15", overdue=False),
    history("the day after", "due", "2026-03-16", ADJUSTED, due="2026-03-15", overdue=True),
    history("an encounter comes first", "due", "2026-03-10", ADJUSTED, encounter("2026-03-08"), due="2026-03-08", overdue=True),
    history("the encounter of the adjustment itself is not the next", "due", "2026-03-02", ADJUSTED, encounter("2026-03-01"), due="2026-03-15"),
    history("checked", "done", "2026-03-10", ADJUSTED, entry("2026-03-05", "SYM-4")),
    history("checked on the same day is not after it", "due", "2026-03-10", ADJUSTED, entry("2026-03-01", "SYM-4")),
    history(
        "checked later that day",
        "done",
        "2026-03-10",
        event("2026-03-01", Kind.MEDICATION_ADJUSTED, at="09:00"),
        entry("2026-03-01", "SYM-4", at="17:00"),
    ),
    history("adjusted again", "due", "2026-03-10", ADJUSTED, entry("2026-03-05", "SYM-4"), event("2026-03-06", Kind.MEDICATION_ADJUSTED), due="2026-03-20"),
    history("a changed dose is an adjustment", "due", "2026-03-10", medication("2026-03-05", "changed")),
    history("a listed medicine is not", "not due", "2026-03-10", medication("2026-03-05", "")),
]
PSY_1 = [
    history("never", "due", "2026-03-01"),
    history("done", "done", "2026-03-01", entry("2026-02-01", "PSY-1")),
    history("an entry of tomorrow", "due", "2026-01-31", entry("2026-02-01", "PSY-1")),
    history("declined", "declined", "2027-03-01", entry("2026-02-01", "PSY-1", "declined"), progression("2026-05-01")),
]
PSY_2 = [
    history("never", "due", "2026-03-01"),
    history("scored", "done", "2026-03-01", distress("2026-02-01", 0)),
    history("no answer is no score", "due", "2026-03-01", distress("2026-02-01", None)),
    history("progression since", "due", "2026-03-01", distress("2026-02-01", 2), progression("2026-02-02")),
    history("progression on the same day", "done", "2026-03-01", distress("2026-02-01", 2), progression("2026-02-01")),
    history("plan change since", "due", "2026-03-01", distress("2026-02-01", 2), plan_change("2026-02-02")),
    history("new metastasis since", "due", "2026-03-01", distress("2026-02-01", 2), metastasis("2026-02-02")),
    history("a refuted metastasis", "done", "2026-03-01", distress("2026-02-01", 2), metastasis("2026-02-02", confirmed=False)),
    history("ECOG worse since", "due", "2026-03-01", ecog("2026-01-01", 1), distress("2026-02-01", 2), ecog("2026-02-02", 2)),
    history("ECOG better since", "done", "2026-03-01", ecog("2026-01-01", 2), distress("2026-02-01", 2), ecog("2026-02-02", 1)),
    history("the same ECOG since", "done", "2026-03-01", ecog("2026-01-01", 2), distress("2026-02-01", 2), ecog("2026-02-02", 2)),
    history("the carer's distress is not the patient's", "due", "2026-03-01", carer_score("2026-02-01", 2)),
    history("a first ECOG is no change", "done", "2026-03-01", distress("2026-02-01", 2), ecog("2026-02-02", 3)),
    history("the PHQ-4 counts", "done", "2026-03-01", phq4("2026-02-01", nervous=1, worrying=0)),
    history("half a pair of the PHQ-4 does not", "due", "2026-03-01", phq4("2026-02-01", nervous=1)),
    history("anxiety of the ESAS-r does not", "due", "2026-03-01", calm("2026-02-01")),
]
PSY_3 = [
    history("no score, so nobody knows", "unknown", "2026-03-01"),
    history("under the cut-off", "not due", "2026-03-01", distress("2026-02-01", 3)),
    history("at the cut-off", "due", "2026-03-01", distress("2026-02-01", 4)),
    history("handled", "done", "2026-03-01", distress("2026-02-01", 4), entry("2026-02-01", "PSY-3")),
    history("referred", "done", "2026-03-01", distress("2026-02-01", 4), referral("2026-02-03", "psychosocial")),
    history("referred elsewhere", "due", "2026-03-01", distress("2026-02-01", 4), referral("2026-02-03", "hospice")),
    history("high again", "due", "2026-03-01", entry("2026-01-31", "PSY-3"), distress("2026-02-01", 4)),
    history("measured again, low", "not due", "2026-03-01", distress("2026-02-01", 8), distress("2026-02-10", 1)),
    history("a low score grows too old", "unknown", "2026-05-02", distress("2026-02-01", 3)),
    history("a high one stands", "due", "2026-12-01", distress("2026-02-01", 6)),
    history("a pair of the PHQ-4 at 3", "due", "2026-03-01", phq4("2026-02-01", nervous=2, worrying=1)),
]
SPI_1 = [
    history("no answer", "due", "2026-03-01"),
    history("an answer", "done", "2026-03-01", faith("2026-02-01", "Catholic")),
    history("none is an answer", "done", "2026-03-01", faith("2026-02-01", code="none")),
    history("so is prefers not to say", "done", "2026-03-01", faith("2026-02-01", code="prefers-not-to-say")),
    history("an entry settles nothing", "due", "2026-03-01", entry("2026-02-01", "SPI-1")),
    history("declined", "declined", "2026-03-01", entry("2026-02-01", "SPI-1", "declined")),
    history("until the next clinical change", "due", "2026-03-01", entry("2026-02-01", "SPI-1", "declined"), progression("2026-02-10")),
]
SPI_2 = [
    history("never", "due", "2026-03-01"),
    history("done", "done", "2026-03-01", entry("2026-02-01", "SPI-2")),
    history("a change since", "due", "2026-03-01", entry("2026-02-01", "SPI-2"), ecog("2026-01-01", 0), ecog("2026-02-20", 1)),
    history("a change before", "done", "2026-03-01", progression("2026-01-20"), entry("2026-02-01", "SPI-2")),
]
SPI_3 = [
    history("no answer", "due", "2026-03-01"),
    history("language alone", "due", "2026-03-01", language("2026-02-01", "nl")),
    history("both answers", "done", "2026-03-01", language("2026-02-01", "nl"), words("2026-02-01", "communication")),
    history("an entry settles nothing", "due", "2026-03-01", entry("2026-02-01", "SPI-3")),
]
SPI_4 = [
    history("language unknown", "unknown", "2026-03-01"),
    history("the team's language", "not due", "2026-03-01", language("2026-02-01", "nl-BE")),
    history("another language", "due", "2026-03-01", language("2026-02-01", "ar")),
    history("interpreter arranged", "done", "2026-03-01", language("2026-02-01", "ar"), entry("2026-02-05", "SPI-4")),
    history("interpreter needed although the language is known", "due", "2026-03-01", language("2026-02-01", "fr"), answer("2026-02-02", Kind.INTERPRETER_NEEDED)),
    history("interpreter needed, language unknown", "due", "2026-03-01", answer("2026-02-02", Kind.INTERPRETER_NEEDED)),
    history("a team of its own languages", "not due", "2026-03-01", language("2026-02-01", "tr"), around=Surroundings(team_languages=("nl", "tr"))),
]
COM_1 = [
    history("no answer", "due", "2026-03-01"),
    history("half an answer", "due", "2026-03-01", words("2026-02-01", "telling")),
    history("the answers", "done", "2026-03-01", words("2026-02-01", "telling"), words("2026-02-03", "deciding")),
    history("an entry settles nothing", "due", "2026-03-01", entry("2026-02-01", "COM-1")),
    history("declined until a change", "due", "2026-03-01", entry("2026-02-01", "COM-1", "declined"), plan_change("2026-02-02")),
]
LETTER = trace("2026-02-12", TOLD, level="patient")
EXPLAINED = entry("2026-02-14", "COM-2")
COM_2 = [
    history("no plan", "not due", "2026-03-01"),
    history("a line begun", "due", "2026-03-01", line("2026-02-10", 1)),
    history("a decision", "due", "2026-03-01", around=Surroundings(decisions=(ADVANCED.true_from,))),
    history("only on paper", "due", "2026-03-01", line("2026-02-10", 1), LETTER),
    history("only explained", "due", "2026-03-01", line("2026-02-10", 1), EXPLAINED),
    history("both", "done", "2026-03-01", line("2026-02-10", 1), LETTER, EXPLAINED),
    history("another letter does not count", "due", "2026-03-01", line("2026-02-10", 1), trace("2026-02-12", TOLD, level="primary"), EXPLAINED),
    history("the plan changed since", "due", "2026-03-01", line("2026-02-10", 1), LETTER, EXPLAINED, plan_change("2026-02-20")),
    history("the plan changed between the two", "due", "2026-03-01", line("2026-02-10", 1), LETTER, plan_change("2026-02-13"), EXPLAINED),
]
COM_3 = [
    history("nothing calls for it", "not due", "2026-03-01"),
    history("a diagnosis", "due", "2026-03-01", diagnosis("2026-02-01")),
    history("a refuted diagnosis", "not due", "2026-03-01", fact("2026-02-01", Kind.DIAGNOSIS, Condition(text="lung cancer", confirmed=False))),
    history("assessed", "done", "2026-03-01", diagnosis("2026-02-01"), entry("2026-02-01", "COM-3")),
    history("progression since", "due", "2026-03-01", diagnosis("2026-02-01"), entry("2026-02-01", "COM-3"), progression("2026-02-20")),
    history("plan change since", "due", "2026-03-01", diagnosis("2026-02-01"), entry("2026-02-01", "COM-3"), plan_change("2026-02-20")),
    history("a worse ECOG alone does not", "done", "2026-03-01", diagnosis("2026-02-01"), ecog("2026-02-01", 1), entry("2026-02-01", "COM-3"), ecog("2026-02-20", 2)),
]
INCIDENT = event("2026-02-10", Kind.INCIDENT)
COM_4 = [
    history("no incident", "not due", "2026-03-01"),
    history("an incident", "due", "2026-03-01", INCIDENT),
    history("acknowledged", "done", "2026-03-01", INCIDENT, entry("2026-02-10", "COM-4")),
    history("another one since", "due", "2026-03-01", INCIDENT, entry("2026-02-10", "COM-4"), event("2026-02-11", Kind.INCIDENT)),
    history("still owed to the family after death", "due", "2026-03-01", INCIDENT, death("2026-02-15")),
    history("and settled there", "done", "2026-03-01", INCIDENT, death("2026-02-15"), entry("2026-02-20", "COM-4")),
]
ACP_1 = [
    history("not advanced", "not due", "2026-03-01"),
    history("advanced", "due", "2026-01-10", ADVANCED),
    history("the day before", "not due", "2026-01-09", ADVANCED),
    history("begun", "done", "2026-03-01", ADVANCED, acp("2026-01-10", "readiness", "discussed")),
    history("begun before it was advanced", "due", "2026-03-01", acp("2026-01-09", "readiness", "discussed"), ADVANCED),
    history("another item is not readiness", "due", "2026-03-01", ADVANCED, acp("2026-01-12", "code-status", "discussed")),
    history("readiness declined", "declined", "2026-03-01", ADVANCED, acp("2026-01-12", "readiness", "declined")),
    history("a change after the refusal", "due", "2026-03-01", ADVANCED, acp("2026-01-12", "readiness", "declined"), progression("2026-02-01")),
    history("an entry settles nothing", "due", "2026-03-01", ADVANCED, entry("2026-01-12", "ACP-1")),
    history("signs, but neither yes nor no", "unknown", "2026-03-01", metastasis("2026-01-10")),
    history("M1", "unknown", "2026-03-01", stage("2026-01-10", "M", "cM1a")),
    history("stage IV", "unknown", "2026-03-01", stage("2026-01-10", "stage", "IVB")),
    history("stage 4 in words", "unknown", "2026-03-01", stage("2026-01-10", "stage", "Clinical stage 4")),
    history("stage III", "not due", "2026-03-01", stage("2026-01-10", "stage", "III")),
    history("signs, and a no", "not due", "2026-03-01", metastasis("2026-01-10"), advanced("2026-01-12", False)),
    history("a lymph node is not distant", "not due", "2026-03-01", metastasis("2026-01-10", distant=False)),
]
ACP_2 = [
    history("not advanced", "not due", "2026-03-01"),
    history("advanced", "due", "2026-03-01", ADVANCED),
    history("discussed alone does not settle", "due", "2026-03-01", ADVANCED, *five("2026-02-01", "discussed")),
    history("completed alone does not either", "due", "2026-03-01", ADVANCED, *five("2026-02-01", "completed")),
    history("completed, later documented", "done", "2026-03-01", ADVANCED, *five("2026-02-01", "completed"), *five("2026-02-20", "documented")),
    history("declined", "done", "2026-03-01", ADVANCED, *five("2026-02-01", "declined")),
    history("not applicable", "done", "2026-03-01", ADVANCED, *five("2026-02-01", "not-applicable")),
    history("four of five", "due", "2026-03-01", ADVANCED, *all_but("surrogate", "2026-02-01")),
    history("a decline lapses at a change", "due", "2026-03-01", ADVANCED, *five("2026-02-01", "declined"), progression("2026-02-10")),
    history("what is documented stays", "done", "2026-03-01", ADVANCED, *five("2026-02-01", "completed", "documented"), progression("2026-02-10")),
    history("open whether advanced", "unknown", "2026-03-01", stage("2026-01-10", "M", "M1")),
]
COO_1 = [
    history("no GP named", "due", "2026-03-01", PRIMARY),
    history("no contact", "due", "2026-03-01", gp("2026-01-01")),
    history("contact", "done", "2026-03-01", gp("2026-01-01"), PRIMARY),
    history("a letter", "done", "2026-03-01", gp("2026-01-01"), trace("2026-02-01", TOLD, level="primary")),
    history("an entry", "done", "2026-03-01", gp("2026-01-01"), entry("2026-02-01", "COO-1")),
    history("the plan changed since", "due", "2026-03-01", gp("2026-01-01"), PRIMARY, plan_change("2026-02-02")),
    history("the plan changed on that day", "done", "2026-03-01", gp("2026-01-01"), PRIMARY, plan_change("2026-02-01")),
    history("in a nursing home without contact", "due", "2026-03-01", gp("2026-01-01"), PRIMARY, encounter("2026-02-03", "nursing-home")),
    history("and with contact", "done", "2026-03-01", gp("2026-01-01"), PRIMARY, encounter("2026-02-03", "nursing-home"), trace("2026-02-05", Kind.PARTNER_CONTACT, partner="nursing-home")),
    history("moved to hospital", "due", "2026-03-01", gp("2026-01-01"), PRIMARY, fact("2026-02-03", Kind.TRANSITION, Transition(to="hospital"))),
    history("referred to hospice", "due", "2026-03-01", gp("2026-01-01"), PRIMARY, referral("2026-02-03", "hospice")),
]
REF_1 = [
    history("not advanced", "not due", "2026-03-01"),
    history("advanced", "due", "2026-03-01", ADVANCED),
    history("explained", "done", "2026-03-01", ADVANCED, entry("2026-01-10", "REF-1")),
    history("explained before", "due", "2026-03-01", entry("2026-01-09", "REF-1"), ADVANCED),
    history("open whether advanced", "unknown", "2026-03-01", metastasis("2026-01-10")),
    history("declined until a change", "due", "2026-03-01", ADVANCED, entry("2026-01-12", "REF-1", "declined"), plan_change("2026-02-01")),
]
REVIEW = trace("2026-02-01", Kind.CRITERIA_REVIEW)
REF_2 = [
    history("never", "due", "2026-03-01"),
    history("reviewed", "done", "2026-03-01", REVIEW, due="2026-05-02"),
    history("an entry is a review", "done", "2026-03-01", entry("2026-02-01", "REF-2"), due="2026-05-02"),
    history("the ninetieth day", "done", "2026-05-02", REVIEW, due="2026-05-02"),
    history("the day after", "due", "2026-05-03", REVIEW, due="2026-05-02", overdue=True),
    history("an assessment since", "due", "2026-03-01", REVIEW, distress("2026-02-02", 1), overdue=False),
    history("an assessment on that day", "done", "2026-03-01", REVIEW, calm("2026-02-01")),
    history("the carer's score is not the patient's", "done", "2026-03-01", REVIEW, carer_score("2026-02-02", 1)),
    history("a case since", "due", "2026-03-01", REVIEW, around=Surroundings(cases=(REVIEW.true_from.replace(day=10),))),
    history("a case to come", "done", "2026-03-01", REVIEW, around=Surroundings(cases=(REVIEW.true_from.replace(month=4),))),
]
REF_3 = [
    history("not advanced", "not due", "2026-03-01", ecog("2026-02-20", 4)),
    history("advanced, neither measure", "unknown", "2026-03-01", ADVANCED),
    history("ECOG 3", "due", "2026-03-01", ADVANCED, ecog("2026-02-20", 3)),
    history("ECOG 2", "not due", "2026-03-01", ADVANCED, ecog("2026-02-20", 2)),
    history("three months", "due", "2026-03-01", ADVANCED, prognosis("2026-02-20", 3, "mo")),
    history("thirteen weeks are no more than three months", "due", "2026-03-01", ADVANCED, prognosis("2026-02-20", 13, "wk")),
    history("fourteen weeks are", "not due", "2026-03-01", ADVANCED, prognosis("2026-02-20", 14, "wk")),
    history("one meets, the other does not", "due", "2026-03-01", ADVANCED, ecog("2026-02-20", 1), prognosis("2026-02-20", 60, "d")),
    history("ECOG 2 grown too old", "unknown", "2026-05-21", ADVANCED, ecog("2026-02-20", 2)),
    history("and not yet", "not due", "2026-05-20", ADVANCED, ecog("2026-02-20", 2)),
    history("ECOG 3 stands until measured again", "due", "2026-12-01", ADVANCED, ecog("2026-02-20", 3)),
    history("measured again, better", "not due", "2026-03-01", ADVANCED, ecog("2026-02-20", 3), ecog("2026-02-25", 2)),
    history("Karnofsky is not converted", "unknown", "2026-03-01", ADVANCED, fact("2026-02-20", Kind.KARNOFSKY, ecog("2026-02-20", 20).payload)),
    history("a talk without a number is no estimate", "unknown", "2026-03-01", ADVANCED, prognosis("2026-02-20", told="does-not-wish")),
    history("referred", "done", "2026-03-01", ADVANCED, ecog("2026-02-20", 3), referral("2026-02-21", "hospice")),
    history("decided not to", "not applicable", "2026-03-01", ADVANCED, ecog("2026-02-20", 3), entry("2026-02-21", "REF-3", "not-applicable")),
    history("declined", "declined", "2026-03-01", ADVANCED, ecog("2026-02-20", 3), entry("2026-02-21", "REF-3", "declined")),
    history("declined, then measured again at 4", "due", "2026-03-01", ADVANCED, ecog("2026-02-20", 3), entry("2026-02-21", "REF-3", "declined"), ecog("2026-02-25", 4)),
    history("an entry done settles nothing", "due", "2026-03-01", ADVANCED, ecog("2026-02-20", 3), entry("2026-02-21", "REF-3")),
    history("open whether advanced", "unknown", "2026-03-01", metastasis("2026-01-10"), ecog("2026-02-20", 3)),
]
REF_4 = [
    history("no referral", "not due", "2026-03-01"),
    history("a referral", "due", "2026-03-01", referral("2026-02-01", "tertiary")),
    history("a decision to refer", "due", "2026-03-01", decided("2026-02-01", "N1", "refer")),
    history("a decision not to", "not due", "2026-03-01", decided("2026-02-01", "N1", "not-now")),
    history("agreed", "done", "2026-03-01", referral("2026-02-01", "tertiary"), answer("2026-02-01", Kind.REFERRAL_AGREED)),
    history("a new referral since", "due", "2026-03-01", referral("2026-02-01", "tertiary"), answer("2026-02-02", Kind.REFERRAL_AGREED), referral("2026-02-10", "hospice")),
    history("an entry settles nothing", "due", "2026-03-01", referral("2026-02-01", "tertiary"), entry("2026-02-02", "REF-4")),
]
LUC = carer("2026-01-05")
CAR_1 = [
    history("never asked about", "unknown", "2026-03-01"),
    history("no carer", "not applicable", "2026-03-01", carer("2026-01-05", none=True)),
    history("a carer", "due", "2026-03-01", LUC),
    history("asked", "done", "2026-03-01", LUC, answer("2026-01-06", Kind.CARER_PERMISSION, False)),
    history("a carer after all", "due", "2026-03-01", carer("2026-01-05", none=True), carer("2026-02-05")),
    history("an entry settles nothing", "due", "2026-03-01", LUC, entry("2026-01-06", "CAR-1")),
]
CAR_2 = [
    history("never asked about", "unknown", "2026-03-01", answer("2026-01-06", Kind.CARER_ATTENDS)),
    history("not recorded whether they come", "unknown", "2026-03-01", LUC),
    history("comes along", "due", "2026-03-01", LUC, answer("2026-01-06", Kind.CARER_ATTENDS)),
    history("does not come along", "not due", "2026-03-01", LUC, answer("2026-01-06", Kind.CARER_ATTENDS, False)),
    history("scored", "done", "2026-03-01", LUC, answer("2026-01-06", Kind.CARER_ATTENDS), carer_score("2026-01-06", 0)),
    history("entered", "done", "2026-03-01", LUC, answer("2026-01-06", Kind.CARER_ATTENDS), entry("2026-01-06", "CAR-2")),
    history("the patient's distress is not the carer's", "due", "2026-03-01", LUC, answer("2026-01-06", Kind.CARER_ATTENDS), distress("2026-01-06", 3)),
    history("no carer", "not applicable", "2026-03-01", carer("2026-01-05", none=True)),
]


def told(element: str) -> list[History]:
    return [
        history("never asked about", "unknown", "2026-03-01"),
        history("no carer", "not applicable", "2026-03-01", carer("2026-01-05", none=True)),
        history("a carer", "due", "2026-03-01", LUC),
        history("told", "done", "2026-03-01", LUC, entry("2026-01-06", element)),
        history("told tomorrow", "due", "2026-01-05", LUC, entry("2026-01-06", element)),
    ]


CAR_5 = [
    history("alive", "not due", "2026-03-01"),
    history("died", "due", "2026-03-01", death("2026-02-01"), due="2026-03-15", overdue=False),
    history("the day after the latest day", "due", "2026-03-16", death("2026-02-01"), due="2026-03-15", overdue=True),
    history("called", "done", "2026-03-01", death("2026-02-01"), entry("2026-02-10", "CAR-5")),
    history("a call before the death", "due", "2026-03-01", entry("2026-01-31", "CAR-5"), death("2026-02-01")),
    history("no carer does not end it", "due", "2026-03-01", carer("2026-01-05", none=True), death("2026-02-01")),
]
LAST_PHASE = answer("2026-02-01", Kind.END_OF_LIFE_PHASE)
EOL_1 = [
    history("not in the last phase", "not due", "2026-03-01"),
    history("last phase, no cover named", "due", "2026-03-01", LAST_PHASE),
    history("cover reviewed", "done", "2026-03-01", LAST_PHASE, trace("2025-03-01", Kind.TEAM_COVER), due="2026-03-01"),
    history("over a year ago", "due", "2026-03-02", LAST_PHASE, trace("2025-03-01", Kind.TEAM_COVER), overdue=True),
    history("the team's own cover", "done", "2026-03-01", LAST_PHASE, around=Surroundings(covers=(Cover(ADVANCED.true_from, "board", "Lung team"),))),
    history("the last phase was taken back", "not due", "2026-03-01", LAST_PHASE, answer("2026-02-10", Kind.END_OF_LIFE_PHASE, False)),
]
# fmt: on
HISTORIES = {
    "SYM-1": SYM_1,
    "SYM-2": SYM_2,
    "SYM-3": SYM_3,
    "SYM-4": SYM_4,
    "PSY-1": PSY_1,
    "PSY-2": PSY_2,
    "PSY-3": PSY_3,
    "SPI-1": SPI_1,
    "SPI-2": SPI_2,
    "SPI-3": SPI_3,
    "SPI-4": SPI_4,
    "COM-1": COM_1,
    "COM-2": COM_2,
    "COM-3": COM_3,
    "COM-4": COM_4,
    "ACP-1": ACP_1,
    "ACP-2": ACP_2,
    "COO-1": COO_1,
    "REF-1": REF_1,
    "REF-2": REF_2,
    "REF-3": REF_3,
    "REF-4": REF_4,
    "CAR-1": CAR_1,
    "CAR-2": CAR_2,
    "CAR-3": told("CAR-3"),
    "CAR-4": told("CAR-4"),
    "CAR-5": CAR_5,
    "EOL-1": EOL_1,
}
ROWS = [(element, one) for element, many in HISTORIES.items() for one in many]


@pytest.mark.parametrize(("element", "one"), ROWS, ids=[f"{element}: {one.name}" for element, one in ROWS])
def test_an_element_stands_where_its_dated_facts_put_it(element: str, one: History) -> None:
    state = elements(record(one.on, *one.facts), one.around)[element]
    assert state.status == one.answer, state.why
    if one.due is not None:
        assert str(state.due) == one.due
    if one.overdue is not None:
        assert state.overdue is one.overdue
    assert state.why.endswith(".")


def test_every_element_is_held_against_at_least_three_histories() -> None:
    assert tuple(HISTORIES) == ELEMENT_IDS
    assert min(len(many) for many in HISTORIES.values()) >= 3


def test_the_checklist_has_the_order_of_figure_2() -> None:
    assert tuple(elements(record("2026-03-01"))) == ELEMENT_IDS


def test_after_death_only_bereavement_and_incidents_remain() -> None:
    states = elements(record("2026-03-01", death("2026-03-01"), LUC, ADVANCED, LAST_PHASE))
    open_ones = {id for id, state in states.items() if state.status != "not applicable"}
    assert open_ones == {"CAR-5", "COM-4"}


def test_the_day_before_a_death_nothing_has_changed() -> None:
    before = elements(record("2026-02-28", LUC, ADVANCED))
    assert elements(record("2026-02-28", LUC, ADVANCED, death("2026-03-01"))) == before


def test_a_plan_holds_until_its_date_and_then_the_element_is_due() -> None:
    plan = entry("2026-02-01", "PSY-1", "planned", until="2026-02-20")
    states = [elements(record(on, plan))["PSY-1"] for on in ("2026-02-20", "2026-02-21")]
    assert [state.status for state in states] == ["planned", "due"]
    assert states[1].overdue


def test_a_plan_without_a_date_holds_for_fourteen_days() -> None:
    plan = entry("2026-02-01", "PSY-1", "planned")
    assert elements(record("2026-02-15", plan))["PSY-1"].status == "planned"
    assert elements(record("2026-02-16", plan))["PSY-1"].status == "due"


def test_a_lapsed_plan_makes_due_even_what_nothing_else_calls_for() -> None:
    plan = entry("2026-02-01", "COM-3", "planned", until="2026-02-10")
    assert elements(record("2026-02-11", plan))["COM-3"].status == "due"


def test_what_settles_after_a_plan_ends_the_plan() -> None:
    plan = entry("2026-02-01", "PSY-1", "planned", until="2026-02-20")
    assert elements(record("2026-02-10", plan, entry("2026-02-05", "PSY-1")))["PSY-1"].status == "done"


def test_a_decline_holds_until_a_fact_of_its_trigger_is_newer() -> None:
    declined = entry("2026-02-11", "COM-4", "declined")
    assert elements(record("2026-03-01", INCIDENT, declined))["COM-4"].status == "declined"
    again = event("2026-02-12", Kind.INCIDENT)
    assert elements(record("2026-03-01", INCIDENT, declined, again))["COM-4"].status == "due"


def test_an_entry_that_may_not_settle_is_kept_with_a_warning() -> None:
    state = elements(record("2026-03-01", entry("2026-02-20", "SYM-1")))["SYM-1"]
    assert state.status == "due"
    assert "2026-02-20" in state.warning


def test_a_warning_before_the_latest_day_leaves_the_status_alone() -> None:
    state = elements(record("2026-02-12", calm("2026-01-15")))["SYM-1"]
    assert (state.status, state.overdue) == ("done", False)
    assert "2026-02-15" in state.warning


def test_contradicting_entries_of_one_day_are_shown_and_the_one_that_asks_for_more_counts() -> None:
    state = elements(record("2026-03-01", ADVANCED, ecog("2026-02-20", 1), ecog("2026-02-20", 3)))["REF-3"]
    assert state.status == "due"
    assert "ECOG 1" in state.warning
    assert "ECOG 3" in state.warning


def test_of_two_values_with_times_the_later_counts_and_nothing_contradicts() -> None:
    measured = [ecog("2026-02-20", 3, at="09:00"), ecog("2026-02-20", 1, at="15:00")]
    state = elements(record("2026-03-01", ADVANCED, *measured))["REF-3"]
    assert (state.status, state.warning) == ("not due", "")


def test_a_refused_referral_is_settled_but_says_so() -> None:
    state = elements(
        record(
            "2026-03-01", referral("2026-02-01", "hospice"), answer("2026-02-02", Kind.REFERRAL_AGREED, False)
        )
    )["REF-4"]
    assert state.status == "done"
    assert state.warning


def test_the_entry_behind_a_status_is_at_hand() -> None:
    done = entry("2026-02-20", "PSY-1")
    assert elements(record("2026-03-01", done))["PSY-1"].entry == done
    declined = entry("2026-02-21", "SYM-3", "declined")
    assert elements(record("2026-03-01", declined))["SYM-3"].entry == declined


def test_evidence_names_the_facts_with_day_and_value() -> None:
    score = calm("2026-02-15", pain=8)
    shown = elements(record("2026-03-01", score))["SYM-2"].evidence
    assert [(line.fact_id, str(line.date), line.value) for line in shown] == [
        (score.id, "2026-02-15", "pain 8")
    ]


def test_a_decision_on_a_criterion_is_no_review_of_them_all() -> None:
    assert elements(record("2026-03-01", decided("2026-02-20", "N1", "refer")))["REF-2"].status == "due"


def test_each_element_of_the_content_has_a_rule() -> None:
    assert {element.id for element in guidance().elements} == set(HISTORIES)
