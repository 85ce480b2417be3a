DROP TRIGGER public_id_stays ON evidence_publisher;
DROP TRIGGER public_id_stays ON evidence_citation;
DROP FUNCTION refuse_other_public_id();
