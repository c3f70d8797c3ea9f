"""The window is a frame: rail, top bar, one workspace, one strip for messages. It is given what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from mdt_app.ui.common.frames import Line, Roomy
from mdt_app.ui.common.hits import Hit
from mdt_app.ui.common.messages import EmptyState, MessageStrip
from mdt_app.ui.common.rail import Rail
from mdt_app.ui.common.topbar import TopBar
from mdt_app.ui.common.way_back import WayBack

ScreenFactory = Callable[[], QWidget]
Answer = Callable[[Sequence[Hit]], None]
Find = Callable[[str, Answer], None]


class MainWindow(QMainWindow):
    """Screens are made when first shown, from `screens` (place -> factory); a place without one says so in words.

    `find(text, answer)` looks for hits and calls `answer(hits)` when it has them. Signals: `place_changed(key)`,
    `hit_chosen(Hit)` for what the application opens, `closing` before the window goes.
    `may_close`, where somebody gave it, says whether it may go now.
    A screen may have `shown()`, called each time it comes up, and `search_text()`, the words in the empty search field.
    """

    place_changed = Signal(str)
    hit_chosen = Signal(object)
    closing = Signal()

    def __init__(
        self, screens: Mapping[str, ScreenFactory], *, user_name: str = "", title: str = "", demo: bool = False,
        find: Find | None = None, user_acts: Sequence[tuple[str, Callable[[], None]]] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        self._factories = dict(screens)
        self._made: dict[str, QWidget] = {}
        self._rooms: dict[str, Roomy] = {}
        self._find = find
        self.may_close: Callable[[], bool] | None = None
        self.setWindowTitle(title or self.tr("Tumour boards"))
        self.rail = Rail(self._places())
        self.top_bar = TopBar(user_name, demo=demo)
        self.top_bar.user.set_acts(user_acts)
        self.workspace = QStackedWidget()
        self.workspace.setObjectName("workspace")
        self._layers = QStackedWidget()
        self._before: QWidget | None = None
        self._uncovered_title = ""
        self.messages, self.way_back = MessageStrip(), WayBack()
        self._lay_out()
        self.rail.chosen.connect(self._taken)
        self.top_bar.search.asked.connect(self._ask)
        self.top_bar.search.chosen.connect(self.hit_chosen)
        self.resize(1440, 900)

    def furnish(
        self, screens: Mapping[str, ScreenFactory], *, user_name: str = "", title: str = "", demo: bool = False,
        find: Find | None = None, user_acts: Sequence[tuple[str, Callable[[], None]]] = (),
    ) -> None:  # fmt: skip
        """Give a frame that was shown empty its screens, once their database is open; no other place is offered."""
        self._drop(self._before)
        self._before = None
        self.clear()
        self.rail.show()
        self.top_bar.search.setVisible(find is not None)
        for place, _, _ in self._places():
            self.rail.item(place).setVisible(place in screens)
        self._factories, self._find = dict(screens), find
        self._let_move(True)
        self.setWindowTitle(title or self.tr("Tumour boards"))
        self.top_bar.set_user(user_name, user_acts)
        self.top_bar.demo.setVisible(demo)

    def clear(self) -> None:
        """Let every screen go; each is hidden first, so that it sends what was typed in it."""
        for room in self._rooms.values():
            room.hide()
            self._drop(room)
        self._made.clear()
        self._rooms.clear()
        self._factories, self._find = {}, None
        self.way_back.forget()

    def welcome(self, screen: QWidget, *, alone: bool = False) -> None:
        """Show what stands in the workspace before there is a database: opening, or, `alone`, signing in; nowhere
        else to go."""
        self._let_move(False)
        for part in (self.rail, self.top_bar.search):
            part.setVisible(not alone)
        self.top_bar.set_user("", ())
        self.workspace.addWidget(screen)
        self.workspace.setCurrentWidget(screen)
        self._drop(self._before)
        self._before = screen

    def leave(self) -> None:
        """Nobody is signed in: nothing in the frame says whose it was."""
        self.setWindowTitle(self.tr("Tumour boards"))
        self.top_bar.demo.hide()

    def cover(self, screen: QWidget) -> None:
        """Show a screen in place of everything: nothing under it is seen, read aloud or reached by a key."""
        self._uncovered_title = self.windowTitle()
        self.setWindowTitle(self.tr("Tumour boards, locked"))
        self._layers.addWidget(screen)
        self._layers.setCurrentWidget(screen)
        self.show()
        self.activateWindow()

    def uncover(self) -> None:
        """Everything is there again, and the cover gone."""
        cover = self._layers.currentWidget()
        self._layers.setCurrentIndex(0)
        if cover is not None:
            self._layers.removeWidget(cover)
            cover.deleteLater()
        self.setWindowTitle(self._uncovered_title)

    def _drop(self, screen: QWidget | None) -> None:
        if screen is not None:
            self.workspace.removeWidget(screen)
            screen.deleteLater()

    def go(self, place: str) -> QWidget:
        """Show a place; its screen is made now if it was not yet. Gives the screen."""
        screen = self.screen_of(place)
        self.workspace.setCurrentWidget(self._rooms[place])
        self.rail.set_current(place)
        self._greet(screen)
        self.place_changed.emit(place)
        return screen

    def screen_of(self, place: str) -> QWidget:
        """The screen of a place, made on first use."""
        if place not in self._made:
            factory = self._factories.get(place)
            screen = factory() if factory is not None else self._nothing_here()
            self._made[place], self._rooms[place] = screen, Roomy(screen)
            self.workspace.addWidget(self._rooms[place])
        return self._made[place]

    def _taken(self, place: str) -> None:
        """A place chosen on the rail; chosen again, it goes back to its beginning (its `home()`)."""
        self.way_back.forget()
        again = place in self._rooms and self.workspace.currentWidget() is self._rooms[place]
        home = getattr(self.go(place), "home", None)
        if again and callable(home):
            home()

    def place(self) -> str:
        """The key of the place that is shown."""
        return self.rail.current()

    def say(self, text: str, undo: Callable[[], None] | None = None, *, wrong: bool = False) -> None:
        """Tell the user what happened, with the way back where there is one; `wrong` stays until closed."""
        self.messages.say(text, undo, wrong=wrong)

    def set_saving(
        self, kept: bool, sent: bool | None = None, on_server: bool | None = None, at: str = "",
        refused: str = "",
    ) -> None:  # fmt: skip
        """The three save words; None where there is no such step. `refused` says why something is not kept."""
        self.top_bar.save_words.set_state(kept, sent, on_server, at, refused)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text scale: the frame takes its measures anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "messages"):
            self.rail.refit()
            self.top_bar.refit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say so before going; where words are not kept yet, that is asked first."""
        if self.may_close is not None and not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def _let_move(self, may: bool) -> None:
        self.rail.setEnabled(may)
        self.top_bar.setEnabled(may)
        self.top_bar.save_words.setVisible(may)

    def _places(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("today", self.tr("Today"), "today"), ("meetings", self.tr("Meetings"), "meetings"),
            ("patients", self.tr("Patients"), "patients"), ("letters", self.tr("Letters"), "letters"),
            ("people", self.tr("People"), "people"),
            ("settings", self.tr("Settings"), "settings"),
        )  # fmt: skip

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self.way_back)
        right.addWidget(self.workspace, 1)
        right.addWidget(self.messages)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(Line(standing=True))
        row.addLayout(right, 1)
        self._layers.addWidget(middle)
        self.setCentralWidget(self._layers)

    def _nothing_here(self) -> QWidget:
        return EmptyState(
            self.tr("Nothing here yet"),
            self.tr("This place comes with a later version. Your work is in the other places."),
        )

    def _greet(self, screen: QWidget) -> None:
        shown = getattr(screen, "shown", None)
        if callable(shown):
            shown()
        self._focus(screen)
        words = getattr(screen, "search_text", None)
        text = words() if callable(words) else ""
        self.top_bar.search.setPlaceholderText(text or self.tr("Search or jump to …"))

    def _focus(self, screen: QWidget) -> None:
        """The keys go to the workspace: to what the screen chose, else to its first control; never to the rail."""
        now = self.focusWidget()
        if now is not None and (screen is now or screen.isAncestorOf(now)) and now.isVisible():
            return
        one = screen.nextInFocusChain()
        while one is not None and screen.isAncestorOf(one):
            if one.isVisibleTo(self) and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                one.setFocus()
                return
            one = one.nextInFocusChain()

    def _ask(self, text: str) -> None:
        if self._find is not None:
            self._find(text, lambda hits: self.top_bar.search.show_hits(text, hits))
