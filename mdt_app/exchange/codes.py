"""Each outside code that the program understands stands here once, with what it stands for.

Sources: LOINC answer lists LL529-9 (ECOG) and LL4986-7 (Karnofsky); ICD-10 chapter II, F05, G83.4, G95.2; SNOMED CT;
the HL7 guide mCODE STU 4; the oncology module of the German Medizininformatik-Initiative (MII).
"""

from __future__ import annotations

import re

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
FACT = "urn:mdt:fact"
VALUE = "urn:mdt:value"
INSTRUMENT = "urn:mdt:instrument:"

ECOG_CODES = {(LOINC, "89247-1"), (SNOMED, "423740007")}
ECOG_ANSWERS = {
    **{f"LA962{2 + grade}-{check}": grade for grade, check in enumerate("753086")},
    **dict(
        zip(
            ("425389002", "422512005", "422894000", "423053003", "423237006", "423409001"),
            range(6),
            strict=True,
        )
    ),
}
KARNOFSKY_CODES = {(LOINC, "89243-0"), (SNOMED, "761869008")}
KARNOFSKY_ANSWERS = {
    "LA29175-9": 100,
    "LA29176-7": 90,
    "LA29177-5": 80,
    "LA29178-3": 70,
    "LA29179-1": 60,
    "LA29180-9": 50,
    "LA29181-7": 40,
    "LA29182-5": 30,
    "LA29183-3": 20,
    "LA29184-1": 10,
    "LA9627-6": 0,
}

DISEASE_STATUS = (LOINC, "97509-4")
WORSENED = (SNOMED, "271299001")
BOARD_CODES = {
    (SNOMED, "287051000000107"),
    (SNOMED, "720006006"),
    (SNOMED, "384682003"),
    ("http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl", "C93304"),
}

# (category, prefix) of each staging observation
TNM_CODES: dict[tuple[str, str], tuple[str, str]] = {
    (SNOMED, "78873005"): ("T", ""),
    (SNOMED, "399504009"): ("T", "c"),
    (SNOMED, "384625004"): ("T", "p"),
    (SNOMED, "277206009"): ("N", ""),
    (SNOMED, "399534004"): ("N", "c"),
    (SNOMED, "371494008"): ("N", "p"),
    (SNOMED, "277208005"): ("M", ""),
    (SNOMED, "399387003"): ("M", "c"),
    (SNOMED, "371497001"): ("M", "p"),
    (SNOMED, "399390009"): ("stage", ""),
    (SNOMED, "399537006"): ("stage", "c"),
    (SNOMED, "399588009"): ("stage", "p"),
    (LOINC, "21905-5"): ("T", "c"),
    (LOINC, "21899-0"): ("T", "p"),
    (LOINC, "21906-3"): ("N", "c"),
    (LOINC, "21900-6"): ("N", "p"),
    (LOINC, "21907-1"): ("M", "c"),
    (LOINC, "21901-4"): ("M", "p"),
    (LOINC, "21908-9"): ("stage", "c"),
    (LOINC, "21902-2"): ("stage", "p"),
    (LOINC, "21914-7"): ("stage", ""),
}
# values that come without words
SNOMED_TNM_VALUES = {
    "1229901006": "M0",
    "1229903009": "M1",
    "1229904003": "M1a",
    "1229907005": "M1b",
    "1229910003": "M1c",
    "1229912006": "M1c1",
    "1229916009": "M1",
}

TUMOUR_MARKERS = {
    "2857-1",
    "35741-8",
    "10886-0",
    "2039-6",
    "24108-3",
    "10334-1",
    "6875-9",
    "1834-1",
    "19177-5",
    "19080-1",
    "21198-7",
    "9679-3",
    "25390-6",
    "2324-2",
    "55180-4",
    "83112-3",
    "1952-1",
    "2532-0",
}

ICD_METASTASES = {
    "C77": "lymph nodes",
    "C78": "",
    "C78.0": "lung",
    "C78.1": "mediastinum",
    "C78.2": "pleura",
    "C78.4": "small bowel",
    "C78.5": "bowel",
    "C78.6": "peritoneum",
    "C78.7": "liver",
    "C79": "",
    "C79.0": "kidney",
    "C79.1": "bladder",
    "C79.2": "skin",
    "C79.3": "brain",
    "C79.32": "leptomeninges",
    "C79.4": "nervous system",
    "C79.5": "bone",
    "C79.52": "bone marrow",
    "C79.6": "ovary",
    "C79.7": "adrenal gland",
    "C79.81": "breast",
}
SNOMED_METASTASES = {
    "94225005": "brain",
    "94222008": "bone",
    "94381002": "liver",
    "94391008": "lung",
    "94161006": "adrenal gland",
    "94493005": "pleura",
    "94392001": "lymph nodes",
    "128462008": "",
    "314994000": "",
}
# MII "Fernmetastasen": Observation 385421009 with a code of oBDS
METASTASIS_SITE_CODE = (SNOMED, "385421009")
OBDS_SITES = {
    "PUL": "lung",
    "OSS": "bone",
    "HEP": "liver",
    "BRA": "brain",
    "LYM": "lymph nodes",
    "MAR": "bone marrow",
    "PLE": "pleura",
    "PER": "peritoneum",
    "ADR": "adrenal gland",
    "SKI": "skin",
    "OTH": "",
    "GEN": "",
}

