-- Which records a transaction touches, gathered by statement triggers, and numbered once it is about to commit.
--
-- Unlogged: these rows live no longer than their transaction, so nothing of them has to survive a crash.

CREATE UNLOGGED TABLE changes_touched (
    xid xid8 NOT NULL,
    kind text NOT NULL,
    record_id bigint NOT NULL,
    -- Made by this transaction. If it is gone again at its end, nobody ever saw it.
    is_new boolean NOT NULL DEFAULT false,
    -- Of a deleted record, which cannot be asked any more.
    public_id text,
    PRIMARY KEY (xid, kind, record_id)
);

-- One row while a transaction has something to number: a deferred row trigger on it fires once, and not once a record.
CREATE UNLOGGED TABLE changes_waiting (
    xid xid8 NOT NULL,
    round smallint NOT NULL,
    PRIMARY KEY (xid, round)
);

-- For every public table. The first argument says of a row called `record` which records it belongs to: the rows (kind,
-- key) of a subquery. For tables whose rows are the records, the second is their public id.
CREATE FUNCTION changes_collect() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    is_own boolean := TG_NARGS > 1;
BEGIN
    -- Planned anew each time: these statements read transition tables, of whose size a kept plan knows nothing.
    EXECUTE format(
        'INSERT INTO changes_touched (xid, kind, record_id, is_new, public_id) '
        'SELECT DISTINCT ON (said.kind, said.id) pg_current_xact_id(), said.kind, said.id, %L::boolean, %s '
        'FROM (%s) AS record, LATERAL (%s) AS said (kind, id) WHERE said.id IS NOT NULL '
        'ON CONFLICT (xid, kind, record_id) DO %s',
        is_own AND TG_OP = 'INSERT',
        CASE WHEN is_own AND TG_OP = 'DELETE' THEN TG_ARGV[1] ELSE 'NULL' END,
        CASE TG_OP WHEN 'INSERT' THEN 'SELECT * FROM after' WHEN 'DELETE' THEN 'SELECT * FROM before'
                   ELSE 'SELECT * FROM before UNION ALL SELECT * FROM after' END,
        TG_ARGV[0],
        CASE WHEN is_own AND TG_OP = 'DELETE' THEN 'UPDATE SET public_id = excluded.public_id' ELSE 'NOTHING' END
    );
    INSERT INTO changes_waiting (xid, round)
    SELECT xid, 1 FROM changes_touched WHERE xid = pg_current_xact_id() LIMIT 1
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

-- Numbers under a lock that is let go after the commit has become visible: who reads up to a number misses nothing below.
-- The first round only queues a second one behind every other deferred trigger, whose waiting and refusing would
-- otherwise happen under the lock. What is published after that is numbered in a further round.
CREATE FUNCTION changes_number() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    mine CONSTANT xid8 := pg_current_xact_id();
    touched record;
    route text := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'route';
BEGIN
    IF NEW.round = 1 THEN
        INSERT INTO changes_waiting VALUES (mine, 2) ON CONFLICT DO NOTHING;
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('changes: the sequence'));
    FOR touched IN
        SELECT known.* FROM (VALUES :kinds) AS known (kind, source, public_id)
        WHERE EXISTS (SELECT FROM changes_touched WHERE xid = mine AND changes_touched.kind = known.kind)
    LOOP
        -- Withdrawals first: a record may come back under its public id in the same transaction.
        EXECUTE format($insert$
            INSERT INTO changes_change (kind, public_id, op, reason, at)
            SELECT %1$L, CASE WHEN record.id IS NULL THEN touched.public_id ELSE %3$s END,
                   CASE WHEN record.id IS NULL THEN 'withdraw' ELSE 'upsert' END,
                   CASE WHEN record.id IS NULL THEN $2 ELSE '' END, clock_timestamp()
            FROM changes_touched AS touched LEFT JOIN %2$I AS record ON record.id = touched.record_id
            WHERE touched.xid = $1 AND touched.kind = %1$L
              AND (record.id IS NOT NULL OR (touched.public_id IS NOT NULL AND NOT touched.is_new))
            ORDER BY record.id IS NOT NULL, touched.record_id
            $insert$, touched.kind, touched.source, touched.public_id)
            USING mine, CASE route WHEN 'withdraw import' THEN 'import' ELSE 'edited' END;
    END LOOP;
    DELETE FROM changes_touched WHERE xid = mine;
    DELETE FROM changes_waiting WHERE xid = mine;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER number_changes AFTER INSERT ON changes_waiting
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION changes_number();
