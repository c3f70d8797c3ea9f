"""Lines of text become a page's own commands: glyphs by number, and the words where glyphs do not tell them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mdt_app.letters.bidi import Run, Segment, in_order
from mdt_app.letters.fonts import Face, is_simple, main_face
from mdt_app.letters.shaping import Glyph, Piece
from mdt_app.letters.structure import text_string

NO_BREAK = "\u00a0"
FIRST_OWN = 0x8000
"""From here on a font's codes are given to glyphs that say something else than their character: see `Used.code`."""


Aside = Callable[[str], tuple[str, str]]
"""For words that are said otherwise than drawn: the commands before and after them, both empty where nobody listens."""


class Used:
    """What a document uses of one face."""

    def __init__(self) -> None:
        self.letters: set[str] = set()
        self.joined: dict[tuple[int, str], int] = {}

    def code(self, glyph: Glyph) -> int:
        """One code for each glyph with each of the texts that it says, so that both can be read back."""
        return self.joined.setdefault((glyph.number, glyph.says), FIRST_OWN + len(self.joined))


class Setter:
    """Writes lines and remembers which glyphs of which face they need."""

    def __init__(self) -> None:
        self.used: dict[Face, Used] = {}

    def lines(
        self,
        x: float,
        baseline: float,
        size: float,
        leading: float,
        lines: Sequence[Sequence[Segment]],
        aside: Aside,
    ) -> str:
        """The lines one under the other, the first on `baseline`; x and y from the page's lower left corner."""
        code, current = ["BT", f"1 0 0 1 {x:.2f} {baseline:.2f} Tm {leading:g} TL"], ""
        for number, segments in enumerate(lines):
            if number:
                code.append("T*")
            if not all(is_simple(text, font) for text, font, _ in segments):
                self._placed(code, x, baseline - number * leading, size, segments, aside)
                code.append(f"1 0 0 1 {x:.2f} {baseline - number * leading:.2f} Tm {leading:g} TL")
                current = ""
                continue
            for text, font, _ in segments:
                if font != current:
                    code.append(f"/{main_face(font).name} {size:g} Tf")
                    current = font
                code.append(self._plain(main_face(font), text))
        code.append("ET")
        return " ".join(code)

    def _plain(self, face: Face, text: str) -> str:
        self._use(face).letters.update(text)
        return f"<{text.translate(face.codes)}>Tj"

    def _use(self, face: Face) -> Used:
        found = self.used.get(face)
        if found is None:
            found = self.used[face] = Used()
        return found

    def _placed(
        self, code: list[str], x: float, y: float, size: float, segments: Sequence[Segment], aside: Aside
    ) -> None:
        """A line in which letters are joined or read from right to left: each stretch at its own place."""
        after = ""
        for run in in_order(segments, size):
            if after and run.leftward != "":
                code.append(f"ET {after} BT")
                after = ""
            if run.leftward:
                before, after = aside(run.leftward.replace(NO_BREAK, " "))
                code.append(f"ET {before} BT" if before else "")
            code.append(f"1 0 0 1 {x + run.at:.2f} {y:.2f} Tm")
            self._run(code, run, size)
        if after:
            code.append(f"ET {after} BT")

    def _run(self, code: list[str], run: Run, size: float) -> None:
        """Where glyphs are not characters one for one, the text that they are stands beside them.

        Not so for what reads from right to left: programs that look for text turn it round once more.
        """
        told = run.leftward is None and any(piece.glyphs for piece in run.pieces)
        if told:
            code.append(f"/Span<</ActualText{text_string(run.text.replace(NO_BREAK, ' '))}>>BDC")
        for piece in run.pieces:
            code.append(f"/{piece.face.name} {size:g} Tf")
            if piece.glyphs:
                self._joined(code, piece, size)
            else:
                code.append(self._plain(piece.face, piece.text))
        if told:
            code.append("EMC")

    def _joined(self, code: list[str], piece: Piece, size: float) -> None:
        """Each glyph at its own place; `pen` is where the script puts it, `at` where the page's own widths would."""
        used = self._use(piece.face)
        pen = at = up = 0.0
        for glyph in piece.glyphs:
            if glyph.up != up:
                up = glyph.up
                code.append(f"{up * size / 1000:g} Ts")
            shift = pen + glyph.right - at
            move = f"{-shift:g}" if shift else ""
            code.append(f"[{move}<{used.code(glyph):04X}>]TJ")
            at += shift + piece.face.advance(glyph.number)
            pen += glyph.advance
        if up:
            code.append("0 Ts")
        if at != pen:
            code.append(f"[{at - pen:g}]TJ")
