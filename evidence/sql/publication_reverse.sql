DROP FUNCTION possibly_published(text, date);
DROP FUNCTION surely_published(text, date);
DROP FUNCTION edtf_unit_in_months(text);
