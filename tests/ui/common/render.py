"""Pictures of the kit: PYTHONPATH=. python tests/ui/common/render.py FOLDER [light|dark] [scale] [width height]."""

from __future__ import annotations

import sys
from pathlib import Path

from gallery import all_icons, gallery_screen
from gallery_meet import meet_screen
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.fields import TextArea
from mdt_app.ui.main_window import MainWindow


def main(
    folder: Path, mode: str = "light", scale: str = "1", width: str = "1440", height: str = "900"
) -> None:
    """Write the pictures of Meet, the gallery, the icons and an empty place."""
    app = QApplication(sys.argv[:1])
    themes.apply(app, themes.chosen(mode, float(scale)))
    screens = {"meetings": meet_screen, "patients": gallery_screen, "settings": all_icons}
    window = MainWindow(screens, user_name="Dr. Katrien Claes")
    window.set_saving(True, True, mode == "light", at="14:04:38")
    window.resize(int(width), int(height))
    QCursor.setPos(int(width) + 50, int(height) + 50)
    window.show()
    for place in (*screens, "letters"):
        screen = window.go(place)
        text = screen.findChild(TextArea, "discussion")
        if text is not None:
            window.activateWindow()
            text.setFocus()
        if place == "letters":
            window.say("Jørgensen, Pia taken off the agenda", undo=lambda: None)
        app.processEvents()
        window.grab().save(str(folder / f"{place}-{mode}-{scale}-{width}.png"))
    print(window.size().toTuple())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
