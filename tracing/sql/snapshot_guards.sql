-- A frozen chain is cited in print: nobody may change or remove one, the owner of the database included.
-- Plain triggers, ALWAYS on: they fire under session_replication_role = replica too, which skips ordinary ones.

CREATE FUNCTION refuse_snapshot_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Frozen chains can only be added: % is refused.', TG_OP
        USING ERRCODE = '23F01', TABLE = TG_TABLE_NAME, CONSTRAINT = 'snapshot_immutable',
              HINT = 'Correct the records. The page of the frozen chain then says what has changed since.';
END
$$;

CREATE TRIGGER snapshot_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON tracing_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_snapshot_change();
ALTER TABLE tracing_snapshot ENABLE ALWAYS TRIGGER snapshot_immutable;
