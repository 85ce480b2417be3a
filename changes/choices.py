"""What can happen to a public record, and what is said of why one is gone."""

from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices


class Op(ExplainedChoices):
    """What a change did to its record."""

    UPSERT = "upsert", _("Added or changed"), _("The record is there, new or changed: read it again.")
    MERGE = "merge", _("Merged"), _("The record was judged the same as another, which answers for it.")
    UNMERGE = "unmerge", _("Merge taken back"), _("The judgement was taken back: the record stands alone again.")
    WITHDRAW = "withdraw", _("Withdrawn"), _("The record is no longer published: remove it.")


class Reason(ExplainedChoices):
    """Why a record is gone, as far as the public is told."""

    EDITED = "edited", _("Withdrawn by the editors"), _("The editors no longer publish it.")
    IMPORT = "import", _("Import taken back"), _("The import that had brought it was taken back as a whole.")
