"""A local file opens with what its sidecar gives, and says which database it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from store.kit import OWNER, Desk, reopened, with_keys

from mdt_app.domain.accounts import Right
from mdt_app.domain.errors import Refused
from mdt_app.keys import sidecar
from mdt_app.store.database import Database


def test_it_opens_with_the_password_and_with_the_recovery_key_alone(path: Path) -> None:
    database, recovery_key = with_keys(path)
    database.close()
    reopened(path).close()
    Database.open(path, sidecar.unlock_with_recovery(sidecar.keys_path(path), recovery_key)).close()
    with pytest.raises(Refused, match="do not open"):
        reopened(path, password="wrong")


def test_the_owner_may_do_everything_from_the_first_moment(path: Path) -> None:
    database, _ = with_keys(path)
    with database.open_work(Desk("x").command()) as work:
        assert work.account == OWNER
        for right in Right:
            work.require(right)
    database.close()


def test_a_database_knows_itself_and_that_it_is_made_up(path: Path) -> None:
    database, _ = with_keys(path)
    assert database.id
    assert not database.demo
    database.mark_demo()
    id = database.id
    database.close()
    again = reopened(path)
    assert (again.id, again.demo) == (id, True)
    again.close()
