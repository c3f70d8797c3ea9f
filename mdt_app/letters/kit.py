"""The professional letters are built from a few kinds of parts, made here, so that they look like one family."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mdt_app.domain.letters.parts import Copy, Holder, Responsibility, Shared, Span
from mdt_app.domain.people import CareLevel
from mdt_app.domain.phrases import Line, Phrase
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import Block, Noted, Painted, Section, Space, Stack, Titled, Uncounted
from mdt_app.letters.correction import correction, decided_again
from mdt_app.letters.foot import signing_state
from mdt_app.letters.page import LONG_NAME, correction_in_head
from mdt_app.letters.table import Rows
from mdt_app.letters.text import P, Style
from mdt_app.letters.wording import Item, Say, as_line, spaced, stopped, unstopped, word_of

TABLE_SHARES = (52.5, 55.0, 35.5, 22.0)
PATIENT_TABLE_SHARES = (50.0, 56.0, 31.0, 28.0)


@dataclass(frozen=True, slots=True)
class Kit:
    """Makes blocks in the styles of one letter."""

    say: Say
    body: Style = m.BODY
    heading: Style = m.HEADING
    cell: Style = m.CELL
    cell_head: Style = m.CELL_HEAD
    below: float = 5.2

    def text(self, item: Item, where: str) -> Painted:
        return Painted(P(as_line(item), self.body, where))

    def section(self, heading: Phrase, *parts: Item | Block) -> Section:
        """A ruled section with a hung heading; texts become paragraphs."""
        name = self.say.line_text(heading)
        return Section(Painted(P(name, self.heading, name)), self.stack(name, parts), below=self.below)

    def titled(self, heading: Phrase, note: Line, *parts: Item | Block) -> Titled:
        """A ruled section over the whole width; `note` stands where a hung section's text begins."""
        name = self.say.line_text(heading)
        noted = Noted(P(name, self.heading, name), P(note, self.body, name), hung=True)
        return Titled(noted, self.stack(name, parts), below=self.below)

    def stack(self, where: str, parts: Iterable[Item | Block]) -> Stack:
        blocks: list[Block] = []
        for part in parts:
            if isinstance(part, str | tuple):
                blocks += [self.text(part, where)] if part else []
            else:
                blocks.append(part)
        return Stack(blocks)

    def rows(
        self,
        where: str,
        shares: tuple[float, ...],
        rows: Iterable[tuple[Item, ...]],
        head: tuple[Phrase | None, ...] = (),
        closed: bool = False,
        natural: bool = False,
    ) -> Rows:
        """A table whose cells are texts; `head` may have empty columns; `natural` ones save lines."""
        heads = tuple(P(self.say.line(one) if one else "", self.cell_head, where) for one in head)
        cells = [tuple(P(as_line(cell), self.cell, where) for cell in row) for row in rows]
        return Rows(shares, cells, heads, closed=closed, natural=natural)

    def responsibilities(self, shared: Shared) -> Titled:
        """The table that all four letters carry alike."""
        table = self.say.texts.table
        heading = P(table.heading.line(), self.heading, "the table")
        note = P(table.heading_note.line(), self.body, "the table")
        rows = self.responsibility_rows(shared, TABLE_SHARES)
        return Titled(Noted(heading, note), rows, ruled=False, below=self.below)

    def responsibility_rows(self, shared: Shared, shares: tuple[float, ...]) -> Rows:
        table = self.say.texts.table
        return self.rows(
            self.say.line_text(table.heading),
            shares,
            (responsibility_row(self.say, row) for row in shared.responsibilities),
            (table.task, table.holder, table.when, table.phone),
            closed=True,
        )

    def first_lines(self, shared: Shared) -> list[Block]:
        """That a newer decision goes first, what the letter replaces, and the whole name where the head had room for
        its beginning only."""
        replaced, name = correction(shared, self.say), self.say.patient_name(shared)
        lines: list[Block] = []
        if newer := decided_again(shared, self.say):
            lines += [Uncounted(P(newer, self.body, "that it was decided again")), Space(6)]
        if replaced and (shared.level == CareLevel.PATIENT or not correction_in_head(shared, self.say)):
            text = P(replaced, self.body, "what changed since the version before")
            lines += [Uncounted(text), Space(6)]
        if len(name) > LONG_NAME:
            lines += [self.text(name, "the patient's name"), Space(6)]
        return lines

    def reader(self, shared: Shared, copy: Copy) -> str:
        """Who gets another letter of the decision: a function in the words of the language where nobody is named."""
        if copy.nobody and copy.level in self.say.texts.common.nobody:
            return self.say.texts.common.nobody[copy.level].text()
        return (
            self.say.patient_name(shared)
            if copy.level == CareLevel.PATIENT
            else self.say.full_name(copy.name, copy.sex)
        )

    def level(self, level: str) -> Line:
        """Who gets a letter of a level; only the patient's sex is known here."""
        return self.say.texts.common.levels[level].line(self.say.sex if level == CareLevel.PATIENT else "")

    def closing(self, shared: Shared) -> list[Block]:
        """Who answers for the letter, whether it is signed, and who gets the others."""
        common = self.say.texts.common
        parts: list[Line] = []
        if shared.signer is not None:
            role = self.say.role(common.roles, shared.signer.discipline, shared.signer.sex)
            state = signing_state(shared, self.say)
            shown = f", {role}" if role else ""
            name = self.say.full_name(shared.signer.name, shared.signer.sex)
            parts.append(common.signature.line(name=name, role=shown, board=shared.board, state=state))
        others = [copy for copy in shared.copies if copy.level != shared.level]
        if shared.level == "secondary":
            names = self.say.listed(f"{copy.number} {self.reader(shared, copy)}" for copy in shared.copies)
            parts += [common.letters.line(names=names)] if names else []
        elif others:
            names = self.say.listed(self.level(copy.level) for copy in others)
            parts.append(common.copies.line(names=names))
        if shared.no_letter is not None and not shared.no_letter.died:
            parts.append(self.say.line(common.no_letter, day=self.say.day(shared.no_letter.day)))
        line = spaced(map(unstopped, parts), " · ")
        return [Painted(P(stopped(line), m.NOTE, "the closing line"))] if parts else []


