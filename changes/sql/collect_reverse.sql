DROP FUNCTION changes_wait();
DROP FUNCTION changes_collect_merged();
DROP FUNCTION changes_collect_derived();
DROP FUNCTION changes_collect();
DROP TABLE changes_waiting;
DROP TABLE changes_touched;
