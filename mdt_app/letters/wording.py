"""Days, numbers, names and lists are said in one way throughout a letter, and never broken over a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mdt_app.domain.conditions import is_condition
from mdt_app.domain.letters.letter import NOBODY_NAMED, Recipient
from mdt_app.domain.letters.letter import TITLES as STORED_TITLES
from mdt_app.domain.letters.parts import Estimate, Holder, ScoreChange, Shared
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.domain.people import CareLevel
from mdt_app.domain.phrases import Line, Phrase, Run, Words, bold, plain, words
from mdt_app.letters.setting import NO_BREAK

Item = Line | str

QUOTES = "”»“’"
FIGURE = re.compile(r"[<>≤≥]?\s?\d+\.\d+")

NOUNS_IN_CAPITALS = ("de",)
"""Languages in which a word keeps its capital inside a sentence."""

SMALL_TITLES = ("nl",)
"""Languages in which a title has a capital only where a line begins."""

TITLES = {
    **dict.fromkeys(("dr", "drs", "dre", "docteur", "docteure", "doctor", "doktor", "dokter"), "dr"),
    **dict.fromkeys(("prof", "pr", "pre", "professor", "professeur", "professeure", "professorin"), "prof"),
}
"""How a title is written before a name in the directory, to a key of the titles."""

ARTICLES = ("la", "le")
LONGEST_HELD, LONGEST_BARE = 24, 16
"""Characters up to which a name with a title, and one without, stays on one line."""


def held(text: str) -> str:
    """The text as one piece that no line parts."""
    return text.replace(" ", NO_BREAK)


def held_name(name: str) -> str:
    """A title and its name as one piece, without the article before them: la docteure Maes."""
    article, _, rest = name.partition(" ")
    return f"{article} {held(rest)}" if article.casefold() in ARTICLES else held(name)


def as_line(item: Item) -> Line:
    return plain(item) if isinstance(item, str) else item


def titled(name: str) -> tuple[str, str]:
    """A known title before a name, and the rest: ("prof", "Maes") for "Prof. Dr Maes"; ("", name) without one."""
    found, rest = all_titles(name)
    return found[0] if found else "", rest


def all_titles(name: str) -> tuple[list[str], str]:
    """Every known title before a name, each once, and the rest."""
    found: list[str] = []
    rest = name
    while (word := rest.partition(" ")[0].rstrip(".").casefold()) in TITLES and " " in rest.strip():
        found, rest = [*found, TITLES[word]], rest.partition(" ")[2].lstrip()
    return list(dict.fromkeys(found)), rest


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
    if not line or words(line).rstrip().rstrip(QUOTES).rstrip().endswith((".", "!", "?", "…", ":", ";")):
        return line
    return (*line, Run(".", line[-1].bold))


def unstopped(line: Line) -> Line:
    """The line without its full stop, where it goes on in another way."""
    if not line or not line[-1].text.endswith("."):
        return line
    return (*line[:-1], Run(line[-1].text[:-1], line[-1].bold))


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
    """The words of one language for one patient (`sex`, `gone` once dead) and one day of writing (`on`). `sexes` are
    those of people whom a paper knows by name alone."""

    texts: LetterTexts
    on: date
    sex: str = ""
    gone: bool = False
    sexes: Mapping[str, str] = field(default_factory=dict)

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
        """Monday 16 November, and with its year where it is another than this one."""
        dates = self.texts.dates
        return self._far(self._day(dates.weekday_full, dates.months, day, dates.weekdays), day)

    def weekday_short(self, day: date) -> str:
        """Mon 16 November, and with its year where it is another than this one."""
        dates = self.texts.dates
        return self._far(self._day(dates.weekday_short, dates.months, day, dates.weekdays_short), day)

    def _far(self, said: str, day: date) -> str:
        return said if day.year == self.on.year else held(f"{said} {day.year}")

    def _day(self, phrase: Phrase, months: Words, day: date, weekdays: Words | None = None) -> str:
        number = self.texts.dates.first.text() if day.day == 1 else str(day.day)
        values = {"day": number, "month": months[str(day.month)].text(), "year": str(day.year)}
        if weekdays is not None:
            values["weekday"] = weekdays[str(day.isoweekday())].text()
        return held(phrase.text(**values))

    def time(self, at: datetime) -> str:
        """14:20 in the way of the language: 14.20 uur, 14 h 20, 14:20 Uhr."""
        dates = self.texts.dates
        phrase = dates.time if at.minute else dates.time_whole
        return held(phrase.text(hour=str(at.hour), minute=f"{at.minute:02}"))

    def bare_time(self, at: datetime) -> str:
        dates = self.texts.dates
        phrase = dates.time_bare if at.minute else dates.time_bare_whole
        return held(phrase.text(hour=str(at.hour), minute=f"{at.minute:02}"))

    def day_time(self, at: datetime) -> str:
        return self.texts.dates.day_time.text(day=self.full_day(at.date()), time=self.time(at))

    def span(self, slot: tuple[datetime, datetime]) -> str:
        return held(self.texts.dates.span.text(start=self.bare_time(slot[0]), end=self.bare_time(slot[1])))

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
        """As a sentence names the patient: "mevrouw Colpaërt"."""
        title = self.texts.common.title_running.text(shared.patient.sex)
        return f"{title}{NO_BREAK}{shared.patient.family}" if title else shared.patient.name

    def addressee(self, recipient: Recipient, level: str) -> str:
        """The first line of the address: a function where nobody is named, a patient with the title of the language."""
        common = self.texts.common
        if recipient.missing in NOBODY_NAMED and level in common.nobody:
            return common.nobody[level].text()
        if level != CareLevel.PATIENT:
            return self.full_name(recipient.name, recipient.sex)
        name = recipient.name.removeprefix(f"{STORED_TITLES.get(recipient.sex, '')} ").strip()
        title = common.title_address.text(recipient.sex)
        return f"{title} {name}" if title else name

    def missing(self, recipient: Recipient) -> str:
        """What is not on file of a recipient."""
        known = self.texts.common.missing.get(recipient.missing)
        return known.text() if known else recipient.missing

    def holder(self, holder: Holder | None) -> Line:
        """A short name, "Dr Maes", with the title as the language writes it; or "none yet"."""
        if holder is None:
            return self.texts.table.none_yet.line()
        return plain(self.short_name(holder.short or holder.name, holder.sex))

    def short_name(self, name: str, sex: str = "") -> str:
        """As a table names a clinician: "Dr Maes", "dr. Maes", "Dre Maes"."""
        title, rest = titled(name)
        shown = self.texts.common.titles[title].text(sex, name=rest) if title else name
        return held(shown) if len(shown) <= (LONGEST_HELD if title else LONGEST_BARE) else shown

    def colleague(self, name: str, sex: str = "") -> str:
        """The same within a sentence, where Dutch writes a title small: "(dr. Maes, 5 nov.)"."""
        shown = self.short_name(name, sex)
        return lowered(shown) if self.texts.language in SMALL_TITLES and titled(name)[0] else shown

    def full_name(self, name: str, sex: str = "") -> str:
        """Title, given and family name, the title as the language writes it: "Dre Zoë Maes", "Dr. Zoë Maes"."""
        sex = sex or self.sexes.get(name, "")
        found, rest = all_titles(name)
        if not found:
            return name
        titles = self.texts.common.titles
        return titles.get(" ".join(found), titles[found[0]]).text(sex, name=rest)

    def naming(self, phrase: Phrase, gap: str, holder: Holder, both: bool = False, **values: Item) -> Line:
        """A sentence that names a clinician, "dokter Maes", "la docteure Maes", with a capital where it begins so.

        The phrase differs by the clinician's sex, with `both` by the patient's first and then the clinician's.
        """
        title, rest = titled(holder.short or holder.name)
        name = self.texts.common.named[title].text(holder.sex, name=rest) if title else rest
        sexes = (self.sex, holder.sex) if both else (holder.sex,)
        if phrase.begins_with(gap, *sexes):
            name = capital(name)
        filled = {**values, gap: held_name(name) if len(name) <= LONGEST_HELD else name}
        return phrase.line(*sexes, **filled)

    def lowered(self, text: str) -> str:
        """Without the capital of a label, inside a sentence; German nouns keep theirs."""
        return text if self.texts.language in NOUNS_IN_CAPITALS else lowered(text)

    def condition(self, text: str) -> Line:
        """On which condition, as typed; with "if" before it where it does not begin like one."""
        return plain(text) if not text or is_condition(text) else self.texts.shared.condition.line(text=text)

    def value(self, text: str) -> str:
        """A figure as the language writes it; anything else as its source wrote it."""
        return text.replace(".", self.texts.common.decimal.text()) if FIGURE.fullmatch(text) else text

    def amount(self, amount: float, unit: str) -> str:
        """3 months; a unit that is none of the four as recorded."""
        common = self.texts.common
        units = common.one_unit if amount == 1 else common.units
        if unit in units:
            return held(units[unit].text(amount=self.number(amount)))
        return f"{self.number(amount)} {unit}"

    def estimate(self, estimate: Estimate) -> Line:
        """3 months (clinicians' estimate, Prof. A, 12 Nov)"""
        span = self.amount(estimate.amount, estimate.unit)
        method = self.texts.shared.methods.get(estimate.method.strip())
        by = self.colleague(estimate.by, estimate.sex) if estimate.by else ""
        more = self.listed([method.line() if method else estimate.method, by, self.day(estimate.day)])
        return self.texts.common.brackets.line(text=bold(span), more=more)

    def ecog(self, change: ScoreChange) -> Line:
        shared, new = self.texts.shared, self.number(change.new)
        if change.old is None or change.old_day is None:
            return shared.ecog_first.line(new=new, day=self.day(change.day))
        old, old_day = self.number(change.old), self.day(change.old_day)
        return shared.ecog.line(old=old, old_day=old_day, new=new, day=self.day(change.day))

    def role(self, roles: Words, discipline: str, sex: str = "") -> str:
        return words(word_of(roles, discipline, sex)) if discipline else ""

    def not_written(self, part: str) -> Line:
        return self.texts.common.not_written.line(part=part)
