"""Filters of leads."""

from __future__ import annotations

from core.choices import Strength
from core.filters import ChoiceFilter, FlagFilter, ListFilter, TextFilter, WeakestFilter
from core.search import name_contains
from entities.filters import CountryFilter, PartyFilter
from evidence.choices import GapKind
from exports.filters import ItemReference
from tracing.models import CountedLead


class LeadFilter(ListFilter):
    what = TextFilter(lambda rows, words: rows.filter(name_contains("what", words)), label="what is missing")
    kind = ChoiceFilter(GapKind, label="kind")
    asked = FlagFilter(field_name="is_asked", label="asked")
    step = FlagFilter(field_name="is_of_a_step", label="about one step")
    holder = PartyFilter("holder", label="likeliest holder")
    sender = PartyFilter("sender", label="sender")
    recipient = PartyFilter("recipient", label="recipient")
    item = ItemReference(label="item")
    country = CountryFilter("sender__country", label="sender's country")
    strength = ChoiceFilter(Strength, label="strength at stake")
    weakest = WeakestFilter(label="strength at stake")

    facets = ("kind", "asked", "step", "strength", "country")

    class Meta:
        model = CountedLead
        fields: list[str] = []
