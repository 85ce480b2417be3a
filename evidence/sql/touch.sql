-- Citations have no version of their own (they belong to their record) but say when they were changed.

CREATE FUNCTION touch_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE TRIGGER touch_updated_at BEFORE UPDATE ON evidence_citation
    FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
