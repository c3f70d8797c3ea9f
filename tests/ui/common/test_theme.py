"""The tokens keep their contrast, and one theme reaches everything."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.theme import DARK, LIGHT, SIZES, Theme

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
TEXT_PAIRS = [
    *((word, ground) for word in ("text", "text2", "text3") for ground in ("desk", "pane", "surface", "accent_soft")),
    *(("text2", ground) for ground in ("sunk",)),
    *(("accent", ground) for ground in ("desk", "pane", "surface", "accent_soft", "look_soft")),
    *(("look", ground) for ground in ("desk", "pane", "surface", "look_soft", "accent_soft")),
    *(("act", ground) for ground in ("pane", "surface")),
    ("on_accent", "accent"), ("mark_on", "p1"), ("mark_on", "p2"),
]  # fmt: skip
SHAPE_PAIRS = [
    *(("field", ground) for ground in ("desk", "pane", "surface")),
    *(("look_mark", ground) for ground in ("surface", "look_soft")),
    *(("act_mark", ground) for ground in ("pane", "band")),
    *(("text3", ground) for ground in ("desk", "pane", "surface")),
    *(("accent", ground) for ground in ("desk", "pane", "surface", "accent_soft")),
    ("done", "surface"),
]  # fmt: skip


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@BOTH
@pytest.mark.parametrize(("word", "ground"), TEXT_PAIRS)
def test_words_have_a_contrast_of_four_and_a_half_on_every_ground_they_stand_on(
    theme: Theme, word: str, ground: str
) -> None:
    assert contrast(getattr(theme, word), getattr(theme, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_and_edges_have_a_contrast_of_three_on_every_ground(
    theme: Theme, shape: str, ground: str
) -> None:
    assert contrast(getattr(theme, shape), getattr(theme, ground)) >= 3.0


@BOTH
def test_every_token_is_a_colour_that_qt_reads(theme: Theme) -> None:
    for field in fields(theme):
        if field.name not in ("dark", "scale"):
            assert theme.colour(field.name).isValid(), field.name


@BOTH
def test_the_style_sheet_has_no_placeholder_left(theme: Theme) -> None:
    sheet = themes.style_sheet(theme)
    assert "$" not in sheet
    assert theme.accent in sheet


def test_the_style_sheet_template_names_no_colour_itself() -> None:
    from mdt_app import paths

    template = (paths.resources() / "style" / "app.qss").read_text(encoding="utf-8")
    assert not [line for line in template.splitlines() if ": #" in line or "rgb(" in line]


def test_the_two_weights_are_real_fonts_of_one_family(qapp: QApplication) -> None:
    themes.apply(qapp, LIGHT)
    plain, strong = QFontInfo(LIGHT.font(14)), QFontInfo(LIGHT.font(14, strong=True))
    assert (plain.family(), plain.weight(), strong.weight()) == ("Noto Sans", 400, 600)
    assert QFontMetrics(LIGHT.font(14, True)).horizontalAdvance("Peeters") > QFontMetrics(
        LIGHT.font(14)
    ).horizontalAdvance("Peeters")


def test_a_line_of_text_is_no_higher_than_its_line_height(qapp: QApplication) -> None:
    themes.apply(qapp, LIGHT)
    for size in SIZES:
        assert QFontMetrics(LIGHT.font(size)).height() <= LIGHT.line_height(size) + 1


def test_the_text_scale_reaches_the_labels(qapp: QApplication) -> None:
    heights = []
    for scale in (1.0, 2.0):
        themes.apply(qapp, themes.chosen("light", scale))
        label = Label("Peeters, Anna", "title")
        heights.append(label.sizeHint().height())
    themes.apply(qapp, LIGHT)
    assert heights[1] >= 1.9 * heights[0]


def test_a_mode_chosen_by_the_user_wins_over_the_desktop() -> None:
    assert themes.chosen("dark").dark
    assert not themes.chosen("light").dark


def test_a_text_scale_outside_one_to_two_is_brought_back() -> None:
    assert themes.chosen("light", 0.3).scale == 1.0
    assert themes.chosen("light", 5).scale == 2.0


def test_the_applied_theme_is_the_one_that_painters_get(qapp: QApplication) -> None:
    themes.apply(qapp, DARK)
    assert themes.current() is DARK
    themes.apply(qapp, LIGHT)
    assert themes.current() is LIGHT


def test_a_look_once_kept_is_there_at_the_next_start(qapp: QApplication, user_folder: Path) -> None:
    themes.Appearance(qapp).keep("dark", 1.5)
    again = themes.Appearance(qapp)
    assert (again.mode, again.scale) == ("dark", 1.5)
    (user_folder / "look.json").write_text('{"mode": "pink", "scale": 9}')
    assert themes.kept_look() == ("system", 1.0)
    (user_folder / "look.json").write_text("no JSON")
    assert themes.kept_look() == ("system", 1.0)
    themes.apply(qapp, themes.LIGHT)


class Dressed(QWidget):
    """Counts how often it is dressed anew."""

    times = 0

    def changeEvent(self, event: QEvent) -> None:
        self.times += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)


def test_a_theme_dresses_a_window_once_and_the_same_theme_not_again(qtbot: QtBot, qapp: QApplication) -> None:
    themes.apply(qapp, LIGHT)
    widget = Dressed()
    qtbot.addWidget(widget)
    widget.show()
    widget.times = 0
    themes.apply(qapp, DARK)
    assert widget.times == 1
    themes.apply(qapp, DARK)
    assert widget.times == 1
