"""A column is known by its header in English, Dutch, French or German, or by what a mapping says it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_NAMES: dict[str, str] = {
    "family": "family name|family|last name|surname|achternaam|familienaam|nom|nom de famille|"
    "nachname|familienname|zuname",
    "given": "given name|given names|first name|first names|forename|voornaam|voornamen|prenom|prenoms|"
    "vorname|vornamen",
    "name": "name|full name|patient|patient name|naam|naam patient|patientnaam|nom du patient|nom complet|"
    "nom et prenom|patientenname|name des patienten",
    "birth_date": "birth date|date of birth|birthdate|dob|born|geboortedatum|geboren|geb datum|date de naissance|"
    "ne le|nee le|naissance|ddn|geburtsdatum|geb|geboren am",
    "sex": "sex|gender|geslacht|sexe|genre|geschlecht",
    "national_number": "national number|national register number|niss|insz|ssin|rijksregisternummer|rijksregister|rrn|"
    "numero national|numero de registre national|nationalregisternummer|nationalnummer",
    "hospital_number": "hospital number|patient number|patient id|mrn|medical record number|patientnummer|"
    "dossiernummer|ziekenhuisnummer|numero de dossier|numero patient|numero hospitalier|dossier|"
    "patientennummer|fallnummer",
    "address": "address|adres|adresse|anschrift",
    "street": "street|straat|straat en nummer|rue|rue et numero|strasse|strasse und hausnummer",
    "postcode": "postcode|postal code|zip|code postal|plz|postleitzahl",
    "town": "town|city|gemeente|stad|woonplaats|commune|ville|localite|ort|stadt|wohnort",
    "phone": "phone|telephone|phone number|telefoon|telefoonnummer|gsm|telephone patient|numero de telephone|telefon|"
    "telefonnummer",
    "language": "language|taal|langue|sprache|muttersprache",
    "diagnosis": "diagnosis|primary diagnosis|tumour|tumor|diagnose|diagnostic|diagnostic principal|tumeur|"
    "hauptdiagnose",
    "diagnosis_code": "icd|icd 10|icd10|icd code|icd 10 code|diagnosis code|diagnosecode|code diagnostic|code cim|"
    "cim 10|diagnosekode",
    "diagnosis_date": "diagnosis date|date of diagnosis|incidence date|diagnosedatum|datum diagnose|incidentiedatum|"
    "date du diagnostic|date de diagnostic|date d incidence|datum der diagnose",
    "stage": "stage|tnm|staging|stage tnm|tnm stage|stadium|stadiering|stade|stade tnm|tnm stadium",
    "metastases": "metastases|metastasis|metastasis sites|metastasen|metastases sites|sites metastatiques|uitzaaiingen",
    "ecog": "ecog|ecog ps|performance status|who|who status|ps|who performance status|ecog status|oms|score oms|"
    "statut de performance|ecog score|performance status ecog",
    "question": "question|question to the board|question for the board|reason|vraag|vraagstelling|vraag aan het moc|"
    "question a la com|question posee|motif|frage|fragestellung|anfrage",
    "asked_by": "requester|requested by|asked by|referrer|referring doctor|aanvrager|aangevraagd door|verwijzer|"
    "demandeur|demande par|medecin demandeur|anmelder|antragsteller|anforderer",
    "place": "board|meeting|tumour board|tumor board|moc|com|tumorboard|tumorkonferenz|overleg",
    "gp_name": "gp|gp name|general practitioner|family doctor|huisarts|naam huisarts|medecin traitant|"
    "medecin generaliste|generaliste|hausarzt|hausarztin|name hausarzt",
    "gp_phone": "gp phone|gp telephone|phone gp|telefoon huisarts|tel huisarts|telephone medecin traitant|"
    "telephone generaliste|tel medecin traitant|telefon hausarzt",
    "date": "date|listed on|date of list|status date|datum|date de la demande|datum aanvraag|datum der anmeldung|"
    "request date|date of request",
}
FIELDS = tuple(_NAMES)
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split("|")}


def plain(header: str) -> str:
    """Lower case without accents, signs and doubled spaces: "Geb.-Datum" is "geb datum".

    A header in another script stays as it is written, so that it can be told from the next one.
    """
    bare = unicodedata.normalize("NFKD", header.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", bare.lower()).strip() or header.casefold().strip()


def field_of(header: str, mapping: Mapping[str, str]) -> str:
    """The field of a header, the mapping first; "" where it is not known or the mapping leaves it out."""
    chosen = {plain(name): field for name, field in mapping.items()}
    if plain(header) in chosen:
        return chosen[plain(header)]
    return _FIELD_OF.get(plain(header), "")
