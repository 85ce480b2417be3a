"""No models: this module only makes Django tell this app when all migrations have run (see apps.py)."""
