"""A case whose team typed everything in its own language, so that each of its letters is in one language alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdt_app.demo.boards import BoardPlan
from mdt_app.demo.chart import Chart
from mdt_app.demo.directory import EVERYONE
from mdt_app.demo.home import hold
from mdt_app.demo.minutes import Seat
from mdt_app.demo.profile import ICD10, Person, Talk, Then
from mdt_app.domain.attendance import Presence
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import (
    Acp,
    Answer,
    Assessment,
    Carer,
    Condition,
    Encounter,
    Event,
    Faith,
    Language,
    PatientWords,
    Prognosis,
    Score,
    Stage,
    Transition,
)

TURN = -1
"""The one meeting of its board in the demo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """One patient of one board. `scores` are those of each visit, `visits` its days before the meeting; `acp` what was
    discussed of each item; `team` is the home team that was named, `reason` why."""

    language: str
    plan: BoardPlan
    name: tuple[str, str]
    sex: str
    born: date
    address: tuple[str, ...]
    gp: str
    team: str
    reason: str
    since: int
    diagnosis: Condition
    stage: tuple[Stage, ...]
    history: tuple[Then, ...]
    adjusted: Event
    ecog: tuple[tuple[int, int], ...]
    visits: tuple[int, ...]
    scores: dict[str, tuple[float | None, ...]]
    seen_at: str
    faith: str
    carer: Carer
    burden: float
    words: tuple[tuple[str, str], ...]
    acp: tuple[tuple[str, str], ...]
    told: Prognosis
    talk: Talk

    @property
    def table(self) -> tuple[Seat, ...]:
        """The GP was on the phone."""
        return (Seat(key=self.gp, presence=Presence.PHONE),)


def grows_in(days: int, site: str, text: str, code: str) -> Then:
    """A metastasis, named in the words of the case."""
    found = Condition(text=text, code=code, system=ICD10, site=site, status="active", distant=True)
    return Then(days, Kind.METASTASIS, found)


def write_worked(chart: Chart, person: Person, case: Worked) -> None:
    """The whole record, up to the meeting and of its day."""
    chart.fact(case.since, Kind.DIAGNOSIS, case.diagnosis)
    for one in case.stage:
        chart.fact(case.since, Kind.STAGE, one)
    chart.fact(case.since, Kind.ADVANCED_DISEASE, Answer(value=True))
    for then in case.history:
        chart.fact(then.days, then.kind, then.payload, until=then.until)
    chart.fact(case.visits[-1], Kind.MEDICATION_ADJUSTED, case.adjusted)
    _measures(chart, case)
    _people(chart, person, case)
    _talks(chart, case)
    _meeting_day(chart, case)


def _measures(chart: Chart, case: Worked) -> None:
    for days, score in case.ecog:
        chart.fact(days, Kind.ECOG, Score(value=score), clock="14:00")
    for turn, days in enumerate(case.visits):
        answers = tuple((item, points[turn]) for item, points in case.scores.items())
        chart.fact(days, Kind.ASSESSMENT, Assessment(instrument="esas-r", answers=answers), clock="09:30")
        chart.fact(days, Kind.ENCOUNTER, Encounter(setting=case.seen_at), clock="09:00")


def _people(chart: Chart, person: Person, case: Worked) -> None:
    hold(chart, case.since, person.gp, "primary")
    hold(chart, case.since - 1, case.plan.chair, "secondary")
    chart.fact(case.since - 1, Kind.LANGUAGE, Language(code=case.language))
    chart.fact(case.since - 6, Kind.FAITH, Faith(text=case.faith))
    chart.fact(60, Kind.CARER, case.carer)
    last = case.visits[-1]
    chart.fact(last, Kind.CARER_PERMISSION, Answer(value=True))
    chart.fact(last, Kind.CARER_ATTENDS, Answer(value=True, carer=case.carer.name))
    tired = Assessment(
        instrument="carer-distress", answers=(("distress", case.burden),), carer=case.carer.name
    )
    chart.fact(last, Kind.ASSESSMENT, tired, clock="10:15")


def _talks(chart: Chart, case: Worked) -> None:
    last = case.visits[-1]
    nurse = case.plan.head.contact.partition(",")[0] if case.plan.head else ""
    for number, (topic, text) in enumerate(case.words):
        words = PatientWords(topic=topic, text=text, by=nurse)
        chart.fact(last, Kind.PATIENT_WORDS, words, clock=f"11:{number:02d}")
    chart.fact(last, Kind.PROGNOSIS, case.told, clock="11:30")
    for kind in (Kind.REQUEST_HASTENED_DEATH, Kind.NEEDS_DECISION_HELP, Kind.PATIENT_REQUEST):
        chart.fact(last, kind, Answer(value=False))
    for item, text in case.acp:
        chart.fact(last, Kind.ACP, Acp(item=item, state="discussed", value=text))
    for step in ("choice", "options", "concerns"):
        chart.step(last, step)
    chart.element(case.since - 10, "PSY-1")
    chart.element(last, "SYM-3")


def _meeting_day(chart: Chart, case: Worked) -> None:
    """The home team is named before the meeting closes."""
    chart.criterion(0, "N1", "refer", clock="09:46")
    hold(chart, 0, case.team, "tertiary")
    move = Transition(from_="secondary", to="tertiary", holder=EVERYONE[case.team].name, reason=case.reason)
    chart.fact(0, Kind.TRANSITION, move, clock="10:05")
    chart.fact(0, Kind.REFERRAL_AGREED, Answer(value=True), clock="10:30")
