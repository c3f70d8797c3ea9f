"""Pictures of the kit: python tests/ui/common/render.py FOLDER [light|dark] [scale] [width height]."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.fields import TextArea
from mdt_app.ui.main_window import MainWindow
from gallery_meet import meet_screen


def main(folder: Path, mode: str = "light", scale: str = "1", width: str = "1440", height: str = "900") -> None:
    """Write the Meet picture."""
    app = QApplication(sys.argv[:1])
    themes.apply(app, themes.chosen(mode, float(scale)))
    window = MainWindow({"meetings": meet_screen}, user_name="Dr. Katrien Claes")
    window.set_saving(True, True, mode == "light", at="14:04:38")
    window.resize(int(width), int(height))
    window.go("meetings")
    window.show()
    app.processEvents()
    window.findChild(TextArea, "discussion").setFocus()
    app.processEvents()
    window.grab().save(str(folder / f"meet-{mode}-{scale}-{width}.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
