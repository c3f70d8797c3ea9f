"""What more than one professional letter says is worded once: decisions, what was told, medication, care planning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby

from mdt_app.domain.agenda import Outcome
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.parts import (
    AcpLine,
    AllergyLine,
    CarePlanning,
    Change,
    Changed,
    CriterionAnswer,
    Dated,
    Disease,
    FactSaid,
    MedicationList,
    MedicationRow,
    Saying,
    ScoreChange,
    Series,
    Told,
    Treatment,
)
from mdt_app.domain.phrases import Line, Phrase, bold, plain, words
from mdt_app.domain.states import Remark
from mdt_app.letters.setting import NO_BREAK
from mdt_app.letters.wording import Item, Say, capital, held, sentence, spaced, word_of


def outcome(say: Say, value: Outcome, again_on: date | None) -> Line:
    """A word about a case that was not discussed, or not decided and until when; nothing where it was decided."""
    shared = say.texts.shared
    phrases = {
        Outcome.LISTED: shared.outcome_listed,
        Outcome.DEFERRED: shared.outcome_deferred,
        Outcome.STANDARD: shared.outcome_standard,
        Outcome.WITHDRAWN: shared.outcome_withdrawn,
    }
    if value not in phrases:
        return ()
    again = shared.outcome_again.line(day=say.day(again_on)) if again_on else ()
    return spaced([say.line(phrases[value]), again])


def score(say: Say, change: ScoreChange) -> Line:
    """pain *8* (was 3 on 6 Aug)"""
    shared = say.texts.shared
    item = say.lowered(symptom(say, change))
    number = say.number(change.new)
    new = bold(number) if change.severe else plain(number)
    if change.old is None or change.old_day is None or change.old == change.new:
        return shared.score_first.line(item=item, new=new)
    return shared.score.line(item=item, new=new, old=say.number(change.old), old_day=say.day(change.old_day))


def symptom(say: Say, one: ScoreChange | Series) -> str:
    """The item's name in the letter's language, else as its instrument calls it."""
    found = say.texts.shared.symptoms.get(one.item)
    return found.text(say.sex) if found else one.label or one.item


def instrument(say: Say, id: str, name: str) -> str:
    """The instrument's name in the letter's language, else its own."""
    found = say.texts.shared.instruments.get(id)
    return held(found.text() if found else name)


def scores(say: Say, changes: tuple[ScoreChange, ...]) -> Line:
    """ESAS-r 5 Nov: pain 8, anxiety 7; one stretch for each instrument and day. Whose name is that of what it asks is
    not said beside it."""
    forms = dict.fromkeys((change.day, change.instrument) for change in changes)
    stretches = []
    for day, form in sorted(forms, reverse=True):
        mine = [one for one in changes if (one.day, one.instrument) == (day, form)]
        if len(mine) == 1 and mine[0].instrument_id in say.texts.shared.instruments:
            alone = say.texts.shared.score_alone.line(score=score(say, mine[0]), day=say.day(day))
            stretches.append(sentence(alone))
            continue
        stretches.append(sentence(stretch(say, mine)))
    return spaced(stretches)


def stretch(say: Say, changes: list[ScoreChange]) -> Line:
    """All scores of a form; the day before is said once where it is the same for all."""
    shared, first = say.texts.shared, changes[0]
    name, day = instrument(say, first.instrument_id, first.instrument), say.day(first.day)
    if first.old_day is None or any(one.old is None or one.old_day != first.old_day for one in changes):
        listed = say.listed(score(say, one) for one in changes)
        return shared.scores.line(instrument=name, day=day, scores=listed)
    listed = say.listed(score_since(say, one) for one in changes)
    old_day = say.day(first.old_day)
    return shared.scores_since.line(instrument=name, day=day, old_day=old_day, scores=listed)


def score_since(say: Say, change: ScoreChange) -> Line:
    """pain *8* (3)"""
    assert change.old is not None
    number = say.number(change.new)
    return say.texts.shared.score_since.line(
        item=say.lowered(symptom(say, change)),
        new=bold(number) if change.severe else plain(number),
        old=say.number(change.old),
    )


def changed(say: Say, value: Changed) -> Line:
    shared = say.texts.shared
    events = [
        sentence(shared.event.line(day=say.day(day), what=say.listed(what_changed(say, one) for one in mine)))
        for day, mine in groupby(value.events, key=lambda event: event.day)
    ]
    ecog = [sentence(say.ecog(value.ecog))] if value.ecog else []
    words = say.texts.primary
    more_events = words.more_event if value.more == 1 else words.more_events
    more = [sentence(more_events.line(count=str(value.more)))] if value.more else []
    return spaced([*events, *more, *ecog, scores(say, value.scores)])


def what_changed(say: Say, one: Change) -> Line:
    shared = say.texts.shared
    name = word_of(shared.changes, one.kind, say.sex)
    line = shared.line.line(number=str(one.number)) if one.number else ()
    treatment = word_of(shared.line_kinds, one.treatment) if one.treatment else ()
    more = spaced([line, showed(say, say.lowered(one.text), one.result), treatment])
    return say.texts.common.brackets.line(text=name, more=more) if more else name


def showed(say: Say, text: str, result: str) -> Line:
    """An examination, and what it showed."""
    if text and result:
        return say.texts.shared.said_first.line(first=text, rest=result)
    return plain(text or result)


def talk(say: Say, value: Told) -> Line:
    """What was said about the prognosis, when and by whom."""
    shared = say.texts.shared
    if value.told == "does-not-wish" and value.day:
        phrase = shared.did_not_wish if say.gone else shared.does_not_wish
        return sentence(say.line(phrase, day=say.day(value.day)))
    if value.told == "yes" and value.day:
        said = say.texts.common.quoted.line(text=value.words) if value.words else ()
        day = say.day(value.day)
        parts: list[Item] = [
            shared.told_words.line(day=day, words=said) if said else shared.told.line(day=day)
        ]
        parts += [say.naming(shared.told_by, "who", value.teller)] if value.teller else []
        return sentence(spaced(parts))
    if value.told == "no" and value.day:
        return sentence(shared.not_told.line(day=say.day(value.day)))
    return sentence(shared.never_talked.line())


def sayings(say: Say, values: tuple[Saying, ...], phrase: Phrase, quoted: bool = False) -> Line:
    """All that was noted under one topic, as one sentence."""
    quote = say.texts.common.quoted
    joined = say.parted(quote.line(text=one.text) if quoted else plain(one.text) for one in values)
    return sentence(say.line(phrase, text=joined)) if joined else ()


def agreement(say: Say, value: Told) -> Line:
    shared = say.texts.shared
    if value.agreed is None or value.agreed_day is None:
        return sentence(shared.not_asked.line())
    phrase = shared.agreed if value.agreed else shared.refused
    return sentence(say.line(phrase, day=say.day(value.agreed_day)))


def code_status(say: Say, planning: CarePlanning) -> Line:
    """The status where it is settled; "discussed" alone is not, and then no limit is in force."""
    shared, item = say.texts.shared, planning.item("code-status")
    if item.state == "settled" and item.day:
        value = item.value or words_of_state(say, item)
        if item.doubt and item.doubt_day:
            newer = spaced([item.doubt_value, words_of_doubt(say, item)], " ")
            when = {"day": say.day(item.day), "newer_day": say.day(item.doubt_day)}
            return shared.code_doubt.line(value=value, newer=newer, **when)
        return shared.code_status.line(value=value, day=say.day(item.day))
    if item.state == "none":
        return shared.no_limit.line()
    return shared.code_open.line(state=capital(words_of_state(say, item)))


def words_of_state(say: Say, item: AcpLine) -> str:
    return say.texts.shared.acp_states[item.state].text(say.sex)


def words_of_doubt(say: Say, item: AcpLine) -> str:
    return say.texts.shared.acp_states[item.doubt].text(say.sex)


def acp_status(say: Say, item: AcpLine) -> Line:
    """What was settled, in its own words; what was only talked about says that it is not settled."""
    shared, state = say.texts.shared, words_of_state(say, item)
    if item.state == "none":
        return plain(state)
    if item.item == "readiness":
        text: Line = plain(item.value or state)
    elif item.value and item.state == "settled":
        text = plain(item.value)
    elif item.value:
        phrase = shared.acp_open if item.open else shared.acp_closed
        text = phrase.line(value=item.value, state=state)
    else:
        text = plain(state)
    return say.texts.common.brackets.line(text=text, more=say.day(item.day)) if item.day else text


def acp_rest(say: Say, planning: CarePlanning) -> Line:
    """The other four items and readiness, in one line; those never talked about are said together."""
    shared = say.texts.shared
    items = [item for item in (*planning.items, planning.readiness) if item.item != "code-status"]
    silent = [
        lower_first(say, shared.acp_items[item.item].line(say.sex)) for item in items if item.state == "none"
    ]
    parts = [sentence(shared.acp_silent.line(items=say.listed(silent)))] if silent else []
    for item in items:
        if item.item == "readiness" and item.value:
            parts.append(sentence(acp_status(say, item)))
        elif item.state != "none":
            name = shared.acp_items[item.item].line(say.sex)
            parts.append(sentence(shared.said_first.line(first=name, rest=acp_status(say, item))))
    return spaced(parts)


def lower_first(say: Say, line: Line) -> Line:
    first, *rest = line
    return (*plain(say.lowered(first.text)), *rest) if not first.bold else line


def dose(say: Say, row: MedicationRow) -> Line:
    """The dose with the one before it in brackets."""
    was = dose_before(say, row)
    new = dose_now(say, row)
    return say.texts.common.brackets.line(text=new, more=was) if was else new


def dose_now(say: Say, row: MedicationRow) -> Line:
    shared = say.texts.shared
    if row.change == "stopped":
        return shared.stopped.line()
    return bold(row.dose) if row.dose else shared.no_dose.line()


def dose_before(say: Say, row: MedicationRow) -> Line:
    if row.change == "stopped" or not row.previous_dose or row.previous_dose == row.dose:
        return ()
    return say.texts.shared.dose_was.line(old=row.previous_dose)


def why_since(say: Say, row: MedicationRow) -> Line:
    return say.listed([row.reason, say.day(row.since)])


def allergies(say: Say, medication: MedicationList) -> Line:
    """Which are recorded, or that none is: who prescribes by a letter must not have to guess."""
    shared = say.texts.shared
    if not medication.allergies:
        return shared.no_allergies.line()
    return shared.allergies.line(what=say.parted(allergy(say, one) for one in medication.allergies))


def allergy(say: Say, one: AllergyLine) -> Line:
    severity = word_of(say.texts.shared.severities, one.severity) if one.severity else ()
    return say.listed([one.text, one.reaction, severity])


def unchanged(say: Say, medication: MedicationList, phrase: Phrase | None = None) -> Line:
    names = say.parted(spaced([row.text, row.dose]) for row in medication.unchanged)
    return (phrase or say.texts.shared.unchanged).line(medicines=names) if names else ()


def answer(say: Say, value: CriterionAnswer) -> Line:
    """Decision N1, N2: refer (12 Nov, Prof. A)"""
    shared = say.texts.shared
    text = bold(words(word_of(shared.decisions, value.decision)))
    if value.until:
        text = shared.decision_until.line(decision=text, day=say.day(value.until))
    if value.reason:
        text = shared.decision_reason.line(decision=text, reason=value.reason)
    names = say.listed(value.criteria)
    by = say.colleague(value.by, value.sex)
    return sentence(shared.decision.line(criteria=names, decision=text, day=say.day(value.day), by=by))


def disease(say: Say, value: Disease) -> Line:
    """Diagnosis, stage, spread, problems and imaging, each with its day."""
    shared = say.texts.shared
    sites = tuple(replace(one, text=site(say, one.text)) for one in value.metastases)
    groups = (value.diagnoses, value.stages, sites, value.problems, value.imaging)
    parts: list[Line] = []
    for group in groups:
        listed = say.listed(spaced([staged(say, one), say.day(one.day)]) for one in group)
        parts += [listed] if listed else []
    if not value.diagnoses:
        parts.insert(0, shared.no_diagnosis.line())
    if value.advanced is None or value.advanced_day is None:
        parts.append(shared.advanced_unknown.line())
    else:
        phrase = shared.advanced if value.advanced else shared.not_advanced
        parts.append(phrase.line(day=say.day(value.advanced_day)))
    return sentence(say.parted(parts))


def staged(say: Say, one: Dated) -> Line:
    """A text, and a stage's group in the words of the language: cT2a N2 M1c, stage IV."""
    stage = say.texts.shared.stage.line(value=one.stage) if one.stage else ()
    return say.listed([showed(say, one.text, one.result), stage])


