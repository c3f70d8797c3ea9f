"""Who makes a database is its first account; on a local file that is the owner, until there is a second one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from mdt_app.domain.accounts import RIGHTS, Account, Right
from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Person
from mdt_app.operations.commands import Command
from mdt_app.operations.work import Change, OpenWork

OWNER = "owner"
AFTER_OWNER = ("administrator", "coordinator", "clinician")


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAccount(Command):
    offline: ClassVar[bool] = False
    account_id: str
    user: str
    name: str
    roles: tuple[str, ...]
    person_id: str = ""


def make_account(command: MakeAccount, open_work: OpenWork) -> tuple[Change, ...]:
    """A new account. With the second one the owner's role ends and becomes what it stood for."""
    unknown = [role for role in command.roles if role not in RIGHTS]
    if unknown or not command.roles:
        raise Refused(f"An account holds one or more of these roles: {', '.join(RIGHTS)}.")
    if not command.user.strip():
        raise Refused("An account needs a user name.")
    with open_work(command) as work:
        work.require(Right.ADMINISTER)
        others = work.find(Account)
        if any(one.user == command.user for one in others):
            raise Refused(f"There is an account {command.user} already.")
        if others and OWNER in command.roles:
            raise Refused("A database has one owner, and only while it has one account.")
        for one in others:
            if OWNER in one.roles:
                work.put(replace(one, roles=AFTER_OWNER))
        work.put(
            Account(
                id=command.account_id,
                user=command.user.strip(),
                name=command.name.strip() or command.user.strip(),
                roles=command.roles,
                person_id=command.person_id,
            )
        )
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAccount(Command):
    offline: ClassVar[bool] = False
    account_id: str
    person_id: str


def link_account(command: LinkAccount, open_work: OpenWork) -> tuple[Change, ...]:
    """Join an account to its person of the directory, so that letters name the person and not the user name."""
    with open_work(command) as work:
        work.require(Right.ADMINISTER)
        person = work.get(Person, command.person_id)
        account = work.get(Account, command.account_id)
        work.put(replace(account, person_id=person.id, name=person.name))
        return work.commit()
