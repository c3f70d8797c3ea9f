"""Each level of care gets its own letter of one decision, computed from one record; what is missing stays visible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mdt_app.domain.attendance import Attendance, Contribution, Presence, quorum
from mdt_app.domain.carers import permission
from mdt_app.domain.deciding import deciding
from mdt_app.domain.decisions import ASPECTS, Discussion
from mdt_app.domain.facts import Kind
from mdt_app.domain.holders import holders
from mdt_app.domain.letters.contents import (
    ElementRow,
    LetterContent,
    PatientContent,
    PrimaryContent,
    SecondaryContent,
    TertiaryContent,
)
from mdt_app.domain.letters.dying import carer_lines, death_of
from mdt_app.domain.letters.facts import changed, disease, medication, told
from mdt_app.domain.letters.letter import Letter, Silence
from mdt_app.domain.letters.named import holder_of, named_holder
from mdt_app.domain.letters.parts import (
    Clause,
    Responsibility,
    Seen,
    Told,
)
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.referring import (
    answers,
    criteria,
    is_referral,
    met_criteria,
    not_said_again,
    reasons,
    tertiary_asks,
)
from mdt_app.domain.letters.scores import carer_distress, state, symptom_series
from mdt_app.domain.letters.shared import (
    asks,
    care_planning,
    clauses,
    letter_of,
    responsibilities,
    shared,
)
from mdt_app.domain.letters.unsaid import unsaid
from mdt_app.domain.payloads import (
    SDM_STEPS,
    Faith,
    Language,
    SdmStep,
    WeighedOption,
)
from mdt_app.domain.people import CareLevel, Person
from mdt_app.domain.prompts import steps_said
from mdt_app.domain.record import Known
from mdt_app.domain.states import ElementState, Status

PALLIATIVE = "palliati"
"""How the word begins in the four languages of the letters."""

MOST_ASKS = 4
MOST_CRISES = 5


def compose(level: str, one: LetterRecord, letter: Letter | None = None) -> LetterContent:
    """What the letter of a care level says. `letter` is the one to print; without it the newest of that level,
    else a draft without recipient. Raises ValueError where the level is none of the four."""
    letter = letter or letter_of(one, level)
    match CareLevel(level):
        case CareLevel.PRIMARY:
            return primary(one, letter)
        case CareLevel.SECONDARY:
            return secondary(one, letter)
        case CareLevel.TERTIARY:
            return tertiary(one, letter)
        case CareLevel.PATIENT:
            return patient(one, letter)


def primary(one: LetterRecord, letter: Letter | None) -> PrimaryContent:
    """To the GP: what changed, what is asked of the practice, and when to call."""
    mine = asks(one, CareLevel.PRIMARY)
    owned = {ask.number for ask in mine}
    rows, discussion = clauses(one), discussion_of(one)
    why = reasons(one)
    return PrimaryContent(
        shared=shared(one, CareLevel.PRIMARY, letter),
        outcome=one.listing.outcome,
        joined=presence_of(one, CareLevel.PRIMARY),
        slot=one.slot,
        diagnosis=diagnosis(one),
        stage=stage(one),
        decided=tuple(row for row in rows if row.number not in owned),
        decision_text=unsaid(one.decision_text, rows),
        changed=not_said_again(changed(one, CareLevel.PRIMARY), why),
        asks=mine[:MOST_ASKS],
        later_asks=mine[MOST_ASKS:],
        told=newest_said(told(one)),
        medication=medication(one, CareLevel.PRIMARY),
        red_flags=lines(discussion.red_flags),
        care_planning=care_planning(one),
        reasons=why,
        death=death_of(one, CareLevel.PRIMARY),
        again_on=one.again_on,
    )


def newest_said(value: Told) -> Told:
    """Of each topic the newest words only: the GP has what was said before."""
    return replace(value, knows=value.knows[:1], wants=value.wants[:1], goals=value.goals[:1])


def secondary(one: LetterRecord, letter: Letter | None) -> SecondaryContent:
    """To the hospital's own team: the decision in full, who was there, criteria and elements."""
    discussion = discussion_of(one)
    review = one.record.of(Kind.CRITERIA_REVIEW)
    return SecondaryContent(
        shared=shared(one, CareLevel.SECONDARY, letter),
        outcome=one.listing.outcome,
        slot=one.slot,
        question=one.case.question.strip(),
        asked_by=one.case.asked_by.strip(),
        asked_on=one.case.asked_on,
        decided=clauses(one),
        decision_text=one.decision_text.strip(),
        reasons=discussion.reasons.strip() or one.discussion_text.strip(),
        options=discussion.options.strip(),
        weighed=tuple(
            fact.payload for fact in deciding(one.record).options if isinstance(fact.payload, WeighedOption)
        ),
        dissent=discussion.dissent.strip(),
        sdm=sdm(one),
        told=told(one),
        disease=disease(one),
        state=state(one),
        care_planning=care_planning(one),
        said=tuple((aspect, getattr(discussion, aspect)) for aspect in ASPECTS),
        scores_used=discussion.scores_used,
        attendance=attendance(one),
        quorum=quorum(one.board.quorum, one.attendances),
        quorum_rules=len(one.board.quorum),
        criteria=met_criteria(one),
        answers=answers(one),
        reviewed_on=review[-1].true_from if review else None,
        elements=tuple(element(state) for state in one.elements),
        asker_sex=named_holder(one, one.case.asked_by).sex,
        death=death_of(one, CareLevel.SECONDARY),
        again_on=one.again_on,
        asks=asks(one, CareLevel.SECONDARY) if one.record.is_dead else (),
    )


