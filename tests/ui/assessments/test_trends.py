"""The plot says no more than was measured, and whoever cannot see it or has no mouse reads every value."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pypdf
import pytest
from domain.histories import calm, distress, ecog, esas, fact, guidance, progression, record
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Transition, TreatmentLine
from mdt_app.domain.trends import Period, Trends, trends
from mdt_app.ui.assessments import trends_paper, trends_words
from mdt_app.ui.assessments.trends import TrendsView, Whose
from mdt_app.ui.assessments.trends_frame import Frame
from mdt_app.ui.assessments.trends_plot import TrendPlot, arrays
from mdt_app.ui.assessments.trends_table import as_text, day_rows
from mdt_app.ui.common import theme

ROOT = Path(__file__).resolve().parents[3]
ON = "2026-10-14"
ANNA = Whose(patient_id="anna", name="Peeters, Anna", details="12-03-1951, 75 years")
HISTORY = (
    esas("2026-06-01", pain=2, nausea=1),
    ecog("2026-06-20", 1),
    esas("2026-07-01", pain=None, nausea=2),
    progression("2026-07-15"),
    esas("2026-08-01", pain=5, nausea=0),
    fact("2026-09-01", Kind.TRANSITION, Transition(from_="home", to="ward")),
    esas("2026-10-01", pain=8, nausea=0),
    distress("2026-10-01", 4),
    fact("2026-07-20", Kind.TREATMENT_LINE, TreatmentLine(number=2, kind="systemic", text="docetaxel")),
)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """An application in the light theme, and again afterwards."""
    theme.apply(qapp, theme.LIGHT)
    yield qapp
    theme.apply(qapp, theme.LIGHT)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def seen(*facts: Fact, on: str = ON) -> Trends:
    return trends(record(on, *facts), guidance())


def shown(qtbot: QtBot, found: Trends, size: tuple[int, int] = (1000, 760)) -> TrendsView:
    view = TrendsView()
    qtbot.addWidget(view)
    view.resize(*size)
    view.show_trends(found, ANNA)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: not view._soon.isActive())
    return view


def plot_of(view: TrendsView) -> TrendPlot:
    assert view.plot is not None
    return view.plot


def many(count: int) -> Trends:
    first = date.fromisoformat(ON) - timedelta(days=count * 4)
    days = ((first + timedelta(days=4 * number)).isoformat() for number in range(count))
    return seen(*(calm(one, pain=None if place % 9 == 0 else place % 11) for place, one in enumerate(days)))


@pytest.mark.usefixtures("dressed")
def test_the_line_breaks_where_nothing_was_answered_and_a_ring_says_so() -> None:
    found = seen(*HISTORY)
    pain = tuple(one for one in found.series if one.key == "esas-r/pain")
    frame = Frame.of(found, pain, Period.ALL, theme.LIGHT, 600)
    x, y, missing = arrays(frame)
    assert np.isnan(y).tolist() == [False, True, False, False, True]
    assert y[2] == pytest.approx(frame.height(0, 5))
    assert missing[:, 0].tolist() == [float(date(2026, 7, 1).toordinal())]
    assert missing[0, 1] < frame.height(0, 0)
    assert x[0] == date(2026, 6, 1).toordinal()


@pytest.mark.usefixtures("dressed")
def test_no_line_runs_from_one_panel_into_the_next() -> None:
    found = seen(*HISTORY)
    _, y, _ = arrays(Frame.of(found, found.series, Period.ALL, theme.LIGHT, 600))
    ends = np.cumsum([len(one.points) + 1 for one in found.series]) - 1
    assert np.isnan(y[ends]).all()


@pytest.mark.usefixtures("dressed")
def test_the_arrow_keys_read_out_every_assessment(qtbot: QtBot) -> None:
    found = seen(*HISTORY)
    view = shown(qtbot, found)
    plot = plot_of(view)
    QTest.keyClick(plot, Qt.Key.Key_Home)
    read = [view.readout.whole_text()]
    for _ in range(len(found.days) + 2):
        QTest.keyClick(plot, Qt.Key.Key_Right)
        read.append(view.readout.whole_text())
    treated = "During 2nd: docetaxel. Since the time before:"
    assert list(dict.fromkeys(read)) == [
        "Mon 1 Jun 2026, 1 of 5. Pain 2; Nausea 1.",
        "Sat 20 Jun 2026, 2 of 5. ECOG 1 light work possible.",
        "Wed 1 Jul 2026, 3 of 5. Pain not answered; Nausea 2.",
        f"Sat 1 Aug 2026, 4 of 5. Pain 5 raised; Nausea 0. {treated} progression 15 Jul.",
        f"Thu 1 Oct 2026, 5 of 5. Pain 8 severe; Nausea 0; Distress 4 raised. {treated} transition to ward 1 Sept.",
    ]
    assert plot.accessibleDescription() == view.readout.whole_text()
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.day() == found.days[-2]


@pytest.mark.usefixtures("dressed")
def test_the_mouse_chooses_the_nearest_day(qtbot: QtBot) -> None:
    view = shown(qtbot, seen(*HISTORY))
    plot = plot_of(view)
    panels = plot.view.geometry()
    QTest.mouseClick(
        plot.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(int(panels.left()) + 12, int(panels.top()) + 20),
    )
    assert plot.day() == date(2026, 6, 1)


@pytest.mark.usefixtures("dressed")
def test_a_screen_reader_that_meets_the_plot_hears_the_newest_values(qtbot: QtBot) -> None:
    spoken = plot_of(shown(qtbot, seen(*HISTORY))).accessibleName()
    assert "Pain 8 severe 1 Oct" in spoken
    assert "Arrow keys" in spoken


@pytest.mark.usefixtures("dressed")
def test_contradicting_values_of_a_day_are_said(qtbot: QtBot) -> None:
    view = shown(qtbot, seen(esas("2026-10-01", pain=8), esas("2026-10-01", pain=3)))
    assert "Pain 8 severe (contradicts 3 of the same day)" in view.readout.whole_text()


@pytest.mark.usefixtures("dressed")
def test_without_scores_the_way_to_record_some_is_offered(qtbot: QtBot) -> None:
    view = shown(qtbot, seen(progression("2026-08-01")))
    assert view.nothing.isVisible()
    assert view.plot is None
    assert view.nothing.button is not None
    with qtbot.waitSignal(view.record_asked):
        view.nothing.button.click()


@pytest.mark.usefixtures("dressed")
def test_where_only_ecog_is_known_the_missing_symptoms_are_said(qtbot: QtBot) -> None:
    view = shown(qtbot, seen(ecog("2026-08-01", 2)))
    assert view.unscored.isVisible()
    with qtbot.waitSignal(view.record_asked):
        view.unscored.link.click()


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("count", [1, 2, 200])
def test_one_two_and_two_hundred_assessments_are_drawn(qtbot: QtBot, count: int) -> None:
    view = shown(qtbot, many(count))
    assert not view.grab().isNull()
    assert f"{count} of {count}" in view.readout.whole_text()


@pytest.mark.usefixtures("dressed")
def test_stepping_from_much_to_little_moves_nothing(qtbot: QtBot) -> None:
    days = [f"2026-0{month}-01" for month in range(1, 10)]
    found = seen(*(ecog(one, 1) if place % 2 else calm(one) for place, one in enumerate(days)))
    view = shown(qtbot, found, (600, 760))
    plot = plot_of(view)
    view.grab()
    QApplication.processEvents()
    heights = set()
    for _ in days:
        QTest.keyClick(plot, Qt.Key.Key_Left)
        QApplication.processEvents()
        heights.add((view.readout.height(), plot.height()))
    assert len(heights) == 1


@pytest.mark.usefixtures("dressed")
def test_a_period_and_a_group_narrow_what_is_read(qtbot: QtBot) -> None:
    view = shown(qtbot, seen(*HISTORY))
    view.periods.segment(Period.QUARTER).click()
    assert "2 of 2" in view.readout.whole_text()
    view.choice.set_current("distress/distress")
    view.choice.chosen.emit("distress/distress")
    assert view.readout.whole_text().startswith("Thu 1 Oct 2026, 2 of 2. Distress 4 raised.")
    assert [one.key for one in view.series()] == ["distress/distress"]


@pytest.mark.usefixtures("dressed")
def test_another_patient_begins_with_everything_and_no_chosen_day(qtbot: QtBot) -> None:
    view = shown(qtbot, seen(*HISTORY))
    QTest.keyClick(plot_of(view), Qt.Key.Key_Home)
    view.show_trends(seen(esas("2026-06-01", pain=1)), replace(ANNA, patient_id="other"))
    qtbot.waitUntil(lambda: "1 of 1" in view.readout.whole_text())
    assert plot_of(view).day() is None


@pytest.mark.usefixtures("dressed")
def test_the_table_has_a_row_for_each_day_and_a_column_for_each_item(qtbot: QtBot) -> None:
    found = seen(*HISTORY)
    view = shown(qtbot, found)
    view.as_table.click()
    table = view.table
    assert table is not None
    assert table.isVisible()
    titles = [column.title for column in table.columns_model().columns]
    assert titles == ["Date", "What happened", "Pain", "Nausea", "Distress", "ECOG"]
    assert table.model().rowCount() == 8
    assert table.currentIndex().row() <= 0
    QTest.keyClick(table, Qt.Key.Key_Down)
    said = [column.cell(table.current_row()).spoken() for column in table.columns_model().columns]
    assert any(said)


@pytest.mark.usefixtures("dressed")
def test_the_table_as_text_says_not_answered_and_leaves_blank_what_was_not_asked() -> None:
    found = seen(*HISTORY)
    lines = as_text(found.series, day_rows(found, found.series, Period.ALL)).splitlines()
    assert lines[0] == "Date\tWhat happened\tPain\tNausea\tDistress\tECOG"
    assert "2026-07-01\t\tnot answered\t2\t\t" in lines
    assert "2026-06-20\t\t\t\t\t1 light work possible" in lines
    assert "2026-07-20\t2nd: docetaxel begins\t\t\t\t" in lines


@pytest.mark.usefixtures("dressed")
def test_no_text_of_the_table_becomes_a_formula() -> None:
    evil = fact("2026-07-20", Kind.TREATMENT_LINE, TreatmentLine(number=1, kind="other", text="=cmd()\tx\ny"))
    found = seen(esas("2026-06-01", pain=1), evil)
    text = as_text(found.series, day_rows(found, found.series, Period.ALL))
    assert "\t'=cmd() x y begins\t" in text


@pytest.mark.usefixtures("dressed")
def test_a_copied_picture_names_the_patient_and_is_white_in_the_dark(qtbot: QtBot) -> None:
    view = shown(qtbot, seen(*HISTORY))
    taken: list[tuple[str, str]] = []
    view.taken.connect(lambda *one: taken.append(one))
    view.copy.click()
    light = QGuiApplication.clipboard().image()
    assert taken == [("anna", "picture")]
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.DARK)
    view.copy.click()
    assert QGuiApplication.clipboard().image() == light
    sheet = view.sheet()
    assert sheet is not None
    anonymous = trends_paper.picture(replace(sheet, whose=""))
    assert trends_paper.picture(sheet) != anonymous
    assert light.pixelColor(2, 2) == theme.LIGHT.colour("surface")


@pytest.mark.usefixtures("dressed")
def test_a_printed_page_says_whose_it_is_and_every_newest_value(qtbot: QtBot, tmp_path: Path) -> None:
    view = shown(qtbot, seen(*HISTORY))
    view.print_to(str(tmp_path / "page"))
    pages = pypdf.PdfReader(tmp_path / "page.pdf").pages
    text = " ".join(pages[0].extract_text().split())
    for words in (
        "Peeters, Anna",
        "12-03-1951",
        "as on 14 Oct 2026",
        "Pain",
        "severe",
        "Treatment",
        "docetaxel",
    ):
        assert words in text
    assert len(pages) == 1


@pytest.mark.usefixtures("dressed")
def test_more_panels_than_a_page_holds_go_on_the_next() -> None:
    found = seen(*HISTORY)
    pain = next(one for one in found.series if one.key == "esas-r/pain")
    sheet = trends_paper.Sheet(
        title="T", whose="W", when="", legend="", trends=found, series=(pain,) * 17, period=Period.ALL
    )
    assert len(pypdf.PdfReader(io.BytesIO(trends_paper.pdf(sheet))).pages) == 2


@pytest.mark.usefixtures("dressed")
def test_what_cannot_be_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    view = shown(qtbot, seen(*HISTORY))
    said: list[tuple[str, object, bool]] = []
    view.said.connect(lambda *words: said.append(words))
    view.print_to(str(tmp_path / "nowhere" / "page.pdf"))
    assert said
    assert said[0][2]
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_switch_of_theme_is_drawn_at_once(qtbot: QtBot, dressed: QApplication) -> None:
    view = shown(qtbot, seen(*HISTORY))
    theme.apply(dressed, theme.DARK)
    picture = plot_of(view).grab().toImage()
    assert picture.pixelColor(picture.width() - 4, picture.height() // 2) == theme.DARK.colour("surface")


@pytest.mark.parametrize("scale", [1.25, 2.0])
def test_larger_text_gets_taller_panels(qtbot: QtBot, dressed: QApplication, scale: float) -> None:
    view = shown(qtbot, seen(*HISTORY), (700, 760))
    before = plot_of(view).least_height()
    theme.apply(dressed, theme.chosen("light", scale))
    view.grab()
    assert plot_of(view).least_height() >= before * scale * 0.95
    assert plot_of(view).minimumHeight() == plot_of(view).least_height()


@pytest.mark.usefixtures("dressed")
def test_the_severe_band_is_drawn_behind_the_items_of_the_criteria_alone(qtbot: QtBot) -> None:
    def has_band(key: str) -> bool:
        plot = TrendPlot()
        qtbot.addWidget(plot)
        plot.resize(600, 200)
        found = seen(calm("2026-08-01"), calm("2026-10-01"))
        plot.show_trends(found, [one for one in found.series if one.key == key], Period.ALL)
        return colours(plot.grab().toImage()).get(theme.LIGHT.band.lower(), 0) > 500

    assert has_band("esas-r/pain")
    assert not has_band("esas-r/wellbeing")


def colours(image: QImage) -> dict[str, int]:
    found: dict[str, int] = {}
    for x in range(0, image.width(), 3):
        for y in range(image.height()):
            name = image.pixelColor(x, y).name()
            found[name] = found.get(name, 0) + 1
    return found


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-09-30", "2026-10-14", ["5 Oct 2026", "12 Oct"]),
        ("2026-01-15", "2026-06-10", ["Mar 2026", "May"]),
        ("2019-01-15", "2026-06-10", ["2020", "2022", "2024", "2026"]),
    ],
)
def test_the_days_under_the_axis_fit_and_say_their_year(first: str, last: str, words: list[str]) -> None:
    found = trends_words.ticks(date.fromisoformat(first), date.fromisoformat(last), 5)
    assert [text for _, text in found] == words


def run(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_no_screen_brings_pyqtgraph_in_before_a_plot_is_seen() -> None:
    done = run(
        "import sys, mdt_app.window, mdt_app.screens, mdt_app.ui.patients.patient_screen,"
        " mdt_app.ui.cases.case_screen, mdt_app.ui.assessments.trends\n"
        "print(sorted({'pyqtgraph', 'numpy'} & set(sys.modules)))"
    )
    assert done.stdout == "[]\n", done.stderr


def test_a_plot_is_put_away_without_a_word_when_the_process_ends() -> None:
    done = run(
        "from datetime import date\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from mdt_app.domain.trends import Period, Point, Series, Group, Trends\n"
        "from mdt_app.ui.assessments.trends_plot import TrendPlot\n"
        "one = Series(key='a', label='A', group=Group.SYMPTOM, points=(Point(day=date(2026, 1, 1), value=3),))\n"
        "plot = TrendPlot()\n"
        "plot.show_trends(Trends(on=date(2026, 2, 1), series=(one,)), (one,), Period.ALL)\n"
        "plot.show()\n"
        "app.processEvents()\n"
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "Traceback" not in done.stderr
    assert "Warning" not in done.stderr
