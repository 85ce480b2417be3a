-- What a row says of the record that it is, it says of that alone: not of the records that it is part of. A citation deleted
-- with its shipment in one statement gave the shipment its own public id, and a citation added to a shipment made it new:
-- the shipment's withdrawal was then told of under a wrong id, or not at all.

-- For every public table. Arguments:
-- 0 which records a row called `record` belongs to: a query for (kind, key), called `said`;
-- 1 for tables whose rows are records: the public id of what was said, null unless it is the row itself; else empty;
-- 2 the columns that other records show, or * where any change of a row changes what others show; may be empty.
CREATE OR REPLACE FUNCTION changes_collect() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    changed CONSTANT text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT * FROM after' WHEN 'DELETE' THEN 'SELECT * FROM before'
        ELSE 'SELECT * FROM before UNION ALL SELECT * FROM after' END;
    public_id CONSTANT text := coalesce(nullif(TG_ARGV[1], ''), 'NULL');
    is_gone CONSTANT boolean := TG_ARGV[1] <> '' AND TG_OP = 'DELETE';
BEGIN
    EXECUTE format(
        'INSERT INTO changes_touched (xid, kind, record_id, is_new, is_renamed, public_id) '
        'SELECT DISTINCT ON (said.kind, said.id) pg_current_xact_id(), said.kind, said.id, %s, %L::boolean, %s '
        'FROM (%s) AS record, LATERAL (%s) AS said (kind, id) WHERE said.id IS NOT NULL '
        'ON CONFLICT (xid, kind, record_id) DO %s',
        CASE WHEN TG_OP = 'INSERT' THEN format('(%s) IS NOT NULL', public_id) ELSE 'false' END,
        TG_ARGV[2] = '*',
        CASE WHEN is_gone THEN public_id ELSE 'NULL' END,
        changed, TG_ARGV[0],
        CASE WHEN is_gone THEN 'UPDATE SET public_id = coalesce(excluded.public_id, changes_touched.public_id)'
             -- Of one statement a part's trigger may come first. What was deleted before was seen, and comes back.
             WHEN TG_OP = 'INSERT' AND TG_ARGV[1] <> '' THEN 'UPDATE SET is_new = true '
                 'WHERE excluded.is_new AND NOT changes_touched.is_new AND changes_touched.public_id IS NULL'
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
