"""Closed vocabularies of where it ended up."""

from __future__ import annotations

from core.choices import ExplainedChoices


class IncidentKind(ExplainedChoices):
    USED = "used", "used", "Used in the conflict, in one strike or over a period."
    DOWNED = "downed", "shot down", "Shot down or destroyed."
    CLAIMED_LOSSES = "claimed_losses", "losses claimed", "A party claims a number of losses."
    CAPTURED = "captured", "captured", "Taken by an opponent."
    RECOVERED = "recovered", "recovered", "The thing or its remains were found and kept."
    SEIZED = "seized", "seized", "Taken by an authority."
    DOCUMENTED = "documented", "documented", "Photographed or examined."
    DISPLAYED = "displayed", "displayed", "Shown in public, for example in a parade."


class ItemRole(ExplainedChoices):
    MAIN = "main", "used, lost or found", "What the incident is about."
    CARRIER = "carrier", "carried it", "The platform that carried what was used."
    MUNITION = "munition", "fired or dropped", "What was fired or dropped."
    PART = "part", "part found or carried", "A component found in it or carried by it."


class AllegationState(ExplainedChoices):
    ALLEGED = "alleged", "alleged", "Stated by somebody without the power to find so."
    DENIED = "denied", "alleged and denied", "Stated by one party and denied by another."
    FOUND = "found", "found by a body with power to find so", "A court or mandated body found so."
    WITHDRAWN = "withdrawn", "withdrawn", ""
