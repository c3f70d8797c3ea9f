"""The same letter, text and tables, tagged by us, by WeasyPrint and by LibreOffice, in one run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import letter_case
import pikepdf
from figure import Figure, interleaved, middle
from pdf_checks import SHOWS, Node, Opened, character_map, shown

from mdt_app import paths
from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import LetterContent
from mdt_app.letters.render import render

OURS, ROUNDS, MERGED = 10, 12, 40
"""Letters of ours for each of WeasyPrint's, rounds, and letters of one call of LibreOffice."""

SAME = {
    "H1": "h1", "H2": "h2", "H3": "h3", "P": "p", "L": "ul", "Table": "table", "TR": "tr", "TH": "th", "TD": "td",
    "Sect": "section",
}  # fmt: skip
TEXTS = frozenset({"h1", "h2", "h3", "p", "th", "td"})
STYLE = """
@font-face { font-family: Noto; src: url("NotoSans-Regular.ttf") }
@font-face { font-family: Noto; font-weight: bold; src: url("NotoSans-Bold.ttf") }
@page { size: A4; margin: 8mm 20mm 20mm 25mm; @bottom-left { content: element(foot); border-top: 1pt solid;
  width: 130mm; vertical-align: top } @bottom-right { content: "page " counter(page) " of " counter(pages);
  font: bold 7.4pt Noto; border-top: 1pt solid; vertical-align: top } }
body { font: 9pt/1.22 Noto, "Noto Sans"; color: #111 } p { margin: 0 0 1pt } .foot { position: running(foot);
  font-size: 7.4pt } .head { position: absolute; left: 13.5mm; top: 3mm } .head b { font-size: 12.5pt; color: #17475a }
.mark { text-align: center; margin-bottom: 3mm } .reach { text-align: right; font-size: 7.8pt; margin: 0 }
.window { position: absolute; left: 92mm; top: 36mm; font-size: 10.6pt } .refs { margin-top: 18mm; width: 68mm }
h1 { font-size: 13pt; margin: 12mm 0 1mm } section { border-top: .6pt solid; padding: 2pt 0; position: relative }
h2 { font-size: 9pt; color: #17475a; position: absolute; left: 0; top: 2pt;
  width: 32mm } section > * { margin: 0 0 0 33mm } section > h2 { margin: 0 }
section:last-of-type h2 { position: static; width: auto } section:last-of-type > * { margin-left: 0 }
table { border-collapse: collapse } section table { width: 132mm } section:last-of-type table { width: 165mm }
section:last-of-type td:nth-child(1) { width: 53mm } section:last-of-type td:nth-child(2) { width: 54mm }
th, td { text-align: left; vertical-align: top; border-bottom: .5pt solid; padding: .6pt 0 } th { font-size: 7.8pt }
.fold { position: absolute; left: -18mm; width: 4mm; border-top: .5pt solid }
"""
RING = (
    '<svg style="position:absolute;left:0;top:3mm" width="10mm" height="10mm" viewBox="0 0 10 10"><title>{name}</title>'
    '<circle cx="5" cy="5" r="4.7" fill="none" stroke="#17475a" stroke-width=".5"/>'
    '<circle cx="5" cy="5" r="1.8" fill="#17475a"/></svg>'
)
FOLDS = '<div class="fold" style="top:93mm"></div><div class="fold" style="top:186mm"></div>'
TAGGED = 'pdf:writer_web_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def figures() -> Iterator[Figure]:
    content, texts = compose("primary", letter_case.colpaert()), letter_texts("en")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = as_html(content, folder)
        render(content, texts)
        yield from beside_weasyprint(content, page)
        yield from beside_libreoffice(content, page, folder)


def beside_weasyprint(content: LetterContent, page: Path) -> Iterator[Figure]:
    python, texts = weasyprint(), letter_texts("en")
    if not python:
        print("WeasyPrint is not there: name a Python that has it in MDT_WEASYPRINT.")
        return
    with desk(python) as process:
        asked(process, str(page))
        took: dict[str, list[float]] = {"ours": [], "weasyprint": []}
        for _ in range(ROUNDS):
            begun = time.process_time()
            for _ in range(OURS):
                render(content, texts)
            took["ours"].append((time.process_time() - begun) / OURS)
            took["weasyprint"].append(asked(process, str(page)))
    ours, other = (1 / middle(took[name], "s") for name in ("ours", "weasyprint"))
    yield Figure(
        "letters a second of the processor, tagged",
        ours,
        other,
        "WeasyPrint, PDF/UA, the same",
        "/s",
        target=12,
    )


