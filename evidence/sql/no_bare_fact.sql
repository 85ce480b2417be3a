-- No bare fact: at commit every record has at least one citation that carries it (supports or disputes; a mention alone
-- says nothing about it). Run once per kind of record: `:column` is its column of evidence_citation, `:table` its table.
--
-- Plain functions and not django-pgtrigger's: the check that it wraps around every call opens a subtransaction, which
-- makes bulk writes quadratic (100,000 rows: 54 s against 0.6 s).
-- One function per kind, so that its statement is planned once for a session and not for each row. enable_seqscan is
-- off because that plan must also serve the load that fills tables that were empty when it was made.

CREATE FUNCTION :column_is_bare(record_id bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
BEGIN
    RETURN NOT EXISTS (SELECT FROM evidence_citation WHERE :column_id = record_id AND stance <> 'mentions')
       AND EXISTS (SELECT FROM :table WHERE id = record_id);
END
$$;

CREATE FUNCTION :column_came_without_citation() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF :column_is_bare(NEW.id) THEN
        PERFORM refuse_bare_fact(TG_TABLE_NAME, NEW.public_id);
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER no_bare_fact AFTER INSERT ON :table
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION :column_came_without_citation();

CREATE FUNCTION :column_lost_citation() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- Two editors who each remove one of the last two citations: the second waits here, and then sees the first.
    PERFORM FROM :table WHERE id = OLD.:column_id FOR NO KEY UPDATE;
    IF :column_is_bare(OLD.:column_id) THEN
        PERFORM refuse_bare_fact(':table', (SELECT public_id FROM :table WHERE id = OLD.:column_id));
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER no_bare_:column_deleted AFTER DELETE ON evidence_citation
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.:column_id IS NOT NULL) EXECUTE FUNCTION :column_lost_citation();

CREATE CONSTRAINT TRIGGER no_bare_:column_updated AFTER UPDATE ON evidence_citation
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (
        OLD.:column_id IS NOT NULL
        AND (NEW.:column_id IS DISTINCT FROM OLD.:column_id OR NEW.stance <> OLD.stance)
    ) EXECUTE FUNCTION :column_lost_citation();
