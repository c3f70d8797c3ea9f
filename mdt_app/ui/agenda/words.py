"""What an agenda says of a case is said in the same words in table, panel and effect bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.agenda import Outcome
from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.inviting import Answer
from mdt_app.domain.readiness import READY
from mdt_app.domain.requests import Urgency
from mdt_app.operations.rows import Invited, ListingRow, Ready
from mdt_app.ui.common.marks import Mark
from mdt_app.ui.common.words import contribution, discipline, presence, presence_icon, said_dates
from mdt_app.ui.readiness import words as readiness

LEVELS = ("primary", "tertiary", "secondary")


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("agenda", text)


def needed(what: str) -> str:
    """One of the things that a discussion needs."""
    return readiness.thing(what)


def ready_mark(one: Ready, near: date | None = None) -> Mark:
    """The dot of one thing, with its words for those who do not see it."""
    return Mark(readiness.shape(one), f"{needed(one.what)}: {readiness.whole(one, near)}")


def to_do(row: ListingRow) -> int:
    """How many of the things are not ready."""
    return sum(one.state not in READY for one in row.ready)


def blocking(row: ListingRow) -> tuple[Ready, ...]:
    """What stands against discussing a case, as somebody said it; a case that is not to be discussed is not blocked."""
    return () if is_standard(row) or is_off(row) else tuple(one for one in row.ready if one.blocks)


def triage(row: ListingRow) -> str:
    """How a case is met: as a discussion, a complex one, or by an agreed standard of care."""
    if row.outcome == Outcome.STANDARD:
        return tr("Standard")
    return {"discuss": tr("Discuss"), "complex": tr("Complex"), "standard": tr("Standard")}.get(
        row.listing.triage, row.listing.triage
    )


def urgency(row: ListingRow) -> str:
    """ "soon" or "urgent", as it was asked for; "" for a routine case."""
    level = row.listing.urgency
    if level <= Urgency.ROUTINE:
        return ""
    return tr("soon") if level == Urgency.SOON else tr("urgent")


def is_standard(row: ListingRow) -> bool:
    """Met by an agreed standard of care."""
    return row.outcome == Outcome.STANDARD


def is_off(row: ListingRow) -> bool:
    """Taken off the agenda."""
    return row.outcome == Outcome.WITHDRAWN


def calls_gp(row: ListingRow) -> bool:
    """The case calls the GP to the table, and he did not answer that he cannot come."""
    return any(one.level == "primary" and not is_away(one) for one in row.invited)


def is_away(one: Invited) -> bool:
    """Somebody who answered that he cannot come."""
    return one.answer == Answer.DECLINES


def is_unready(row: ListingRow) -> bool:
    """Something that a discussion needs is old or missing; standard of care needs none."""
    return to_do(row) > 0 and not is_standard(row)


def count(rows: Iterable[ListingRow], holds: Callable[[ListingRow], bool]) -> int:
    """How many cases that are not taken off fulfil something."""
    return sum(holds(one) for one in rows if not is_off(one))


def role(level: str) -> str:
    """Who holds a level of care, in a word."""
    return {
        "primary": tr("GP"),
        "secondary": tr("oncologist in charge"),
        "tertiary": tr("palliative team"),
    }.get(level, level)


def invited_name(one: Invited) -> str:
    """ "GP Samira Benali", or that nobody is on file."""
    if not one.person and one.level not in LEVELS:
        return tr("no member for {discipline}").format(discipline=discipline(one.discipline))
    if not one.person:
        return tr("no GP on file") if one.level == "primary" else tr("no palliative team yet")
    return one.person


def table_name(one: Invited, short: bool = False) -> str:
    """ "GP Dr. Benali", "Els Vandenbroucke, palliative": the name with its role; `short` with an initial."""
    if not one.person:
        return invited_name(one)
    name = with_initial(one.person) if short else one.person
    if one.level == "primary":
        return tr("GP {name}").format(name=name)
    return tr("{name}, palliative").format(name=name) if one.level == "tertiary" else name


def with_initial(name: str) -> str:
    """ "Dr Hüseyin Aydoğan" becomes "Dr H. Aydoğan"; what comes after the first given name stays whole."""
    parts = name.split()
    first = next(
        (place for place, one in enumerate(parts) if one.rstrip(".") not in ("Dr", "Prof")), len(parts)
    )
    if first >= len(parts) - 1:
        return name
    return " ".join((*parts[:first], f"{parts[first][:1]}.", *parts[first + 1 :]))


def why(one: Invited, guidance: Guidance, near: date | None = None) -> str:
    """By which fact somebody is called; a criterion is named in its words, a day without the year of `near`."""
    kind, _, rest = one.why.partition(" ")
    if kind == "criterion":
        known = {criterion.id: criterion.name for criterion in guidance.criteria}
        ids = rest.split(", ")
        if all(each in known for each in ids):
            return "; ".join(known[each] for each in ids)
    return role(one.level) if one.why == "in charge" else said_dates(one.why, near)


def mode_words(one: Invited) -> str:
    """How somebody answers: comes by phone, writes, or that nobody has said."""
    answered = {
        Answer.ACCEPTS: "" if one.mode else tr("comes"), Answer.DECLINES: tr("cannot come"),
        Answer.PROPOSES: tr("proposes another time"),
    }.get(one.answer, "")  # fmt: skip
    if answered:
        return answered
    if not one.mode:
        return tr("not marked yet")
    try:
        return presence(Presence(one.mode))
    except ValueError:
        return contribution(Contribution(one.mode))


def mode_icon(one: Invited) -> str:
    """The icon of how somebody comes, or that he does not."""
    if is_away(one):
        return "absent"
    if one.mode in tuple(Presence):
        return presence_icon(Presence(one.mode)) or "people"
    return "written"


def at_table(row: ListingRow) -> tuple[Invited, ...]:
    """Those whom the case calls, from outside first; of one level, who cannot come is last."""

    def place(one: Invited) -> tuple[int, bool]:
        return LEVELS.index(one.level) if one.level in LEVELS else 9, is_away(one)

    return tuple(sorted(row.invited, key=place))
