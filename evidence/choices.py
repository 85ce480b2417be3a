"""Closed vocabularies of how we know. Letters and digits follow the Admiralty grades (NATO STANAG 2511 / AJP-2.1)."""

from __future__ import annotations

from core.choices import ExplainedChoices


class SourceKind(ExplainedChoices):
    ORIGINAL = "original", "original", "The publisher's own report or document."
    OFFICIAL = "official", "official document or record", "Published by a state or an international body."
    STATEMENT = "statement", "statement", "What a named speaker said: a denial, a claim, testimony."
    SECONDARY = "secondary", "secondary", "Summarises or rewrites what others reported."
    REPOST = "repost", "repost or mirror", "The text of another source, republished."
    LEAK = "leak", "released or leaked record", "Records that were released on request or leaked."
    PROTECTED = "protected", "held by the editors", "Who or what it is stays with the editors."


class Reliability(ExplainedChoices):
    A = "A", "A – completely reliable", "No doubt about authenticity, trustworthiness or competence."
    B = "B", "B – usually reliable", "Minor doubts; mostly right in the past."
    C = "C", "C – fairly reliable", "Doubts; has been right before."
    D = "D", "D – not usually reliable", "Significant doubts; has sometimes been right."
    E = "E", "E – unreliable", "Has been wrong before."
    F = "F", "F – cannot be judged", "Missing, not average: nothing is known about its reliability."


class Credibility(ExplainedChoices):
    CONFIRMED = "1", "1 – confirmed by other sources", ""
    PROBABLY_TRUE = "2", "2 – probably true", ""
    POSSIBLY_TRUE = "3", "3 – possibly true", ""
    DOUBTFUL = "4", "4 – doubtful", ""
    IMPROBABLE = "5", "5 – improbable", ""
    CANNOT_BE_JUDGED = "6", "6 – cannot be judged", "Missing, not average."


class Stance(ExplainedChoices):
    SUPPORTS = "supports", "supports", "The source states what the record says."
    DISPUTES = "disputes", "disputes", "The source states otherwise or denies it."
    MENTIONS = "mentions", "mentions", "The source speaks of it and takes no side."


class Rung(ExplainedChoices):
    UNIT = "unit", "unit", "A named thing: a serial number, a photographed wreck."
    LOT = "lot", "lot", "A lot or batch."
    DEAL = "deal", "deal", "A contract, permit, delivery or event."
    TYPE = "type", "type", "The type of thing, not this one."
    CAPABILITY = "capability", "capability", "That a party can or does do such things."


class LineageKind(ExplainedChoices):
    REPORTS = "reports", "reports", "Reports what the other published."
    REPOSTS = "reposts", "reposts", "Republishes the text of the other."
    QUOTES = "quotes", "quotes", "Quotes the other for this."
    BASED_ON = "based_on", "is based on", "Rests on the records or data of the other."
    SAME_TEXT = "same_text", "is the same text as", "Another copy of one text."


class ReplyKind(ExplainedChoices):
    ANSWERED = "answered", "answered", ""
    DENIED = "denied", "denied", ""
    DECLINED = "declined", "declined to comment", ""
    SILENT = "silent", "did not answer", ""
    PENDING = "pending", "asked, no answer yet", ""


class GapKind(ExplainedChoices):
    TRANSFER = "transfer", "transfer without a record", ""
    DOCUMENT = "document", "document not seen", ""
    DATE = "date", "date not stated", ""
    QUANTITY = "quantity", "quantity not stated", ""
    IDENTITY = "identity", "party or item not named", ""
    SERIAL = "serial", "serial number not published", ""
