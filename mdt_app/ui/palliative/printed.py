"""What is printed is what the screen says, from the same statements, with whose it is and as on which day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mdt_app.domain.conditions import as_condition
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.parts import Series as PlotSeries
from mdt_app.domain.national_number import as_printed
from mdt_app.domain.palliative_content import PalliativeContent, PrintedLine, PrintedPart, PrintedTrend
from mdt_app.domain.payloads import CriterionDecision
from mdt_app.domain.states import CriterionState
from mdt_app.domain.states import Status as Stands
from mdt_app.domain.trends import Series
from mdt_app.operations.palliative_view import PalliativeView, Ring
from mdt_app.ui.acp import words as acp
from mdt_app.ui.cases.evidence import fact_line
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.words import born, said_dates, said_day
from mdt_app.ui.palliative import statements, words
from mdt_app.ui.palliative.fill import Statement
from mdt_app.ui.palliative.words import tr
from mdt_app.ui.patients.words import full_day, number_kind
from mdt_app.ui.services import Services

PANELS, CASES = 4, 3
LOUD = frozenset({Shape.DIAMOND, Shape.TRIANGLE})


def palliative_content(page: PalliativeView, services: Services, *, short: bool) -> PalliativeContent:
    """The whole page, or the half page for the night."""
    guidance, now = services.guidance, services.now()
    left, right = _night(page) if short else _whole(page, guidance)
    right = (*_left_out(page), *right)
    title = tr("Out of hours") if short else tr("Palliative view")
    foot = tr("{title}, not a letter. Printed {day}, {time} by {who}.").format(
        title=title, day=full_day(now.date()), time=f"{now:%H:%M}", who=services.account.name
    )
    trends = () if short else tuple(_trend(one) for one in page.symptoms[:PANELS])
    return PalliativeContent(
        title=title, hospital=page.letterhead.hospital, patient=page.page.patient.name, identity=identity(page),
        code=_code(page), as_on=as_on(page), foot=foot, left=left, right=right,
        trends=trends, legend=_legend() if trends else (), short=short, demo=services.demo,
    )  # fmt: skip


def identity(page: PalliativeView) -> str:
    """Birth date, number and cases."""
    view = page.page
    numbers = [f"{number_kind(system)} {as_printed(value)}" for system, value in view.identifiers[:1]]
    cases = ", ".join(case.number for case, _, _ in view.cases[-CASES:]) or tr("no case yet")
    return "  ·  ".join([born(view.patient.birth_date, view.on), *numbers, cases])


def _code(page: PalliativeView) -> str:
    """The code status; where none is in force, what that means."""
    found = page.planning.code
    said = acp.banner(found, page.on)
    limit = "" if found.in_force or page.page.background.dead else tr("no treatment limit is in force")
    return ": ".join(part for part in (said, limit) if part)


def as_on(page: PalliativeView) -> str:
    """The day of the page, and what it was known on."""
    day = tr("as on {day}").format(day=full_day(page.on))
    return f"{day}, {tr('as known on {day}').format(day=full_day(page.known_on))}" if page.known_on else day


def _left_out(page: PalliativeView) -> tuple[PrintedPart, ...]:
    """What was not known then only because a file came later."""
    said = words.read_in(page)
    title = tr("What was not known on that day")
    return (PrintedPart(title=title, lines=(PrintedLine(text=said, strong=True),)),) if said else ()


def _whole(page: PalliativeView, guidance: Guidance) -> tuple[tuple[PrintedPart, ...], ...]:
    more = tr("and {n} more on the screen")
    left = (
        _part(tr("What matters"), statements.matters(page), more, empty=tr("Not asked yet.")),
        _part(tr("Where the illness stands"), statements.phase(page)),
        _part(tr("Care planning"), statements.planning(page)),
        _part(tr("People"), statements.people(page, guidance)),
        _part(tr("Medication"), statements.medication(page), more),
    )
    right = (
        PrintedPart(title=tr("Due now"), lines=_due(page, guidance), rest=more),
        PrintedPart(title=tr("Palliative team: criteria"), lines=_criteria(page, guidance), rest=more),
        PrintedPart(title=tr("Symptoms"), lines=_symptoms(page), rest=more),
        _part(tr("Tumour board"), statements.board(page), more),
        PrintedPart(title=tr("Prompts"), lines=_prompts(page), rest=more),
    )
    return left, tuple(one for one in right if one.lines)


def _night(page: PalliativeView) -> tuple[tuple[PrintedPart, ...], ...]:
    last = page.last_decision
    day = said_day(last.fact.true_from, page.on) if last else ""
    decided = PrintedLine(text=last.text, detail=day) if last else PrintedLine(text=tr("None recorded"))
    found = last.recommendations if last else ()
    conditions = [
        PrintedLine(text=f"{condition}: {one.what}")
        for one in found
        if (condition := as_condition(one.condition))
    ]
    limits = [acp.state_line(page.planning.code, page.on)] if page.planning.code.state != "none" else []
    code = page.planning.code
    will = page.planning.wills.named(code.value) if code.value and code.in_force else None
    none = "" if code.in_force else tr("No treatment limit is in force.")
    limits = [one for one in (will.words if will else "", *limits, none) if one]
    severe = [PrintedLine(text=_severe(one, page.on), strong=True) for one in page.severe]
    back = page.page.background
    medicines = "; ".join(one.text for one in back.medication) or tr("None recorded")
    allergies = ", ".join(one.text for one in back.allergies) or tr("None recorded")
    more = tr("and {n} more on the screen")
    nothing = tr("None scored as severe") if page.symptoms else tr("Never measured")
    gaps = [one.id for one in page.care.team.levels if one.holder is None]
    ring = [
        *(_ring(one) for one in page.ring),
        *(PrintedLine(text=tr("{role}: none yet").format(role=words.role(one))) for one in gaps),
    ]
    left = (
        PrintedPart(title=tr("Code status"), lines=tuple(PrintedLine(text=one) for one in limits)),
        PrintedPart(title=tr("Last decision"), lines=(decided, *conditions), rest=more),
        PrintedPart(title=tr("Severe symptoms"), lines=tuple(severe) or (PrintedLine(text=nothing),)),
        PrintedPart(title=tr("Medication"), lines=(PrintedLine(text=medicines),)),
    )
    right = (
        PrintedPart(title=tr("Whom to ring"), lines=tuple(ring), rest=more),
        PrintedPart(title=tr("Allergies"), lines=(PrintedLine(text=allergies, strong=bool(back.allergies)),)),
    )
    return left, right


def _severe(one: Series, near: date) -> str:
    return f"{one.label.partition(' (')[0]} {one.newest.value:g}, {said_day(one.newest.day, near)}"


def _ring(one: Ring) -> PrintedLine:
    """The numbers first: they are what is looked for."""
    day = tr("day {phone}").format(phone=one.day) if one.day else ""
    night = tr("night {phone}").format(phone=one.night) if one.night else ""
    if one.day and one.day == one.night:
        day, night = tr("day and night {phone}").format(phone=one.day), ""
    numbers = ", ".join(part for part in (day, night) if part) or tr("no number")
    return PrintedLine(text=f"{words.role(one.role)}: {numbers}", detail=words.ring_name(one), strong=True)


def _part(title: str, found: Iterable[Statement], rest: str = "", *, empty: str = "") -> PrintedPart:
    lines = tuple(_line(one) for one in found)
    return PrintedPart(title=title, lines=lines or (PrintedLine(text=empty),), rest=rest)


def _line(one: Statement) -> PrintedLine:
    detail = ", ".join(part for part in (one.right, one.second) if part)
    return PrintedLine(text=_on_paper(one.text), detail=detail, strong=one.strong or one.shape in LOUD)


def _on_paper(text: str) -> str:
    """An arrow between two levels is a word there."""
    return text.replace("→", tr("to"))


def _due(page: PalliativeView, guidance: Guidance) -> tuple[PrintedLine, ...]:
    due = [one for one in page.page.elements if one.status is Stands.DUE]
    due.sort(key=lambda one: (not one.overdue, one.due or date.max))
    found = [
        PrintedLine(
            text=guidance.element(one.id).name, detail=words.element_state(one, page.on), strong=one.overdue
        )
        for one in due
    ]
    return tuple(found) or (PrintedLine(text=tr("Nothing is due on this day.")),)


def _criteria(page: PalliativeView, guidance: Guidance) -> tuple[PrintedLine, ...]:
    found = [
        _criterion(one, guidance.criterion(one.id).name, page)
        for one in page.page.criteria
        if one.open or one.decision is not None
    ]
    return tuple(found) or (PrintedLine(text=tr("Nothing suggested by what is recorded.")),)


def _criterion(one: CriterionState, name: str, page: PalliativeView) -> PrintedLine:
    newest = max(one.facts, key=lambda fact: fact.date, default=None)
    said = one.decision.payload if one.decision is not None else None
    decided = words.decision(said, page.on) if isinstance(said, CriterionDecision) else ""
    if one.open:
        fact = fact_line(newest) if newest is not None else ""
        return PrintedLine(text=tr("{name}: suggested").format(name=name), detail=fact, strong=True)
    return PrintedLine(text=name, detail=decided)


def _symptoms(page: PalliativeView) -> tuple[PrintedLine, ...]:
    found = [
        PrintedLine(
            text=f"{one.label.partition(' (')[0]} {words.value(one)}",
            detail=said_day(one.newest.day, page.on),
            strong=one in page.severe,
        )
        for one in page.symptoms
    ]
    return tuple(found) or (PrintedLine(text=tr("Symptoms have never been measured.")),)


def _prompts(page: PalliativeView) -> tuple[PrintedLine, ...]:
    return tuple(
        PrintedLine(text=said_dates(one.text, page.on)) for one in page.page.prompts if one.override is None
    )


def _trend(one: Series) -> PrintedTrend:
    severe = one.item.severe[0] if one.item is not None and one.item.severe else None
    days: Sequence[date] = [point.day for point in one.points]
    plotted = PlotSeries(
        item=one.key, label=one.label, severe_from=severe, most=round(one.maximum),
        points=tuple((point.day, point.value) for point in one.points),
    )  # fmt: skip
    return PrintedTrend(
        series=plotted, name=one.label.partition(" (")[0], first_day=said_day(days[0], days[-1]),
        last_day=said_day(days[-1], days[-1]),
        numbers=tuple("" if point.value is None else f"{point.value:g}" for point in one.points),
    )  # fmt: skip


def _legend() -> tuple[str, ...]:
    return (
        tr("0 none, 10 worst. Small: first value; bold: newest."),
        tr("Dashes: severe from here on."),
        tr("Ring: asked, not answered."),
    )
