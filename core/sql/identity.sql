-- A record stays what it is: its public id is cited by others, so it never changes, and neither does the day it came.

CREATE OR REPLACE FUNCTION bump_version() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.public_id <> OLD.public_id THEN
        RAISE EXCEPTION 'The public id % cannot change.', OLD.public_id
            USING ERRCODE = '23P02', TABLE = TG_TABLE_NAME, CONSTRAINT = 'public_id_stays',
                  HINT = 'Others cite it. Make a new record, or leave the id as it is.';
    END IF;
    NEW.version := OLD.version + 1;
    NEW.created_at := OLD.created_at;
    NEW.updated_at := statement_timestamp();  -- as Django's Now(), the default of created_at
    RETURN NEW;
END
$$;
