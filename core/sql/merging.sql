-- Judgements that two records are the same. A judgement table (merged_id, kept_id) holds one arrow for each record that
-- was judged the same as another; the arrows make trees, and `same_as_id` of every record in a tree is its root.
-- So judgements may be made and taken back in any order, and what remains standing says what is the same.
-- TG_ARGV[0] is the table of the records.

-- One judgement at a time for each table: two that point at each other, made at once, would each see no circle.
CREATE FUNCTION refuse_wrong_merge() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    is_circle boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('same_as'), hashtext(TG_ARGV[0]));
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_stays',
            MESSAGE = 'A judgement that two records are the same is not changed.',
            HINT = 'Take it back, and judge again.';
    END IF;
    EXECUTE format(
        'WITH RECURSIVE above (id) AS (
             SELECT $1
             UNION SELECT next.kept_id FROM above JOIN %s next ON next.merged_id = above.id
         )
         SELECT EXISTS (SELECT FROM above WHERE id = $2)', TG_RELID::regclass)
    INTO is_circle USING NEW.kept_id, NEW.merged_id;
    IF is_circle THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_circle',
            MESSAGE = 'These two records are judged the same already, the other way round.',
            HINT = 'Take that judgement back first.';
    END IF;
    RETURN NEW;
END
$$;

-- After a judgement: what stood under the merged record stands under the root above it, or again under the merged one.
CREATE FUNCTION follow_merge() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    merged bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.merged_id ELSE OLD.merged_id END;
BEGIN
    EXECUTE format(
        'WITH RECURSIVE below (id) AS (
             SELECT $1
             UNION SELECT next.merged_id FROM below JOIN %1$s next ON next.kept_id = below.id
         ),
         above (id) AS (
             SELECT $1
             UNION SELECT next.kept_id FROM above JOIN %1$s next ON next.merged_id = above.id
         ),
         root AS (SELECT id FROM above WHERE NOT EXISTS (SELECT FROM %1$s next WHERE next.merged_id = above.id))
         UPDATE %2$I record SET same_as_id = NULLIF(root.id, record.id)
         FROM root WHERE record.id IN (SELECT id FROM below)
           AND record.same_as_id IS DISTINCT FROM NULLIF(root.id, record.id)', TG_RELID::regclass, TG_ARGV[0])
    USING merged;
    RETURN NULL;
END
$$;

-- `same_as_id` follows from the judgements; what writers send for it is ignored, as it is for the version.
CREATE FUNCTION keep_same_as() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.same_as_id := NULL;
    ELSIF pg_trigger_depth() < 2 THEN
        NEW.same_as_id := OLD.same_as_id;
    END IF;
    RETURN NEW;
END
$$;
