"""Reference data that needs no citation: countries and code lists."""
