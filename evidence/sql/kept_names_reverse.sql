DROP TRIGGER regrade_renamed ON exports_item;
DROP TRIGGER regrade_taken_back ON exports_sameitem;
DROP TRIGGER regrade_judged ON exports_sameitem;
DROP TRIGGER before_judgement ON exports_sameitem;
DROP TRIGGER regrade_renamed ON entities_entity;
DROP TRIGGER regrade_taken_back ON entities_sameentity;
DROP TRIGGER regrade_judged ON entities_sameentity;
DROP TRIGGER before_judgement ON entities_sameentity;
DROP FUNCTION regrade_after_handle();
DROP FUNCTION regrade_after_judgement();
DROP FUNCTION wait_for_citations();

-- By the function that was there before and is there again.
SELECT regrade_all_judged();

DROP FUNCTION regrade_all_judged();
DROP FUNCTION names_beside(text, bigint[]);
DROP FUNCTION regrade_naming(text[]);
DROP FUNCTION kept_name(text);
DROP FUNCTION names_records(text);
