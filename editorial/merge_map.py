"""Every foreign key to an entity or an item, and how the rows of a merged record are shown. Nothing is ever moved.

`tests/test_merge_map.py` compares it with the models' real fields: a new key has to be decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices


class Shown(ExplainedChoices):
    """What becomes of rows that name a merged record."""

    GATHERED = "gathered", _("gathered"), _("Listed and counted with those of the record that is kept.")
    ONCE = "once", _("shown once"), _("Shown with the kept record's; what both say is shown once.")
    COUNTED_ANEW = "counted_anew", _("counted anew"), _("Computed from chains; right again after the next count.")
    THE_JUDGEMENT = "the_judgement", _("the judgement"), _("Says that the two are the same.")


G, ONCE, ANEW = Shown.GATHERED, Shown.ONCE, Shown.COUNTED_ANEW

ENTITY: Mapping[str, Shown] = {
    "entities.Entity.part_of": G,
    "entities.Entity.same_as": Shown.THE_JUDGEMENT,
    "entities.SameEntity.merged": Shown.THE_JUDGEMENT,
    "entities.SameEntity.kept": Shown.THE_JUDGEMENT,
    "entities.Name.entity": ONCE,
    "entities.Identifier.entity": ONCE,
    "entities.Relationship.subject": G,
    "entities.Relationship.object": G,
    "entities.LobbyContact.client": G,
    "entities.LobbyContact.lobbyist": G,
    "entities.LobbyContact.office_holder": G,
    "entities.LobbyContact.body": G,
    "exports.Item.maker": G,
    "exports.Incorporation.integrator": G,
    "exports.Licence.authority": G,
    "exports.LicenceParty.entity": G,
    "exports.LicenceEvent.by": G,
    "exports.Undertaking.given_by": G,
    "exports.Undertaking.given_to": G,
    "exports.Measure.issuer": G,
    "exports.MeasureTarget.entity": G,
    "exports.MeasureReading.reader": G,
    "exports.Shipment.exporter": G,
    "exports.Shipment.recipient": G,
    "exports.ShipmentParty.entity": G,
    "exports.Proceeding.brought_by": G,
    "exports.ProceedingSubject.entity": G,
    "exports.TradeStatistic.reporter": G,
    "exports.TradeStatistic.partner": G,
    "conflicts.Belligerent.entity": G,
    "conflicts.Incident.user": G,
    "conflicts.Incident.actor": G,
    "conflicts.Incident.casualties_stated_by": G,
    "conflicts.Allegation.alleged_by": G,
    "conflicts.Allegation.against": G,
    "evidence.Publisher.entity": G,
    "evidence.Source.speaker": G,
    "evidence.Check.by": G,
    "evidence.Check.asked_of": G,
    "evidence.Citation.entity": G,
    "evidence.Gap.sender": G,
    "evidence.Gap.recipient": G,
    "evidence.Gap.held_by": G,
    "evidence.Reply.asked_of": G,
    "evidence.Reply.asked_by": G,
    "evidence.Resolution.entity": G,
    "tracing.CountedLead.sender": ANEW,
    "tracing.CountedLead.recipient": ANEW,
    "tracing.CountedLead.holder": ANEW,
}
ITEM: Mapping[str, Shown] = {
    "exports.Item.variant_of": G,
    "exports.Item.same_as": Shown.THE_JUDGEMENT,
    "exports.SameItem.merged": Shown.THE_JUDGEMENT,
    "exports.SameItem.kept": Shown.THE_JUDGEMENT,
    "exports.ItemName.item": ONCE,
    "exports.ItemProperty.item": ONCE,
    "exports.CodeAssignment.item": ONCE,
    "exports.ItemUnit.item": G,
    "exports.Incorporation.component": G,
    "exports.Incorporation.platform": G,
    "exports.LicenceItem.item": G,
    "exports.UndertakingItem.item": G,
    "exports.MeasureItem.item": G,
    "exports.Shipment.item": G,
    "exports.ProceedingSubject.item": G,
    "conflicts.IncidentItem.item": G,
    "evidence.Citation.item": G,
    "evidence.Gap.item": G,
    "evidence.Resolution.item": G,
    "tracing.CountedLead.item": ANEW,
    "tracing.Reliance.item": ANEW,
}
MAPS: Mapping[str, Mapping[str, Shown]] = {"entity": ENTITY, "item": ITEM}


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows of one table name a record in one field, and how they will be shown."""

    table: str
    field: str
    shown: Shown
    number: int


def rows_naming(record: Model) -> Iterator[Rows]:
    """Use for a dry run: every place that names this record, where there are any."""
    for key, shown in MAPS[str(record._meta.model_name)].items():
        label, _dot, name = key.rpartition(".")
        model = apps.get_model(label)
        number = model._default_manager.filter(**{name: record.pk}).count()
        if number and shown is not Shown.THE_JUDGEMENT:
            words = str(model._meta.get_field(name).verbose_name)
            yield Rows(str(model._meta.verbose_name_plural), words, shown, number)
