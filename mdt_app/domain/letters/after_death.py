"""Of a patient who died a letter says when, and by whose word, and asks only what the living are still owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdt_app.domain.letters.parts import CarerLine, Clause, Holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """A death as recorded: `place` in the words of who recorded it, `by` who that was, None where it was only read in.
    `grief` is the latest day of the bereavement follow-up, None where none is owed any more, `grief_done` the
    day on which it was done, and `mine` says that it is the recipient's. `mistake` says that one was not acknowledged
    yet. `cancelled` is what had been set for a later day. `carers` are those known, () with `no_carer` where none is
    stated; `permission` is whether we may speak with them, None where nobody asked. `knew` says that the board knew of
    the death when it decided: that holds still; None in a letter kept before this was written down."""

    day: date
    recorded: date
    place: str = ""
    by: Holder | None = None
    mine: bool = False
    grief: date | None = None
    grief_done: date | None = None
    mistake: bool = False
    cancelled: tuple[Clause, ...] = ()
    carers: tuple[CarerLine, ...] = ()
    no_carer: bool = False
    permission: bool | None = None
    knew: bool | None = None
