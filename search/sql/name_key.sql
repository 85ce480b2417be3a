-- One spelling for names that differ by how sounds are written: "Baikar", "Baykar"; "Aliyev", "Aliev"; "Müller",
-- "Mueller". A skeleton for comparing, never shown. Digraphs first, since the letters they are made of follow.
CREATE FUNCTION name_sounds(plain text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(translate(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(plain,
            'dzh', 'j'), 'kh', 'h'), 'gh', 'g'), 'zh', 'j'), 'sch', 's'), 'sh', 's'), 'ch', 'c'), 'ts', 'c'),
            'ph', 'f'), 'ck', 'k'), 'ue', 'u'), 'oe', 'o'), 'x', 'ks'),
        'qwy', 'kvi'), '([a-z])\1+', '\1', 'g')
$$;

-- What is left of a name for comparing: without legal forms at either end (for parties only: "SA-8" is a missile), with
-- common words in English, spelt by sound. At least three letters stay. About 60 µs a name.
CREATE FUNCTION name_key(plain text, is_party boolean) RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
    words text[] := string_to_array(plain, ' ');
    size integer;
    form integer;
BEGIN
    LOOP
        size := cardinality(words);
        EXIT WHEN size < 2 OR NOT is_party;
        SELECT max(last) INTO form FROM generate_series(1, least(6, size - 1)) AS last
        WHERE EXISTS (SELECT FROM search_companyform WHERE tight = array_to_string(words[size - last + 1:], ''))
          AND length(array_to_string(words[:size - last], '')) > 2;
        IF form IS NOT NULL THEN
            words := words[:size - form];
            CONTINUE;
        END IF;
        SELECT max(first) INTO form FROM generate_series(1, least(6, size - 1)) AS first
        WHERE EXISTS (SELECT FROM search_companyform WHERE tight = array_to_string(words[:first], ''))
          AND length(array_to_string(words[first + 1:], '')) > 2;
        EXIT WHEN form IS NULL;
        words := words[form + 1:];
    END LOOP;
    IF is_party THEN
        words := ARRAY(
            SELECT coalesce((SELECT stands_for FROM search_sameword AS same WHERE same.word = one.word), one.word)
            FROM unnest(words) WITH ORDINALITY AS one (word, number) ORDER BY number
        );
    END IF;
    RETURN name_sounds(array_to_string(words, ' '));
END
$$;

-- A key without words that many names have; what is left tells names apart. Empty for long titles: no one mistypes those.
CREATE FUNCTION name_rare(key text) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT string_agg(one.word, ' ' ORDER BY one.number)
    FROM unnest(string_to_array(key, ' ')) WITH ORDINALITY AS one (word, number)
    WHERE length(key) <= 80 AND NOT EXISTS (SELECT FROM search_sameword AS same WHERE same.sounds = one.word)
$$;

UPDATE search_sameword SET sounds = name_sounds(stands_for);
