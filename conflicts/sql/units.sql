-- As in exports/sql/units.sql, for what was part of an incident.

CREATE CONSTRAINT TRIGGER unit_of_item AFTER INSERT OR UPDATE ON conflicts_incidentitem
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.unit_id IS NOT NULL)
EXECUTE FUNCTION refuse_unit_of_another_item('unit_id', 'item_id');
