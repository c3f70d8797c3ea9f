"""On a server the whole life of a letter is carried out by an account's own role, which may do no more than that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from letter_batch import desk_of
from operations.kit import Team, press
from operations.letters_kit import Decided, decided
from postgres import MakeDatabase

from mdt_app.domain.accounts import Account
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.operations.accounts import ChangeRoles, MakeAccount, SignOut
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import SendLetter, due_list
from mdt_app.operations.letter_batch import Options, items
from mdt_app.operations.letter_life import WithdrawLetter
from mdt_app.operations.worklists import standings
from mdt_app.sending.finishing import finish_lists
from mdt_app.sending.folder import export
from mdt_app.sending.printing import print_out
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


def test_a_batch_left_without_its_list_gets_it_from_the_records_of_a_server(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written into a folder, and printed."""

    def full(*_: object) -> Path:
        raise Refused("The disk is full.")

    case = decided(team)
    case.issue()
    case.issue("secondary")
    with team.database.reader() as reader:
        first, second = items(due_list(reader, press().guidance, case.meeting_id))
    desk, out = desk_of(team), tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr("mdt_app.sending.lists.keep_list", full)
        patched.setattr("mdt_app.sending.printing.keep_list", full)
        assert export((first,), out, Options(), desk, lambda done, of: True).list_file is None
        assert print_out((second,), Options(), desk, Paper(), lambda done, of: True).list_file is None
    assert {one.parent for one in finish_lists(desk).files} == {out, desk.lists}
    assert finish_lists(desk).files == ()


class Paper:
    """A printer that takes everything."""

    file, folder = "", None

    def hand_over(self, title: str, papers: Sequence[bytes]) -> None:
        pass

    def close(self) -> None:
        pass

    def drop(self) -> None:
        pass


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
