DROP FUNCTION refuse_wrong_same_item();
