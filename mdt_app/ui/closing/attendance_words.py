"""Who took part is said level by level; presence and contribution stand apart and are never added together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mdt_app.domain.attendance import Presence
from mdt_app.domain.attendance_list import CaseAttendance, LevelAttendance, Part
from mdt_app.domain.moc import Lack, MocCase
from mdt_app.ui.closing.words import tr
from mdt_app.ui.common.columns import Cell
from mdt_app.ui.common.marks import Mark, Shape, Tone
from mdt_app.ui.common.words import contribution, presence, presence_icon


def level_cell(one: CaseAttendance, level: str) -> Cell:
    """Who was there at one level: the names where they are few, else how many in which way; then who was not."""
    found = next((each for each in one.levels if each.level == level), None)
    if found is None or found.empty:
        return Cell("–", tone=Tone.SECOND)
    alone = found.present[0] if len(found.present) == 1 else None
    return Cell(
        alone.name if alone else _present(found.present), _missing(found),
        icon=presence_icon(alone.presence) if alone else "",
        tone=Tone.PLAIN if found.present else Tone.SECOND, tip=_whole(found),
    )  # fmt: skip


def contribution_cell(one: CaseAttendance) -> Cell:
    """What came from people beside their presence, of every level."""
    parts = [each for level in one.levels for each in level.contributed]
    if not parts:
        return Cell("–", tone=Tone.SECOND)
    said = [f"{each.name}: {contribution(each.contribution)}" for each in parts]
    kinds = Counter(contribution(each.contribution) for each in parts)
    if len(parts) == 1:
        return Cell(contribution(parts[0].contribution), parts[0].name, tip=said[0])
    return Cell(
        ", ".join(f"{count} {kind}" for kind, count in kinds.items()), tip="; ".join(said), two_lines=True
    )


def moc_cell(one: CaseAttendance) -> Cell:
    """The Belgian kind, and what is lacking for one; the codes stand on the list as suggestions."""
    moc = one.moc
    if moc is None:
        return Cell("–", tone=Tone.SECOND)
    kind = tr("{kind} MOC").format(kind=moc.kind.name) if moc.kind else tr("MOC, kind not said")
    if moc.lacks:
        words = "; ".join(lack(each, moc) for each in moc.lacks if each != Lack.KIND)
        return Cell(kind, words, marks=(Mark(Shape.RING, ""),), second_tone=Tone.LOOK)
    codes = ", ".join(each.code.numbers for each in moc.suggestions)
    return Cell(kind, codes, tip=tr("Suggested, never billed from here: {codes}").format(codes=codes))


def lack(one: Lack, moc: MocCase) -> str:
    return {
        Lack.KIND: tr("kind not said"),
        Lack.REQUESTER: tr("nobody asked for it"),
        Lack.MAY_NOT_ASK: tr("whoever asked may not"),
        Lack.SPECIALISTS: tr("{n} of {least} specialists").format(n=len(moc.specialists), least=moc.least),
    }[one]


def _present(parts: Sequence[Part]) -> str:
    if not parts:
        return tr("nobody present")
    ways = Counter(presence(one.presence) for one in parts)
    return ", ".join(f"{count} {way}" for way, count in ways.items())


def _missing(found: LevelAttendance) -> str:
    said = []
    if found.absent:
        said.append(tr("absent: {names}").format(names=_names(found.absent)))
    named = [one for one in found.unsaid if one.name]
    if named:
        said.append(tr("invited, not noted: {names}").format(names=_names(named)))
    if len(named) < len(found.unsaid):
        said.append(tr("invited, but nobody is named"))
    return "; ".join(said)


def _names(parts: Iterable[Part]) -> str:
    return ", ".join(one.name for one in parts)


def _whole(found: LevelAttendance) -> str:
    said = [f"{one.name}: {presence(one.presence)}" for one in found.present]
    said += [f"{one.name}: {presence(Presence.ABSENT)}" for one in found.absent]
    said += [tr("{name}: invited, not noted").format(name=one.name) for one in found.unsaid if one.name]
    return "; ".join(said)
