"""What the page says of a patient, line by line: the same statements stand on the screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mdt_app.domain.acp import READINESS, Standing
from mdt_app.domain.carers import CarerState
from mdt_app.domain.careteam import Gaps, LevelCare
from mdt_app.domain.conditions import as_condition
from mdt_app.domain.evidence import evidence
from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.handovers import Handover
from mdt_app.domain.payloads import PatientWords
from mdt_app.domain.phase import SOURCE as PHASE_SOURCE
from mdt_app.domain.phase import Phase
from mdt_app.domain.states import Evidence
from mdt_app.domain.states import Status as Stands
from mdt_app.operations.case_rows import Line
from mdt_app.operations.palliative_view import NextMeeting, PalliativeView
from mdt_app.ui.acp import words as acp
from mdt_app.ui.careteam import words as care
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.words import said_clock, said_dates, said_day
from mdt_app.ui.palliative import words
from mdt_app.ui.palliative.fill import Statement
from mdt_app.ui.palliative.words import tr
from mdt_app.ui.patients.words import topic

ACP_SOURCE, CARERS = "Figure 2, Advance care planning", "Figure 2, Carers"


def matters(page: PalliativeView) -> list[Statement]:
    """What the patient said, wishes first; what somebody else reported names who."""
    known = [(one, one.payload) for one in page.said if isinstance(one.payload, PatientWords)]
    known.sort(key=lambda pair: words.rank(pair[1].topic))
    return [_said(fact, spoken, page) for fact, spoken in known]


def _said(fact: Fact, spoken: PatientWords, page: PalliativeView) -> Statement:
    wish = spoken.topic in words.WISHES
    parts = (topic(spoken.topic), said_day(fact.true_from, page.on), spoken.by)
    return Statement(
        key=f"words/{fact.id}", text=acp.quoted(spoken.text), size=16 if wish else 14,
        second="  ·  ".join(part for part in parts if part), facts=evidence([fact]),
        source=tr("Figure 2, goals and hopes"),
    )  # fmt: skip


def of_line(line: Line) -> Evidence:
    """A dated line as evidence."""
    return Evidence(kind=line.kind, date=line.day, value=line.text, fact_id=line.fact_id, source=line.source)


def phase(page: PalliativeView) -> list[Statement]:
    """The phase with its reason, the illness in one line, what the patient was told of the outlook."""
    state, near = page.phase, page.on
    since = tr("since {day}").format(day=said_day(state.since, near)) if state.since else ""
    found = [
        Statement(
            key="phase", text=words.phase(state.phase), right=since, strong=True, size=16,
            second=said_dates(" ".join(one for one in (state.why, state.doubt) if one), near),
            shape=Shape.RING if state.doubt else None, facts=state.facts, source=PHASE_SOURCE,
        )
    ]  # fmt: skip
    back = page.page.background
    if back.summary and state.phase is not Phase.DIED:
        shown = [*back.treatments[:2]]
        found.append(
            Statement(
                key="illness", text=said_dates(back.summary, near), facts=tuple(of_line(one) for one in shown),
                source=tr("the record"),
            )
        )  # fmt: skip
    return [*found, *outlook(page)]


def outlook(page: PalliativeView) -> list[Statement]:
    """The newest estimate, and what was told."""
    if page.phase.phase is Phase.DIED:
        return []
    estimate = next((one for one in page.planning.prognoses if one.prognosis.amount is not None), None)
    told = next((one for one in page.planning.prognoses if one.prognosis.told), None)
    found = []
    for key, one in (("estimate", estimate), ("told", told)):
        if one is None or (key == "told" and one is estimate):
            continue
        said = acp.told(one.prognosis)
        stale = tr("too old, ask again") if one.stale else ""
        text = tr("Estimate: {text}").format(text=one.text) if key == "estimate" else said
        second = ", ".join(
            part
            for part in (
                said if key == "estimate" else "",
                one.prognosis.method,
                one.prognosis.author or one.fact.recorder(page.names),
                stale,
            )
            if part
        )
        found.append(
            Statement(
                key=key, text=text, right=said_day(one.day, page.on), second=second,
                shape=Shape.RING if one.stale else None, facts=evidence([one.fact]), source=tr("prompt PROGNOSIS"),
            )
        )  # fmt: skip
    if told is None:
        ask = Statement(
            key="told",
            text=tr("Nothing said on what the patient was told"),
            shape=Shape.RING,
            source=tr("key message 2"),
        )
        found.append(ask)
    return found


def planning(page: PalliativeView) -> list[Statement]:
    """Readiness and the five items; each says whether it is settled, and where the paper lies."""
    plan = page.planning
    first = [plan.readiness] if plan.readiness.state != "none" else []
    last = [plan.trusted] if plan.trusted.state != "none" else []
    return [_item(one, page) for one in (*first, *plan.items, *last)]


def _item(found: Standing, page: PalliativeView) -> Statement:
    value = acp.person(found) if found.name else found.value
    value = acp.quoted(value) if found.item == READINESS else value
    doubts = " ".join(acp.doubt(one, found, page.on) for one in found.doubts)
    state = acp.state_line(found, page.on) if found.state != "none" else ""
    facts = (*found.facts, *found.later, *found.rivals)
    return Statement(
        key=f"acp/{found.item}", text=acp.item(found.item) + (f": {value}" if value else ""),
        right="" if state else acp.state(found.state), second=" ".join(one for one in (state, doubts) if one),
        shape=acp.shape(found), quiet=found.state in ("declined", "not-applicable") or page.phase.phase is Phase.DIED,
        why=doubts or acp.state(found.state).capitalize() + ".", facts=evidence(facts), source=ACP_SOURCE,
    )  # fmt: skip


def people(page: PalliativeView, guidance: Guidance) -> list[Statement]:
    """Who holds each level and how to reach them, what is missing or not handed over, the carers, the team's cover."""
    levels = {one.id: one.source for one in guidance.roles.levels}
    team = page.care.team
    return [
        *(_level(one, levels.get(one.id, ""), page) for one in team.levels),
        *_gaps(page),
        *(_handover(one, guidance, page) for one in team.open_handovers),
        *carers(page),
        *_cover(page, guidance),
    ]


