"""One line each for an item, a person, a conversation, what was told, an option: with its day and its source."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from mdt_app.domain.acp import READINESS, TRUSTED, Conversation, Standing, said
from mdt_app.domain.deciding import Told
from mdt_app.domain.fact_text import fact_text
from mdt_app.domain.facts import Fact
from mdt_app.domain.payloads import WeighedOption
from mdt_app.operations.acp import Planning
from mdt_app.ui.acp import words
from mdt_app.ui.acp.words import tr
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words as common
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.marks import Status
from mdt_app.ui.common.text import Label, set_tip
from mdt_app.ui.common.words import said_day

NAME_ROOM = 170


class ItemRow(QWidget):
    """One item: its mark and name, what stands, and since when. Emits `fact_asked(fact id)`."""

    fact_asked = Signal(str)

    def __init__(self, found: Standing, plan: Planning) -> None:
        super().__init__()
        near = plan.on
        name = Status(words.shape(found), words.item(found.item), 14, plain=True)
        will = plan.wills.named(found.value) if found.value else None
        value = found.value if found.item != READINESS else words.quoted(found.value)
        if will is not None and not found.in_force:
            value, will = tr("{value}, not in force").format(value=value), None
        first = Label(value or words.state(found.state), "body" if value else "secondary", wrap=True)
        parts: list[QWidget] = [first]
        plain = will.words if will and will.words != found.value else ""
        for text in (plain, self._concerns(found), self._state(found, near)):
            parts += [Label(text, "small", wrap=True)] if text else []
        for fact in found.doubts:
            parts.append(Label(words.doubt(fact, found, near), "small", tone="look", wrap=True))
        below = column(*parts, spacing=0)
        newest = found.newest
        why = LinkButton(tr("Facts"), low=True, name=tr("{item}: facts").format(item=words.item(found.item)))
        why.clicked.connect(lambda: self.fact_asked.emit(newest.id if newest else ""))
        line = row(_named(name), below, spacing=8)
        if newest is not None:
            line.addWidget(why, 0, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setAccessibleName(f"{words.item(found.item)}: {value or words.state(found.state)}")

    def _concerns(self, found: Standing) -> str:
        text = said(found.newest).concerns if found.newest else ""
        return tr("Concerns: {what}").format(what=words.quoted(text)) if text else ""

    def _state(self, found: Standing, near: date) -> str:
        return words.state_line(found, near) if found.state != "none" and found.value else ""


class PersonRow(QWidget):
    """The representative or the trusted person, or that nobody is named."""

    def __init__(self, found: Standing, what: str, near: date) -> None:
        super().__init__()
        optional = found.item == TRUSTED and found.state == "none"
        name = Status(words.shape(found), words.item(found.item), 14, quiet=optional, plain=True)
        set_tip(name, what)
        person = words.person(found)
        lines = [Label(person or tr("nobody named"), "body" if person else "secondary", wrap=True)]
        rest = words.state_line(found, near) if found.state != "none" else what
        lines.append(Label(rest, "small", wrap=True))
        line = row(_named(name), column(*lines, spacing=0), spacing=8)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setAccessibleName(f"{words.item(found.item)}: {person or tr('nobody named')}")


class TalkRow(QWidget):
    """One conversation: when, who led it, who was there, what was reached. Emits `correct_asked(key)`."""

    correct_asked = Signal(str)

    def __init__(self, talk: Conversation, plan: Planning, *, may_correct: bool) -> None:
        super().__init__()
        near = plan.on
        level = common.level(talk.level) if talk.level else ""
        recorder = talk.facts[-1].recorder(plan.names)
        who = talk.by or tr("recorded by {who}").format(who=recorder)
        head = "  ·  ".join(part for part in (said_day(talk.day, near), who, level) if part)
        title = Label(head, "strong", wrap=True)
        spoken = tr("Correct the conversation of {day}").format(day=said_day(talk.day, near))
        self.correct = LinkButton(tr("Correct"), low=True, name=spoken)
        self.correct.clicked.connect(lambda: self.correct_asked.emit(talk.key))
        top = row(title, self.correct, spacing=8)
        top.setStretch(0, 1)
        lines: list[QWidget | QLayout | int | None] = [top]
        lines += [Label(text, "small", wrap=True) for text in self._rest(talk, near)]
        lines += [Label(words.reached_line(one), wrap=True) for one in talk.said]
        lines += [Label(text, "small", wrap=True) for text in self._before(talk, plan)]
        box = column(*lines, spacing=0)
        box.setContentsMargins(0, 0, 0, 8)
        self.setLayout(box)
        self.correct.setVisible(may_correct)

    def _rest(self, talk: Conversation, near: date) -> list[str]:
        there = tr("There: {who}").format(who=talk.present) if talk.present else ""
        review = tr("look again {day}").format(day=said_day(talk.review, near)) if talk.review else ""
        return [one for one in (", ".join(part for part in (there, review) if part),) if one]

    def _before(self, talk: Conversation, plan: Planning) -> list[str]:
        """What stood here before it was corrected; nothing of it is lost."""
        found = []
        for fact in talk.facts:
            for old in plan.before.get(fact.id, ()):
                day = said_day(fact.recorded_at.astimezone().date(), plan.on)
                who, what = fact.recorder(plan.names), words.reached_line(said(old))
                text = tr("Corrected {day} by {who}; before: {what}")
                found.append(text.format(day=day, who=who, what=what))
        return found


class ToldRow(QWidget):
    """One entry on prognosis: the estimate, by what and whom, and what the patient was told of it."""

    def __init__(self, one: Told, plan: Planning) -> None:
        super().__init__()
        said_of = one.prognosis
        recorder = one.fact.recorder(plan.names)
        author = said_of.author or (recorder if said_of.amount is not None else "")
        head = [one.text if said_of.amount is not None else "", said_of.method, author]
        told = words.told(said_of)
        parts: list[QWidget | QLayout | int | None] = []
        day = Label(said_day(one.day, plan.on), "small")
        if any(head):
            parts.append(Label(", ".join(part for part in head if part), wrap=True))
        if one.stale:
            parts.append(row(Status(words.STALE, tr("too old, ask again"), 12), None))
        if told:
            parts.append(Label(told, "small", wrap=True))
        line = row(column(*parts, spacing=0), day, spacing=8)
        line.setStretch(0, 1)
        line.setAlignment(day, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)


class OptionRow(QWidget):
    """One option with its numbers and where they come from."""

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        option = fact.payload
        assert isinstance(option, WeighedOption)
        lines = [Label(option.text, "strong", wrap=True)]
        for word, what, chance in (
            (tr("May bring"), option.benefit, option.benefit_chance),
            (tr("May cost"), option.harm, option.harm_chance),
        ):
            said_of = ", ".join(part for part in (what, chance) if part)
            lines.append(Label(f"{word}: {said_of or tr('not said')}", "small", wrap=True))
        if option.source:
            lines.append(Label(tr("Source: {source}").format(source=option.source), "small", wrap=True))
        self.setLayout(column(*lines, spacing=0))
        self.setAccessibleName(fact_text(fact))


def _named(name: Status) -> QWidget:
    """A mark with its name, in a column of its own."""
    holder = QWidget()
    holder.setLayout(column(row(name, None), None, spacing=0))
    holder.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    holder.setFixedWidth(max(themes.current().px(NAME_ROOM), name.sizeHint().width()))
    return holder
