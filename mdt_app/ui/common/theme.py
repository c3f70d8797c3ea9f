"""Every colour, size and font of the window comes from one frozen theme; nothing else may name one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from mdt_app import paths

FAMILY = "Noto Sans"
SIZES = (12, 14, 16, 20, 28)
SPACES = (4, 8, 12, 16, 24, 32)
RADIUS = 6
LINE_HEIGHTS = {12: 16, 14: 20, 16: 24, 20: 28, 28: 40}


@dataclass(frozen=True)
class Theme:
    """One set of names, two themes. Colours are #RRGGBB (shadow #AARRGGBB); scale is the text scale, 1.0 to 2.0."""

    dark: bool
    desk: str
    pane: str
    surface: str
    sunk: str
    line: str
    field: str
    text: str
    text2: str
    text3: str
    accent: str
    on_accent: str
    accent_soft: str
    look: str
    look_soft: str
    look_mark: str
    look_line: str
    act: str
    act_mark: str
    band: str
    p1: str
    p2: str
    mark_on: str
    done: str
    shadow: str
    scale: float = 1.0

    def colour(self, token: str) -> QColor:
        """The colour of a token by name, for painters. Raises AttributeError for a name that is no token."""
        return QColor(getattr(self, token))

    def px(self, size: float) -> int:
        """A length in pixels at the present text scale (heights, icons, type; spaces stay as they are)."""
        return round(size * self.scale)

    def font(self, size: int = 14, strong: bool = False) -> QFont:
        """A copy of the font of one of the five sizes, weight 400 or 600."""
        return QFont(_font(self.px(size), strong))

    def line_height(self, size: int) -> int:
        """Height of one line of text of that size, in pixels at the present scale."""
        return self.px(LINE_HEIGHTS[size])


LIGHT = Theme(
    dark=False, desk="#F3F1ED", pane="#FAF8F5", surface="#FFFFFF", sunk="#ECE9E3", line="#DEDAD2", field="#908980",
    text="#24211D", text2="#58534B", text3="#6A645B", accent="#17617A", on_accent="#FFFFFF", accent_soft="#E2EDF0",
    look="#7F5200", look_soft="#FBF0D9", look_mark="#B0740F", look_line="#B0740F", act="#A3241C",
    act_mark="#B32D24", band="#F8E3DF", p1="#7A3A86", p2="#42691C", mark_on="#FFFFFF", done="#8A847A",
    shadow="#3832281E",
)  # fmt: skip

DARK = Theme(
    dark=True, desk="#191816", pane="#1F1E1B", surface="#252421", sunk="#2E2C29", line="#3B3935", field="#7E786E",
    text="#EDE9E2", text2="#BDB7AD", text3="#A29C92", accent="#7CC1D7", on_accent="#0C2129", accent_soft="#1D3640",
    look="#E9BE6C", look_soft="#352B17", look_mark="#D9A441", look_line="#9A742B", act="#F59B92",
    act_mark="#EF7F74", band="#3F2624", p1="#D3A0DE", p2="#A9CF7F", mark_on="#191816", done="#8F897F",
    shadow="#99000000",
)  # fmt: skip


@lru_cache(maxsize=64)
def _font(pixels: int, strong: bool) -> QFont:
    load_fonts()  # what is measured is remembered, so nothing may be measured in another font
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


_worn: Theme | None = None


def current() -> Theme:
    """The theme applied last; light before any was. Painters ask at each paint, so a switch needs no rewiring."""
    return _worn or LIGHT


def chosen(mode: str = "system", scale: float = 1.0) -> Theme:
    """The theme for "light", "dark" or "system" (what the desktop says now), at a text scale of 1.0 to 2.0."""
    dark = mode == "dark" or (mode == "system" and _system_is_dark())
    return replace(DARK if dark else LIGHT, scale=min(2.0, max(1.0, scale)))


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the application: fonts, palette, style sheet, and the theme that every painter reads."""
    global _worn
    if _worn == theme:
        return
    if _worn is None:  # under a style sheet the style says no name, and setting it polishes every widget
        app.setStyle("Fusion")
    _worn = theme
    app.setFont(theme.font(14))
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme))


def style_sheet(theme: Theme) -> str:
    """resources/style/app.qss with each $token, and each $px_N as N pixels at the theme's scale."""
    template = (paths.resources() / "style" / "app.qss").read_text(encoding="utf-8")
    return Template(template).substitute(_Tokens(theme))


@cache
def load_fonts() -> None:
    """Register the two weights that the window draws, once per process."""
    for weight in ("Regular", "SemiBold"):
        QFontDatabase.addApplicationFont(str(paths.fonts() / f"NotoSans-{weight}.ttf"))


def kept_look() -> tuple[str, float]:
    """Mode and text scale as this user last kept them, else the system's mode at 1.0."""
    try:
        kept = json.loads(_look_file().read_bytes())
        mode, scale = kept["mode"], float(kept["scale"])
    except (OSError, ValueError, KeyError, TypeError):
        return "system", 1.0
    good = mode in ("system", "light", "dark") and 1.0 <= scale <= 2.0
    return (mode, scale) if good else ("system", 1.0)


def _look_file() -> Path:
    return paths.user_data() / "look.json"


class Appearance(QObject):
    """Keeps the application dressed as the user chose: mode "system" follows the desktop while the window is open."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode, self._scale = kept_look()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        apply(app, chosen(self._mode, self._scale))

    @property
    def mode(self) -> str:
        """ "system", "light" or "dark"."""
        return self._mode

    @property
    def scale(self) -> float:
        """The text scale, 1.0-2.0."""
        return self._scale

    def keep(self, mode: str, scale: float) -> None:
        """Choose, and begin with it the next time; where it cannot be kept, it holds until the window closes."""
        self.choose(mode, scale)
        with suppress(OSError):
            paths.make_private(_look_file().parent)
            paths.write_whole(_look_file(), json.dumps({"mode": mode, "scale": scale}).encode())

    def choose(self, mode: str, scale: float) -> None:
        """Take another mode ("system", "light", "dark") or text scale (1.0-2.0) and show it at once."""
        self._mode, self._scale = mode, scale
        apply(self._app, chosen(mode, scale))

    def _system_changed(self) -> None:
        if self._mode == "system":
            apply(self._app, chosen(self._mode, self._scale))


class _Tokens(Mapping[str, str]):
    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def __getitem__(self, key: str) -> str:
        if key.startswith("px_"):
            return f"{self._theme.px(int(key[3:]))}px"
        return str(getattr(self._theme, key))

    def __iter__(self) -> Iterator[str]:
        return (field.name for field in fields(self._theme))

    def __len__(self) -> int:
        return len(fields(self._theme))


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, token in (
        (role.Window, "desk"), (role.Base, "surface"), (role.AlternateBase, "surface"), (role.Button, "surface"),
        (role.ToolTipBase, "surface"), (role.WindowText, "text"), (role.Text, "text"), (role.ButtonText, "text"),
        (role.ToolTipText, "text"), (role.PlaceholderText, "text3"), (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"), (role.Link, "accent"), (role.Mid, "line"), (role.Dark, "field"),
    ):  # fmt: skip
        palette.setColor(target, theme.colour(token))
    palette.setColor(QPalette.ColorGroup.Disabled, role.WindowText, theme.colour("text3"))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Text, theme.colour("text3"))
    return palette
