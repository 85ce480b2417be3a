DROP TRIGGER stays_with_record ON evidence_resolution;
DROP TRIGGER only_added ON evidence_resolution;
DROP FUNCTION refuse_deleted_resolution();
DROP FUNCTION refuse_changed_resolution();
