"""Public ids: `sh-7k3mq9xv4ap`, a prefix for the kind of record, ten random characters and one check character.

The alphabet has 31 symbols, a prime number, and no look-alikes (no 1, i, l, o, u). Every place, those of the prefix
included, has its own weight mod 31, so any single wrong character and any swap of two characters is caught, adjacent
or not. Ten random characters and not seven: at 31^7 values a hundred thousand inserts would collide in one run of six,
at 31^10 a million do so in one of 1,600.

The database mints and checks them by the same rule (core/sql/ids.sql).
"""

import hashlib
import re

ALPHABET = "023456789abcdefghjkmnpqrstvwxyz"
BODY_LENGTH = 10
PATTERN = re.compile(rf"([a-z]{{2,3}})-([{ALPHABET}]{{{BODY_LENGTH}}})([{ALPHABET}])", re.ASCII)
# For URL converters: the shape only, so that a mistyped id answers "no such id" and not "no such page".
URL_PATTERN = r"[a-z]{2,3}-[0-9a-z]{11}"


def is_valid_public_id(text: str) -> bool:
    """Use to tell a mistyped public id from one that nobody has: checks its shape and its check character."""
    match = PATTERN.fullmatch(text)
    return match is not None and check_character(match[1], match[2]) == match[3]


def public_id_for(prefix: str, handle: str) -> str:
    """Use for records with a handle that shall have the same public id on every machine, such as the case data."""
    number = int.from_bytes(hashlib.sha256(f"{prefix}:{handle}".encode()).digest(), "big")
    body = ""
    for _ in range(BODY_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        body += ALPHABET[digit]
    return f"{prefix}-{body}{check_character(prefix, body)}"


def check_character(prefix: str, body: str) -> str:
    """Use through the other two: the symbol that makes the weighted sum of all places divisible by 31."""
    values = [ALPHABET.index(symbol) for symbol in body] + [ord(letter) - ord("a") for letter in prefix]
    total = sum(weight * value for weight, value in enumerate(values, start=2))
    return ALPHABET[-total % len(ALPHABET)]
