"""The citations of a record, under its form: a known source, or a new one in a few fields."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import StackedInline

from editorial.admin.base import fitting
from editorial.admin.columns import section
from editorial.forms.citations import CitationForm, CitationFormSet
from evidence.models import Citation

NEW_SOURCE_HELP = (
    "Only if the source is not here yet: leave “Source” empty and fill in at least the title. "
    "More about it (speaker, lineage, archive) can be added on its own page later."
)


class CitationInline(StackedInline):
    """Made for each kind of record by `citations_of`; the record's key is set by Django, so exactly one subject is."""

    model = Citation
    form = CitationForm
    formset = CitationFormSet
    verbose_name = "citation"
    verbose_name_plural = "Citations: how we know"
    autocomplete_fields = ("source",)
    per_page = 25  # type: ignore[assignment]  # unfold declares None and documents a number
    show_count = False
    fieldsets = (
        (None, {"fields": ("source", "says", ("stance", "credibility", "rung"), ("locator", "accessed"))}),
        section(
            "A claim about one field",
            ("field", "value_printed", "value_read"),
            help="Where sources state different things: the field, what is printed and how it is read.",
            folded=True,
        ),
        section(
            "Or a new source",
            "new_title",
            ("new_publisher", "new_url"),
            ("new_published", "new_kind", "new_reliability"),
            help=NEW_SOURCE_HELP,
            folded=True,
        ),
    )

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> int:
        """Two empty ones under a new record: one source alone is seldom enough."""
        return 0 if obj else 2

    def get_queryset(self, request: HttpRequest) -> QuerySet[Citation]:
        rows: QuerySet[Citation] = super().get_queryset(request)
        return rows.select_related("source__publisher").order_by("id")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_dbfield(db_field, request, **fitting(db_field), **kwargs)


def citations_of(column: str) -> type[CitationInline]:
    """Use first in `inlines` of a record's admin."""
    return type(f"{column.title().replace('_', '')}CitationInline", (CitationInline,), {"fk_name": column})
