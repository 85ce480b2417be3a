-- One function for every table of records. It is plain plpgsql and a row trigger: version_triggers() in
-- core/migrations_support.py attaches it. Writers read the version back; what they send for it is ignored.

CREATE FUNCTION bump_version() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    NEW.updated_at := statement_timestamp();  -- as Django's Now(), the default of created_at
    RETURN NEW;
END
$$;
