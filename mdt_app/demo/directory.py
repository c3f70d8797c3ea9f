"""The demo's directory: who sits on its boards, and who cares for patients outside the hospital."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdt_app.demo.clerk import Clerk, moment
from mdt_app.demo.numbers import phone, professional_number
from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.people import CareLevel
from mdt_app.operations.people import AddPerson

HOSPITAL = "St Aurelia General Hospital"
SECOND, THIRD, FIRST = CareLevel.SECONDARY, CareLevel.TERTIARY, CareLevel.PRIMARY
NIGHT = "09 000 12 00"
HOME_NIGHT = "09 000 77 77"


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A person of the demo's directory under the short `key` by which cases name them."""

    key: str
    family: str
    given: str = ""
    title: str = ""
    sex: str = ""
    discipline: str
    level: str = SECOND
    organisation: str = HOSPITAL
    address: tuple[str, ...] = ()
    language: str = "en"
    phone: str = ""
    night: str = ""
    letters_by: str = ""

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.title, self.given, self.family) if part)


def _inside(
    key: str, title: str, given: str, family: str, sex: str, discipline: str, post: str, level: str = SECOND
) -> Someone:
    return Someone(
        key=key,
        family=family,
        given=given,
        title=title,
        sex=sex,
        discipline=discipline,
        level=level,
        address=(f"Internal post {post}", "Kliniekdreef 1", "9999 Amberdal"),
        phone=f"09 000 12 {post.replace('.', '')[-2:]}",
        night=NIGHT,
    )


HOUSE = (
    _inside("onc-lung", "Prof. Dr", "Małgorzata", "Zielińska", "female", "oncology", "3.40"),
    _inside("pulmo", "Dr", "Wout", "Schepens", "male", "pulmonology", "3.41"),
    _inside("surg-lung", "Dr", "Günther", "Hölscher", "male", "surgery", "3.42"),
    _inside("nurse-lung", "", "Lieselot", "D’Hooghe", "female", "nursing", "3.43"),
    _inside("onc-gi", "Dr", "Stéphane", "Gérôme", "male", "oncology", "3.50"),
    _inside("gastro", "Dr", "Wim", "Desmedt", "male", "gastroenterology", "3.51"),
    _inside("surg-gi", "Dr", "Ayşe", "Yıldırımlar", "female", "surgery", "3.52"),
    _inside("nurse-gi", "", "Fien", "Maenhout", "female", "nursing", "3.53"),
    _inside("diet", "", "Loïc", "Bäcker", "male", "dietetics", "3.54"),
    _inside("onc-breast", "Dr", "Hélène", "Ossieur", "female", "oncology", "3.60"),
    _inside("gyn", "Dr", "Katrijn", "Böhmer", "female", "gynaecology", "3.61"),
    _inside("surg-breast", "Dr", "Mehdi", "Benyaïch", "male", "surgery", "3.62"),
    _inside("nurse-breast", "", "Gwenaëlle", "Noël", "female", "nursing", "3.63"),
    _inside("rt", "Dr", "Joris", "Roosemont", "male", "radiotherapy", "3.70"),
    _inside("radio", "Dr", "Séverine", "Delacroix-Pêcheux", "female", "radiology", "3.71"),
    _inside("patho", "Dr", "Pieter-Jan", "Cöllen", "male", "pathology", "3.72"),
    _inside("nuclear", "Dr", "Amélie", "Février", "female", "nuclear-medicine", "3.73"),
    _inside("pall", "Dr", "Naïma", "El Ouazzani", "female", "palliative", "3.80", THIRD),
    _inside("pall-nurse", "", "Els", "Ravenstijn", "female", "nursing", "3.81", THIRD),
    _inside("psy", "", "Ümit", "Karaçay", "male", "psychology", "3.82"),
    _inside("social", "", "Inès", "Brülé", "female", "social-work", "3.83"),
)


LETTERS_BY = {
    "gp-a": Way.EHEALTH,
    "gp-b": Way.MAIL,
    "gp-d": Way.MAIL,
    "gp-e": Way.EHEALTH,
    "gp-g": Way.EHEALTH,
}
"""The practices that read their letters on a screen; the others get paper."""


def _gp(
    key: str, given: str, family: str, sex: str, language: str, practice: str, line: str, town: str
) -> Someone:
    return Someone(
        key=key,
        family=family,
        given=given,
        title="Dr",
        sex=sex,
        discipline="gp",
        level=FIRST,
        organisation=practice,
        address=(line, town),
        language=language,
        phone=phone(4400 + 10 * (ord(key[-1]) - 96)),
        letters_by=LETTERS_BY.get(key, ""),
    )


GPS = (
    _gp("gp-a", "Zoë", "Baetens", "female", "en", "Huisartsenpraktijk De Linde", "Lindeplein 4", "9999 Amberdal"),
    _gp("gp-b", "Hüseyin", "Aydoğan", "male", "en", "Groepspraktijk Vlasmarkt", "Vlasmarkt 17", "9999 Amberdal"),
    _gp("gp-c", "Céline", "Préaux", "female", "fr", "Maison médicale Tilleul", "Rue du Tilleul 9", "9996 Val-d’Ambre"),
    _gp("gp-d", "Jürgen", "Pütz", "male", "de", "Hausarztpraxis am Weiher", "Am Weiher 7", "9995 Ambertal"),
    _gp("gp-e", "Samira", "Talhaoui", "female", "en", "Wijkgezondheidscentrum Brug", "Brugstraat 2", "9999 Amberdal"),
    _gp("gp-f", "Krzysztof", "Łączny", "male", "en", "Huisarts Łączny", "Zandberg 31", "9998 Lindevoorde"),
    _gp("gp-g", "Lode", "Vermeyen", "male", "nl", "Praktijk Hoge Akker", "Hoge Akker 5", "9997 Sint-Aurelius-Berg"),
    _gp("gp-h", "Fatima-Zahra", "Ighil", "female", "en", "Cabinet St-Éloi", "Place Saint-Éloi 3", "9996 Val-d’Ambre"),
    _gp("gp-i", "Griet", "Moerman", "female", "en", "Praktijk Zandberg", "Zandberg 5", "9998 Lindevoorde"),
    _gp("gp-j", "Thibault", "Warnier", "male", "en", "Cabinet de l’Écluse", "Rue de l’Écluse 8", "9996 Val-d’Ambre"),
)  # fmt: skip

