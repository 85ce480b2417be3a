"""When the link that a record carries can have happened. The same rules as in `sql/forward_step.sql`."""

from __future__ import annotations

from datetime import date

from conflicts.models import Incident
from core.dates import PartialDate
from exports.choices import IncorporationKind
from exports.models import Incorporation, Licence, Shipment
from tracing.verdict import Span

Carrier = Shipment | Licence | Incorporation | Incident


def span_of(record: Carrier) -> Span:
    """Use for every record of a link."""
    if isinstance(record, Shipment):
        return _shipment(record)
    if isinstance(record, Licence):
        return Span(*_bounds(record.issued), *_bounds(record.valid_until))
    if isinstance(record, Incorporation):
        return _incorporation(record)
    first, last = _bounds(record.happened)
    return Span(first, first, last, last) if record.is_period else _moment(first, last)


def _bounds(written: PartialDate | None) -> tuple[date | None, date | None]:
    return (written.earliest, written.latest) if written else (None, None)


def _moment(earliest: date | None, latest: date | None) -> Span:
    """One day somewhere between two: both the start and the end are that day."""
    return Span(earliest, latest, earliest, latest)


def _shipment(record: Shipment) -> Span:
    """Delivered on a day, which is vague; or only ordered, and delivered at any time after."""
    (ordered, ordered_latest), (delivered, delivered_latest) = _bounds(record.ordered), _bounds(record.delivered)
    if delivered_latest is not None:
        if delivered is None and ordered is not None:
            delivered = min(ordered, delivered_latest)
        return _moment(delivered, delivered_latest)
    return Span(delivered or ordered, delivered or ordered_latest, None, None)


def _incorporation(record: Incorporation) -> Span:
    if record.kind == IncorporationKind.PLANNED:
        return Span()
    observed = record.kind == IncorporationKind.OBSERVED
    since, since_latest = _bounds(record.since)
    if record.component_unit_id is None and record.platform_unit_id is None:
        # since when, until when parts of that type are fitted; one that was observed dates no other
        begins = (None, None) if observed else (since, since_latest)
        return Span(*begins, *_bounds(record.until))
    if observed:  # built in at any time before it was seen
        return Span(None, None, since, since_latest)
    return _moment(since, since_latest)