def responsibility_row(say: Say, row: Responsibility) -> tuple[Item, Item, Item, Item]:
    """Task, who, when, phone: what every letter's table says, word for word."""
    table = say.texts.table
    task = word_of(table.tasks, row.task, say.sex) if row.task in table.tasks else as_line(row.name)
    return task, in_charge(say, row), when(say, row), phones(say, row)


def in_charge(say: Say, row: Responsibility) -> Line:
    table = say.texts.table
    who = say.holder(row.holder)
    if row.settled is False and row.holder is not None:
        return table.not_settled.line(who=who)
    if row.later is not None:
        return table.then.line(first=who, later=say.holder(row.later))
    role = plain_role(say, row.holder) if row.holder and not is_team(row.holder) else ""
    return table.with_role.line(name=who, role=role) if role else who


def is_team(holder: Holder) -> bool:
    """A team or unit says by its own name what it is: no given name, no sex, more than one word."""
    return not holder.sex and holder.name == holder.family and " " in holder.name


def plain_role(say: Say, holder: Holder) -> str:
    """Who that is, in words for everybody where there are some, else by field."""
    plain_words, fields = say.texts.table.roles, say.texts.common.roles
    return say.role(
        plain_words if holder.discipline in plain_words else fields, holder.discipline, holder.sex
    )


def when(say: Say, row: Responsibility) -> Line:
    """The day of a task; one that is past says so."""
    if row.holder is None and row.day is None:
        return say.texts.common.dash.line()
    day = say.day(row.day) if row.day else ""
    span = row.span if row.day or row.span in (Span.THROUGHOUT, Span.NO_DAY) else Span.NO_DAY
    said = say.texts.table.spans[span].line(day=day)
    return say.texts.table.past.line(when=said) if row.past else said


def phones(say: Say, row: Responsibility) -> Line:
    """The number of who is in charge now; where another takes over, that number under it."""
    table = say.texts.table
    numbers = [holder.phone for holder in (row.holder, row.later) if holder is not None]
    if not numbers:
        return say.texts.common.dash.line()
    lines = [as_line(number) if number else table.no_phone.line() for number in numbers]
    return spaced(lines, "\n")
