"""What people say about a printed name or a register's thing, and what a score is made of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices


class Verdict(ExplainedChoices):
    SAME = "same", _("the same"), _("The printed name, or the register's thing, is this record.")
    DIFFERENT = "different", _("different"), _("It is another one, however alike they look.")
    UNSURE = "unsure", _("unsure"), _("Somebody looked and could not tell; a person is asked again.")
    TAKEN_BACK = "taken_back", _("taken back"), _("What was decided before no longer counts.")


class Part(ExplainedChoices):
    DECIDED = "decided", _("decided"), _("A person decided it.")
    IDENTIFIER = "identifier", _("identifier"), _("The same number in the same register.")
    OTHER_IDENTIFIER = "other_identifier", _("other identifier"), _("Another number in the same register.")
    SAME_NAME = "same_name", _("same name"), _("A name letter by letter as printed.")
    SAME_SPELLING = "same_spelling", _("same spelling"), _("A name that differs by alphabet, accents or capitals only.")
    RUN_TOGETHER = "run_together", _("run together"), _("A name that differs by spaces and hyphens too.")
    SAME_SOUND = "same_sound", _("same but for form and sound"), _("A name that differs by legal form or sounds only.")
    BEGINS_SO = "begins_so", _("begins so"), _("One name is the beginning of the other.")
    SIMILAR = "similar", _("similar"), _("A name with many of the same groups of three letters.")
    SAME_COUNTRY = "same_country", _("same country"), _("The same country.")
    OTHER_COUNTRY = "other_country", _("other country"), _("Another country.")
    COMMON_NAME = "common_name", _("common name"), _("A name that several parties share: very short, or every state's.")
    SAME_KIND = "same_kind", _("same kind"), _("The same kind.")
    OTHER_KIND = "other_kind", _("other kind"), _("Another kind.")


class Level(ExplainedChoices):
    MATCH = "match", _("match"), _("Only this record fits, and fits so well that no person is asked.")
    POSSIBLE = "possible", _("possible match"), _("A person should look.")
    WEAK = "weak", _("weak"), _("Worth showing in a list, not worth asking about.")
