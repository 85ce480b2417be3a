-- A counted lead keeps sentences, and sentences name records. What is renamed or withdrawn must not stay readable in
-- them until somebody counts again: the leads that may speak of it go in the same transaction. The next
-- `manage.py leads --store` finds them anew, in the new words. Losing a count is nothing; keeping a name may harm.

CREATE FUNCTION forget_leads_that_name() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    -- Sentences are cut at their column's length, so the beginning of a long text has to do.
    named text := to_jsonb(OLD) ->> TG_ARGV[0];
BEGIN
    DELETE FROM tracing_countedlead
    WHERE named <> '' AND strpos(concat_ws(E'\n', what, holders, reason, asked), left(named, 200)) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION forget_leads_of_item() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM tracing_countedlead WHERE item_id = (to_jsonb(OLD) ->> TG_ARGV[0])::bigint;
    RETURN NULL;
END
$$;

CREATE FUNCTION forget_leads_of_gap() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM tracing_countedlead WHERE gap_id = OLD.id;
    RETURN NULL;
END
$$;

DO $$
DECLARE
    one record;
BEGIN
    -- Tables whose records stand in those sentences, and the column that names them there.
    FOR one IN
        SELECT * FROM (VALUES
            ('conflicts_incident', 'title'), ('entities_country', 'name'), ('entities_entity', 'name'),
            ('evidence_reply', 'answer'), ('exports_item', 'designation'), ('exports_itemunit', 'label'), ('exports_licence', 'title')
        ) AS named (tab, col)
    LOOP
        EXECUTE format(
            'CREATE TRIGGER forget_leads_when_renamed AFTER UPDATE OF %2$I ON %1$I FOR EACH ROW '
            'WHEN (OLD.%2$I IS DISTINCT FROM NEW.%2$I) EXECUTE FUNCTION forget_leads_that_name(%2$L)', one.tab, one.col);
        EXECUTE format(
            'CREATE TRIGGER forget_leads_when_withdrawn AFTER DELETE ON %1$I FOR EACH ROW '
            'EXECUTE FUNCTION forget_leads_that_name(%2$L)', one.tab, one.col);
    END LOOP;
    -- Flows, whose parties, quantities and dates stand in the leads of their item without a title of their own.
    FOR one IN
        SELECT * FROM (VALUES ('exports_shipment', 'item_id'), ('exports_incorporation', 'component_id')) AS flow (tab, col)
    LOOP
        EXECUTE format(
            'CREATE TRIGGER forget_leads_when_withdrawn AFTER DELETE ON %1$I FOR EACH ROW '
            'EXECUTE FUNCTION forget_leads_of_item(%2$L)', one.tab, one.col);
        EXECUTE format(
            'CREATE TRIGGER forget_leads_when_restated AFTER UPDATE OF quantity_text, %2$I ON %1$I FOR EACH ROW '
            'WHEN ((OLD.quantity_text, OLD.%2$I) IS DISTINCT FROM (NEW.quantity_text, NEW.%2$I)) '
            'EXECUTE FUNCTION forget_leads_of_item(%2$L)', one.tab, one.col);
    END LOOP;
END
$$;

CREATE TRIGGER forget_leads_when_restated AFTER UPDATE OF what, result, asked, held_by_id ON evidence_gap FOR EACH ROW
    WHEN ((OLD.what, OLD.result, OLD.asked, OLD.held_by_id) IS DISTINCT FROM (NEW.what, NEW.result, NEW.asked, NEW.held_by_id))
    EXECUTE FUNCTION forget_leads_of_gap();
