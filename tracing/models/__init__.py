"""What tracing keeps: frozen chains, and counts of chains as a help for ordering. Chains are computed on read.

No history is kept of them (`core.history.track_app` is not called). A frozen chain can only be added: the database
refuses to change or delete one. Counts are derived, and computed anew at any time.
"""

from tracing.models.reliance import Reliance
from tracing.models.snapshots import Snapshot

__all__ = ["Reliance", "Snapshot"]
