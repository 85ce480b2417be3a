"""Whom a measure addresses: the exporters under the authority of the state, body or firm that decided it."""

from __future__ import annotations

from core.dates import PartialDate, Period
from core.truth import Truth
from tracing.dossier.facts import MeasureFact, PartyFact

# Member States of the European Union, with the years in which each joined and left.
# Source: European Union, "EU countries" (european-union.europa.eu/principles-countries-history/eu-countries_en).
EU = {
    **dict.fromkeys(("BE", "DE", "FR", "IT", "LU", "NL"), ("1958", None)),
    **dict.fromkeys(("DK", "IE"), ("1973", None)),
    "GB": ("1973", "2020-01-31"),
    "GR": ("1981", None),
    **dict.fromkeys(("ES", "PT"), ("1986", None)),
    **dict.fromkeys(("AT", "FI", "SE"), ("1995", None)),
    **dict.fromkeys(("CY", "CZ", "EE", "HU", "LT", "LV", "MT", "PL", "SI", "SK"), ("2004", None)),
    **dict.fromkeys(("BG", "RO"), ("2007", None)),
    "HR": ("2013", None),
}
# Participating States of the OSCE. Source: OSCE, "Participating States" (osce.org/participating-states).
OSCE = frozenset({
    "AD", "AL", "AM", "AT", "AZ", "BA", "BE", "BG", "BY", "CA", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR",
    "GB", "GE", "GR", "HR", "HU", "IE", "IS", "IT", "KG", "KZ", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MN",
    "MT", "NL", "NO", "PL", "PT", "RO", "RS", "RU", "SE", "SI", "SK", "SM", "TJ", "TM", "TR", "UA", "US", "UZ", "VA",
})  # fmt: skip
OF_STATES = frozenset({"state", "state_body", "person", "armed_force"})


def addresses(measure: MeasureFact, exporter: PartyFact, origin: str, when: PartialDate | None) -> Truth:
    """Whether an export by this party from this country, some time then, is one that the measure speaks to."""
    issuer = measure.issuer
    if issuer.kind == "company":
        own = issuer.pk in exporter.known_as or exporter.pk in issuer.known_as
        return Truth.YES if own else Truth.NO
    if not origin:
        return Truth.CANNOT_TELL
    if issuer.kind in OF_STATES:
        return Truth.YES if issuer.country == origin else Truth.NO
    return _of_members(issuer.country, origin, when)


def _of_members(organisation: str, origin: str, when: PartialDate | None) -> Truth:
    if organisation == "XUN":
        return Truth.YES
    if organisation == "XOS":
        return Truth.YES if origin in OSCE else Truth.NO
    if organisation == "EU":
        return _in_eu(origin, when)
    return Truth.CANNOT_TELL


def _in_eu(country: str, when: PartialDate | None) -> Truth:
    if country not in EU:
        return Truth.NO
    since, until = (PartialDate.parse(year) if year else None for year in EU[country])
    if when is None:
        return Truth.YES if until is None else Truth.CANNOT_TELL
    return Period(since, until).contains(when)
