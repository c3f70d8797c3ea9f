"""Every page of an encrypted file in plain bytes, free ones and those of its log too, as its key opens them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, VECTOR, SALT = 4096, 80, 16, 16
LOG_HEAD, FRAME_HEAD = 32, 24


def plain_pages(path: Path, key: bytes) -> Iterator[bytes]:
    """The pages of the file and of its log (SQLCipher 4: AES-256-CBC, 80 bytes kept at the end of each page)."""
    content = path.read_bytes()
    for start in range(0, len(content), PAGE):
        yield plain(content[start : start + PAGE], key, SALT if start == 0 else 0)
    log = path.with_name(path.name + "-wal")
    frames = log.read_bytes()[LOG_HEAD:] if log.exists() else b""
    for start in range(FRAME_HEAD, len(frames), FRAME_HEAD + PAGE):
        number = int.from_bytes(frames[start - FRAME_HEAD : start - FRAME_HEAD + 4], "big")
        yield plain(frames[start : start + PAGE], key, SALT if number == 1 else 0)


def plain(page: bytes, key: bytes, skipped: int) -> bytes:
    vector = page[PAGE - RESERVE : PAGE - RESERVE + VECTOR]
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
    return decryptor.update(page[skipped : PAGE - RESERVE]) + decryptor.finalize()
