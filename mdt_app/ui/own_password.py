"""Whether a password is that of who is signed in is asked in one place, and guessing takes longer each time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from mdt_app.ui.errors import Explained
    from mdt_app.ui.services import Services
    from mdt_app.ui.tasks import Tasks

FREE, LONGEST = 2, 60
"""So many wrong passwords are answered at once; the answer to each later one waits twice as long, at most a minute."""


def pause(wrong: int) -> int:
    """Seconds before the answer to the wrong password of that number, counted from 1."""
    return 0 if wrong <= FREE else int(min(LONGEST, 2 ** (wrong - FREE)))


class OwnPassword(QObject):
    """`ask(password)` is answered by `right()` or `refused(words)`; `wrong` counts the passwords that were not it.

    While one is being looked at, or its answer waits, another is not taken.
    """

    right = Signal()
    refused = Signal(str)

    def __init__(self, tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self._asking = False
        self.wrong = 0

    def ask(self, password: str) -> None:
        """Look at a password beside both lanes: a long act there must not keep anybody out."""
        if self._asking:
            return
        self._asking = True
        self._tasks.aside(
            self, lambda: self._services.is_own_password(password), self._answered, self._not_asked
        )

    def _answered(self, own: bool) -> None:
        if own:
            self._asking = False
            self.right.emit()
            return
        self.wrong += 1
        said = partial(self._refuse, self.tr("That is another password. Try again."))
        QTimer.singleShot(1000 * pause(self.wrong), self, said)

    def _not_asked(self, explained: Explained) -> None:
        self._refuse(explained.words)

    def _refuse(self, words: str) -> None:
        self._asking = False
        self.refused.emit(words)
