-- Which records a transaction touches, gathered by statement triggers. number.sql numbers them at its commit.
--
-- Unlogged: these rows live no longer than their transaction, so nothing of them has to survive a crash.

CREATE UNLOGGED TABLE changes_touched (
    xid xid8 NOT NULL,
    kind text NOT NULL,
    record_id bigint NOT NULL,
    -- Made by this transaction. If it is gone again at its end, nobody ever saw it.
    is_new boolean NOT NULL DEFAULT false,
    -- What other records show of it has changed: its name, mostly.
    is_renamed boolean NOT NULL DEFAULT false,
    -- Judged the same as another, or no longer.
    is_merged boolean NOT NULL DEFAULT false,
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

-- Statements here are planned anew each time: they read transition tables, of whose size a kept plan knows nothing.

-- For every public table. Arguments:
-- 0 which records a row called `record` belongs to: a query for (kind, key);
-- 1 for tables whose rows are records: their public id, of a row called `record`; else empty;
-- 2 the columns that other records show, or * where any change of a row changes what others show; may be empty.
CREATE FUNCTION changes_collect() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    changed CONSTANT text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT * FROM after' WHEN 'DELETE' THEN 'SELECT * FROM before'
        ELSE 'SELECT * FROM before UNION ALL SELECT * FROM after' END;
    is_record CONSTANT boolean := TG_ARGV[1] <> '';
    is_gone CONSTANT boolean := is_record AND TG_OP = 'DELETE';
BEGIN
    EXECUTE format(
        'INSERT INTO changes_touched (xid, kind, record_id, is_new, is_renamed, public_id) '
        'SELECT DISTINCT ON (said.kind, said.id) pg_current_xact_id(), said.kind, said.id, %L::boolean, %L::boolean, %s '
        'FROM (%s) AS record, LATERAL (%s) AS said (kind, id) WHERE said.id IS NOT NULL '
        'ON CONFLICT (xid, kind, record_id) DO %s',
        is_record AND TG_OP = 'INSERT', TG_ARGV[2] = '*',
        CASE WHEN is_gone THEN TG_ARGV[1] ELSE 'NULL' END,
        changed, TG_ARGV[0],
        CASE WHEN is_gone THEN 'UPDATE SET public_id = excluded.public_id'
             WHEN TG_ARGV[2] = '*' THEN 'UPDATE SET is_renamed = true' ELSE 'NOTHING' END
    );
    IF TG_OP = 'UPDATE' AND TG_ARGV[2] NOT IN ('', '*') THEN
        EXECUTE format(
            'UPDATE changes_touched AS touched SET is_renamed = true '
            'FROM (SELECT id, %1$s FROM after EXCEPT SELECT id, %1$s FROM before) AS record, LATERAL (%2$s) AS said (kind, id) '
            'WHERE xid = pg_current_xact_id() AND touched.kind = said.kind AND touched.record_id = said.id',
            TG_ARGV[2], TG_ARGV[0]
        );
    END IF;
    PERFORM changes_wait();
    RETURN NULL;
END
$$;

-- For tables whose rows give records something that is derived: a row called `record` says which, in the query that is
-- argument 0; argument 1 are the columns that it is derived from. Other updates change nothing there.
CREATE FUNCTION changes_collect_derived() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO changes_touched (xid, kind, record_id) '
        'SELECT DISTINCT pg_current_xact_id(), said.kind, said.id '
        'FROM (%s) AS record, LATERAL (%s) AS said (kind, id) WHERE said.id IS NOT NULL '
        'ON CONFLICT (xid, kind, record_id) DO NOTHING',
        format(CASE TG_OP
            WHEN 'INSERT' THEN 'SELECT %1$s FROM after' WHEN 'DELETE' THEN 'SELECT %1$s FROM before'
            ELSE '(SELECT %1$s FROM before EXCEPT ALL SELECT %1$s FROM after) UNION ALL '
                 '(SELECT %1$s FROM after EXCEPT ALL SELECT %1$s FROM before)' END, TG_ARGV[1]),
        TG_ARGV[0]
    );
    PERFORM changes_wait();
    RETURN NULL;
END
$$;

-- For tables with same_as_id; the argument is the kind. The record that now answers for another has changed too.
CREATE FUNCTION changes_collect_merged() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE
        'INSERT INTO changes_touched (xid, kind, record_id, is_merged, is_renamed) '
        'SELECT pg_current_xact_id(), $1, told.id, bool_or(told.is_merged), true FROM ('
        '    SELECT now.id, now.same_as_id AS other, was.same_as_id AS before '
        '    FROM after AS now JOIN before AS was USING (id) WHERE now.same_as_id IS DISTINCT FROM was.same_as_id'
        ') AS merged, LATERAL (VALUES (merged.id, true), (other, false), (before, false)) AS told (id, is_merged) '
        'WHERE told.id IS NOT NULL GROUP BY told.id '
        'ON CONFLICT (xid, kind, record_id) DO UPDATE '
        'SET is_renamed = true, is_merged = changes_touched.is_merged OR excluded.is_merged'
        USING TG_ARGV[0];
    PERFORM changes_wait();
    RETURN NULL;
END
$$;

CREATE FUNCTION changes_wait() RETURNS void
LANGUAGE sql AS $$
    INSERT INTO changes_waiting (xid, round)
    SELECT xid, 1 FROM changes_touched WHERE xid = pg_current_xact_id() LIMIT 1
    ON CONFLICT DO NOTHING
$$;
