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


def whereabouts(error: BaseException) -> str:
    """A fault of the program for a log: its kind and the lines it passed, never its words, which may name a patient."""
    lines, step = [], error.__traceback__
    while step is not None:
        lines.append(f"{step.tb_frame.f_globals.get('__name__', '?')}:{step.tb_lineno}")
        step = step.tb_next
    said, cause = f"{type(error).__name__} at {' > '.join(lines) or 'no line'}", error.__cause__
    return f"{said}, caused by {whereabouts(cause)}" if cause is not None else said
