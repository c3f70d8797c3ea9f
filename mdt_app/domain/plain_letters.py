"""Letters that carry no removable mark are written out alike, in what is looked for and in file names."""

PLAIN_LETTERS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
}
"""Small letter -> what it becomes in plain ASCII."""
