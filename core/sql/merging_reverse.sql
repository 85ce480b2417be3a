DROP FUNCTION keep_same_as();
DROP FUNCTION follow_merge();
DROP FUNCTION refuse_wrong_merge();
