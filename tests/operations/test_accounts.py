"""The owner stands alone; with a second account each has roles, and a role is what one may do. Both engines."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from threading import Event
from typing import Any, cast

import pytest
from operations.kit import Team

from mdt_app.domain.accounts import RIGHTS, Account, Right
from mdt_app.domain.agenda import Listing
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Score
from mdt_app.domain.people import Patient, Person
from mdt_app.operations.accounts import (
    AFTER_OWNER,
    ChangePassword,
    ChangeRoles,
    CloseAccount,
    GivePassword,
    LinkAccount,
    LockDesk,
    MakeAccount,
    RecoverPassword,
    RenewRecoveryKey,
    SignOut,
    UnlockDesk,
    close_account,
)
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.facts import DecideCriterion, RecordFact
from mdt_app.operations.looking import looking
from mdt_app.operations.people import AddPatient, AddPerson
from mdt_app.operations.work import Change, Work
from mdt_app.store.audit import verify


def make(team: Team, user: str, *roles: str, **more: Any) -> Account:
    """An account; a guest's names a person."""
    id = new_id()
    if "guest" in roles and "person_id" not in more:
        more["person_id"] = new_id()
        team.act(AddPerson, person_id=more["person_id"], family="Benali")
    team.act(MakeAccount, account_id=id, user=user, name="", roles=roles, **more)
    found = team.get(Account, id)
    assert isinstance(found, Account)
    return found


def test_the_second_account_makes_the_owner_administrator_and_coordinator(both: Team) -> None:
    made = make(both, "els", "clinician")
    (owner,) = both.find(Account, user="owner")
    assert owner.roles == AFTER_OWNER == ("administrator", "coordinator")
    assert (made.roles, made.name) == (("clinician",), "els")
    make(both, "jan", "secretary")
    assert both.find(Account, user="els")[0].roles == ("clinician",)


def test_there_is_never_a_second_owner(both: Team) -> None:
    with pytest.raises(Refused, match="one owner"):
        make(both, "els", "owner")
    assert len(both.find(Account)) == 1


