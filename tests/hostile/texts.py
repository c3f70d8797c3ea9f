"""About two hundred texts that have harmed somebody's program: markup, payloads, controls, scripts, lengths, names."""

from __future__ import annotations

import unicodedata


def markup(bait: str, trap: str) -> list[str]:
    """Markup that a careless screen or page would read; `bait` is a local picture, `trap` an address that listens."""
    return [
        f'Dupont <img src="{bait}">',
        f'<img src="file://{bait}" width="300" height="200"/>',
        f'<img src="{trap}/a.png">',
        f'<a href="{trap}/b">click</a>',
        f'<link rel="stylesheet" href="{trap}/c.css">',
        f"<style>@import url({trap}/d.css);</style>",
        f'<body background="{bait}">',
        f'<table background="{trap}/e.png"><tr><td>x</td></tr></table>',
        f"<div style=\"background-image:url('{bait}')\">x</div>",
        f'<object data="{trap}/f"></object>',
        f'<iframe src="{trap}/g"></iframe>',
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{bait}"/></svg>',
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file://{bait}">]><a>&e;</a>',
        f"![picture]({bait}) [link]({trap}/h)",
        f"\\\\{trap.removeprefix('http://')}\\share\\x.png",
        "<qt><b>bold</b></qt>",
        "<b>unclosed",
        "dose<b and >c",
        "</para><para>two",
        "<b><i>crossed</b></i>",
        "<!-- comment -->",
        "<![CDATA[x]]>",
        "<script>alert(1)</script>",
        "<p style='color:red'>red</p>",
        "&lt;b&gt; &amp; &#60;i&#62; &nbsp;",
        "&",
        "Smith & Wesson && Sons",
        "&File",
        "<",
        ">",
        "<<>>",
        "{}",
        "{0} {name} %s %1 %n",
        "${jndi:ldap://127.0.0.1/a}",
        "{{7*7}}",
        "a\\b\\n\\x41",
    ]


REPORTLAB = [
    (
        "<para><font color=\"[[[getattr(pow, Word('__globals__'))['os'].system('touch /tmp/owned') for Word in "
        "[orgTypeFun('Word', (str,), {})]] for orgTypeFun in [type(type(1))]]\">x</font></para>"
    ),
    "<span color=\"getattr(__import__('os'),'system')('true')\">x</span>",
    "<font backColor=\"__import__('os').system('true')\">x</font>",
    "<unichar code=\"__import__('os').system('true')\"/>",
    '<onDraw name="system" label="true"/>',
    '<seq id="x"/><greek>a</greek><super>2</super>',
    '<bullet>&bull;</bullet><br/><a name="x"/>',
    "<font name='/etc/passwd' size='1e9'>x</font>",
    '<font size="999999999">x</font>',
    "<evalString>1/0</evalString>",
]

SQL = [
    "Robert'); DROP TABLE patient;--",
    "' OR '1'='1",
    '" OR ""="',
    "1; ATTACH DATABASE '/tmp/x' AS y",
    "%",
    "_",
    "a*",
    '"unbalanced',
    "NEAR(a b)",
    "patient:x AND NOT y",
    "^start",
    "x'ff'",
    "\\'; --",
    ":name",
    "?",
    "$1",
    "-- comment",
    "/* comment */",
]

FORMULAS = [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://127.0.0.1/","x")',
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    '=IMPORTXML(CONCAT("http://127.0.0.1/",A1),"//a")',
    "'=1",
    "#REF!",
    "1e400",
    "NaN",
    "-0",
    "TRUE",
    "null",
    "None",
    "undefined",
]

PATHS = [
    "../../../../tmp/escaped",
    "..\\..\\windows\\system32",
    "/etc/passwd",
    "C:\\Windows\\System32\\config",
    "\\\\127.0.0.1\\share\\x",
    "file:///etc/passwd",
    "~root",
    "~/x",
    ".",
    "..",
    "...",
    ".hidden",
    "-rf",
    "--database=/tmp/x",
    "CON",
    "con.txt",
    "PRN",
    "AUX",
    "NUL",
    "nul.pdf",
    "COM1",
    "LPT9",
    "COM¹",
    "CLOCK$",
    "a:b",
    "a|b",
    "a?b*c",
    "trailing dot.",
    "trailing space ",
    "name\\",
    "a/b/c",
    "%2e%2e%2fetc",
    "$(touch x)",
    "`touch x`",
    "; rm x",
    "a" * 255,
    "desktop.ini",
    "x" * 120 + ".pdf",
]

