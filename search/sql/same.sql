-- A record that was judged the same as another is no result of its own; its names and texts lead to the one that is
-- kept. TG_ARGV: the kind of record, then for each table that speaks about it "origin table column".
CREATE FUNCTION search_follow_same() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    part text[];
    ids bigint[];
BEGIN
    DELETE FROM search_document WHERE kind = TG_ARGV[0] AND record_id = NEW.id;
    PERFORM search_put_documents(TG_ARGV[0], ARRAY[NEW.id]);
    FOR place IN 1..TG_NARGS - 1 LOOP
        part := string_to_array(TG_ARGV[place], ' ');
        EXECUTE format('SELECT array_agg(id) FROM %I WHERE %I = $1', part[2], part[3]) INTO ids USING NEW.id;
        IF cardinality(ids) > 0 THEN
            DELETE FROM search_entry WHERE origin = part[1] AND origin_id = ANY (ids);
            PERFORM search_put_entries(part[1], ids);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
