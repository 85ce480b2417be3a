DROP FUNCTION name_key(text, boolean);
DROP FUNCTION name_sounds(text);
