DROP FUNCTION mint_public_id(text);
DROP FUNCTION public_id_is_valid(text);
DROP FUNCTION public_id_check_character(text, text);
