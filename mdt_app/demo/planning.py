"""Prognosis, care planning and referral of a demo patient, at every stage from not begun to settled."""

from __future__ import annotations

from datetime import timedelta

from mdt_app.demo.chart import Chart
from mdt_app.demo.directory import EVERYONE
from mdt_app.demo.measures import advanced_day
from mdt_app.demo.profile import Profile
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import SDM_STEPS, Acp, Answer, Event, Planned, Prognosis, Referral, Trace

MONTHS = {"early": 12.0, "adjuvant": 12.0, "first": 11.0, "later": 6.0, "end": 2.0}
YEARS = 17
"""Months from which one speaks of years."""
SURPRISE = "clinicians’ estimate"


def write_planning(chart: Chart, profile: Profile, index: int, chair: str) -> None:
    """Everything that concerns what lies ahead; nothing of it where the aim is cure."""
    needs = profile.needs
    if advanced_day(profile) is not None:
        write_prognosis(chart, profile, index, EVERYONE[chair].name)
        write_acp(chart, profile, index)
        write_criteria(chart, profile, index)
    elif index % 3 == 0:
        chart.fact(
            20, Kind.ACP, Acp(item="readiness", state="discussed", value="offered early, will think about it")
        )
    if "discharge" in needs:
        day = chart.anchor + timedelta(days=3)
        chart.fact(4, Kind.DISCHARGE_HOME_PLANNED, Planned(day=day, text="home with help"))
    if "incident" in needs:
        chart.fact(8, Kind.INCIDENT, Event(text="anticoagulant given twice on one day; no harm"))
    if "short-prognosis" in needs:
        chart.fact(3, Kind.END_OF_LIFE_PHASE, Answer(value=True))
    if "died" in needs:
        chart.fact(
            -12, Kind.DEATH, Event(text="at home" if "hospice" not in needs else "in the palliative unit")
        )
    write_elements(chart, profile, index)


def write_prognosis(chart: Chart, profile: Profile, index: int, author: str) -> None:
    """Told, not told, not wanted, or never spoken of."""
    months = profile.months or MONTHS[profile.phase]
    amount, unit = (3.0, "wk") if "short-prognosis" in profile.needs else (months, "mo")
    mode = 3 if "no-figures" in profile.needs else index % 4
    if mode == 0 and "short-prognosis" not in profile.needs:
        return
    told = {0: "yes", 1: "yes", 2: "no", 3: "does-not-wish"}[mode]
    words = "years rather than months" if months > YEARS else "months rather than years"
    words = "weeks rather than months" if unit == "wk" else words
    words = words if told == "yes" else ""
    given = Prognosis(amount=amount, unit=unit, method=SURPRISE, told=told, told_words=words, author=author)
    chart.fact(9, Kind.PROGNOSIS, given, clock="15:00")


def write_acp(chart: Chart, profile: Profile, index: int) -> None:
    """Six stages of care planning by turn; a DNR code where the case calls for it."""
    mode = 3 if "dnr" in profile.needs else (0, 1, 2, 4, 5, 1)[index % 6]
    review = chart.anchor + timedelta(days=60)
    if mode in (1, 2, 3, 5):
        chart.fact(
            34, Kind.ACP, Acp(item="readiness", state="discussed", value="ready to talk", review=review)
        )
    if mode == 4:
        chart.fact(
            20, Kind.ACP, Acp(item="readiness", state="declined", value="not now, ask again after the scan")
        )
    if mode == 2:
        chart.fact(20, Kind.ACP, Acp(item="code-status", state="discussed", value="the children first"))
    if mode == 3:
        _settle(chart, 10, "code-status", "DNR 2")
        _settle(chart, 10, "out-of-hospital-dnr", "paper at home, in the hall")
        chart.fact(
            10,
            Kind.ACP,
            Acp(item="surrogate", state="discussed", value="names the eldest child, not in writing"),
        )
    if mode == 5:
        _settle(chart, 120, "code-status", "DNR 0, everything is done")
        _settle(chart, 120, "surrogate", "partner, in writing")
        _settle(chart, 120, "living-will", "copy in the file")
        _settle(chart, 120, "advance-directive", "no artificial feeding")
        _settle(chart, 120, "out-of-hospital-dnr", "none wanted now")


def _settle(chart: Chart, days: int, item: str, value: str) -> None:
    for state in ("completed", "documented"):
        chart.fact(days, Kind.ACP, Acp(item=item, state=state, value=value))


def write_criteria(chart: Chart, profile: Profile, index: int) -> None:
    """Answers that only a clinician can give, and what became of earlier suggestions."""
    if index % 3 != 2 or {"hastened-death", "asks-for-team"} & set(profile.needs):
        chart.fact(7, Kind.NEEDS_DECISION_HELP, Answer(value=profile.triage == "complex"))
        chart.fact(7, Kind.REQUEST_HASTENED_DEATH, Answer(value="hastened-death" in profile.needs))
        chart.fact(7, Kind.PATIENT_REQUEST, Answer(value="asks-for-team" in profile.needs))
    if "crisis" in profile.needs:
        chart.fact(6, Kind.SPIRITUAL_CRISIS, Answer(value=True, note="asks what she is still there for"))
    if "tertiary" in profile.needs:
        chart.criterion(14, "N1", "refer")
        chart.fact(14, Kind.REFERRAL_AGREED, Answer(value=True), clock="17:00")
        chart.fact(11, Kind.REFERRAL_FIRST_CONTACT, Answer(value=True))
        chart.fact(11, Kind.PARTNER_CONTACT, Trace(partner="palliative team", level="tertiary"))
    elif profile.phase == "first" and index % 4 == 1:
        chart.criterion(20, "T1", "later", until=-30)
    elif profile.phase == "first" and index % 4 == 2:
        chart.criterion(
            20, "T1", "not-now", reason="few complaints, asks for time with the oncology team first"
        )
    if "hospice" in profile.needs:
        chart.fact(4, Kind.REFERRAL, Referral(to="hospice", note="palliative unit De Haven"))


def write_elements(chart: Chart, profile: Profile, index: int) -> None:
    """Entries of the oncology nurses; what is left out is due."""
    start = max(profile.since - 5, 8)
    chart.element(start, "PSY-1", note="living alone, work and money asked")
    if index % 4 != 1:
        chart.element(start, "SYM-3", note="card with numbers given")
    if index % 3 == 0:
        chart.element(4, "SYM-2", note="causes and self-care explained")
        chart.element(4, "COM-3", note="says it in own words")
    if index % 2:
        chart.element(3, "SYM-4", note="asked by phone, works")
    if index % 3 == 1:
        chart.fact(3, Kind.CRITERIA_REVIEW, Trace(note="reviewed before the meeting"))
        chart.element(5, "SPI-2", note="hopes weighed beside the likely course")
    if index % 5 == 2:
        chart.element(6, "PSY-3", note="talk with the psychologist")
        chart.element(6, "COO-1", note="GP called")
    if "worried" in profile.needs:
        chart.element(3, "PSY-3", "planned", note="psychologist", until=-7)
    for step in SDM_STEPS[: index % 5]:
        chart.step(5, step)
    if profile.phase in ("later", "end") and index % 2 == 0:
        chart.element(9, "REF-1", note="palliative care explained, and how it differs from a hospice")
