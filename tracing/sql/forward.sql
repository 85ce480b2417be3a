-- Everything that an item can have become and everyone who can have held it, forward from the given states, and the
-- records that say so. One statement; its parameters are listed in tracing/search.py.
WITH RECURSIVE
-- include rules.sql

walk (item, unit, holder, rolled, arrival, depth) AS (
    -- where to start: one row for each state asked about, with the earliest day it can have been there
    SELECT start.item, start.unit, start.holder, false, start.day, 0
    FROM unnest(%(items)s, %(units)s, %(holders)s, %(days)s) AS start (item, unit, holder, day)
    UNION
    -- UNION, not UNION ALL: a state that was reached before on the same day is not followed again, which ends loops
    SELECT item, unit, holder, rolled, arrival, depth
    FROM (
        SELECT link.item, link.unit, link.holder, link.rolled,
               CASE WHEN %(mind_time)s THEN greatest(s.arrival, link.earliest) ELSE s.arrival END AS arrival,
               CASE WHEN %(depth)s IS NULL THEN 0 ELSE s.depth + 1 END AS depth,
               -- of all ways to a state that are equally long, the earliest day decides (greedy earliest arrival)
               row_number() OVER (
                   PARTITION BY link.item, link.unit, link.holder, link.rolled
                   ORDER BY CASE WHEN %(mind_time)s THEN greatest(s.arrival, link.earliest) ELSE s.arrival END
               ) AS place
        FROM walk s
        CROSS JOIN LATERAL (
-- include forward_step.sql
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
)

SELECT s.item, s.unit, s.holder, s.rolled, s.arrival, (SELECT count(*) FROM reached) AS rows_reached,
       link.kind, link.record, link.item, link.unit, link.holder, link.rolled,
       link.earliest, link.latest, link.rank, link.names_unit
FROM state s
LEFT JOIN LATERAL (
    SELECT * FROM (
-- include forward_step.sql
    UNION ALL
-- include forward_seen.sql
    ) any_link
    WHERE any_link.latest IS NULL OR any_link.latest >= s.arrival OR NOT %(mind_time)s
) link ON true
LIMIT %(link_limit)s + 1
