"""What the database refused, as a sentence for the person who tried."""

from django.apps import apps
from django.db import IntegrityError
from django.db.models import BaseConstraint
from django.utils.translation import gettext as _


def sentence_for(problem: IntegrityError) -> str:
    """Use in `except IntegrityError`: the message of the constraint, of the rule, or of the trigger."""
    diagnosis = getattr(problem.__cause__, "diag", None)
    name = str(getattr(diagnosis, "constraint_name", "") or "")
    if name == "no_bare_fact":
        return _(
            "A record would stand without a source (%(id)s). Keep or add a citation that supports or disputes it, "
            "or delete the record too. Nothing is saved."
        ) % {"id": getattr(diagnosis, "message_detail", "")}
    constraint = _constraints().get(name)
    if constraint is not None:
        return str(constraint.get_violation_error_message())
    if getattr(problem.__cause__, "pgcode", "") == "23503":
        return _(
            "Something else here still points to what you deleted, so nothing is saved. Change or delete that first."
        )
    if getattr(problem.__cause__, "pgcode", "") == "23505":
        return _("The same thing is recorded already: %(detail)s Nothing is saved.") % {
            "detail": getattr(diagnosis, "message_detail", "")
        }
    primary, hint = (getattr(diagnosis, f"message_{part}", None) for part in ("primary", "hint"))
    return " ".join(filter(None, (primary or str(problem), hint, _("Nothing is saved."))))


def _constraints() -> dict[str, BaseConstraint]:
    return {constraint.name: constraint for model in apps.get_models() for constraint in model._meta.constraints}
