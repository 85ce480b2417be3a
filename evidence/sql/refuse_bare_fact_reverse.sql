DROP FUNCTION refuse_bare_fact(text, text);
