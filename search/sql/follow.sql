-- Documents and entries follow every change of the facts, once a statement and only for the rows it touches.
-- `search_entries_<origin>` and `search_documents_<kind>` are views that say what should be there.

CREATE FUNCTION search_put_entries(from_table text, ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF from_table = 'source' THEN  -- whose publisher another transaction may be renaming
        PERFORM FROM evidence_publisher
        WHERE id IN (SELECT publisher_id FROM evidence_source WHERE id = ANY (ids)) FOR SHARE;
    END IF;
    EXECUTE format($insert$
        INSERT INTO search_entry (kind, record_id, origin, origin_id, what, text, plain, tight, key, rare, words)
        SELECT kind, record_id, %1$L, origin_id, what, text,
               CASE WHEN is_name THEN left(plain, 400) END,
               CASE WHEN what = 'serial' THEN lower(normalise_serial(text))
                    WHEN is_name THEN left(replace(plain, ' ', ''), 400) END,
               key, name_rare(key), to_tsvector('english', plain)
        FROM (
            SELECT spelt.*, CASE WHEN is_name THEN left(name_key(left(plain, 400), kind = 'entity'), 400) END AS key
            FROM (
                -- OFFSET 0 keeps PostgreSQL from spelling a name once for every column.
                SELECT now.*, plain_name(left(text, 20000)) AS plain, what NOT IN ('text', 'citation') AS is_name
                FROM %2$I AS now WHERE origin_id = ANY ($1) OFFSET 0
            ) AS spelt OFFSET 0
        ) AS keyed
        $insert$, from_table, 'search_entries_' || from_table) USING ids;
END
$$;

CREATE FUNCTION search_put_documents(of_kind text, ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format($insert$
        INSERT INTO search_document (kind, record_id, public_id, country_id, strength, weight)
        SELECT %L, record_id, public_id, country_id, strength, weight FROM %I WHERE record_id = ANY ($1)
        ON CONFLICT (kind, record_id) DO UPDATE
        SET public_id = excluded.public_id, country_id = excluded.country_id, strength = excluded.strength
        $insert$, of_kind, 'search_documents_' || of_kind) USING ids;
END
$$;

-- The keys of the rows that a statement wrote; after an update, of those whose named columns changed. EXCEPT and not a
-- join: its cost does not depend on how many rows the planner expects.
CREATE FUNCTION search_follow_entries() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        EXECUTE 'SELECT array_agg(id) FROM after' INTO ids;
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE 'SELECT array_agg(id) FROM before' INTO ids;
    ELSE
        EXECUTE format('SELECT array_agg(id) FROM (SELECT id, %1$s FROM after EXCEPT SELECT id, %1$s FROM before) AS changed',
                       TG_ARGV[1]) INTO ids;
    END IF;
    IF cardinality(ids) > 0 AND TG_OP <> 'INSERT' THEN
        -- Planned anew each time: a plan from when the table was empty reads all of it for every statement of an import.
        EXECUTE 'DELETE FROM search_entry WHERE origin = $1 AND origin_id = ANY ($2)' USING TG_ARGV[0], ids;
    END IF;
    IF cardinality(ids) > 0 AND TG_OP <> 'DELETE' THEN
        PERFORM search_put_entries(TG_ARGV[0], ids);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION search_follow_documents() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        EXECUTE 'SELECT array_agg(id) FROM after' INTO ids;
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE 'SELECT array_agg(id) FROM before' INTO ids;
    ELSE
        EXECUTE format('SELECT array_agg(id) FROM (SELECT id, %1$s FROM after EXCEPT SELECT id, %1$s FROM before) AS changed',
                       TG_ARGV[1]) INTO ids;
    END IF;
    IF cardinality(ids) > 0 AND TG_OP = 'DELETE' THEN
        EXECUTE 'DELETE FROM search_document WHERE kind = $1 AND record_id = ANY ($2)' USING TG_ARGV[0], ids;
    ELSIF cardinality(ids) > 0 THEN
        PERFORM search_put_documents(TG_ARGV[0], ids);
    END IF;
    RETURN NULL;
END
$$;

-- A source is found by its publisher's name too, which stands in another table.
CREATE FUNCTION search_follow_publishers() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[] := ARRAY(
        SELECT id FROM evidence_source WHERE publisher_id IN (
            SELECT id FROM (SELECT id, name FROM after EXCEPT SELECT id, name FROM before) AS changed
        )
    );
BEGIN
    IF cardinality(ids) > 0 THEN
        DELETE FROM search_entry WHERE origin = 'source' AND origin_id = ANY (ids);
        PERFORM search_put_entries('source', ids);
    END IF;
    RETURN NULL;
END
$$;
