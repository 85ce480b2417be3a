-- The sentence for "no bare fact". SQLSTATE class 23 makes it an IntegrityError for every client; evidence/errors.py
-- reads table and public id back from the fields of the error.

CREATE FUNCTION refuse_bare_fact(table_name text, public_id text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The record % in % would stand without a source.', public_id, table_name
        USING ERRCODE = '23B01', TABLE = table_name, CONSTRAINT = 'no_bare_fact', DETAIL = public_id,
              HINT = 'Add a citation that supports or disputes it in the same transaction, or remove the record too.';
END
$$;
