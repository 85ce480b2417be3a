DROP FUNCTION refuse_wrong_same_entity();
