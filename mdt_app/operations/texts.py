"""A shared text is a merge document; the library that merges stands behind this protocol."""

from __future__ import annotations

from typing import Protocol


class SharedText(Protocol):
    """One writer's copy of a shared text. Positions count UTF-16 units, as Qt does."""

    @property
    def text(self) -> str: ...

    def utf16_replace(self, position: int, removed: int, inserted: str) -> bytes:
        """Edit, and get the update that says so to everyone else."""
        ...

    def apply(self, update: bytes) -> None:
        """Take in what somebody wrote; the same update twice changes nothing."""
        ...
