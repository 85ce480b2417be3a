"""The documented case around WESCAM and Nagorno-Karabakh: facts.yaml becomes fixtures, and fixtures records."""
