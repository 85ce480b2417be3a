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
    SELECT thing.item, got.holder, entity.country_id, entity.part_of_id, entity.kind
    FROM thing
    CROSS JOIN LATERAL (SELECT DISTINCT brought.holder FROM brought WHERE brought.item = thing.item) got
    JOIN entities_entity entity ON entity.id = got.holder
    -- always true: lets the planner expect hundreds of rows; for its own guess, 180,000, it would clear memory each time
    WHERE (got.holder & 0) = 0
),
