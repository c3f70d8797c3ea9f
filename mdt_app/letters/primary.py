"""The GP's letter: one page, what was decided and what is asked of the GP before everything else."""

from __future__ import annotations

from datetime import date

from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.after_death import Death
from mdt_app.domain.letters.contents import PrimaryContent
from mdt_app.domain.letters.parts import Clause, CriterionRow
from mdt_app.domain.phrases import Line, bold
from mdt_app.letters import after_death, asking, sections
from mdt_app.letters.blocks import Block, Painted, Space
from mdt_app.letters.kit import Kit
from mdt_app.letters.text import P
from mdt_app.letters.wording import Item, Say, capital, held, sentence, spaced

MEDICINE_SHARES = (44, 61, 27)
"""Millimetres of the columns; the words of longer languages stay on one line."""


def above(content: PrimaryContent, kit: Kit) -> list[Block]:
    """Everything before the table: what the limit on words counts."""
    say, words = kit.say, kit.say.texts.primary
    first = [*kit.first_lines(content.shared), kit.text(greeting(content, say), "the greeting"), Space(4)]
    if content.death is not None:
        return [*first, *after(content, content.death, kit)]
    return [
        *first,
        kit.section(words.decided, decided(content, say)),
        kit.section(words.changed, changed(content, say)),
        kit.section(words.asks, asks(content, kit)),
        kit.section(words.told, told(content, say)),
        kit.section(words.medication, *medicines(content, kit)),
        kit.section(words.call, call(content, say)),
        kit.section(words.code, code(content, say)),
    ]


def after(content: PrimaryContent, death: Death, kit: Kit) -> list[Block]:
    """After a death: medication, when to call and code status have no reader any more, the family has."""
    say, words = kit.say, kit.say.texts.primary
    return [
        after_death.died(death, content.shared, kit),
        kit.section(
            words.asks, after_death.asks(death, asking.rows(content.asks, content.later_asks, say), kit)
        ),
        kit.section(words.decided, decided(content, say)),
        kit.section(words.changed, changed(content, say)),
        kit.section(words.told, spaced(after_death.told(say, content.told))),
        after_death.family(death, kit),
    ]


def below(content: PrimaryContent, kit: Kit) -> list[Block]:
    """The table, and who answers for the letter."""
    return [kit.responsibilities(content.shared), *kit.closing(content.shared)]


def greeting(content: PrimaryContent, say: Say) -> Line:
    words, shared = say.texts.primary, content.shared
    recipient = shared.recipient
    dear = words.dear.text(recipient.sex)
    if recipient.family:
        dear = held(words.dear_named.text(recipient.sex, family=recipient.family))
    if content.joined.live:
        mode = say.texts.secondary.presences[content.joined].text()
        span = say.span(content.slot) if content.slot else say.day(shared.meeting_at.date())
        return words.joined.line(dear=dear, mode=mode, span=span)
    day = say.full_day(shared.meeting_at.date())
    return words.not_joined.line(dear=dear, board=shared.board, day=day)


def decided(content: PrimaryContent, say: Say) -> Line:
    words = say.texts.primary
    said = sentence(content.decision_text)
    first = sections.outcome(say, content.outcome, content.again_on)
    named = content.death is not None and after_death.knew(content.death, content.shared)
    parts = [first, said, *(clause(one, say, named) for one in content.decided)]
    otherwise = words.only_asks.line() if content.asks else words.nothing_decided.line()
    parts = [part for part in parts if part] or [otherwise]
    stage = say.texts.shared.stage.text(value=content.stage) if content.stage else ""
    disease = ", ".join(part for part in (content.diagnosis, stage) if part)
    about = words.diagnosis.line(diagnosis=capital(disease)) if disease else ()
    return spaced([about, *parts, referred_for(content, say)])


def clause(one: Clause, say: Say, named: bool = False) -> Line:
    """What, with its day and condition; and for a reassessment why it is then. After a death no table says who does it:
    then its owner is `named` here."""
    day: Item = say.day(one.due) if one.due else ""
    day = say.texts.table.past.line(when=day) if one.past else day
    who = say.holder(one.owner) if named and one.owner is not None else ()
    more = say.listed([who, day, say.condition(one.condition)])
    line = spaced([bold(one.what), more], " ")
    why = (
        say.texts.primary.reassessed.line(reason=one.reason)
        if one.kind == "reassessment" and one.reason
        else ()
    )
    return spaced([sentence(line), why])


