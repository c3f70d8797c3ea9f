"""The window is not kept waiting for what its first screen does not show."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.conftest import PASSWORD

from mdt_app import paths
from mdt_app.application import Application
from mdt_app.content.guidance import load_first
from mdt_app.domain.errors import Refused
from mdt_app.keys import keyring_store, sidecar
from mdt_app.ui.common.table import TableView
from mdt_app.window import Desktop

LIBRARIES = (
    *("sqlalchemy", "alembic", "psycopg", "cryptography", "argon2", "asn1crypto", "pycrdt"),
    *("reportlab", "pikepdf", "pyhanko", "pkcs11", "pypdfium2", "uharfbuzz", "bidi", "PIL", "lxml"),
    *("numpy", "pyqtgraph", "ortools", "pandas", "openpyxl", "fhir", "pydantic", "stdnum", "defusedxml"),
    *("icalendar", "dateutil", "holidays"),
)
ROOMS = (
    *("mdt_app.letters", "mdt_app.signing", "mdt_app.exchange", "mdt_app.planner", "mdt_app.notes"),
    *("mdt_app.demo", "mdt_app.content.further", "mdt_app.domain.letters", "mdt_app.ui.cases"),
    *("mdt_app.ui.letters", "mdt_app.ui.patients", "mdt_app.ui.settings", "mdt_app.store.work"),
    *("mdt_app.operations.planning_wishes", "mdt_app.operations.views", "mdt_app.ui.accounts.doors"),
)
SCRIPT = """
import json, sys
from mdt_app.cli import main
code = main(["--quit-when-ready"])
print(json.dumps([code, sorted(sys.modules)]))
"""
ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(demo_once: Path, tmp_path: Path) -> Path:
    """A demo whose key lies in a keyring: what a desk finds each morning."""
    path = tmp_path / "demo.db"
    for ending in ("", ".keys"):
        Path(f"{path}{ending}").write_bytes(Path(f"{demo_once}{ending}").read_bytes())
    keys = sidecar.keys_path(path)
    name = keyring_store.name_of(sidecar.read(keys).database, "demo")
    key = b64encode(sidecar.unlock(keys, "demo", PASSWORD)).decode()
    (tmp_path / "keyring.json").write_text(json.dumps({f"{keyring_store.SERVICE}/{name}": key}))
    return path


def loaded(path: Path) -> set[str]:
    """The modules of a process of its own, once the first agenda is there."""
    own = {
        "MDT_DATABASE": str(path),
        "MDT_USER": "demo",
        "MDT_HOME": str(path.parent),
        "PYTHON_KEYRING_BACKEND": "keyring_file.FileKeyring",
        "BENCHMARK_KEYRING": str(path.parent / "keyring.json"),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests" / "benchmarks"))),
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=os.environ | own, capture_output=True, text=True,
        timeout=60, check=True,
    )  # fmt: skip
    code, modules = json.loads(done.stdout)
    assert code == 0, done.stderr
    return set(modules)


def test_the_first_agenda_loads_nothing_that_it_does_not_show(place: Path) -> None:
    modules = loaded(place)
    assert "mdt_app.ui.agenda.sheet" in modules, "the agenda was not opened at all"
    of_libraries = {one.partition(".")[0] for one in modules}
    assert of_libraries.isdisjoint(LIBRARIES), sorted(of_libraries & set(LIBRARIES))
    found = [
        one for one in sorted(modules) if one.startswith(tuple(f"{room}." for room in ROOMS)) or one in ROOMS
    ]
    assert not found


class RowsDrawn(QObject):
    """Counts the pictures in which rows of a table were drawn."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.count = 0
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        table = watched.parent() if event.type() == QEvent.Type.Paint else None
        if isinstance(table, TableView) and watched is table.viewport():
            self.count += table.model().rowCount() > 0
        return False


def test_the_first_agenda_is_ready_when_its_rows_were_drawn_once(
    demo: Application, qapp: QApplication, qtbot: QtBot
) -> None:
    drawn, at_ready = RowsDrawn(qapp), list[int]()
    desktop = Desktop(qapp, application=demo)
    desktop.ready.connect(lambda: at_ready.append(drawn.count))
    desktop.start()
    qtbot.waitUntil(lambda: bool(at_ready), timeout=20_000)
    qapp.removeEventFilter(drawn)
    desktop.let_finish()
    desktop.window.may_close = None
    desktop.window.close()
    desktop.window.deleteLater()
    assert at_ready == [1]


def test_wrong_content_that_no_agenda_needs_is_told_as_soon_as_one_is_there(
    demo: Application, tmp_path: Path, gui_guard: GuiThreadGuard
) -> None:
    shutil.copytree(paths.resources() / "content", tmp_path / "content")
    (tmp_path / "content" / "roles.toml").unlink()
    demo.guidance = load_first(tmp_path)
    with gui_guard.preparing(), pytest.raises(Refused, match=r"roles\.toml, line 1: the file cannot be read"):
        demo.get_ready_to_write()
