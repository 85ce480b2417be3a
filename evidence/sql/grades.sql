-- How well records are carried, for many at once. Run once per kind of record: `:column`, `:table`.
-- What `grades_of_:column` does by now is in grades_kept.sql.
--
-- Plans. For a few records: one plan for the session, by indexes. For many: a plan of its own that hashes, because
-- PostgreSQL takes the size of these sets from statistics that are stale inside a bulk load, and a nested loop chosen
-- for ten rows and run on 100,000 never ends. What is set inside ends with the function, since it has SET clauses.

CREATE FUNCTION grades_of_:column(ids bigint[])
RETURNS TABLE (
    record_id bigint, strength text, is_disputed boolean, sources integer, origins integer, best_rung text
)
LANGUAGE plpgsql STABLE ROWS 100
    SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_nestloop = on SET jit = off AS $$
#variable_conflict use_column
BEGIN
    IF cardinality(ids) > 50 THEN
        PERFORM set_config('plan_cache_mode', 'force_custom_plan', true),
                set_config('enable_seqscan', 'on', true),
                set_config('enable_nestloop', 'off', true);
    END IF;
    RETURN QUERY
    WITH RECURSIVE
    cited AS MATERIALIZED (
        SELECT citation.:column_id AS id, source_id, stance, rung, field, value_read,
               grade_level(source.reliability, citation.credibility, source.kind) AS level
        FROM evidence_citation AS citation JOIN evidence_source AS source ON source.id = citation.source_id
        WHERE citation.:column_id = ANY (ids)
    ),
    supporting AS MATERIALIZED (
        SELECT id, source_id, max(level) AS level FROM cited WHERE stance = 'supports' GROUP BY id, source_id
    ),
    carried AS MATERIALIZED (
        SELECT id, source_id, origin_id, level
        FROM supporting
        JOIN source_origins((SELECT array_agg(DISTINCT source_id) FROM supporting)) USING (source_id)
    ),
    -- A source that rests on two origins makes them one for this record: nobody can say which of them it repeats here.
    together AS MATERIALIZED (
        SELECT DISTINCT one.id, one.origin_id, other.origin_id AS same_as
        FROM carried AS one JOIN carried AS other USING (id, source_id)
    ),
    merged (id, origin_id, same_as) AS (
        SELECT id, origin_id, same_as FROM together
        UNION
        SELECT merged.id, merged.origin_id, together.same_as
        FROM merged JOIN together ON together.id = merged.id AND together.origin_id = merged.same_as
    ),
    representatives AS (
        SELECT id, origin_id, min(same_as) AS independent FROM merged GROUP BY id, origin_id
    ),
    independent AS (
        SELECT id, independent, max(level) AS level
        FROM carried JOIN representatives USING (id, origin_id)
        GROUP BY id, independent
    ),
    by_origin AS (
        SELECT id, count(*) AS origins, count(*) FILTER (WHERE level >= 2) AS believable, max(level) AS best
        FROM independent GROUP BY id
    ),
    contested AS (
        SELECT DISTINCT id FROM cited
        WHERE stance <> 'mentions' AND field <> '' AND value_read <> ''
        GROUP BY id, field HAVING min(value_read) <> max(value_read)
    ),
    by_citation AS (
        SELECT id,
               count(DISTINCT source_id) FILTER (WHERE stance = 'supports') AS sources,
               bool_or(stance = 'disputes') AS disputed,
               min(array_position(ARRAY['unit', 'lot', 'deal', 'type', 'capability'], rung::text))
                   FILTER (WHERE stance = 'supports') AS rung_place
        FROM cited GROUP BY id
    )
    SELECT wanted.id,
           CASE
               WHEN best = 4 OR (believable >= 2 AND best >= 3) THEN 'established'
               WHEN believable >= 2 THEN 'corroborated'
               WHEN believable = 1 THEN 'credible'
               WHEN best = 1 THEN 'claimed'
               ELSE 'ungraded'
           END,
           coalesce(disputed, false) OR contested.id IS NOT NULL,
           coalesce(by_citation.sources, 0)::integer,
           coalesce(by_origin.origins, 0)::integer,
           coalesce((ARRAY['unit', 'lot', 'deal', 'type', 'capability'])[rung_place], '')
    FROM (SELECT DISTINCT unnest(ids) AS id) AS wanted
    LEFT JOIN by_citation ON by_citation.id = wanted.id
    LEFT JOIN by_origin ON by_origin.id = wanted.id
    LEFT JOIN contested ON contested.id = wanted.id;
END
$$;

CREATE FUNCTION regrade_:column(ids bigint[]) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off SET jit = off AS $$
BEGIN
    -- Two editors who cite one record at once: the second waits here, and then counts the first one's source too.
    PERFORM FROM :table WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
    PERFORM set_config('armstrace.grading', 'on', true);
    UPDATE :table AS record SET strength = grade.strength, is_disputed = grade.is_disputed
    FROM grades_of_:column(ids) AS grade
    WHERE record.id = grade.record_id
      AND (record.strength <> grade.strength OR record.is_disputed <> grade.is_disputed);
    PERFORM set_config('armstrace.grading', '', true);
END
$$;

CREATE TRIGGER keep_grade_at_insert BEFORE INSERT ON :table
    FOR EACH ROW WHEN (NEW.strength <> 'ungraded' OR NEW.is_disputed) EXECUTE FUNCTION keep_grade();
CREATE TRIGGER keep_grade BEFORE UPDATE ON :table
    FOR EACH ROW WHEN (NEW.strength <> OLD.strength OR NEW.is_disputed <> OLD.is_disputed)
    EXECUTE FUNCTION keep_grade();
