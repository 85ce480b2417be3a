DROP TRIGGER keep_grade ON :table;
DROP TRIGGER keep_grade_at_insert ON :table;
DROP FUNCTION regrade_:column(bigint[]);
DROP FUNCTION grades_of_:column(bigint[]);