def tertiary(one: LetterRecord, letter: Letter | None) -> TertiaryContent:
    """To the palliative team: why it is asked, symptoms, medication, home and wishes."""
    series, instrument, instrument_id = symptom_series(one)
    carers = one.record.carers
    faith = one.record.newest(Kind.FAITH)
    return TertiaryContent(
        shared=shared(one, CareLevel.TERTIARY, letter),
        referred=is_referral(one),
        asks=tertiary_asks(one),
        gp=holder_of(one, CareLevel.PRIMARY),
        gp_joined=presence_of(one, CareLevel.PRIMARY),
        criteria=criteria(one),
        answers=answers(one),
        told=told(one),
        symptoms=series,
        instrument=instrument,
        instrument_id=instrument_id,
        state=state(one),
        medication=medication(one, CareLevel.TERTIARY),
        disease=disease(one),
        decided=clauses(one),
        decision_text=one.decision_text.strip(),
        be_ready_for=lines(discussion_of(one).be_ready_for)[:MOST_CRISES],
        carers=carer_lines(one),
        no_carer=carers == (),
        carer_distress=carer_distress(one),
        carer_permission=permission(one.record),
        care_planning=care_planning(one),
        wishes=wishes_row(one),
        faith=(faith.payload.text or faith.payload.code)
        if faith and isinstance(faith.payload, Faith)
        else "",
        languages=languages(one),
        phone=one.patient.phone.strip(),
        death=death_of(one, CareLevel.TERTIARY),
        outcome=one.listing.outcome,
        again_on=one.again_on,
    )


def patient(one: LetterRecord, letter: Letter | None) -> PatientContent:
    """To the patient and family: only what was written for them, in their words."""
    discussion = discussion_of(one)
    rows = clauses(one)
    wishes = wishes_row(one)
    wishes_open = wishes is not None and wishes.settled is False
    return PatientContent(
        shared=shared(one, CareLevel.PATIENT, letter),
        outcome=one.listing.outcome,
        gp=holder_of(one, CareLevel.PRIMARY),
        gp_joined=presence_of(one, CareLevel.PRIMARY),
        short=lines(discussion.plain_short),
        disease=discussion.plain_disease.strip(),
        feel=discussion.plain_feel.strip(),
        length=discussion.plain_length.strip(),
        again=discussion.plain_again.strip(),
        days=tuple(sorted((row for row in rows if row.plain), key=from_now_on)),
        unwritten=tuple(row.number for row in rows if not row.plain),
        open=lines(discussion.plain_open),
        wishes_open=wishes_open,
        talks_to=wishes.holder if wishes else None,
        asked_not_to_write=told(one).told == "does-not-wish",
        red_flags=lines(discussion.red_flags),
        silence=letter.silence if letter is not None else Silence.UNDECIDED,
        large=letter is not None and letter.large_print,
        again_on=one.again_on,
        palliative=is_palliative(one, rows),
    )


def is_palliative(one: LetterRecord, rows: tuple[Clause, ...]) -> bool:
    """Whether the letter explains palliative care: where it is near, or a text for the patient names it.

    Who is to be cured and reads of it without a word why is only frightened.
    """
    known = one.record.advanced.known is Known.YES or holder_of(one, CareLevel.TERTIARY) is not None
    discussion = discussion_of(one)
    texts = (
        discussion.plain_short,
        discussion.plain_disease,
        discussion.plain_feel,
        discussion.plain_length,
        discussion.plain_again,
        discussion.plain_open,
        *(row.plain for row in rows),
    )
    return known or is_referral(one) or any(PALLIATIVE in text.casefold() for text in texts)


