"""The screens know the application only by these callables; store, renderer and parser stay behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mdt_app.domain.accounts import Account
from mdt_app.operations.commands import Command

if TYPE_CHECKING:
    from mdt_app.domain.guidance import Guidance
    from mdt_app.domain.incoming import IncomingFile, IncomingPatient
    from mdt_app.domain.letter_record import LetterRecord
    from mdt_app.operations.closing import NextStart
    from mdt_app.operations.importing import Imported
    from mdt_app.operations.rows import AgendaView
    from mdt_app.operations.texts import SharedText
    from mdt_app.operations.work import Change, Observer, OpenReader

C = TypeVar("C", bound=Command)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """`command(Type, **payload)` makes a stamped command; `carry_out` runs it (store lane only, never GUI thread).

    `render_letter(letter record, level)` and `render_agenda(agenda view)` give PDF bytes
    (work lane). `now` is the desk's clock, `next_start` the calendar behind a board's rhythm.
    `subscribe(observer)` calls it with every committed change, own and others', on any thread, until the callable
    that comes back is called.
    """

    account: Account
    guidance: Guidance
    demo: bool
    database_name: str
    command: Callable[..., Any]
    carry_out: Callable[[Command], tuple[Change, ...]]
    open_reader: OpenReader
    subscribe: Callable[[Observer], Callable[[], None]]
    now: Callable[[], datetime]
    new_text: Callable[[tuple[bytes, ...]], SharedText]
    read_file: Callable[[Path], IncomingFile]
    import_patient: Callable[[str, IncomingPatient, str], Imported]
    render_letter: Callable[[LetterRecord, str], bytes]
    render_agenda: Callable[[AgendaView], bytes]
    next_start: NextStart

    def today(self) -> date:
        return self.now().date()
