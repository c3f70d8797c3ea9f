"""The palliative team's letter: page 1 alone allows the first call, and what nobody knows is listed."""

from __future__ import annotations

from itertools import groupby

from mdt_app.domain.attendance import Presence
from mdt_app.domain.letters.after_death import Death
from mdt_app.domain.letters.contents import TertiaryContent
from mdt_app.domain.letters.parts import AcpLine, Clause, CriterionRow, MedicationRow, Series
from mdt_app.domain.letters.shared import TREATMENTS
from mdt_app.domain.phrases import Line, bold
from mdt_app.letters import after_death, asking, sections
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import Block, Painted, Space, Stack
from mdt_app.letters.kit import Kit
from mdt_app.letters.page import beginning
from mdt_app.letters.plot import Panel, Plot
from mdt_app.letters.text import P
from mdt_app.letters.wording import Item, Say, as_line, held, sentence, spaced, stopped

OTHER_SCORES = ("distress",)


def blocks(content: TertiaryContent, kit: Kit) -> list[Block]:
    texts = kit.say.texts.tertiary
    first = [
        *kit.first_lines(content.shared),
        kit.text(opening(content, kit.say), "the greeting"),
        Space(4),
    ]
    if content.death is not None:
        return [*first, *after(content, content.death, kit)]
    return [
        *first,
        kit.section(texts.asks, asks(content, kit.say)),
        kit.section(texts.why, *why(content, kit)),
        *symptoms(content, kit),
        kit.section(texts.medication, medication(content, kit.say)),
        kit.section(texts.disease, *disease(content, kit.say)),
        kit.section(texts.ready, ready(content, kit.say)),
        kit.section(texts.goals, goals(content, kit.say)),
        kit.section(texts.home, home(content, kit.say)),
        kit.section(texts.planning, planning(content, kit)),
        kit.section(texts.unknown, unknown(content, kit.say)),
        kit.responsibilities(content.shared),
        *kit.closing(content.shared),
    ]


def after(content: TertiaryContent, death: Death, kit: Kit) -> list[Block]:
    """After a death: that it was, what the family is owed, and of the rest what helps to speak with them."""
    texts, say = kit.say.texts.tertiary, kit.say
    decided = asking.owned_rows(content.asks, content.shared.recipient, say)
    return [
        after_death.died(death, content.shared, kit),
        kit.section(texts.asks, after_death.asks(death, decided, kit)),
        kit.section(texts.disease, *disease(content, say)),
        kit.section(texts.goals, goals(content, say)),
        after_death.family(death, kit, content.carer_distress),
        kit.responsibilities(content.shared),
        *kit.closing(content.shared),
    ]


def opening(content: TertiaryContent, say: Say) -> Line:
    texts, shared = say.texts.tertiary, content.shared
    first = say.line(
        texts.opening,
        dear=say.line_text(texts.dear),
        board=shared.board,
        day=say.full_day(shared.meeting_at.date()),
        patient=beginning(say.patient_family(shared)),
    )
    first = spaced([first, sections.outcome(say, content.outcome, content.again_on)])
    if content.gp is None:
        return spaced([first, texts.no_gp.line()])
    phrase = texts.gp_joined if content.gp_joined.live else texts.gp_absent
    if content.gp_joined is Presence.UNKNOWN:
        phrase = texts.gp_unmarked
    mode = say.texts.secondary.presences[content.gp_joined].text()
    return spaced([first, say.naming(phrase, "gp", content.gp, both=True, mode=mode)])


def asks(content: TertiaryContent, say: Say) -> Line:
    if not content.asks:
        texts = say.texts.tertiary
        return (texts.no_ask if content.referred else texts.nothing_asked).line()
    return spaced([*(ask(one, say) for one in content.asks), reached(content, say)])


def reached(content: TertiaryContent, say: Say) -> Line:
    """Whom to ring first: the patient, and the carers with whom one may speak."""
    texts = say.texts.tertiary
    brackets = say.texts.common.brackets
    numbers = [spaced([say.patient_family(content.shared), held(content.phone)])] if content.phone else []
    if content.carer_permission:
        numbers += [
            spaced(
                [
                    brackets.line(text=one.name, more=one.relation) if one.relation else one.name,
                    held(one.phone),
                ]
            )
            for one in content.carers
            if one.phone
        ]
    return texts.numbers.line(who=say.parted(numbers)) if numbers else say.line(texts.no_numbers)


def ask(one: Clause, say: Say, named: bool = False) -> Line:
    """What by which day; `named` where no table says who does it."""
    who = say.holder(one.owner) if named and one.owner is not None else ()
    more = say.listed([one.what, who, say.condition(one.condition)])
    if one.due is None:
        return sentence(more)
    day: Item = say.weekday_full(one.due)
    day = say.texts.table.past.line(when=day) if one.past else day
    return say.texts.tertiary.by_day.line(what=more, day=day)


