"""Who sees to something, or asks for it, is somebody of the directory or a name that is typed."""

from __future__ import annotations

from collections.abc import Sequence

from mdt_app.domain.people import Person
from mdt_app.ui.cases.cells import NameList, Names, about
from mdt_app.ui.common.fields import Field


class WhoField(Field):
    """A name, with those of the directory offered while one types."""

    def __init__(self, placeholder: str = "", *, name: str) -> None:
        super().__init__(placeholder, name=name)
        self._ids: dict[str, str] = {}
        self._list = NameList(self)
        self._names = Names(self, self._list)
        self._names.taken.connect(self._take)

    def set_people(self, people: Sequence[Person]) -> None:
        """Offer these."""
        self._ids = {one.name: one.id for one in people}
        self._list.set_names({one.name: about(one) for one in people})

    def person_id(self) -> str:
        """Who of the directory is meant; "" for a name that is not in it."""
        return self._ids.get(self.text().strip(), "")

    def _take(self, name: str) -> None:
        self.set_text(name)
        self.setModified(True)
