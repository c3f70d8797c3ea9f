"""Every value of a trend is said in words: a level with its word, a gap as not answered, a day with its year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from mdt_app.domain.trends import ECOG_KEY, Group, Happened, Level, Mark, Period, Point, Series, Trends
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.words import said_day

SHAPES = {Level.CALM: Shape.DOT, Level.LOOK: Shape.TRIANGLE, Level.SEVERE: Shape.DIAMOND}
TONES = {Level.CALM: "text", Level.LOOK: "look", Level.SEVERE: "act"}
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
WEEKS_SHOWN_BELOW = 75


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("assessments", text)


def name(series: Series) -> str:
    """An item's label without the explanation in brackets; whose it is, where that is a carer's."""
    short = series.label if series.total else series.label.partition(" (")[0]
    if series.group is not Group.CARER or "carer" in short.casefold():
        return short
    return tr("{item}, carer").format(item=short)


def group(key: Group) -> str:
    """A group of series as a choice."""
    return {
        Group.SYMPTOM: tr("Symptoms"), Group.DISTRESS: tr("Distress"), Group.FUNCTION: tr("ECOG"),
        Group.CARER: tr("Carer"),
    }[key]  # fmt: skip


def period(key: Period) -> str:
    """How far back."""
    return {
        Period.ALL: tr("All"),
        Period.YEAR: tr("Last year"),
        Period.QUARTER: tr("Last 3 months"),
    }[key]


def level(series: Series, value: float) -> str:
    """The word beside a value; "" where it calls for nothing."""
    found = series.level(value)
    if found is Level.LOOK and series.cut_off:
        return tr("at cut-off")
    return {Level.SEVERE: tr("severe"), Level.LOOK: tr("raised")}.get(found, "")


def ecog(value: float) -> str:
    """What an ECOG says of the patient's day."""
    return {
        0: tr("fully active"), 1: tr("light work possible"), 2: tr("up for more than half the day"),
        3: tr("in bed for more than half the day"), 4: tr("in bed all day"),
    }.get(int(value), "")  # fmt: skip


def value(series: Series, point: Point) -> str:
    """ "8 severe", "not answered"; other values of the day stand behind it."""
    if point.value is None:
        return tr("not answered")
    word = ecog(point.value) if series.key == ECOG_KEY else level(series, point.value)
    said = f"{point.value:g} {word}".strip()
    if not point.others:
        return said
    others = ", ".join(f"{one:g}" for one in point.others)
    form = (
        tr("{value} (contradicts {others} of the same day)")
        if point.contradicts
        else tr("{value} (also {others} that day)")
    )
    return form.format(value=said, others=others)


def happened(mark: Mark) -> str:
    """An event in words, without its day."""
    if mark.kind is Happened.TRANSITION:
        return tr("transition to {where}").format(where=mark.text.replace("-", " "))
    word = tr("died") if mark.kind is Happened.DEATH else tr("progression")
    plain = mark.text.casefold().startswith(word) or not mark.text
    return (mark.text or word) if plain else f"{word}: {mark.text}"


def readout(trends: Trends, shown: Sequence[Series], days: Sequence[date], day: date) -> str:
    """All that was measured on a day, and what happened since the measurement before: for reading and for hearing."""
    place = days.index(day)
    values = [f"{name(one)} {value(one, one.by_day[day])}" for one in shown if day in one.by_day]
    parts = [
        tr("{day}, {n} of {all}").format(day=said_day(day, weekday=True), n=place + 1, all=len(days)),
        "; ".join(values) or tr("nothing of what is shown was measured"),
    ]
    treated = trends.treated_on(day)
    if treated:
        parts.append(tr("During {lines}").format(lines=", ".join(one.label for one in treated)))
    marks = trends.happened(days[place - 1] if place else None, day)
    if marks:
        said = ", ".join(f"{happened(one)} {said_day(one.day, day)}" for one in marks)
        form = tr("Since the time before: {events}") if place else tr("Before: {events}")
        parts.append(form.format(events=said))
    return ". ".join(parts) + "."


def spoken(trends: Trends, shown: Sequence[Series]) -> str:
    """The whole plot in words, for a screen reader that only meets it."""
    newest = [
        f"{name(one)} {value(one, one.newest)} {said_day(one.newest.day, trends.on)}"
        for one in shown
        if one.newest.value is not None
    ]
    return tr("Trends. Arrow keys step from assessment to assessment. Newest: {values}").format(
        values="; ".join(newest)
    )


def ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """At most so many days under the axis, with their words: Mondays, months or years; the year where it is new."""
    if (last - first).days <= WEEKS_SHOWN_BELOW:
        step = 7 * max(1, -(-((last - first).days // 7 + 1) // max(1, most)))
        start = first.toordinal() + -first.weekday() % 7
        days = [date.fromordinal(one) for one in range(start, last.toordinal() + 1, step)]
        return [(day, _form(day, "d MMM" if n else "d MMM yyyy")) for n, day in enumerate(days)]
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((one for one in STEPS if months / one < most), STEPS[-1])
    count = first.year * 12 + first.month - 1 + (first.day > 1)
    count += -count % step
    found: list[tuple[date, str]] = []
    while (day := date(count // 12, count % 12 + 1, 1)) <= last:
        new_year = not found or found[-1][0].year != day.year
        found.append((day, str(day.year) if step >= 12 else _form(day, "MMM yyyy" if new_year else "MMM")))
        count += step
    return found


def _form(day: date, form: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), form)
