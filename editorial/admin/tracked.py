"""Pages of tables with a history: reasons, versions, refusals in sentences; and of records, with their citations."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from core.history import because
from editorial.admin.base import DeskAdmin, kept_by_database
from editorial.admin.columns import Section, by_choice, by_flag, changed, disputed, section, strength
from editorial.admin.refusals import sentence_for
from editorial.forms.citations import CitationFormSet
from editorial.forms.records import RecordForm, lost_update, refused_because
from editorial.selectors.history import history_steps
from editorial.selectors.versions import lock, version_of
from editorial.services.sources import add_source

ROUTE = "admin"
WHY = section("Why this change", "why", "read_version", help="Kept in the record's history with your name.")


class DeletionRefused(Exception):  # noqa: N818  # it is a refusal with a sentence, not a fault of the program
    """Ends the transaction of a deletion with a sentence for the person who asked for it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def _link(model: type[Model], inline: Any) -> str:
    if inline.fk_name:
        return str(inline.fk_name)
    parents = {model, model._meta.concrete_model}
    return next(f.name for f in inline.model._meta.fields if isinstance(f, ForeignKey) and f.related_model in parents)


def _account(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None


class TrackedAdmin(DeskAdmin):
    """Base for every table with a history: a change has a reason, and never goes over another unseen."""

    form = RecordForm
    object_history_template = "admin/record_history.html"
    delete_confirmation_template = "admin/delete_record.html"
    change_form_before_template = "admin/refusals.html"  # type: ignore[assignment]  # unfold declares None

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Section]:
        may_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        kept = kept_by_database(self.model)
        sections = [*self.sections, WHY] if may_write else [*self.sections]
        if obj and kept:
            sections.append(section("Kept by the database", *kept, help="Computed; nobody types it.", folded=True))
        return sections

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return kept_by_database(self.model) if obj else ()

    # --- Lost updates ---

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        """On a POST the row is locked and read after that: what it holds then stays so until the save."""
        found: Model | None = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST" or not connection.in_atomic_block:
            return found
        lock(self.model, found.pk)
        read_again: Model | None = super().get_object(request, object_id, from_field)
        return read_again

    # --- Reasons, and refusals of the database ---

    def changeform_view(  # type: ignore[override]  # unfold declares a narrower answer than Django gives
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """As in Django; a save that the database refuses shows the form again with the sentence."""
        show = super().changeform_view
        if request.method != "POST":
            response: HttpResponse = show(request, object_id, form_url, extra_context)
            return response
        with because(request.POST.get("why", ""), route=ROUTE, user=_account(request)):
            try:
                response = show(request, object_id, form_url, extra_context)
            except IntegrityError as problem:
                with refused_because(sentence_for(problem)):
                    response = show(request, object_id, form_url, extra_context)
        return response

    def save_related(self, request: HttpRequest, form: "ModelForm[Any]", formsets: list[Any], change: bool) -> None:
        """Everything is written now: ask for the rules that the database would check at commit."""
        super().save_related(request, form, formsets, change)
        connection.check_constraints()

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """As in Django, with a reason, and not of a record that somebody has changed meanwhile."""
        confirm = super().delete_view
        row = self.get_object(request, object_id)
        context = {**(extra_context or {}), "read_version": version_of(row) if row else None}
        if request.method != "POST":
            response: HttpResponse = confirm(request, object_id, context)
            return response
        with because(request.POST.get("why", ""), route=ROUTE, user=_account(request)):
            try:
                response = confirm(request, object_id, context)
            except (IntegrityError, DeletionRefused) as problem:
                sentence = problem.sentence if isinstance(problem, DeletionRefused) else sentence_for(problem)
                messages.error(request, sentence)
                response = HttpResponseRedirect(request.get_full_path())
        return response

    def log_deletions(self, request: HttpRequest, queryset: "QuerySet[Model]") -> Any:
        """Django calls this before it deletes, within the transaction: the place to refuse."""
        for row in queryset:
            self._refuse_blind_deletion(request, row)
        return super().log_deletions(request, queryset)

    def _refuse_blind_deletion(self, request: HttpRequest, row: Model) -> None:
        if not request.POST.get("why", "").strip():
            raise DeletionRefused(_("Say why it is deleted: the reason stays in the history. Nothing is deleted."))
        lock(self.model, row.pk)
        read, now = request.POST.get("read_version", ""), version_of(self.model._base_manager.get(pk=row.pk))
        if read != str(now):
            raise DeletionRefused(lost_update(row, int(read) if read.isdecimal() else None, now).messages[0])

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete, and ask for the rules that the database would check at commit."""
        super().delete_model(request, obj)
        connection.check_constraints()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What belongs to a record goes with it, although its own list in the admin is for reading only."""
        shown, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set(lacking) - {str(part._meta.verbose_name) for part, _ in self._parts()}, protected

    # --- History ---

    def _parts(self) -> list[tuple[type[Model], str]]:
        return [(inline.model, _link(self.model, inline)) for inline in self.inlines]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what, when and why; also of records that are deleted."""
        row = self.get_object(request, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        steps = history_steps(self.model, int(object_id), self._parts()) if object_id.isdecimal() else []
        if row is None and not steps:
            raise Http404(_("There is no such record and none is in the history."))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(name)s") % {"name": row or _("a deleted record")},
            "steps": steps,
            "object": row,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)


class RecordAdmin(TrackedAdmin):
    """Base for every record: its citations stand under it, and none is saved without one."""

    own_filters: tuple[Any, ...] = ()
    own_columns: tuple[Any, ...] = ()
    list_filter_sheet = True

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*self.own_columns, strength, disputed, changed)

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*self.own_filters, by_choice("strength"), by_flag("is_disputed"))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """A citation of a new source: the source comes first, in the same transaction."""
        if isinstance(formset, CitationFormSet):
            for citation in formset.describing_new_sources():
                if citation.described:
                    citation.instance.source = add_source(**citation.described)
        super().save_formset(request, form, formset, change)
