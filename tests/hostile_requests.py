"""Requests that an attacker or a broken client sends: values for parameters, whole addresses, headers. A fixed list."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from core.filters import ReferenceFilter
from pages.resources import RESOURCES

TOO_BIG = 10**30
# Written as in an address. Each goes into every parameter of every public page.
VALUES = {
    "NUL": "%00",
    "NUL within": "a%00b",
    "NUL in an id": "it-0000%000000000",
    "not UTF-8": "%ff%fe",
    "lone surrogate": "%ed%a0%80",
    "overlong slash": "%c0%af",
    "beyond bigint": "9223372036854775808",
    "beyond everything": str(TOO_BIG),
    "5,000 digits": "9" * 5_000,
    "negative": "-1",
    "fraction": "1e999",
    "not a number": "NaN",
    "digits of another script": "%D9%A3%C2%B2",
    "regular expression": quote("(a+)+$|[[:alnum:]]{1,255}(.*){99}"),
    "open bracket": "(",
    "LIKE pattern": "%25_%25_%25",
    "SQL": quote("' OR 1=1; DROP TABLE entities_entity --"),
    "format string": "%25s%25(x)s{0.__class__}{{7*7}}{%25 debug %25}",
    "CRLF": quote("a\r\nSet-Cookie: stolen=1\r\n\r\n<script>"),
    "script": quote('"><script>alert(1)</script>'),
    "address that runs": quote("javascript:alert(1)"),
    "path": quote("../../../../etc/passwd"),
    "date of no calendar": "2020-13-45",
    "date with a season": "2020-21/2021-24",
    "date beyond years": "Y170000002",
    "both ends open": "../..",
    "last day": "9999-12-31~",
    "first day": "1000-01-01~",
    "unknown form": "exe",
    "no such id": "it-00000000000",
    "mathematical letters": quote("𝔐𝔛-𝟙𝟝"),
    "right to left": quote("\u202emoc.live\u2066"),
    "accents without end": quote("e" + "\u0301" * 180),
    "one letter that becomes 18": quote("\ufdfa" * 50),
    "200 words": "+".join(["word"] * 200),
    "100 kB": "a" * 100_000,
}
LISTS = tuple(resource.url for resource in RESOURCES)
TRACE = "/trace/"
TRACE_PARAMETERS = (
    "from", "to", "direction", "as_of", "known_on", "strength", "rung", "gaps", "depth", "chain", "format",
)  # fmt: skip
FIXED_PAGES = ("/", "/search/", "/methodology/", "/about/", "/chains/", "/exposure/", TRACE, f"{TRACE}readings/")
PATHS = {
    "/no/such/page/": 404,
    "/" + "a" * 8_000: 404,
    "/" + "a/" * 4_000: 404,
    "/items/%00/": 404,
    "/items/it-%ff%fe00000000/": 404,
    "/items/it-00000000000/": 404,
    "/items/it-00000000000": 301,
    f"/items/{TOO_BIG}/": 404,
    "/items/1/": 404,
    "/items/-1/": 404,
    "/items/../../etc/passwd": 404,
    "/items/%2e%2e/%2e%2e/manage.py": 404,
    "/static/../config/settings.py": 404,
    "/static/%2e%2e/config/settings.py": 404,
    "/static/..%2f..%2fetc/passwd": 404,
    "/static/%00.css": 404,
    "/static//etc/passwd": 404,
    "//evil.example/%2f..": 404,
    "/%0d%0aSet-Cookie:%20stolen=1": 404,
    "/countries/%00/": 404,
    "/countries/zzz/": 404,
    "/countries/" + "a" * 5_000 + "/": 404,
    "/countries/CA/": 404,
    "/components/it-00000000000/?format=csv": 404,
    "/.git/config": 404,
    "/.env": 404,
    "/wp-login.php": 404,
    "/Admin/": 404,
}
HEADERS: dict[str, dict[str, str]] = {
    "a foreign host": {"HTTP_HOST": "evil.example"},
    "a host that is none": {"HTTP_HOST": "a b\x00<script>"},
    "a host with a port beyond ports": {"HTTP_HOST": "localhost:99999999999999999999"},
    "wants nothing that we have": {"HTTP_ACCEPT": "application/x-unknown;q=0.1, */*;q=0"},
    "accepts everything 5,000 times": {"HTTP_ACCEPT": "text/html," * 5_000},
    "an encoding that is none": {"HTTP_ACCEPT_ENCODING": "gzip;q=NaN, \xff"},
    "a language that is none": {"HTTP_ACCEPT_LANGUAGE": "xx-" * 3_000},
    "a range beyond the file": {"HTTP_RANGE": f"bytes={TOO_BIG}-"},
    "a date that is none": {"HTTP_IF_MODIFIED_SINCE": "Thu, 99 Foo 99999 99:99:99 GMT"},
    "a tag that is none": {"HTTP_IF_NONE_MATCH": '"' * 3_000},
    "cookies": {"HTTP_COOKIE": "sessionid=x; csrftoken=\x00; messages=" + "y" * 5_000},
    "another host behind a proxy": {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PROTO": "\x00"},
    "htmx that lies": {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[::bad", "HTTP_HX_PROMPT": "%ff"},
}


def parameters() -> Iterator[tuple[str, str]]:
    """Every public page with each of its parameters."""
    for resource in RESOURCES:
        for name in (*resource.filters.base_filters, "page", "order", "format"):
            yield resource.url, name
    yield "/search/", "q"
    yield from (("/exposure/", name) for name in ("item", "format"))
    for name in TRACE_PARAMETERS:
        yield TRACE, name


def readers() -> Iterator[tuple[str, str]]:
    """One page and parameter for each way of reading a value: all choices are read alike, names are not."""
    seen: set[object] = set()
    for resource in RESOURCES:
        for name, applied in resource.filters.base_filters.items():
            is_reference = isinstance(applied, ReferenceFilter)
            reader = ReferenceFilter if is_reference else (applied.field_class, getattr(applied, "named", None))
            if reader not in seen:
                seen.add(reader)
                yield resource.url, name
    yield from (("/citations/", name) for name in ("page", "order", "format"))
    yield "/search/", "q"
    # "to" is read as "from", "depth" as "chain", "rung" as "strength"
    yield from ((TRACE, name) for name in ("from", "as_of", "known_on", "strength", "gaps", "chain", "format"))
