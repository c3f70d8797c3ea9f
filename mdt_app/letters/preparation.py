"""A preparation list on paper: patients named, what is wanted of the team, how far it is, by when, and who asks."""

from __future__ import annotations

from datetime import date

from mdt_app.domain.letters.texts import LetterTexts, PreparationWords
from mdt_app.domain.phrases import Line, bold
from mdt_app.domain.preparation_content import PreparationCase, PreparationContent, PreparationLine
from mdt_app.letters.agenda import reason
from mdt_app.letters.blocks import Block, Space
from mdt_app.letters.kit import Kit
from mdt_app.letters.list_paper import list_paper, printable
from mdt_app.letters.metadata import About
from mdt_app.letters.wording import Item, Say, spaced, word_of

ASKED_SHARES = (15.0, 37.0, 55.0, 29.0, 29.0)
PALLIATIVE_SHARES = (14.0, 34.0, 46.0, 36.0, 35.0)
PALLIATIVE = "palliative"


def render_preparation(content: PreparationContent, texts: LetterTexts) -> bytes:
    """One team's list as PDF. Raises `Refused` where a character of its head cannot be printed."""
    say = Say(texts, content.head.starts_at.date())
    title = texts.preparation.titles[content.team].text(board=content.head.board)
    day, author = f"{content.head.starts_at:%Y-%m-%d}", content.head.hospital or content.head.board
    about = About(f"{title}, {day}", texts.language, author)
    return list_paper(content.head, say, title, about, _blocks(content, Kit(say)))


def _blocks(content: PreparationContent, kit: Kit) -> list[Block]:
    words = kit.say.texts.preparation
    if not content.cases:
        return [kit.text(words.nothing.line(), "the cases")]
    palliative = content.team == PALLIATIVE
    shares = PALLIATIVE_SHARES if palliative else ASKED_SHARES
    row = _palliative_row if palliative else _asked_row
    agenda = kit.say.texts.agenda
    titles = (
        (agenda.slot, agenda.patient, words.called, words.scores, words.due)
        if palliative
        else (agenda.slot, agenda.patient, words.wanted, words.when, words.known)
    )
    table = kit.rows("the list", shares, [row(one, kit.say) for one in content.cases], titles, closed=True)
    table.pad = 2.0
    found: list[Block] = [table]
    if content.rest:
        phrase = words.rest_one if content.rest == 1 else words.rest
        found += [Space(8), kit.text(kit.say.line(phrase, count=str(content.rest)), "the rest")]
    return found


def _asked_row(one: PreparationCase, say: Say) -> tuple[Item, ...]:
    words = say.texts.preparation
    first = say.texts.shared.said_first
    known = [first.text(first=say.day(day), rest=printable(text, say)) for day, text in one.known]
    wanted = [_wanted(line, say) for line in one.lines]
    whens = [_when(line, words, say) for line in one.lines]
    return (
        *_who(one, say),
        spaced([*wanted, printable(one.question, say), *_asker(one, say)], "\n"),
        spaced(list(dict.fromkeys(whens)), "\n"),
        "\n".join(known) or words.nothing_known.line(),
    )


def _palliative_row(one: PreparationCase, say: Say) -> tuple[Item, ...]:
    words = say.texts.preparation
    wanted = [_wanted(line, say) for line in one.lines if line.text]
    scores = [f"{text}, {say.day(day)}" for day, text in _scores(one, say)]
    due = [words.overdue.line(what=text) if late else text for text, late in _due(one, say)]
    return (
        *_who(one, say),
        spaced(
            [
                *(bold(printable(why, say)) for why in _called(one, say)),
                *wanted,
                printable(one.question, say),
                *_asker(one, say),
            ],
            "\n",
        ),
        "\n".join(scores) or words.no_scores.line(),
        spaced(due, "\n") or words.nothing_due.line(),
    )


def _called(one: PreparationCase, say: Say) -> list[str]:
    """Why the team is called: criteria by their name in the paper's language, else another reason."""
    if not one.criteria:
        return [reason(why, say) for why in one.called]
    return [f"{id} {say.texts.shared.criteria[id].text()}" for id in one.criteria]


def _scores(one: PreparationCase, say: Say) -> list[tuple[date, str]]:
    known = say.texts.shared.symptoms
    keys = one.items or ("",) * len(one.scores)
    return [
        (day, f"{say.lowered(known[key].text())} {text.rpartition(' ')[2]}" if key in known else text)
        for key, (day, text) in zip(keys, one.scores, strict=True)
    ]


def _due(one: PreparationCase, say: Say) -> list[tuple[str, bool]]:
    known = say.texts.secondary.elements
    keys = one.elements or ("",) * len(one.due)
    return [
        (say.lowered(known[key].text()) if key in known else text, late)
        for key, (text, late) in zip(keys, one.due, strict=True)
    ]


def _who(one: PreparationCase, say: Say) -> tuple[Item, Item]:
    agenda = say.texts.agenda
    slot = say.bare_time(one.slot[0]) if one.slot else agenda.no_slot.text()
    born = say.full_day(one.birth_date) if one.birth_date else say.texts.common.foot_no_birth_date.text()
    numbers = [printable(number, say) for number in one.identifiers[:2]]
    return (
        spaced([bold(str(one.position)), slot], "\n"),
        spaced([bold(printable(one.patient, say)), born, *numbers, one.number], "\n"),
    )


def _wanted(line: PreparationLine, say: Say) -> Line:
    words = say.texts.preparation
    thing = words.things.get(line.what)
    text = printable(line.text, say) or (thing.text() if thing else line.what)
    state = word_of(words.states, line.state.replace(" ", "-"))
    said = say.texts.shared.said_first.line(first=bold(f"{text[:1].upper()}{text[1:]}"), rest=state)
    return spaced([said, words.blocks.line()], ", ") if line.blocks else said


def _when(line: PreparationLine, words: PreparationWords, say: Say) -> Line:
    day = say.day(line.expected) if line.expected else words.for_meeting.text()
    who = (
        words.owner.line(name=printable(say.full_name(line.owner), say))
        if line.owner
        else words.no_owner.line()
    )
    return spaced([day, who], ", ")


def _asker(one: PreparationCase, say: Say) -> list[Line]:
    words = say.texts.preparation
    return [words.asked_by.line(name=printable(say.full_name(one.asked_by), say))] if one.asked_by else []
