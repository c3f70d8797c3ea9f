"""A board is set up in one form: name, rhythm, quorum, place, and the head of its letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.agenda import Board, Letterhead, QuorumRule, Rhythm
from mdt_app.domain.letters.language import LANGUAGES
from mdt_app.domain.people import DISCIPLINES
from mdt_app.ui.acp.words import past_day
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import Button, PrimaryButton
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.typed import typed_in
from mdt_app.ui.people.person_form import as_lines
from mdt_app.ui.settings.board_asks import BoardAsks
from mdt_app.ui.settings.letterhead_looks import LetterheadLooks
from mdt_app.ui.settings.rhythm_dates import RhythmDates

NO_RHYTHM = ""
SHORT, SHORT_WIDTH = ("time", "length", "minutes", "cover_reviewed"), 120
ANY = "any"
TYPED = ("address", "cover_reviewed")
NOT_PRINTED = ("cover", "cover_reviewed")
"""Of the head of its letters, what is not plain text."""
WEEKS = ("1", "2", "3", "4")


class BoardForm(QWidget):
    """Fields of a board.

    Emits `kept(values)` with the payload of MakeBoard but its id, `refused(words)` for what cannot be kept, "" once
    that is over, `rhythm_changed(Rhythm)` for one whose next dates are to be shown (`dates`), and
    `head_changed(Letterhead, name of the board)` for one whose picture is to be shown (`looks`).
    """

    kept = Signal(dict)
    refused = Signal(str)
    rhythm_changed = Signal(object)
    head_changed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(parent)
        self._today = today
        self.fields: dict[str, Field] = {}
        self._ruled: tuple[str, ...] = ()  # what the board's rules name already, whatever it is
        self._before: Rhythm | None = None
        self.refusal = ""
        self.weekday = Choice(self._weekdays(), name=self.tr("Weekday"))
        self.weeks = Choice([(one, one) for one in WEEKS], "1", name=self.tr("Every how many weeks"))
        self.dates = RhythmDates()
        spoken = sorted((words.language(one), one) for one in LANGUAGES)
        self.language = Choice(
            [(one, name) for name, one in spoken], "en", name=self.tr("Language of its letters")
        )
        self.asking = BoardAsks()
        self.looks = LetterheadLooks()
        self.reviewed = Button(self.tr("Reviewed today"))
        self.problem = InlineMessage("")
        self.keep = PrimaryButton(self.tr("Keep board"))
        self._lay_out()
        self.keep.clicked.connect(self._keep)
        self.dates.changed.connect(self._tell_rhythm)
        for choice in (self.weekday, self.weeks):
            choice.chosen.connect(lambda _: self._tell_rhythm())
        self.looks.changed.connect(self._tell_head)
        self.language.chosen.connect(lambda _: self.looks.soon.start())
        for name in ("name", *self._head_names()):
            if name not in NOT_PRINTED:
                self.fields[name].textEdited.connect(lambda _: self.looks.soon.start())
        for name in ("time", "zone"):
            self.fields[name].editingFinished.connect(self._tell_rhythm)
        self.reviewed.clicked.connect(
            lambda: self.fields["cover_reviewed"].set_text(f"{self._today():%d-%m-%Y}")
        )

    def show_board(self, board: Board | None) -> None:
        """A board's settings, or empty fields for a new one."""
        self.say("")
        head = board.letterhead if board else Letterhead()
        rhythm = self._before = board.rhythm if board else None
        self._ruled = tuple(one.discipline for one in board.quorum if one.discipline) if board else ()
        shown = {
            "name": board.name if board else "",
            "prefix": board.prefix if board else "",
            "place": board.place if board else "",
            "video_link": board.video_link if board else "",
            "minutes": str(board.minutes if board else 6),
            "quorum": _quorum_text(board.quorum) if board else "",
            "time": rhythm.time if rhythm else "13:00",
            "length": str(rhythm.minutes if rhythm else 90),
            "zone": rhythm.zone if rhythm else "Europe/Brussels",
            **{name: getattr(head, name) for name in self._head_names() if name not in TYPED},
            "address": "; ".join(head.address),
            "cover_reviewed": f"{head.cover_reviewed:%d-%m-%Y}" if head.cover_reviewed else "",
        }
        for name, text in shown.items():
            self.fields[name].set_text(text)
            self.fields[name].set_wrong(False)
        self.weekday.set_current(str(rhythm.weekday) if rhythm else NO_RHYTHM)
        self.weeks.set_current(str(rhythm.weeks) if rhythm else "1")
        self.language.set_current(head.language)
        self.dates.show_rhythm(rhythm)
        self.asking.show_board(board)
        self.looks.show_head(head)
        self._tell_rhythm()
        self._tell_head()
        if board is None:
            self.fields["name"].setFocus()

    def unsaved(self) -> bool:
        """Whether words stand here that nobody kept."""
        return typed_in(self)

    def say(self, problem: str) -> None:
        """Why the board is not kept; "" where nothing stands against it."""
        self.refusal = problem
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        self.refused.emit(problem)

    def _lay_out(self) -> None:
        box = column(
            row(self._cell("name", self.tr("Name")),
                self._cell("prefix", self.tr("Case numbers begin with")), spacing=12),
            row(self._cell("place", self.tr("Place")), self._cell("video_link", self.tr("Video link")), spacing=12),
            row(self._cell("minutes", self.tr("Minutes per case")),
                self._cell("quorum", self.tr("Quorum, such as: oncology 1; radiology 1; any 4")), spacing=12),
            8, SectionTitle(self.tr("Rhythm")),
            row(column(Label(self.tr("Weekday"), "small"), self.weekday, spacing=2),
                self._cell("time", self.tr("Time")), self._cell("length", self.tr("Minutes")),
                column(Label(self.tr("Every … weeks"), "small"), self.weeks, spacing=2),
                self._cell("zone", self.tr("Time zone")), spacing=12),
            self.dates,
            8, self.asking,
            8, SectionTitle(self.tr("Head of its letters")),
            row(self._cell("hospital", self.tr("Hospital")), self._cell("unit", self.tr("Unit")), spacing=12),
            row(self._cell("patient_unit", self.tr("Unit, as patients know it")),
                self._cell("address", self.tr("Address, lines parted by ;")),
                column(Label(self.tr("Language, where a reader has none"), "small"), self.language, spacing=2),
                spacing=12),
            row(self._cell("contact", self.tr("Contact by day")), self._cell("day_phone", self.tr("Phone by day")),
                self._cell("day_hours", self.tr("Hours")), spacing=12),
            row(self._cell("night_who", self.tr("Who answers at night")),
                self._cell("night_phone", self.tr("Phone at night")),
                self._cell("doctor_line", self.tr("Doctor to doctor")), spacing=12),
            8, self.looks,
            8, SectionTitle(self.tr("Cover day and night")),
            Label(self.tr("Asked of the team for patients in the last phase of life, and reviewed each year."),
                  "small", wrap=True),
            self._cell("cover", self.tr("Who evaluates symptoms, advises on medication and is on call")),
            row(self._cell("cover_reviewed", self.tr("Reviewed on")),
                column(Label("", "small"), self.reviewed, spacing=2), None, spacing=12),
            8, self.problem, row(self.keep, None),
            spacing=8,
        )  # fmt: skip
        for name in SHORT:
            self.fields[name].setMaximumWidth(themes.current().px(SHORT_WIDTH))
        self.problem.hide()
        self.setLayout(box)
        box.setContentsMargins(0, 0, 0, 0)

    def _cell(self, name: str, said: str) -> QWidget:
        self.fields[name] = Field(name=said)
        cell = QWidget()
        cell.setLayout(column(Label(said, "small"), self.fields[name], spacing=2))
        return cell

    def _head_names(self) -> tuple[str, ...]:
        return (
            "hospital", "unit", "patient_unit", "address", "contact", "day_phone", "day_hours", "night_who",
            "night_phone", "doctor_line", "cover", "cover_reviewed",
        )  # fmt: skip

    def _weekdays(self) -> list[tuple[str, str]]:
        names = [(str(day), QLocale().standaloneDayName(day + 1)) for day in range(7)]
        return [(NO_RHYTHM, self.tr("no rhythm")), *names]

    def _keep(self) -> None:
        self.say("")
        try:
            values = self._values()
        except ValueError as wrong:
            self.say(str(wrong))
            return
        self.kept.emit(values)

    def _values(self) -> dict[str, object]:
        text = {name: field.text().strip() for name, field in self.fields.items()}
        return {
            "name": text["name"],
            "prefix": text["prefix"],
            "place": text["place"],
            "video_link": self._link(text["video_link"]),
            "minutes": self._number("minutes", 1, 120),
            "quorum": self._quorum(text["quorum"]),
            "rhythm": self._rhythm(text),
            "letterhead": replace(self._head(text), cover_reviewed=self._reviewed(text["cover_reviewed"])),
            **self.asking.values(),
        }

    def _head(self, text: dict[str, str]) -> Letterhead:
        """Without the day on which the cover was reviewed. Raises ValueError."""
        plain: dict[str, Any] = {name: text[name] for name in self._head_names() if name not in TYPED}
        looks: dict[str, Any] = self.looks.values()
        address = as_lines(text["address"])
        return Letterhead(**plain, **looks, address=address, language=self.language.current())

    def _tell_head(self) -> None:
        """A picture of the head is asked for; of one that cannot be, it says why there is none."""
        text = {name: field.text().strip() for name, field in self.fields.items()}
        try:
            head = self._head(text)
        except ValueError as wrong:
            self.looks.show_problem(str(wrong))
            return
        self.head_changed.emit(head, text["name"])

    def _reviewed(self, text: str) -> date | None:
        """The day of the last review; one that lies ahead has not been."""
        try:
            found = past_day(text, self._today()) if text else None
        except ValueError:
            self.fields["cover_reviewed"].set_wrong(True)
            raise ValueError(self.tr("Reviewed on: write a day that has been, such as 20 Oct.")) from None
        self.fields["cover_reviewed"].set_wrong(False)
        return found

    def _rhythm(self, text: dict[str, str]) -> Rhythm | None:
        if self.weekday.current() == NO_RHYTHM:
            return None
        try:
            at = time.fromisoformat(text["time"].zfill(5))
            zone = words.zone(text["zone"])
        except ValueError:
            raise ValueError(self.tr("Write the time as 13:00 and the zone as Europe/Brussels.")) from None
        before = self._before or Rhythm(weekday=0, time="")
        said = replace(
            before,
            weekday=int(self.weekday.current()),
            time=f"{at:%H:%M}",
            weeks=int(self.weeks.current()),
            minutes=self._number("length", 5, 600),
            zone=zone,
        )
        return self.dates.applied(said)

    def _tell_rhythm(self) -> None:
        """Its next dates are looked for; without a rhythm that can be read there are none."""
        text = {name: field.text().strip() for name, field in self.fields.items()}
        try:
            rhythm = self._rhythm(text)
        except ValueError:
            rhythm = None
        self.dates.setVisible(self.weekday.current() != NO_RHYTHM)
        if rhythm is not None:
            self.rhythm_changed.emit(rhythm)

    def _number(self, name: str, least: int, most: int) -> int:
        text = self.fields[name].text().strip()
        good = text.isdigit() and least <= int(text) <= most
        self.fields[name].set_wrong(not good)
        if not good:
            said = self.tr("{field}: write a number from {least} to {most}.")
            raise ValueError(said.format(field=self.fields[name].accessibleName(), least=least, most=most))
        return int(text)

    def _link(self, text: str) -> str:
        good = not text or (urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).netloc))
        self.fields["video_link"].set_wrong(not good)
        if not good:
            raise ValueError(self.tr("A video link begins with https://"))
        return text

    def _quorum(self, text: str) -> tuple[QuorumRule, ...]:
        rules = []
        for part in as_lines(text):
            name, _, number = part.rpartition(" ")
            if not number.isdigit() or not name:
                self.fields["quorum"].set_wrong(True)
                said = self.tr("Quorum: write a discipline and a number, such as radiology 1, not {part}.")
                raise ValueError(said.format(part=part))
            rules.append(QuorumRule(discipline=self._discipline(name.strip()), minimum=int(number)))
        self.fields["quorum"].set_wrong(False)
        return tuple(rules)

    def _discipline(self, name: str) -> str:
        """A discipline's key, "" for any; one that nobody can have would never be met."""
        if name.casefold() == ANY:
            return ""
        there = (*DISCIPLINES, *self._ruled)
        known = {said.casefold(): one for one in there for said in (one, words.discipline(one))}
        if name.casefold() not in known:
            self.fields["quorum"].set_wrong(True)
            said = self.tr("Quorum: {name} is no discipline here. There are: {known}; and any.")
            every = ", ".join(words.discipline(one) for one in DISCIPLINES)
            raise ValueError(said.format(name=name, known=every))
        return known[name.casefold()]


def _quorum_text(rules: tuple[QuorumRule, ...]) -> str:
    return "; ".join(
        f"{words.discipline(one.discipline) if one.discipline else ANY} {one.minimum}" for one in rules
    )
