-- The one spelling of serial and lot numbers, as core.text.normalise_serial: capitals and digits only, no "S/N"; a test
-- compares the two. Kept in a generated column, so that no way of writing can leave it behind.

CREATE FUNCTION normalise_serial(printed text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(
    upper(regexp_replace(
        btrim(normalize(replace(printed, '№', 'No. '), NFKC), E' \t\n\r\f\v'),
        '^(?:s/n|(?:sn|serial(?: (?:number|no\.?|nr\.?))?|ser\.? ?no\.?|no\.|nr\.)(?=[\s:.#]))[\s:.#]*(?=\S)', '', 'i'
    )),
    '[^[:alnum:]]', '', 'g'
);
