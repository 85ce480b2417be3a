"""Closed vocabularies of how we know. Letters and digits follow the Admiralty grades (NATO STANAG 2511 / AJP-2.1)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices


class SourceKind(ExplainedChoices):
    ORIGINAL = "original", _("original"), _("The publisher's own report or document.")
    OFFICIAL = "official", _("official document or record"), _("Published by a state or an international body.")
    STATEMENT = "statement", _("statement"), _("What a named speaker said: a denial, a claim, testimony.")
    SECONDARY = "secondary", _("secondary"), _("Summarises or rewrites what others reported.")
    REPOST = "repost", _("repost or mirror"), _("The text of another source, republished.")
    LEAK = "leak", _("released or leaked record"), _("Records that were released on request or leaked.")
    PROTECTED = "protected", _("held by the editors"), _("Who or what it is stays with the editors.")


class Reliability(ExplainedChoices):
    A = "A", _("A – completely reliable"), _("No doubt about authenticity, trustworthiness or competence.")
    B = "B", _("B – usually reliable"), _("Minor doubts; mostly right in the past.")
    C = "C", _("C – fairly reliable"), _("Doubts; has been right before.")
    D = "D", _("D – not usually reliable"), _("Significant doubts; has sometimes been right.")
    E = "E", _("E – unreliable"), _("Has been wrong before.")
    F = "F", _("F – cannot be judged"), _("Missing, not average: nothing is known about its reliability.")


class Credibility(ExplainedChoices):
    CONFIRMED = "1", _("1 – confirmed by other sources"), _("Independent sources state the same.")
    PROBABLY_TRUE = "2", _("2 – probably true"), _("Fits with what is known; not confirmed independently.")
    POSSIBLY_TRUE = "3", _("3 – possibly true"), _("Fits with some of what is known; not confirmed.")
    DOUBTFUL = "4", _("4 – doubtful"), _("Possible, and little else speaks for it.")
    IMPROBABLE = "5", _("5 – improbable"), _("Contradicted by better information.")
    CANNOT_BE_JUDGED = "6", _("6 – cannot be judged"), _("Missing, not average.")


class Stance(ExplainedChoices):
    SUPPORTS = "supports", _("supports"), _("The source states what the record says.")
    DISPUTES = "disputes", _("disputes"), _("The source states otherwise or denies it.")
    MENTIONS = "mentions", _("mentions"), _("The source speaks of it and takes no side.")


class Rung(ExplainedChoices):
    UNIT = "unit", _("unit"), _("A named thing: a serial number, a photographed wreck.")
    LOT = "lot", _("lot"), _("A lot or batch.")
    DEAL = "deal", _("deal"), _("A contract, permit, delivery or event.")
    TYPE = "type", _("type"), _("The type of thing, not this one.")
    CAPABILITY = "capability", _("capability"), _("That a party can or does do such things.")


class LineageKind(ExplainedChoices):
    REPORTS = "reports", _("reports"), _("Reports what the other published.")
    REPOSTS = "reposts", _("reposts"), _("Republishes the text of the other.")
    QUOTES = "quotes", _("quotes"), _("Quotes the other for this.")
    BASED_ON = "based_on", _("is based on"), _("Rests on the records or data of the other.")
    SAME_TEXT = "same_text", _("is the same text as"), _("Another copy of one text.")


class ReplyKind(ExplainedChoices):
    ANSWERED = "answered", _("answered"), _("An answer came, whatever it says.")
    DENIED = "denied", _("denied"), _("The one asked said that it is not so.")
    DECLINED = "declined", _("declined to comment"), _("The one asked said that there will be no answer.")
    SILENT = "silent", _("did not answer"), _("Nothing came back by the time of publication.")
    PENDING = "pending", _("asked, no answer yet"), _("The question is open; it may yet be answered.")


class GapKind(ExplainedChoices):
    TRANSFER = (
        "transfer",
        _("transfer without a record"),
        _("It must have passed from one to the other; no record says how."),
    )
    DOCUMENT = "document", _("document not seen"), _("A document is known to exist, and nobody here has read it.")
    DATE = "date", _("date not stated"), _("No source says when.")
    QUANTITY = "quantity", _("quantity not stated"), _("No source says how many.")
    IDENTITY = (
        "identity",
        _("party or item not named"),
        _("A source describes a party or an item and does not name it."),
    )
    SERIAL = "serial", _("serial number not published"), _("A number was seen by somebody and is not printed.")


class CheckKind(ExplainedChoices):
    """What would refute a link: the label is the question, the explanation what would count against it."""

    DENIED = (
        "denied",
        _("Does anybody who must know say that it was not so?"),
        _("A source that denies or contradicts the record as a whole."),
    )
    OTHER_RECIPIENT = (
        "other_recipient",
        _("Do the delivery documents name this recipient and this time?"),
        _("A delivery, customs or payment document that names another recipient or another time."),
    )
    NOT_DELIVERED = (
        "not_delivered",
        _("Did it arrive?"),
        _("A record that the delivery was stopped, turned back or never made."),
    )
    NOT_IN_INVENTORY = (
        "not_in_inventory",
        _("Does the recipient have it on its books?"),
        _("An inventory, register or inspection of the recipient, from after the delivery, in which it is missing."),
    )
    MADE_ELSEWHERE = (
        "made_elsewhere",
        _("Was it made there, or delivered whole?"),
        _("Maker's marks or production records that name another factory."),
    )
    OTHER_GOODS = (
        "other_goods",
        _("Does the text of the permit name these goods and this consignee?"),
        _("The permit's own text, which names other goods, another consignee or another end user."),
    )
    NOT_USED = (
        "not_used",
        _("Did anything move under the permit?"),
        _("A record that it was refused, returned or ended unused."),
    )
    OTHER_PART = (
        "other_part",
        _("Do the build records of the platform list this part?"),
        _("A build record or parts list of the platform's maker that has another part in its place."),
    )
    OTHER_SERIAL = (
        "other_serial",
        _("Are the marks on the part found the maker's own?"),
        _("Another serial number, or marks of another maker or of a copy, on the part found in the platform."),
    )
    FITTED_LATER = (
        "fitted_later",
        _("Was it in the platform when that was passed on?"),
        _("A record that it was fitted or exchanged after the platform had left the one who built it."),
    )
    OTHER_TYPE = (
        "other_type",
        _("Was the type told from the thing itself?"),
        _("An examination of the thing or of its pictures that identifies another type."),
    )
    OLDER_IMAGE = (
        "older_image",
        _("Were the pictures taken then and there?"),
        _("A photograph or film that turns out to be older than the incident, or from another place."),
    )
    OTHER_USER = (
        "other_user",
        _("Whose marks does it carry, and who operated it?"),
        _("Marks, testimony or records of another user."),
    )
    NOT_THERE = (
        "not_there",
        _("Did an inquiry look into whether it was used there?"),
        _("An inquiry that looked for use in this conflict and reports none."),
    )
    OTHER_UNIT = (
        "other_unit",
        _("Is it one and the same thing throughout?"),
        _("Serial numbers, marks or pictures that show two different things."),
    )
    OTHER_ROUTE = (
        "other_route",
        _("By which way did it come?"),
        _("A customs, delivery or sales record that shows another giver or another way."),
    )
    OTHER_PARTY = (
        "other_party",
        _("Which party within that name held it?"),
        _("A record that names the party precisely, and it is another one."),
    )
    OTHER_VARIANT = (
        "other_variant",
        _("Which variant was it?"),
        _("A record that names the variant precisely, and it is another one."),
    )


class CheckState(ExplainedChoices):
    ASKED = "asked", _("asked, not settled"), _("Somebody asked or looked, and nothing came back that settles it.")
    SURVIVED = "survived", _("looked into, stands"), _("Somebody looked, and what came back does not refute it.")
    FOUND = "found", _("something speaks against it"), _("What came back speaks against it.")


CHECKS_ABOUT: dict[str, tuple[CheckKind, ...]] = {
    "shipment": (
        CheckKind.DENIED, CheckKind.OTHER_RECIPIENT, CheckKind.NOT_DELIVERED, CheckKind.NOT_IN_INVENTORY,
        CheckKind.MADE_ELSEWHERE, CheckKind.OTHER_ROUTE, CheckKind.OTHER_PARTY, CheckKind.OTHER_VARIANT,
    ),
    "licence": (
        CheckKind.DENIED, CheckKind.OTHER_GOODS, CheckKind.NOT_USED, CheckKind.OTHER_ROUTE, CheckKind.OTHER_PARTY,
        CheckKind.OTHER_VARIANT,
    ),
    "incorporation": (
        CheckKind.DENIED, CheckKind.OTHER_PART, CheckKind.OTHER_SERIAL, CheckKind.FITTED_LATER, CheckKind.OTHER_ROUTE,
        CheckKind.OTHER_PARTY, CheckKind.OTHER_VARIANT,
    ),
    "incident": (
        CheckKind.DENIED, CheckKind.OTHER_TYPE, CheckKind.OLDER_IMAGE, CheckKind.OTHER_USER, CheckKind.NOT_THERE,
        CheckKind.OTHER_ROUTE, CheckKind.OTHER_PARTY, CheckKind.OTHER_VARIANT,
    ),
    "item_unit": (CheckKind.OTHER_UNIT, CheckKind.OTHER_VARIANT),
}  # fmt: skip
"""Which checks can be recorded about which kind of record. A way or a name that no record gives is checked at the
record that implies it: the building in, the use, the next transfer."""


class ContradictionKind(ExplainedChoices):
    DATE = "date", _("date"), _("When something was, or from when and until when.")
    QUANTITY = "quantity", _("quantity"), _("How many or how much.")
    IDENTITY = "identity", _("identity"), _("Which thing, place or document it is, or whether it was at all.")
    ROLE = "role", _("role"), _("Who did it: sent, received, made, used, permitted.")
    INTERPRETATION = (
        "interpretation",
        _("interpretation"),
        _("How the same thing is read: its kind, its state, what it covers."),
    )


class Fit(ExplainedChoices):
    """How two values for one field stand to each other."""

    SAME = "same", _("the same"), _("Both state the same, perhaps written differently.")
    WITHIN = "within", _("one within the other"), _("The vaguer value leaves room for the closer one.")
    OVERLAP = "overlap", _("they meet"), _("Both ranges have values in common, so both can hold.")
    UNSTATED = "unstated", _("one does not say"), _("One source leaves it open, so it states nothing else.")
    OTHER_SCOPE = "other_scope", _("of different things"), _("They count or describe different things.")
    RIVAL = "rival", _("rivals"), _("They cannot both hold, or nothing recorded tells that they can.")


class Decision(ExplainedChoices):
    RECONCILED = (
        "reconciled",
        _("reconciled by scope"),
        _("Each value holds, for a scope of its own that the note names."),
    )
    SUPERSEDED = "superseded", _("superseded"), _("Who stated one value states another by now.")
    WITHDRAWN = "withdrawn", _("one withdrawn"), _("Who stated one value took it back.")
    OPEN = "open", _("open again"), _("An earlier decision no longer holds; the note says why.")


class ContradictionState(ExplainedChoices):
    OPEN = "open", _("open"), _("Nothing recorded settles it.")
    RECONCILED = "reconciled", _("reconciled by scope"), _("An editor's note says for which scope each value holds.")
    SUPERSEDED = (
        "superseded",
        _("superseded"),
        _("Who stated one value later stated another, which no source contradicts."),
    )
    WITHDRAWN = "withdrawn", _("one withdrawn"), _("An editor's note says which value was taken back.")
    COMPATIBLE = "compatible", _("compatible"), _("The values differ and can all hold at once.")
