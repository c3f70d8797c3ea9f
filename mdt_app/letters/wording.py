"""Days, numbers, names and lists are said in one way throughout a letter, and never broken over a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.letters.parts import Estimate, Holder, ScoreChange, Shared
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.domain.phrases import Line, Phrase, Run, Words, bold, plain, words
from mdt_app.letters.text import NO_BREAK

Item = Line | str

QUOTES = "”»“’"

LONGEST_HELD = 24
"""Characters up to which a name stays on one line."""


def held(text: str) -> str:
    """The text as one piece that no line parts."""
    return text.replace(" ", NO_BREAK)


def as_line(item: Item) -> Line:
    return plain(item) if isinstance(item, str) else item


def spaced(items: Iterable[Item], between: str = " ") -> Line:
    """The items that say something, with a space (or `between`) between them."""
    line: Line = ()
    for item in map(as_line, items):
        if item:
            line = (*line, Run(between), *item) if line else item
    return line


def sentence(item: Item) -> Line:
    """The item with a capital and a full stop."""
    line = as_line(item)
    if not line:
        return ()
    first = line[0]
    return stopped((Run(capital(first.text), first.bold), *line[1:]))


def stopped(line: Line) -> Line:
    """The line with a full stop where it has no end of its own."""
    if not line or words(line).rstrip().rstrip(QUOTES).endswith((".", "!", "?", "…", ":", ";")):
        return line
    return (*line, Run(".", line[-1].bold))


def capital(text: str) -> str:
    """With a capital, but for a word that has its own inside: eGFR stays eGFR."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Without the capital of a sentence's first word; a word in capitals keeps them."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def word_of(table: Words, key: str, sex: str = "") -> Line:
    """The word for `key`, else the key itself as recorded."""
    found = table.get(key)
    return found.line(sex) if found else plain(key.replace("-", " "))


@dataclass(frozen=True, slots=True)
class Say:
    """The words of one language for one patient (`sex`) and one day of writing (`on`)."""

    texts: LetterTexts
    on: date
    sex: str = ""

    def line(self, phrase: Phrase, **values: Item | int) -> Line:
        return phrase.line(self.sex, **values)

    def full_day(self, day: date) -> str:
        """12 November 2026"""
        return self._day(self.texts.dates.full, self.texts.dates.months, day)

    def day(self, day: date) -> str:
        """5 Nov, and with its year where it is another than this one."""
        dates = self.texts.dates
        return self._day(
            dates.short if day.year == self.on.year else dates.short_year, dates.months_short, day
        )

    def day_month(self, day: date) -> str:
        """12 November"""
        return self._day(self.texts.dates.short, self.texts.dates.months, day)

    def strong(self, text: str) -> Line:
        return bold(text)

    def year_day(self, day: date) -> str:
        """5 Nov 2026"""
        return self._day(self.texts.dates.short_year, self.texts.dates.months_short, day)

    def weekday(self, day: date) -> str:
        return self.texts.dates.weekdays[str(day.isoweekday())].text()

    def weekday_full(self, day: date) -> str:
        """Monday 16 November"""
        return self._day(
            self.texts.dates.weekday_full, self.texts.dates.months, day, self.texts.dates.weekdays
        )

    def weekday_short(self, day: date) -> str:
        """Mon 16 November"""
        dates = self.texts.dates
        return self._day(dates.weekday_short, dates.months, day, dates.weekdays_short)

    def _day(self, phrase: Phrase, months: Words, day: date, weekdays: Words | None = None) -> str:
        number = self.texts.dates.first.text() if day.day == 1 else str(day.day)
        values = {"day": number, "month": months[str(day.month)].text(), "year": str(day.year)}
        if weekdays is not None:
            values["weekday"] = weekdays[str(day.isoweekday())].text()
        return held(phrase.text(**values))

    def time(self, at: datetime) -> str:
        return held(self.texts.dates.time.text(hour=str(at.hour), minute=f"{at.minute:02}"))

    def day_time(self, at: datetime) -> str:
        return self.texts.dates.day_time.text(day=self.full_day(at.date()), time=self.time(at))

    def span(self, slot: tuple[datetime, datetime]) -> str:
        return self.texts.dates.span.text(start=self.time(slot[0]), end=self.time(slot[1]))

    def days(self, start: date, end: date | None) -> str:
        """since 2 Apr; 2 Apr to 17 Sep; or one day"""
        if start == end:
            return self.day(start)
        if end is None:
            return self.line_text(self.texts.shared.line_now, day=self.day(start))
        return self.line_text(self.texts.common.until, start=self.day(start), end=self.day(end))

    def line_text(self, phrase: Phrase, **values: Item | int) -> str:
        return phrase.text(self.sex, **values)

    def number(self, value: float) -> str:
        return f"{value:g}".replace(".", self.texts.common.decimal.text())

    def listed(self, items: Iterable[Item], last: bool = False) -> Line:
        """a, b, c - or, with `last`, a, b and c."""
        lines = [line for line in map(as_line, items) if line]
        if not lines:
            return ()
        comma, end = self.texts.common.comma, self.texts.common.and_last
        whole = lines[0]
        for number, line in enumerate(lines[1:], start=2):
            closing = last and number == len(lines)
            whole = end.line(first=whole, last=line) if closing else comma.line(first=whole, rest=line)
        return whole

    def parted(self, items: Iterable[Item]) -> Line:
        """a; b; c"""
        whole: Line = ()
        for line in filter(None, map(as_line, items)):
            whole = self.texts.common.semicolon.line(first=whole, rest=line) if whole else line
        return whole

    def patient_name(self, shared: Shared) -> str:
        title = self.texts.common.title.text(shared.patient.sex)
        return held(title) + NO_BREAK + shared.patient.name if title else shared.patient.name

    def patient_family(self, shared: Shared) -> str:
        title = self.texts.common.title.text(shared.patient.sex)
        return f"{title}{NO_BREAK}{shared.patient.family}" if title else shared.patient.name

    def holder(self, holder: Holder | None) -> Line:
        """A short name, "Dr Maes", or "none yet"."""
        if holder is None:
            return self.texts.table.none_yet.line()
        name = holder.short or holder.name
        return plain(held(name) if len(name) <= LONGEST_HELD else name)

    def estimate(self, estimate: Estimate) -> Line:
        """3 months (clinicians' estimate, Prof. A, 12 Nov)"""
        common = self.texts.common
        units = common.one_unit if estimate.amount == 1 else common.units
        span = (
            held(units[estimate.unit].text(amount=self.number(estimate.amount)))
            if estimate.unit in units
            else (f"{self.number(estimate.amount)} {estimate.unit}")
        )
        more = self.listed([estimate.method, estimate.by, self.day(estimate.day)])
        return common.brackets.line(text=bold(span), more=more)

    def ecog(self, change: ScoreChange) -> Line:
        shared, new = self.texts.shared, self.number(change.new)
        if change.old is None or change.old_day is None:
            return shared.ecog_first.line(new=new, day=self.day(change.day))
        old, old_day = self.number(change.old), self.day(change.old_day)
        return shared.ecog.line(old=old, old_day=old_day, new=new, day=self.day(change.day))

    def role(self, roles: Words, discipline: str) -> str:
        return words(word_of(roles, discipline)) if discipline else ""

    def not_written(self, part: str) -> Line:
        return self.texts.common.not_written.line(part=part)
