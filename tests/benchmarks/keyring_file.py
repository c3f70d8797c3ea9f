"""A keyring in one file, so that a new process finds the key at hand; for made-up patients only."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend


class FileKeyring(KeyringBackend):
    """Keeps passwords in the JSON file that BENCHMARK_KEYRING names."""

    priority = 1  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file().write_text(json.dumps(self._kept() | {f"{service}/{username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        kept = self._kept()
        kept.pop(f"{service}/{username}", None)
        self._file().write_text(json.dumps(kept))

    def _file(self) -> Path:
        return Path(os.environ["BENCHMARK_KEYRING"])

    def _kept(self) -> dict[str, str]:
        return dict(json.loads(self._file().read_text())) if self._file().exists() else {}
