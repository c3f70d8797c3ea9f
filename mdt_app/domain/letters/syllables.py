"""The syllables of a word are counted by its vowel groups, with rules of its language: near the truth, never below 1.

Hyphenation patterns leave out breaks that a printer does not allow, and so count too few.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

PARTS = re.compile(r"[^\W\d_]+")
SPELT = 4
"""Letters up to which a word in capitals is read letter by letter: CT, DNR."""

LONGEST = 60
"""Letters up to which a word is one of a language; beyond, only its vowel groups are counted."""

MARKS = re.compile(r"[\u0300-\u036f]")
DIAERESIS = "\u0308"

EN_GROUPS = re.compile(r"[aeiouy]+")
EN_ENDS = re.compile(
    r"(?:ly|ful|less|ness|ments?|some|(?<=some|very)things?|where|fore|work|times?|self|days?|ward|land|man|men|ship|hood|house|side)$"
)
EN_MUTE = tuple(
    re.compile(ending)
    for ending in (
        r"[^aeiouyl]e$|[aeiouyrlw]le$|[gq]ue$",
        r"(?:[^aeiouycgsxzlh]|[^cs]h)es$|[aeiouyrlw]les$|[gq]ues$",
        r"[^aeiouydtl]ed$|[aeiouyrlw]led$",
    )
)
EN_APART = tuple(
    re.compile(letters)
    for letters in (
        r"(?<![ctgsx])i(?:a|o(?!u?n))|(?<![ctgsx])(?<!in)(?<!ll)ion|iu|scien|coor|coop",
        r"[dhlnrtvbfmpx]iet|quiet|[^aeiouycth]ien[^d]|[^aeiouyc]ier(?!ce|ge)",
        r"crea[tc]|[^aeiouy]reac[^h]|^reac[^h]|^reass|theat|clear(?<=nuclear)|[^aeiouct]eo(?!us|n|p)|ea$|eas$",
        r"(?<![qgs])u[ao](?!y)|uen|uel|[flrn]ui[dnt]|[aeiou]ing|[^aeou]ying|[aeou]y[aeio](?!d|s)",
        r"oe[mt]|oin[cg]|sm$|thm$|[^aeiouy][ct]res?$",
    )
)
EN_KNOWN = {"element": 3, "elements": 3, "every": 2, "tired": 2, "real": 1, "eye": 1, "eyes": 1, "area": 3}

NL_GROUPS = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ae|ee|oo|uu|ie|oe|eu(?!m$)|ui|ij|ei|ai|oi|au|ou|[aeiouyäëïöü]"
)
DE_GROUPS = re.compile(r"äu|eu(?!m$)|ei|ey|ai|ay|ae|au|ie|ou|aa|ee|oo|[aeiouyäëïöü]")
DE_APART = re.compile(r"tient|(?:il|in|ud|^ser|fer)ien?$|[aeou][dt]ien$|^geehr")

FR_VOWELS = "aeiouyàâäéèêëîïôöùûüœæ"
FR_GROUPS = re.compile(f"[{FR_VOWELS}]+")
FR_CONSONANTS = re.compile(rf"(?<=q)u(?=[{FR_VOWELS}])|(?<=g)u(?=[eéèêiîy])")
FR_APART = re.compile(
    r"(?<=é)(?=[aiouœàâôèê]|en)|(?<=[aoé])(?=[éè])|(?<=a)(?=o(?!û))|(?<=o)(?=o(?!l))|(?<=[aeiouyé])(?=[ïëü])"
    r"|(?<=[ïë])(?=[aeiou])|(?<=[aeou])(?=y[aeiouéè])|(?<=[bcdfgptv][lr]i)(?=[aeouéè](?!s?$))"
)
FR_MUTE = re.compile(f"(?<=[^{FR_VOWELS}])es?$")
FR_MUTE_VERB = re.compile(f"(?<=[^{FR_VOWELS}])ent$")
FR_SOUNDED = re.compile(
    r"(?:ment|(?:^|é|s|o|ac|pour)cent|(?:ur|ar|^a|ul|li)gent|(?:fré|sé|lo)quent|(?<!a)ident|udent|cédent|^dent|valent"
    r"|cellent|olent|^lent|parent|érent|présent|absent|manent|(?:ém|imm|t)inent|souvent|^vent|content)s?$"
)
FR_VERBS = frozenset(["aiment", "forment", "confirment", "dorment", "ferment", "transforment"])
"""The commonest verbs in -ment, whose ending is mute; those that are no verbs sound it."""


def syllables(word: str, language: str) -> int:
    """How many syllables a word has, at least 1; a hyphen or an apostrophe parts it, capitals are spelt.

    `language` is en, nl, fr or de; any other is counted by its vowel groups alone.
    """
    rules = COUNTS.get(language, _plain)
    return sum(_spelt(part) or _counted(part, rules) for part in PARTS.findall(_composed(word))) or 1


def _counted(part: str, rules: Callable[[str], int]) -> int:
    """None for what an apostrophe cut off: l'équipe, it's."""
    return (rules if len(part) <= LONGEST else _plain)(part)


def _composed(word: str) -> str:
    return unicodedata.normalize("NFC", word)


def _spelt(part: str) -> int:
    return len(part) if 1 < len(part) <= SPELT and part.isupper() else 0


def _bare(part: str, keep: str = "") -> str:
    """In small letters, without accents but those kept."""
    apart = unicodedata.normalize("NFD", part.lower())
    return _composed(MARKS.sub(lambda mark: mark[0] if mark[0] in keep else "", apart))


def _plain(word: str) -> int:
    return len(EN_GROUPS.findall(_bare(word)))


def _english(word: str) -> int:
    return _english_stem(_bare(word))


def _english_stem(word: str) -> int:
    if word in EN_KNOWN:
        return EN_KNOWN[word]
    end = EN_ENDS.search(word)
    if end is not None and end.start() > 2 and EN_GROUPS.search(word[: end.start()]):
        return _english_stem(word[: end.start()]) + 1
    count = len(EN_GROUPS.findall(word))
    if count < 2:
        return count + sum(len(apart.findall(word)) for apart in EN_APART if count)
    mute = sum(ending.search(word) is not None for ending in EN_MUTE)
    return max(1, count - mute + sum(len(apart.findall(word)) for apart in EN_APART))


def _dutch(word: str) -> int:
    return len(NL_GROUPS.findall(_bare(word, DIAERESIS).replace("qu", "q").replace("team", "tem")))


def _german(word: str) -> int:
    bare = _bare(word, DIAERESIS).replace("qu", "q").replace("team", "tem")
    return len(DE_GROUPS.findall(bare)) + len(DE_APART.findall(bare))


def _french(word: str) -> int:
    bare = FR_CONSONANTS.sub("", word.lower())
    sounded = FR_MUTE.sub("", bare)
    if bare in FR_VERBS or not FR_SOUNDED.search(bare):
        sounded = FR_MUTE_VERB.sub("", sounded)
    return len(FR_GROUPS.findall(FR_APART.sub("|", sounded)))


COUNTS: Mapping[str, Callable[[str], int]] = {"en": _english, "nl": _dutch, "fr": _french, "de": _german}
