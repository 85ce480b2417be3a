-- The login of the public site. Roles belong to the whole server, so it may be there already, made by another
-- database of the same server or by an administrator whose policy keeps CREATE ROLE from applications.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'armstrace_public') THEN
        BEGIN
            CREATE ROLE armstrace_public LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;  -- another database was faster
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'This login may not create the role armstrace_public.'
                    USING HINT = 'Give it CREATEROLE, or ask the administrator of the server to make the role as '
                                 'README.md says; then migrate again.';
        END;
    END IF;

    -- On the role, not in Django's settings, so that whichever client uses the login is bound by them.
    -- Only when they differ: two databases of one server that migrate at once must not write the same row.
    IF NOT EXISTS (
        SELECT FROM pg_roles
        WHERE rolname = 'armstrace_public'
          AND rolconfig @> ARRAY['default_transaction_read_only=on', 'statement_timeout=2s',
                                 'idle_in_transaction_session_timeout=10s', 'jit=off']
    ) THEN
        ALTER ROLE armstrace_public SET default_transaction_read_only = on;
        ALTER ROLE armstrace_public SET statement_timeout = '2s';
        ALTER ROLE armstrace_public SET idle_in_transaction_session_timeout = '10s';
        -- Compiling a page's statement takes longer than running it: a join of an entity page took 0.2 s with it.
        ALTER ROLE armstrace_public SET jit = off;
    END IF;

    -- Nothing is anybody's by default: not even a connection, or a temporary table that fills the disk.
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO armstrace_public', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO armstrace_public;
