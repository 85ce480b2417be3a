DROP TRIGGER unit_of_item ON exports_shipmentunit;
DROP TRIGGER unit_of_item ON exports_licenceitem;
DROP TRIGGER component_unit_of_item ON exports_incorporation;
DROP TRIGGER platform_unit_of_item ON exports_incorporation;
DROP FUNCTION refuse_unit_of_another_shipment();
DROP FUNCTION refuse_unit_of_another_item();
DROP FUNCTION unit_is_of(bigint, bigint);
