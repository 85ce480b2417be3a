-- The same by country and by what they are part of, so that each state finds those related to its holder by one look.
seated AS MATERIALIZED (
    SELECT item, country_id, array_agg(holder) AS everyone, array_agg(holder) FILTER (WHERE kind = 'state') AS states
    FROM actor
    WHERE country_id IS NOT NULL AND %(recorded_as)s
    GROUP BY item, country_id
),
part AS MATERIALIZED (
    SELECT item, part_of_id AS whole, array_agg(holder) AS parts
    FROM actor
    WHERE part_of_id IS NOT NULL AND %(recorded_as)s
    GROUP BY item, part_of_id
),
