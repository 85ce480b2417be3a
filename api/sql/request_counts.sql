-- How much each reader has asked for in the present minute. A reader is a keyed hash of this day's (api/limits.py): no
-- address is stored, and rows go with the next minute that anybody asks in.
--
-- Unlogged: nothing of it is worth keeping over a crash, and nothing waits for the disk or reaches a replica or a backup.
CREATE UNLOGGED TABLE api_requestcount (
    reader bytea NOT NULL CHECK (octet_length(reader) = 16),
    began timestamptz NOT NULL,
    used integer NOT NULL,
    PRIMARY KEY (reader, began)
);
CREATE INDEX api_requestcount_began ON api_requestcount (began);

-- The public login can write nothing. This function counts for it, with its owner's rights, and says nothing about others.
-- Adding and comparing are one statement, so that of any number of requests at once exactly the quota is let through.
CREATE FUNCTION count_request(
    reader bytea, cost integer, quota integer, seconds integer,
    OUT allowed boolean, OUT remaining integer, OUT resets_in integer
)
LANGUAGE plpgsql
SECURITY DEFINER
-- Names are written in full below: a caller's own tables or functions cannot take their place.
SET search_path = pg_catalog, pg_temp
-- Waiting for another request of the same reader is not worth more than this; the caller goes on without a count.
SET lock_timeout = '200ms'
AS $$
DECLARE
    present CONSTANT double precision := extract(epoch FROM clock_timestamp());
    start CONSTANT timestamptz := to_timestamp(floor(present / seconds) * seconds);
    sum integer;
BEGIN
    INSERT INTO public.api_requestcount AS counted VALUES (reader, start, cost)
    ON CONFLICT ON CONSTRAINT api_requestcount_pkey
    DO UPDATE SET used = counted.used + excluded.used WHERE counted.used + excluded.used <= quota
    RETURNING counted.used INTO sum;
    allowed := sum IS NOT NULL;
    IF sum IS NULL THEN
        SELECT counted.used INTO sum FROM public.api_requestcount AS counted
        WHERE counted.reader = count_request.reader AND counted.began = start;
    ELSIF sum = cost THEN
        -- The first of a reader in a minute takes away what is over; whoever comes at the same time leaves it alone.
        DELETE FROM public.api_requestcount AS over WHERE over.ctid = ANY (ARRAY(
            SELECT old.ctid FROM public.api_requestcount AS old WHERE old.began < start LIMIT 1000 FOR UPDATE SKIP LOCKED
        ));
    END IF;
    remaining := greatest(quota - sum, 0);
    resets_in := ceil(extract(epoch FROM start) + seconds - present);
END
$$;
REVOKE ALL ON FUNCTION count_request(bytea, integer, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_request(bytea, integer, integer, integer) TO armstrace_public;
