DROP TABLE changes_waiting;
DROP TABLE changes_touched;
DROP FUNCTION changes_number();
DROP FUNCTION changes_collect();
