-- Which entities can be one party. A state's own row stays for its country; a person is a person; a named party is not
-- hidden under an unnamed one; a parent and its part are two.
CREATE FUNCTION refuse_wrong_same_entity() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    merged entities_entity;
    kept entities_entity;
    refusal text;
BEGIN
    SELECT * INTO merged FROM entities_entity WHERE id = NEW.merged_id;
    SELECT * INTO kept FROM entities_entity WHERE id = NEW.kept_id;
    refusal := CASE
        WHEN merged.kind = 'state' THEN 'state'
        WHEN kept.kind = 'state' AND merged.kind <> 'unknown_party' THEN 'state'
        WHEN kept.kind = 'unknown_party' AND merged.kind <> 'unknown_party' THEN 'unnamed'
        WHEN merged.kind <> 'unknown_party' AND (merged.kind = 'person') <> (kept.kind = 'person') THEN 'person'
        WHEN EXISTS (
            WITH RECURSIVE above (id, of) AS (
                SELECT part_of_id, id FROM entities_entity WHERE id IN (merged.id, kept.id) AND part_of_id IS NOT NULL
                UNION SELECT next.part_of_id, above.of FROM above JOIN entities_entity next ON next.id = above.id
                WHERE next.part_of_id IS NOT NULL
            )
            SELECT FROM above WHERE (id, of) IN ((merged.id, kept.id), (kept.id, merged.id))
        ) THEN 'part'
    END;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_' || refusal,
            MESSAGE = CASE refusal
                WHEN 'state' THEN 'A state stands for its country, and only an unnamed party may be judged the same as it.'
                WHEN 'unnamed' THEN 'An unnamed party cannot stand for a named one.'
                WHEN 'person' THEN 'A person and something that is no person cannot be the same.'
                ELSE 'One of the two is recorded as part of the other, so they are two.'
            END,
            HINT = CASE refusal
                WHEN 'unnamed' THEN 'Keep the named one.'
                WHEN 'part' THEN 'If that is mistaken, correct “part of” first.'
                ELSE 'If a kind is mistaken, correct it first.'
            END;
    END IF;
    RETURN NEW;
END
$$;
