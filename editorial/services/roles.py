"""Roles of the desk as groups: contributor, editor, administrator. Readers need no account."""

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q, QuerySet

from core.choices import ExplainedChoices

RECORD_APPS = ("conflicts", "entities", "evidence", "exports")
DESK_APPS = ("editorial", "matching")


class Role(ExplainedChoices):
    """What an account may do here, least first."""

    CONTRIBUTOR = "contributor", "Contributor", "Reads every record and its history in the admin."
    EDITOR = (
        "editor",
        "Editor",
        "Reads also notes and protected sources, decides about contradictions, judges records the same, and imports.",
    )
    ADMINISTRATOR = "administrator", "Administrator", "Changes records, reference data and accounts in the admin."


def make_roles() -> None:
    """Make the groups and give each exactly its permissions; do it again after every migration that adds a table."""
    for role in Role:
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set(permissions_of(role))


def give_role(user: User, role: Role) -> None:
    """Let an account do what the role may, and nothing that another role may; every role may enter the admin."""
    user.groups.set([Group.objects.get(name=role.value)])
    user.is_staff = True
    user.save(update_fields=["is_staff"])


def permissions_of(role: Role) -> QuerySet[Permission]:
    """Contributors and editors read; editors decide about contradictions and import: the rest is for submissions."""
    reads_records = Q(content_type__app_label__in=RECORD_APPS, codename__startswith="view_")
    reads_desk = Q(content_type__app_label__in=DESK_APPS, codename__startswith="view_")
    if role is Role.CONTRIBUTOR:
        return Permission.objects.filter(reads_records)
    if role is Role.EDITOR:
        # A decision changes no record: it stands beside the claims, under the editor's name.
        resolves = Q(content_type__app_label="evidence", codename="add_resolution")
        # Nor does judging two records the same: facts keep naming what their sources named.
        merges = Q(codename__in=("add_sameentity", "add_sameitem", "delete_sameentity", "delete_sameitem"))
        # An import is planned, looked at, applied as a whole and taken back as a whole, each under the editor's name.
        imports = Q(content_type__app_label="editorial", codename="add_importjob")
        return Permission.objects.filter(reads_records | reads_desk | resolves | merges | imports)
    return Permission.objects.filter(content_type__app_label__in=(*RECORD_APPS, *DESK_APPS, "auth", "admin"))
