"""What tracing keeps: frozen chains, and nothing else.

No history is kept of them (`core.history.track_app` is not called): a row can only be added. The database refuses to
change or delete one, so its history would repeat it word for word.
"""

from tracing.models.snapshots import Snapshot

__all__ = ["Snapshot"]
