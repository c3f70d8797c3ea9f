"""Who answered, where, when, and how far it lies from the last time is said in words."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.assessments import ECOG, Jump, Last
from mdt_app.domain.fact_text import number
from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance, Instrument, Item
from mdt_app.domain.payloads import Assessment, Score
from mdt_app.ui.cases.days import parse_day
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.words import said_day


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("assessments", text)


def answered_by() -> list[tuple[str, str]]:
    """Who may have answered, as choices."""
    return [
        ("patient", tr("Patient alone")), ("helped", tr("With help")), ("carer", tr("Carer")),
        ("professional", tr("Professional")),
    ]  # fmt: skip


def by(key: str) -> str:
    """Who answered, within a sentence; "" where nobody said."""
    return {
        "patient": tr("answered alone"), "helped": tr("answered with help"), "carer": tr("answered by a carer"),
        "professional": tr("scored by a professional"),
    }.get(key, "")  # fmt: skip


def settings() -> list[tuple[str, str]]:
    """Where it may have been, as choices."""
    return [
        ("", tr("Place not said")), ("clinic", tr("Clinic")), ("ward", tr("Ward")), ("home", tr("At home")),
        ("phone", tr("By phone")), ("palliative-unit", tr("Palliative unit")), ("nursing-home", tr("Nursing home")),
    ]  # fmt: skip


def setting(key: str) -> str:
    """Where it was."""
    return dict(settings()).get(key, key) if key else ""


def short_name(instrument: Instrument) -> str:
    """The name as people say it: what stands in brackets at its end, else the whole."""
    head, bracket, rest = instrument.name.rpartition(" (")
    return rest.rstrip(")") if bracket and rest.endswith(")") and head else instrument.name


def name_of(fact: Fact, guidance: Guidance) -> str:
    """The instrument of a kept assessment or draft."""
    if not isinstance(fact.payload, Assessment):
        return "ECOG"
    known = guidance.instruments.get(fact.payload.instrument)
    return short_name(known) if known else fact.payload.instrument


def state(item: Item, value: float | None) -> tuple[Shape, str]:
    """Shape and word of an answer: severe, raised, or nothing to say."""
    if value is None or not item.calls_for_look(value):
        return Shape.DOT, ""
    return (Shape.DIAMOND, tr("severe")) if item.is_severe(value) else (Shape.TRIANGLE, tr("look closer"))


def said_last(last: Last | None, near: date) -> str:
    """ "last 6 on 6 Aug"; both values where one day has two."""
    if last is None:
        return tr("never before")
    day = said_day(last.day, near)
    if len(last.values) > 1:
        both = tr(" and ").join(number(one) for one in last.values)
        return tr("{day}: {values}, they differ").format(day=day, values=both)
    return tr("last {value} on {day}").format(value=number(last.values[0]), day=day)


def said_jump(jump: Jump, near: date) -> str:
    """ "9 points lower than on 6 Aug"."""
    points, day = number(abs(jump.points)), said_day(jump.day, near)
    text = (
        tr("{points} points lower than on {day}")
        if jump.points < 0
        else tr("{points} points higher than on {day}")
    )
    return text.format(points=points, day=day)


def said_doubt(item: Item, value: float, far: Jump | None, *, slip: bool, near: date) -> str:
    """Why an answer should be looked at again: "Pain 1, 9 points lower than on 6 Aug"."""
    said = f"{item.label} {number(value)}"
    if slip:
        return tr("{answer}, then 0: or was it 10?").format(answer=said)
    return f"{said}, {said_jump(far, near)}" if far else said


def read_back(instrument: Instrument, item: Item, value: float | None) -> str:
    """One answer within the sentence that is read back: "pain 10"."""
    label = instrument.name if instrument.id == ECOG else item.label
    if value is None:
        return tr("{item}: not answered").format(item=label)
    word = item.choice(value)
    said = f"{label} {number(value)}"
    return f"{said} ({word.lower()})" if word and instrument.id != ECOG else said


def summary(fact: Fact, guidance: Guidance) -> str:
    """A kept assessment in one short line: its highest answers."""
    if isinstance(fact.payload, Score):
        return str(fact.payload.value)
    assert isinstance(fact.payload, Assessment)
    known = guidance.instruments.get(fact.payload.instrument)
    given = [(code, value) for code, value in fact.payload.answers if value is not None]
    highest = sorted(given, key=lambda one: -one[1])[:3]
    named = [(known.item(code) if known else None, code, value) for code, value in highest]
    return ", ".join(f"{item.label if item else code} {number(value)}" for item, code, value in named) or tr(
        "nothing answered"
    )


def moment(fact: Fact) -> str:
    """When it was answered: "12-03-2026, 14:05", or the day alone."""
    return f"{fact.at.astimezone():%d-%m-%Y, %H:%M}" if fact.at else f"{fact.true_from:%d-%m-%Y}"


def past_day(text: str, today: date) -> date | None:
    """The day meant by what was typed; without its year it is the last one that was. None for what is no day."""
    try:
        day = parse_day(text, today)
        without_year = text.strip()[:1].isdigit() and not text.strip().endswith(str(day and day.year))
        if day is not None and day > today and without_year:
            day = day.replace(year=day.year - 1)
    except ValueError:
        return None
    return day


def parse_time(text: str) -> time | None:
    """A time of day as typed, 9:05, 9.05 or 0905; None for nothing. Raises ValueError."""
    plain = text.strip().replace(".", ":").replace("h", ":").rstrip(":")
    if not plain:
        return None
    if ":" not in plain and len(plain) in (3, 4):
        plain = f"{plain[:-2]}:{plain[-2:]}"
    hours, _, minutes = plain.partition(":")
    return time(int(hours), int(minutes or "0"))


def at_moment(day: date, clock: time | None, now: datetime) -> datetime | None:
    """The aware moment at this desk, None where no time was given."""
    return None if clock is None else datetime.combine(day, clock, now.tzinfo)


def ecog_instrument() -> Instrument:
    """ECOG as something to fill in: grades 0 to 4, in our own words; death is recorded as a fact of its own."""
    grades = (
        tr("fully active, as before the illness"), tr("up and about, light work possible"),
        tr("up more than half of the day, cares for themselves, cannot work"),
        tr("in bed or a chair more than half of the day, needs some help"),
        tr("in bed or a chair all day, needs help with everything"),
    )  # fmt: skip
    item = Item(code=ECOG, label=tr("Performance status"), minimum=0, maximum=4, choices=grades)
    return Instrument(
        id=ECOG, name="ECOG", subject="patient", settles=(), languages=("en",), official_wording=False, items=(item,),
        instruction=tr("How active is the patient these days?"), licence=tr("Public domain; the short words are ours"),
        credit="Oken et al., Am J Clin Oncol 1982;5:649-655 (ECOG)", source="Oken 1982",
    )  # fmt: skip


def unknown_instrument(id: str, fact: Fact | None) -> Instrument:
    """What was filled in with a file that is not there any more: its answers as they are, on no scale of ours."""
    answers = fact.payload.answers if fact is not None and isinstance(fact.payload, Assessment) else ()
    most = max((int(value) for _, value in answers if value is not None), default=1)
    items = tuple(Item(code=code, label=code, minimum=0, maximum=max(most, 1)) for code, _ in answers)
    return Instrument(
        id=id, name=id, subject="patient", settles=(), languages=("en",), official_wording=False, items=items,
        instruction="", licence="", source="", credit=tr("The file of this instrument is not here any more."),
    )  # fmt: skip
