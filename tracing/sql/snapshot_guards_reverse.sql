DROP TRIGGER snapshot_immutable ON tracing_snapshot;
DROP FUNCTION refuse_snapshot_change();
