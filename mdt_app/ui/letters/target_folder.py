"""A folder that letters go into is there, or it is said that it will be made; a mistyped one is never made silently."""

from __future__ import annotations

from pathlib import Path

from mdt_app.ui.letters.words import tr


def folder_of(typed: str) -> Path:
    """The folder that was typed."""
    path = Path(typed.strip())
    try:
        return path.expanduser()
    except RuntimeError:  # "~" and a name that nobody here has
        return path


def wrong_folder(typed: str) -> str:
    """Why no letter can go there, "" where it can."""
    if not typed.strip():
        return tr("Choose the folder that the letters are written into.")
    path = folder_of(typed)
    if not path.is_absolute():
        return tr("Write the whole path of the folder.")
    if path.is_file():
        return tr("{name} is a file. Choose a folder.").format(name=typed.strip())
    if not path.is_dir() and not path.parent.is_dir():
        return tr("There is no folder {parent}. Look whether the path is written right.").format(
            parent=path.parent
        )
    return ""


def is_new(typed: str) -> bool:
    """Whether the folder would be made."""
    return not wrong_folder(typed) and not folder_of(typed).is_dir()
