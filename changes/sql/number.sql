-- Numbers what a transaction touched, under a lock that is let go after its commit has become visible: whoever reads up
-- to a number misses nothing below it. Two lists are filled in: the kinds as rows (kind, table, public id, key of what it is
-- the same as), the last two of a row called `record`, and where they are shown as rows (kind, query for (kind, key) of
-- the records that show those with keys $1).
--
-- The first round only queues a second one behind every other deferred trigger, whose waiting and refusing would
-- otherwise happen under the lock. What is published after that is numbered in a further round.

CREATE OR REPLACE FUNCTION changes_number() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    mine CONSTANT xid8 := pg_current_xact_id();
    -- Not read as JSON: the address of a request stands there too, and one with NUL in it is no jsonb. What it has of
    -- quotation marks is escaped, so that it cannot pass for the route.
    route CONSTANT text := substring(current_setting('pghistory.context_metadata', true) FROM '"route": ?"([a-z ]+)"');
    one record;
BEGIN
    IF NEW.round = 1 THEN
        INSERT INTO changes_waiting VALUES (mine, 2) ON CONFLICT DO NOTHING;
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('changes: the sequence'));
    -- Looked up under the lock: a record that another transaction has just made with the old name is there by now.
    FOR one IN
        SELECT renamed.kind, renamed.ids, shown.query
        FROM (SELECT kind, array_agg(record_id) AS ids FROM changes_touched WHERE xid = mine AND is_renamed GROUP BY kind)
             AS renamed
        JOIN (VALUES :shown_in) AS shown (kind, query) USING (kind)
    LOOP
        EXECUTE 'INSERT INTO changes_touched (xid, kind, record_id) SELECT DISTINCT pg_current_xact_id(), kind, id '
                'FROM (' || one.query || ') AS said (kind, id) WHERE id IS NOT NULL ON CONFLICT DO NOTHING'
            USING one.ids;
    END LOOP;
    FOR one IN
        SELECT known.* FROM (VALUES :kinds) AS known (kind, source, public_id, same_as)
        WHERE EXISTS (SELECT FROM changes_touched WHERE xid = mine AND changes_touched.kind = known.kind)
    LOOP
        -- Withdrawals first: a record may come back under its public id in the same transaction.
        EXECUTE format($insert$
            INSERT INTO changes_change (kind, public_id, op, "into", reason, at)
            SELECT %1$L, CASE WHEN record.id IS NULL THEN touched.public_id ELSE %3$s END,
                   CASE WHEN record.id IS NULL THEN 'withdraw'
                        WHEN NOT touched.is_merged THEN 'upsert'
                        WHEN %4$s IS NULL THEN 'unmerge' ELSE 'merge' END,
                   CASE WHEN touched.is_merged
                        THEN coalesce((SELECT to_jsonb(kept) ->> 'public_id' FROM %2$I AS kept WHERE kept.id = %4$s), '')
                        ELSE '' END,
                   CASE WHEN record.id IS NULL THEN $2 ELSE '' END, clock_timestamp()
            FROM changes_touched AS touched LEFT JOIN %2$I AS record ON record.id = touched.record_id
            WHERE touched.xid = $1 AND touched.kind = %1$L
              AND (record.id IS NOT NULL OR (touched.public_id IS NOT NULL AND NOT touched.is_new))
            ORDER BY record.id IS NOT NULL, touched.record_id
            $insert$, one.kind, one.source, one.public_id, one.same_as)
            USING mine, CASE route WHEN 'withdraw import' THEN 'import' ELSE 'edited' END;
    END LOOP;
    DELETE FROM changes_touched WHERE xid = mine;
    DELETE FROM changes_waiting WHERE xid = mine;
    RETURN NULL;
END
$$;
