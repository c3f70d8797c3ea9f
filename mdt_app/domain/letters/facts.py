"""Letters read the record through these views: what changed, what was told, medication, disease, scores."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from mdt_app.domain.dates import months_after
from mdt_app.domain.fact_text import stage_text
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.letters.named import named_holder
from mdt_app.domain.letters.parts import (
    AllergyLine,
    Change,
    Changed,
    Dated,
    Disease,
    Estimate,
    Measured,
    MedicationList,
    MedicationRow,
    Saying,
    Told,
    Treatment,
)
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.scores import ecog_change, is_notable, newest_scores
from mdt_app.domain.letters.stage_words import STAGE_WORD
from mdt_app.domain.payloads import (
    Allergy,
    Answer,
    Condition,
    Encounter,
    Event,
    Measurement,
    Medication,
    Named,
    PatientWords,
    Prognosis,
    Stage,
    Trace,
    TreatmentLine,
)
from mdt_app.domain.record import Known

EVENTS = (
    Kind.END_OF_LIFE_PHASE,
    Kind.REQUEST_HASTENED_DEATH,
    Kind.SPIRITUAL_CRISIS,
    Kind.PROGRESSION,
    Kind.METASTASIS,
    Kind.IMAGING,
    Kind.TREATMENT_LINE,
    Kind.PLAN_CHANGE,
    Kind.PROBLEM,
    Kind.ADVANCED_DISEASE,
)
"""What counts as changed, by how much it matters to a GP [own]."""

MOST_EVENTS = 8
MOST_LISTED = 12
OPIOIDS = re.compile(
    r"(?<!apo)mor(ph|f)in|hydromor(ph|f)|codon|cod[eé][iï]n|fentan[iy]l|tramadol|tapentadol|tilidin|piritramid"
    r"|bupr[eé]nor(ph|f)in|m[eé]thadon|p[eé]thidin",
    re.I,
)
"""Names of opioids, also as Dutch, French and German spell them."""
NO_MEDICINE = ("completed", "entered-in-error", "cancelled", "draft", "not-taken", "unknown")


def since(one: LetterRecord, level: str) -> date:
    """From when on something is news to this recipient: their last letter, else the last case, else some months."""
    letters = [
        fact.true_from
        for fact in one.record.of(Kind.LETTER_ISSUED)
        if isinstance(fact.payload, Trace) and fact.payload.level == level and fact.true_from < one.on
    ]
    if letters:
        return letters[-1]
    return one.last_case_on or months_after(one.meeting_at.date(), -one.guidance.settings.news_months)


def changed(one: LetterRecord, level: str) -> Changed:
    """What is new to the recipient of a level since their last letter."""
    start = since(one, level)
    facts = [fact for fact in one.record.of(*EVENTS) if fact.true_from > start and is_news(one, fact)]
    events = tuple(change(fact) for fact in facts if not is_said_by_another(fact, facts))
    ecog, points = ecog_change(one), one.guidance.settings.news_points
    return Changed(
        since=start,
        events=events[-MOST_EVENTS:],
        more=max(0, len(events) - MOST_EVENTS),
        ecog=ecog if ecog and ecog.day > start else None,
        scores=tuple(
            score for score in newest_scores(one) if score.day > start and is_notable(score, points)
        ),
    )


def change(fact: Fact) -> Change:
    """What happened, with the number and kind of a line of treatment apart from its words."""
    if isinstance(line := fact.payload, TreatmentLine):
        treatment = "" if line.text else line.kind
        return Change(
            kind=fact.kind, day=fact.true_from, text=line.text, number=line.number, treatment=treatment
        )
    text, result = event_words(fact)
    return Change(kind=fact.kind, day=fact.true_from, text=text, result=result)


def is_said_by_another(fact: Fact, facts: Iterable[Fact]) -> bool:
    """Whether what matters more on the same day says it too: a metastasis or an image in the words of a progression."""
    mine = result_text(fact)
    return bool(mine) and any(
        mine in " ".join(event_words(other)).casefold()
        for other in facts
        if other.true_from == fact.true_from and EVENTS.index(other.kind) < EVENTS.index(fact.kind)
    )


def result_text(fact: Fact) -> str:
    """What an event comes down to, for comparing: the site of a metastasis, the result of an image."""
    match fact.payload:
        case Condition(text=text, site=site):
            return (site or text).strip().casefold()
        case Named(result=result):
            return result.strip().casefold()
        case _:
            return event_words(fact)[0].casefold()


def is_news(one: LetterRecord, fact: Fact) -> bool:
    """Whether a fact says something: a yes, a condition that counts, a result."""
    match fact.payload:
        case Answer(value=value):
            return value
        case Condition():
            return one.record.is_active(fact)
        case Named(result=result):
            return bool(result.strip())
        case _:
            return True


def event_words(fact: Fact) -> tuple[str, str]:
    """What happened, in the source's words, and what an examination showed; "" where it has none."""
    match fact.payload:
        case Event(text=text) | Encounter(text=text) | Answer(note=text):
            return text.strip(), ""
        case Condition(text=text, site=site):
            return (text or site).strip(), ""
        case Named(text=text, result=result):
            return text.strip(), result.strip()
        case TreatmentLine(text=text, kind=kind):
            return text or kind, ""
        case _:
            return "", ""


