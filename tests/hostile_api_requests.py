"""Requests to the API that an attacker or a broken client sends. A fixed list: name → request → status → type.

Read by the tests, which show that each is refused, and by `python -m bench manners`, which shows how soon.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from tests.hostile_requests import TOO_BIG

LIST = "/api/v1/shipments/"


@dataclass(frozen=True)
class Hostile:
    """One request, and how it is refused."""

    name: str
    status: int
    kind: str
    path: str = LIST
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    content_type: str = "application/json"

    def send(self, client: Any) -> Any:
        """With Django's test client."""
        sent = {"data": self.body, "content_type": self.content_type} if self.body else {}
        return client.generic(self.method, self.path, **sent, **self.headers)


def _query(name: str, query: str, kind: str = "invalid-parameters", status: int = 400) -> Hostile:
    return Hostile(name, status, kind, f"{LIST}?{query}")


def _header(name: str, kind: str = "malformed-request", status: int = 400, **headers: str) -> Hostile:
    return Hostile(name, status, kind, headers=headers)


AT_THE_GATE: tuple[Hostile, ...] = (
    # --- in the address ---
    _query("NUL in a parameter", "name=a%00b"),
    _query("NUL in a parameter's name", "na%00me=a"),
    _query("line breaks in a parameter", "name=a%0d%0aSet-Cookie:%20stolen=1"),
    _query("bad UTF-8", "name=%ff%fe", "malformed-request"),
    _query("lone surrogate", "name=%ed%a0%80", "malformed-request"),
    _query("overlong slash", "name=%c0%af", "malformed-request"),
    _query("half an escape", "name=100%", "malformed-request"),
    _query("no escape", "name=%zz", "malformed-request"),
    _query("limit of 10^30", f"limit={TOO_BIG}"),
    _query("limit beyond bigint", "limit=9223372036854775808"),
    _query("limit of 4,000 digits", "limit=" + "9" * 3_900),
    _query("negative limit", "limit=-1"),
    _query("limit in another script's digits", "limit=%D9%A3"),
    _query("limit as a fraction", "limit=1e3"),
    _query("since beyond bigint", f"since={TOO_BIG}"),
    _query("a regular expression", f"name__regex={quote('(a+)+$')}"),
    _query("an open bracket as a regular expression", "name__iregex=("),
    _query("10,000 parameters", "&".join(f"p{n}=" for n in range(10_000)), "address-too-long", 414),
    _query("60 parameters", "&".join(f"p{n}=" for n in range(60))),
    _query("a parameter twice", "limit=1&limit=2"),
    _query("a search of 200,000 terms", "q=" + "+or+".join(["w"] * 200_000), "address-too-long", 414),
    _query("an address of 1 MB", "name=" + "a" * 1_000_000, "address-too-long", 414),
    _query("a cursor with a quote", "cursor='", "invalid-cursor"),
    _query("a cursor of NUL", "cursor=%00"),
    _query("a cursor without end", "cursor=" + "A" * 3_500, "invalid-cursor"),
    Hostile("NUL in the path", 400, "malformed-request", "/api/v1/shipments/a%00b/"),
    Hostile("bad UTF-8 in the path", 400, "malformed-request", "/api/v1/shipments/%ff%fe/"),
    Hostile("overlong slash in the path", 400, "malformed-request", "/api/v1/shipments/%c0%af/"),
    Hostile("lone surrogate in the path", 400, "malformed-request", "/api/v1/%ed%a0%80/"),
    Hostile("a path of 8,000 letters", 414, "address-too-long", "/api/v1/" + "a" * 8_000),
    Hostile("4,000 folders", 414, "address-too-long", "/api/v1/" + "a/" * 4_000),
    Hostile("another folder", 404, "not-found", "/api/v1/..%2f..%2fetc/passwd"),
    Hostile("nothing there", 404, "not-found", "/api/v1/no-such-resource/"),
    Hostile("no such version", 404, "not-found", "/api/v99/shipments/"),
    Hostile("a number as a resource", 404, "not-found", f"/api/v1/{TOO_BIG}/"),
    # --- in the headers ---
    _header("a foreign host", "bad-host", HTTP_HOST="evil.example"),
    _header("a host that is none", "bad-host", HTTP_HOST="a b\x00<script>"),
    _header("a host with a name before it", "bad-host", HTTP_HOST="localhost@evil.example"),
    _header("accepts everything 5,000 times", "headers-too-large", 431, HTTP_ACCEPT="text/html," * 5_000),
    _header("an encoding that is none", HTTP_ACCEPT_ENCODING="gzip;q=NaN, \xff"),
    _header("a language without end", "headers-too-large", 431, HTTP_ACCEPT_LANGUAGE="xx-" * 3_000),
    _header("a tag without end", "headers-too-large", 431, HTTP_IF_NONE_MATCH='"' * 3_000),
    _header("a range beyond everything", "range-not-satisfiable", 416, HTTP_RANGE=f"bytes={TOO_BIG}-"),
    _header("a range of nothing", "range-not-satisfiable", 416, HTTP_RANGE="bytes=-"),
    _header("1,000 ranges", "range-not-satisfiable", 416, HTTP_RANGE="bytes=" + ",".join(["0-1"] * 400)),
    _header("a range of lines", "range-not-satisfiable", 416, HTTP_RANGE="lines=1-2"),
    _header("NUL in a header", HTTP_ORIGIN="https://a\x00b"),
    _header("a length that is none", CONTENT_LENGTH="many"),
    _header("a length below nothing", CONTENT_LENGTH="-1"),
    Hostile("a body of 10 MB", 413, "too-large", method="POST", body=b"[" + b"1," * 5_000_000 + b"1]"),
)
# Sent to an address that takes a body; `path` is set there.
FORM = "application/x-www-form-urlencoded"
IN_THE_BODY: tuple[tuple[str, int, str, bytes, str], ...] = (
    ("100,000 levels", 400, "malformed-body", b"[" * 100_000 + b"]" * 100_000, "application/json"),
    ("100,000 levels of objects", 413, "too-large", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "application/json"),
    ("30,000 levels of objects", 400, "malformed-body", b'{"a":' * 30_000 + b"1" + b"}" * 30_000, "application/json"),
    ("65 levels", 400, "malformed-body", b"[" * 65 + b"]" * 65, "application/json"),
    ("an open bracket", 400, "malformed-body", b"[", "application/json"),
    ("no JSON", 400, "malformed-body", b"hello", "application/json"),
    ("bad UTF-8", 400, "malformed-body", b'{"a": "\xff"}', "application/json"),
    ("NUL", 400, "malformed-body", b'{"a": "\x00"}', "application/json"),
    ("an escaped NUL", 400, "malformed-body", b'{"a": "x\\u0000"}', "application/json"),
    ("an escaped NUL in a name", 400, "malformed-body", b'{"x\\u0000": 1}', "application/json"),
    ("a lone surrogate", 400, "malformed-body", b'{"a": ["\\ud800"]}', "application/json"),
    ("not a number", 400, "malformed-body", b'{"a": NaN}', "application/json"),
    ("infinity", 400, "malformed-body", b'{"a": -Infinity}', "application/json"),
    ("1e999", 400, "malformed-body", b'{"a": 1e999}', "application/json"),
    ("10^30", 400, "malformed-body", b'{"a": 1000000000000000000000000000000}', "application/json"),
    ("beyond bigint", 400, "malformed-body", b'{"a": 9223372036854775808}', "application/json"),
    ("5,000 digits", 400, "malformed-body", b'{"a": ' + b"9" * 5_000 + b"}", "application/json"),
    ("300 kB", 413, "too-large", b'"' + b"a" * 300_000 + b'"', "application/json"),
    ("XML", 415, "unsupported-media-type", b"<a/>", "application/xml"),
    ("a form of several parts", 415, "unsupported-media-type", b"--x--", "multipart/form-data; boundary=x"),
    ("a kind that is none", 415, "unsupported-media-type", b"a", "\u20ac"),
    ("a form with NUL", 400, "invalid-parameters", b"queries=%00", FORM),
    ("a form in bad UTF-8", 400, "malformed-request", b"queries=%ff", FORM),
    ("a form of 1,000 fields", 400, "invalid-parameters", b"&".join([b"a=1"] * 1_000), FORM),
)  # fmt: skip