def referred_for(content: PrimaryContent, say: Say) -> Line:
    """Why palliative care is asked."""
    why = say.listed(reason(one, content.changed.since, say) for one in content.reasons)
    return say.texts.primary.why_referred.line(reasons=why) if why else ()


def reason(one: CriterionRow, since: date, say: Say) -> Line:
    """pain 8; or a criterion by name. A day stands beside what is not new, and beside what clinicians entered."""
    scores = [fact for fact in one.facts if fact.kind == Kind.ASSESSMENT]
    said = say.listed(sections.fact_text(say, fact) for fact in scores)
    newest = max(one.facts, key=lambda fact: fact.day, default=None)
    line = said or say.texts.shared.criteria[one.id].line(say.sex)
    if newest is None:
        return line
    is_entry = newest.code in say.texts.shared.answers
    if newest.day > since and not is_entry:
        return line
    more = say.listed([newest.text if is_entry else (), say.day(newest.day)])
    return say.texts.common.brackets.line(text=line, more=more)


def changed(content: PrimaryContent, say: Say) -> Line:
    words = say.texts.primary
    line = sections.changed(say, content.changed)
    return line or words.unchanged.line(day=say.day(content.changed.since))


def asks(content: PrimaryContent, kit: Kit) -> Block:
    if not content.asks:
        return kit.text(kit.say.texts.primary.nothing_asked.line(), "what is asked")
    rows = asking.rows(content.asks, content.later_asks, kit.say)
    return kit.rows("We ask of you", asking.ASK_SHARES, rows)


def told(content: PrimaryContent, say: Say) -> Line:
    words, shared, value = say.texts.primary, say.texts.shared, content.told
    estimate = words.for_you.line(estimate=say.estimate(value.estimate)) if value.estimate else ()
    return spaced(
        [
            sections.talk(say, value),
            sections.sayings(say, value.knows, shared.knows),
            sections.agreement(say, value) if value.agreed is not None else (),
            sections.sayings(say, value.wants, shared.wants),
            sections.sayings(say, value.not_wanted, shared.not_wanted),
            sentence(estimate),
            sections.sayings(say, value.goals, shared.goals, quoted=True),
        ]
    )


def medicines(content: PrimaryContent, kit: Kit) -> list[Item | Block]:
    say, words, medication = kit.say, kit.say.texts.primary, content.medication
    parts: list[Item | Block] = []
    if medication.changed:
        rows = [
            (row.text, sections.dose(say, row), sections.why_since(say, row)) for row in medication.changed
        ]
        head = (words.head_changed, words.head_dose, words.head_why)
        parts.append(kit.rows("Medication", MEDICINE_SHARES, rows, head, natural=True))
    lines: list[Line] = []
    if not medication.changed:
        shared = say.texts.shared
        lines.append((shared.no_change if medication.unchanged else shared.no_medication).line())
    phrase = words.doses_as_before if "doses" in content.shortened else None
    lines += [sections.unchanged(say, medication, phrase), sections.allergies(say, medication)]
    style = kit.cell if medication.changed else kit.body
    parts.append(Painted(P(spaced(lines), style, "Medication")))
    return parts


def call(content: PrimaryContent, say: Say) -> Line:
    words, head = say.texts.primary, content.shared.letterhead
    night = held(head.doctor_line or head.night_phone) or f"[{words.no_night.text()}]"
    if content.red_flags:
        signs = say.listed(one.strip().rstrip(".,;") for one in content.red_flags)
        first = words.same_hour.line(phone=night, signs=signs)
    else:
        bare = words.same_hour_bare.line(phone=night)
        first = spaced([bare, say.not_written(words.no_flags.text())])
    day = held(head.day_phone) or f"[{say.texts.patient.no_number.text().strip('[]')}]"
    return spaced([first, words.same_day.line(phone=day)])


def code(content: PrimaryContent, say: Say) -> Line:
    return spaced(
        [sections.code_status(say, content.care_planning), sections.acp_rest(say, content.care_planning)]
    )
