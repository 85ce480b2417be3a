DROP FUNCTION name_rare(text);
DROP FUNCTION name_key(text, boolean);
DROP FUNCTION name_sounds(text);
