"""A changed word of a letter of the demo: until its page is drawn again, by the parts alone and in the real screen."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from demo import opened
from figure import Figure, interleaved, middle, part
from kept import folder
from operations.kit import Team
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from ui.meeting_window import services_of

from mdt_app.domain.accounts import Account
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.operations.fields import EDITABLE, SetField
from mdt_app.store.database import Database
from mdt_app.ui.common import theme
from mdt_app.ui.letters.letters_screen import LettersScreen
from mdt_app.ui.letters.page_drawing import draw_page
from mdt_app.ui.letters.reading import read_letter
from mdt_app.ui.letters.reviewing import printed
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

ROUNDS, SIZE, ROOM = 30, (1368, 804), (620, 720)
WORDS = "You see your doctor on Monday {}. Then we talk about the treatment again."
PATIENCE = 30


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.LIGHT)
    source = opened()
    key, path = source.key, source.path
    source.close()
    with tempfile.TemporaryDirectory(dir=folder()) as place:
        database = Database.open(Path(shutil.copy2(str(path), place)), key, user="demo")
        with database.reader() as reader:
            (account,) = reader.find(Account, user="demo")
            letter = reader.find(Letter, level="patient", state=LetterState.DRAFT)[0]
        team = Team(database=database, account=account, clock=datetime.now(UTC))
        bare = partial(draw_page, drawable(services_of(team), letter), 1, ROOM, 0, 1.0)
        took = interleaved({"ours": parts(team, letter), "bare": bare}, ROUNDS)
        floor = middle(took["bare"])
        yield within("a changed word, parts alone, median", middle(took["ours"]), floor)
        seen = in_the_screen(app, team, letter)
        yield within("a changed word, in the screen, median", middle(seen), floor)
        yield within("a changed word, in the screen, 95 of 100", part(seen, 0.95), floor)
        database.close()


def within(name: str, ours: float, floor: float) -> Figure:
    return Figure(name, ours, floor, "drawing the page's picture", "ms", 150.0, absolute=True)


def drawable(services: Services, letter: Letter) -> bytes:
    with services.open_reader() as reader:
        on = services.now().date()
        return printed(services, read_letter(reader, services.guidance, letter.id, on, services.demo)).pdf


def parts(team: Team, letter: Letter) -> Callable[[], object]:
    """A change recorded, the letter read, composed, set and drawn; no screen, one thread."""
    services, numbers = services_of(team), iter(range(10_000))

    def act() -> object:
        team.act(SetField, **change(team, letter, next(numbers)))
        return draw_page(drawable(services, letter), 1, ROOM, 0, 1.0)

    return act


def change(team: Team, letter: Letter, number: int) -> dict[str, object]:
    with team.database.reader() as reader:
        version = reader.versions(EDITABLE["discussion"][0], letter.listing_id).get("plain_again", 0)
    return {
        "entity": "discussion", "entity_id": letter.listing_id, "field": "plain_again", "value": WORDS.format(number),
        "base_version": version,
    }  # fmt: skip


class Painted(QObject):
    """Whether a widget was painted since it was last asked."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen |= event.type() == QEvent.Type.Paint
        return False


def in_the_screen(app: QApplication, team: Team, letter: Letter) -> list[float]:
    """Seconds of the wall from the written change to the painted page, the record on disk between them."""
    services = services_of(team)
    tasks = Tasks(services)
    screen = LettersScreen(tasks, services)
    screen.resize(*SIZE)
    screen.show()
    screen.show_letter(letter.id)
    settled: list[float] = []
    screen.preview.settled.connect(lambda: settled.append(time.perf_counter()))
    wait(app, lambda: bool(settled) and not tasks.busy)
    painted, took = Painted(), []
    screen.preview.paper.installEventFilter(painted)
    for number in range(ROUNDS):
        pause(app, tasks)
        command = team.command(SetField, **change(team, letter, 500 + number))
        painted.seen = False
        settled.clear()
        begun = time.perf_counter()
        tasks.write(command, lambda _: None, lambda error: None, screen)
        wait(app, lambda: bool(settled) and painted.seen)
        took.append(time.perf_counter() - begun)
        assert f"Monday {500 + number}." in " ".join(words_of(screen).split())
    screen.close()
    tasks.close()
    return took


def words_of(screen: LettersScreen) -> str:
    assert screen.preview._sheets is not None
    return screen.preview._sheets.new.words


def pause(app: QApplication, tasks: Tasks) -> None:
    """Somebody writes, then stops to think: what follows a page has time to come."""
    until = time.monotonic() + 0.5
    wait(app, lambda: time.monotonic() > until and not tasks.busy)


def wait(app: QApplication, done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until, "the page did not come"
        app.processEvents()
        time.sleep(0.001)