RIGHT_TO_LEFT = [
    "محمد عبد الله",
    "فاطمة الزهراء",
    "כהן, משה",
    "שרה בת-אברהם",
    "Peeters محمد",
    "محمد Peeters 12",
    "\u200fמשה\u200e",
    "\u202ereversed\u202c",
    "\u202dforced\u202c",
    "\u202aembedded\u202c",
    "\u202bembedded\u202c",
    "\u2066isolated\u2069",
    "\u2067isolated\u2069",
    "\u2068isolated\u2069",
    "unclosed \u202e override",
    "unclosed \u2067 isolate",
    "gpj.\u202efdp.letter",
    "born 12-03-1951 \u202e 8 mg",
    "\u061c\u0627",
    "السلام عليكم ورحمة الله وبركاته",
]

INVISIBLE = [
    "nul\x00in the middle",
    "\x00",
    "escape \x1b[2J\x1b[31m red",
    "\x1b]0;title\x07",
    "bell\x07back\x08space",
    "vertical\x0btab form\x0cfeed",
    "delete\x7f",
    "next\u0085line",
    "c1 \x9b31m",
    "line\u2028separator",
    "paragraph\u2029separator",
    "carriage\rreturn",
    "both\r\nends",
    "tab\tin it",
    "two\nlines",
    "\ufeffbyte order mark",
    "byte order\ufeff mark inside",
    "soft\u00adhyphen",
    "zero\u200bwidth",
    "non\u200cjoiner",
    "joiner\u200d",
    "word\u2060joiner",
    "no\u00a0break",
    "narrow\u202fno-break",
    "ideographic\u3000space",
    "object\ufffcreplacement",
    "annotation\ufff9a\ufffab\ufffb",
    "frame\ufdd0begin\ufdd1end",
    "not a character \uffff",
    "not a character \U0010ffff",
    "private \ue000\U000f0000",
    "tag \U000e0041\U000e007f",
    "variation a\ufe0f\ufe0e",
    "replacement \ufffd",
]

HALVES = ["lone high \ud800", "lone low \udc00", "\udfff\ud800 swapped", "name\udce9"]

SCRIPTS = [
    "Łukasz Đorđe Ștefan İbrahim",
    "Nguyễn Thị Hồng",
    "Παπαδόπουλος",
    "Достоевский",
    "王小明",
    "山田 太郎",
    "김철수",
    "हिन्दी नाम",
    "ไทย",
    "አማርኛ",
    "Ἀριστοτέλης",
    "O’Brien-Ó Súilleabháin",
    "d'Été von und zu",
    "ß ŉ ǰ ΐ ﬁ ﬂ ŀ",
    "Åse Å A\u030a",
    "e\u0301 e\u0301\u0301",
    "ı İ i̇",
    "𝕱𝖆𝖓𝖈𝖞 𝓃𝒶𝓂ℯ",
    "Ａｎｎ　Ｐｅｅｔｅｒｓ",
    "раураl",
]

PICTURES = [
    "pain 😀 8",
    "👩‍👩‍👧‍👦",
    "🇧🇪🇳🇱",
    "👍🏽👍🏿",
    "❤️",
    "☠",
    "1️⃣",
    "😀" * 100,
    "a" + "\u0301" * 60,
    (
        "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034da\u036b\u0357\u0334\u0362"
        "\u0335\u031c\u0330\u0354l\u0368\u0367\u0369\u0358\u0320g\u0311\u0357\u030e\u0305\u035b\u0341\u0334o\u0300\u0302\u0307"
    ),
]

LENGTHS = [
    "x" * 300,
    "X" * 300,
    "é" * 300,
    "x" * 301,
    "W" * 20_000,
    "x" * 20_001,
    "word " * 3_999 + "end",
    "\n" * 500 + "end",
    "<b>" * 2_000,
    "é" * 20_000,
    "",
    " ",
    "\t\n",
    "a",
]


def hostile_texts(bait: str = "/nowhere/bait.png", trap: str = "http://127.0.0.1:9") -> list[str]:
    """All of them; `bait` and `trap` are what a text must never make the program open."""
    return [
        *markup(bait, trap), *REPORTLAB, *SQL, *FORMULAS, *PATHS, *RIGHT_TO_LEFT, *INVISIBLE, *HALVES, *SCRIPTS,
        *PICTURES, *LENGTHS,
    ]  # fmt: skip


def spoken(text: str) -> str:
    """How a failing test names a text."""
    return ascii(text)[:60]


def normal(text: str) -> str:
    """Composed, spaces of any kind as one: how extracted text is compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())
