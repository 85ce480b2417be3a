-- `strength` and `is_disputed` follow every change of citations, sources and lineage, once a statement and only for
-- the records it touches. `:subjects` is the list of (kind of record, key) of one citation.
--
-- Who waits for whom: writers of citations share one lock; who changes a grade or a lineage takes it alone, since such
-- a change reaches citations that another transaction is just adding. Both let go at commit.

CREATE FUNCTION regrade(kind text, ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SELECT %I($1)', 'regrade_' || kind) USING ids;
END
$$;

CREATE FUNCTION regrade_after_citations() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('evidence: grades and lineage'));
    PERFORM regrade(kind, ids) FROM (
        SELECT subject.kind, array_agg(DISTINCT subject.id) AS ids
        FROM changed, LATERAL (VALUES :subjects) AS subject (kind, id)
        WHERE subject.id IS NOT NULL
        GROUP BY subject.kind
    ) AS touched;
    RETURN NULL;
END
$$;

CREATE FUNCTION regrade_after_citations_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('evidence: grades and lineage'));
    PERFORM regrade(kind, ids) FROM (
        SELECT subject.kind, array_agg(DISTINCT subject.id) AS ids
        FROM (SELECT * FROM before UNION ALL SELECT * FROM after) AS changed,
             LATERAL (VALUES :subjects) AS subject (kind, id)
        WHERE subject.id IS NOT NULL
        GROUP BY subject.kind
    ) AS touched;
    RETURN NULL;
END
$$;

CREATE FUNCTION regrade_cited_by(sources bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('evidence: grades and lineage'));
    PERFORM regrade(kind, ids) FROM (
        SELECT subject.kind, array_agg(DISTINCT subject.id) AS ids
        FROM evidence_citation AS changed, LATERAL (VALUES :subjects) AS subject (kind, id)
        WHERE changed.source_id = ANY (sources) AND subject.id IS NOT NULL
        GROUP BY subject.kind
    ) AS touched;
END
$$;

CREATE FUNCTION regrade_after_sources() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    -- EXCEPT and not a join: its cost does not depend on how many rows the planner expects.
    sources bigint[] := ARRAY(
        SELECT id FROM (SELECT id, reliability, kind FROM after EXCEPT SELECT id, reliability, kind FROM before) AS changed
    );
BEGIN
    IF cardinality(sources) > 0 THEN
        PERFORM regrade_cited_by(sources);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION regrade_descendants_of(sources bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(sources) > 0 THEN
        PERFORM regrade_cited_by(ARRAY(
            WITH RECURSIVE descendants (id) AS (
                SELECT unnest(sources)
                UNION
                SELECT lineage.source_id
                FROM descendants JOIN evidence_sourcelineage AS lineage ON lineage.origin_id = descendants.id
            )
            SELECT id FROM descendants
        ));
    END IF;
END
$$;

CREATE FUNCTION regrade_after_lineage() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM regrade_descendants_of(ARRAY(SELECT DISTINCT source_id FROM changed));
    RETURN NULL;
END
$$;

CREATE FUNCTION regrade_after_lineage_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM regrade_descendants_of(ARRAY(SELECT source_id FROM before UNION SELECT source_id FROM after));
    RETURN NULL;
END
$$;

CREATE TRIGGER regrade_inserted AFTER INSERT ON evidence_citation
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regrade_after_citations();
CREATE TRIGGER regrade_deleted AFTER DELETE ON evidence_citation
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regrade_after_citations();
CREATE TRIGGER regrade_updated AFTER UPDATE ON evidence_citation
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION regrade_after_citations_changed();

CREATE TRIGGER regrade_updated AFTER UPDATE ON evidence_source
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION regrade_after_sources();

CREATE TRIGGER regrade_inserted AFTER INSERT ON evidence_sourcelineage
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regrade_after_lineage();
CREATE TRIGGER regrade_deleted AFTER DELETE ON evidence_sourcelineage
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regrade_after_lineage();
CREATE TRIGGER regrade_updated AFTER UPDATE ON evidence_sourcelineage
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION regrade_after_lineage_changed();

