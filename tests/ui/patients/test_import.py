"""Files are taken in one after the other; a bad one says why and stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from ui.patients.conftest import PatientDesk

from mdt_app.domain.people import Patient
from mdt_app.ui.patients.import_screen import ImportScreen

HEAD = "family name;given name;birth date;hospital number\n"


def worklist(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def opened(desk: PatientDesk, meeting_id: str = "") -> ImportScreen:
    screen = desk.show(ImportScreen)
    screen.show_import(meeting_id)
    desk.settle()
    return screen


def done(desk: PatientDesk, screen: ImportScreen) -> None:
    desk.until(lambda: screen._job is None and not screen.progress.isVisibleTo(screen))


def test_an_empty_place_says_what_can_be_read(desk: PatientDesk) -> None:
    screen = opened(desk)
    assert screen.empty.isVisibleTo(screen)
    assert "never merged" in screen.empty.next_step.whole_text()


def test_a_worklist_is_taken_in_and_leads_to_its_patients(desk: PatientDesk, tmp_path: Path) -> None:
    screen = opened(desk)
    screen.take([worklist(tmp_path, "list.csv", "Maes;Jan;1951-03-12;4711", "Nijs;Lien;1960-01-02;4712")])
    done(desk, screen)
    (result,) = screen.results
    assert (result.created, result.patients, result.error) == (2, 2, "")
    assert "2 new" in screen.summary.text()
    screen.rows[0].links.widgets()[0].click()  # type: ignore[attr-defined]
    (maes,) = desk.team.find(Patient, family="Maes")
    assert desk.went == [("patient", maes.id)]


def test_the_same_file_again_changes_nothing(desk: PatientDesk, tmp_path: Path) -> None:
    path = worklist(tmp_path, "list.csv", "Maes;Jan;1951-03-12;4711")
    screen = opened(desk)
    screen.take([path, path])
    done(desk, screen)
    assert [(one.created, one.unchanged) for one in screen.results] == [(1, 0), (0, 1)]
    assert len(desk.team.find(Patient)) == 1


def test_a_broken_file_says_why_and_the_rest_goes_on(desk: PatientDesk, tmp_path: Path) -> None:
    broken = tmp_path / "broken <b>.json"
    broken.write_text('{"resourceType": "Bundle", "entry": [', encoding="utf-8")
    screen = opened(desk)
    screen.take([broken, tmp_path / "gone.csv", worklist(tmp_path, "list.csv", "Maes;Jan;1951-03-12;4711")])
    done(desk, screen)
    assert [bool(one.error) for one in screen.results] == [True, True, False]
    row = screen.rows[0]
    assert row.error.isVisibleTo(screen)
    assert row.error.title.text().startswith("broken <b>.json:")
    assert row.error.title.textFormat() is Qt.TextFormat.PlainText
    assert "2 files not read" in screen.summary.text()


def test_somebody_who_looks_like_a_known_patient_is_shown(desk: PatientDesk, tmp_path: Path) -> None:
    desk.team.patient("Maes", "Jan")
    screen = opened(desk)
    screen.take([worklist(tmp_path, "list.csv", "Maes;Jan;1951-03-12;4711")])
    done(desk, screen)
    row = screen.rows[0]
    assert row.warn.isVisibleTo(screen)
    row.warn.click()
    assert row.warnings.isVisibleTo(screen)
    assert any("not merged" in one for one in screen.results[0].warnings)
    assert len(desk.team.find(Patient, family="Maes")) == 2


def test_stopping_keeps_what_was_taken_in_and_leaves_the_rest(desk: PatientDesk, tmp_path: Path) -> None:
    many = [f"Maes{n};Jan;1951-03-12;{4000 + n}" for n in range(300)]
    screen = opened(desk)
    screen.take(
        [worklist(tmp_path, "one.csv", *many), worklist(tmp_path, "two.csv", "Nijs;Lien;1960-01-02;4712")]
    )
    desk.until(lambda: screen.progress.right.whole_text() != "0 of 2")
    screen.progress.cancel.click()
    done(desk, screen)
    kept = len(desk.team.find(Patient))
    assert 0 < kept < 300
    assert screen.results[0].stopped
    assert kept == screen.results[0].created
    assert "stopped" in screen.summary.text()


def test_files_may_be_dropped(desk: PatientDesk, tmp_path: Path) -> None:
    path = worklist(tmp_path, "list.csv", "Maes;Jan;1951-03-12;4711")
    screen = opened(desk)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.dropEvent(drop)
    done(desk, screen)
    assert screen.results[0].created == 1


def test_a_meeting_that_is_named_is_the_one_chosen(desk: PatientDesk) -> None:
    meeting = desk.team.meeting(desk.team.board())
    screen = opened(desk, meeting)
    assert screen.meetings.current() == meeting
    screen.show_import("")
    desk.settle()
    assert [screen.meetings.itemData(place) for place in range(screen.meetings.count())] == ["", meeting]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape])
def test_escape_goes_back_to_the_patients(desk: PatientDesk, key: Qt.Key) -> None:
    screen = opened(desk)
    desk.qtbot.keyClick(screen, key)
    assert desk.went == [("patients", "")]


UNKNOWN = "Pat_A;Pat_B;Ref;Remark\nMaes;12/3/1951;4711;Operate?\nNijs;2/1/1960;4712;\n"


def unknown(folder: Path, name: str = "list.csv", text: str = UNKNOWN) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_of_unknown_columns_asks_and_is_read_so_from_then_on(
    desk: PatientDesk, tmp_path: Path
) -> None:
    screen = opened(desk)
    paths = [unknown(tmp_path), unknown(tmp_path, "second.csv", UNKNOWN.replace("Maes", "Wolfs"))]
    screen.take([*paths, worklist(tmp_path, "known.csv", "Claes;Els;1951-03-12;4713")])
    done(desk, screen)
    assert [(one.asks, one.created) for one in screen.results] == [(True, 0), (True, 0), (False, 1)]
    assert "2 files ask which column is what" in screen.summary.text()
    form = screen.rows[0].form
    assert form is not None
    assert form.choices["family"].itemText(1) == "Pat_A: Maes, Nijs"
    for field, column in (("family", "0"), ("birth_date", "1"), ("question", "3")):
        form.choices[field].set_current(column)
    form.keep.click()
    desk.until(lambda: not any(one.asks for one in screen.results) and len(screen.results) == 3)
    done(desk, screen)
    assert [(one.created, one.unchanged) for one in screen.results] == [(2, 0), (1, 1), (1, 0)]
    assert all(row.form is None for row in screen.rows)
    screen.take([unknown(tmp_path, "tomorrow.csv", UNKNOWN.replace("Nijs", "Jans"))])
    done(desk, screen)
    assert (screen.results[-1].asks, screen.results[-1].created) == (False, 1)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"birth_date": "1"}, "Choose the column with the family name"),
        ({"family": "0"}, "Choose a column with the birth date or a number"),
        (
            {"family": "0", "given": "0", "birth_date": "1"},
            "“Pat_A” is chosen twice: for Family name and for Given name.",
        ),
    ],
)
def test_an_answer_that_is_not_enough_says_what_is_missing(
    desk: PatientDesk, tmp_path: Path, chosen: dict[str, str], words: str
) -> None:
    screen = opened(desk)
    screen.take([unknown(tmp_path)])
    done(desk, screen)
    form = screen.rows[0].form
    assert form is not None
    for field, column in chosen.items():
        form.choices[field].set_current(column)
    form.keep.click()
    assert words in form.problem.title.text()
    assert desk.team.find(Patient) == ()


def test_a_list_may_be_left_and_asked_about_again(desk: PatientDesk, tmp_path: Path) -> None:
    screen = opened(desk)
    screen.take([unknown(tmp_path)])
    done(desk, screen)
    row = screen.rows[0]
    assert row.form is not None
    row.form.leave.click()
    assert row.form is None
    assert row.error.isVisibleTo(screen)
    row.columns.click()
    assert row.form is not None


def test_a_known_list_with_one_more_column_is_taken_in_and_may_be_told(
    desk: PatientDesk, tmp_path: Path
) -> None:
    screen = opened(desk)
    screen.take([unknown(tmp_path, text="Family name;Birth date;Remark\nMaes;12/3/1951;Operate?\n")])
    done(desk, screen)
    row = screen.rows[0]
    assert (row.form, screen.results[0].created) == (None, 1)
    row.columns.click()
    assert row.form is not None
    assert row.form.choices["family"].current() == "0"
    row.form.choices["question"].set_current("2")
    row.form.keep.click()
    desk.until(lambda: bool(screen.results) and screen.results[0].created + screen.results[0].unchanged == 1)
    done(desk, screen)
    assert len(desk.team.find(Patient)) == 1


def test_every_field_that_a_column_can_be_is_offered_in_words() -> None:
    from mdt_app.exchange.columns import FIELDS
    from mdt_app.ui.patients.import_columns import field_words

    assert set(field_words()) == set(FIELDS)


def test_what_is_no_list_asks_nothing(desk: PatientDesk, tmp_path: Path) -> None:
    screen = opened(desk)
    screen.take([unknown(tmp_path, text="Dear colleague,\nplease see.\n")])
    done(desk, screen)
    assert not screen.results[0].asks
    assert not screen.rows[0].columns.isVisibleTo(screen)