def dated(fact: Fact) -> Dated:
    text, result = event_words(fact)
    return Dated(text=text, day=fact.true_from, result=result)


def told(one: LetterRecord) -> Told:
    """What the patient was told and wants, each with its day; what was not recorded stays empty."""
    facts = one.record.of(Kind.PROGNOSIS)
    talks = [fact for fact in facts if isinstance(fact.payload, Prognosis) and fact.payload.told]
    newest = talks[-1] if talks else None
    payload = newest.payload if newest else None
    agreed = one.record.newest(Kind.REFERRAL_AGREED)
    discussion = one.discussion
    said_by = (discussion.told_by.strip() if discussion else "") or _who_told(payload)
    return Told(
        told=payload.told if isinstance(payload, Prognosis) else "",
        day=newest.true_from if newest else None,
        words=payload.told_words if isinstance(payload, Prognosis) else "",
        teller=named_holder(one, said_by) if said_by else None,
        estimate=estimate(one),
        knows=sayings(one, "knows", discussion.knows if discussion else ""),
        wants=sayings(one, "wants", discussion.wants if discussion else ""),
        not_wanted=sayings(one, "not-wanted"),
        goals=sayings(one, "goals"),
        fears=sayings(one, "fears"),
        agreed=agreed.payload.value if agreed and isinstance(agreed.payload, Answer) else None,
        agreed_day=agreed.true_from if agreed else None,
    )


def _who_told(payload: object) -> str:
    return payload.told_by.strip() if isinstance(payload, Prognosis) else ""


def estimate(one: LetterRecord) -> Estimate | None:
    """The newest survival estimate with its method and author; None where nobody gave one."""
    fact = one.record.estimate()
    if fact is None or not isinstance(fact.payload, Prognosis) or fact.payload.amount is None:
        return None
    payload = fact.payload
    author = named_holder(one, payload.author or fact.author(one.names))
    return Estimate(
        amount=fact.payload.amount,
        unit=payload.unit,
        method=payload.method,
        by=author.short,
        sex=author.sex,
        day=fact.true_from,
    )


def sayings(one: LetterRecord, topic: str, now: str = "") -> tuple[Saying, ...]:
    """What was said at this meeting, then the two newest notes on the topic, each said once."""
    found = [Saying(text=now.strip(), by="", day=None)] if now.strip() else []
    for fact in reversed(one.record.of(Kind.PATIENT_WORDS)):
        payload = fact.payload
        if isinstance(payload, PatientWords) and payload.topic == topic and payload.text.strip():
            found.append(Saying(text=payload.text.strip(), by=payload.by, day=fact.true_from))
    unique = {saying.text.casefold(): saying for saying in reversed(found)}
    return tuple(saying for saying in found if unique.pop(saying.text.casefold(), None) is not None)[:2]


def medication(one: LetterRecord, level: str) -> MedicationList:
    """What changed since the last letter, and what stays; of one medicine the newest statement counts."""
    start = since(one, level)
    newest: dict[str, Fact] = {}
    for fact in one.record.of(Kind.MEDICATION):
        if isinstance(fact.payload, Medication):
            newest[fact.payload.text.strip().casefold()] = fact
    changes, stays = [], []
    for fact in newest.values():
        row = medication_row(fact)
        if row.change and row.since > start:
            changes.append(row)
        elif one.record.stands(fact) and row.change != "stopped" and takes(fact):
            stays.append(row)
    order = {"changed": 0, "new": 1, "stopped": 2}
    changes.sort(key=lambda row: order.get(row.change, 3))
    opioid = any(OPIOIDS.search(row.text) for row in (*changes, *stays) if row.change != "stopped")
    allergies = tuple(
        AllergyLine(text=said.text, reaction=said.reaction, severity=said.severity)
        for fact in one.record.of(Kind.ALLERGY)
        if one.record.stands(fact) and isinstance(said := fact.payload, Allergy)
    )
    return MedicationList(
        changed=tuple(changes),
        unchanged=tuple(stays),
        opioid=opioid,
        allergies=tuple(dict.fromkeys(allergies)),
    )


