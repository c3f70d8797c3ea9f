"""The owner stands alone; with a second account each has roles, and a role is what one may do. Both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from operations.kit import Team

from mdt_app.domain.accounts import RIGHTS, Account, Right
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Score
from mdt_app.operations.accounts import AFTER_OWNER, LinkAccount, MakeAccount
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import DecideCriterion, RecordFact
from mdt_app.operations.people import AddPatient, AddPerson


def make(team: Team, user: str, *roles: str, **more: Any) -> Account:
    id = new_id()
    team.act(MakeAccount, account_id=id, user=user, name="", roles=roles, **more)
    found = team.get(Account, id)
    assert isinstance(found, Account)
    return found


def test_the_second_account_ends_the_owner_and_takes_nothing_away(both: Team) -> None:
    made = make(both, "els", "clinician")
    (owner,) = both.find(Account, user="owner")
    assert owner.roles == AFTER_OWNER
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
