"""Two thousand texts that harm whoever sets them in a page: those of `texts`, and what a seed makes of their kinds."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hostile.texts import hostile_texts

COUNT, SEED = 2_000, 20261123
LARGE = 20_000
"""Characters from which a text is one of the few large ones."""

PDF = (
    "endobj", "endstream", "endstream endobj", "%%EOF",
    "startxref 0 %%EOF", "trailer<</Root 1 0 R>>", "1 0 obj<<>>endobj",
    "<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
    "/AA<</O<</S/URI/URI(http://127.0.0.1)>>>>", ") Tj (", ")Tj ET Q q BT (",
    "\\) Tj", "(((", ")))", "\\", "\\\\", "\\053", "<41> Tj",
    "[(a)-200(b)]TJ", "EMC", "BMC", "/P<</MCID 99>>BDC", "Q Q Q", "q q q",
    "1 0 0 1 0 0 cm", "/F1 999 Tf", "0 0 0 rg",
    "BI /W 1 /H 1 ID x EI", "/Span<</ActualText(other)>>BDC", "xref 0 1",
    "/Title(other)", "]]>", "<?xpacket end='w'?>", "</rdf:RDF>",
    "<x:xmpmeta>", "þÿ", "\xfe\xff", "ÿþ", "D:20260101", "stream\r\n",
)  # fmt: skip
GAPS = (
    "{gap}", "{patient}", "{day}", "{name", "name}", "{}",
    "{{name}}", "{0}", "{shared.patient}", "{name.__class__}",
    "{name!r}", "{name:>99999999}", "*bold*", "**", "*",
    "* item", "*un{closed", "\\*no\\*", '"""', "'''", "[table]",
    "key = 1", "# comment", "\\u0041", "\\n", "~~~", "|", "||",
    "•", "– none", "…", "not on file", "[no address on file]",
)  # fmt: skip
MARKUP = (
    '<img src="{bait}"/>', "<img src='file://{bait}'>",
    '<img src="{trap}/{n}.png"/>', '<a href="{trap}/{n}">x</a>',
    '<a href="file://{bait}">x</a>', '<a href="javascript:app.alert({n})">x</a>', '<link destination="x{n}">',
    '<para backColor="red">{n}</para>', "<font size={n}>", "<super>{n}",
    '<onDraw name="f{n}"/>', "<!ENTITY x SYSTEM 'file://{bait}'>",
    '<span color="[[[getattr(pow,Word(\'__globals__\'))[\'os\'].system(\'touch {bait}{n}\')]]]">x</span>',
    "<index item='{n}'/>", "&#{n};", "&#x{n};", "<br/>" , "<{n}>",
    "</{n}>", "<![CDATA[{n}]]>", "<svg onload={trap}/{n}>",
)  # fmt: skip
SQL = ("'; DROP TABLE letter; -- {n}", "' OR {n}={n} --", "x' UNION SELECT {n} --", '"; VACUUM; {n}', "{n}%_")
FORMULAS = (
    "={n}+1", "+{n}", "-{n}", "@A{n}", "\t={n}", "\r={n}", "\n={n}", "=cmd|'/C {n}'!A0", '=IMAGE("{trap}/{n}")',
    '=WEBSERVICE("{trap}/{n}")', "％{n}", "＝{n}", "DDE({n})",
)  # fmt: skip
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
BLOCKS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x370, 0x52F), (0x530, 0x5FF), (0x600, 0x6FF),
    (0x700, 0x8FF), (0x900, 0xDFF), (0xE00, 0xFFF), (0x1000, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x2BFF),
    (0x2C00, 0x2FFF), (0x3000, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xABFF), (0xAC00, 0xD7FF), (0xD800, 0xDFFF),
    (0xE000, 0xF8FF), (0xF900, 0xFFFF), (0x10000, 0x10FFF), (0x1D400, 0x1D7FF), (0x1F000, 0x1FAFF), (0xE0000, 0xE01EF),
)  # fmt: skip


def many_texts(bait: str, trap: str) -> list[str]:
    """All different; `bait` and `trap` are what a text must never make the program open."""
    found = dict.fromkeys(text for text in hostile_texts(bait, trap) if text)
    found.update(dict.fromkeys([*PDF, *GAPS, *controls(), *turns(), *large()]))
    for number, text in enumerate(endless(bait, trap)):
        if len(found) == COUNT:
            return list(found)
        found[text if text not in found else f"{text}{number}"] = None
    raise AssertionError


def controls() -> Iterator[str]:
    """Each control character alone, at both ends and inside."""
    for code in (*range(0x20), *range(0x7F, 0xA0)):
        yield from (f"pain{chr(code)}8", f"{chr(code)}pain", f"pain{chr(code)}")


def turns() -> Iterator[str]:
    for mark in BIDI:
        yield from (
            f"8 mg{mark}twice 12-03",
            f"{mark}Maes, An",
            f"Maes{mark}",
            f"שלום{mark}8",
            f"{mark}سلام 12{mark}",
        )


def large() -> list[str]:
    """A word of 200,000 letters, a megabyte, and other kinds of too much."""
    return [
        "W" * 200_000, "é" * 200_000, "س" * 200_000, "a\u0301" * 100_000,
        "\u0301" * 200_000, "word " * 200_000, "\n" * 200_000,
        "-" * 200_000, "<b>" * 70_000, "(" * 200_000,
        "{" * 200_000, "*a* " * 50_000, "1 " * 100_000, "Dr. " * 50_000,
        "\u202e" * 200_000, "😀" * 100_000, "\u00a0" * 200_000,
        "«" * 100_000 + " »" * 50_000, "e\n" * 100_000, "\x00" * 1_000_000,
    ]  # fmt: skip


def endless(bait: str, trap: str) -> Iterator[str]:
    dice = random.Random(SEED)
    number = 0
    while True:
        number += 1
        said = {"n": str(number), "bait": bait, "trap": trap}
        yield filled(dice.choice(MARKUP), said)
        yield filled(dice.choice(SQL), said)
        yield filled(dice.choice(FORMULAS), said)
        yield f"{dice.choice(PDF)} {number} {dice.choice(PDF)}"
        yield f"{dice.choice(GAPS)}{number}{dice.choice(GAPS)}"
        yield zalgo(dice)
        yield "".join(chr(dice.randint(0x300, 0x36F)) for _ in range(dice.randint(1, 40)))
        yield "".join(chr(dice.randint(0x1F300, 0x1FAFF)) for _ in range(dice.randint(1, 9)))
        hebrew, arabic = letters(dice, 0x5D0, 0x5EA), letters(dice, 0x621, 0x64A)
        yield f"{dice.choice(BIDI)}{hebrew} {number} {arabic}{dice.choice(BIDI)}"
        yield letters(dice, *dice.choice(BLOCKS))
        yield " ".join(letters(dice, *dice.choice(BLOCKS)) for _ in range(4))


def filled(text: str, said: dict[str, str]) -> str:
    for gap, value in said.items():
        text = text.replace(f"{{{gap}}}", value)
    return text


def letters(dice: random.Random, first: int, last: int) -> str:
    return "".join(chr(dice.randint(first, last)) for _ in range(dice.randint(1, 12)))


def zalgo(dice: random.Random) -> str:
    word = dice.choice(("pain", "Maes", "Łódź", "боль", "8 mg"))
    return "".join(
        letter + "".join(chr(dice.randint(0x300, 0x36F)) for _ in range(dice.randint(0, 30)))
        for letter in word
    )