def takes(fact: Fact) -> bool:
    return isinstance(fact.payload, Medication) and fact.payload.status not in (*NO_MEDICINE, "stopped")


def medication_row(fact: Fact) -> MedicationRow:
    """One medicine as it is taken now, with what changed and why."""
    assert isinstance(fact.payload, Medication)
    one = fact.payload
    return MedicationRow(
        text=one.text,
        dose=one.dose,
        previous_dose=one.previous_dose,
        change=one.change,
        reason=one.reason,
        since=fact.true_from,
    )


def disease(one: LetterRecord) -> Disease:
    """Diagnosis, spread, treatment and course as recorded by the day."""
    record, advanced = one.record, one.record.advanced
    answered = record.newest(Kind.ADVANCED_DISEASE)
    day = advanced.since.true_from if advanced.since else answered.true_from if answered else None
    imaging = [fact for fact in record.of(Kind.IMAGING) if is_news(one, fact)]
    return Disease(
        diagnoses=conditions(record.active(Kind.DIAGNOSIS)),
        stages=stages(record.of(Kind.STAGE)),
        metastases=conditions(record.active(Kind.METASTASIS), site=True),
        problems=conditions(record.active(Kind.PROBLEM)),
        imaging=tuple(map(dated, imaging[-3:])),
        lines=tuple(treatment(fact) for fact in record.of(Kind.TREATMENT_LINE)),
        progressions=tuple(map(dated, record.of(Kind.PROGRESSION))),
        measurements=measurements(one),
        advanced=None if day is None else advanced.known is Known.YES,
        advanced_day=day,
    )


def conditions(facts: Iterable[Fact], site: bool = False) -> tuple[Dated, ...]:
    """Each condition once, with the first day on which it was recorded."""
    found: dict[str, Dated] = {}
    for fact in facts:
        if isinstance(fact.payload, Condition):
            text = (fact.payload.site if site else "") or fact.payload.text or fact.payload.code
            found.setdefault(text, Dated(text=text, day=fact.true_from))
    return tuple(found.values())


def stages(facts: Iterable[Fact]) -> tuple[Dated, ...]:
    """The newest of each category for each day: T, N and M as one text, and the stage's group."""
    newest = {fact.payload.category: fact for fact in facts if isinstance(fact.payload, Stage)}
    order = {"T": 0, "N": 1, "M": 2, "stage": 3}
    days: dict[date, Dated] = {}
    for category in sorted(newest, key=lambda one: order.get(one, 4)):
        payload, day = newest[category].payload, newest[category].true_from
        assert isinstance(payload, Stage)
        before = days.get(day, Dated(text="", day=day))
        if category == "stage":
            days[day] = replace(before, stage=STAGE_WORD.sub("", payload.value.strip()))
        else:
            days[day] = replace(before, text=f"{before.text} {stage_text(payload)}".strip())
    return tuple(days[day] for day in sorted(days))


def treatment(fact: Fact) -> Treatment:
    """One line of treatment; `until` is None while it goes on."""
    assert isinstance(fact.payload, TreatmentLine)
    line = fact.payload
    return Treatment(
        number=line.number,
        kind=line.kind,
        text=line.text,
        intent=line.intent,
        day=fact.true_from,
        until=fact.true_to,
    )


def measurements(one: LetterRecord) -> tuple[Measured, ...]:
    """The newest of each measurement of the last months, at most twelve."""
    start = months_after(one.on, -one.guidance.settings.news_months)
    newest: dict[str, Measured] = {}
    for fact in one.record.of(Kind.MEASUREMENT):
        if isinstance(said := fact.payload, Measurement) and fact.true_from >= start:
            newest[said.name] = Measured(name=said.name, value=said.value, unit=said.unit, day=fact.true_from)
    return tuple(newest.values())[-MOST_LISTED:]
