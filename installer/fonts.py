"""Makes resources/fonts; development only, after `pip install -e .[fonts]` and `apt-get install fonts-noto-core`.

Latin, Greek, Cyrillic and Devanagari come from the variable Noto Sans; the other scripts' files are taken as they are.
"""

from __future__ import annotations

import shutil
from importlib.metadata import distribution
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
DEBIAN = Path("/usr/share/fonts/truetype/noto")
"""Where Debian's fonts-noto-core (20201225) puts its files."""

SCRIPTS = ("Arabic", "Armenian", "Bengali", "Ethiopic", "Georgian", "Gurmukhi", "Hebrew", "Tamil", "Thai")
OTHERS = f"Copyright 2010-2020 Google LLC (Noto Sans {', '.join(SCRIPTS)})\n"
WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}


def main() -> None:
    """Writes one TrueType file per weight and script, and the licence beside them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    package = distribution("fontpkg-noto-sans")
    files = {Path(str(file)).name: Path(str(package.locate_file(file))) for file in package.files or []}
    for style, weight in WEIGHTS.items():
        write_static(files["NotoSans[wdth,wght].ttf"], style, weight)
    for script in SCRIPTS:
        for style in ("Regular", "Bold"):
            shutil.copyfile(
                DEBIAN / f"NotoSans{script}-{style}.ttf", FOLDER / f"NotoSans{script}-{style}.ttf"
            )
    licence = files["LICENSE"].read_text(encoding="utf-8")
    (FOLDER / "OFL.txt").write_text(OTHERS + licence, encoding="utf-8")


def write_static(source: Path, style: str, weight: int) -> None:
    """One weight at normal width, named `Noto Sans <style>`, every glyph kept."""
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": weight, "wdth": 100}, static=True)
    rename(font, style)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = (
        0x20 if style == "Bold" else 0x40
    ) | 0x80  # 0x80: line height from the typographic metrics
    font["head"].macStyle = 1 if style == "Bold" else 0
    font["post"].formatType = 3.0  # no glyph names: nothing here reads them
    font.save(FOLDER / f"NotoSans-{style}.ttf")


def rename(font: TTFont, style: str) -> None:
    """Regular and Bold share a family; any other weight is a family of its own, as old readers expect."""
    names = font["name"]
    if "STAT" in font:
        del font["STAT"]
    plain = style in ("Regular", "Bold")
    wanted = {
        1: "Noto Sans" if plain else f"Noto Sans {style}",
        2: style if plain else "Regular",
        3: f"NotoSans-{style}",
        4: f"Noto Sans {style}",
        6: f"NotoSans-{style}",
        16: None if plain else "Noto Sans",
        17: None if plain else style,
        25: None,
    }
    for name_id, text in wanted.items():
        names.removeNames(nameID=name_id)
        if text is not None:
            names.setName(text, name_id, 3, 1, 0x409)
    names.removeUnusedNames(font)


if __name__ == "__main__":
    main()
