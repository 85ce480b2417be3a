"""History: one append-only table beside each table of facts and evidence, filled by database triggers.

Every insert, update and delete is one row there, whichever way it was written (ORM, bulk, raw SQL, COPY), with the
context that `because` set. Statement-level triggers: a row-level one would make bulk writes quadratic (DESIGN §7).
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
import pghistory.runtime
from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


def track_app(label: str) -> None:
    """Call at the end of an app's `models/__init__.py`: every table defined there gets a history.

    The models are taken from Django's registry and not from a list, so that a new one cannot be forgotten.
    """
    for model in list(apps.all_models[label].values()):
        if not (model._meta.proxy or is_tracked(model)):
            _track(model)


def is_tracked(model: type[models.Model]) -> bool:
    """True for a history table itself and for a table that has one."""
    return hasattr(model, "pgh_tracked_model") or history_of(model) is not None


def history_of(model: type[models.Model]) -> type[models.Model] | None:
    """The past states of a table: `history_of(Shipment).objects.filter(pgh_obj_id=…).order_by("pgh_id")`."""
    name = str(model._meta.model_name).replace("_", "")
    return apps.all_models[model._meta.app_label].get(f"{name}history")


def _track(model: type[models.Model]) -> None:
    made_by_django = bool(model._meta.auto_created)
    pghistory.track(
        # Deletes are not among pghistory's defaults.
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        # Not pghistory's "…Event": LicenceEvent is a word of the domain.
        model_name=f"{model.__name__.replace('_', '')}History",
        obj_field=None if made_by_django else pghistory.ObjForeignKey(related_name="history", db_index=True),
        context_field=pghistory.ContextForeignKey(db_index=True),
        # Our own triggers do it (core/sql/history.sql), which no session setting switches off.
        append_only=False,
    )(_named(model) if made_by_django else model)


def _named(table: type[models.Model]) -> type[models.Model]:
    """A proxy for a many-to-many table: migrations do not know the class that Django makes for it, nor its triggers."""
    meta = type("Meta", (), {"proxy": True, "app_label": table._meta.app_label})
    name = f"{table.__name__.replace('_', '')}Row"
    return type(name, (table,), {"__module__": table.__module__, "Meta": meta})


@contextmanager
def because(why: str, *, route: str, user: AbstractBaseUser | None = None) -> Iterator[None]:
    """Use around every write outside a request: who, why, and by which route, kept with each change made inside.

    What an outer block said first stays; an inner one adds only what is missing. COPY carries the context if an
    ordinary statement came before it in the same transaction.
    """
    said = {"why": why, "route": route} | ({"user": user.pk} if user else {})
    outer = getattr(pghistory.runtime._tracker, "value", None)
    known = outer.metadata if outer else {}
    with pghistory.context(**{key: value for key, value in said.items() if known.get(key) is None}):
        yield
