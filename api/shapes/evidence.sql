-- What carries one record: its sources counted as its page counts them, and who they are. `:column` is the column of
-- evidence_citation for this kind of record; the one expression is the record's key.
--
-- Origins. One supporting source is one origin, whatever it rests on; several without lineage are as many. Only where
-- one of several rests on another does it take the walk through the lineage (evidence/sql/grades.sql), 0.3 ms a record.
(
    SELECT json_build_object(
        'sources', sources,
        'origins', CASE WHEN sources < 2 OR NOT has_lineage THEN sources
                        ELSE (SELECT origins FROM grades_of_:column(ARRAY[%(expressions)s])) END,
        'supports', supports,
        'disputes', disputes,
        'mentions', mentions,
        'closest_rung', (ARRAY['unit', 'lot', 'deal', 'type', 'capability'])[rung_place],
        'source_ids', source_ids,
        'publishers', publishers
    )
    FROM (
        SELECT count(DISTINCT source_id) FILTER (WHERE stance = 'supports') AS sources,
               coalesce(bool_or(stance = 'supports' AND EXISTS (
                   SELECT FROM evidence_sourcelineage AS lineage WHERE lineage.source_id = citation.source_id
               )), false) AS has_lineage,
               count(*) FILTER (WHERE stance = 'supports') AS supports,
               count(*) FILTER (WHERE stance = 'disputes') AS disputes,
               count(*) FILTER (WHERE stance = 'mentions') AS mentions,
               min(array_position(ARRAY['unit', 'lot', 'deal', 'type', 'capability'], rung::text))
                   FILTER (WHERE stance = 'supports') AS rung_place,
               coalesce(json_agg(DISTINCT source.public_id), '[]'::json) AS source_ids,
               coalesce(json_agg(DISTINCT publisher.name) FILTER (WHERE publisher.name IS NOT NULL), '[]'::json)
                   AS publishers
        FROM evidence_citation AS citation
        JOIN evidence_source AS source ON source.id = citation.source_id
        LEFT JOIN evidence_publisher AS publisher ON publisher.id = source.publisher_id
        WHERE citation.:column_id = %(expressions)s
    ) AS counted
)
