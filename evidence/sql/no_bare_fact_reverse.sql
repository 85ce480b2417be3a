DROP TRIGGER no_bare_:column_updated ON evidence_citation;
DROP TRIGGER no_bare_:column_deleted ON evidence_citation;
DROP TRIGGER no_bare_fact ON :table;
DROP FUNCTION :column_lost_citation();
DROP FUNCTION :column_came_without_citation();
DROP FUNCTION :column_is_bare(bigint);
