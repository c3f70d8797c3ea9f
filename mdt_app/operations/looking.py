"""Who lacks the right to read sees the directory, the boards and the accounts; a guest, own patients besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import fields
from datetime import date
from typing import Any, NoReturn, TypeVar, cast

from mdt_app.domain.accounts import Account, Right
from mdt_app.operations.work import Reader

E = TypeVar("E")


@contextmanager
def looking(
    account: Account, open_reader: Callable[[], AbstractContextManager[Reader]], on: date
) -> Iterator[Reader]:
    """A reader that gives the account what it may see on that day; few are guests, so their rules load only then."""
    with open_reader() as reader:
        if not account.may(Right.READ):
            yield cast(Reader, DirectoryReader(reader, account))
        elif account.sees_own_patients_only:
            from mdt_app.operations.guest import GuestReader

            yield GuestReader(reader, account, on)
        else:
            yield reader


class DirectoryReader:
    """Gives what is about no patient; every other question is refused."""

    def __init__(self, reader: Reader, account: Account) -> None:
        self._reader, self._account = reader, account

    def get(self, kind: type[E], id: str) -> E:
        self._require_directory(kind)
        return self._reader.get(kind, id)

    def find(
        self, kind: type[E], *, order: Sequence[str] = (), limit: int = 0, **where: Any
    ) -> tuple[E, ...]:
        self._require_directory(kind)
        return self._reader.find(kind, order=order, limit=limit, **where)

    def count(self, kind: type[Any], **where: Any) -> int:
        self._require_directory(kind)
        return self._reader.count(kind, **where)

    def versions(self, kind: type[Any], id: str) -> Mapping[str, int]:
        self._require_directory(kind)
        return self._reader.versions(kind, id)

    def _require_directory(self, kind: type[Any]) -> None:
        """Every row about a patient bears the patient's id."""
        if any(one.name == "patient_id" for one in fields(kind)):
            self._refuse()

    def __getattr__(self, name: str) -> Callable[..., NoReturn]:
        """Whatever else a reader can be asked is about patients."""
        return self._refuse

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise self._account.refusal(Right.READ)
