DROP FUNCTION edtf_is_valid(text);
DROP FUNCTION edtf_latest(text);
DROP FUNCTION edtf_earliest(text);
DROP FUNCTION edtf_side_bound(text, boolean);
