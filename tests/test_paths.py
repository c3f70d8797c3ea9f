"""Each platform's own folder is used, and a chosen one always wins."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mdt_app import paths


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({"HOME": "/home/a"}, "linux", "/home/a/.local/share/mdt"),
        ({"HOME": "/home/a", "XDG_DATA_HOME": "/data"}, "linux", "/data/mdt"),
        ({"HOME": "/Users/a"}, "darwin", "/Users/a/Library/Application Support/mdt"),
        ({"HOME": "/h", "LOCALAPPDATA": "/l"}, "win32", "/l/mdt"),
        ({"HOME": "/home/a", "MDT_HOME": "/chosen"}, "linux", "/chosen"),
    ],
)
def test_user_data_lie_where_the_platform_keeps_them(
    environment: dict[str, str], platform: str, folder: str
) -> None:
    assert paths.user_data(environment, platform) == Path(folder)


def test_a_test_never_touches_the_users_own_database(user_folder: Path) -> None:
    assert paths.default_database() == user_folder / "mdt.db"


def test_resources_are_found_from_the_checkout() -> None:
    assert (paths.fonts() / "NotoSans-Regular.ttf").is_file()
    assert (paths.fonts() / "OFL.txt").is_file()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folders private by other means")
def test_a_private_folder_is_closed_to_others(tmp_path: Path) -> None:
    assert stat.S_IMODE(paths.make_private(tmp_path / "new").stat().st_mode) == 0o700
