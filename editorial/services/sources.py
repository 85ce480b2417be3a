"""Adding a source from the few fields that a citation asks for, so that a sourced record is one form."""

from core.dates import PartialDate
from evidence.models import Publisher, Source


def add_source(
    *,
    title: str,
    kind: str,
    reliability: str,
    publisher: str = "",
    url: str = "",
    published: PartialDate | None = None,
) -> Source:
    """Add a source, and its publisher if it is new. The same address with the same title is the same source."""
    known: Source | None = Source.objects.filter(url=url, title=title).first() if url else None
    if known is not None:
        return known
    added: Source = Source.objects.create(
        title=title,
        kind=kind,
        reliability=reliability,
        publisher=_publisher(publisher) if publisher else None,
        url=url,
        published=published,
    )
    return added


def _publisher(name: str) -> Publisher:
    known = Publisher.objects.filter(name__iexact=name).first()
    return known or Publisher.objects.create(name=name)
