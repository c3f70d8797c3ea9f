"""A team whose database file has its wrapped keys beside it, cheap to try."""

from __future__ import annotations

from pathlib import Path

from operations.kit import KEY, Team

from mdt_app.keys import sidecar
from mdt_app.keys.wrapping import Cost, new_recovery_key, wrap_with_password, wrap_with_recovery

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "the first password"


def with_keys(team: Team) -> tuple[Path, str]:
    """Writes the owner's keys beside the team's file; gives that file and the recovery key."""
    assert team.database.path is not None
    file, recovery_key = sidecar.keys_path(team.database.path), new_recovery_key()
    owner = wrap_with_password(KEY, PASSWORD, sidecar.about("db", "owner"), CHEAP)
    recovery = wrap_with_recovery(KEY, recovery_key, sidecar.about("db", ""))
    sidecar.write(file, sidecar.Sidecar(database="db", accounts={"owner": owner}, recovery=recovery))
    return file, recovery_key
