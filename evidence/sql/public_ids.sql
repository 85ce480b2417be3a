-- Citations and publishers have no version to count, so what bump_version() guards for records is guarded here: others
-- cite a public id, so it never changes.

CREATE FUNCTION refuse_other_public_id() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The public id % cannot change.', OLD.public_id
        USING ERRCODE = '23P02', TABLE = TG_TABLE_NAME, CONSTRAINT = 'public_id_stays',
              HINT = 'Others cite it. Make a new row, or leave the id as it is.';
END
$$;

CREATE TRIGGER public_id_stays BEFORE UPDATE ON evidence_citation
    FOR EACH ROW WHEN (NEW.public_id <> OLD.public_id) EXECUTE FUNCTION refuse_other_public_id();
CREATE TRIGGER public_id_stays BEFORE UPDATE ON evidence_publisher
    FOR EACH ROW WHEN (NEW.public_id <> OLD.public_id) EXECUTE FUNCTION refuse_other_public_id();
