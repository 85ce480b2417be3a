"""Closed vocabularies of where it ended up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices


class IncidentKind(ExplainedChoices):
    USED = "used", _("used"), _("Used in the conflict, in one strike or over a period.")
    DOWNED = "downed", _("shot down"), _("Shot down or destroyed.")
    CLAIMED_LOSSES = "claimed_losses", _("losses claimed"), _("A party claims a number of losses.")
    CAPTURED = "captured", _("captured"), _("Taken by an opponent.")
    RECOVERED = "recovered", _("recovered"), _("The thing or its remains were found and kept.")
    SEIZED = "seized", _("seized"), _("Taken by an authority.")
    DOCUMENTED = "documented", _("documented"), _("Photographed or examined.")
    DISPLAYED = "displayed", _("displayed"), _("Shown in public, for example in a parade.")


class ItemRole(ExplainedChoices):
    MAIN = "main", _("used, lost or found"), _("What the incident is about.")
    CARRIER = "carrier", _("carried it"), _("The platform that carried what was used.")
    MUNITION = "munition", _("fired or dropped"), _("What was fired or dropped.")
    PART = "part", _("part found or carried"), _("A component found in it or carried by it.")


class AllegationState(ExplainedChoices):
    ALLEGED = "alleged", _("alleged"), _("Stated by somebody without the power to find so.")
    DENIED = "denied", _("alleged and denied"), _("Stated by one party and denied by another.")
    FOUND = "found", _("found by a body with power to find so"), _("A court or mandated body found so.")
    WITHDRAWN = "withdrawn", _("withdrawn"), _("Taken back by the one who alleged it.")
