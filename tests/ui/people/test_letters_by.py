"""How letters go to somebody is chosen in the directory, and a new letter goes that way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from pytestqt.qtbot import QtBot
from ui.meeting_window import Bench, bench

from mdt_app.domain.people import Person
from mdt_app.operations.commands import new_id
from mdt_app.operations.people import AddPerson
from mdt_app.ui.people.people_screen import PeopleScreen


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, gui_guard: GuiThreadGuard) -> Iterator[Bench]:
    """A desk with an empty directory."""
    with bench(qtbot, tmp_path, gui_guard) as made:
        yield made


def test_the_way_is_chosen_and_kept(desk: Bench) -> None:
    id = new_id()
    desk.team.act(AddPerson, person_id=id, family="Maes", given="Bert")
    screen = desk.show(PeopleScreen)
    desk.settle()
    screen.table.choose(id)
    desk.settle()
    choice = screen.form.choices["letters_by"]
    assert choice.currentText() == "by post, none recorded"
    choice.set_current("eHealthBox")
    choice.chosen.emit("eHealthBox")
    desk.until(lambda: desk.team.get(Person, id).letters_by == "eHealthBox")
    desk.settle()
    assert choice.currentText() == "eHealthBox"


def test_somebodys_entry_is_opened_from_elsewhere_before_and_after_the_directory_is_read(desk: Bench) -> None:
    ids = [new_id(), new_id()]
    for id, family in zip(ids, ("Maes", "Nijs"), strict=True):
        desk.team.act(AddPerson, person_id=id, family=family, given="Bert")
    screen = desk.show(PeopleScreen)
    for id, family in zip(ids, ("Maes", "Nijs"), strict=True):
        screen.show_person(id)
        desk.settle()
        assert screen.side.currentWidget() is screen.form
        assert screen.form.fields["family"].text() == family
        assert screen.form.fields["family"].hasFocus()
