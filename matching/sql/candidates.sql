-- Records whose names may be meant by printed names, for many names in one go: equal keys by index; trigrams only for
-- names that have no equal, since each costs as much as a hundred look-ups by key.
WITH wanted AS MATERIALIZED (
    SELECT keyed.*, name_rare(key) AS rare
    FROM (
        SELECT spelt.*, replace(plain, ' ', '') AS tight, name_key(plain, %(of)s = 'entity') AS key
        FROM (
            SELECT number, name, plain_name(left(name, 400)) AS plain
            FROM unnest(%(names)s::text[]) WITH ORDINALITY AS one (name, number) OFFSET 0
        ) AS spelt
        WHERE plain <> '' OFFSET 0
    ) AS keyed
),
named AS MATERIALIZED (
    SELECT wanted.*, entry.record_id, entry.text, entry.plain AS entry_plain, entry.tight AS entry_tight
    FROM wanted JOIN search_entry AS entry ON entry.key = wanted.key
    WHERE entry.kind = %(of)s AND entry.what = ANY (%(names_only)s)
    UNION ALL
    SELECT wanted.*, entry.record_id, entry.text, entry.plain, entry.tight
    FROM wanted JOIN search_entry AS entry ON entry.tight = wanted.tight AND entry.key <> wanted.key
    WHERE entry.kind = %(of)s AND entry.what = ANY (%(names_only)s)
)
SELECT number, record_id, text,
       CASE WHEN text = name THEN 'same_name'
            WHEN entry_plain = plain THEN 'same_spelling'
            WHEN entry_tight = tight THEN 'run_together'
            ELSE 'same_sound' END,
       1.0::real, length(tight)
FROM named
UNION ALL
SELECT wanted.number, alike.record_id, alike.text, 'similar', alike.likeness, length(wanted.tight)
FROM wanted, LATERAL (
    SELECT entry.record_id, entry.text, similarity(entry.key, wanted.key) AS likeness
    FROM search_entry AS entry
    WHERE entry.rare %% wanted.rare AND entry.kind = %(of)s AND entry.what = ANY (%(names_only)s)
    ORDER BY likeness DESC LIMIT %(most_alike)s
) AS alike
WHERE alike.likeness >= %(least_alike)s AND NOT EXISTS (SELECT FROM named WHERE named.number = wanted.number)
UNION ALL
-- A name that begins with all of another one: "Aselsan Elektronik" and Aselsan, "Elbit" and Elbit Systems.
SELECT wanted.number, entry.record_id, entry.text, 'begins_so', 1.0, length(wanted.tight)
FROM wanted CROSS JOIN generate_series(1, cardinality(string_to_array(wanted.key, ' ')) - 1) AS first (size)
JOIN search_entry AS entry ON entry.key = array_to_string((string_to_array(wanted.key, ' '))[:first.size], ' ')
WHERE entry.kind = %(of)s AND entry.what = ANY (%(names_only)s) AND length(entry.key) > 3
  AND NOT EXISTS (SELECT FROM named WHERE named.number = wanted.number)
UNION ALL
SELECT wanted.number, entry.record_id, entry.text, 'begins_so', 1.0, length(wanted.tight)
FROM wanted, LATERAL (
    SELECT record_id, text FROM search_entry
    WHERE rare LIKE wanted.rare || '%%' AND rare || ' ' LIKE wanted.rare || ' %%' AND kind = %(of)s AND what = ANY (%(names_only)s)
    ORDER BY length(rare) LIMIT %(most_alike)s
) AS entry
WHERE length(wanted.rare) > 3 AND NOT EXISTS (SELECT FROM named WHERE named.number = wanted.number);
