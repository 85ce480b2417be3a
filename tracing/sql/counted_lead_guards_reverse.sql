DROP FUNCTION forget_leads_that_name() CASCADE;
DROP FUNCTION forget_leads_of_item() CASCADE;
DROP FUNCTION forget_leads_of_gap() CASCADE;
