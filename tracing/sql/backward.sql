-- Everything that an item can have come from and everyone who can have held it before, backward from the given
-- states, and the records that say so. One statement; its parameters are listed in tracing/statements.py.
WITH RECURSIVE
-- with merged
-- include merged.sql
-- end merged
-- with known
-- include known.sql
-- end known
-- with offered
-- include rules.sql

-- include backward_actors.sql
-- end offered

-- Three sorts of row: states, which are followed; the links between them, which are only remembered, so that nothing
-- has to be looked up again to tell them; and one row each round that counts the rounds, where there is a depth. (If
-- each state bore its distance, the same state would be followed again at each distance, and so three times as often.)
walk (is_link, item, unit, holder, rolled, departure, round,
      kind, record, from_item, from_unit, from_holder, from_rolled, earliest, latest, rank, names_unit) AS (
    -- where to start: one row for each state asked about, with the latest day it can have been there
    (SELECT false, start.item, start.unit, start.holder, false, start.day, NULL::integer,
            NULL::text, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::boolean,
            NULL::date, NULL::date, NULL::smallint, NULL::boolean
     FROM unnest(%(items)s, %(units)s, %(holders)s, %(days)s) AS start (item, unit, holder, day)
     UNION ALL
     SELECT NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
     WHERE %(depth)s IS NOT NULL)
    UNION
    -- UNION, not UNION ALL: a state that was reached before on the same day is not followed again, which ends loops
    SELECT found.*
    FROM (
        SELECT s.item AS from_item, s.unit AS from_unit, s.holder AS from_holder, s.rolled AS from_rolled, link.*,
               CASE WHEN %(mind_time)s THEN least(s.departure, link.latest) ELSE s.departure END AS departure,
               s.rounds + 1 AS round,
               -- of all ways to a state that are equally long, the latest day decides (greedy latest departure)
               row_number() OVER (
                   PARTITION BY link.item, link.unit, link.holder, link.rolled
                   ORDER BY
                       -- beyond the depth only a change of name is followed, whatever else leads to the same state
                       (%(depth)s IS NULL OR s.rounds < %(depth)s OR link.kind IN ('same_type', 'recorded_as')) IS NOT TRUE,
                       CASE WHEN %(mind_time)s THEN least(s.departure, link.latest) ELSE s.departure END DESC
               ) AS place
        FROM (SELECT walk.*, max(walk.round) OVER () AS rounds FROM walk WHERE walk.kind IS NULL) s
-- with offered
        LEFT JOIN entities_entity here ON here.id = s.holder
        LEFT JOIN seated ON seated.item = s.item AND seated.country_id = here.country_id
        LEFT JOIN part ON part.item = s.item AND part.whole = s.holder
-- end offered
        CROSS JOIN LATERAL (
-- with merged
            -- under each name that the state goes by; what is found goes by the name of the kept record
            SELECT recorded.kind, recorded.record, thing.kept AS item, recorded.unit, party.kept AS holder, recorded.rolled,
                   recorded.earliest, recorded.latest, recorded.rank, recorded.names_unit
            FROM (
                SELECT thing_name.named AS item, s.unit AS unit, party_name.named AS holder, s.holder AS kept
                FROM thing_name
                CROSS JOIN party_name
                WHERE thing_name.kept = s.item AND party_name.kept = s.holder
-- end merged
-- with offered
-- with merged
                  AND (s.item, s.holder) IN (SELECT actor.item, actor.holder FROM actor)
-- end merged
-- end offered
-- with merged
                OFFSET 0
            ) s
            CROSS JOIN LATERAL (
-- include backward_step.sql
            ) recorded
            JOIN thing_name thing ON thing.named = recorded.item
            JOIN party_name party ON party.named = recorded.holder
            WHERE recorded.kind <> 'authorised' OR party.kept <> s.kept
-- end merged
-- without merged
            SELECT recorded.* FROM (
-- include backward_step.sql
            ) recorded
-- end without
-- with offered
-- without merged
            -- some have no record of getting it: one look tells, instead of one in each table
            WHERE (s.item, s.holder) IN (SELECT actor.item, actor.holder FROM actor)
-- end without
            UNION ALL
            SELECT offered.kind, NULL, offered.item, s.unit, offered.holder, offered.rolled, NULL, NULL, NULL, false
            FROM (
-- include backward_offered.sql
            ) offered
-- end offered
            UNION ALL
            SELECT 'round', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE s.is_link IS NULL
        ) link
        -- time does not run backwards: what began after the thing had left cannot have brought it
        WHERE (link.earliest IS NULL OR link.earliest <= s.departure OR NOT %(mind_time)s)
    ) way
    CROSS JOIN LATERAL (
        SELECT false, way.item, way.unit, way.holder, way.rolled, way.departure, NULL::integer,
               NULL::text, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::boolean,
               NULL::date, NULL::date, NULL::smallint, NULL::boolean
        WHERE way.place = 1 AND way.kind <> 'round'
          -- a change of name is followed beyond the depth: it is a link only if something else follows it
          AND (%(depth)s IS NULL OR way.round <= %(depth)s OR way.kind IN ('same_type', 'recorded_as'))
        UNION ALL
        SELECT true, way.item, way.unit, way.holder, way.rolled, NULL, NULL,
               way.kind, way.record, way.from_item, way.from_unit, way.from_holder, way.from_rolled,
               way.earliest, way.latest, way.rank, way.names_unit
        WHERE way.kind <> 'round'
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, NULL, NULL, way.round,
               NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        WHERE way.kind = 'round' AND way.round <= %(depth)s
    ) found
),

-- as many states as allowed and one more, which tells that the answer was cut
reached AS MATERIALIZED (
    SELECT item, unit, holder, rolled, departure, place
    FROM (SELECT item, unit, holder, rolled, departure, is_link, row_number() OVER () AS place FROM walk) numbered
    WHERE NOT is_link
    LIMIT %(row_limit)s + 1
),

-- each state once, with its latest day
state AS MATERIALIZED (
    SELECT item, unit, holder, rolled, max(departure) AS departure FROM reached GROUP BY item, unit, holder, rolled
)

SELECT item, unit, holder, rolled, departure, (SELECT count(*) FROM reached) AS rows_reached, NULL AS kind,
       NULL AS record, NULL AS item, NULL AS unit, NULL AS holder, NULL AS rolled,
       NULL::date AS earliest, NULL::date AS latest, NULL::smallint AS rank, NULL::boolean AS names_unit
FROM state
UNION ALL
SELECT from_item, from_unit, from_holder, from_rolled, NULL, NULL, kind, record, item, unit, holder, rolled,
       earliest, latest, rank, names_unit
FROM (
    -- reading on would search on: a search that was cut ends with the last state it was allowed
    SELECT * FROM walk
    LIMIT (SELECT CASE WHEN count(*) > %(row_limit)s THEN max(place) END FROM reached)
) found
WHERE is_link
LIMIT %(link_limit)s + 1