def from_now_on(row: Clause) -> tuple[int, int]:
    """What has no day begins now: it stands first. Then each day in its order, what is past among them."""
    return row.due.toordinal() if row.due else 0, row.number


def discussion_of(one: LetterRecord) -> Discussion:
    listing = one.listing
    return one.discussion or Discussion(
        id=listing.id, listing_id=listing.id, case_id=listing.case_id, patient_id=listing.patient_id
    )


def lines(text: str) -> tuple[str, ...]:
    """The lines that say something, without the dash or dot that people write before them."""
    return tuple(line.strip().lstrip("-•*").strip() for line in text.splitlines() if line.strip(" -•*\t"))


def presence_of(one: LetterRecord, level: str) -> Presence:
    """How the holder of a level was present at this case."""
    found = holders(one.record).get(level)
    if found is None or not found.person_id:
        return Presence.UNKNOWN
    return next(
        (row.presence for row in one.attendances if row.person_id == found.person_id), Presence.UNKNOWN
    )


def diagnosis(one: LetterRecord) -> str:
    """The newest diagnosis as its source wrote it, with T, N and M where no stage was recorded."""
    found = disease(one)
    last = found.stages[-1] if found.stages else None
    tumour = last.text if last is not None and not last.stage else ""
    return ", ".join(part for part in (found.diagnoses[-1].text if found.diagnoses else "", tumour) if part)


def stage(one: LetterRecord) -> str:
    """The newest stage's group, "IV"; "" where none was recorded."""
    found = disease(one).stages
    return found[-1].stage if found else ""


def sdm(one: LetterRecord) -> tuple[tuple[str, date | None, str], ...]:
    """Each step of shared decision making with the day it was said, or without where it was not."""
    said = {
        fact.payload.step: (
            fact.true_from,
            ", ".join(part.strip() for part in (fact.payload.note, fact.payload.family) if part.strip()),
        )
        for fact in steps_said(one.record)
        if isinstance(fact.payload, SdmStep)
    }
    return tuple((step, *said[step]) if step in said else (step, None, "") for step in SDM_STEPS)


def attendance(one: LetterRecord) -> tuple[Seen, ...]:
    """Everyone marked at this case, then the board's members of whom nothing was noted: present first, by name."""
    chairs = {seat.person_id for seat in one.members if seat.chair}
    rows = [seen(one, row, row.person_id in chairs) for row in one.attendances]
    marked = {row.person_id for row in one.attendances}
    for seat in one.members:
        person = one.people.get(seat.person_id)
        if seat.person_id not in marked and person is not None:
            rows.append(unmarked(person, seat.discipline, seat.chair))
    order = list(Presence)
    return tuple(sorted(rows, key=lambda row: (not row.chair, order.index(row.presence), row.name)))


def seen(one: LetterRecord, row: Attendance, chair: bool) -> Seen:
    """How somebody marked at this case took part."""
    person = one.people.get(row.person_id)
    return Seen(
        name=person.name if person else "",
        discipline=row.discipline or (person.discipline if person else ""),
        presence=row.presence,
        contribution=row.contribution,
        chair=chair,
        sex=person.sex if person else "",
    )


def unmarked(person: Person, discipline: str, chair: bool) -> Seen:
    """A member of the board of whom nothing was noted: unknown, not absent."""
    return Seen(
        name=person.name,
        discipline=discipline,
        presence=Presence.UNKNOWN,
        contribution=Contribution.NONE,
        chair=chair,
        sex=person.sex,
    )


def element(one: ElementState) -> ElementRow:
    """One of the 28 with the day that settled it; None where nothing has."""
    newest = max((row.date for row in one.evidence), default=None)
    settled = one.entry.true_from if one.entry is not None else newest
    return ElementRow(
        id=one.id,
        domain=one.id.partition("-")[0],
        status=one.status,
        day=settled if one.status not in (Status.DUE, Status.UNKNOWN) else None,
        due=one.due,
    )


def wishes_row(one: LetterRecord) -> Responsibility | None:
    """Who talks about care planning next, and by when."""
    return next((row for row in responsibilities(one) if row.task == "emergency-wishes"), None)


def languages(one: LetterRecord) -> tuple[str, ...]:
    facts = [fact.payload for fact in one.record.of(Kind.LANGUAGE) if isinstance(fact.payload, Language)]
    ranked = sorted(facts, key=lambda row: not row.preferred)
    return tuple(dict.fromkeys(row.code for row in ranked))
