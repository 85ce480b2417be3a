"""Readings, evidence and what follows from the matrix, in words that claim no more than it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from evidence.choices import Stance
from tracing.dossier.facts import LicenceFact, PartyFact
from tracing.readings.combine import CONSIGNEE, END_USER
from tracing.readings.fold import Reading
from tracing.readings.ground import Ground
from tracing.readings.pieces import Piece

if TYPE_CHECKING:
    from tracing.readings.comparison import Comparison


@dataclass(frozen=True, slots=True)
class Named:
    """What a reading is called, and the hands that it goes through."""

    title: str
    route: str


def named(reading: Reading, ground: Ground) -> Named:
    """By what it has and others do not: its permission, or the hands."""
    route = " → ".join(ground.party(key).name for key in reading.parties)
    return Named(_title(reading, ground), route)


def _title(reading: Reading, ground: Ground) -> str:
    licences = ground.licences(reading)
    if reading.is_derived:
        consignees = _list(party for licence in licences for party in licence.in_role(*CONSIGNEE))
        users = _list(party for licence in licences for party in licence.in_role(*END_USER))
        words = {"consignee": consignees, "user": users}
        return _("One permit: consignee %(consignee)s, declared end user %(user)s") % words
    if licences:
        return _("Under %(permits)s") % {"permits": _(" and ").join(f"“{one.record.title}”" for one in licences)}
    between = [ground.party(key).name for key in reading.parties[1:-1]]
    title = _("By way of %(parties)s") % {"parties": ", ".join(between)} if between else _("Directly")
    missing = any(hop.is_gap for hop in ground.own(reading))
    return _("%(title)s; no record of that transfer here") % {"title": title} if missing else title


def _list(parties: Iterator[PartyFact]) -> str:
    return _(" and ").join(dict.fromkeys(party.name for party in parties))


FIELDS = {
    "licence": lazy("under which permit"),
    "happened": lazy("when it happened"),
    "made": lazy("when it was made"),
    "since": lazy("since when it was fitted"),
    "delivered": lazy("when it was delivered"),
    "quantity_low": lazy("how many"),
    "quantity_high": lazy("how many"),
    "user": lazy("who used it"),
    "actor": lazy("who did it"),
}


def statement_words(piece: Piece) -> str:
    """What a row says, with the record that it is about."""
    return f"{piece.record.title}: {claim_words(piece)}"


def claim_words(piece: Piece) -> str:
    """The same where the record stands beside it."""
    if piece.field:
        words = {"field": FIELDS.get(piece.field, piece.field.replace("_", " ")), "value": piece.printed}
        stated = _("%(field)s: %(value)s, as recorded") if piece.is_recorded_date else _("%(field)s: “%(value)s”")
        return stated % words
    if piece.stance == Stance.DISPUTES:
        return _("disputed")
    return _("spoken of") if piece.stance == Stance.MENTIONS else _("stated")


def pieces_words(pieces: int, origins: int) -> str:
    """ "2 pieces of evidence, 1 origin"."""
    if not pieces:
        return _("none")
    many = ngettext("%(n)d piece of evidence", "%(n)d pieces of evidence", pieces) % {"n": pieces}
    return f"{many}, {ngettext('%(n)d origin', '%(n)d origins', origins) % {'n': origins}}"


def cautions(comparison: Comparison) -> list[str]:
    """What the order of the readings does not say: belongs wherever they are listed."""
    found = [_("Fewest inconsistencies is not a finding that it was so.")]
    if any(ranked.reading.is_derived for ranked in comparison.readings):
        found.append(
            _(
                "A reading derived by rule is stated by no record. It is made to fit what its two parts fit, so that "
                "fewer inconsistencies follow in part from how it is made."
            )
        )
    return found


def notes(comparison: Comparison) -> list[str]:
    """Sentences that belong beside every matrix."""
    found = cautions(comparison)
    if comparison.unit:
        found.append(_("All of them are about one thing: %(unit)s.") % {"unit": comparison.unit})
    else:
        found.append(
            _(
                "The records at the end do not all name one and the same unit, so that several readings may hold at "
                "once, for different units."
            )
        )
    found += list(_ties(comparison))
    found.append(_folding(comparison))
    if comparison.more:
        more = ngettext(
            "%(n)d more recorded reading is not compared here.",
            "%(n)d more recorded readings are not compared here.",
            comparison.more,
        )
        found.append(more % {"n": comparison.more})
    return found


def _ties(comparison: Comparison) -> Iterator[str]:
    by_against: dict[int, list[str]] = {}
    for ranked in comparison.readings:
        by_against.setdefault(ranked.against.origins, []).append(ranked.letter)
    tied = {ranked.letter for ranked in comparison.readings if ranked.is_tied}
    for letters in by_against.values():
        if len(letters) > 1:
            words = {"letters": _(" and ").join([", ".join(letters[:-1]), letters[-1]])}
            yield (
                _("%(letters)s tie: their order here means nothing.") % words
                if set(letters) <= tied
                else _(
                    "%(letters)s have equally many inconsistencies. They stand by how many origins fit them: that says "
                    "how well each is documented, not how likely it is."
                )
                % words
            )


def _folding(comparison: Comparison) -> str:
    read = ngettext(
        "%(n)d chain between these ends was read.", "%(n)d chains between these ends were read.", comparison.chains
    )
    alike = _(
        "Chains that differ only in the incident at the end, in the name under which a party is recorded, in what the "
        "thing passed inside of, or in records of the same hands and the same permission are one reading."
    )
    return f"{read % {'n': comparison.chains}} {alike}"


def would_tell_apart(comparison: Comparison) -> list[str]:
    """What is not recorded about the rival permissions: whoever finds it can strike out a reading."""
    licences = {one.record.pk: one for ranked in comparison.readings for one in ranked.licences}
    found = []
    for licence in licences.values():
        missing = list(_missing(licence))
        if missing and comparison.is_contest:
            found.append(f"“{licence.record.title}”: {', '.join(missing)}")
    return found


def _missing(licence: LicenceFact) -> Iterator[str]:
    if licence.issued is None:
        yield _("when it was issued")
    if licence.valid_until is None:
        yield _("until when it was valid")
    if not licence.in_role(*CONSIGNEE):
        yield _("who the consignee was")
    if not licence.in_role(*END_USER):
        yield _("who the declared end user was")


def critical_words(comparison: Comparison) -> list[str]:
    """How far the order rests on single pieces of evidence."""
    found = []
    for one in comparison.critical:
        words = {"what": statement_words(one.piece), "letters": _(" and ").join(one.leaders)}
        found.append(_("Without “%(what)s”, the fewest inconsistencies would be those of %(letters)s.") % words)
    return found
