"""Forms of the desk and the admin."""
