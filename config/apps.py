"""The app that ties the others together: the public login, its grants, system checks, the demo."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Site"

    def ready(self) -> None:
        from config import checks, grants  # noqa: F401  # checks register themselves; models are ready only now

        # Sent once, after the migrations of every app: tables of any later migration are covered without a line there.
        post_migrate.connect(grants.after_migrations, sender=self, dispatch_uid="config.grants")
