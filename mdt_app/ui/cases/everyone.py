"""The whole room stands in one list: arrows walk it and one key marks, presence and contribution each for itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.agenda import zone_of
from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.operations.attendance import MarkContribution, MarkPresent, SayTimes
from mdt_app.operations.case_rows import AttendanceRow, CaseView
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.ask import Ask
from mdt_app.ui.cases.presence import present_words, quorum_words
from mdt_app.ui.cases.presence_entry import CONTRIBUTION_KEYS, PRESENCE_KEYS
from mdt_app.ui.cases.times import parse_span, said_span
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Pane, row
from mdt_app.ui.common.listed_rows import SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.text import Label, SectionTitle


class Everyone(Pane):
    """Members, invited and marked people of one case. Emits `closed()`, `named("chair" | "moderator", person id,
    name)` and `all_here()`. Marks of a member hold for the later cases too; Shift turns that round. The same key again
    takes a mark back."""

    closed = Signal()
    named = Signal(str, str, str)
    all_here = Signal()

    def __init__(self, acts: CaseActs) -> None:
        super().__init__("pane", margins=(0, 8, 0, 8))
        self._acts = acts
        self._rows: tuple[AttendanceRow, ...] = ()
        self.title = SectionTitle(self.tr("Who is here"), "Alt+L")
        self.close_link = LinkButton(self.tr("Back"), hint="Esc", low=True)
        self.title.add(self.close_link)
        self.here = Label("", "small", wrap=True)
        self.quorum = Label("", "small", tone="look", wrap=True)
        self.list = _People(name=self.tr("Everybody at this case"))
        self.ask = Ask()
        self._lay_out()
        self.close_link.clicked.connect(self.closed)
        self.list.pressed.connect(self._press)
        self.list.left.connect(self.closed)

    def begin(self) -> None:
        """Put the keys into the list, on the first who is not marked."""
        open_one = next((one for one in self._rows if not one.presence and not one.contribution), None)
        if self.list.current_key() is None and self._rows:
            self.list.choose((open_one or self._rows[0]).person_id)
        self.list.setFocus()

    def show_view(self, view: CaseView) -> None:
        """Everybody as marked at this case."""
        self._rows = view.attendance
        self.here.set_text(self.tr("At this case: {who}").format(who=present_words(view.attendance)))
        missing = quorum_words(view)
        self.quorum.set_text(missing)
        self.quorum.setVisible(bool(missing))
        self.list.set_rows([self._row(one, view) for one in view.attendance])

    def unsaved(self) -> bool:
        """Whether times are typed that nobody kept."""
        return self.ask.unsaved()

    def _row(self, one: AttendanceRow, view: CaseView) -> SideRow:
        leads = {view.meeting.chair_id: self.tr("chairs"), view.meeting.moderator_id: self.tr("moderates")}
        role = ", ".join(
            part for part in (words.discipline(one.discipline), leads.get(one.person_id, "")) if part
        )
        apart = words.contribution(one.contribution)
        return SideRow(
            one.person_id, one.name, ", ".join(part for part in (role or words.level(one.level), apart) if part),
            right=words.presence(one.presence), right_icon=words.presence_icon(one.presence),
            second_right=said_span(one.joined_at, one.left_at, zone_of(view.board)),
            quiet=not one.presence.live and not one.contribution and bool(one.presence),
        )  # fmt: skip

    def _press(self, letter: str, shifted: bool) -> None:
        one = next((each for each in self._rows if each.person_id == self.list.current_key()), None)
        if letter == "e":
            self.all_here.emit()
        elif one is not None and self._acts.editable:
            self._mark(one, letter, shifted)

    def _mark(self, one: AttendanceRow, letter: str, shifted: bool) -> None:
        person: dict[str, Any] = {"listing_id": self._acts.listing_id, "person_id": one.person_id}
        now = self._acts.services.now()
        if letter in PRESENCE_KEYS:
            again = one.presence == PRESENCE_KEYS[letter]
            how = Presence.UNKNOWN if again else PRESENCE_KEYS[letter]
            self._acts.write(MarkPresent, **person, presence=how, onward=one.member != shifted)
            self.list.step(0 if again else 1)
        elif letter in CONTRIBUTION_KEYS:
            again = one.contribution == CONTRIBUTION_KEYS[letter]
            kind = Contribution.NONE if again else CONTRIBUTION_KEYS[letter]
            self._acts.write(MarkContribution, **person, contribution=kind)
        elif letter == "j":
            self._acts.write(SayTimes, **person, joined_at=now, left_at=None)
        elif letter == "l":
            self._acts.write(SayTimes, **person, joined_at=one.joined_at, left_at=now)
        elif letter == "t":
            self._ask_times(one)
        elif letter in ("c", "o"):
            self.named.emit("chair" if letter == "c" else "moderator", one.person_id, one.name)

    def _ask_times(self, one: AttendanceRow) -> None:
        zone = zone_of(self._acts.view.board)

        def keep(text: str) -> None:
            try:
                since, until = parse_span(text, self._acts.services.now(), zone)
            except ValueError:
                self._acts.said.emit(self.tr("Write it as 13:12–13:40, or 13:12."), None, True)
                return
            self._acts.write(
                SayTimes, listing_id=self._acts.listing_id, person_id=one.person_id, joined_at=since,
                left_at=until,
            )  # fmt: skip

        question = self.tr("{name}: from–until, as 13:12–13:40").format(name=one.name)
        self.ask.reason(question, keep, self.list, needed=False)
        self.ask.field.set_text(said_span(one.joined_at, one.left_at, zone))

    def _lay_out(self) -> None:
        kinds = (
            ("s", self.tr("S on site")), ("v", self.tr("V video")), ("p", self.tr("P phone")),
            ("a", self.tr("A absent")), ("n", self.tr("N not invited")),
        )  # fmt: skip
        apart = (("w", self.tr("W written")), ("m", self.tr("M message")), ("i", self.tr("I informed")))
        times = (("j", self.tr("J joins now")), ("l", self.tr("L leaves now")), ("t", self.tr("T times")))
        leads = (("c", self.tr("C chairs")), ("o", self.tr("O moderates")))
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(16, 0, 16, 8)
        box.setSpacing(4)
        for part in (self.title, self.here, self.quorum):
            box.addWidget(part)
        self.everyone = Button(self.tr("E All members on site"), "place")
        self.everyone.clicked.connect(self.all_here)
        box.addLayout(row(self.everyone, None))
        foot = QWidget()
        low = QVBoxLayout(foot)
        low.setContentsMargins(16, 8, 16, 0)
        low.setSpacing(4)
        low.addWidget(self.ask)
        for title, keys in (
            (self.tr("Here"), kinds), (self.tr("Apart"), apart), (self.tr("Times"), times),
            (self.tr("Leads"), leads),
        ):  # fmt: skip
            low.addWidget(Flow([Label(title, "small"), *self._buttons(keys)]))
        self.box.addWidget(inner)
        self.box.addWidget(self.list, 1)
        self.box.addWidget(foot)

    def _buttons(self, keys: Sequence[tuple[str, str]]) -> list[QWidget]:
        return [self._button(said, self._presser(letter)) for letter, said in keys]

    def _presser(self, letter: str) -> Callable[[], None]:
        return lambda: self._press(letter, False)

    def _button(self, said: str, act: Callable[[], None]) -> QWidget:
        button = LinkButton(said, low=True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(act)
        return button


class _People(SideList):
    """The list; letters mark instead of searching. Emits `pressed(letter, shifted)` and, on Escape, `left()`."""

    pressed = Signal(str, bool)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key marks who is current."""
        letter = event.text().casefold()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if letter.isalpha() and plain:
            self.pressed.emit(letter, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
