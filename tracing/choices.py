"""Words of a trace: kinds of link, how a chain ended, what its dates allow."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices

STRENGTH_ORDER = ("ungraded", "claimed", "credible", "corroborated", "established")
"""Weakest first, so that `min(..., key=STRENGTH_ORDER.index)` finds the weakest."""

RUNG_ORDER = ("capability", "type", "deal", "lot", "unit")
"""Lowest rung of proof first; the values are those of `evidence.choices.Rung`."""


class LinkKind(ExplainedChoices):
    """One way in which (item, holder) becomes the next (item, holder)."""

    __hash__ = str.__hash__  # that of Enum is written in Python, and a walk asks for it ten thousand times

    AUTHORISED = "authorised", _("permitted"), _("A permit names this consignee; a permission, not a movement.")
    SHIPPED = "shipped", _("shipped"), _("A record says that the item passed from one party to the next.")
    BUILT_IN = "built_in", _("built into"), _("A record says that the component was built into this platform.")
    PRODUCED_UNDER_LICENCE = (
        "produced_under_licence",
        _("produced under licence"),
        _("A record says that the holder made the item under licence."),
    )
    SEEN = "seen", _("seen"), _("The item is recorded in an incident; this ends the chain.")
    RECORDED_AS = (
        "recorded_as",
        _("recorded as"),
        _("A record names only the country or parent; the holder is taken as part of it."),
    )
    SAME_TYPE = "same_type", _("same type"), _("A record names only the family; the variant is taken as one of it.")
    NO_RECORD = (
        "no_record",
        _("no record"),
        _("A transfer is implied by other records, but there is no record of it here."),
    )

    @property
    def verb(self) -> str:
        """The word on the arrow; a `Link.act` such as "captured" replaces it."""
        return str(self.label)

    @property
    def is_movement(self) -> bool:
        """A record says that the thing changed hands (a permit only allows it)."""
        return self in {LinkKind.SHIPPED, LinkKind.PRODUCED_UNDER_LICENCE}

    @property
    def changes_item(self) -> bool:
        """The item changes while the holder stays."""
        return self in {LinkKind.BUILT_IN, LinkKind.SAME_TYPE}


class Ending(ExplainedChoices):
    """Why a chain stops where it stops."""

    COMPLETE = "complete", _("complete"), _("The chain reaches a recorded incident.")
    AS_ASKED = "as_asked", _("as asked"), _("The chain reaches what was asked about.")
    OPEN_END = "open_end", _("open end"), _("No further record here carries this item on from its last holder.")
    GAP = "gap", _("gap"), _("The chain goes on only through a transfer of which there is no record here.")
    SPLIT = (
        "split",
        _("split"),
        _("Several records carry the item on from here and nothing recorded tells which applies."),
    )
    LOOP = "loop", _("loop"), _("The item comes back to a holder already in this chain; it was not followed again.")
    DEPTH = "depth", _("depth"), _("The search stopped at the number of links asked for; the chain may go on.")
    LIMIT = "limit", _("limit"), _("The search was cut at its row limit or time limit; the chain may go on.")

    @property
    def sentence(self) -> str:
        """What the reader is told at the end of the chain."""
        return str(self.explanation)


class TimeVerdict(ExplainedChoices):
    """What the dates of a chain allow, given how vague they are."""

    HOLDS_FOR_ALL_READINGS = (
        "holds_for_all_readings",
        _("holds for all readings"),
        _("Time runs forward whichever way the recorded dates are read."),
    )
    POSSIBLE_FOR_SOME = (
        "possible_for_some",
        _("possible for some readings"),
        _("Time runs forward for some readings of the recorded dates, not for all."),
    )
    IMPOSSIBLE = (
        "impossible",
        _("impossible as recorded"),
        _("Two recorded dates contradict this order; at least one reading is mistaken."),
    )
    NO_DATES = "no_dates", _("no dates"), _("Too few links carry a date to tell whether time runs forward.")

    @property
    def sentence(self) -> str:
        """The verdict as a full sentence."""
        return str(self.explanation)


class Counted(ExplainedChoices):
    """What is counted over the whole database and kept for lists."""

    CHAINS = "chains", _("chains"), _("How many chains rest on each record; it puts the contradictions in order.")
    LEADS = "leads", _("leads"), _("What is missing on chains, and on how many of them.")


class NodeKind(TextChoices):
    """What a card in a chain stands for."""

    COMPONENT = "component", _("Component")
    SUBSYSTEM = "subsystem", _("Subsystem")
    PLATFORM = "platform", _("Platform")
    MUNITION = "munition", _("Munition")
    WEAPON = "weapon", _("Weapon")
    MATERIAL = "material", _("Material")
    TECHNOLOGY = "technology", _("Technology")
    GOODS = "goods", _("Goods")
    UNIT = "unit", _("Unit")
    COMPANY = "company", _("Company")
    STATE = "state", _("State")
    STATE_BODY = "state_body", _("State body")
    ARMED_FORCE = "armed_force", _("Armed force")
    ARMED_GROUP = "armed_group", _("Armed group")
    ORGANISATION = "organisation", _("Organisation")
    PERSON = "person", _("Person")
    UNKNOWN_PARTY = "unknown_party", _("Unknown party")
    INCIDENT = "incident", _("Incident")
    CONFLICT = "conflict", _("Conflict")

    @property
    def family(self) -> str:
        """thing, firm, public, armed, unknown or event: one accent each in pictures."""
        return _FAMILIES[self.value]


_FAMILIES = {
    **dict.fromkeys(("component", "subsystem", "platform", "munition", "weapon"), "thing"),
    **dict.fromkeys(("material", "technology", "goods", "unit"), "thing"),
    **dict.fromkeys(("company", "person"), "firm"),
    **dict.fromkeys(("state", "state_body", "organisation"), "public"),
    **dict.fromkeys(("armed_force", "armed_group"), "armed"),
    "unknown_party": "unknown",
    **dict.fromkeys(("incident", "conflict"), "event"),
}
