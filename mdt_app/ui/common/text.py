"""Text from data is shown as it is written: never as markup, never with a name cut in two."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from mdt_app.ui.common import theme as themes

NAME_ROOM, NAME_LEAST = 200, 240
LONGEST_WORD, PIECE, LONGEST_SAID = 40, 8, 180


def tip(text: str) -> str:
    """A tool tip that shows the text literally and wraps when long (Qt would otherwise guess at markup)."""
    # not by html.escape, which brings every entity there is: a millisecond of each start
    for one, instead in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "<br>")):
        text = text.replace(one, instead)
    return f"<qt>{text}</qt>" if text else ""


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip in plain text."""
    widget.setToolTip(tip(text))


def literal(text: str) -> str:
    """The text with its ampersands kept, for menus and buttons, where Qt takes one as a shortcut."""
    return text.replace("&", "&&")


def width(text: str, size: int = 14, strong: bool = False) -> int:
    """Width in pixels of a text in one of the five sizes at the present scale."""
    return _width(text, size, strong, themes.current().scale)


@lru_cache(4096)
def _width(text: str, size: int, strong: bool, _scale: float) -> int:
    """Measured once: a layout asks many times for the same words."""
    return QFontMetrics(themes.current().font(size, strong)).horizontalAdvance(text) + 1


def elided(text: str, room: int, size: int = 14, strong: bool = False) -> str:
    """The text, cut with an ellipsis if it is wider than `room` pixels."""
    if width(text, size, strong) <= room:
        return text
    metrics = QFontMetrics(themes.current().font(size, strong))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


def fitted_name(name: str, room: int, size: int = 14, strong: bool = False) -> str:
    """ "Family, Given" in `room` pixels: given names give way to initials; the family name is never cut."""
    family, comma, given = name.partition(", ")
    if not comma or width(name, size, strong) <= room:
        return name
    initials = " ".join(
        "-".join(part[:1] + "." for part in word.split("-") if part) for word in given.split()
    )
    for shorter in (f"{family}, {initials}", f"{family}, {initials[:2]}"):
        if width(shorter, size, strong) <= room:
            return shorter
    return family


def name_lines(name: str, room: int, strong: bool = False) -> tuple[int, tuple[str, ...]]:
    """A name's size and lines for `room` pixels: one line of 14 where it fits, else the family name over two of 12."""
    shown = fitted_name(name, room, 14, strong)
    if width(shown, 14, strong) <= room:
        return 14, (shown,)
    shown = fitted_name(name, room, 12, strong)
    if width(shown, 12, strong) <= room:
        return 12, (shown,)
    breaks = [place + 1 for place, letter in enumerate(shown) if letter in " -"]
    fitting = [place for place in breaks if width(shown[:place].strip(), 12, strong) <= room]
    if not fitting:
        return 12, (shown,)
    return 12, (shown[: fitting[-1]].strip(), shown[fitting[-1] :].strip())


def middle_cut(text: str) -> str:
    """The text, or of a very long one its beginning and its end: names stand at either."""
    if len(text) <= LONGEST_SAID:
        return text
    end = LONGEST_SAID // 3
    return f"{text[: LONGEST_SAID - end - 3].rstrip()} … {text[-end:].lstrip()}"


def breakable(text: str) -> str:
    """The text with places to break in words that no line holds, such as a name without a space in 300 letters."""
    if len(text) <= LONGEST_WORD or max(map(len, text.split()), default=0) <= LONGEST_WORD:
        return text
    return re.sub(rf"\S{{{PIECE}}}(?=\S{{{PIECE}}})", lambda piece: piece.group() + "\u200b", text)


