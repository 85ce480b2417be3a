"""The smallest records that the database accepts, for tests about evidence."""

from django.db import models

from entities.models import Entity
from evidence.models import Citation, Source, SourceLineage
from evidence.subjects import SUBJECTS
from exports.models import Item, Shipment

SHIPMENT_COLUMNS = "exporter_id, recipient_id, item_id, kind, status, authorised, statement, note"


def source(reliability: str = "B", kind: str = "official", *, rests_on: tuple[Source, ...] = ()) -> Source:
    """A source of this letter, derived from others."""
    made: Source = Source.objects.create(title="A source", kind=kind, reliability=reliability)
    SourceLineage.objects.bulk_create(SourceLineage(source=made, origin=one, kind="reports") for one in rests_on)
    return made


def cite(record: models.Model, by: Source | None = None, credibility: str = "2", **what: str) -> Citation:
    """Let a source carry a record; `what` are further columns, such as stance="disputes"."""
    column = next(column for column, label in SUBJECTS.items() if label == record._meta.label)
    key = {column: record}
    return Citation.objects.create(source=by or source(), credibility=credibility, **key, **what)


def company(name: str) -> Entity:
    """A cited company."""
    made: Entity = Entity.objects.create(name=name, kind="company")
    cite(made)
    return made


def bare_shipment() -> Shipment:
    """A shipment without a citation, between two cited companies."""
    maker, buyer = company("A maker"), company("A buyer")
    item = Item.objects.create(designation="An optic", kind="component", maker=maker)
    cite(item)
    made: Shipment = Shipment.objects.create(exporter=maker, recipient=buyer, item=item)
    return made


def shipment(by: Source | None = None, credibility: str = "2", **what: str) -> Shipment:
    """A shipment with one citation."""
    made = bare_shipment()
    cite(made, by, credibility, **what)
    return made
