"""The screens know the application only by these callables; store, renderer and parser stay behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from mdt_app.domain.accounts import Account
from mdt_app.operations.commands import Command

if TYPE_CHECKING:
    from mdt_app.domain.agenda import Rhythm, Session
    from mdt_app.domain.assessments import FormContent
    from mdt_app.domain.attendance_list import AttendanceList
    from mdt_app.domain.entries import Notice, Reply
    from mdt_app.domain.guidance import Guidance
    from mdt_app.domain.incoming import IncomingColumn, IncomingFile, IncomingPatient
    from mdt_app.domain.input_form import InputForm
    from mdt_app.domain.letters.letter import Letter
    from mdt_app.domain.letters.pin import Pin
    from mdt_app.domain.letters.signing import Card, SigningCertificate, Verdict
    from mdt_app.domain.palliative_content import PalliativeContent
    from mdt_app.domain.planning_day import Planned
    from mdt_app.domain.preparation_content import PreparationContent
    from mdt_app.operations.closing import NextStart
    from mdt_app.operations.importing import Imported
    from mdt_app.operations.letter_batch import Batch
    from mdt_app.operations.letter_life import KeepSignature, Press
    from mdt_app.operations.rows import AgendaView
    from mdt_app.operations.texts import SharedText
    from mdt_app.operations.work import Change, Observer, OpenReader

C = TypeVar("C", bound=Command)


class Keys(Protocol):
    """What opens the database. Each call may take a second (work lane only) and raises `Refused` in words."""

    @property
    def on_server(self) -> bool:
        """Whether passwords are the server's own; then every other call is refused."""
        ...

    def require_password(self, password: str) -> None: ...

    def set_password(self, user: str, new: str) -> None: ...

    def forget(self, user: str) -> None: ...

    def new_recovery_key(self) -> str: ...

    def leave_keyring(self) -> None:
        """This machine opens the database for this account by its password alone, also on a server, where it is so."""
        ...

    def enter_keyring(self) -> None:
        """This machine's keyring, where there is one, opens it again."""
        ...


class Invitations(Protocol):
    """What stands behind invitations (work lane). Each call raises `Refused` in words."""

    def entry(self, notice: Notice) -> bytes:
        """A calendar entry (.ics)."""
        ...

    def mail(self, notice: Notice) -> bytes:
        """A message with the entry in it (.eml)."""
        ...

    def replies(self, path: Path) -> tuple[Reply, ...]:
        """The answers in a file."""
        ...

    def form(self, form: InputForm) -> bytes:
        """The form for written input as PDF."""
        ...


class SentOut(Protocol):
    """What became of a batch: `written` files, how many letters were `there` already, sentences `refused`, and how many
    are `left` as somebody stopped it; `list_file` says what went out unless `list_printed`; `printed` and, in a new
    print file, `joined` count letters."""

    @property
    def written(self) -> tuple[Path, ...]: ...

    @property
    def there(self) -> int: ...

    @property
    def refused(self) -> tuple[str, ...]: ...

    @property
    def left(self) -> int: ...

    @property
    def joined(self) -> int: ...

    @property
    def list_printed(self) -> bool: ...

    @property
    def list_file(self) -> Path | None: ...

    @property
    def printed(self) -> int: ...


class FinishedLists(Protocol):
    """The `files` of lists that earlier batches lacked, and sentences why others could not be written."""

    @property
    def files(self) -> tuple[Path, ...]: ...

    @property
    def refused(self) -> tuple[str, ...]: ...


class Outgoing(Protocol):
    """What stands behind letters that leave the house (work lane). Each call raises `Refused` in words."""

    def send_out(self, batch: Batch, folder: Path) -> SentOut:
        """Write a batch into a folder and record each sending; signed letters are verified before."""
        ...

    def print_out(self, batch: Batch, printer: Any) -> SentOut:
        """Print a batch, letter by letter handed over to `printer` and then recorded."""
        ...

    def lists_missing(self) -> bool:
        """Whether a batch may have ended before its list was there (any lane)."""
        ...

    def finish_lists(self, batch: Batch) -> FinishedLists:
        """Write the lists that earlier batches lack; of this one, only its ways to read are used."""
        ...

    def cards(self) -> tuple[Card, ...]:
        """The cards in the reader."""
        ...

    def signed(
        self,
        letters: Sequence[tuple[Letter, bytes]],
        certificate: SigningCertificate,
        pin: Pin | None,
        at: datetime,
    ) -> Iterator[bytes]:
        """The signed bytes of each letter, given with what it says as stored, as soon as it is done."""
        ...

    def verdict(self, pdf: bytes, at: datetime) -> Verdict:
        """What checking the signature of a letter finds."""
        ...

    def keep(self, command: KeepSignature, pdf: bytes) -> tuple[Change, ...]:
        """Store signed bytes beside the unsigned ones (store lane)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """`command(Type, **payload)` makes a stamped command; `carry_out` runs it (store lane only, never GUI thread).

    `press()` prints and checks letters, `render_agenda(agenda view)` and the like give PDF bytes (work lane).
    `now` is the desk's clock,
    `next_start` the calendar behind a board's rhythm. `look_through(day, step)` looks for what waits about everybody
    on file (work lane) while `step(how many so far)` says to go on; `made_by()` names the rules that it goes by.
    `next_session(rhythm, after)` says what public holidays did besides, and refuses a code that it does not know.
    `plan_slots(day, now=, stop=)` may take ten seconds (work lane); it ends soon after `stop()` says so.
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
    read_columns: Callable[[Path], tuple[IncomingColumn, ...]]
    keep_columns: Callable[[Sequence[IncomingColumn], Sequence[str]], None]
    import_patient: Callable[[str, IncomingPatient, str], Imported]
    press: Callable[[], Press]
    render_form: Callable[[FormContent], bytes]
    render_palliative: Callable[[PalliativeContent], bytes]
    render_preparation: Callable[[PreparationContent], bytes]
    is_own_password: Callable[[str], bool]
    render_agenda: Callable[[AgendaView], bytes]
    render_attendance: Callable[[AttendanceList], bytes]
    next_start: NextStart
    next_session: Callable[[Rhythm, datetime], Session]
    plan_slots: Callable[..., Planned]
    look_through: Callable[[date, Callable[[int], bool]], int]
    made_by: Callable[[], str]
    keys: Keys
    invitations: Invitations
    outgoing: Outgoing

    def today(self) -> date:
        return self.now().date()
