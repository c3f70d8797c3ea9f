"""Every refusal is one clear sentence that a user can act on."""

from __future__ import annotations


class Refused(Exception):
    """What was asked cannot be done; the message says why and what to do."""


class Missing(Refused):
    """The thing asked for is not there."""


class Conflict(Refused):
    """A field changed since it was read: what was fetched, typed and stored are all kept for a person to choose."""

    def __init__(self, field: str, typed: object, stored: object, base: int, version: int) -> None:
        super().__init__(
            f"Someone else changed {field.replace('_', ' ')} meanwhile. Choose which text stays."
        )
        self.field, self.typed, self.stored, self.base, self.version = field, typed, stored, base, version
