-- Decisions about contradictions are only added. An UPDATE would change what a reader was told had been decided; the
-- way to correct one is another row. A row goes only with its record, when that is deleted in the same transaction.
-- `:subjects` are the tests whether the record is still there, one for each kind.

CREATE FUNCTION refuse_changed_resolution() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The decision % cannot be changed.', OLD.public_id
        USING ERRCODE = '23B02', TABLE = TG_TABLE_NAME, CONSTRAINT = 'resolution_stays', DETAIL = OLD.public_id,
              HINT = 'Add another decision about the same record and field: the latest counts.';
END
$$;

CREATE FUNCTION refuse_deleted_resolution() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF :subjects THEN
        RAISE EXCEPTION 'The decision % cannot be deleted while its record is here.', OLD.public_id
            USING ERRCODE = '23B02', TABLE = TG_TABLE_NAME, CONSTRAINT = 'resolution_stays', DETAIL = OLD.public_id,
                  HINT = 'Add another decision about the same record and field: the latest counts.';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER only_added BEFORE UPDATE ON evidence_resolution
    FOR EACH ROW EXECUTE FUNCTION refuse_changed_resolution();
CREATE CONSTRAINT TRIGGER stays_with_record AFTER DELETE ON evidence_resolution
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse_deleted_resolution();