def beside_libreoffice(content: LetterContent, page: Path, folder: Path) -> Iterator[Figure]:
    office, texts = shutil.which("soffice"), letter_texts("en")
    if not office:
        print("LibreOffice is not there: `soffice` is not on the path.")
        return
    merged = []
    for number in range(MERGED):
        merged.append(folder / f"letter-{number}.html")
        shutil.copy2(page, merged[-1])
    out = folder / "out"
    command = [
        office, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to", TAGGED,
        "--outdir", str(out),
    ]  # fmt: skip
    subprocess.run([*command, str(page)], check=True, capture_output=True)
    acts = {
        "ours": lambda: [render(content, texts) for _ in range(MERGED)],
        "libreoffice": lambda: subprocess.run([*command, *map(str, merged)], check=True, capture_output=True),
    }
    took = interleaved(acts, 3)
    assert len(list(out.glob("letter-*.pdf"))) == MERGED
    ours, other = (MERGED / middle(took[name], "s") for name in ("ours", "libreoffice"))
    yield Figure(
        "letters a second, tagged",
        ours,
        other,
        f"LibreOffice, {MERGED} in one call with its start",
        "/s",
        target=3,
    )


def as_html(content: LetterContent, folder: Path) -> Path:
    """What the letter says to who listens, heading by heading and cell by cell, with its fonts beside it."""
    said = Said(render(content, letter_texts(content.shared.language)))
    for weight in ("Regular", "Bold"):
        shutil.copy2(paths.fonts() / f"NotoSans-{weight}.ttf", folder)
    page = folder / "letter.html"
    page.write_text(
        f'<!DOCTYPE html><html lang="{content.shared.language}"><head><meta charset="utf-8"><title>Letter</title>'
        f"<style>{STYLE}</style></head><body>{said.letter(content)}</body></html>",
        "utf-8",
    )
    return page


class Said:
    """The letter's elements as HTML, in the weight in which each word is drawn."""

    def __init__(self, pdf: bytes) -> None:
        self.opened = Opened(pdf)
        self.runs = [runs_of(page) for page in self.opened.pdf.pages]

    def text(self, node: Node) -> str:
        return "".join(
            self.text(kid) if isinstance(kid, Node) else self.runs[kid[0]].get(kid[1], "")
            for kid in node.kids
        ).strip()

    def element(self, node: Node) -> str:
        kids = [kid for kid in node.kids if isinstance(kid, Node)]
        name = SAME.get(node.tag, "")
        inside = self.text(node) if name in TEXTS else "".join(self.element(kid) for kid in kids)
        return f"<{name}>{inside}</{name}>" if name else inside

    def letter(self, content: LetterContent) -> str:
        """The foot, which every page repeats; the head in its places; then heading by heading."""
        kids = [kid for kid in self.opened.root.kids if isinstance(kid, Node)]
        first = next(number for number, kid in enumerate(kids) if kid.tag == "H1")
        mark, name, board, *lines = (self.text(kid) for kid in kids[:first] if kid.tag == "P")
        to = content.shared.recipient
        window = "<br>".join(escape(line) for line in (to.name, *to.lines))
        contact, references = lines[:3], [one.partition(" ") for one in lines[4:]]
        rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, _, value in references)
        return (
            f'<div class="foot">{self.element(kids[-1])}</div><p class="mark">{mark}</p>'
            f'{RING.format(name=escape(content.shared.letterhead.hospital))}<p class="head">{name}<br>{board}</p>'
            + "".join(f'<p class="reach">{one}</p>' for one in contact)
            + f'{FOLDS}<p class="window">{window}</p><table class="refs">{rows}</table>'
            + "".join(self.element(kid) for kid in kids[first:-1])
        )


def runs_of(page: pikepdf.Page) -> dict[int, str]:
    """What each marked stretch of a page says, its bold words in <b>."""
    fonts = {
        name: (character_map(one), "Bold" in str(one.BaseFont)) for name, one in page.Resources.Font.items()
    }
    found: dict[int, str] = {}
    inside, font = -1, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and "/MCID" in operands[1]:
            inside = int(operands[1]["/MCID"])
        elif str(operator) == "Tf":
            font = str(operands[0])
        elif str(operator) in SHOWS and inside >= 0:
            known, bold = fonts[font]
            text = escape("".join(known[code] for code in shown(operands[0])))
            found[inside] = found.get(inside, "") + (f"<b>{text}</b>" if bold else text)
    return {number: text.replace("</b><b>", "") for number, text in found.items()}


def weasyprint() -> str:
    """A Python that can import WeasyPrint; "" where none is known."""
    for python in (os.environ.get("MDT_WEASYPRINT", ""), sys.executable):
        if python and not subprocess.run([python, "-c", "import weasyprint"], capture_output=True).returncode:
            return python
    return ""


@contextmanager
def desk(python: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [python, str(Path(__file__).with_name("weasyprint_desk.py"))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=60)


def asked(process: subprocess.Popen[str], page: str) -> float:
    """Seconds of its processor, so that a busy machine makes neither of the two slower."""
    assert process.stdin is not None
    assert process.stdout is not None
    print(page, file=process.stdin, flush=True)
    return float(process.stdout.readline())


if __name__ == "__main__":
    begun = time.perf_counter()
    print(*(one.line() for one in figures()), sep="\n")
    print(f"{time.perf_counter() - begun:.0f} s")
