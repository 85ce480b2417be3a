"""Records that editors judged the same, for traces: the kept one stands for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connections, router
from django.utils.translation import gettext as _

from conflicts.models import Incident, IncidentItem
from core.merging import Mergeable
from core.models import Record
from entities.models import Entity
from exports.models import Incorporation, Item, Licence, LicenceItem, LicenceParty, Shipment
from tracing.graph import Way

ANY = """SELECT EXISTS (SELECT FROM entities_entity WHERE same_as_id IS NOT NULL)
             OR EXISTS (SELECT FROM exports_item WHERE same_as_id IS NOT NULL)"""


def any_merged() -> bool:
    """Whether the statement has to look names up at all; two looks at an index."""
    with connections[router.db_for_read(Entity)].cursor() as cursor:
        cursor.execute(ANY)
        return bool(cursor.fetchone()[0])


def kept_keys(record: Record, *fields: str) -> list[int]:
    """The keys of the kept records that these foreign keys of a record lead to; one query."""
    paths = [f"{field}__canonical_id" for field in fields]
    return list(type(record)._default_manager.filter(pk=record.pk).values_list(*paths).get())


@dataclass
class Aliases:
    """The other names, in records of their own, of what chains go through. Two queries; more only if there are any."""

    entities: Mapping[int, Mergeable] = field(default_factory=dict)
    items: Mapping[int, Mergeable] = field(default_factory=dict)
    named: Mapping[tuple[str, int], set[Mergeable]] = field(default_factory=dict)

    @classmethod
    def of(cls, holders: Collection[int], items: Collection[int], records: Iterable[Record]) -> Aliases:
        found = cls(_same(Entity, holders), _same(Item, items))
        if found.entities or found.items:
            found.named = found._named_in(list(records))
        return found

    def flags(self, way: Way, records: Iterable[Record]) -> tuple[str, ...]:
        """A sentence for each record of a link that names a party or a thing of it by another record."""
        if not self.named:
            return ()
        places = [place for place in (way.source, way.target) if place is not None]
        here = {place.holder for place in places} | {place.item for place in places}
        sentences = (
            _("Named as “%(merged)s” in the record; judged the same as “%(kept)s” by the editors.")
            % {"merged": one, "kept": one.kept}
            for record in records
            for one in sorted(self.named.get(_key(record), ()), key=str)
            if one.canonical_id in here
        )
        return tuple(dict.fromkeys(sentences))

    def _named_in(self, records: list[Record]) -> dict[tuple[str, int], set[Mergeable]]:
        found: dict[tuple[str, int], set[Mergeable]] = defaultdict(set)
        for key, entities, items in (*map(_names, records), *_names_beside(records)):
            found[key] |= {self.entities[one] for one in entities if one in self.entities}
            found[key] |= {self.items[one] for one in items if one in self.items}
        return found


Names = tuple[tuple[str, int], tuple[int, ...], tuple[int, ...]]
"""A record, and the entities and items that it names."""


def _names(record: Record) -> Names:
    """What stands in its own columns."""
    if isinstance(record, Shipment):
        return _key(record), (record.exporter_id, record.recipient_id), (record.item_id,)
    if isinstance(record, Incorporation):
        return _key(record), (record.integrator_id,), (record.component_id, record.platform_id)
    if isinstance(record, Incident) and record.user_id is not None:
        return _key(record), (record.user_id,), ()
    return _key(record), (), ()


def _names_beside(records: Iterable[Record]) -> Iterator[Names]:
    """What stands in tables beside licences and incidents."""
    keys = {model: [one.pk for one in records if isinstance(one, model)] for model in (Licence, Incident)}
    for pk, party in LicenceParty.objects.filter(licence__in=keys[Licence]).values_list("licence_id", "entity_id"):
        yield ("licence", pk), (party,), ()
    for pk, item in LicenceItem.objects.filter(licence__in=keys[Licence]).values_list("licence_id", "item_id"):
        yield ("licence", pk), (), (item,)
    for pk, item in IncidentItem.objects.filter(incident__in=keys[Incident]).values_list("incident_id", "item_id"):
        yield ("incident", pk), (), (item,)


def _same(model: type[Any], keys: Collection[int]) -> dict[int, Mergeable]:
    rows = model._default_manager.filter(same_as__in=keys).select_related("same_as") if keys else ()
    return {row.pk: row for row in rows}


def _key(record: Record) -> tuple[str, int]:
    return (str(record._meta.model_name), record.pk)
