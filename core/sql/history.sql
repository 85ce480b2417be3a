-- What keeps history true: past states cannot be changed, and no row can slip past the triggers that record it.
-- Plain functions and not django-pgtrigger's: those stand aside when a session sets `pgtrigger.ignore`.

CREATE FUNCTION refuse_history_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The table % keeps history: its rows can only be added.', TG_TABLE_NAME
        USING ERRCODE = '23H01', TABLE = TG_TABLE_NAME, CONSTRAINT = 'history_append_only',
              HINT = 'Correct the record itself; the correction becomes part of its history.';
END
$$;

CREATE FUNCTION refuse_unrecorded_change() RETURNS trigger
LANGUAGE plpgsql AS $$
-- TRUNCATE fires no trigger that could record the rows; a new primary key would break the thread of a row's events.
BEGIN
    RAISE EXCEPTION '% on the table % would leave no history.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = '23H02', TABLE = TG_TABLE_NAME, CONSTRAINT = 'history_complete',
              HINT = 'Use DELETE instead of TRUNCATE, and never change the column id.';
END
$$;

CREATE FUNCTION refuse_other_reason() RETURNS trigger
LANGUAGE plpgsql AS $$
-- A context may learn more while its work goes on (django-pghistory adds keys), but never say something else.
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.metadata @> jsonb_strip_nulls(OLD.metadata) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Who made a change, and why, cannot be rewritten or removed.'
        USING ERRCODE = '23H01', TABLE = TG_TABLE_NAME, CONSTRAINT = 'history_append_only';
END
$$;

CREATE TRIGGER keep_reasons BEFORE UPDATE OR DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION refuse_other_reason();
CREATE TRIGGER keep_all_reasons BEFORE TRUNCATE ON pghistory_context
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
