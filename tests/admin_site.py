"""Shared by the tests of the admin: accounts, and forms filled in as a browser would."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from editorial.services.roles import Role, give_role

Fields = dict[str, Any]


def signed_in(role: Role = Role.ADMINISTRATOR, name: str = "") -> Client:
    """A browser of somebody with this role; the roles are in the database (tests/conftest.py)."""
    user, _ = User.objects.get_or_create(username=name or role.value)
    give_role(user, role)
    client = Client()
    client.force_login(user)
    return client


def blank_form(client: Client, address: str) -> Fields:
    """What a browser would send if somebody pressed Save on this page at once."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return {bound.html_name: _sent(bound.value()) for form in forms for bound in form if _sent(bound.value()) != ""}


def _sent(value: Any) -> Any:
    if value is None or value is False:
        return ""
    return "on" if value is True else value


def citation(number: int, **fields: Any) -> Fields:
    """Fields of the citation in this place of the form."""
    return {f"citations-{number}-{name}": value for name, value in fields.items()}


def errors_of(response: Any) -> str:
    """Every sentence that the page shows about the form."""
    context: Mapping[str, Any] = response.context
    words = [str(context["adminform"].form.errors)]
    for inline in context["inline_admin_formsets"]:
        words += [str(inline.formset.errors), str(inline.formset.non_form_errors())]
    return "\n".join(words)
