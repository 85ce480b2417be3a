DROP TRIGGER recount_taken_back ON exports_sameitem;
DROP TRIGGER recount_judged ON exports_sameitem;
DROP TRIGGER recount_taken_back ON entities_sameentity;
DROP TRIGGER recount_judged ON entities_sameentity;
DROP FUNCTION ask_for_recount();
