DROP TRIGGER touch_updated_at ON evidence_citation;
DROP FUNCTION touch_updated_at();