def why(content: TertiaryContent, kit: Kit) -> list[Item | Block]:
    say, texts = kit.say, kit.say.texts.tertiary
    suggested = [one for one in content.criteria if one.state == "suggested"]
    parts: list[Item | Block] = []
    if suggested:
        rows = [reason for one in suggested for reason in reasons(one, say)]
        parts += [
            kit.rows("Why now", (58, 52, 22), rows, (texts.head_criterion, texts.head_fact, texts.head_date))
        ]
        parts.append(Space(2))
    else:
        parts.append(texts.no_criterion.line())
    decided = [sections.answer(say, one) for one in content.answers] or [
        sentence(say.texts.shared.not_decided.line())
    ]
    parts.append(spaced([*decided, sections.agreement(say, content.told), *left(content, say)]))
    return parts


def reasons(one: CriterionRow, say: Say) -> list[tuple[Item, ...]]:
    """One row for each day whose facts a criterion rests on; its name stands in the first."""
    name = spaced([one.id, say.texts.shared.criteria[one.id].line(say.sex)])
    rows: list[tuple[Item, ...]] = []
    for day, facts in groupby(one.facts, key=lambda fact: fact.day):
        said = say.listed(sections.fact_text(say, fact) for fact in facts)
        rows.append(("" if rows else name, said, say.year_day(day)))
    return rows or [(name, "–", "–")]


def left(content: TertiaryContent, say: Say) -> list[Line]:
    """Criteria that are not met, and those that nobody can tell yet, by name."""
    texts = say.texts.tertiary
    not_met = [one.id for one in content.criteria if one.state == "not met"]
    cannot = [one for one in content.criteria if one.state == "cannot be evaluated"]
    lines = [texts.not_met.line(ids=say.listed(not_met))] if not_met else []
    if cannot:
        names = say.listed(criterion_name(one, say) for one in cannot)
        lines.append(texts.cannot.line(names=names))
    return lines


def criterion_name(one: CriterionRow, say: Say) -> Line:
    return spaced([one.id, say.texts.shared.criteria[one.id].line(say.sex)])


def symptoms(content: TertiaryContent, kit: Kit) -> list[Block]:
    say, texts = kit.say, kit.say.texts.tertiary
    ecog = sentence(say.ecog(content.state.ecog)) if content.state.ecog else ()
    others = [score for score in content.state.scores if score.item in OTHER_SCORES]
    rest = spaced([sections.scores(say, tuple(others)), ecog])
    if not content.symptoms:
        return [kit.section(texts.symptoms, spaced([texts.no_scores.line(), rest]))]
    days = [day for day, _ in content.symptoms[0].points]
    phrase = texts.filled_one if len(days) == 1 else texts.filled
    filled = phrase.line(
        instrument=sections.instrument(say, content.instrument_id, content.instrument),
        count=str(len(days)),
        first=say.year_day(days[0]),
        last=say.year_day(days[-1]),
    )
    section = kit.section(texts.symptoms, spaced([filled, rest]))
    section.below = 1
    return [Stack([section, Plot([panel(one, say) for one in content.symptoms], legend(content, say))])]


def panel(series: Series, say: Say) -> Panel:
    days = [day for day, _ in series.points]
    numbers = ["" if value is None else say.number(value) for _, value in series.points]
    name = sections.symptom(say, series)
    return Panel(series, name, say.day(days[0]), say.day(days[-1]), numbers, [say.day(day) for day in days])


def legend(content: TertiaryContent, say: Say) -> Block:
    texts = say.texts.tertiary
    limit = next((one.severe_from for one in content.symptoms if one.severe_from is not None), None)
    lines = [texts.how_none.line(), texts.how_figures.line()]
    if limit is not None:
        lines += [texts.how_dashes.line(limit=str(limit)), texts.how_bold.line()]
    lines.append(texts.how_ring.line())
    head = Painted(P(texts.how_to_read.line(), m.CELL_HEAD, "how to read"))
    return Stack([head, *(Painted(P(line, m.LEGEND, "how to read")) for line in lines)])


def medication(content: TertiaryContent, say: Say) -> Line:
    shared, value = say.texts.shared, content.medication
    changes = [sentence(medicine(row, say)) for row in value.changed]
    if not value.changed and not value.unchanged:
        return spaced([shared.no_medication.line(), sections.allergies(say, value)])
    total = shared.opioid_total.line() if value.opioid else ()
    return spaced([*changes, sections.unchanged(say, value), total, sections.allergies(say, value)])


def medicine(row: MedicationRow, say: Say) -> Line:
    """Name and dose, and in one pair of brackets the dose before, why, and since when."""
    more = say.listed([sections.dose_before(say, row), sections.why_since(say, row)])
    now = spaced([bold(row.text), sections.dose_now(say, row)])
    return say.texts.common.brackets.line(text=now, more=more)


