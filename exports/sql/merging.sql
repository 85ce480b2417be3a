-- Which items can be one type of thing: parts with parts, platforms with platforms; not a variant and its family, nor a
-- thing and what is built into it.
CREATE FUNCTION refuse_wrong_same_item() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    merged exports_item;
    kept exports_item;
    refusal text;
BEGIN
    SELECT * INTO merged FROM exports_item WHERE id = NEW.merged_id;
    SELECT * INTO kept FROM exports_item WHERE id = NEW.kept_id;
    refusal := CASE
        WHEN (merged.kind = 'platform') <> (kept.kind = 'platform') THEN 'platform'
        WHEN EXISTS (
            WITH RECURSIVE above (id, of) AS (
                SELECT variant_of_id, id FROM exports_item WHERE id IN (merged.id, kept.id) AND variant_of_id IS NOT NULL
                UNION SELECT next.variant_of_id, above.of FROM above JOIN exports_item next ON next.id = above.id
                WHERE next.variant_of_id IS NOT NULL
            )
            SELECT FROM above WHERE (id, of) IN ((merged.id, kept.id), (kept.id, merged.id))
        ) THEN 'variant'
        WHEN EXISTS (
            SELECT FROM exports_incorporation
            WHERE (component_id, platform_id) IN ((merged.id, kept.id), (kept.id, merged.id))
        ) THEN 'built_in'
    END;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_' || refusal,
            MESSAGE = CASE refusal
                WHEN 'platform' THEN 'A platform and something that is no platform cannot be the same type.'
                WHEN 'variant' THEN 'One of the two is recorded as a variant of the other, so they are two.'
                ELSE 'One of the two is recorded as built into the other, so they are two.'
            END,
            HINT = CASE refusal
                WHEN 'platform' THEN 'If a kind is mistaken, correct it first.'
                WHEN 'variant' THEN 'If that is mistaken, correct “variant of” first.'
                ELSE 'If that is mistaken, correct the incorporation first.'
            END;
    END IF;
    RETURN NEW;
END
$$;