ICD_PROBLEMS = {"F05": "delirium", "G95.2": "cord-compression", "G83.4": "cauda-equina"}
SNOMED_PROBLEMS = {"2776000": "delirium", "71286001": "cord-compression", "192970008": "cauda-equina"}

PRIMARY_SITES = {
    "C15": "oesophagus",
    "C16": "stomach",
    "C18": "bowel",
    "C19": "bowel",
    "C20": "bowel",
    "C22": "liver",
    "C25": "pancreas",
    "C34": "lung",
    "C43": "skin",
    "C45.0": "pleura",
    "C50": "breast",
    "C53": "cervix",
    "C54": "womb",
    "C56": "ovary",
    "C61": "prostate",
    "C62": "testis",
    "C64": "kidney",
    "C67": "bladder",
    "C71": "brain",
    "C73": "thyroid",
}

_SITE_WORDS = (
    ("leptomeninges", r"leptomening|mening|hirnh[aä]ut|hersenvlie|méning"),
    ("brain", r"brain|cerebr|cérébr|hirn|hersen|cerveau"),
    ("lymph nodes", r"lymph|lymf|ganglion"),
    ("liver", r"liver|hepat|lever|leber|foie|hépat"),
    ("lung", r"lung|pulmon|longe?n?\b|longm|poumon"),
    ("bone marrow", r"bone marrow|beenmerg|knochenmark|moelle osseuse"),
    ("bone", r"bones?\b|bony|osseous|skelet|bot(ten|meta)|bot\b|knochen|osseu"),
    ("adrenal gland", r"adrenal|bijnier|nebennier|surrénal"),
    ("pleura", r"pleur|plèvre"),
    ("peritoneum", r"peritone|péritoin|bauchfell|buikvlies"),
    ("skin", r"skin|cutaneous|huid\b|haut\b|cutané"),
    ("kidney", r"kidney|renal|nier\b|niere|rein\b"),
    ("ovary", r"ovar"),
    ("breast", r"breast|mamma|borst|sein\b"),
    ("prostate", r"prostat"),
    ("bowel", r"colon|rect(um|al)|bowel|intestin|darm"),
    ("pancreas", r"pancrea|pankrea"),
)

_LATERALITY = {
    "7771000": "left",
    "24028007": "right",
    "51440002": "both sides",
    "L": "left",
    "R": "right",
    "B": "both sides",
    "M": "midline",
}


def is_icd10(system: str) -> bool:
    return "icd-10" in system.lower() or system.lower().removeprefix("urn:oid:") in (
        "2.16.840.1.113883.6.3",
        "2.16.840.1.113883.6.90",
        "1.2.276.0.76.5.409",
    )


def is_icdo(system: str) -> bool:
    return "icd-o" in system.lower() or system.lower().removeprefix("urn:oid:") == "2.16.840.1.113883.6.43.1"


def icd_written_out(code: str) -> str:
    """An ICD-10 code with its point and without daggers: "c793" and "C79.3+" are C79.3."""
    bare = re.sub(r"[^A-Z0-9]", "", code.upper())
    return f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare


def by_prefix(code: str, table: dict[str, str]) -> str | None:
    """The entry of the code or of the nearest code above it."""
    for length in range(len(code), 2, -1):
        if code[:length] in table:
            return table[code[:length]]
    return None


def site_in(words: str) -> str:
    """The plain site that English, Dutch, French or German words name first, else ""; meninges before the brain."""
    low = words.lower()
    found = [(re.search(rf"(?:\b|[a-z])(?:{pattern})", low), site) for site, pattern in _SITE_WORDS]
    named = [(match.start(), site) for match, site in found if match]
    if any(site == "leptomeninges" for _, site in named):
        return "leptomeninges"
    return min(named, key=lambda one: one[0], default=(0, ""))[1]


def laterality(system: str, code: str) -> str:
    if system == SNOMED or "seitenlokalisation" in system.lower():
        return _LATERALITY.get(code, "")
    return ""
