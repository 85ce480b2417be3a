-- Everything that an item can have become and everyone who can have held it, forward from the given states, and the
-- records that say so. One statement; its parameters are listed in tracing/statements.py.
WITH RECURSIVE
-- with offered
-- include rules.sql

-- include forward_actors.sql
-- end offered

walk (item, unit, holder, rolled, arrival, depth, via, via_item, via_holder, via_rolled) AS (
    -- where to start: one row for each state asked about, with the earliest day it can have been there
    SELECT start.item, start.unit, start.holder, false, start.day, 0, NULL::text, NULL::bigint, NULL::bigint, false
    FROM unnest(%(items)s, %(units)s, %(holders)s, %(days)s) AS start (item, unit, holder, day)
    UNION
    -- UNION, not UNION ALL: a state that was reached before on the same day is not followed again, which ends loops
    SELECT item, unit, holder, rolled, arrival, depth, via, via_item, via_holder, via_rolled
    FROM (
        SELECT link.item, link.unit, link.holder, link.rolled,
               CASE WHEN %(mind_time)s THEN greatest(s.arrival, link.earliest) ELSE s.arrival END AS arrival,
               CASE WHEN %(depth)s IS NULL THEN 0 ELSE s.depth + 1 END AS depth,
               -- what rests on no record says here where it came from, so that it need not be looked up again below
               CASE WHEN link.is_offered THEN link.kind END AS via,
               CASE WHEN link.is_offered THEN s.item END AS via_item,
               CASE WHEN link.is_offered THEN s.holder END AS via_holder,
               link.is_offered AND s.rolled AS via_rolled,
               -- of all ways to a state that are equally long, the earliest day decides (greedy earliest arrival)
               row_number() OVER (
                   PARTITION BY link.item, link.unit, link.holder, link.rolled,
                                CASE WHEN link.is_offered THEN (s.item, s.holder, s.rolled) END
                   ORDER BY CASE WHEN %(mind_time)s THEN greatest(s.arrival, link.earliest) ELSE s.arrival END
               ) AS place
        FROM walk s
        CROSS JOIN LATERAL (
            SELECT recorded.kind, recorded.item, recorded.unit, recorded.holder, recorded.rolled, recorded.earliest,
                   recorded.latest, false AS is_offered
            FROM (
-- include forward_step.sql
            ) recorded
-- with offered
            UNION ALL
            SELECT offered.kind, offered.item, s.unit, offered.holder, offered.rolled, NULL, NULL, true
            FROM (
-- include forward_offered.sql
            ) offered
-- end offered
        ) link
        -- time does not run backwards: what ended before the thing arrived cannot have moved it
        WHERE (link.latest IS NULL OR link.latest >= s.arrival OR NOT %(mind_time)s)
          AND (%(depth)s IS NULL OR s.depth < %(depth)s)
    ) way
    WHERE place = 1
),

-- as many rows as allowed and one more, which tells that the answer was cut
reached AS MATERIALIZED (SELECT * FROM walk LIMIT %(row_limit)s + 1),

-- each state once, with its earliest day
state AS MATERIALIZED (
    SELECT item, unit, holder, rolled, min(arrival) AS arrival FROM reached GROUP BY item, unit, holder, rolled
),

-- include forward_sightings.sql

-- include forward_seen.sql
SELECT s.item, s.unit, s.holder, s.rolled, s.arrival, (SELECT count(*) FROM reached) AS rows_reached,
       link.kind, link.record, link.item, link.unit, link.holder, link.rolled,
       link.earliest, link.latest, link.rank, link.names_unit
FROM state s
LEFT JOIN LATERAL (
    SELECT * FROM (
-- include forward_step.sql
    ) any_link
    WHERE any_link.latest IS NULL OR any_link.latest >= s.arrival OR NOT %(mind_time)s
) link ON true
UNION ALL
SELECT DISTINCT via_item, unit, via_holder, via_rolled, NULL::date, (SELECT count(*) FROM reached),
       via, NULL::bigint, item, unit, holder, rolled, NULL::date, NULL::date, NULL::smallint, false
FROM reached
WHERE via IS NOT NULL
LIMIT %(link_limit)s + 1
