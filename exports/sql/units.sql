-- A record that names an item and one of its units means one thing: the unit is of that type, of its family, or of a
-- variant of it. Traces follow units by this rule, so the database holds it. Deferred, and only where a unit is named.

CREATE FUNCTION unit_is_of(unit bigint, item bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM exports_itemunit thing
        JOIN exports_item own ON own.id = thing.item_id
        JOIN exports_item named ON named.id = item
        WHERE thing.id = unit AND (own.id = named.id OR own.variant_of_id = named.id OR named.variant_of_id = own.id)
    )
$$;

CREATE FUNCTION refuse_unit_of_another_item() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    fits boolean;
BEGIN
    EXECUTE format('SELECT unit_is_of(($1).%I, ($1).%I)', TG_ARGV[0], TG_ARGV[1]) INTO fits USING NEW;
    IF NOT fits THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_unit_of_item', TABLE = TG_TABLE_NAME,
            MESSAGE = 'The unit that this record names is of another type than the item that it names.',
            HINT = 'Choose a unit of that item, or the item that the unit is one of.';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION refuse_unit_of_another_shipment() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT unit_is_of(NEW.unit_id, (SELECT item_id FROM exports_shipment WHERE id = NEW.shipment_id)) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = 'exports_shipmentunit_unit_of_item', TABLE = TG_TABLE_NAME,
            MESSAGE = 'The unit is of another type than the item that was shipped.',
            HINT = 'Choose a unit of that item, or change the item of the shipment.';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER unit_of_item AFTER INSERT OR UPDATE ON exports_shipmentunit
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unit_of_another_shipment();

CREATE CONSTRAINT TRIGGER unit_of_item AFTER INSERT OR UPDATE ON exports_licenceitem
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.unit_id IS NOT NULL)
EXECUTE FUNCTION refuse_unit_of_another_item('unit_id', 'item_id');

CREATE CONSTRAINT TRIGGER component_unit_of_item AFTER INSERT OR UPDATE ON exports_incorporation
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.component_unit_id IS NOT NULL)
EXECUTE FUNCTION refuse_unit_of_another_item('component_unit_id', 'component_id');

CREATE CONSTRAINT TRIGGER platform_unit_of_item AFTER INSERT OR UPDATE ON exports_incorporation
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.platform_unit_id IS NOT NULL)
EXECUTE FUNCTION refuse_unit_of_another_item('platform_unit_id', 'platform_id');
