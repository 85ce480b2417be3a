-- One search, in one statement: candidates by every way of matching, the best entry of each record, facets, one page.
--
-- Every value is written into the text by the driver, since prefixes and partial indexes are only used for constants.
-- Each way gives up after %(most)s entries: a search for "a" must not read the archive. `cut` says that one did.
WITH named (kind, record_id, what, text, how, score, length) AS MATERIALIZED (
    (SELECT kind, record_id, what, text, 'same', 100.0, length(plain)
     FROM search_entry WHERE plain = %(plain)s LIMIT %(most)s)
    UNION ALL
    (SELECT kind, record_id, what, text, 'run_together', 90, length(plain)
     FROM search_entry WHERE tight IN (%(tight)s, %(serial)s) AND tight <> '' LIMIT %(most)s)
    UNION ALL
    -- Parties are compared without their legal forms, everything else with all its words.
    (SELECT kind, record_id, what, text, 'sounds', 85, length(plain)
     FROM search_entry WHERE key = %(party_key)s AND kind = 'entity' LIMIT %(most)s)
    UNION ALL
    (SELECT kind, record_id, what, text, 'sounds', 84, length(plain)
     FROM search_entry WHERE key = %(key)s AND kind <> 'entity' LIMIT %(most)s)
    UNION ALL
    -- What has a name of its own stands before what is described in words: "mx 15" is asked for the item first.
    (SELECT kind, record_id, what, text, 'begins',
            CASE WHEN kind IN ('item', 'entity', 'country', 'conflict', 'place') THEN 70 ELSE 62 END, length(plain)
     FROM search_entry WHERE plain LIKE %(plain)s || '%%' AND length(%(plain)s) > 1 LIMIT %(most)s)
    UNION ALL
    (SELECT kind, record_id, what, text, CASE WHEN plain IS NULL THEN 'text' ELSE 'words' END,
            CASE WHEN plain IS NULL THEN 30
                 WHEN kind IN ('item', 'entity', 'country', 'conflict', 'place') THEN 66 ELSE 58 END, coalesce(length(plain), 400)
     FROM search_entry WHERE words @@ to_tsquery('english', %(terms)s) LIMIT %(most)s)
    UNION ALL
    -- Parts of serial numbers and designations: what has no digit would match across words.
    (SELECT kind, record_id, what, text, 'contains', 50, length(plain)
     FROM search_entry
     WHERE tight ~ '[0-9]' AND tight LIKE '%%' || %(part)s || '%%' AND length(%(part)s) > 2
     LIMIT %(most)s)
),
-- Typing errors, where no name has the words: index look-ups by groups of three letters of what is no common word, since
-- "technology" alone has more of them in common with a tenth of all firms than a mistyped name has with its own.
mistyped AS MATERIALIZED (
    SELECT kind, record_id, what, text, 'similar', 45 * alike, length
    FROM (
        SELECT kind, record_id, what, text, similarity(key, %(party_key)s) AS alike, length(plain) AS length
        FROM search_entry
        WHERE rare %% %(rare)s AND length(%(rare)s) > 2 AND %(forgiving)s AND NOT EXISTS (SELECT FROM named WHERE score >= 50)
    ) AS measured
    WHERE alike >= %(least_alike)s
    ORDER BY alike DESC LIMIT %(most_alike)s
),
hits AS (SELECT * FROM named UNION ALL SELECT * FROM mistyped),
best AS MATERIALIZED (
    SELECT DISTINCT ON (kind, record_id) *
    -- The name that a record is shown under counts more than its other names, and a name more than what is about it.
    FROM (SELECT hits.*,
                 score - CASE what WHEN 'name' THEN 0 WHEN 'citation' THEN 2 WHEN 'text' THEN 1
                                   WHEN 'publisher' THEN 45 WHEN 'place' THEN 10 WHEN 'marks' THEN 10 ELSE 3 END AS rank
          FROM hits) AS ranked
    ORDER BY kind, record_id, rank DESC, length
),
found AS MATERIALIZED (
    SELECT best.*, document.public_id, document.strength, document.weight,
           (%(kind)s = '' OR best.kind = %(kind)s) AS of_kind,
           (%(country)s = '' OR country.code = %(country)s) AS of_country,
           (%(strength)s = '' OR document.strength = %(strength)s) AS of_strength,
           country.code, country.name
    FROM best
    JOIN search_document AS document USING (kind, record_id)
    LEFT JOIN exports_item AS item ON best.kind = 'item' AND item.id = best.record_id
    LEFT JOIN entities_entity AS maker ON maker.id = item.maker_id
    LEFT JOIN entities_country AS country ON country.id = coalesce(document.country_id, maker.country_id)
),
page AS (
    SELECT kind, record_id, what, text, how FROM found
    WHERE of_kind AND of_country AND of_strength
    ORDER BY rank DESC, weight DESC, length, public_id
    LIMIT %(rows)s OFFSET %(offset)s
)
SELECT
    (SELECT json_agg(json_build_array(kind, record_id, what, text, how)) FROM page),
    (SELECT count(*) FROM found WHERE of_kind AND of_country AND of_strength),
    (SELECT json_agg(json_build_array(kind, kind, number)) FROM (
        SELECT kind, count(*) AS number FROM found WHERE of_country AND of_strength GROUP BY kind ORDER BY 2 DESC, 1
    ) AS counted),
    (SELECT json_agg(json_build_array(code, name, number)) FROM (
        SELECT code, name, count(*) AS number FROM found WHERE code IS NOT NULL AND of_kind AND of_strength
        GROUP BY code, name ORDER BY 3 DESC, 2 LIMIT %(most_facets)s
    ) AS counted),
    (SELECT json_agg(json_build_array(strength, strength, number)) FROM (
        SELECT strength, count(*) AS number FROM found WHERE strength <> '' AND of_kind AND of_country
        GROUP BY strength ORDER BY 2 DESC, 1
    ) AS counted),
    EXISTS (SELECT FROM hits GROUP BY how HAVING count(*) >= %(most)s);