@pytest.mark.parametrize(
    ("user", "roles", "words"),
    [
        ("owner", ("clinician",), "There is an account owner already"),
        (" OWNER ", ("clinician",), "There is an account OWNER already"),
        ("x" * 61, ("clinician",), "at most 60"),
        ("els", (), "one or more of these roles"),
        ("els", ("king",), "one or more of these roles"),
        ("  ", ("clinician",), "needs a user name"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    both: Team, user: str, roles: tuple[str, ...], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        make(both, user, *roles)
    assert len(both.find(Account)) == 1


@pytest.mark.parametrize("role", sorted(set(RIGHTS) - {"owner"}))
def test_each_role_may_do_what_its_rights_say_and_no_more(team: Team, role: str) -> None:
    patient = team.patient()
    team.account = make(team, "els", role)
    acts: dict[Right, tuple[Any, dict[str, Any]]] = {
        Right.PREPARE: (AddPatient, {"patient_id": new_id(), "family": "Maes"}),
        Right.RECORD: (
            RecordFact,
            {"fact_id": new_id(), "patient_id": patient, "kind": Kind.ECOG, "payload": Score(value=1),
             "true_from": date(2026, 9, 1)},
        ),
        Right.DECIDE: (DecideCriterion, {"patient_id": patient, "criterion": "N1", "decision": "under-care"}),
        Right.ADMINISTER: (MakeAccount, {"account_id": new_id(), "user": "jan", "name": "", "roles": ("auditor",)}),
    }  # fmt: skip
    for right, (kind, said) in acts.items():
        if right in RIGHTS[role]:
            team.act(kind, **said)
        else:
            with pytest.raises(Refused, match=f"it takes the right to {right}"):
                team.act(kind, **said)


def test_rights_of_several_roles_add_up() -> None:
    account = Account(id="a", user="a", name="A", roles=("secretary", "administrator"))
    assert {right for right in Right if account.may(right)} == {Right.READ, Right.LETTERS, Right.ADMINISTER}


def test_nobody_acts_without_an_account(both: Team) -> None:
    both.account = Account(id="x", user="stranger", name="X", roles=("owner",))
    with pytest.raises(Refused, match="There is no account stranger"):
        both.patient()


def test_an_account_is_joined_to_its_person(both: Team) -> None:
    person = new_id()
    both.act(AddPerson, person_id=person, family="Claes", given="Els", title="Dr")
    both.act(LinkAccount, account_id=both.account.id, person_id=person)
    (found,) = both.find(Account)
    assert (found.person_id, found.name) == (person, "Dr Els Claes")


def test_roles_are_changed_and_a_closed_account_has_none_until_it_is_opened_again(both: Team) -> None:
    els = make(both, "els", "clinician")
    both.act(ChangeRoles, account_id=els.id, roles=("secretary", "palliative"))
    assert both.get(Account, els.id).roles == ("secretary", "palliative")
    both.act(CloseAccount, account_id=els.id)
    assert both.get(Account, els.id).closed
    with pytest.raises(Refused, match="closed"):
        both.act(GivePassword, account_id=els.id)
    both.act(ChangeRoles, account_id=els.id, roles=("secretary",))
    assert not both.get(Account, els.id).closed


def test_a_closed_account_may_do_nothing_from_that_moment(both: Team) -> None:
    els, owner = make(both, "els", "coordinator"), both.account
    both.act(CloseAccount, account_id=els.id)
    both.account = els
    with pytest.raises(Refused, match="takes the right to prepare"):
        both.patient()
    both.account = owner
    assert both.get(Account, els.id).user == "els"


def test_the_last_administrator_stays(both: Team) -> None:
    els = make(both, "els", "clinician")
    for act, more in ((CloseAccount, {}), (ChangeRoles, {"roles": ("clinician",)})):
        with pytest.raises(Refused, match="last administrator"):
            both.act(act, account_id=both.account.id, **more)
    both.act(ChangeRoles, account_id=els.id, roles=("administrator",))
    both.act(CloseAccount, account_id=both.account.id)
    with pytest.raises(Refused, match="takes the right to administer"):
        both.act(CloseAccount, account_id=els.id)
    both.account = els
    with pytest.raises(Refused, match="last administrator"):
        both.act(CloseAccount, account_id=els.id)


def test_nobody_is_made_owner(both: Team) -> None:
    els = make(both, "els", "clinician")
    with pytest.raises(Refused, match="one owner"):
        both.act(ChangeRoles, account_id=els.id, roles=("owner",))
    with pytest.raises(Refused, match="one or more of these roles"):
        both.act(ChangeRoles, account_id=els.id, roles=())


@pytest.mark.parametrize("kind", [ChangeRoles, CloseAccount, GivePassword, RenewRecoveryKey])
def test_only_an_administrator_touches_accounts_and_keys(both: Team, kind: Any) -> None:
    els = make(both, "els", "coordinator", "auditor")
    about = {} if kind is RenewRecoveryKey else {"account_id": els.id}
    more = {"roles": ("administrator",)} if kind is ChangeRoles else {}
    both.account = els
    with pytest.raises(Refused, match="takes the right to administer"):
        both.act(kind, **about, **more)


def test_every_act_on_accounts_and_keys_stands_in_the_chain_of_the_directory(both: Team) -> None:
    owner, person = both.account, new_id()
    both.act(AddPerson, person_id=person, family="Claes")
    els = make(both, "els", "clinician")
    acts: dict[Any, tuple[dict[str, Any], str, str, Any]] = {
        LinkAccount: ({"account_id": els.id, "person_id": person}, els.id, "person_id", person),
        ChangeRoles: ({"account_id": els.id, "roles": ("secretary",)}, els.id, "roles", ["secretary"]),
        GivePassword: ({"account_id": els.id}, els.id, "password", "given by an administrator"),
        RecoverPassword: ({"account_id": els.id}, els.id, "password", "set with the recovery key"),
        ChangePassword: ({}, owner.id, "password", "changed by its holder"),
        RenewRecoveryKey: ({}, owner.id, "recovery_key", "made anew"),
        CloseAccount: ({"account_id": els.id}, els.id, "roles", []),
        LockDesk: ({"after": 10}, owner.id, "desk", "locked after 10 minutes without a touch"),
        UnlockDesk: ({"wrong": 2}, owner.id, "desk", "unlocked, wrong passwords before: 2"),
        SignOut: ({}, owner.id, "desk", "signed out"),
    }
    for kind, (said, about, name, new) in acts.items():
        (change,) = both.act(kind, **said)
        assert (change.entity, change.entity_id, change.actor) == ("account", about, "owner")
        assert (name, new) in [(one.name, one.new) for one in change.fields], kind
        assert not change.patient_id
        assert not change.board_id
    assert both.get(Account, owner.id) == replace(owner, roles=AFTER_OWNER)
    assert verify(both.database).intact


def test_who_is_closed_changes_no_password(both: Team) -> None:
    els = make(both, "els", "clinician")
    both.act(CloseAccount, account_id=els.id)
    both.account = els
    with pytest.raises(Refused, match="This account is closed"):
        both.act(ChangePassword)


class Slow:
    """A unit of work that waits before it is committed, until it is told to go on."""

    def __init__(self, work: Work, reached: Event, go_on: Event) -> None:
        self._work, self._reached, self._go_on = work, reached, go_on

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    def commit(self) -> tuple[Change, ...]:
        self._reached.set()
        assert self._go_on.wait(10)
        return self._work.commit()


def test_of_two_administrators_who_close_each_other_at_once_one_stays(both: Team) -> None:
    owner, els = both.account, make(both, "els", "administrator")
    first, second = (
        both.command(CloseAccount, account_id=els.id),
        both.command(CloseAccount, account_id=owner.id),
    )
    reached, go_on = Event(), Event()

    @contextmanager
    def slowly(command: Command) -> Iterator[Work]:
        with both.database.open_work(command) as work:
            yield cast(Work, Slow(work, reached, go_on))

    with ThreadPoolExecutor(2) as threads:
        closing = threads.submit(close_account, first, slowly)
        assert reached.wait(10)
        closed = threads.submit(
            close_account, replace(second, actor="els", desk="desk-2"), both.database.open_work
        )
        assert not wait([closed], timeout=0.3).done
        go_on.set()
        assert closing.result(10)
        with pytest.raises(
            Refused, match="The account els may not do this; it takes the right to administer"
        ):
            closed.result(10)
    assert [one.user for one in both.find(Account) if one.may(Right.ADMINISTER)] == ["owner"]


@pytest.mark.parametrize("role", sorted(RIGHTS))
def test_who_lacks_the_right_to_read_sees_the_directory_and_no_patient(team: Team, role: str) -> None:
    patient = team.patient()
    person = new_id()
    team.act(AddPerson, person_id=person, family="Claes")
    team.with_gp(patient, person_id=person)
    account = Account(id="a", user="els", name="Els", roles=(role,), person_id=person)
    with looking(account, team.database.reader, date(2026, 10, 1)) as reader:
        assert reader.get(Person, person).family == "Claes"
        assert reader.find(Account)
        assert reader.count(Account) == 1
        looks = (
            lambda: reader.get(Patient, patient),
            lambda: reader.find(Patient),
            lambda: reader.count(Listing),
            lambda: reader.versions(Patient, patient),
            lambda: reader.facts([patient]),
            lambda: reader.search("pee"),
            lambda: reader.notes(["x"]),
            lambda: reader.changes(patient_id=patient),
        )
        for look in looks:
            if Right.READ in RIGHTS[role]:
                look()
            else:
                with pytest.raises(
                    Refused, match="The account els may not do this; it takes the right to read"
                ):
                    look()
