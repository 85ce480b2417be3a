from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import choice_check, public_id_check
from core.fields import PartialDateField, PublicIdField
from core.models import Identified, identified_checks, in_order_of
from entities.models import Country, Entity
from evidence.choices import LineageKind, Reliability, SourceKind


class PublisherManager(models.Manager["Publisher"]):
    def get_by_natural_key(self, name: str) -> Publisher:
        return self.get(name=name)


class Publisher(models.Model):
    """Who publishes sources. Reference data."""

    public_id = PublicIdField(prefix="pu")
    name = models.CharField(max_length=240, unique=True, help_text=_("The name that it publishes under."))
    country = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="publishers",
        help_text=_("Where it is seated."),
    )
    entity = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="publishes_as",
        help_text=_("If it is also a party here."),
    )
    note = models.CharField(max_length=300, blank=True, help_text=_("For example: state broadcaster."))

    objects = PublisherManager()

    class Meta:
        ordering = ("name",)
        indexes = [in_order_of("publisher_by_name", "name")]
        constraints = [public_id_check()]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)


PROTECTED_TITLE = "Source held by the editors"


class Source(Identified):
    """A document, or a statement with its speaker. What it says about a record is in its citations."""

    public_id = PublicIdField(prefix="so")
    title = models.CharField(max_length=400, help_text=_("The title as printed, in its own language."))
    title_is_inferred = models.BooleanField(
        default=False, help_text=_("On: the title was not printed in what was read.")
    )
    kind = models.CharField(
        max_length=12,
        choices=SourceKind.choices,
        help_text=_("How close it is to what it tells: an original, a report of others, a statement."),
    )
    publisher = models.ForeignKey(
        Publisher,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sources",
        help_text=_("Who published it. Empty: not known."),
    )
    authors = models.CharField(max_length=240, blank=True, help_text=_("The authors as printed, separated by commas."))
    speaker = models.ForeignKey(
        Entity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
        help_text=_("For a statement: who said it."),
    )
    statement = models.TextField(blank=True, help_text=_("For a statement: what was said, in our words."))
    published = PartialDateField(null=True, blank=True, help_text=_("When it was published or said."))
    language = models.CharField(max_length=12, blank=True, help_text=_("BCP 47 tag."))
    url = models.URLField(
        max_length=600, blank=True, help_text=_("Only where it was seen. Empty: not known. http or https.")
    )
    archived_url = models.URLField(
        max_length=600, blank=True, help_text=_("Where a public archive keeps a copy, with http or https.")
    )
    reliability = models.CharField(
        max_length=1,
        choices=Reliability.choices,
        default=Reliability.F,
        help_text=_("How reliable its publisher is, as a letter. F: nothing is known about that."),
    )
    derived_from = models.ManyToManyField(
        "self",
        through="SourceLineage",
        symmetrical=False,
        related_name="derived_sources",
        through_fields=("source", "origin"),
        help_text=_("The sources that it rests on. Three papers that repeat one leak are one origin."),
    )
    is_protected = models.BooleanField(default=False, help_text=_("On: the public sees only its kind and grade."))
    note = models.TextField(blank=True, help_text=_("What a reader should know about this copy."))

    class Meta:
        ordering = ("-published_earliest", "title")
        indexes = [in_order_of("source_by_published", "published_earliest")]
        constraints = [
            *identified_checks("published"),
            choice_check("kind", SourceKind),
            choice_check("reliability", Reliability),
            models.CheckConstraint(
                name="source_url_http",
                violation_error_message=_("An address must begin with http:// or https://."),
                condition=models.Q(url="") | models.Q(url__regex=r"^https?://"),
            ),
            models.CheckConstraint(
                name="source_archived_url_http",
                violation_error_message=_("An archive address must begin with http:// or https://."),
                condition=models.Q(archived_url="") | models.Q(archived_url__regex=r"^https?://"),
            ),
            models.CheckConstraint(
                name="source_statement_says_something",
                violation_error_message=_("A statement needs its words: fill in what was said."),
                condition=~models.Q(kind="statement") | ~models.Q(statement=""),
            ),
            models.CheckConstraint(
                name="source_protected_shows_kind_and_grade",
                violation_error_message=_(
                    "The public sees only kind and grade of a protected source: title it “Source held by the editors” "
                    "and leave statement, date, language and handle empty. The rest goes into its protected record."
                ),
                condition=models.Q(is_protected=False)
                | models.Q(
                    title=PROTECTED_TITLE,
                    statement="",
                    language="",
                    published__isnull=True,
                    handle__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="source_protected_names_nobody",
                violation_error_message=_(
                    "A protected source names nobody: choose the kind “held by the editors” and leave publisher, "
                    "speaker, authors, addresses and note empty."
                ),
                condition=models.Q(is_protected=False)
                | models.Q(
                    kind="protected",
                    publisher__isnull=True,
                    speaker__isnull=True,
                    authors="",
                    url="",
                    archived_url="",
                    note="",
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/sources/{self.public_id}/"


class SourceLineage(models.Model):
    """That one source rests on another. Independence counts the roots of these links, not articles."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="lineage")
    origin = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="offspring", help_text=_("The source that it rests on.")
    )
    kind = models.CharField(
        max_length=12, choices=LineageKind.choices, help_text=_("In what way it rests on the other.")
    )
    note = models.CharField(max_length=300, blank=True, help_text=_("How this is known."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="sourcelineage_once",
                violation_error_message=_("That this source rests on that one is recorded already."),
                fields=("source", "origin"),
            ),
            choice_check("kind", LineageKind),
            models.CheckConstraint(
                name="sourcelineage_not_itself",
                violation_error_message=_("A source cannot rest on itself. Choose another origin."),
                condition=~models.Q(source=models.F("origin")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.origin}"


class Capture(models.Model):
    """A stored copy of a source, known by its SHA-256."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="captures")
    sha256 = models.CharField(max_length=64, help_text=_("The SHA-256 of the stored bytes, 64 characters."))
    media_type = models.CharField(max_length=100, help_text=_("What the bytes are: text/html, application/pdf."))
    size = models.PositiveBigIntegerField(help_text=_("Bytes."))
    taken_at = models.DateTimeField(help_text=_("When the copy was made."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="capture_once",
                violation_error_message=_("This copy of the source is stored already."),
                fields=("source", "sha256"),
            ),
            models.CheckConstraint(
                name="capture_sha256_shape",
                violation_error_message=_("A SHA-256 is 64 characters from 0 to 9 and a to f."),
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"
