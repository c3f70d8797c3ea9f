"""One filled demo for all tests of what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from mdt_app.application import load_guidance
from mdt_app.demo.clerk import Clerk, moment
from mdt_app.demo.coming import Evening, spend_the_evening
from mdt_app.demo.fill import DemoSummary, Pause, fill
from mdt_app.demo.sending import Desk
from mdt_app.domain.accounts import Account
from mdt_app.domain.guidance import Guidance
from mdt_app.notes.text import MergeText
from mdt_app.operations.accounts import MakeAccount
from mdt_app.operations.carry_out import carry_out
from mdt_app.operations.commands import Command
from mdt_app.planner.rhythm import next_start
from mdt_app.planner.slots import plan_slots
from mdt_app.press import LetterPress
from mdt_app.store.database import Database

TODAY = date(2026, 11, 23)


def make_owner(database: Database) -> None:
    account = Account(id="account-1", user="owner", name="Owner", roles=("owner",))
    command = MakeAccount(
        id="command-1",
        actor="owner",
        desk="here",
        number=1,
        at=datetime(2026, 11, 23, tzinfo=UTC),
        account_id=account.id,
        user=account.user,
        name=account.name,
        roles=account.roles,
    )
    with database.open_first_work(command, account) as work:
        work.put(account)
        work.commit()


def writing(database: Database, guidance: Guidance) -> Callable[[Command], object]:
    """Commands are carried out as the application does it."""
    press = LetterPress(guidance)
    return lambda command: carry_out(
        command, database.open_work, next_start, guidance.instruments, lambda: press
    )


def pauses(database: Database, clerk: Clerk, planned: tuple[Command, ...]) -> Iterator[Pause]:
    """The letters after each meeting and the evening before today, as the application does them."""
    guidance = load_guidance()
    write, press = writing(database, guidance), LetterPress(guidance)
    desk = Desk(clerk=clerk, write=write, open_reader=database.reader, press=press)
    yield from desk.pauses(planned)
    evening = Evening(
        clerk=clerk, write=write, open_reader=database.reader, guidance=guidance, plan_slots=plan_slots
    )
    yield moment(clerk.today, "00:00"), partial(spend_the_evening, evening)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, DemoSummary]]:
    path: Path = tmp_path_factory.mktemp("demo") / "demo.db"
    database = Database.create(path, b"k" * 32, user="owner")
    make_owner(database)
    made = fill(
        writing(database, load_guidance()),
        today=TODAY,
        note_update=lambda text: MergeText().replace(0, 0, text),
        patients=48,
        actor="owner",
        pauses=partial(pauses, database),
    )
    yield database, made
    database.close()
