-- What names records judged the same is one value: who reads the one and who reads the other agree. evidence/grading.py
-- and evidence/contradictions/sameness.py say the same in Python. `:naming` are the fields whose values may name records
-- (NAMING_FIELDS of evidence/contradictions/kinds.py), `:subjects` the rows (kind of record, key) of one citation.

CREATE FUNCTION names_records(field text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN field = ANY (ARRAY[:naming]);

-- By what name a value is compared: that of the kept record where it names one of those judged the same, else itself.
-- Without joins, since grading many records at once forbids nested loops.
CREATE FUNCTION kept_name(named text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce(
        (SELECT (SELECT coalesce(nullif(kept.handle, ''), kept.public_id)
                 FROM entities_entity AS kept WHERE kept.id = one.canonical_id)
         FROM entities_entity AS one
         WHERE (one.handle = named OR one.public_id = named)
           AND (one.same_as_id IS NOT NULL
                OR EXISTS (SELECT FROM entities_entity AS merged WHERE merged.same_as_id = one.id))
         LIMIT 1),
        (SELECT (SELECT coalesce(nullif(kept.handle, ''), kept.public_id)
                 FROM exports_item AS kept WHERE kept.id = one.canonical_id)
         FROM exports_item AS one
         WHERE (one.handle = named OR one.public_id = named)
           AND (one.same_as_id IS NOT NULL
                OR EXISTS (SELECT FROM exports_item AS merged WHERE merged.same_as_id = one.id))
         LIMIT 1),
        named);
END
$$;

-- Records with a claim that reads one of these names. Others cannot change by what the names lead to.
CREATE FUNCTION regrade_naming(names text[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM regrade(kind, ids) FROM (
        SELECT subject.kind, array_agg(DISTINCT subject.id) AS ids
        FROM evidence_citation AS changed, LATERAL (VALUES :subjects) AS subject (kind, id)
        WHERE changed.value_read = ANY (names) AND changed.value_read <> '' AND names_records(changed.field)
          AND subject.id IS NOT NULL
        GROUP BY subject.kind
    ) AS touched;
END
$$;

-- All names of the records in the trees of these. TG_ARGV[0] of the triggers below is the table of the records.
CREATE FUNCTION names_beside(records text, ids bigint[]) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    found text[];
BEGIN
    EXECUTE format(
        'SELECT array_agg(DISTINCT said.name) FROM %1$I AS one, LATERAL (VALUES (one.handle), (one.public_id)) AS said (name)
         WHERE one.canonical_id IN (SELECT canonical_id FROM %1$I WHERE id = ANY ($1)) AND said.name <> ''''', records)
    INTO found USING ids;
    RETURN found;
END
$$;

-- Every record with a claim that reads a record which a judgement is about.
CREATE FUNCTION regrade_all_judged() RETURNS void
LANGUAGE sql AS $$
    SELECT regrade_naming(
        coalesce(names_beside('entities_entity', ARRAY(SELECT merged_id FROM entities_sameentity)), '{}')
        || coalesce(names_beside('exports_item', ARRAY(SELECT merged_id FROM exports_sameitem)), '{}')
    )
$$;

-- A judgement reaches citations that another transaction is just adding, as a change of a grade does (strength.sql). The
-- lock is taken before any row is: who adds citations holds it shared, and then waits for rows of records.
CREATE FUNCTION wait_for_citations() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('evidence: grades and lineage'));
    RETURN NULL;
END
$$;

-- Once a statement, after `follow_merge` has seen to each row: the records stand where the judgements put them. Those
-- that were one tree are both sides of a judgement that was taken back.
CREATE FUNCTION regrade_after_judgement() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM regrade_naming(names_beside(
        TG_ARGV[0], ARRAY(SELECT merged_id FROM judged UNION SELECT kept_id FROM judged)
    ));
    RETURN NULL;
END
$$;

-- A handle is a name that claims are read by: it may be given, changed or taken while judgements stand.
CREATE FUNCTION regrade_after_handle() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    names text[] := names_beside(TG_ARGV[0], ARRAY[NEW.id]);
BEGIN
    IF cardinality(names) > cardinality(array_remove(ARRAY[nullif(NEW.handle, ''), NEW.public_id], NULL)) THEN
        PERFORM pg_advisory_xact_lock(hashtext('evidence: grades and lineage'));
        PERFORM regrade_naming(array_append(names, OLD.handle::text));
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER before_judgement BEFORE INSERT OR DELETE ON entities_sameentity
    FOR EACH STATEMENT EXECUTE FUNCTION wait_for_citations();
CREATE TRIGGER regrade_judged AFTER INSERT ON entities_sameentity
    REFERENCING NEW TABLE AS judged FOR EACH STATEMENT EXECUTE FUNCTION regrade_after_judgement('entities_entity');
CREATE TRIGGER regrade_taken_back AFTER DELETE ON entities_sameentity
    REFERENCING OLD TABLE AS judged FOR EACH STATEMENT EXECUTE FUNCTION regrade_after_judgement('entities_entity');
CREATE TRIGGER regrade_renamed AFTER UPDATE OF handle ON entities_entity
    FOR EACH ROW WHEN (NEW.handle IS DISTINCT FROM OLD.handle) EXECUTE FUNCTION regrade_after_handle('entities_entity');

CREATE TRIGGER before_judgement BEFORE INSERT OR DELETE ON exports_sameitem
    FOR EACH STATEMENT EXECUTE FUNCTION wait_for_citations();
CREATE TRIGGER regrade_judged AFTER INSERT ON exports_sameitem
    REFERENCING NEW TABLE AS judged FOR EACH STATEMENT EXECUTE FUNCTION regrade_after_judgement('exports_item');
CREATE TRIGGER regrade_taken_back AFTER DELETE ON exports_sameitem
    REFERENCING OLD TABLE AS judged FOR EACH STATEMENT EXECUTE FUNCTION regrade_after_judgement('exports_item');
CREATE TRIGGER regrade_renamed AFTER UPDATE OF handle ON exports_item
    FOR EACH ROW WHEN (NEW.handle IS DISTINCT FROM OLD.handle) EXECUTE FUNCTION regrade_after_handle('exports_item');
