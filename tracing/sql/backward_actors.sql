-- Which types of thing the item can have come from; more than those reached, but only types, so few.
thing (item) AS (
    SELECT unnest(%(items)s)
    UNION
    SELECT next.item
    FROM thing
    CROSS JOIN LATERAL (
        SELECT component_id AS item FROM exports_incorporation WHERE platform_id = thing.item
        UNION ALL
        SELECT id FROM exports_item WHERE variant_of_id = thing.item
    ) next
),

-- Who has a record of getting what, looked up once for each type of thing and not once for each state.
actor AS MATERIALIZED (
    SELECT got.item, got.holder, entity.country_id, entity.part_of_id, entity.kind
    FROM (
        SELECT DISTINCT thing.item, each.holder
        FROM thing
        CROSS JOIN LATERAL (SELECT brought.holder FROM brought WHERE brought.item = thing.item OFFSET 0) each
        -- always true: lets the planner expect dozens of rows; for its own guess, 180,000, it would clear memory each time
        WHERE (thing.item & 0) = 0
    ) got
    -- OFFSET 0: by its key, never by reading all entities
    CROSS JOIN LATERAL (SELECT * FROM entities_entity WHERE id = got.holder OFFSET 0) entity
),

-- include actors.sql
