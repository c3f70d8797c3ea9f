"""Own writes and other desks' reach the screens by one road: the changes as they were committed, once."""

from __future__ import annotations

from threading import Event

from ui.meeting_window import Bench

from mdt_app.domain.people import Person
from mdt_app.operations.commands import new_id
from mdt_app.operations.people import AddPerson
from mdt_app.operations.work import Change
from mdt_app.ui.tasks import Tasks


def test_a_write_is_told_once_and_before_it_is_called_done(desk: Bench) -> None:
    told: list[object] = []
    desk.tasks.changed.connect(told.append)
    command = desk.services.command(AddPerson, person_id=new_id(), family="Claes", discipline="oncology")
    desk.tasks.write(command, done=lambda changes: told.append(("done", changes)))
    desk.settle()
    changes = told[0]
    assert isinstance(changes, tuple)
    assert all(isinstance(one, Change) and one.command_id == command.id for one in changes)
    assert told[1:] == [("done", changes)]


def test_what_is_sent_again_is_not_told_again(desk: Bench) -> None:
    told: list[object] = []
    desk.tasks.changed.connect(told.append)
    command = desk.services.command(AddPerson, person_id=new_id(), family="Claes", discipline="oncology")
    for _ in range(2):
        desk.tasks.write(command)
    desk.settle()
    assert len(told) == 1
    assert len(desk.team.find(Person)) == 1


def test_another_desks_write_is_told_too(desk: Bench) -> None:
    told: list[tuple[Change, ...]] = []
    desk.tasks.changed.connect(told.append)
    desk.team.act(AddPerson, person_id=new_id(), family="Maes", discipline="pathology")
    desk.settle()
    assert [one.entity for changes in told for one in changes] == ["person"]


def test_closed_lanes_hear_no_more_and_what_was_asked_for_is_kept(desk: Bench) -> None:
    tasks, told = Tasks(desk.services), []
    tasks.changed.connect(told.append)
    tasks.write(desk.services.command(AddPerson, person_id=new_id(), family="Claes", discipline="oncology"))
    tasks.close()
    desk.team.act(AddPerson, person_id=new_id(), family="Maes", discipline="pathology")
    desk.settle()
    assert len(told) == 1
    assert {one.family for one in desk.team.find(Person)} == {"Claes", "Maes"}


def test_what_a_timer_would_read_once_the_window_has_gone_is_read_for_nobody(desk: Bench) -> None:
    tasks, found = Tasks(desk.services), list[int]()
    tasks.close()
    tasks.read(tasks, lambda reader: reader.count(Person), found.append)
    desk.settle()
    assert found == []


def test_a_password_is_looked_at_while_a_long_act_runs(desk: Bench) -> None:
    over, looked = Event(), list[bool]()
    desk.tasks.work(desk.tasks, lambda _: over.wait(10), lambda _: None)
    desk.tasks.aside(desk.tasks, lambda: True, looked.append)
    desk.until(lambda: looked == [True])
    over.set()
    desk.settle()
