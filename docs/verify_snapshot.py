"""Check a frozen chain offline: python3 verify_snapshot.py snapshot.json [SHA-256 or address of its page]

Or a dump's: … snapshots.ndjson. Needs nothing but Python 3. Exit code 0: byte for byte what its SHA-256 names.
"""

import hashlib
import json
import re
import sys
from pathlib import Path


def refused(number: str) -> None:
    raise ValueError(f"it holds the fraction {number}, which no frozen chain has")


def main(path: str, expected: str = "") -> str:
    if not path.endswith(".ndjson"):
        return check(Path(path).read_bytes(), expected)
    *chains, end = map(json.loads, Path(path).read_bytes().splitlines())
    if end.get("_end", {}).get("rows") != len(chains):
        raise ValueError("it is not a whole file of a dump")
    return "\n".join(check(one["document"].encode(), one["id"]) for one in chains)


def check(body: bytes, expected: str) -> str:
    digest = hashlib.sha256(body).hexdigest()
    wanted = re.findall(r"[0-9a-f]{64}", expected.lower())
    if expected and wanted != [digest]:
        raise ValueError(f"its SHA-256 is {digest}, not the one expected")
    content = json.loads(body, parse_float=refused, parse_constant=refused)
    if json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() != body:
        raise ValueError("it is not in canonical form: it was written anew, or changed")
    if not str(content.get("format")).startswith("armstrace-chain/"):
        raise ValueError("it is no frozen chain of Armstrace")
    told = "matches" if wanted else "was not compared: give the address of its page as well"
    return f"{content['chain']['title']}\n{content['question']['words']}\nSHA-256 {digest} {told}."


if __name__ == "__main__":
    try:
        told = main(*sys.argv[1:3])
    except (OSError, TypeError, ValueError, AttributeError, KeyError, RecursionError) as problem:
        sys.exit(f"Refused: {problem}.")
    sys.stdout.buffer.write(f"{told}\n".encode())
