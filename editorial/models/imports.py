from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, exactly_one
from core.models import Timestamped
from editorial.choices import ImportState, RowStatus
from evidence.models import Citation, Source
from exports.models import Delivery, Valuation

# Registers whose rows name their own sources, so that the import as a whole has none.
BRING_SOURCES = ("sheets",)


class Import(Timestamped):
    """One import of a register: one file, or several that tell the same release in different layouts."""

    register = models.CharField(max_length=20, help_text=_("The register's short name, as in `manage.py import`."))
    release = models.CharField(max_length=60, help_text=_("The release as told by the file, or by who imported it."))
    source = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="imports",
        help_text=_(
            "The source that every record made by it cites. Empty once it is withdrawn, and for spreadsheets, "
            "whose rows name their own."
        ),
    )
    state = models.CharField(
        max_length=12,
        choices=ImportState.choices,
        default=ImportState.APPLIED,
        help_text=_("Whether what it made stands."),
    )
    plan_sha256 = models.CharField(max_length=64, help_text=_("Names the plan that was applied, row by row."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="imports",
        help_text=_("Who applied it. Empty: from the command line."),
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text=_("When it was taken back."))
    withdrawn_why = models.CharField(max_length=300, blank=True, help_text=_("Why it was taken back."))

    class Meta:
        ordering = ("-id",)
        constraints = [
            choice_check("state", ImportState),
            models.CheckConstraint(
                name="import_stands_on_source",
                violation_error_message=_("An import that stands has its source; a withdrawn one has a reason."),
                condition=models.Q(state="applied", source__isnull=False)
                | models.Q(state="applied", register__in=BRING_SOURCES)
                | models.Q(state="withdrawn", withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register}, {self.release}"


class ImportFile(models.Model):
    """A file that was imported, known by its SHA-256. The file itself is not kept; its rows are."""

    job = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200, help_text=_("The file's name, without its folder."))
    sha256 = models.CharField(max_length=64, db_index=True, help_text=_("The SHA-256 of its bytes."))
    size = models.PositiveBigIntegerField(help_text=_("Bytes."))
    encoding = models.CharField(max_length=20, blank=True, help_text=_("How it was decoded. Empty: a spreadsheet."))
    layout = models.CharField(max_length=40, blank=True, help_text=_("Which of the register's layouts it has."))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="importfile_sha256_shape",
                violation_error_message=_("A SHA-256 is 64 characters from 0 to 9 and a to f."),
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One row of an imported file, as it stands there, and what became of it."""

    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(help_text=_("The line of the file, from 1."))
    raw = models.TextField(help_text=_("The row as it stands in the file."))
    key = models.CharField(
        max_length=120, blank=True, db_index=True, help_text=_("What names the same thing in other releases.")
    )
    status = models.CharField(max_length=16, choices=RowStatus.choices, help_text=_("What the plan said about it."))
    column = models.CharField(max_length=80, blank=True, help_text=_("The column that the reason is about."))
    reason = models.CharField(max_length=300, blank=True, help_text=_("Why it has that status."))
    facts = models.JSONField(
        default=dict, blank=True, help_text=_("What the row states, by field, to compare with other releases.")
    )
    match = models.CharField(
        max_length=20, blank=True, help_text=_("Public id of the record that it states, or may state.")
    )

    class Meta:
        ordering = ("file", "line")
        constraints = [
            choice_check("status", RowStatus),
            models.UniqueConstraint(
                name="importrow_once",
                violation_error_message=_("This line of the file is recorded already."),
                fields=("file", "line"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


class ImportedCitation(models.Model):
    """A citation that an imported row became: by it, each record knows its row, and each row its records."""

    row = models.ForeignKey(ImportRow, on_delete=models.CASCADE, related_name="citations")
    citation = models.OneToOneField(Citation, on_delete=models.CASCADE, related_name="imported")
    made_record = models.BooleanField(default=False, help_text=_("On: the row also made the record that it is about."))

    def __str__(self) -> str:
        return f"{self.row}: {self.citation_id}"


class ImportedPart(models.Model):
    """What an imported row added that no citation of its own tells: a delivery or value of a record that others made,
    or a source that the row describes.
    """

    row = models.ForeignKey(ImportRow, on_delete=models.CASCADE, related_name="parts")
    delivery = models.OneToOneField(
        Delivery, null=True, blank=True, on_delete=models.CASCADE, related_name="imported", help_text=_("What arrived.")
    )
    valuation = models.OneToOneField(
        Valuation, null=True, blank=True, on_delete=models.CASCADE, related_name="imported", help_text=_("Its value.")
    )
    source = models.OneToOneField(
        Source, null=True, blank=True, on_delete=models.CASCADE, related_name="imported", help_text=_("A new source.")
    )

    class Meta:
        constraints = [exactly_one("delivery", "valuation", "source")]

    def __str__(self) -> str:
        return f"{self.row}: {self.delivery or self.valuation or self.source}"
