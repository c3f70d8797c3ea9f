"""Work off the GUI thread goes through its lanes; results and changes come back through one door: a queued signal."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from mdt_app.operations.commands import Command
from mdt_app.operations.work import Change, Reader
from mdt_app.ui.errors import Explained, explain
from mdt_app.ui.services import Services

T = TypeVar("T")


class Job:
    """A long act that says how far it is and can be cancelled between two steps."""

    def __init__(self, step: Callable[[int, int, str], None]) -> None:
        self._step = step
        self._cancelled = Event()

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def progress(self, done: int, total: int, words: str = "") -> None:
        self._step(done, total, words)


class Tasks(QObject):
    """The store lane (one worker, in order: writes and reads), the work lane (PDF, import, export), and one aside."""

    changed = Signal(object)
    saving = Signal(int)
    failed = Signal(object)
    _back = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._store = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._work = ThreadPoolExecutor(1, thread_name_prefix="work")
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="aside")
        self._unsaved = 0
        self._refusal = ""
        self._under_way = 0
        self._closing = False
        self._back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._leave = services.subscribe(self._heard)

    def write(
        self,
        command: Command,
        done: Callable[[tuple[Change, ...]], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Carry a command out in order; screens have heard of it through `changed` when `done` is called."""
        self._count(1)

        def finish(result: Any, error: Exception | None) -> None:
            self._count(-1)
            if error is None:
                self._call(owner, done, result)
            elif failed is not None:
                self._call(owner, failed, error)
            else:
                self.failed.emit(explain(error))

        self._run(self._store, lambda: self._services.carry_out(command), finish)

    def read(
        self,
        owner: QObject,
        reading: Callable[[Reader], T],
        done: Callable[[T], None],
        failed: Callable[[Explained], None] | None = None,
    ) -> None:
        """Read on the store lane, after every write made before; neither `done` nor `failed` once `owner` is gone."""
        if self._closing:  # a timer may still fire while the window goes
            return

        def run() -> T | None:
            if self._closing:
                return None
            with self._services.open_reader() as reader:
                return reading(reader)

        def finish(result: T | None, error: Exception | None) -> None:
            if self._closing:
                return
            if error is not None and failed is not None:
                self._call(owner, failed, explain(error))
            else:
                self._finish(owner, done, result, error)

        self._run(self._store, run, finish)

    def work(
        self,
        owner: QObject,
        act: Callable[[Job], T],
        done: Callable[[T], None],
        step: Callable[[int, int, str], None] | None = None,
        failed: Callable[[Explained], None] | None = None,
    ) -> Job:
        """A long act on the work lane with frozen values; `step` hears how far it is, on the GUI thread."""

        def forward(at: int, total: int, words: str) -> None:
            self._back.emit(lambda: self._call(owner, lambda _: step and step(at, total, words), None))

        job = Job(forward)

        def finish(result: Any, error: Exception | None) -> None:
            if error is not None and failed is not None:
                self._call(owner, failed, explain(error))
            else:
                self._finish(owner, done, result, error)

        self._run(self._work, lambda: act(job), finish)
        return job

    def aside(
        self,
        owner: QObject,
        act: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Explained], None] | None = None,
    ) -> None:
        """A short act that neither reads nor writes the record and must wait for no other: a password, a keyring."""

        def finish(result: Any, error: Exception | None) -> None:
            if error is None:
                self._call(owner, done, result)
            else:
                self._call(owner, failed, explain(error))

        self._run(self._aside, act, finish)

    def in_store_lane(self, act: Callable[[], T]) -> T:
        """From the work lane: run one short act on the store lane and wait for it."""
        return self._store.submit(act).result()

    @property
    def busy(self) -> bool:
        """Whether anything asked for has not come back yet."""
        return self._under_way > 0

    def hold(self, by: int) -> None:
        """Words on a screen that the store refused, or that meet a conflict, are unsaved until let go (-1)."""
        self._count(by)

    def refuse(self, reason: str) -> None:
        """What somebody asked to keep was refused, for this reason; "" once nothing of that stands any more."""
        before, self._refusal = self._refusal, reason
        if before != reason:
            self._count(bool(reason) - bool(before))

    @property
    def refusal(self) -> str:
        """Why something that somebody asked to keep is not kept; "" where nothing was refused."""
        return self._refusal

    @property
    def unsaved(self) -> int:
        return self._unsaved

    @property
    def closing(self) -> bool:
        """Whether the window goes; work that can go on tomorrow stops then."""
        return self._closing

    def close(self) -> None:
        """Let every write that was asked for finish; what was still to be read is for nobody any more."""
        self._closing = True
        self._store.shutdown(wait=True)
        self._work.shutdown(wait=True, cancel_futures=True)
        self._aside.shutdown(wait=True)
        self._leave()

    def _heard(self, changes: tuple[Change, ...]) -> None:
        """Committed on some thread; told on this one."""
        self._back.emit(lambda: self.changed.emit(changes))

    def _run(
        self,
        lane: ThreadPoolExecutor,
        act: Callable[[], Any],
        finish: Callable[[Any, Exception | None], None],
    ) -> None:
        def run() -> None:
            try:
                result, error = act(), None
            except Exception as caught:
                result, error = None, caught
            self._back.emit(lambda: back(result, error))

        def back(result: Any, error: Exception | None) -> None:
            self._under_way -= 1
            finish(result, error)

        self._under_way += 1
        lane.submit(run)

    def _finish(
        self, owner: QObject, done: Callable[[Any], None], result: Any, error: Exception | None
    ) -> None:
        if error is not None:
            self.failed.emit(explain(error))
        else:
            self._call(owner, done, result)

    def _call(self, owner: QObject | None, function: Callable[[Any], Any] | None, value: Any) -> None:
        if function is not None and (owner is None or isValid(owner)):
            function(value)

    def _count(self, by: int) -> None:
        self._unsaved += by
        self.saving.emit(self._unsaved)

    @Slot(object)
    def _deliver(self, act: Callable[[], None]) -> None:
        act()
