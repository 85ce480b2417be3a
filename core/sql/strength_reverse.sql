DROP FUNCTION strength_rank(text);
