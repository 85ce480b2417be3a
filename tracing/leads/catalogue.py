"""What would refute each kind of link: one table for the trace page, the command and the methodology page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices
from evidence.choices import CheckKind, CheckState
from tracing.choices import LinkKind

CATALOGUE: dict[LinkKind, tuple[CheckKind, ...]] = {
    LinkKind.AUTHORISED: (CheckKind.OTHER_GOODS, CheckKind.NOT_USED, CheckKind.DENIED),
    LinkKind.SHIPPED: (
        CheckKind.OTHER_RECIPIENT, CheckKind.NOT_DELIVERED, CheckKind.NOT_IN_INVENTORY, CheckKind.DENIED,
    ),
    LinkKind.PRODUCED_UNDER_LICENCE: (CheckKind.MADE_ELSEWHERE, CheckKind.OTHER_RECIPIENT, CheckKind.DENIED),
    LinkKind.BUILT_IN: (CheckKind.OTHER_PART, CheckKind.OTHER_SERIAL, CheckKind.FITTED_LATER, CheckKind.DENIED),
    LinkKind.SEEN: (
        CheckKind.OTHER_TYPE, CheckKind.OLDER_IMAGE, CheckKind.OTHER_USER, CheckKind.NOT_THERE, CheckKind.DENIED,
    ),
    LinkKind.NO_RECORD: (CheckKind.OTHER_ROUTE,),
    LinkKind.RECORDED_AS: (CheckKind.OTHER_PARTY,),
    LinkKind.SAME_TYPE: (CheckKind.OTHER_VARIANT,),
}  # fmt: skip
"""A named unit adds `OTHER_UNIT` to the first link that has it."""

WHO_COULD_TELL = {
    CheckKind.DENIED: _("The parties of the record, and whoever investigates it."),
    CheckKind.OTHER_RECIPIENT: _("Sender, recipient, carrier, and the customs of both countries."),
    CheckKind.NOT_DELIVERED: _("Recipient, carrier, and the customs on the way."),
    CheckKind.NOT_IN_INVENTORY: _("The recipient, its auditors, and arms-control inspectors."),
    CheckKind.MADE_ELSEWHERE: _("Licensor, licensee, and whoever examines the maker's marks."),
    CheckKind.OTHER_GOODS: _(
        "The authority that gave the permit, the applicant, and a parliament that can ask for it."
    ),
    CheckKind.NOT_USED: _("The permit's holder, the authority, and customs."),
    CheckKind.OTHER_PART: _("The platform's maker, its suppliers, and whoever serviced it."),
    CheckKind.OTHER_SERIAL: _("The part's maker, and whoever examined the wreck."),
    CheckKind.FITTED_LATER: _("The platform's maker and its users' workshops."),
    CheckKind.OTHER_TYPE: _("Whoever examined the wreck, and the maker."),
    CheckKind.OLDER_IMAGE: _("Whoever published the pictures, and those who place pictures in time and space."),
    CheckKind.OTHER_USER: _("Both sides, witnesses, and whoever examined the wreck."),
    CheckKind.NOT_THERE: _("Inquiries, monitors, and the licensing authority that reviews its permits."),
    CheckKind.OTHER_UNIT: _("The maker, by its numbers, and whoever has the thing."),
    CheckKind.OTHER_ROUTE: _("The last recorded holder, the next one, and the customs of both countries."),
    CheckKind.OTHER_PARTY: _("The state or parent, and whoever received or used the thing."),
    CheckKind.OTHER_VARIANT: _("The maker, and whoever examined the thing."),
}


class Standing(ExplainedChoices):
    """How far one question about one link has been looked into, by what is recorded here."""

    NOT_SOUGHT = "not_sought", _("not sought"), _("Nobody is recorded here as having asked or looked.")
    ASKED = CheckState.ASKED.value, CheckState.ASKED.label, CheckState.ASKED.explanation
    SURVIVED = CheckState.SURVIVED.value, CheckState.SURVIVED.label, CheckState.SURVIVED.explanation
    FOUND = CheckState.FOUND.value, CheckState.FOUND.label, CheckState.FOUND.explanation

    @property
    def weight(self) -> int:
        """Of several answers to one question the heaviest is shown: what speaks against it, then what stands."""
        return list(Standing).index(self)


def rows() -> Iterator[tuple[LinkKind, CheckKind]]:
    """The whole table, link by link."""
    for kind, checks in CATALOGUE.items():
        for check in checks:
            yield kind, check
