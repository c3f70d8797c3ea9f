"""A role is a set of rights; an account's rights are the union of its roles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mdt_app.domain.errors import Refused


class Right(StrEnum):
    """What an operation asks for before it does anything."""

    READ = "read"
    PREPARE = "prepare"
    RECORD = "record"
    DECIDE = "decide"
    CLOSE = "close"
    LETTERS = "letters"
    IMPORT = "import"
    AUDIT = "audit"
    ADMINISTER = "administer"


_EVERYTHING = frozenset(Right)
GUEST = "guest"

RIGHTS: dict[str, frozenset[Right]] = {
    "owner": _EVERYTHING,
    "coordinator": frozenset(
        {Right.READ, Right.PREPARE, Right.RECORD, Right.CLOSE, Right.LETTERS, Right.IMPORT}
    ),
    "clinician": frozenset(
        {Right.READ, Right.PREPARE, Right.RECORD, Right.DECIDE, Right.CLOSE, Right.LETTERS}
    ),
    "palliative": frozenset({Right.READ, Right.RECORD, Right.DECIDE}),
    GUEST: frozenset({Right.READ}),
    "secretary": frozenset({Right.READ, Right.LETTERS}),
    "administrator": frozenset({Right.ADMINISTER}),
    "auditor": frozenset({Right.AUDIT}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who signs in. `person_id` joins the account to the directory; a closed account has no role left."""

    id: str
    user: str
    name: str
    roles: tuple[str, ...]
    person_id: str = ""

    @property
    def closed(self) -> bool:
        return not self.roles

    @property
    def sees_own_patients_only(self) -> bool:
        """Whether it reads as a guest alone: every other role that reads, reads all."""
        return {role for role in self.roles if Right.READ in RIGHTS.get(role, frozenset())} == {GUEST}

    def may(self, right: Right) -> bool:
        return any(right in RIGHTS.get(role, frozenset()) for role in self.roles)

    def require(self, *rights: Right) -> None:
        """Raises `Refused` unless the account has one of these rights."""
        if not any(map(self.may, rights)):
            raise self.refusal(*rights)

    def refusal(self, *rights: Right) -> Refused:
        """Says what the account lacks."""
        return Refused(
            f"The account {self.user} may not do this; it takes the right to {' or '.join(rights)}."
        )