TEAMS = (
    Someone(
        key="home",
        family="Palliative home-care team Amberdal",
        discipline="palliative-home-care",
        level=THIRD,
        organisation="Dr Hélène Gérardy, Nele Österling",
        address=("Beukenlaan 12", "9999 Amberdal"),
        phone=HOME_NIGHT,
        night=HOME_NIGHT,
    ),
    Someone(
        key="home-fr",
        family="Équipe de soutien Val-d’Ambre",
        discipline="palliative-home-care",
        level=THIRD,
        organisation="",
        address=("Rue de l’Écluse 20", "9996 Val-d’Ambre"),
        phone="09 000 78 78",
        night="09 000 78 78",
    ),
    Someone(
        key="unit",
        family="Palliative unit De Haven",
        discipline="palliative",
        level=THIRD,
        organisation=HOSPITAL,
        address=("Kliniekdreef 3", "9999 Amberdal"),
        phone="09 000 79 10",
        night="09 000 79 10",
    ),
    Someone(
        key="home-nursing",
        family="Home nursing Wit-Groen Huis",
        discipline="home-nursing",
        level=FIRST,
        organisation="",
        address=("Brugstraat 40", "9999 Amberdal"),
        phone="09 000 66 10",
        night="09 000 66 10",
    ),
)


def _elsewhere(
    key: str, title: str, given: str, family: str, sex: str, language: str, line: int, house: tuple[str, ...]
) -> Someone:
    """Doctor or nurse of a site where another language is spoken; `house` is its name and address."""
    return Someone(
        key=key,
        family=family,
        given=given,
        title=title,
        sex=sex,
        discipline="oncology" if title else "nursing",
        organisation=house[0],
        address=house[1:],
        language=language,
        phone=f"09 000 13 {line}",
        night="09 000 13 00",
    )


def _home_team(key: str, family: str, address: tuple[str, ...], language: str, number: str) -> Someone:
    return Someone(
        key=key,
        family=family,
        discipline="palliative-home-care",
        level=THIRD,
        organisation="",
        address=address,
        language=language,
        phone=number,
        night=number,
    )


DUTCH_SITE = ("Algemeen Ziekenhuis Sint-Aurelia", "Kliniekdreef 1", "9999 Amberdal")
FRENCH_SITE = ("Hôpital Sainte-Aurélie", "Rue de l’Écluse 2", "9996 Val-d’Ambre")
GERMAN_SITE = ("St.-Aurelia-Krankenhaus", "Klinikweg 2", "9995 Ambertal")
OTHER_TONGUES = (
    _elsewhere("onc-nl", "Dr", "Marijke", "Vanhoutte", "female", "nl", 10, DUTCH_SITE),
    _elsewhere("nurse-nl", "", "Joke", "Stragier", "female", "nl", 11, DUTCH_SITE),
    _elsewhere("onc-fr", "Dr", "Bénédicte", "Lambiotte", "female", "fr", 20, FRENCH_SITE),
    _elsewhere("nurse-fr", "", "Aurore", "Thirion", "female", "fr", 21, FRENCH_SITE),
    _elsewhere("onc-de", "Dr", "Ulrich", "Keutgen", "male", "de", 30, GERMAN_SITE),
    _elsewhere("nurse-de", "", "Birgit", "Schröder", "female", "de", 31, GERMAN_SITE),
    _home_team(
        "team-nl",
        "Palliatieve thuiszorg Lindevoorde",
        ("Zandberg 12", "9998 Lindevoorde"),
        "nl",
        "09 000 78 10",
    ),
    _home_team(
        "team-fr",
        "Équipe de soutien Les Églantines",
        ("Chemin des Églantines 4", "9996 Val-d’Ambre"),
        "fr",
        "09 000 78 20",
    ),
    _home_team("team-de", "Palliativteam Ambertal", ("Am Weiher 15", "9995 Ambertal"), "de", "09 000 78 30"),
)
"""Who cares for the three patients whose whole case is in Dutch, French or German."""

EVERYONE = {one.key: one for one in (*HOUSE, *GPS, *TEAMS, *OTHER_TONGUES)}


def person_id(clerk: Clerk, key: str) -> str:
    return clerk.id(f"person/{key}")


def enter_people(clerk: Clerk, day: date) -> None:
    """Everyone of the directory is entered on that day."""
    for index, one in enumerate(EVERYONE.values(), start=10):
        clerk.act(
            AddPerson,
            moment(day, "08:00"),
            person_id=person_id(clerk, one.key),
            family=one.family,
            given=one.given,
            title=one.title,
            sex=one.sex,
            discipline=one.discipline,
            level=one.level,
            organisation=one.organisation,
            address=one.address,
            phone=one.phone,
            night_phone=one.night,
            email=f"{one.key}@example.org",
            language=one.language,
            letters_by=one.letters_by,
            professional_number=professional_number(index) if one.title else "",
        )
