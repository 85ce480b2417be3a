-- Lineage followed to its roots, and what one grade is worth. The rules are in evidence/grading.py, in Python and as a
-- published table; tests/test_grading.py compares the two over random graphs.

CREATE FUNCTION source_origins(sources bigint[]) RETURNS TABLE (source_id bigint, origin_id bigint)
LANGUAGE plpgsql STABLE ROWS 100
    -- Plans: see grades.sql, which says why.
    SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_nestloop = on SET jit = off AS $$
#variable_conflict use_column
BEGIN
    IF cardinality(sources) > 50 THEN
        PERFORM set_config('plan_cache_mode', 'force_custom_plan', true),
                set_config('enable_seqscan', 'on', true),
                set_config('enable_nestloop', 'off', true);
    END IF;
    RETURN QUERY
    WITH RECURSIVE
    -- every source on the way from one of ours to a root
    upward (node) AS (
        SELECT DISTINCT unnest(sources)
        UNION
        SELECT lineage.origin_id
        FROM upward JOIN evidence_sourcelineage AS lineage ON lineage.source_id = upward.node
    ),
    -- what each of them rests on, itself included; UNION ends circles
    rests_on (node, ancestor) AS (
        SELECT node, node FROM upward
        UNION
        SELECT rests_on.node, lineage.origin_id
        FROM rests_on JOIN evidence_sourcelineage AS lineage ON lineage.source_id = rests_on.ancestor
    ),
    -- sources with an ancestor that does not rest on them: not roots, and not part of a circle of roots
    derived AS (
        SELECT node FROM (SELECT node, ancestor FROM rests_on EXCEPT SELECT ancestor, node FROM rests_on) AS one_way
    ),
    -- a circle (two copies of one text) is one origin, known by its lowest key
    roots AS (
        SELECT node FROM rests_on GROUP BY node HAVING min(ancestor) = node
        EXCEPT
        SELECT node FROM derived
    )
    SELECT rests_on.node, rests_on.ancestor
    FROM rests_on JOIN roots ON roots.node = rests_on.ancestor
    WHERE rests_on.node = ANY (sources);
END
$$;

CREATE FUNCTION grade_level(reliability text, credibility text, kind text) RETURNS smallint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- evidence.grading.Level: 4 document, 3 firm, 2 believable, 1 graded, 0 missing (F or 6).
RETURN CASE
    WHEN reliability = 'A' AND credibility = '1' AND kind IN ('official', 'original') THEN 4
    WHEN reliability IN ('A', 'B') AND credibility IN ('1', '2') THEN 3
    WHEN reliability IN ('A', 'B', 'C') AND credibility IN ('1', '2', '3') THEN 2
    WHEN reliability IN ('A', 'B', 'C', 'D', 'E') AND credibility IN ('1', '2', '3', '4', '5') THEN 1
    ELSE 0
END;

CREATE FUNCTION keep_grade() RETURNS trigger
LANGUAGE plpgsql AS $$
-- Strength and dispute follow from citations. A form or a script that saves a whole record sends what it once read;
-- that is ignored. Only the regrade functions, which set armstrace.grading for themselves, get through.
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.strength := 'ungraded';
        NEW.is_disputed := false;
    ELSIF current_setting('armstrace.grading', true) IS DISTINCT FROM 'on' THEN
        NEW.strength := OLD.strength;
        NEW.is_disputed := OLD.is_disputed;
    END IF;
    RETURN NEW;
END
$$;
