"""Roles of the desk as groups, and one demo account for each."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission, User

from config import environment

READABLE_APPS = ("conflicts", "editorial", "entities", "evidence", "exports")
# Contributors and editors read in the admin; what they write goes through submissions at the desk.
ROLES = ("contributor", "editor", "administrator")


@dataclass(frozen=True)
class DemoAccount:
    """What a person types to sign in."""

    role: str
    name: str
    password: str


def make_demo_accounts() -> list[DemoAccount]:
    """Make one account for each role, or leave it as it is; the password is this machine's own."""
    password = environment.kept_secret("DEMO_PASSWORD", length=12)
    return [_make(role, password) for role in ROLES]


def _make(role: str, password: str) -> DemoAccount:
    user, is_new = User.objects.get_or_create(
        username=role, defaults={"is_staff": True, "is_superuser": role == "administrator"}
    )
    if is_new or not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    group, _ = Group.objects.get_or_create(name=role)
    if role != "administrator":
        group.permissions.set(
            Permission.objects.filter(content_type__app_label__in=READABLE_APPS, codename__startswith="view_")
        )
    user.groups.add(group)
    return DemoAccount(role, role, password)
