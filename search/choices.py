"""What can be the reason that a search finds a record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices


class What(ExplainedChoices):
    NAME = "name", _("name"), _("The name, designation or title under which the record is shown.")
    LEGAL = "legal", _("legal name"), _("The registered name of a party.")
    FORMER = "former", _("former name"), _("A name that a party used before.")
    ALIAS = "alias", _("alias"), _("Another name of a party, item, conflict or country.")
    TRANSLITERATION = "transliteration", _("transliteration"), _("The name of a party in another script.")
    IDENTIFIER = "identifier", _("identifier"), _("A number in somebody's register.")
    PUBLIC_ID = (
        "public_id",
        _("public id"),
        _("The id that the record has here. It is looked up, and kept in no entry."),
    )
    SERIAL = "serial", _("serial or lot number"), _("The number on one thing or lot, as it was read.")
    MARKS = "marks", _("marks"), _("What else stands on one thing or lot.")
    NUMBER = "number", _("number"), _("The number of a licence.")
    INSTRUMENT = "instrument", _("instrument"), _("The notice or resolution that a measure stands in.")
    PLACE = "place", _("place"), _("The place of an incident, as a source prints it.")
    PUBLISHER = "publisher", _("publisher or author"), _("Who published or wrote a source.")
    TEXT = "text", _("text"), _("The record's own description, statement or note.")
    CITATION = "citation", _("citation"), _("What a source says about the record.")


TEXTS = (What.TEXT, What.CITATION)


class How(ExplainedChoices):
    """Best first; a search ranks by this before anything else."""

    SAME = "same", _("is the same"), _("The same letters and digits.")
    RUN_TOGETHER = "run_together", _("is the same, run together"), _("The same but for spaces and hyphens.")
    SOUNDS = "sounds", _("is the same name"), _("The same but for the company form and for how sounds are spelt.")
    BEGINS = "begins", _("begins so"), _("It begins with the words.")
    WORDS = "words", _("has the words"), _("Every word stands in it, or begins one that does.")
    CONTAINS = "contains", _("contains it"), _("The letters and digits stand in it in one run.")
    SIMILAR = "similar", _("is similar"), _("Enough groups of three letters are the same.")
    TEXT = "text", _("says so"), _("Every word stands in the text.")
