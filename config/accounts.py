"""One demo account for each role of the desk."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from config import environment
from editorial.services.roles import Role, give_role, make_roles


@dataclass(frozen=True)
class DemoAccount:
    """What a person types to sign in."""

    name: str
    password: str
    may: str


def make_demo_accounts() -> list[DemoAccount]:
    """Make one account for each role, or leave it as it is; the password is this machine's own."""
    password = environment.kept_secret("DEMO_PASSWORD", length=12)
    make_roles()
    return [_make(role, password) for role in Role]


def _make(role: Role, password: str) -> DemoAccount:
    is_administrator = role is Role.ADMINISTRATOR
    user, is_new = User.objects.get_or_create(username=role.value, defaults={"is_superuser": is_administrator})
    if is_new or not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    give_role(user, role)
    return DemoAccount(role.value, password, str(role.explanation))
