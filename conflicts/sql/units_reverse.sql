DROP TRIGGER unit_of_item ON conflicts_incidentitem;
