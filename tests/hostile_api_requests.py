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


def _at(address: str, name: str, query: str = "", status: int = 400, kind: str = "invalid-parameters") -> Hostile:
    return Hostile(f"{address}: {name}", status, kind, f"/api/v1/{address}" + (f"?{query}" if query else ""))


def _post(
    address: str, name: str, body: bytes, content_type: str = FORM, refused: str = "400 invalid-parameters"
) -> Hostile:
    status, kind = refused.split()
    return Hostile(f"{address}: {name}", int(status), kind, f"/api/v1/{address}", "POST", {}, body, content_type)


def _form(**fields: str) -> bytes:
    return "&".join(f"{name}={quote(value)}" for name, value in fields.items()).encode()


SIGNED = "WyIxIl0~AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # the form of a cursor, and not our signature
ASKED, FOUND, MATCHED = "from=item-mx-15d", "q=baykar", "name=baykar"
JSON = "application/json"
# What only the address itself can refuse, or what matters most there.
AT_THE_ADDRESSES: tuple[Hostile, ...] = (
    _at("shipments/", "a cursor with another signature", f"cursor={SIGNED}", kind="invalid-cursor"),
    _at("shipments/", "a space of another script as a name", "name=%C2%A0"),
    _at("shipments/", "a date of no calendar", "delivered=2020-13-45"),
    _at("shipments/", "an id that nobody has", "item=it-00000000000"),
    _at("shipments/", "101 ids", "item__in=" + ",".join(["it-00000000000"] * 101)),
    _at("shipments/", "fields that are none", "fields=__class__,id%3B--"),
    _at("shipments/", "a comma as a list of fields", "fields=,"),
    _at("shipments/", "a field without a name", "omit=id,,note"),
    _at("shipments/", "everything left out", "fields=id&omit=id"),
    _at("shipments/", "expanded without end", "expand=" + "item.maker." * 90),
    _at("shipments/", "ordered by SQL", f"order={quote('id; DROP TABLE x')}"),
    _at("shipments/sh-00000000000/", "an id that nobody has", status=404, kind="not-found"),
    _at("shipments/sh-00000000000/", "a parameter twice", "fields=id&fields=id"),
    _at("trace/", "no start"),
    _at("trace/", "NUL", "from=a%00b"),
    _at("trace/", "nothing of that name", f"from={quote('(a+)+$|[[:alnum:]]{1,255}')}"),
    _at("trace/", "a name of 3,000 letters", "from=" + "a" * 3_000),
    _at("trace/", "depth of 10^30", f"{ASKED}&depth={TOO_BIG}"),
    _at("trace/", "depth of 31", f"{ASKED}&depth=31"),
    _at("trace/", "a day of no calendar", f"{ASKED}&known_on=2020-13-45"),
    _at("trace/", "a date of no calendar", f"{ASKED}&as_of=2020-99"),
    _at("trace/", "a form that there is not", f"{ASKED}&format=exe"),
    _at("trace/", "a limit for files on a page", f"{ASKED}&limit=400"),
    _at("trace/", "a cursor with another signature", f"{ASKED}&cursor={SIGNED}", kind="invalid-cursor"),
    _at("trace/", "a strength that there is not", f"{ASKED}&strength=certain"),
    _at("search/", "nothing to search"),
    _at("search/", "a space of another script", "q=%C2%A0"),
    _at("search/", "201 letters", "q=" + "a" * 201),
    _at("search/", "a letter that becomes 18, 200 times", "q=" + quote("\ufdfa" * 201)),
    _at("search/", "a kind that there is not", f"{FOUND}&kind=__class__"),
    _at("search/", "a country that there is not", f"{FOUND}&country=%D9%A3"),
    _at("search/", "a cursor with another signature", f"{FOUND}&cursor={SIGNED}", kind="invalid-cursor"),
    _at("search/", "a page by number", f"{FOUND}&page=1000000"),
    _at("match/", "no name"),
    _at("match/", "a name of 201 letters", "name=" + "a" * 201),
    _at("match/", "a country that there is not", f"{MATCHED}&country=%F0%9F%87%B9"),
    _at("match/", "a kind that there is not", f"{MATCHED}&kind=ship"),
    _at("match/", "11 numbers", f"{MATCHED}&identifiers=" + ",".join(["LEI:1"] * 11)),
    _at("match/", "numbers without a scheme", f"{MATCHED}&identifiers=%3A,%3A"),
    _at("match/", "a limit of 10^30", f"{MATCHED}&limit={TOO_BIG}"),
    _at("reconcile/", "no JSON", "queries=hello"),
    _at("reconcile/", "a list", "queries=[]"),
    _at("reconcile/", "3,900 levels", "queries=" + "[" * 3_900),
    _at("reconcile/", "an escaped NUL", "queries=" + quote('{"q": {"query": "a\\u0000b"}}')),
    _at("reconcile/", "a lone surrogate", "queries=" + quote('{"q": {"query": "\\ud800"}}')),
    _at("reconcile/", "a lone surrogate as a name", "queries=" + quote('{"\\ud800": {"query": "a"}}')),
    _at("reconcile/", "a lone surrogate as an id", "extend=" + quote('{"ids": ["\\udfff"], "properties": []}')),
    _at("reconcile/", "a limit that is a truth", "queries=" + quote('{"q": {"query": "a", "limit": true}}')),
    _at("reconcile/", "a limit of 10^30", "queries=" + quote(f'{{"q": {{"query": "a", "limit": {TOO_BIG}}}}}')),
    _at("reconcile/", "not a number", "queries=" + quote('{"q": {"query": "a", "x": NaN}}')),
    _at("reconcile/", "a type that is a list", "queries=" + quote('{"q": {"query": "a", "type": ["x"]}}')),
    _at("reconcile/", "properties that are a text", "queries=" + quote('{"q": {"query": "a", "properties": "x"}}')),
    _at("reconcile/", "queries and extend", "queries=%7B%7D&extend=%7B%7D"),
    _at("reconcile/", "a property that there is not", "extend=" + quote('{"ids": [], "properties": [{"id": "x"}]}')),
    _post("reconcile/", "an empty form", b"x=1"),
    _post("reconcile/", "JSON", b'{"queries": {}}', JSON, "415 unsupported-media-type"),
    _post("reconcile/", "51 queries", _form(queries="{" + ",".join(f'"{n}": {{}}' for n in range(51)) + "}")),
    _post("reconcile/", "201 ids", _form(extend='{"ids": [' + ",".join(['"a"'] * 201) + '], "properties": []}')),
    _post("reconcile/", "5,000 levels", _form(queries='{"a":' * 5_000)),
    _at("reconcile/suggest/", "nothing typed"),
    _at("reconcile/suggest/", "a cursor beyond everything", f"prefix=a&cursor={TOO_BIG}"),
    _at("reconcile/suggest/", "201 letters", "prefix=" + "a" * 201),
    _at("reconcile/properties/", "a type that there is not", "type=__class__"),
    _at("reconcile/view/%C2%B2/", "digits of another script", status=404, kind="not-found"),
    _at("snapshots/", "a cursor with another signature", f"cursor={SIGNED}", kind="invalid-cursor"),
    _at("snapshots/", "a limit of nothing", "limit=0"),
    _at("snapshots/" + "0" * 63 + "%D9%A3/", "digits of another script", status=404, kind="not-found"),
    _at("snapshots/..%2f..%2fetc%2fpasswd/", "another folder", status=404, kind="not-found"),
    _at("verify/", "nothing sent", status=405, kind="method-not-allowed"),
    _post("verify/", "XML", b"<a/>", "application/xml", "415 unsupported-media-type"),
    _post("verify/", "100,000 levels", b"[" * 100_000 + b"]" * 100_000, JSON, "400 malformed-body"),
    _post("verify/", "a lone surrogate", b'{"a": "\\ud800"}', JSON, "400 malformed-body"),
    _post("verify/", "10^30", b'{"a": 1000000000000000000000000000000}', JSON, "400 malformed-body"),
    _post("verify/", "3 MB", b'"' + b"a" * 2_600_000 + b'"', JSON, "413 too-large"),
    _post("verify/?sha256=%C2%B2", "a SHA-256 that is none", b"{}", content_type=JSON),
    _at("changes/", "since beyond bigint", f"since={TOO_BIG}"),
    _at("changes/", "since before everything", "since=-1"),
    _at("changes/", "since in another script's digits", "since=%D9%A3"),
    _at("changes/", "a kind that there is not", "kind=shipment,__class__"),
    _at("changes/", "a space of another script as a kind", "kind=%C2%A0"),
    _at("changes/", "a comma as a list of kinds", "kind=,"),
    _at("changes/", "a limit of 10,001", "limit=10001"),
    _at("dumps/", "a parameter", "version=1"),
    _at("dumps/..%2f..%2fetc/", "another folder", status=404, kind="not-found"),
    _at("dumps/20200101T000000Z-1/", "a version that there is not", status=404, kind="not-found"),
    _at("dumps/latest/..%2f..%2fdatapackage.json", "another folder", status=404, kind="not-found"),
    _at("dumps/" + "9" * 900 + "/x.csv", "a version without end", status=404, kind="not-found"),
    _at("openapi.json", "a parameter", "format=yaml"),
)  # fmt: skip