class Label(QLabel):
    """Plain text in one of the roles body, strong, secondary, small, note, hint, section, heading, lead, title, clock.

    `elide` cuts with an ellipsis and keeps the whole text as tool tip; `wrap` breaks lines. `name` marks a person's
    name ("Family, Given"), which shortens to initials and never loses its family name. Tones: quiet, second, look,
    act, accent.
    """

    def __init__(
        self, text: str = "", role: str = "body", *, tone: str = "", elide: bool = False, wrap: bool = False,
        name: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._elide, self._name = elide, name
        self._whole = self._own_tip = ""
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if elide or name:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        if self._elide or self._name:
            self._fit()
        else:
            self.setText(breakable(text) if self.wordWrap() else text)

    def whole_text(self) -> str:
        """The text as given, even where less of it is shown."""
        return self._whole

    def set_tone(self, tone: str) -> None:
        """Change the tone: "", quiet, second, look, act or accent."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def set_role(self, role: str) -> None:
        """Change the role."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)

    def sizeHint(self) -> QSize:
        """As wide as the whole text wants to be; wrapped text as high as its present width makes it."""
        if self.wordWrap() and self.width() > 0:
            return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))
        if not (self._elide or self._name):
            return super().sizeHint()
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self._whole) + 1, max(metrics.height(), super().sizeHint().height())
        )

    def minimumSizeHint(self) -> QSize:
        """Elided labels give way; names give way to the family name; others keep their width."""
        if self.wordWrap() and self.width() > 0:
            return QSize(min(96, super().sizeHint().width()), self.heightForWidth(self.width()))
        if not (self._elide or self._name):
            return super().minimumSizeHint()
        shortest = self._least_name() if self._name else self._whole[:3]
        least = self.fontMetrics().horizontalAdvance(shortest) + 1
        if self._name:
            least = min(least, themes.current().px(NAME_LEAST))
        return QSize(least, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text again."""
        super().resizeEvent(event)
        if self._elide or self._name:
            self._fit()
        elif self.wordWrap() and event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _fit(self) -> None:
        self.ensurePolished()
        metrics = self.fontMetrics()
        shown = self._whole
        if self.width() > 0 and metrics.horizontalAdvance(shown) > self.width():
            shown = self._shorter(metrics)
        if shown != self.text():
            self.setText(shown)
        if self.toolTip() in ("", self._own_tip):  # one that somebody else gave stays
            self._own_tip = tip(self._whole if shown != self._whole else "")
            self.setToolTip(self._own_tip)

    def _least_name(self) -> str:
        """The whole name where that is not long, else family name and initial: facts beside it give way first."""
        if self.fontMetrics().horizontalAdvance(self._whole) <= themes.current().px(NAME_ROOM):
            return self._whole
        family, comma, given = self._whole.partition(", ")
        return f"{family}, {given[:1]}." if comma else family

    def _shorter(self, metrics: QFontMetrics) -> str:
        if self._name:
            pixels = self.font().pixelSize()
            size = min(themes.SIZES, key=lambda one: abs(themes.current().px(one) - pixels))
            strong = self.font().bold() or self.font().weight() >= 600
            shorter = fitted_name(self._whole, self.width(), size, strong)
            return metrics.elidedText(shorter, Qt.TextElideMode.ElideRight, self.width())
        return metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())


class SectionTitle(QWidget):
    """A section's title with its key beside it and a small text at the right: "Question  Alt+Q   asked by ..."."""

    def __init__(
        self, title: str, key: str = "", right: str = "", note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = Label(title, "section")
        self.key = Label(key, "hint")
        self.note = Label(note, "small", elide=True)
        self.right = Label(right, "small", elide=True)
        self.right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        for part in (self.title, self.note, self.key):
            self.row.addWidget(part)
            part.setVisible(bool(part.whole_text()))
        self.row.addStretch(1)
        self.row.addWidget(self.right)
        self.setMinimumHeight(themes.current().line_height(14))

    def sizeHint(self) -> QSize:
        """With its key, also while that is hidden."""
        size = super().sizeHint()
        hidden = self.key.whole_text() and self.key.isHidden()
        return QSize(size.width() + (self._key_room() if hidden else 0), size.height())

    def minimumSizeHint(self) -> QSize:
        """The key and the small texts give way to the title."""
        size = super().minimumSizeHint()
        return QSize(size.width() - (0 if self.key.isHidden() else self._key_room()), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short of room, the key goes first, then the small texts shorten."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.key.whole_text():
            items = [self.row.itemAt(place) for place in range(self.row.count())]
            parts = [one.widget() for one in items if one is not None]
            shown = [one for one in parts if one is not None and one is not self.key and not one.isHidden()]
            wanted = sum(one.sizeHint().width() for one in shown) + self.row.spacing() * (len(shown) - 1)
            self.key.setVisible(wanted + self._key_room() <= self.width())

    def _key_room(self) -> int:
        return self.key.sizeHint().width() + self.row.spacing()

    def set_right(self, text: str) -> None:
        """Change the small text at the right."""
        self.right.set_text(text)

    def set_note(self, text: str, tone: str = "", strong: bool = False) -> None:
        """Change the text after the title: small, or as large as the title when `strong`."""
        self.note.set_role("strong" if strong else "small")
        self.note.set_text(text)
        self.note.set_tone(tone)
        self.note.setVisible(bool(text))
        self._fit()

    def add(self, widget: QWidget) -> None:
        """Put a control at the far right, a link for example."""
        self.row.addWidget(widget)
