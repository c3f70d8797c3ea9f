"""On a server the whole life of a letter is carried out by an account's own role, which may do no more than that."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import pytest
from operations.kit import Team, press
from operations.letters_kit import Decided, decided
from postgres import MakeDatabase

from mdt_app.domain.accounts import Account
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.operations.accounts import ChangeRoles, MakeAccount, SignOut
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import SendLetter
from mdt_app.operations.letter_life import WithdrawLetter
from mdt_app.operations.worklists import standings
from mdt_app.store import grants, postgres
from mdt_app.store.audit import seal, verify
from mdt_app.store.checks import problems
from mdt_app.store.database import Database

PASSWORD = "a password of the test"
ROLES = ("administrator", "coordinator", "clinician")


@pytest.fixture
def team(make_postgres_database: MakeDatabase) -> Iterator[Team]:
    """A desk whose account is a role of the server."""
    url = make_postgres_database()
    administrator = Database.create(url)
    user = f"lore {url[-8:]}"
    postgres.make_role(administrator.engine, user, PASSWORD)
    account = Account(id="account-1", user=user, name="Lore Hermans", roles=ROLES)
    setup = Team(database=administrator, account=account, desk="setup")
    with administrator.open_first_work(setup.command(SignOut), account) as work:
        work.put(account)
        work.commit()
    database = Database.open(postgres.signed_in(url, user, PASSWORD), user=user, desk="desk-1")
    yield Team(database=database, account=account)
    database.close()
    with administrator.engine.begin() as connection:
        connection.exec_driver_sql(f"DROP ROLE {grants.quoted(connection, user)}")
    administrator.close()


def send(case: Decided, letter: Letter) -> None:
    case.team.act(
        SendLetter, dispatch_id=new_id(), letter_id=letter.id, to_name=letter.recipient.name,
        address=letter.recipient.lines, how=Way.POST,
    )  # fmt: skip


def test_a_letter_is_issued_sent_and_corrected_by_an_account_of_its_own(team: Team) -> None:
    case = decided(team)
    send(case, case.issue())
    corrected = case.correct()
    team.act(WithdrawLetter, letter_id=corrected.id, reason="it was right")
    case.correct()
    send(case, case.issue())
    found = team.find(Letter, level="primary", order=("version",))
    assert [one.state for one in found] == [
        LetterState.SUPERSEDED, LetterState.WITHDRAWN, LetterState.ISSUED,
    ]  # fmt: skip
    with team.database.reader() as reader:
        assert sha256(reader.letter_file(found[-1].id, "pdf")).hexdigest() == found[-1].sha256
    assert len(team.find(Dispatch)) == 2
    assert problems(team.database) == ()


def test_the_rest_of_a_day_is_carried_out_by_an_account_of_its_own(team: Team) -> None:
    case = decided(team)
    day = team.clock.date()
    with team.database.reader() as reader:
        found = standings(reader, press().guidance, day, "1")
    team.database.keep_standings(day, "1", found)
    team.act(MakeAccount, account_id="account-2", user="els", name="Els", roles=("secretary",))
    team.act(ChangeRoles, account_id="account-2", roles=("palliative",))
    team.act(SignOut)
    assert seal(team.database, team.clock)
    assert verify(team.database).intact
    assert team.get(Account, "account-2").roles == ("palliative",)
    assert case.letter().state == LetterState.DRAFT