def site(say: Say, text: str) -> str:
    """The site of a metastasis: a word that the program knows in the letter's language, else as recorded."""
    found = say.texts.shared.sites.get(text.casefold())
    return found.text() if found else text


def treatment(say: Say, value: Disease) -> Line:
    """Lines of treatment and progressions in order of time."""
    dated = [(line.day, 0, treatment_line(say, line)) for line in value.lines]
    dated += [(one.day, 1, progressed(say, one.text, say.day(one.day))) for one in value.progressions]
    return spaced(sentence(line) for _, _, line in sorted(dated, key=lambda row: row[:2]))


def treatment_line(say: Say, line: Treatment) -> Line:
    shared, span = say.texts.shared, say.days(line.day, line.until)
    text = line.text or "".join(run.text for run in word_of(shared.line_kinds, line.kind))
    if line.number:
        return shared.numbered_line.line(number=str(line.number), text=text, span=span)
    return shared.other_line.line(text=text, span=span)


def progressed(say: Say, text: str, day: str) -> Line:
    name = spaced([say.texts.shared.progression.line(), day])
    return say.texts.common.brackets.line(text=name, more=text) if text else name


def fact_text(say: Say, one: FactSaid) -> Line:
    """pain 8; a value that does not say what it is of gets its kind before it."""
    shared = say.texts.shared
    value = fact_value(say, one)
    known = shared.facts.get(one.kind)
    if known is None:
        return value
    name = known.line(say.sex)
    return shared.said_first.line(first=name, rest=value) if value else name


