"""The demo is filled through the same commands as real work, in a database marked as made up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mdt_app import application
from mdt_app.application import Application
from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Membership
from mdt_app.operations.accounts import AFTER_OWNER, LinkAccount

SHOWN_BOARD = "LUNG"

if TYPE_CHECKING:
    from mdt_app.demo.fill import DemoSummary


def make_demo(
    where: str,
    user: str,
    password: str,
    patients: int,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Application, DemoSummary]:
    """A new database with the demo in it, open. Raises `Refused`; what was begun is taken away then."""
    from mdt_app.demo.fill import fill
    from mdt_app.notes.text import MergeText

    app = application.create(where, user, password, on_server=AFTER_OWNER)
    try:
        app.database.mark_demo()
        app.demo = True
        filled = fill(
            app.write,
            today=app.now().date(),
            patients=patients,
            seed=seed,
            actor=user,
            note_update=lambda text: MergeText().replace(0, 0, text),
            progress=progress,
        )
        _name_the_account(app)
    except BaseException:
        app.close()
        application.discard(where)
        raise
    return app, filled


def _name_the_account(app: Application) -> None:
    """Whoever tries the demo sits in the chair of its thoracic board, so that letters name a person."""
    with app.reader() as reader:
        board = reader.find(Board, prefix=SHOWN_BOARD)[0]
        chair = reader.find(Membership, board_id=board.id, chair=True)[0]
    app.write(app.command(LinkAccount, account_id=app.account.id, person_id=chair.person_id))
    with app.reader() as reader:
        app.account = reader.get(Account, app.account.id)
