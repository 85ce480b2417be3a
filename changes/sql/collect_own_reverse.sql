-- For every public table. Arguments:
-- 0 which records a row called `record` belongs to: a query for (kind, key);
-- 1 for tables whose rows are records: their public id, of a row called `record`; else empty;
-- 2 the columns that other records show, or * where any change of a row changes what others show; may be empty.
CREATE OR REPLACE FUNCTION changes_collect() RETURNS trigger
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
