"""Every test runs alone: its own user folder, no real keyring, no screen, no SQL on the GUI thread."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import gui_thread
import postgres
import pytest
import quick
from memory_keyring import MemoryKeyring

if TYPE_CHECKING:
    from signing_kit import Cards

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

OWN_VARIABLES = (
    "MDT_DATABASE", "MDT_USER", "MDT_PASSWORD", "MDT_INSTRUMENTS", "MDT_LOCAL", "MDT_PKCS11", "MDT_AUTHORITIES",
    "MDT_TIME_AUTHORITY",
)  # fmt: skip


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder of this test alone."""
    folder = tmp_path / "user"
    monkeypatch.setenv("MDT_HOME", str(folder))
    for name in OWN_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(scope="session", autouse=True)
def in_no_time() -> Iterator[None]:
    """What costs time and proves nothing here is left out; `in_earnest` brings it back for one test."""
    with quick.quick():
        yield


@pytest.fixture
def in_earnest() -> Iterator[None]:
    """Commits wait for the disk, and passwords cost what they cost users."""
    with quick.in_earnest():
        yield


@pytest.fixture
def memory_keyring() -> Iterator[MemoryKeyring]:
    """A keyring that keeps its secrets for one test."""
    import keyring

    before = keyring.get_keyring()
    kept = MemoryKeyring()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)


@pytest.fixture
def gui_guard() -> Iterator[gui_thread.GuiThreadGuard]:
    """Refuses SQL on this thread; `with gui_guard.preparing():` lets the test lay out its own data."""
    with gui_thread.guarded() as guard:
        yield guard
    assert not guard.caught, f"SQL ran on the GUI thread: {guard.caught[0]}"


@pytest.fixture(autouse=True)
def no_sql_on_the_gui_thread(request: pytest.FixtureRequest) -> None:
    """Guards every test that has a window."""
    if {"qtbot", "qapp"} & set(request.fixturenames):
        request.getfixturevalue("gui_guard")


@pytest.fixture(autouse=True)
def nothing_of_qt_outlives_its_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """What was put away goes at once, not inside the next test; garbage is looked for on this thread alone."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QLocale

    from mdt_app.ui.common import theme

    app, locale = request.getfixturevalue("qapp"), QLocale()
    gc.collect(1)
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QLocale.setDefault(locale)
    if theme.current() != theme.LIGHT:
        theme.apply(app, theme.LIGHT)
    gc.enable()


@pytest.fixture(scope="session")
def make_postgres_database() -> Iterator[postgres.MakeDatabase]:
    """Makes a fresh empty database on a real server; gives its `postgresql+psycopg://` address."""
    with postgres.server() as make:
        yield make


@pytest.fixture(scope="session")
def soft(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cards]:
    """Real cards of software, the same for a whole run; skipped where SoftHSM is not installed."""
    import pkcs11
    from signing_kit import LABELS, Authority, Cards, configured, fill, new_card, softhsm, started

    module = softhsm()
    if module is None:
        pytest.skip("SoftHSM is not installed (Debian: softhsm2)")
    folder = tmp_path_factory.mktemp("cards")
    made = Cards(module, Authority.named("Test Authority"), folder)
    with configured(folder):
        for label in LABELS:
            new_card(module, label)
        started(module)
        fill(made)
        yield made
    pkcs11.lib(str(module.path)).finalize()
