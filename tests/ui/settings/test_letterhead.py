"""A house sets how its letters look beside a picture of their head; what cannot be printed is said and not kept."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pytest
from marks import MARK
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from ui.meeting_window import Bench

from mdt_app.domain.agenda import Board, Letterhead
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.mark import MOST_BYTES, MOST_HIGH, MOST_WIDE, mark_of
from mdt_app.ui.common.theme import Appearance
from mdt_app.ui.settings.board_form import BoardForm
from mdt_app.ui.settings.mark_file import mark_from
from mdt_app.ui.settings.settings_screen import SettingsScreen


def picture(path: Path, wide: int = 80, high: int = 40, colour: str = "#7A1F3D") -> Path:
    image = QImage(wide, high, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


def dots(png: bytes) -> bytes:
    return zlib.decompress(mark_of(png).data)


def test_a_transparent_picture_becomes_a_flat_one_on_white(tmp_path: Path) -> None:
    found = mark_from(picture(tmp_path / "mark.png", colour="#00000000"))
    assert {*dots(found)} <= {0, 255, 1, 2, 3, 4}
    image = QImage.fromData(found)
    assert not image.hasAlphaChannel()
    assert image.pixelColor(40, 20) == QColor(Qt.GlobalColor.white)


def test_a_jpeg_is_read_whatever_its_name(tmp_path: Path) -> None:
    picture(tmp_path / "mark.jpg").rename(tmp_path / "mark.png")
    found = mark_of(mark_from(tmp_path / "mark.png"))
    assert (found.width, found.height) == (80, 40)


@pytest.mark.parametrize(("wide", "high"), [(3000, 3000), (6000, 20), (20, 6000), (354, 142)])
def test_a_large_picture_is_made_as_small_as_its_place(tmp_path: Path, wide: int, high: int) -> None:
    found = mark_of(mark_from(picture(tmp_path / "mark.png", wide, high)))
    assert 1 <= found.width <= MOST_WIDE
    assert 1 <= found.height <= MOST_HIGH


def test_a_picture_of_many_colours_is_made_small_enough_to_lie_in_every_letter(tmp_path: Path) -> None:
    image = QImage(1000, 400, QImage.Format.Format_RGB32)
    for x in range(1000):
        for y in range(0, 400, 4):
            for more in range(4):
                image.setPixel(x, y + more, (x * 7919 + (y + more) * 104729) * 2654435761 & 0xFFFFFF)
    assert image.save(str(tmp_path / "noise.png"))
    found = mark_from(tmp_path / "noise.png")
    assert len(found) <= MOST_BYTES


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'/>", "Save a drawing (SVG) as PNG"),
        (b"GIF89a" + bytes(100), "PNG or JPEG"),
        (b"", "PNG or JPEG"),
        (b"%PDF-1.7", "PNG or JPEG"),
        (MARK[:60], "damaged"),
        (bytes(5_000_001), "larger than 5 MB"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "mark.png").write_bytes(content)
    with pytest.raises(Refused) as refused:
        mark_from(tmp_path / "mark.png")
    assert said in str(refused.value)


def test_a_picture_that_is_far_too_large_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    head = bytearray(MARK)
    head[16:24] = (60_000).to_bytes(4, "big") * 2
    head[29:33] = zlib.crc32(bytes(head[12:29])).to_bytes(4, "big")
    (tmp_path / "bomb.png").write_bytes(bytes(head))
    with pytest.raises(Refused, match="60000 × 60000 dots"):
        mark_from(tmp_path / "bomb.png")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        mark_from(tmp_path / "nothing.png")


HEAD = Letterhead(
    hospital="AZ", logo=MARK, accent="#7A1F3D", foot=("RIZIV 710", "www.az.example"), country="nl"
)


def kept(form: BoardForm) -> list[dict[str, Any]]:
    heard: list[dict[str, Any]] = []
    form.kept.connect(heard.append)
    form.keep.click()
    return heard


def test_how_letters_look_stays_when_something_else_is_kept(qtbot: QtBot) -> None:
    form = BoardForm()
    qtbot.addWidget(form)
    form.show_board(Board(id="b", board_id="b", name="Lung", prefix="LUNG", letterhead=HEAD))
    assert [one["letterhead"] for one in kept(form)] == [HEAD]


@pytest.mark.parametrize(
    ("colour", "foot", "said"),
    [("#8899BB", "", "too pale"), ("blue", "", "# and six digits"), ("", "a\nb\nc", "room for 2 lines")],
)
def test_what_cannot_be_printed_is_said_and_not_kept(qtbot: QtBot, colour: str, foot: str, said: str) -> None:
    form = BoardForm()
    qtbot.addWidget(form)
    form.show_board(Board(id="b", board_id="b", name="Lung", prefix="LUNG", letterhead=HEAD))
    form.looks.colour.setText(colour)
    form.looks.foot.setPlainText(foot)
    assert kept(form) == []
    assert said in form.refusal


@pytest.fixture
def screen(desk: Bench) -> SettingsScreen:
    desk.team.board(letterhead=HEAD)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    found = desk.show(lambda tasks, _: SettingsScreen(tasks, desk.services, Appearance(app)))
    desk.settle()
    found.show_part(next(iter(found._boards)))
    desk.settle()
    return found


def test_the_picture_follows_what_is_set(desk: Bench, screen: SettingsScreen, qtbot: QtBot) -> None:
    picture = screen.form.looks.picture
    first = picture.paper.image
    assert not first.isNull()
    screen.form.looks.colour.clear()
    qtbot.keyClicks(screen.form.looks.colour, "#005500")
    qtbot.waitUntil(lambda: picture.paper.image is not first and picture.paper.image != first, timeout=5000)
    desk.settle()
    assert picture.problem.isHidden()


def test_where_the_head_cannot_be_printed_the_picture_says_why(desk: Bench, screen: SettingsScreen) -> None:
    picture = screen.form.looks.picture
    screen.form.fields["contact"].setText("x" * 200)
    screen.form.looks.changed.emit()
    desk.settle()
    assert picture.paper.isHidden()
    assert not picture.problem.isHidden()
    screen.form.fields["contact"].setText("Nurse")
    screen.form.looks.changed.emit()
    desk.settle()
    assert not picture.paper.isHidden()


def test_a_chosen_picture_becomes_the_mark_and_a_wrong_one_leaves_it(
    desk: Bench, screen: SettingsScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = screen.form.looks
    chosen = picture(tmp_path / "other.png")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    looks.choose.click()
    desk.settle()
    new = looks.values()["logo"]
    assert isinstance(new, bytes)
    assert mark_of(new).width == 80
    chosen.write_bytes(b"<svg/>")
    looks.choose.click()
    desk.settle()
    assert looks.values()["logo"] == new
    assert "Save a drawing (SVG) as PNG" in looks.mark.whole_text()
    looks.remove.click()
    screen.form.keep.click()
    desk.settle()
    (board,) = desk.team.find(Board)
    assert board.letterhead.logo == b""


def test_a_kept_letterhead_comes_back_from_the_database_as_it_was(
    desk: Bench, screen: SettingsScreen
) -> None:
    screen.form.keep.click()
    desk.settle()
    (board,) = desk.team.find(Board)
    assert board.letterhead == HEAD
