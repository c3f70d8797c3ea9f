"""Names of the demo's people are common parts put together by chance; any likeness is chance too."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Origin:
    """Names that go together, and the language (BCP 47) that one is likely to speak at home."""

    language: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


DUTCH = Origin(
    "nl",
    _words(
        "Godelieve, Lieve, Marie-José, Rosa, Hilde, Noëlla, Greet, Ria, Mieke, Josiane, Annelies, Ingeborg"
    ),
    _words("Jozef, Wim, Raf, Omer, Lucien, Daniël, Gaëtan, Staf, Herman, Koenraad, Walter, André"),
    _words(
        "Van den Bossche, De Smet-Roels, Vermeulen, D’Hondt, Wauters, Nijs, Claeys-Boon, Maes, Verstraeten, "
        "Van Hulle, Coppieters, De Vlieger, Goossens, Schollaert, Van Puyvelde, Baekelandt, Roelandt, Tytgat"
    ),
)
FRENCH = Origin(
    "fr",
    _words("Anaïs, Françoise, Mireille, Noémie, Thérèse, Geneviève, Éliane, Solange"),
    _words("Noël, François, Étienne, Loïc, Gérard, Benoît, Aimé, Jérôme"),
    _words("Lefèvre, Dubléau, Gérouville, Noirhomme, Delcroix-Pérez, Brichard, Jacquemin, Préval, Lhoëst"),
)
GERMAN = Origin(
    "de",
    _words("Hannelore, Käthe, Ingrid, Bärbel"),
    _words("Jürgen, Günter, Björn, Heinz-Dieter"),
    _words("Küpper-Schmitz, Höngen, Müllender, Jöris, Röder, Schürmann"),
)
TURKISH = Origin(
    "tr",
    _words("Emine, Ayşe, Gülsüm, Nurten"),
    _words("Hüseyin, İsmail, Ömer, Ümit"),
    _words("Özkan, Çelik, Yıldız, Şahin, Güneş, Aydoğdu"),
)
POLISH = Origin(
    "pl",
    _words("Małgorzata, Elżbieta, Bożena, Zofia"),
    _words("Andrzej, Stanisław, Grzegorz, Łukasz"),
    _words("Śliwiński, Wójcik, Żak, Dąbrowski, Łuczak, Gąsior"),
)
ARABIC = Origin(
    "ar",
    _words("Fatiha, Yasmine, Khadija, Naïma"),
    _words("Abdelkader, Driss, Hassan, Moustapha"),
    _words("El Khattabi, Haddad, Benkaddour, Aït Lahcen, Bouâzza, Ouled-Saïd"),
)
TARIFIT = Origin("rif", ARABIC.women, ARABIC.men, ARABIC.families)

ORIGINS = {one.language: one for one in (DUTCH, FRENCH, GERMAN, TURKISH, POLISH, ARABIC, TARIFIT)}
SPREAD = ("nl",) * 11 + ("fr",) * 5 + ("de",) * 2 + ("tr",) * 2 + ("pl",) * 2 + ("ar",)


def a_name(random: Random, language: str, sex: str, taken: set[tuple[str, str]]) -> tuple[str, str]:
    """Given and family name that no earlier patient of this demo has; a second given name where all are taken."""
    origin = ORIGINS[language]
    given_names = origin.women if sex == "female" else origin.men
    pairs = [(given, family) for given in given_names for family in origin.families]
    free = [pair for pair in pairs if pair not in taken]
    given, family = random.choice(free or pairs)
    while (given, family) in taken:
        given = f"{given} {random.choice(given_names)}"
    taken.add((given, family))
    return given, family
