"""Where it ended up: conflicts, who fought, incidents, allegations; and end users, who are known from both sides."""

from conflicts.models.conflicts import Belligerent, Conflict, ConflictName
from conflicts.models.end_users import EndUser
from conflicts.models.incidents import Allegation, Incident, IncidentItem
from core.history import track_app

__all__ = ["Allegation", "Belligerent", "Conflict", "ConflictName", "EndUser", "Incident", "IncidentItem"]

track_app("conflicts")
