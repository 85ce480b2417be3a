DROP FUNCTION normalise_serial(text);
