"""Text may not make the program open anything: Python's own opening is overheard, Qt's is seen by the system."""

from __future__ import annotations

import ctypes
import os
import socket
import struct
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HOMES = (
    ROOT,
    Path(sys.prefix),
    Path(sys.base_prefix),
    Path("/usr"),
    Path("/proc"),
    Path("/dev"),
    Path("/sys"),
)
SYSTEM = ("/etc/fonts", "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/etc/timezone")
FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "subprocess.Popen",
    "os.system",
    "os.exec",
)
IN_ACCESS, IN_OPEN = 0x1, 0x20

_listening: list[Opened] = []


@dataclass
class Opened:
    """What was opened in a place where nothing had to be, or asked of the network or of another program."""

    allowed: tuple[Path, ...]
    breaches: list[str] = field(default_factory=list)

    def hear(self, event: str, words: tuple[Any, ...]) -> None:
        if event in FORBIDDEN:
            self.breaches.append(f"{event} {words!r:.200}")
        elif event == "open" and isinstance(words[0], str | bytes) and not self._may(os.fsdecode(words[0])):
            self.breaches.append(f"open {words[0]!r:.200}")

    def _may(self, name: str) -> bool:
        try:
            path = Path(os.path.abspath(name))  # noqa: PTH100 (resolve would itself look at the disk)
        except ValueError:
            return False
        return str(path).startswith(SYSTEM) or any(
            path.is_relative_to(one) for one in (*HOMES, *self.allowed)
        )


def _hook(event: str, words: tuple[Any, ...]) -> None:
    for one in _listening:
        one.hear(event, words)


sys.addaudithook(_hook)


@contextmanager
def overheard(*allowed: Path) -> Iterator[Opened]:
    """Listens to what is opened outside the program, the system's libraries and `allowed`."""
    heard = Opened(tuple(one.resolve() for one in (*allowed, Path(tempfile.gettempdir()) / "matplotlib")))
    _listening.append(heard)
    try:
        yield heard
    finally:
        _listening.remove(heard)


@dataclass
class Trap:
    """An address that nobody may call, and a picture that nobody may open."""

    address: str
    bait: Path
    calls: list[str] = field(default_factory=list)
    _inotify: int = -1

    def touched(self) -> list[str]:
        """Who called or looked."""
        looked = []
        if self._inotify >= 0:
            try:
                raw = os.read(self._inotify, 65_536)
            except BlockingIOError:
                raw = b""
            while raw:
                _, mask, _, length = struct.unpack_from("iIII", raw)
                looked.append(f"bait opened ({mask:#x})")
                raw = raw[16 + length :]
        return [*self.calls, *looked]


@contextmanager
def trap(folder: Path) -> Iterator[Trap]:
    """A listening address and a watched picture in a folder of its own."""
    bait = folder / "bait" / "bait.png"
    bait.parent.mkdir(parents=True)
    bait.write_bytes(bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f0005"
        "0001ff5ccb3c2b0000000049454e44ae426082"
    ))  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as server:
        made = Trap(f"http://127.0.0.1:{server.getsockname()[1]}", bait, _inotify=watched(bait))
        stop = threading.Event()
        server.settimeout(0.1)

        def listen() -> None:
            while not stop.is_set():
                try:
                    caller, _ = server.accept()
                except TimeoutError:
                    continue
                made.calls.append("the address was called")
                caller.close()

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield made
        finally:
            stop.set()
            thread.join()
            if made._inotify >= 0:
                os.close(made._inotify)


def watched(path: Path) -> int:
    """A descriptor that tells when the file is opened, by whatever library; -1 where the system cannot tell."""
    if not sys.platform.startswith("linux"):
        return -1
    library = ctypes.CDLL(None, use_errno=True)
    descriptor: int = library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    if descriptor < 0 or library.inotify_add_watch(descriptor, os.fsencode(path), IN_ACCESS | IN_OPEN) < 0:
        return -1
    return descriptor
