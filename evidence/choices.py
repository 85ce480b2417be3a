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
