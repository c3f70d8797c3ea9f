"""Makes resources/fonts from the variable Noto Sans; development only, after `pip install -e .[fonts]`."""

from __future__ import annotations

import shutil
from importlib.metadata import distribution
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}


def main() -> None:
    """Writes one TrueType file per weight and the licence beside them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    package = distribution("fontpkg-noto-sans")
    files = {Path(str(file)).name: Path(str(package.locate_file(file))) for file in package.files or []}
    for style, weight in WEIGHTS.items():
        write_static(files["NotoSans[wdth,wght].ttf"], style, weight)
    shutil.copyfile(files["LICENSE"], FOLDER / "OFL.txt")


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
