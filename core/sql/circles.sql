-- Refuses that a row stands above itself: a company that is part of its own part, two shipments each counted in the other.
-- Attached as a deferred row trigger where the column is set, so a bulk write that leaves it empty pays nothing.

CREATE FUNCTION refuse_circle() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    is_circle boolean;
BEGIN
    EXECUTE format(
        'WITH RECURSIVE above (id) AS (
             SELECT %1$I FROM %2$s WHERE id = $1
             UNION SELECT next.%1$I FROM above JOIN %2$s next ON next.id = above.id WHERE next.%1$I IS NOT NULL
         )
         SELECT EXISTS (SELECT FROM above WHERE id = $1)', TG_ARGV[0], TG_RELID::regclass)
    INTO is_circle USING NEW.id;
    IF is_circle THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            CONSTRAINT = TG_TABLE_NAME || '_' || TG_ARGV[0] || '_circle',
            TABLE = TG_TABLE_NAME,
            MESSAGE = format('%s would lead back to itself through “%s”.', NEW.public_id, replace(TG_ARGV[0], '_id', '')),
            HINT = 'Empty that field on one of the records in the circle.';
    END IF;
    RETURN NULL;
END
$$;
