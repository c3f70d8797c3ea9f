"""Beside each letter stands what it is made of; what is missing is seen in one look and mended there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.letters.checks import Check, Lack, Lacking
from mdt_app.domain.letters.letter import LetterState
from mdt_app.domain.letters.patient_reading import PatientReading
from mdt_app.domain.letters.wanted import kept_back
from mdt_app.domain.people import CareLevel
from mdt_app.operations.letter_stages import DeskLine
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.common import frames
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import Pane, ScrollPanel, row
from mdt_app.ui.common.messages import IconView, InlineMessage
from mdt_app.ui.common.text import Label, SectionTitle, set_tip
from mdt_app.ui.common.words import language, said_clock, said_day
from mdt_app.ui.letters import sources, words
from mdt_app.ui.letters.address_note import AddressNote
from mdt_app.ui.letters.changed_words import ChangedWords
from mdt_app.ui.letters.checking import Found
from mdt_app.ui.letters.data_lines import DataLine, data_lines, source_lines
from mdt_app.ui.letters.lack_list import LackList
from mdt_app.ui.letters.letter_choices import LetterChoices
from mdt_app.ui.letters.life_part import LifePart
from mdt_app.ui.letters.mended_note import MendedNote
from mdt_app.ui.letters.patient_words import PatientWords
from mdt_app.ui.letters.reading import OneLetter
from mdt_app.ui.letters.reading_box import ReadingBox
from mdt_app.ui.letters.reviewing import Shown
from mdt_app.ui.letters.since_note import SinceNote
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

LABEL = 88


class WayLink(LinkButton):
    """A label that leads to where its line is mended, as far left as the labels that lead nowhere."""

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(self._contents_width(themes.current()), super().sizeHint().height())

    def _padding(self) -> int:
        return 0


class DataPane(Pane):
    """One letter's data. Signals: `go(place, id)`, `said(words, undo, wrong)`, `mend(place)` of what it lacks,
    `set_asked(field, value)`, `version_asked(letter)`, `sent(name, way)` to record a sending, `change_asked(Change)` to
    see on the page what became another."""

    go = Signal(str, str)
    said = Signal(str, object, bool)
    mend = Signal(str)
    set_asked = Signal(str, object)
    version_asked = Signal(object)
    sent = Signal(str, object)
    change_asked = Signal(object)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._tasks, self._services = tasks, services
        self._one: OneLetter | None = None
        self._page: Shown | None = None
        self._lines: tuple[DataLine, ...] = ()
        self._sources: tuple[DataLine, ...] = ()
        self.patient = LinkButton("", name=self.tr("Open the patient"), low=True)
        self.name = Label("", "title", wrap=True)
        self.recipient = Label("", "body", wrap=True, tone="second")
        self.entry = LinkButton("", low=True)
        self.kind = Label("", "small", wrap=True)
        self.address = AddressNote(tasks, services)
        self.notice = InlineMessage("")
        self.since = SinceNote()
        self.mended = MendedNote(services.guidance)
        self.changed = ChangedWords()
        self.lacks = LackList()
        self.from_meeting = SectionTitle(self.tr("From the meeting"))
        self.choices_title = SectionTitle(self.tr("This letter"))
        self.choices = LetterChoices()
        self.reading = ReadingBox()
        self.life = LifePart()
        self.grid, self.source_grid = QGridLayout(), QGridLayout()
        self.sources_title = SectionTitle(self.tr("The rest comes from"))
        self.place = QVBoxLayout()
        self.words: PatientWords | None = None
        self.body = ScrollPanel(margins=(16, 12, 16, 16), spacing=4)
        self.pages = QStackedWidget()
        self._icon = row(spacing=0)
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self.entry.clicked.connect(self._go_to_entry)
        self.lacks.mend.connect(self._mend_lack)
        self.since.wanted.connect(self.change_asked)
        self.choices.chosen.connect(self.set_asked)
        self.changed.changed.connect(lambda words: self.set_asked.emit("changed", words))
        self.reading.part_chosen.connect(self._go_to_part)
        self.life.version_asked.connect(self.version_asked)
        self.life.sent.connect(self.sent)
        self.address.go.connect(self.go)
        self.address.said.connect(self.said)
        self.patient.clicked.connect(self._go_to_patient)

    def clear(self) -> None:
        """Show no letter."""
        self.flush()
        self._one = None
        self.pages.setCurrentIndex(0)

    def show_letter(self, one: OneLetter, line: DeskLine | None, found: Found | None = None) -> None:
        """Show a letter, or the same one read again; `found` says what it lacks."""
        if self._one is None or self._one.letter.id != one.letter.id:
            self.reading.show_reading(None)
            self.since.forget()
            self._page = None
            self.body.verticalScrollBar().setValue(0)
        self._one, may_send = one, self._services.account.may(Right.LETTERS)
        record, letter = one.record, one.letter
        self.name.set_text(record.patient.name)
        self.recipient.set_text(
            self.tr("To {name}").format(name=", ".join((letter.recipient.name, *letter.recipient.lines)))
        )
        self._show_entry(one)
        self._show_kind(one)
        self.address.show_letter(one)
        self.from_meeting.title.set_text(
            self.tr("From the meeting") if letter.is_open else self.tr("The record as it stands now")
        )
        start = record.slot[0] if record.slot else record.meeting_at
        self.from_meeting.set_right(
            f"{said_day(start.astimezone(one.life.zone).date())}, {said_clock(start, one.life.zone)}"
        )
        self.mended.show_letter(one)
        self.changed.show_letter(letter, may_send)
        self.choices.show_letter(one, may_send)
        for part in (self.choices_title, self.choices):
            part.setVisible(letter.is_open)
        self.show_found(one, found)
        self._sources = self._fill(self.source_grid, self._sources, source_lines(one))
        self._show_words(one)
        self.life.show_letter(one, line, may_send)
        foreign = found is not None and any(lack.kind == Lacking.LANGUAGE for lack in found.check.lacks)
        wanted = letter.is_open and letter.level == CareLevel.PATIENT and not foreign
        self.reading.setVisible(wanted and kept_back(record, letter.level) is None)
        self.pages.setCurrentIndex(1)

    def show_reading(self, reading: PatientReading | None) -> None:
        """Say how plainly the patient's letter reads."""
        self.reading.show_reading(reading)

    def show_found(self, one: OneLetter, found: Found | None) -> None:
        """Say what the letter is made of, what it leaves out and what it still lacks."""
        check = found.check if found is not None else None
        self._show_notice(one, found)
        self.lacks.show_lacks(_lacks_beside(one, check), one.letter.level)
        self._lines = self._fill(self.grid, self._lines, data_lines(one, check))

    def show_since(self, one: OneLetter, page: Shown) -> None:
        """Say what the letter says otherwise than when it was read last, or than the version before."""
        self._page = page
        self.since.show_since(one.letter, page.since)
        self._show_notice(one, None)

    def flush(self) -> None:
        """Send every word that waits (the letter is about to be left)."""
        self.changed.flush()
        if self.words is not None:
            self.words.flush()

    def focus(self) -> None:
        """Go into the data: to the words where there are some."""
        if self.words is not None:
            next(iter(self.words.fields.values())).editor.setFocus()
        else:
            self.patient.setFocus()

    def _show_notice(self, one: OneLetter, found: Found | None) -> None:
        """That it came back with a remark, or is no longer what was reviewed; and whether anything differs since."""
        page = self._page if self._page is not None and self._page.letter == one.letter else None
        read = page.since.read if page is not None else None
        changed = page.is_changed if page is not None else found is not None and found.changed
        same = read is not None and not read.changes
        back = one.letter.state == LetterState.DRAFT and bool(one.letter.remark)
        self.notice.setVisible(back or changed)
        if back:
            nothing = self.tr("Nothing changed since.") if same else ""
            self.notice.set_text(self.tr("Sent back"), "\n".join(filter(None, (one.letter.remark, nothing))))
        elif changed:
            self.notice.set_text(
                self.tr("Changed since it was reviewed"), self._what_now(same, read is not None)
            )

    def _what_now(self, same: bool, kept: bool) -> str:
        if not self._services.account.may(Right.DECIDE):
            return self.tr("A clinician reads what differs and approves it again.")
        if same:
            return self.tr("No word differs; it is drawn otherwise. Read it, then approve it again.")
        if kept:
            return self.tr("Read what differs, then approve it again.")
        return self.tr("Read it, then approve it again.")

    def _mend_lack(self, place: str) -> None:
        """Go to where something is mended: here, or at its own place."""
        if self._one is None:
            return
        if place == "words":
            self.focus()
        elif place == "choice":
            self.choices.focus_silence()
        elif place == "patient letter":
            self.mend.emit(place)
        else:
            if place.startswith("phone/"):
                place = sources.phone(self._one, place.removeprefix("phone/"))
            self.address.await_return()
            self.go.emit(*sources.way(self._one, place))

    def _go_to_part(self, part: str) -> None:
        """To the field that a hard word stands in."""
        names = {"days": "plain/", "red_flags": "red_flags"}
        wanted = names.get(part, f"plain_{part}")
        for name, kept in (self.words.fields if self.words is not None else {}).items():
            if name.startswith(wanted):
                kept.editor.setFocus()
                return

    def _show_entry(self, one: OneLetter) -> None:
        """The way to where name and address of the recipient stand; the patient's own is beside the name."""
        place = sources.entry(one, one.letter.level)
        known = place.startswith(sources.DIRECTORY)
        self.entry.set_words(self.tr("Directory") if known else self.tr("Care team"))
        self.entry.setAccessibleName(self.tr("Recipient. {leads}").format(leads=sources.leads_to(one, place)))
        set_tip(self.entry, sources.leads_to(one, place))
        self.entry.setVisible(one.letter.level != CareLevel.PATIENT)

    def _go_to_patient(self) -> None:
        if self._one is not None:
            self.go.emit("patient", self._one.letter.patient_id)

    def _go_to_entry(self) -> None:
        if self._one is not None:
            self._mend_lack(sources.address(self._one))

    def _show_kind(self, one: OneLetter) -> None:
        letter = one.letter
        level = self.tr("{level} level").format(level=words.level(letter.level))
        if letter.level == CareLevel.PATIENT:
            level = self.tr("for patient and family")
        version = self.tr("{state}, version {n}").format(state=words.state(letter.state), n=letter.version)
        if letter.is_frozen:
            signed = self.tr("signed by {name}").format(name=letter.signed_by)
            version = f"{version}, {signed if letter.signed_by else self.tr('not signed')}"
        self.kind.set_text(
            ", ".join((level, language(letter.language), letter.number, one.record.case.number, version))
        )
        frames.empty(self._icon)
        self._icon.addWidget(IconView(words.level_icon(letter.level), 14))

    def _show_words(self, one: OneLetter) -> None:
        """The patient's words are made anew for another case only, so that nothing moves under a hand."""
        if self.words is not None and (one.case is None or self.words.listing_id != one.letter.listing_id):
            self.words.flush()
            frames.empty(self.place)
            self.words = None
        if one.case is None:
            return
        if self.words is None:
            acts = CaseActs(self._tasks, self._services, one.case, self)
            acts.said.connect(self.said)
            self.words = PatientWords(acts, one)
            self.place.addWidget(self.words)
        self.words.show_letter(one)

    def _fill(
        self, grid: QGridLayout, shown: tuple[DataLine, ...], lines: tuple[DataLine, ...]
    ) -> tuple[DataLine, ...]:
        """Untouched where they are the same, so that the keys stay."""
        if lines != shown:
            frames.empty(grid)
            for place, line in enumerate(lines):
                self._add_line(grid, place, line)
        return lines

    def _add_line(self, grid: QGridLayout, place: int, line: DataLine) -> None:
        """A line; its label leads to where it is mended."""
        top = Qt.AlignmentFlag.AlignTop
        if line.source:
            grid.addWidget(self._way_to(line), place, 0, top | Qt.AlignmentFlag.AlignLeft)
        else:
            label = Label(line.label, "small", wrap=True)
            label.setFixedWidth(themes.current().px(LABEL))
            grid.addWidget(label, place, 0, top)
        said = Label("\n".join(line.lines), "secondary" if line.quiet else "body", wrap=True)
        said.setAccessibleName(f"{line.label}: {' '.join(line.lines)}")
        grid.addWidget(said, place, 1)

    def _way_to(self, line: DataLine) -> LinkButton:
        assert self._one is not None
        leads = sources.leads_to(self._one, line.source)
        link = WayLink(line.label, name=f"{line.label}. {leads}", low=True)
        set_tip(link, leads)
        link.clicked.connect(partial(self._mend_lack, line.source))
        return link

    def _lay_out(self) -> None:
        for grid in (self.grid, self.source_grid):
            grid.setHorizontalSpacing(8)
            grid.setVerticalSpacing(6)
            grid.setColumnStretch(1, 1)
            grid.setColumnMinimumWidth(0, themes.current().px(LABEL))
        self.patient.set_words(self.tr("Open patient"))
        box = self.body.box
        head = row(self.name, self.patient, spacing=8)
        head.setStretch(0, 1)
        box.addLayout(head)
        to = row(self.recipient, self.entry, spacing=8)
        to.setStretch(0, 1)
        to.setAlignment(self.entry, Qt.AlignmentFlag.AlignTop)
        box.addLayout(to)
        box.addLayout(row(self._icon, self.kind, spacing=6))
        for part in (self.address, self.notice, self.mended, self.since, self.changed, self.lacks):
            box.addWidget(part)
            part.hide()
        box.addSpacing(8)
        box.addWidget(self.from_meeting)
        box.addLayout(self.grid)
        for title in (self.choices_title, self.sources_title):
            title.row.setContentsMargins(0, 12, 0, 0)
        box.addWidget(self.choices_title)
        box.addWidget(self.choices)
        box.addWidget(self.reading)
        box.addLayout(self.place)
        box.addWidget(self.sources_title)
        box.addLayout(self.source_grid)
        box.addSpacing(12)
        box.addWidget(self.life)
        box.addStretch(1)
        self.pages.addWidget(QWidget())
        self.pages.addWidget(self.body)
        self.box.addWidget(self.pages, 1)


def _lacks_beside(one: OneLetter, check: Check | None) -> tuple[Lack, ...]:
    """What must be written or named before an open letter can go; the address, and the patient's words, stand
    elsewhere."""
    if not one.letter.is_open or check is None:
        return ()
    elsewhere = {Lacking.ADDRESS}
    if one.letter.level == CareLevel.PATIENT:
        elsewhere.add(Lacking.PART)
    return tuple(lack for lack in check.lacks if lack.kind not in elsewhere)
