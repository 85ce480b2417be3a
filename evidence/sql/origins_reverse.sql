DROP FUNCTION keep_grade();
DROP FUNCTION grade_level(text, text, text);
DROP FUNCTION source_origins(bigint[]);
