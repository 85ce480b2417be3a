DROP TRIGGER keep_all_reasons ON pghistory_context;
DROP TRIGGER keep_reasons ON pghistory_context;
DROP FUNCTION refuse_other_reason();
DROP FUNCTION refuse_unrecorded_change();
DROP FUNCTION refuse_history_change();
