"""Names and serial numbers brought to one spelling for search; what is shown stays as the source writes it."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

# Written beside a name and no part of it; NFKC would spell them out ("WESCAMTM").
TRADE_MARKS = dict.fromkeys(map(ord, "™®©℠"))
APOSTROPHES = "’‘'`´"
# The library leaves alef out, and with it the only vowel that Arabic and Persian write: "بايكار" is "baykar".
ALEF = dict.fromkeys("اآأ", "a") | {"إ": "i"}
LAST_LETTER = 0xFFFF  # beyond lie historic scripts and rare ideographs: half of all letters, in no name that we saw
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
NOT_A_WORD = re.compile("[^a-z0-9]+")
SERIAL_LABEL = re.compile(
    r"(?:s/n|(?:sn|serial(?: (?:number|no\.?|nr\.?))?|ser\.? ?no\.?|no\.|nr\.)(?=[\s:.#]))[\s:.#]*(?=\S)", re.IGNORECASE
)


def normalise_name(text: str) -> str:
    """Use on both sides of a name search: "Bayraktar TB-2" and "bayraktar tb‑2" become equal, and so do "Baykar",
    "Байкар" and "Բայքար". Small Latin letters, digits and single spaces; the database's `plain_name` does the same.
    """
    plain = text.translate(TRADE_MARKS)
    if not plain.isascii():
        plain = NOT_ASCII.sub(lambda found: in_latin(found.group()), unicodedata.normalize("NFKC", plain))
    return NOT_A_WORD.sub(" ", plain.replace("'", "").replace("`", "").lower()).strip()


@lru_cache(maxsize=4096)
def in_latin(character: str) -> str:
    """One character in small Latin letters and digits: "" for accents and soft signs, a space for what is no letter."""
    if ord(character) > LAST_LETTER:
        return " "
    plain = ALEF.get(character) or NOT_A_WORD.sub("", anyascii(character).lower())
    kept = plain and unicodedata.category(character)[0] in "LMN"
    joins = character in APOSTROPHES or unicodedata.category(character)[0] in "LM"
    return plain if kept else "" if joins else " "


def letters() -> Iterator[tuple[str, str]]:
    """Every character that does not part words, with its spelling: what the database keeps to do as we do."""
    for character in map(chr, range(0x80, LAST_LETTER + 1)):
        stays = unicodedata.category(character) != "Cs" and unicodedata.normalize("NFKC", character) == character
        if stays and (plain := in_latin(character)) != " ":
            yield character, plain


def normalise_serial(text: str) -> str:
    """Use to compare serial and lot numbers: capitals and digits only, no "S/N"; O and 0 stay as they were read."""
    plain = unicodedata.normalize("NFKC", text.replace("№", "No. ")).strip()
    label = SERIAL_LABEL.match(plain)
    return "".join(character for character in plain[label.end() if label else 0 :].upper() if character.isalnum())
