-- The spelling that searches compare, as core.text.normalise_name computes it; a test holds the two together.
-- core_letter is filled from the library by the same migration.
--
-- Text of plain ASCII takes 2 µs. A character of another alphabet costs one look-up by key (1 µs): a scalar subquery, so
-- that no plan reads the whole table. Not IMMUTABLE, since it reads a table: no index and no generated column may use it.
CREATE FUNCTION plain_name(name text) RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
    plain text := name;
BEGIN
    IF octet_length(name) <> length(name) THEN
        SELECT string_agg(
                   CASE
                       WHEN ascii(one.character) < 128 THEN one.character
                       ELSE coalesce((SELECT letter.plain FROM core_letter AS letter WHERE letter.letter = one.character), ' ')
                   END, '' ORDER BY one.number)
        INTO plain
        FROM string_to_table(normalize(translate(name, '™®©℠', ''), NFKC), NULL)
             WITH ORDINALITY AS one (character, number);
    END IF;
    RETURN btrim(regexp_replace(lower(translate(coalesce(plain, ''), '''`', '')), '[^a-z0-9]+', ' ', 'g'));
END
$$;
