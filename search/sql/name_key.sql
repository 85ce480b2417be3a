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
-- common words in English, spelt by sound. At least three letters stay.
--
-- :forms and :words are written into the function and not kept in tables: PostgreSQL then hashes the list once, and a
-- name takes 25 µs instead of 300.
CREATE FUNCTION name_key(plain text, is_party boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    words text[] := string_to_array(plain, ' ');
    size integer;
BEGIN
    IF NOT is_party THEN
        RETURN name_sounds(plain);
    END IF;
    <<forms>>
    LOOP
        size := cardinality(words);
        FOR taken IN REVERSE least(6, size - 1)..1 LOOP
            IF array_to_string(words[size - taken + 1:], '') = ANY (:forms)
               AND length(array_to_string(words[:size - taken], '')) > 2 THEN
                words := words[:size - taken];
                CONTINUE forms;
            END IF;
        END LOOP;
        FOR taken IN REVERSE least(6, size - 1)..1 LOOP
            IF array_to_string(words[:taken], '') = ANY (:forms)
               AND length(array_to_string(words[taken + 1:], '')) > 2 THEN
                words := words[taken + 1:];
                CONTINUE forms;
            END IF;
        END LOOP;
        EXIT;
    END LOOP;
    FOR place IN 1..cardinality(words) LOOP
        words[place] := coalesce(:words ->> words[place], words[place]);
    END LOOP;
    RETURN name_sounds(array_to_string(words, ' '));
END
$$;

-- A key without words that many names have; what is left tells names apart. Empty for long titles: no one mistypes those.
CREATE FUNCTION name_rare(key text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    kept text;
    word text;
BEGIN
    IF length(key) <= 80 THEN
        FOREACH word IN ARRAY string_to_array(key, ' ') LOOP
            IF NOT word = ANY (:common) THEN
                kept := concat_ws(' ', kept, word);
            END IF;
        END LOOP;
    END IF;
    RETURN kept;
END
$$;
