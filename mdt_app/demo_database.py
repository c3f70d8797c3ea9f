"""The demo is filled through the same commands as real work, in a database marked as made up; none takes its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_app import application, paths
from mdt_app.application import Application
from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Membership
from mdt_app.domain.errors import Refused
from mdt_app.operations.accounts import LinkAccount
from mdt_app.operations.commands import Command

SHOWN_BOARD = "LUNG"
ON_SERVER = ("administrator", "coordinator", "clinician")
OWN_NAME = "demo.db"
Progress = Callable[[int, int, int], None]
"""Hears (done, of how many, patients entered); what it raises stops the filling, and nothing is left of it."""

if TYPE_CHECKING:
    from mdt_app.demo.clerk import Clerk
    from mdt_app.demo.fill import DemoSummary, Pause


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDemo:
    """A demo that was just filled, open; `kept` is where an earlier one of that place lies now."""

    app: Application
    filled: DemoSummary
    kept: Path | None


def own_demo() -> Path:
    """The file of the demo that is opened when no other is named."""
    return paths.user_data() / OWN_NAME


def renew_demo(
    path: Path, user: str, password: str, patients: int, seed: int, progress: Progress | None = None
) -> NewDemo:
    """A demo at a place on this machine; an earlier one is kept beside it, with its keys.

    It is filled under another name and takes its place only when it is whole: whatever stops it leaves what was there.
    Raises `Refused`.
    """
    from mdt_app.store.backup import put_aside, settle

    draft = path.with_name(f"{path.name}.part")
    application.remove(draft)
    app, filled = make_demo(str(draft), user, password, patients, seed, progress)
    app.close()
    try:
        kept = put_aside(path) if path.exists() else None
        for ending in (".keys", ""):
            draft.with_name(draft.name + ending).replace(path.with_name(path.name + ending))
        settle(path.parent)
    except OSError as error:
        application.remove(draft)
        raise Refused(
            f"{path} cannot be replaced: {error.strerror}. Is it open in another window?"
        ) from error
    return NewDemo(
        app=application.open_existing(str(path), user, lambda _: password), filled=filled, kept=kept
    )


def is_demo(path: Path, user: str, password_for: application.PasswordFor) -> bool:
    """Whether everything in a file is made up, as far as its account can be opened. Raises `Refused`."""
    with application.open_existing(str(path), user, password_for) as app:
        return app.demo


def make_demo(
    where: str,
    user: str,
    password: str,
    patients: int,
    seed: int,
    progress: Progress | None = None,
) -> tuple[Application, DemoSummary]:
    """A new database with the demo in it, open. Raises `Refused`; what was begun is taken away then."""
    from mdt_app.demo.fill import fill
    from mdt_app.notes.text import MergeText
    from mdt_app.operations.people import AddPatient

    app = application.create(where, user, password, on_server=ON_SERVER)
    entered = 0

    def write(command: Command) -> None:
        nonlocal entered
        app.write(command)
        entered += isinstance(command, AddPatient)

    try:
        app.database.mark_demo()
        app.demo = True
        filled = fill(
            write,
            today=app.now().date(),
            patients=patients,
            seed=seed,
            actor=user,
            note_update=lambda text: MergeText().replace(0, 0, text),
            progress=None if progress is None else lambda done, of: progress(done, of, entered),
            pauses=partial(_pauses, app),
        )
    except BaseException:
        app.close()
        application.discard(where)
        raise
    return app, filled


def _pauses(app: Application, clerk: Clerk, planned: tuple[Command, ...]) -> Iterator[Pause]:
    """Who the account is, once the boards are there; the letters of each meeting the day after it; what is planned and
    told on the evening before today."""
    from mdt_app.demo.clerk import moment
    from mdt_app.demo.coming import Evening, spend_the_evening
    from mdt_app.demo.programme import BEGAN
    from mdt_app.demo.sending import Desk
    from mdt_app.planning import plan_slots

    desk = Desk(clerk=clerk, write=app.write, open_reader=app.reader, press=app.press)
    yield moment(clerk.today - timedelta(days=BEGAN - 1), "00:00"), partial(_name_the_account, app)
    yield from desk.pauses(planned)
    evening = Evening(
        clerk=clerk, write=app.write, open_reader=app.reader, guidance=app.guidance, plan_slots=plan_slots
    )
    yield moment(clerk.today, "00:00"), partial(spend_the_evening, evening)


def _name_the_account(app: Application) -> None:
    """Whoever tries the demo sits in the chair of its thoracic board, so that letters name a person."""
    with app.reader() as reader:
        board = reader.find(Board, prefix=SHOWN_BOARD)[0]
        chair = reader.find(Membership, board_id=board.id, chair=True)[0]
    app.write(app.command(LinkAccount, account_id=app.account.id, person_id=chair.person_id))
    with app.reader() as reader:
        app.account = reader.get(Account, app.account.id)
