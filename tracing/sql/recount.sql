-- A judgement that two records are the same, or taking it back, moves chains and so the counts that are kept for lists.
-- What is to be counted anew is a row, made in the judgement's own transaction; `work` and `manage.py recount` count.

CREATE FUNCTION ask_for_recount() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tracing_recount (what, asked_at)
    SELECT what, clock_timestamp() FROM (VALUES ('chains'), ('leads')) AS counted (what)
    WHERE EXISTS (SELECT FROM judged)
    ON CONFLICT (what) DO UPDATE SET asked_at = excluded.asked_at;
    RETURN NULL;
END
$$;

CREATE TRIGGER recount_judged AFTER INSERT ON entities_sameentity
    REFERENCING NEW TABLE AS judged FOR EACH STATEMENT EXECUTE FUNCTION ask_for_recount();
CREATE TRIGGER recount_taken_back AFTER DELETE ON entities_sameentity
    REFERENCING OLD TABLE AS judged FOR EACH STATEMENT EXECUTE FUNCTION ask_for_recount();
CREATE TRIGGER recount_judged AFTER INSERT ON exports_sameitem
    REFERENCING NEW TABLE AS judged FOR EACH STATEMENT EXECUTE FUNCTION ask_for_recount();
CREATE TRIGGER recount_taken_back AFTER DELETE ON exports_sameitem
    REFERENCING OLD TABLE AS judged FOR EACH STATEMENT EXECUTE FUNCTION ask_for_recount();

-- Nobody knows whether counts were made after the judgements that stand.
INSERT INTO tracing_recount (what, asked_at)
SELECT what, clock_timestamp() FROM (VALUES ('chains'), ('leads')) AS counted (what)
WHERE EXISTS (SELECT FROM entities_sameentity) OR EXISTS (SELECT FROM exports_sameitem);
