"""The oncology team's letter is the record of the decision: everything that was known, said, present and left open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mdt_app.domain.decisions import Said
from mdt_app.domain.letters.contents import ElementRow, SecondaryContent
from mdt_app.domain.letters.parts import Clause, CriterionRow, Seen
from mdt_app.domain.letters.words import DOMAINS
from mdt_app.domain.payloads import WeighedOption
from mdt_app.domain.phrases import Line, plain
from mdt_app.domain.states import Status
from mdt_app.letters import after_death, asking, sections
from mdt_app.letters.blocks import Block
from mdt_app.letters.kit import Kit
from mdt_app.letters.table import Rows
from mdt_app.letters.wording import Item, Say, held, sentence, spaced, word_of

OPEN = ("due", "planned", "unknown")
QUIET = (Status.NOT_APPLICABLE, Status.NOT_DUE)
"""Of what calls for nothing after a death the record says only how many there are."""

DECISION_SHARES = (6, 66, 36, 20, 37)


def blocks(content: SecondaryContent, kit: Kit) -> list[Block]:
    say, texts = kit.say, kit.say.texts.secondary
    return [
        *kit.first_lines(content.shared),
        *after(content, kit),
        kit.section(texts.question, question(content, say)),
        decision(content, kit),
        kit.section(texts.reasons, reasons(content, say)),
        kit.section(texts.sdm, *shared_decision(content, say)),
        kit.section(texts.facts, *facts(content, say)),
        kit.section(texts.said, said(content, say)),
        kit.section(texts.attendance, *attendance(content, kit)),
        referral_criteria(content, kit),
        kit.titled(texts.checklist, counted(content, say), checklist(content, kit)),
        kit.responsibilities(content.shared),
        *kit.closing(content.shared),
    ]


def after(content: SecondaryContent, kit: Kit) -> list[Block]:
    """That the patient died, before the record of what was decided; and what the team is still asked."""
    if content.death is None:
        return []
    decided = asking.owned_rows(content.asks, content.shared.recipient, kit.say)
    asks = kit.section(kit.say.texts.primary.asks, after_death.asks(content.death, decided, kit))
    owed = [asks] if decided or content.death.mine or content.death.mistake else []
    return [after_death.died(content.death, content.shared, kit), *owed]


def question(content: SecondaryContent, say: Say) -> Line:
    texts = say.texts.secondary
    if not content.question:
        return texts.no_question.line()
    asked_by = say.full_name(content.asked_by, content.asker_sex)
    who = say.listed([asked_by, say.day(content.asked_on) if content.asked_on else ""])
    return say.texts.common.by_whom.line(text=content.question, who=who) if who else plain(content.question)


def decision(content: SecondaryContent, kit: Kit) -> Block:
    say, texts = kit.say, kit.say.texts.secondary
    parts: list[Item | Block] = [
        sections.outcome(say, content.outcome, content.again_on),
        sentence(content.decision_text),
    ]
    if content.decided:
        rows = [decision_row(one, say) for one in content.decided]
        head = (None, texts.recommendation, texts.owner, texts.due, texts.condition)
        parts.append(kit.rows("Decision", DECISION_SHARES, rows, head))
    if not any(parts):
        parts = [say.texts.primary.nothing_decided.line()]
    return kit.titled(texts.decision, (), *parts)


def decision_row(one: Clause, say: Say) -> tuple[Item, ...]:
    texts = say.texts.secondary
    why = texts.reason.line(reason=one.reason) if one.reason else ()
    what = spaced([sentence(one.what) if why else one.what, sentence(why)])
    owner = say.holder(one.owner) if one.owner else texts.no_owner.line()
    return (
        str(one.number),
        what,
        owner,
        say.day(one.due) if one.due else "–",
        say.condition(one.condition) or "–",
    )


def reasons(content: SecondaryContent, say: Say) -> Line:
    texts = say.texts.secondary
    text = say.parted([content.options, *(weighed(one, say) for one in content.weighed)])
    options = texts.options.line(text=text) if text else texts.no_options.line()
    dissent = texts.dissent.line(text=content.dissent) if content.dissent else texts.no_dissent.line()
    reason = plain(content.reasons) if content.reasons else texts.no_reasons.line()
    return spaced([sentence(reason), sentence(options), sentence(dissent)])


def weighed(one: WeighedOption, say: Say) -> Line:
    """An option as it was weighed: benefit and harm, each with its chance as it was given, and the source."""
    texts = say.texts.secondary
    benefit, harm = (
        spaced([what, chance], ", ") or texts.not_weighed.line()
        for what, chance in ((one.benefit, one.benefit_chance), (one.harm, one.harm_chance))
    )
    line = texts.weighed.line(option=one.text, benefit=benefit, harm=harm)
    return say.texts.common.brackets.line(text=line, more=one.source) if one.source else line


def shared_decision(content: SecondaryContent, say: Say) -> list[Line]:
    """The four steps; then the prognosis, what was told of it, and what the patient knows and wants."""
    texts, shared, told = say.texts.secondary, say.texts.shared, content.told
    steps = [step(say, name, day, note) for name, day, note in content.sdm]
    if not any(day for _, day, _ in content.sdm):
        steps = [texts.no_steps.line()]
    estimate = (
        spaced([texts.prognosis.line(), sentence(say.estimate(told.estimate))]) if told.estimate else ()
    )
    told_and_known = spaced(
        [
            estimate,
            sections.talk(say, told),
            sections.sayings(say, told.knows, shared.knew if say.gone else shared.knows),
            sections.sayings(say, told.wants, shared.wanted if say.gone else shared.wants),
            sections.sayings(say, told.not_wanted, shared.not_wanted),
        ]
    )
    return [spaced(steps), told_and_known]


def step(say: Say, name: str, day: date | None, note: str) -> Line:
    texts = say.texts.secondary
    title = texts.steps[name].line()
    if day is None:
        return texts.step_not_said.line(step=title)
    return texts.step_said.line(step=title, day=say.day(day), note=f", {note}" if note else "")


def facts(content: SecondaryContent, say: Say) -> list[Line]:
    texts = say.texts.secondary
    treatment = sections.treatment(say, content.disease) or texts.no_treatment.line()
    return [
        spaced([texts.disease.line(), sections.disease(say, content.disease)]),
        spaced([texts.treatment.line(), treatment]),
        spaced([texts.state.line(), state(content, say) or texts.no_state.line()]),
        spaced([texts.code_status.line(), sections.code_status(say, content.care_planning)]),
    ]


def state(content: SecondaryContent, say: Say) -> Line:
    ecog = sentence(say.ecog(content.state.ecog)) if content.state.ecog else ()
    values = say.listed(
        spaced([one.name, held(f"{say.value(one.value)} {one.unit}".strip()), say.day(one.day)])
        for one in content.disease.measurements
    )
    return spaced([ecog, sections.scores(say, content.state.scores), sentence(values)])


def said(content: SecondaryContent, say: Say) -> Line:
    texts = say.texts.secondary
    parts = []
    for aspect, value in content.said:
        name = say.line(texts.aspects[aspect])
        if value == Said.SAID:
            parts.append(texts.aspect_said.line(aspect=name))
        else:
            parts.append(texts.aspect_open.line(aspect=name, state=texts.said_states[value].text()))
    if all(value == Said.NOTHING for _, value in content.said):
        parts = [texts.no_aspects.line()]
    # Scores are used or not: "not said" is the word for an aspect, and here it means no.
    unused = content.scores_used == Said.NOT_SAID
    answer = say.texts.shared.answers["no"] if unused else texts.said_states[content.scores_used]
    return spaced([*parts, texts.scores_used.line(answer=answer.text())])


def quorum(content: SecondaryContent, say: Say) -> Line:
    texts, value = say.texts.secondary, content.quorum
    present = str(value.present)
    if not content.quorum_rules:
        return texts.no_quorum_rule.line(present=present)
    if value.met:
        return texts.quorum_met.line(present=present)
    roles = say.texts.common.roles
    missing = say.listed(
        spaced([str(count), word_of(roles, name) if name else texts.any_discipline.line()])
        for name, count in value.missing
    )
    return texts.quorum_missing.line(missing=missing, present=present)


def attendance(content: SecondaryContent, kit: Kit) -> list[Item | Block]:
    """Who was there and how, who was not, and apart from that who contributed in another way."""
    say, texts = kit.say, kit.say.texts.secondary
    parts: list[Item | Block] = [quorum(content, say)]
    rows: list[tuple[Item, ...]] = []
    for presence, word in texts.presences.items():
        people = [person(one, say) for one in content.attendance if one.presence == presence]
        rows += [(word.line(), say.parted(people))] if people else []
    for contribution, word in texts.contributions.items():
        names = [
            say.full_name(one.name, one.sex)
            for one in content.attendance
            if contribution and one.contribution == contribution
        ]
        rows += [(word.line(), say.parted(names))] if names else []
    return [*parts, kit.rows("Attendance", (31, 101), rows) if rows else texts.nobody.line()]


def person(one: Seen, say: Say) -> Line:
    texts = say.texts.secondary
    roles = say.texts.common.roles
    role = word_of(roles, one.discipline, one.sex) if one.discipline else ()
    more = say.listed([role, texts.chair.line() if one.chair else ()])
    name = say.full_name(one.name, one.sex)
    return say.texts.common.brackets.line(text=name, more=more) if more else plain(name)


def reviewed(content: SecondaryContent, say: Say) -> Line:
    texts = say.texts.secondary
    day = content.reviewed_on
    first = texts.reviewed.line(day=say.day(day)) if day else texts.not_reviewed.line()
    return spaced([first, *(sections.answer(say, one) for one in content.answers)])


def referral_criteria(content: SecondaryContent, kit: Kit) -> Block:
    texts = kit.say.texts.secondary
    if content.death is not None:
        return kit.section(texts.criteria, texts.not_weighed_now.line())
    return kit.titled(texts.criteria, reviewed(content, kit.say), criteria(content, kit))


def criteria(content: SecondaryContent, kit: Kit) -> Rows:
    """All eleven; those that stand alike on the same facts share a row."""
    say, texts = kit.say, kit.say.texts.secondary
    grouped: dict[tuple[str, Line], list[CriterionRow]] = {}
    for one in content.criteria:
        grouped.setdefault((one.state, criterion_facts(one, say)), []).append(one)
    rows = []
    for (state, shown), alike in grouped.items():
        names = dotted(
            say, (spaced([one.id, say.texts.shared.criteria[one.id].line(say.sex)]) for one in alike)
        )
        rows.append(
            (names, say.texts.shared.criterion_states[state].line(), shown or say.texts.common.dash.line())
        )
    return kit.rows(
        "Referral criteria", (76, 32, 57), rows, (texts.criterion, texts.criterion_state, texts.fact)
    )


def criterion_facts(one: CriterionRow, say: Say) -> Line:
    shown = say.parted(
        say.texts.common.brackets.line(text=sections.fact_text(say, fact), more=say.day(fact.day))
        for fact in one.facts
    )
    return say.parted([shown, *(sections.remark(say, remark) for remark in one.remarks)])


def counted(content: SecondaryContent, say: Say) -> Line:
    texts = say.texts.secondary
    counts = []
    for status, word in texts.statuses.items():
        number = sum(1 for one in content.elements if one.status == status)
        counts += [spaced([str(number), word.line()])] if number else []
    return texts.checklist_sum.line(day=say.day(say.on), counts=say.listed(counts))


def checklist(content: SecondaryContent, kit: Kit) -> Rows:
    texts = kit.say.texts.secondary
    rows = []
    for domain in DOMAINS:
        mine = [one for one in content.elements if one.domain == domain]
        if content.death is not None and all(one.status in QUIET for one in mine):
            continue
        rows.append(
            (
                texts.domains[domain].line(),
                dotted(kit.say, closed([one for one in mine if one.status not in OPEN], kit.say)),
                dotted(kit.say, (owed(one, kit.say) for one in mine if one.status in OPEN)),
            )
        )
    return kit.rows("Checklist", (31, 60, 74), rows, (texts.domain, texts.done, texts.open))


def dotted(say: Say, items: Iterable[Line]) -> Line:
    joined: Line = ()
    for item in items:
        joined = say.texts.common.dot.line(first=joined, rest=item) if joined else item
    return joined or say.texts.common.dash.line()


def closed(rows: list[ElementRow], say: Say) -> list[Line]:
    """What is done, each with its day; then what calls for nothing, by its status."""
    texts = say.texts.secondary
    done = [row for row in rows if row.status == "done" and row.day]
    lines = [texts.element_done.line(id=row.id, day=say.day(row.day)) for row in done if row.day]
    for status, word in texts.statuses.items():
        ids = [row.id for row in rows if row.status == status and row not in done]
        lines += [texts.element_other.line(ids=say.listed(ids), status=word.line())] if ids else []
    return lines


def owed(one: ElementRow, say: Say) -> Line:
    texts = say.texts.secondary
    name = say.lowered(texts.elements[one.id].text(say.sex))
    day = f", {say.day(one.due)}" if one.due else ""
    if one.status == "due":
        return texts.open_due.line(id=one.id, name=name, day=day)
    if one.status == "planned":
        return texts.open_planned.line(id=one.id, day=day)
    return texts.open_unknown.line(id=one.id, name=name)
