-- Which types of thing the item can end up in or be counted among; more than those reached, but only types, so few.
thing (item) AS (
    SELECT unnest(%(items)s)
    UNION
    SELECT next.item
    FROM thing
    CROSS JOIN LATERAL (
        SELECT platform_id AS item FROM exports_incorporation WHERE component_id = thing.item
        UNION ALL
        SELECT variant_of_id FROM exports_item WHERE id = thing.item AND variant_of_id IS NOT NULL
    ) next
),

-- Who is permitted to send what, by which licences.
permit AS MATERIALIZED (
    SELECT thing.item, each.holder AS sender, array_agg(each.licence_id) AS licences, array_agg(each.unit_id) AS units
    FROM thing
    CROSS JOIN LATERAL (
        SELECT permitted.holder, permitted.licence_id, permitted.unit_id
        FROM permitted WHERE permitted.item = thing.item OFFSET 0
    ) each
    GROUP BY thing.item, each.holder
),

-- Who leads on from where, looked up once for each type of thing and not once for each state.
actor AS MATERIALIZED (
    SELECT leads.item, leads.holder, entity.country_id, entity.part_of_id, entity.kind
    FROM (
        SELECT item, sender AS holder FROM permit
        UNION
        SELECT thing.item, each.holder
        FROM thing
        CROSS JOIN LATERAL (SELECT active.holder FROM active WHERE active.item = thing.item OFFSET 0) each
        -- always true: lets the planner expect dozens of rows; for its own guess, 180,000, it would clear memory each time
        WHERE (thing.item & 0) = 0
    ) leads
    -- OFFSET 0: by its key, never by reading all entities
    CROSS JOIN LATERAL (SELECT * FROM entities_entity WHERE id = leads.holder OFFSET 0) entity
),

-- include actors.sql

-- with merged
-- Asked for one pair, the kept names are read through all records of the item; so they are read once for each item.
-- NULL names nobody, and would make NOT IN unknown.
brought_here (item, holder) AS MATERIALIZED (
    SELECT DISTINCT thing.item, each.holder
    FROM thing
    CROSS JOIN LATERAL (SELECT brought.holder FROM brought WHERE brought.item = thing.item OFFSET 0) each
    WHERE %(no_record)s AND each.holder IS NOT NULL
),
needed_here (item, holder, moved) AS MATERIALIZED (
    SELECT thing.item, each.holder, bool_or(each.moved)
    FROM thing
    CROSS JOIN LATERAL (
        SELECT mover.holder, true AS moved FROM mover WHERE mover.item = thing.item
        UNION ALL
        SELECT needed.holder, false FROM needed WHERE needed.item = thing.item
        OFFSET 0
    ) each
    WHERE %(no_record)s AND each.holder IS NOT NULL
    GROUP BY thing.item, each.holder
),
-- end merged

-- Unnamed parties that move an item on and have no record of getting it, under any name.
unnamed_mover AS MATERIALIZED (
    SELECT actor.item, actor.holder
    FROM actor
    WHERE %(no_record)s AND actor.kind = 'unknown_party'
-- with merged
      AND (actor.item, actor.holder) IN (SELECT item, holder FROM needed_here WHERE moved)
-- end merged
-- without merged
      AND EXISTS (SELECT FROM mover WHERE mover.item = actor.item AND mover.holder = actor.holder OFFSET 0)
-- end without
-- with merged
      AND (actor.item, actor.holder) NOT IN (SELECT item, holder FROM brought_here)
      AND NOT EXISTS (
          SELECT FROM related
          WHERE related.one = actor.holder AND (actor.item, related.other) IN (SELECT item, holder FROM brought_here)
          OFFSET 0)
-- end merged
-- without merged
      AND NOT EXISTS (SELECT FROM brought WHERE brought.item = actor.item AND brought.holder = actor.holder OFFSET 0)
      AND NOT EXISTS (
          SELECT FROM related
          CROSS JOIN LATERAL (
              SELECT FROM brought WHERE brought.item = actor.item AND brought.holder = related.other LIMIT 1) got
          WHERE related.one = actor.holder OFFSET 0)
-- end without
),

-- To whom gaps lead from an item's maker: each who must have had the item and has no record of getting it, under any name.
gap AS MATERIALIZED (
    SELECT actor.item, made.maker_id AS maker, array_agg(actor.holder) AS takers
    FROM actor
    JOIN exports_item made ON made.id = actor.item AND made.maker_id <> actor.holder
    WHERE %(no_record)s
-- with merged
      AND (actor.item, actor.holder) NOT IN (SELECT item, holder FROM brought_here)
      AND (actor.item, actor.holder) IN (SELECT item, holder FROM needed_here)
      AND NOT EXISTS (
          SELECT FROM related
          WHERE related.one = actor.holder AND (actor.item, related.other) IN (SELECT item, holder FROM brought_here)
          OFFSET 0)
-- end merged
-- without merged
      AND NOT EXISTS (SELECT FROM brought WHERE brought.item = actor.item AND brought.holder = actor.holder OFFSET 0)
      AND EXISTS (SELECT FROM needed WHERE needed.item = actor.item AND needed.holder = actor.holder OFFSET 0)
      AND NOT EXISTS (
          SELECT FROM related
          CROSS JOIN LATERAL (
              SELECT FROM brought WHERE brought.item = actor.item AND brought.holder = related.other LIMIT 1) got
          WHERE related.one = actor.holder OFFSET 0)
-- end without
    GROUP BY actor.item, made.maker_id
),
