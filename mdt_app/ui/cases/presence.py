"""Who holds each level of care stands beside how that level is here; an empty level is a visible gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from mdt_app.domain.attendance import Presence
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import CareHolder
from mdt_app.operations.case_rows import AttendanceRow, CaseView
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.cells import NameList, Names, about
from mdt_app.ui.cases.presence_entry import PresenceEntry
from mdt_app.ui.common import frames, words
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import Section
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import IconView
from mdt_app.ui.common.text import Label, SectionTitle, set_tip, width

LEVELS = ("primary", "secondary", "tertiary")


class PresenceSection(Section):
    """Care team by level, presence, written input, quorum. Alt+P marks people."""

    def __init__(self, acts: CaseActs) -> None:
        super().__init__(spacing=0)
        self._acts = acts
        self._before: QWidget | None = None
        self.title = SectionTitle(self.tr("Care team"))
        self.mark = LinkButton(self.tr("Mark"), hint="Alt+P", low=True)
        self.mark.clicked.connect(self.begin)
        self.mark_all = LinkButton(
            self.tr("All"), hint="Alt+L", name=self.tr("Everybody in one list"), low=True
        )
        self.title.add(self.mark)
        self.title.add(self.mark_all)
        self.entry = PresenceEntry(acts)
        self.holder = _HolderEntry(acts)
        self.here = Label("", "small", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.box.addWidget(self.title)
        self.box.addWidget(self.here)
        self.box.addWidget(self.entry)
        self.box.addLayout(self._lines)
        self.box.addWidget(self.holder)
        self.entry.left.connect(self._leave)

    def begin(self) -> None:
        """Open the entry, or close it."""
        if not self._acts.editable:
            return
        if not self.entry.isVisible():
            self._before = QApplication.focusWidget()
        elif self.entry.field.hasFocus():
            self._leave()
            return
        self.entry.begin()

    def _leave(self) -> None:
        """Close the entry, and go back to where the writer was."""
        self.entry.hide()
        before = self._before if self._before is not None and isValid(self._before) else self.mark
        before.setFocus()

    def show_view(self, view: CaseView) -> None:
        """Who is here at this case."""
        self.here.set_text(self.tr("At this case: {who}").format(who=present_words(view.attendance)))
        set_tip(self.here, "\n".join(_spoken(one) for one in view.attendance if one.presence.live))
        self.mark.setVisible(self._acts.editable)
        self.mark_all.setVisible(self._acts.editable)
        frames.empty(self._lines)
        for level in LEVELS:
            self._show_level(view, level)
        for one in view.attendance:
            if one.contribution:
                how = words.contribution(one.contribution)
                self._lines.addWidget(_line(self.tr("Apart"), Label(one.name, wrap=True), "written", how))
                if one.contribution_text:
                    self._lines.addWidget(_under(one.contribution_text))
        missing = quorum_words(view)
        if missing:
            self._lines.addWidget(_line(self.tr("Quorum"), _Gap(missing), "", ""))
        if self.entry.isVisible() and self.entry.field.isVisible():
            self.entry.refill()

    def unsaved(self) -> bool:
        """Whether a line is begun and not sent."""
        return bool(self.entry.written.isVisible() and self.entry.written.text()) or self.holder.unsaved()

    def _show_level(self, view: CaseView, level: str) -> None:
        """The holder and how he is here; where he is not, who else of that level is."""
        holder = view.background.holders.get(level)
        here = [one for one in view.attendance if one.level == level]
        own = next((one for one in here if holder and one.person_id == holder.person_id), None)
        other = next((one for one in here if one.presence.live and one is not own), None)
        if holder is None:
            self._lines.addWidget(_line(words.level(level), self._gap(level), "", ""))
        else:
            who = (holder.name, words.discipline(holder.role) or holder.organisation)
            label = Label(", ".join(part for part in who if part), wrap=True)
            set_tip(label, holder.phone)
            presence = own.presence if own else Presence.UNKNOWN
            icon, how = words.presence_icon(presence), words.presence(presence)
            self._lines.addWidget(_line(words.level(level), label, icon, how))
        if other is not None and not (own and own.presence.live):
            said = self.tr("{name} {how}").format(name=other.name, how=words.presence(other.presence))
            self._lines.addWidget(_under(said))

    def _gap(self, level: str) -> QWidget:
        gap = QWidget()
        box = QHBoxLayout(gap)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(Status(Shape.TRIANGLE, self.tr("none yet")))
        if self._acts.editable:
            name = LinkButton(self.tr("Name holder"), low=True)
            name.clicked.connect(lambda: self.holder.begin(level))
            box.addWidget(name)
        return gap


class _HolderEntry(QWidget):
    """Names who holds a level of care: a person of the directory, or any name."""

    def __init__(self, acts: CaseActs) -> None:
        super().__init__()
        self._acts, self._level = acts, ""
        self.field = Field(name=self.tr("Who holds this level of care"))
        self._names = NameList(self)
        Names(self.field, self._names)
        self.field.returnPressed.connect(self._take)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        box.addWidget(self.field)
        self.hide()

    def begin(self, level: str) -> None:
        self._level = level
        self.field.clear()
        self.field.setPlaceholderText(self.tr("{level}: name, then Enter").format(level=words.level(level)))
        self._names.set_names({one.name: about(one) for one in self._acts.people})
        self.show()
        self.field.setFocus()

    def unsaved(self) -> bool:
        return self.isVisible() and bool(self.field.text().strip())

    def _take(self) -> None:
        name = self.field.text().strip()
        self.hide()
        if not name:
            return
        known = next((one for one in self._acts.people if one.name == name), None)
        holder = CareHolder(level=self._level, name=name)
        if known:
            holder = CareHolder(
                level=self._level,
                name=name,
                person_id=known.id,
                role=known.discipline,
                organisation=known.organisation,
                phone=known.phone,
                night_phone=known.night_phone,
                address=known.address,
            )
        said = self.tr("{level}: {name}").format(level=words.level(self._level), name=name)
        self._acts.record(Kind.CARE_HOLDER, holder, said)


class _Gap(QWidget):
    """What is missing, in words that wrap, after its triangle."""

    def __init__(self, text: str) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(Status(Shape.TRIANGLE, ""))
        box.addWidget(Label(text, "strong", tone="look", wrap=True), 1)


def present_words(rows: Sequence[AttendanceRow]) -> str:
    """ "6 on site, 2 video, 1 phone"; only presence is counted, never what was sent."""
    counted = Counter(one.presence for one in rows if one.presence.live)
    live = (Presence.ON_SITE, Presence.VIDEO, Presence.PHONE)
    said = [f"{counted[kind]} {words.presence(kind)}" for kind in live if counted[kind]]
    return ", ".join(said) or words.tr("nobody marked yet")


def _line(title: str, who: QWidget, icon: str, how: str) -> QWidget:
    theme = themes.current()
    holder = QWidget()
    box = QHBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(6)
    label = Label(title, "small")
    label.setFixedWidth(max(width(title, 12), theme.px(64)))
    box.addWidget(label)
    wraps = isinstance(who, Label | _Gap)
    box.addWidget(who, 1 if wraps else 0)
    if not wraps:
        box.addStretch(1)
    if icon:
        box.addWidget(IconView(icon, 14))
    box.addWidget(Label(how, "small"), 0, Qt.AlignmentFlag.AlignVCenter)
    holder.setMinimumHeight(theme.px(28))
    return holder


def _under(text: str) -> QWidget:
    label = Label(text, "small", wrap=True)
    label.setContentsMargins(themes.current().px(64) + 6, 0, 0, 4)
    return label


def quorum_words(view: CaseView) -> str:
    """What quorum lacks at this case; "" where it is met, or the board has no rule."""
    if not view.board.quorum or view.quorum.met:
        return ""
    lacks = [
        (words.discipline(what) if what else words.tr("more disciplines"))
        + (f" ({more})" if more > 1 else "")
        for what, more in view.quorum.missing
    ]
    return words.tr("not met at this case, missing {who}").format(who=", ".join(lacks))


def _spoken(one: AttendanceRow) -> str:
    return f"{one.name}, {words.discipline(one.discipline)}: {words.presence(one.presence)}"
