"""After a death a letter says so first, then what is cancelled, what is asked for the family, and who they are."""

from __future__ import annotations

from mdt_app.domain.letters.after_death import Death
from mdt_app.domain.letters.parts import CarerLine, ScoreChange, Shared, Told
from mdt_app.domain.phrases import Line, bold, plain
from mdt_app.letters import sections
from mdt_app.letters.asking import ASK_SHARES
from mdt_app.letters.blocks import Block
from mdt_app.letters.kit import Kit
from mdt_app.letters.wording import Item, Say, capital, held, sentence, spaced


def died(death: Death, shared: Shared, kit: Kit) -> Block:
    """The day, the place as noted, whose word it is, and what had been set for later."""
    say, words = kit.say, kit.say.texts.shared
    day = words.died_on.line(weekday=say.weekday(death.day), day=say.full_day(death.day))
    recorded = say.day(death.recorded)
    source = words.recorded.line(day=recorded)
    if death.by is not None:
        source = say.naming(words.recorded_by, "who", death.by, day=recorded)
    set_for_later = say.parted(
        spaced([one.what, say.day(one.due) if one.due else "", say.holder(one.owner) if one.owner else ""])
        for one in death.cancelled
    )
    parts = [
        sentence(say.listed([day, death.place])),
        source,
        words.cancelled.line(what=set_for_later) if set_for_later else (),
        () if knew(death, shared) else words.decided_before.line(),
    ]
    return kit.section(words.died, spaced(parts))


def knew(death: Death, shared: Shared) -> bool:
    """Whether the board knew of the death: what it decided holds still."""
    return shared.meeting_at.date() > death.day if death.knew is None else death.knew


def asks(death: Death, decided: list[tuple[Item, ...]], kit: Kit) -> Block:
    """What the recipient is still asked: what a board that knew of the death decided, and what the family is owed."""
    say, words = kit.say, kit.say.texts.shared
    rows = list(decided)
    if death.mine and death.grief is not None:
        rows.append(
            (say.texts.primary.by_day.line(day=say.day(death.grief)), plain(capital(words.grief.text())))
        )
    if death.mistake:
        rows.append((say.texts.primary.ongoing.line(), plain(capital(words.mistake.text()))))
    done = words.grief_done.line(day=say.day(death.grief_done)) if death.grief_done else ()
    if not rows:
        return kit.text(spaced([words.asks_no_more.line(), done]), "what is asked")
    return kit.rows("We ask of you", ASK_SHARES, rows)


def family(death: Death, kit: Kit, distress: ScoreChange | None = None) -> Block:
    """Whom the record knows, with their numbers, and that it does not say who was told."""
    say, words = kit.say, kit.say.texts.shared
    return kit.section(
        words.family,
        spaced(
            [carers(death.carers, death.no_carer, death.permission, distress, say), words.who_knows.line()]
        ),
    )


def carers(
    known: tuple[CarerLine, ...], none: bool, allowed: bool | None, distress: ScoreChange | None, say: Say
) -> Line:
    """Who cares, how that one is, and whether we may speak with them; each as it is or, after a death, as it was."""
    texts = say.texts.tertiary
    if none:
        return texts.no_carer.line()
    if not known:
        return texts.carer_unknown.line()
    now = {True: texts.permission, False: texts.no_permission, None: texts.permission_unknown}
    then = {True: texts.permission_then, False: texts.no_permission_then, None: texts.permission_unknown_then}
    permission = say.line((then if say.gone else now)[allowed])
    return spaced([*(sentence(carer(one, say)) for one in known), burden(distress, say), permission])


def carer(one: CarerLine, say: Say) -> Line:
    more = say.listed([one.relation, held(one.phone), one.note, say.day(one.day)])
    return say.texts.common.brackets.line(text=bold(one.name or "–"), more=more)


def burden(score: ScoreChange | None, say: Say) -> Line:
    if score is None:
        return ()
    number = say.number(score.new)
    shown = bold(number) if score.severe else plain(number)
    return say.texts.tertiary.carer_distress.line(score=shown, day=say.day(score.day))


def told(say: Say, value: Told) -> list[Line]:
    """What the patient had been told, knew and hoped: what the family may speak of."""
    shared = say.texts.shared
    return [
        sections.talk(say, value),
        sections.sayings(say, value.knows, shared.knew),
        sections.sayings(say, value.not_wanted, shared.not_wanted),
        sections.sayings(say, value.goals, shared.goals, quoted=True),
    ]
