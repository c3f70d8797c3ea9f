"""Numbers and addresses of the demo are well formed and belong to nobody."""

from __future__ import annotations

from datetime import date

from mdt_app.domain.national_number import check_of

HOSPITAL_NUMBER = "urn:demo:st-aurelia:patient"

TOWNS = ("9999 Amberdal", "9999 Amberdal", "9998 Lindevoorde", "9997 Sint-Aurelius-Berg", "9996 Val-d’Ambre")
STREETS = (
    "Meidoornlaan", "Lindeplein", "Kapelleweg", "Oude Molenstraat", "Rue du Tilleul", "Beukenlaan", "Sint-Rochusstraat",
    "Chemin des Églantines", "Vlasmarkt", "Korenbloemstraat", "Brugstraat", "Am Weiher", "Zandberg", "Place Saint-Éloi",
    "Hoge Akker", "Ganzendries", "Rue de l’Écluse", "Populierendreef",
)  # fmt: skip


def niss(born: date, sex: str, turn: int = 0) -> str:
    """A Belgian national number of eleven digits with right check digits.

    The day's counter is taken from the top (998 for women, 997 for men), where no real number is given out.
    """
    counter = (998 if sex == "female" else 997) - 2 * turn
    nine = f"{born:%y%m%d}{counter:03d}"
    return f"{nine}{check_of(int(nine), since_2000=born.year >= 2000):02d}"


def professional_number(index: int) -> str:
    """Eleven digits shaped like a RIZIV/INAMI number; 99990 is given to nobody."""
    return f"199990{index:02d}140"


def phone(index: int) -> str:
    """A number of the fictional zone 09 000."""
    return f"09 000 {index // 100 % 100:02d} {index % 100:02d}"


def address(index: int) -> tuple[str, ...]:
    """Street with number, and town."""
    street = STREETS[index % len(STREETS)]
    box = f" bus {index % 4 + 1}" if index % 5 == 0 else ""
    return f"{street} {index * 7 % 88 + 1}{box}", TOWNS[index % len(TOWNS)]
