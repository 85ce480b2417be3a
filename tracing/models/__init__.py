"""What tracing keeps: frozen chains, counts of chains and of leads for lists, and which of these to make anew.

Chains are computed on read. No history is kept of these tables (`core.history.track_app` is not called). A frozen chain
can only be added: the database refuses to change or delete one. Counts are derived, and computed anew at any time.
"""

from tracing.models.leads import CountedLead
from tracing.models.recount import Recount
from tracing.models.reliance import Reliance
from tracing.models.snapshots import Snapshot

__all__ = ["CountedLead", "Recount", "Reliance", "Snapshot"]
