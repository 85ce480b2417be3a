"""Words that a link takes from its records: what was done, and what a reader has to know about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conflicts.choices import IncidentKind
from conflicts.models import Incident
from exports.choices import IncorporationKind, ShipmentKind, ShipmentStatus
from exports.models import Incorporation, Shipment
from tracing.choices import LinkKind
from tracing.spans import Carrier

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_DONE: dict[str, StrOrPromise] = {
    ShipmentKind.SALE: gettext_lazy("sold"),
    ShipmentKind.GIFT: gettext_lazy("given"),
    ShipmentKind.LOAN: gettext_lazy("lent"),
    ShipmentKind.REPAIR: gettext_lazy("sent for repair"),
    ShipmentKind.REEXPORT: gettext_lazy("re-exported"),
    ShipmentKind.CAPTURE: gettext_lazy("captured"),
    ShipmentKind.THEFT: gettext_lazy("stolen"),
    ShipmentKind.SEIZURE: gettext_lazy("seized"),
}
NO_DELIVERY = {ShipmentStatus.REQUESTED, ShipmentStatus.ORDERED}


def act_of(records: Sequence[Carrier]) -> str:
    """What replaces the verb of the link; "" where the records say no more than it does, or different things."""
    acts = {_act(record) for record in records}
    return acts.pop() if len(acts) == 1 else ""


def _act(record: Carrier) -> str:
    if isinstance(record, Shipment):
        return _shipment_acts(record)
    if isinstance(record, Incident):
        return str(IncidentKind(record.kind).label)
    return ""


def _shipment_acts(record: Shipment) -> str:
    if record.kind == ShipmentKind.LICENSED_PRODUCTION:
        return ""
    if record.status == ShipmentStatus.REQUESTED:
        return _("requested")
    if record.status == ShipmentStatus.ORDERED:
        return _("ordered")
    return str(_DONE.get(record.kind, ""))


def flags_of(kind: LinkKind, records: Iterable[Carrier]) -> tuple[str, ...]:
    """Careful sentences, each once."""
    flags = [_FLAGS[kind]] if kind in _FLAGS else []
    for record in records:
        flags += _record_flags(record)
    return tuple(dict.fromkeys(map(str, flags)))


def _record_flags(record: Carrier) -> list[str]:
    if isinstance(record, Shipment):
        flags = [_("No delivery is recorded.")] if record.status in NO_DELIVERY else []
        return flags + ([_("Counted in another record of the same flow.")] if record.counted_in_id else [])
    if isinstance(record, Incident):
        return [] if record.user_id else [_("The user is not named in the record; this holder fights in the conflict.")]
    if isinstance(record, Incorporation):
        flags = [_("Announced; not recorded as done.")] if record.kind == IncorporationKind.PLANNED else []
        if not record.integrator_is_stated:
            flags.append(_("No source says who built it in; the platform's maker is assumed."))
        return flags
    return []


_FLAGS = {
    LinkKind.AUTHORISED: _("A permission; whether goods moved under it is not recorded here."),
    LinkKind.RECORDED_AS: _("Recorded under the name of a parent, a part or a state; taken as the same holder."),
    LinkKind.SAME_TYPE: _("The next record names only the family of this type."),
    LinkKind.NO_RECORD: _("A transfer must lie between these two; none is recorded here."),
}
