"""Names and serial numbers brought to one spelling for search; what is shown stays as the source writes it."""

import re
import unicodedata

# Letters that have no decomposition into a base letter and an accent. The dotless ı and the dotted İ of Turkish and
# Azerbaijani both become i, and ə becomes e, as most Latin-script sources write them.
PLAIN_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ə": "e",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ħ": "h",
        "ŋ": "n",
        "’": "",
        "'": "",
        "ʼ": "",
        "`": "",
    }
)
# Of Unicode's marks only accents on Latin, Greek and Cyrillic letters are dropped: in other scripts they are vowels.
ACCENTS = re.compile("[\u0300-\u036f]")
NOT_A_WORD = re.compile(r"[\W_]+")
SERIAL_LABEL = re.compile(
    r"(?:s/n|(?:sn|serial(?: (?:number|no\.?|nr\.?))?|ser\.? ?no\.?|no\.|nr\.)(?=[\s:.#]))[\s:.#]*(?=\S)", re.IGNORECASE
)


def normalise_name(text: str) -> str:
    """Use on both sides of a name search: "Bayraktar TB-2", "BAYRAKTAR TB 2" and "bayraktar tb‑2" become equal."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = ACCENTS.sub("", unicodedata.normalize("NFD", folded))
    plain = unicodedata.normalize("NFC", bare).translate(PLAIN_LETTERS)
    return NOT_A_WORD.sub(" ", plain).strip()


def normalise_serial(text: str) -> str:
    """Use to compare serial and lot numbers: capitals and digits only, no "S/N"; O and 0 stay as they were read."""
    plain = unicodedata.normalize("NFKC", text.replace("№", "No. ")).strip()
    label = SERIAL_LABEL.match(plain)
    return "".join(character for character in plain[label.end() if label else 0 :].upper() if character.isalnum())