def decided_rows(content: TertiaryContent, say: Say) -> list[Line]:
    """The treatments that were decided; all that was, where those who decided knew of the death: it holds still."""
    if content.death is not None and after_death.knew(content.death, content.shared):
        asked = {one.number for one in content.asks}
        return [ask(one, say, named=True) for one in content.decided if one.number not in asked]
    return [stopped(treatments(content, say))]


def disease(content: TertiaryContent, say: Say) -> list[Line]:
    texts, told = say.texts.tertiary, content.told
    is_open = told.estimate is not None and not say.gone
    prognosis = (
        texts.prognosis.line(estimate=say.estimate(told.estimate)) if is_open and told.estimate else ()
    )
    decided = spaced([stopped(as_line(content.decision_text)), *decided_rows(content, say)])
    now = texts.now.line(text=decided) if decided else ()
    if say.gone and decided:
        label = bold(say.texts.primary.decided.text())
        now = say.texts.shared.said_first.line(first=label, rest=decided)
    return [
        sections.disease(say, content.disease),
        spaced([sections.treatment(say, content.disease), now]),
        prognosis,
    ]


def treatments(content: TertiaryContent, say: Say) -> Line:
    """What was decided for or against treatment of the tumour, each with its day."""
    return say.parted(
        spaced([one.what, say.day(one.due) if one.due else ""])
        for one in content.decided
        if one.kind in TREATMENTS
    )


def ready(content: TertiaryContent, say: Say) -> Line:
    if not content.be_ready_for:
        return say.texts.tertiary.no_ready.line()
    return spaced(sentence(one) for one in content.be_ready_for)


def goals(content: TertiaryContent, say: Say) -> Line:
    shared, told = say.texts.shared, content.told
    lines = [
        sections.sayings(say, told.goals, shared.goals, quoted=True),
        sections.sayings(say, told.fears, shared.fears, quoted=True),
        sections.talk(say, told),
        sections.sayings(say, told.knows, shared.knew if say.gone else shared.knows),
        sections.sayings(say, told.wants, shared.wanted if say.gone else shared.wants),
        sections.sayings(say, told.not_wanted, shared.not_wanted),
    ]
    first = () if told.goals or told.fears else say.texts.tertiary.no_goals.line()
    return spaced([first, *lines])


def home(content: TertiaryContent, say: Say) -> Line:
    return after_death.carers(
        content.carers, content.no_carer, content.carer_permission, content.carer_distress, say
    )


def planning(content: TertiaryContent, kit: Kit) -> Block:
    say, texts = kit.say, kit.say.texts.tertiary
    lines = (content.care_planning.readiness, *content.care_planning.items)
    rows = [planning_row(one, content, say) for one in lines]
    head_status = P(texts.head_status.line(day=say.year_day(say.on)), kit.cell_head, "Care planning")
    table = kit.rows("Care planning", (42, 56, 34), rows, (texts.head_planning, None, texts.head_owner))
    table.head = (table.head[0], head_status, table.head[2])
    return table


def planning_row(one: AcpLine, content: TertiaryContent, say: Say) -> tuple[Item, ...]:
    shared = say.texts.shared
    name = shared.acp_items[one.item].line(say.sex)
    if one.item == "code-status":
        status = sections.code_status(say, content.care_planning)
    else:
        status = sections.acp_status(say, one)
    return name, status, planning_owner(one, content, say)


def planning_owner(one: AcpLine, content: TertiaryContent, say: Say) -> Item:
    row = content.wishes
    if not one.open or one.item == "readiness" or row is None:
        return say.texts.common.dash.line()
    day: Item = say.day(row.day) if row.day else ""
    day = say.texts.table.past.line(when=day) if row.past else day
    return say.listed([say.holder(row.holder), day])


def unknown(content: TertiaryContent, say: Say) -> Line:
    """What nobody has asked or recorded: the agenda of the first visit."""
    texts, told = say.texts.tertiary, content.told
    missing = {
        "scores": not content.symptoms,
        "goals": not told.goals and not told.fears,
        "carer": not content.carers and not content.no_carer,
        "permission": bool(content.carers) and content.carer_permission is None,
        "agreed": told.agreed is None,
        "prognosis": not told.told,
        "faith": not content.faith,
        "language": not content.languages,
        "acp": content.care_planning.readiness.state == "none",
    }
    items = [criterion_name(one, say) for one in content.criteria if one.state == "cannot be evaluated"]
    items += [gap(one, say) for one in content.symptoms if one.points and one.points[-1][1] is None]
    items += [texts.gaps[key].line(say.sex) for key, is_missing in missing.items() if is_missing]
    return sentence(say.parted(items)) or texts.nothing_unknown.line()


def gap(series: Series, say: Say) -> Line:
    item = sections.symptom(say, series)
    return say.texts.tertiary.unknown_score.line(item=item, day=say.day(series.points[-1][0]))
