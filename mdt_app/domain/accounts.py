"""A role is a set of rights; an account's rights are the union of its roles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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

RIGHTS: dict[str, frozenset[Right]] = {
    "owner": _EVERYTHING,
    "coordinator": frozenset(
        {Right.READ, Right.PREPARE, Right.RECORD, Right.CLOSE, Right.LETTERS, Right.IMPORT}
    ),
    "clinician": frozenset(
        {Right.READ, Right.PREPARE, Right.RECORD, Right.DECIDE, Right.CLOSE, Right.LETTERS}
    ),
    "palliative": frozenset({Right.READ, Right.RECORD, Right.DECIDE}),
    "guest": frozenset({Right.READ}),
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

    def may(self, right: Right) -> bool:
        return any(right in RIGHTS.get(role, frozenset()) for role in self.roles)
