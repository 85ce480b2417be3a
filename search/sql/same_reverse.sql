DROP FUNCTION search_follow_same();