def _level(one: LevelCare, source: str, page: PalliativeView) -> Statement:
    name = words.role(one.id)
    duties = ", ".join(care.task(duty.task.id, duty.task.name, duty.detail) for duty in one.duties)
    why = tr("Holds now: {tasks}.").format(tasks=duties) if duties else ""
    if one.holder is None:
        wanted = any(gap.level == one.id for gap in page.care.team.gaps)
        none = tr("none on file") if one.id == "primary" else tr("none yet")
        return Statement(
            key=f"level/{one.id}", text=f"{name}: {none}", shape=Shape.RING, quiet=not wanted, why=why, source=source,
        )  # fmt: skip
    leads = tr("has the lead") if one.leads else ""
    more = care.holder(one.holder)
    return Statement(
        key=f"level/{one.id}", text=f"{name}: {one.holder.name}",
        why=" ".join(part for part in (f"{more}." if more else "", why) if part),
        second="  ·  ".join(part for part in (leads, *care.reach(one)) if part),
        facts=evidence([one.fact]) if one.fact else (), source=source,
    )  # fmt: skip


def _gaps(page: PalliativeView) -> list[Statement]:
    """What no line above or below says."""
    said = (Gaps.NO_PRIMARY, Gaps.NO_SECONDARY, Gaps.NO_CARER_ASKED)
    return [
        Statement(key=f"gap/{one.kind}", text=care.gap(one), shape=Shape.RING, source="Figure 1")
        for one in page.care.team.gaps
        if one.kind not in said
    ]


def _handover(one: Handover, guidance: Guidance, page: PalliativeView) -> Statement:
    return Statement(
        key=f"handover/{one.fact.id}", text=care.move(one, guidance), right=care.handover_state(one, page.on),
        second=care.handed(one), shape=Shape.RING, facts=evidence([one.fact]), source="Figure 1",
    )  # fmt: skip


