"""Who makes a database is its first account; an administrator is always left, and no account is ever deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from mdt_app.domain.accounts import RIGHTS, Account, Right
from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Person
from mdt_app.domain.plain_text import one_line
from mdt_app.operations.commands import Command
from mdt_app.operations.work import Change, OpenWork, Work

OWNER = "owner"
AFTER_OWNER = ("administrator", "coordinator")
LONGEST_USER = 60
"""PostgreSQL, where an account is a role, takes names of 63 bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAccount(Command):
    offline: ClassVar[bool] = False
    account_id: str
    user: str
    name: str
    roles: tuple[str, ...]
    person_id: str = ""


def make_account(command: MakeAccount, open_work: OpenWork) -> tuple[Change, ...]:
    """A new account. With the second one the owner's role ends and becomes administrator and coordinator."""
    _require_roles(command.roles)
    user = _user_name(command.user)
    with open_work(command) as work:
        _require_administrator(work)
        others = work.find(Account)
        if any(one.user.casefold() == user.casefold() for one in others):
            raise Refused(f"There is an account {user} already.")
        if others and OWNER in command.roles:
            raise Refused("A database has one owner, and only while it has one account.")
        for one in others:
            if OWNER in one.roles:
                work.put(replace(one, roles=AFTER_OWNER))
        made = Account(
            id=command.account_id,
            user=user,
            name=one_line(command.name) or user,
            roles=command.roles,
            person_id=command.person_id,
        )
        _require_person(made)
        work.put(made)
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAccount(Command):
    offline: ClassVar[bool] = False
    account_id: str
    person_id: str


def link_account(command: LinkAccount, open_work: OpenWork) -> tuple[Change, ...]:
    """Join an account to its person of the directory, so that letters name the person and not the user name."""
    with open_work(command) as work:
        _require_administrator(work)
        person = work.get(Person, command.person_id)
        account = work.get(Account, command.account_id)
        work.put(replace(account, person_id=person.id, name=person.name))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRoles(Command):
    """Give an account other roles; a closed one is open again with them."""

    offline: ClassVar[bool] = False
    account_id: str
    roles: tuple[str, ...]


def change_roles(command: ChangeRoles, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` for no role, for the owner's, and where nobody would be left to administer."""
    _require_roles(command.roles)
    with open_work(command) as work:
        _require_administrator(work)
        account = work.get(Account, command.account_id)
        if OWNER in command.roles and OWNER not in account.roles:
            raise Refused("A database has one owner, and only while it has one account.")
        changed = replace(account, roles=command.roles)
        _require_person(changed)
        _put(work, changed)
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAccount(Command):
    offline: ClassVar[bool] = False
    account_id: str


def close_account(command: CloseAccount, open_work: OpenWork) -> tuple[Change, ...]:
    """Nobody signs in with it any more; what it did stays. Raises `Refused` for the last administrator."""
    with open_work(command) as work:
        _require_administrator(work)
        _put(work, replace(work.get(Account, command.account_id), roles=()))
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivePassword(Command):
    """Give another account a new password; the password itself is no part of any command."""

    offline: ClassVar[bool] = False
    account_id: str


def give_password(command: GivePassword, open_work: OpenWork) -> tuple[Change, ...]:
    """That it was done, when and by whom. Raises `Refused` without the right, and for a closed account."""
    with open_work(command) as work:
        _require_administrator(work)
        account = work.get(Account, command.account_id)
        if account.closed:
            raise Refused("This account is closed. Give it a role first.")
        work.record(account, password="given by an administrator")
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword(Command):
    """Change the own password; neither password is part of any command."""

    offline: ClassVar[bool] = False


def change_password(command: ChangePassword, open_work: OpenWork) -> tuple[Change, ...]:
    """That it was done and when. Raises `Refused` for a closed account."""
    with open_work(command) as work:
        if work.account.closed:
            raise Refused("This account is closed. An administrator can open it again.")
        work.record(work.account, password="changed by its holder")
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverPassword(Command):
    """Say that an account got its password by the recovery key; whoever opens the file next says so."""

    offline: ClassVar[bool] = False
    account_id: str


def recover_password(command: RecoverPassword, open_work: OpenWork) -> tuple[Change, ...]:
    """That it was done. No right is asked for: it was done already, before anybody had signed in."""
    with open_work(command) as work:
        work.record(work.get(Account, command.account_id), password="set with the recovery key")
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewRecoveryKey(Command):
    """Make a new recovery key; the key itself is no part of any command."""

    offline: ClassVar[bool] = False


def renew_recovery_key(command: RenewRecoveryKey, open_work: OpenWork) -> tuple[Change, ...]:
    """That it was done, when and by whom: a change of the account that did it. Raises `Refused` without the right."""
    with open_work(command) as work:
        _require_administrator(work)
        work.record(work.account, recovery_key="made anew")
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class LockDesk(Command):
    """Lock the desk; `after` so many minutes without a touch, 0 where its account did it."""

    offline: ClassVar[bool] = True
    after: int = 0


def lock_desk(command: LockDesk, open_work: OpenWork) -> tuple[Change, ...]:
    """That it was done and when. No right is asked for: everybody may lock what only the own password opens."""
    how = f"locked after {command.after} minutes without a touch" if command.after else "locked by its holder"
    return _say_desk(command, open_work, how)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockDesk(Command):
    """Unlock the desk with the own password, after so many `wrong` ones."""

    offline: ClassVar[bool] = True
    wrong: int = 0


def unlock_desk(command: UnlockDesk, open_work: OpenWork) -> tuple[Change, ...]:
    """That it was done, when, and how many wrong passwords went before."""
    return _say_desk(command, open_work, f"unlocked, wrong passwords before: {command.wrong}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOut(Command):
    """Leave the desk to another account."""

    offline: ClassVar[bool] = True


def sign_out(command: SignOut, open_work: OpenWork) -> tuple[Change, ...]:
    """That it was done and when."""
    return _say_desk(command, open_work, "signed out")


def _say_desk(command: Command, open_work: OpenWork, what: str) -> tuple[Change, ...]:
    with open_work(command) as work:
        work.record(work.account, desk=what)
        return work.commit()


def _require_administrator(work: Work) -> None:
    """One administrator after the other, so that no two can close each other at the same moment."""
    work.lock_accounts()
    work.require(Right.ADMINISTER)


def _require_person(account: Account) -> None:
    if account.sees_own_patients_only and not account.person_id:
        raise Refused(
            "A guest sees only the patients in the care of one person of the directory, and this account names none. "
            "Add a new account with its person chosen."
        )


def _put(work: Work, account: Account) -> None:
    """Keep an account. Raises `Refused` where nobody would be left who may administer."""
    others = [one for one in work.find(Account) if one.id != account.id]
    if not any(one.may(Right.ADMINISTER) for one in (*others, account)):
        raise Refused("This is the last administrator. Make somebody else administrator first.")
    work.put(account)


def _require_roles(roles: Iterable[str]) -> None:
    given = tuple(roles)
    if not given or any(role not in RIGHTS for role in given):
        raise Refused(f"An account holds one or more of these roles: {', '.join(RIGHTS)}.")


def _user_name(typed: str) -> str:
    user = one_line(typed)
    if not user:
        raise Refused("An account needs a user name.")
    if len(user.encode()) > LONGEST_USER:
        raise Refused(f"A user name has at most {LONGEST_USER} letters.")
    return user
