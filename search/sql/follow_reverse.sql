DROP FUNCTION search_follow_publishers();