def _cover(page: PalliativeView, guidance: Guidance) -> list[Statement]:
    """EOL-1 is a fact of the team, and is shown as the team's."""
    one = page.care.cover
    if one.status is Stands.NOT_APPLICABLE:
        return []
    due = one.status is Stands.DUE
    shape = Shape.DIAMOND if one.overdue else Shape.RING if due else None
    text = tr("The team's day and night cover: {state}").format(state=words.element_state(one, page.on))
    source = guidance.element(one.id).source
    return [Statement(key=one.id, text=text, shape=shape, why=one.why, facts=one.evidence, source=source)]


def carers(page: PalliativeView) -> list[Statement]:
    """Each carer with the number, and whether one may speak with them; never asked is said."""
    found = page.care.carers
    if found is None:
        return [Statement(key="carers", text=tr("Carers: never asked"), shape=Shape.RING, source=CARERS)]
    shown = [_carer(one, page) for one in found if not one.carer.none]
    return shown or [Statement(key="carers", text=tr("No carer at home"), source=CARERS)]


def _carer(one: CarerState, page: PalliativeView) -> Statement:
    said = one.carer
    may = care.answer(one.permission, tr("may be spoken with"), tr("may not be spoken with"))
    permission = tr("permission {answer}").format(answer=may) if one.permission is None else may
    distress = _distress(one, page)
    facts = [fact for fact in (one.fact, one.permission, one.distress, one.informed) if fact is not None]
    more = ", ".join(part for part in (permission, distress, said.note) if part)
    no = (
        tr("may not be spoken with") if one.permission is not None and may != tr("may be spoken with") else ""
    )
    return Statement(
        key=f"carer/{one.fact.id}", text=tr("Carer: {name}").format(name=said.name or tr("not named")),
        second="  ·  ".join(part for part in (said.relation, said.phone or tr("no number"), no) if part),
        why=f"{more[:1].upper()}{more[1:]}.", facts=evidence(facts), source=CARERS,
    )  # fmt: skip


def _distress(one: CarerState, page: PalliativeView) -> str:
    if one.distress is None:
        return tr("own distress not asked")
    return tr("own distress asked {day}").format(day=said_day(one.distress.true_from, page.on))


def medication(page: PalliativeView) -> list[Statement]:
    """The allergies, then the medicines in use, newest change first."""
    back = page.page.background
    allergies = ", ".join(one.text for one in back.allergies) or tr("none recorded")
    found = [
        Statement(
            key="allergies", text=tr("Allergies: {what}").format(what=allergies), strong=bool(back.allergies),
            facts=tuple(of_line(one) for one in back.allergies), source=tr("the record"),
        )
    ]  # fmt: skip
    newest = sorted(back.medication, key=lambda one: one.day, reverse=True)
    taken = Statement(
        key="medicines", text="; ".join(one.text for one in newest) or tr("No medicine recorded"),
        facts=tuple(of_line(one) for one in newest), source=tr("the record"),
    )  # fmt: skip
    return [*found, taken]


def board(page: PalliativeView) -> Iterator[Statement]:
    """The next meeting where there is one, then the last decision with what was recommended."""
    if page.next_meeting is not None:
        yield _next(page.next_meeting, page.on)
    last = page.last_decision
    if last is None:
        yield Statement(key="decision", text=tr("No decision of a tumour board"), source=tr("the record"))
        return
    where = ", ".join(one for one in (last.board, last.number) if one)
    yield Statement(
        key="decision", text=last.text, right=said_day(last.fact.true_from, page.on), second=where, strong=True,
        facts=evidence([last.fact]), source=tr("the tumour board"),
    )  # fmt: skip
    for number, one in enumerate(last.recommendations):
        due = said_day(one.due, page.on) if one.due else ""
        right = ", ".join(part for part in (one.owner, due) if part)
        yield Statement(
            key=f"decision/{number}", text=one.what, right=right, shape=Shape.DOT,
            second=as_condition(one.condition), why=one.reason, source=tr("the tumour board"),
        )  # fmt: skip


def _next(coming: NextMeeting, near: date) -> Statement:
    day = said_day(coming.starts_at.date(), near, weekday=True)
    clock = said_clock(coming.starts_at, coming.starts_at.tzinfo)
    return Statement(
        key="next", text=tr("Next: {board}").format(board=coming.board), right=f"{day}, {clock}",
        second=f"{coming.number}  {coming.question}".strip(), source=tr("the agendas"),
    )  # fmt: skip
