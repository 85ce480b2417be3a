"""What every page of the admin does alike: autocomplete, fitting fields, few queries; and lists of parts."""

from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Field, ForeignKey, GeneratedField, ManyToManyField, Model, QuerySet, TextField, URLField
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from core.fields import BoundField, PartialDateField
from editorial.admin.columns import Section, section


def links_of(model: type[Model]) -> tuple[str, ...]:
    """Every foreign key and many-to-many field that a form can show; each is found by typing, never by a long list."""
    fields: list[Field[Any, Any] | ManyToManyField[Any, Any]] = [*model._meta.fields, *model._meta.many_to_many]
    return tuple(
        field.name for field in fields if field.editable and (isinstance(field, ForeignKey) or _is_plain_many(field))
    )


def _is_plain_many(field: object) -> bool:
    through = field.remote_field.through if isinstance(field, ManyToManyField) else None
    return through is not None and through._meta.auto_created is not False


def kept_by_database(model: type[Model]) -> tuple[str, ...]:
    """What nobody types: ids, version, strength, timestamps, the bounds of partial dates."""
    fields = model._meta.fields
    kept = [f.name for f in fields if not f.editable and not f.primary_key and not isinstance(f, GeneratedField)]
    return (*kept, *(field.name for field in fields if isinstance(field, BoundField)))


def fitting(db_field: object) -> dict[str, Any]:
    """How a form shows fields that the admin's framework does not know, or shows larger than what we write in them."""
    if isinstance(db_field, PartialDateField):
        return {"widget": UnfoldAdminTextInputWidget(attrs={"placeholder": "2020-05"})}
    if isinstance(db_field, TextField):
        return {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 3})}
    return {"assume_scheme": "https"} if isinstance(db_field, URLField) else {}


class PartInline(TabularInline):
    """Use for what belongs to a record and is covered by its citations: names, deliveries, parties …"""

    extra = 0
    tab = False
    show_change_link = False
    collapsible = True

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return links_of(self.model)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_dbfield(db_field, request, **fitting(db_field), **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        rows: QuerySet[Model] = super().get_queryset(request)
        return rows.select_related(*links_of(self.model))


class DeskAdmin(ModelAdmin):
    """Base of every page: constant number of queries in lists, autocomplete for every foreign key."""

    sections: tuple[Section, ...] = ()
    show_full_result_count = False
    list_per_page = 50
    list_filter_submit = True
    list_fullwidth = True
    compressed_fields = False  # labels above: three fields in a row need the width
    warn_unsaved_form = True
    actions = ()

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return links_of(self.model)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_dbfield(db_field, request, **fitting(db_field), **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        rows: QuerySet[Model] = super().get_queryset(request)
        return rows if isinstance(self.list_select_related, bool) else rows.select_related(*self.list_select_related)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """A filter with a NUL would only fail in PostgreSQL, as an error of ours."""
        if any("\x00" in value for value in request.GET.values()):
            raise BadRequest("A filter has a character that no text has (NUL).")
        return super().get_changelist_instance(request)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No deleting in bulk: each deletion has its reason, and shows first what goes with it."""
        return {}

    def view_on_site(self, obj: Model) -> str | None:
        """The public page, where there is one."""
        address = getattr(obj, "get_absolute_url", None)
        return address() if address else None


class PartAdmin(DeskAdmin):
    """A list of parts for searching and reading; they are changed on their record, under its version and reason."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Section]:
        shown = [f for f in self.model._meta.fields if not f.primary_key and not isinstance(f, GeneratedField)]
        names = [f.name for f in shown if obj is None or getattr(obj, f.attname) not in (None, "")]
        note = "Read only. To change it, open the record that it belongs to."
        return [section(str(self.opts.verbose_name).capitalize(), *names, help=note)]
