DROP FUNCTION refuse_circle();
