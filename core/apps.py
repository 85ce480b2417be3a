"""Registers `core`, the lowest layer: it imports no other app of this project."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Use as `core` in INSTALLED_APPS; its first migration creates the SQL functions that the others call."""

    name = "core"
    label = "core"
    verbose_name = "Core"
    default_auto_field = "django.db.models.BigAutoField"
