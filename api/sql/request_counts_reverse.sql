DROP FUNCTION count_request(bytea, integer, integer, integer);
DROP TABLE api_requestcount;