def fact_value(say: Say, one: FactSaid) -> Line:
    """What a fact says besides its kind; a plain yes needs no words where its kind is said."""
    shared, kind = say.texts.shared, one.kind
    if one.code in shared.answers:
        is_named_yes = one.code == "yes" and kind in shared.facts
        return say.listed([() if is_named_yes else shared.answers[one.code].line(), one.text])
    if kind == Kind.TREATMENT_LINE:
        line = shared.line.line(number=f"{one.number:g}") if one.number else ()
        text = word_of(shared.line_kinds, one.text) if one.text in shared.line_kinds else plain(one.text)
        return say.listed([line, text, word_of(shared.intents, one.code) if one.code else ()])
    if kind == Kind.PROGNOSIS and one.number is not None:
        method = shared.methods.get(one.text)
        return say.listed([say.amount(one.number, one.code), method.line() if method else one.text])
    if one.kind == Kind.STAGE and one.code:
        return shared.stage.line(value=one.text)
    if one.code and one.number is not None:
        name = shared.symptoms.get(one.code)
        item = say.lowered(name.text(say.sex)) if name else one.code
        return plain(f"{item}{NO_BREAK}{say.number(one.number)}")
    return plain(one.text)


def remark(say: Say, one: Remark) -> Line:
    return say.texts.shared.remarks[one.kind].line(day=say.day(one.day) if one.day else "")
