"""What the page says of a patient, line by line: the same statements stand on the screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator

from mdt_app.domain.acp import READINESS, Standing
from mdt_app.domain.evidence import evidence
from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import Carer, PatientWords
from mdt_app.domain.phase import SOURCE as PHASE_SOURCE
from mdt_app.domain.phase import Phase
from mdt_app.domain.states import Evidence
from mdt_app.domain.states import Status as Stands
from mdt_app.operations.palliative_view import Holder, PalliativeView
from mdt_app.operations.rows import Line
from mdt_app.ui.acp import words as acp
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.words import discipline, said_dates, said_day
from mdt_app.ui.palliative import words
from mdt_app.ui.palliative.fill import Statement
from mdt_app.ui.palliative.words import tr
from mdt_app.ui.patients.words import topic

ACP_SOURCE = "Figure 2, Advance care planning"


def matters(page: PalliativeView) -> list[Statement]:
    """What the patient said, wishes first; what somebody else reported names who."""
    known = [(one, one.payload) for one in page.said if isinstance(one.payload, PatientWords)]
    known.sort(key=lambda pair: words.rank(pair[1].topic))
    return [_said(fact, spoken, page) for fact, spoken in known]


def _said(fact: Fact, spoken: PatientWords, page: PalliativeView) -> Statement:
    wish = spoken.topic in words.WISHES
    parts = (topic(spoken.topic), said_day(fact.true_from, page.on), spoken.by)
    return Statement(
        key=f"words/{fact.id}", text=words.quoted(spoken.text), size=16 if wish else 14,
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
            shape=Shape.RING if state.doubt else None, why=state.why, facts=state.facts, source=PHASE_SOURCE,
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
                one.prognosis.author or page.name_of(one.fact.recorded_by),
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
    return [
        _item(one, page) for one in (page.planning.readiness, *page.planning.items, page.planning.trusted)
    ]


def _item(found: Standing, page: PalliativeView) -> Statement:
    value = acp.person(found) if found.name else found.value
    value = words.quoted(value) if found.item == READINESS else value
    doubts = " ".join(acp.doubt(one, found, page.on) for one in found.doubts)
    state = acp.state_line(found, page.on) if found.state != "none" else ""
    facts = (*found.facts, *found.later, *found.rivals)
    return Statement(
        key=f"acp/{found.item}", text=acp.item(found.item) + (f": {value}" if value else ""),
        right="" if state else acp.state(found.state), second=" ".join(one for one in (state, doubts) if one),
        shape=acp.shape(found), quiet=found.state in ("declined", "not-applicable"),
        why=doubts or acp.state(found.state).capitalize() + ".", facts=evidence(facts), source=ACP_SOURCE,
    )  # fmt: skip


def people(page: PalliativeView, guidance: Guidance) -> list[Statement]:
    """Who holds each level and how to reach them by day and night, the team's cover, the carers; gaps are said."""
    levels = {one.id: one.source for one in guidance.roles.levels}
    found = [_holder(one, levels.get(one.level, ""), page) for one in page.holders]
    found += _cover(page, guidance)
    return [*found, *carers(page)]


def _holder(one: Holder, source: str, page: PalliativeView) -> Statement:
    name = words.role(one.level)
    if one.holder is None:
        none = tr("none on file") if one.level == "primary" else tr("none yet")
        return Statement(
            key=f"level/{one.level}", text=f"{name}: {none}", shape=Shape.RING, source=source,
            why=tr("Nobody is recorded as holding this level of care on this day."),
        )  # fmt: skip
    held = one.holder
    night = tr("night {phone}").format(phone=held.night_phone) if held.night_phone else tr("no night number")
    day = tr("day {phone}").format(phone=held.phone) if held.phone else tr("no day number")
    role = discipline(held.role) if held.role else ""
    return Statement(
        key=f"level/{one.level}", text=f"{name}: {held.name}",
        second="  ·  ".join(part for part in (day, night, role, held.organisation) if part),
        facts=evidence([one.fact]) if one.fact else (), source=source,
    )  # fmt: skip


def _cover(page: PalliativeView, guidance: Guidance) -> list[Statement]:
    """EOL-1 is a fact of the team, and is shown as the team's."""
    found = []
    for one in page.page.elements:
        if one.id in words.TEAM_ELEMENTS and one.status is not Stands.NOT_APPLICABLE:
            known = guidance.element(one.id)
            due = one.status is Stands.DUE
            shape = Shape.DIAMOND if one.overdue else Shape.RING if due else None
            text = tr("The team's day and night cover: {state}").format(
                state=words.element_state(one, page.on)
            )
            found.append(
                Statement(key=one.id, text=text, shape=shape, why=one.why, facts=one.evidence, source=known.source)
            )  # fmt: skip
    return found


def carers(page: PalliativeView) -> list[Statement]:
    """Each carer with the number; whether one may speak with them."""
    if page.carers is None:
        return [
            Statement(
                key="carers", text=tr("Carers: never asked"), shape=Shape.RING, source="Figure 2, Carers"
            )
        ]
    if not page.carers:
        return [Statement(key="carers", text=tr("No carer at home"), source="Figure 2, Carers")]
    return [_carer(one) for one in page.carers]


def _carer(fact: Fact) -> Statement:
    said = fact.payload
    assert isinstance(said, Carer)
    return Statement(
        key=f"carer/{fact.id}", text=tr("Carer: {name}").format(name=said.name or tr("not named")),
        second="  ·  ".join(part for part in (said.relation, said.phone or tr("no number"), said.note) if part),
        facts=evidence([fact]), source="Figure 2, Carers",
    )  # fmt: skip


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
    for number, one in enumerate(sorted(back.medication, key=lambda one: one.day, reverse=True)):
        found.append(
            Statement(
                key=f"medicine/{number}", text=one.text, right=said_day(one.day, page.on), facts=(of_line(one),),
                source=tr("the record"),
            )
        )  # fmt: skip
    if not back.medication:
        found.append(Statement(key="medicine", text=tr("No medicine recorded"), source=tr("the record")))
    return found


def board(page: PalliativeView) -> Iterator[Statement]:
    """The last decision with what was recommended, and the next meeting."""
    last = page.last_decision
    if last is None:
        yield Statement(key="decision", text=tr("No decision of a tumour board"), source=tr("the record"))
    else:
        where = ", ".join(one for one in (last.board, last.number) if one)
        yield Statement(
            key="decision", text=last.text, right=said_day(last.fact.true_from, page.on), second=where,
            facts=evidence([last.fact]), source=tr("the tumour board"),
        )  # fmt: skip
        for number, one in enumerate(last.recommendations):
            due = said_day(one.due, page.on) if one.due else ""
            second = ", ".join(part for part in (one.owner, one.condition) if part)
            yield Statement(
                key=f"decision/{number}", text=one.what, right=due, second=second, shape=Shape.DOT,
                why=one.reason, source=tr("the tumour board"),
            )  # fmt: skip
    coming = page.next_meeting
    if coming is None:
        yield Statement(
            key="next", text=tr("No meeting is planned for this patient"), source=tr("the agendas")
        )
    else:
        day = said_day(coming.starts_at.date(), page.on, weekday=True)
        yield Statement(
            key="next", text=tr("Next: {board}").format(board=coming.board),
            right=f"{day}, {coming.starts_at:%H:%M}", second=f"{coming.number}  {coming.question}".strip(),
            source=tr("the agendas"),
        )  # fmt: skip
