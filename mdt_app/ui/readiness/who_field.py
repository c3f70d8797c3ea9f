"""Who sees to something, or asks for it, is somebody of the directory or a name that is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent

from mdt_app.domain.people import Person
from mdt_app.operations.people import plain
from mdt_app.ui.cases.cells import NameList, Names, about
from mdt_app.ui.common.fields import Field

BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class WhoField(Field):
    """A name, with those of the directory offered while one types.

    Who goes on with Tab means the only one whom the letters fit. Emits `unknown(sentence)` where they fit nobody, or
    several: nobody is chosen by chance.
    """

    unknown = Signal(str)

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

    def settle(self) -> None:
        """Take the only person whom the letters fit; else say why nobody is taken."""
        typed = self.text().strip()
        if not typed or typed in self._ids:
            return
        fitting = [name for name in self._ids if _fits(plain(name), plain(typed))]
        if len(fitting) == 1:
            self._take(fitting[0])
        elif fitting:
            words = self.tr("{count} people fit “{typed}”. Choose one of them.")
            self.unknown.emit(words.format(count=len(fitting), typed=typed))
        else:
            words = self.tr("Nobody in the directory is named “{typed}”.")
            self.unknown.emit(words.format(typed=typed))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going on by key settles who is meant."""
        super().focusOutEvent(event)
        if event.reason() in BY_KEY:
            self.settle()

    def _take(self, name: str) -> None:
        self.set_text(name)
        self.setModified(True)


def _fits(name: str, typed: str) -> bool:
    """Whether every word typed begins a word of the name."""
    words = re.split(r"[\s'’-]+", name)
    return all(any(word.startswith(one) for word in words) for one in typed.split())
