"""Closed vocabularies of what and how it moved."""

from __future__ import annotations

from core.choices import ExplainedChoices


class ItemKind(ExplainedChoices):
    COMPONENT = "component", "component", "A part built into something else: sensor, engine, rack, valve."
    SUBSYSTEM = "subsystem", "subsystem", "A working group of parts."
    PLATFORM = "platform", "platform", "An aircraft, vehicle, ship or launcher that carries parts and weapons."
    MUNITION = "munition", "munition", "A bomb, rocket, missile or other thing that is expended."
    WEAPON = "weapon", "weapon", "A weapon that is neither carried as a platform nor expended."
    MATERIAL = "material", "material", "Raw or half-finished material."
    TECHNOLOGY = "technology", "technology", "Software, documents, training or know-how."
    GOODS = "goods", "goods not further named", "Goods that the source describes and does not name as a type."


class CodeScheme(ExplainedChoices):
    HS = "HS", "Harmonised System", "Customs code of the World Customs Organization, six digits."
    UK = "UK", "UK strategic export control list", "Rating on the consolidated list of the United Kingdom."
    CHPL = "CHPL", "Common High Priority List", "HS codes of parts wanted for Russian weapons, with their tier."
    ECL = "ECL", "Export Control List of Canada", "Group and item on Canada's list."
    ML = "ML", "Munitions List", "Category ML1 to ML22 of the Wassenaar and EU military lists."


class UnitKind(ExplainedChoices):
    UNIT = "unit", "one thing", "One physical thing."
    LOT = "lot", "a lot or batch", "Things of one production run."


class IncorporationKind(ExplainedChoices):
    STANDARD = "standard", "standard fit", "Built in as a rule."
    OPTION = "option", "option", "Built in for some customers or versions."
    RETROFIT = "retrofit", "retrofit", "Added after the platform was made."
    REPLACEMENT = "replacement", "replacement", "Took the place of another part."
    PLANNED = "planned", "planned", "Announced and not recorded as done."
    OBSERVED = "observed", "observed", "Found in or on a platform; whether as a rule is not stated."


class LicenceKind(ExplainedChoices):
    INDIVIDUAL = "individual", "individual licence", "One deal."
    OPEN = "open", "open licence", "Many deals for named parties."
    GENERAL = "general", "general licence", "A class of exporters and places, with no application each time."
    INCORPORATION = (
        "incorporation",
        "incorporation licence",
        "For a part meant to be built into another state's product.",
    )
    APPROVAL = "approval", "approval, form not stated", "An approval to export; the source does not say in what form."
    GROUP = "group", "group of licences", "Several licences that a source counts together."
    NOT_REQUIRED = "not_required", "no licence required", "The authority or a rule says that none is needed."


class LicenceRole(ExplainedChoices):
    APPLICANT = "applicant", "applicant", "Party that applied."
    EXPORTER = "exporter", "exporter", "Party that holds the authorisation to export."
    CONSIGNEE = "consignee", "consignee", "Party abroad that receives the goods."
    ULTIMATE_CONSIGNEE = (
        "ultimate_consignee",
        "ultimate consignee",
        "Main party abroad that receives; need not be the end user.",
    )
    DECLARED_END_USER = (
        "declared_end_user",
        "declared end user",
        "Party declared as the one that finally receives and uses.",
    )
    BROKER = "broker", "broker", "Arranges a transfer between two other countries."


class LicenceEventKind(ExplainedChoices):
    APPLIED = "applied", "applied for", ""
    RECOMMENDED = "recommended", "approval recommended", "Advice to the one who decides."
    ISSUED = "issued", "issued", ""
    AMENDED = "amended", "amended", ""
    SUSPENDED = "suspended", "suspended", "Put on hold; may resume."
    REINSTATED = "reinstated", "reinstated", "In force again after a suspension."
    CANCELLED = "cancelled", "cancelled or revoked", "Ended before its date."
    EXPIRED = "expired", "expired", ""
    REFUSED = "refused", "refused", "The application was turned down."


class UndertakingKind(ExplainedChoices):
    CERTIFICATE = "certificate", "end-use certificate", "Signed, usually state-certified paper naming user and use."
    ASSURANCE = "assurance", "end-use assurance", "A promise about end use in another form."
    OWN_PRODUCTION = "own_production", "own-production declaration", "Parts go into the buyer's own product."
    NON_REEXPORT = "non_reexport", "non-re-export undertaking", "A promise not to pass the goods on without consent."


class MeasureKind(ExplainedChoices):
    EMBARGO = "embargo", "arms embargo", "A decision or call to supply no arms to a place or group."
    SUSPENSION = "suspension", "suspension", "Permits or new permits put on hold."
    CANCELLATION = "cancellation", "cancellation of licences", "Licences ended before their date, several at once."
    MORATORIUM = "moratorium", "moratorium", "A freeze declared for a time."
    DENIAL_POLICY = "denial_policy", "denial policy", "Applications fail unless an exception is shown."
    RESTRICTION = "restriction", "restriction", "A ban, control or condition short of an embargo."
    EXEMPTION = "exemption", "exemption", "A carve-out from another measure."
    LIFTING = "lifting", "lifting", "Ends or restores what another measure stopped."
    CONDITION = "condition", "condition or notification duty", "Something that must be declared or notified."
    SANCTION = "sanction", "sanctions listing", "A party named under sanctions or on a control list."
    SUPPLY_STOP = "supply_stop", "stop of supply by a firm", "A firm's own decision to stop deliveries."
    POSITION = "position", "stated policy", "What a state says that it does or requires, or does not require."


class LegalForce(ExplainedChoices):
    BINDING = "binding", "binding", "Those addressed must follow it."
    VOLUNTARY = "voluntary", "voluntary", "A call or request; nobody is bound in law."
    CORPORATE = "corporate", "a firm's own decision", "Binds only the firm that took it."
    UNCLEAR = "unclear", "unclear or disputed", "Readers differ, or the source does not say."


class Coverage(ExplainedChoices):
    COVERS = "covers", "covers", "The reader says that the measure covers this."
    PARTLY = "partly", "covers in part", ""
    DOES_NOT_COVER = "does_not_cover", "does not cover", ""
    UNCLEAR = "unclear", "open to interpretation", ""


class ShipmentKind(ExplainedChoices):
    SALE = "sale", "sale", "Sold, directly or through somebody."
    GIFT = "gift", "gift or donation", ""
    LOAN = "loan", "loan or lease", ""
    REPAIR = "repair", "repair and return", ""
    REEXPORT = "reexport", "re-export", "Passed on to another state or user."
    LICENSED_PRODUCTION = "licensed_production", "licensed production", "The design was passed on and made there."
    CAPTURE = "capture", "capture", "Taken by an opponent."
    THEFT = "theft", "theft", ""
    SEIZURE = "seizure", "seizure on the way", "Stopped and taken by an authority."
    UNKNOWN = "unknown", "kind not stated", "Moved; how is not stated."


class ShipmentStatus(ExplainedChoices):
    REQUESTED = "requested", "requested or planned", "Wanted or announced; no order recorded."
    ORDERED = "ordered", "ordered", "A contract or order; no delivery recorded."
    DELIVERING = "delivering", "delivering", "Some delivered."
    DELIVERED = "delivered", "delivered", "Recorded as having reached the recipient."
    STOPPED = "stopped", "stopped on the way", "Did not arrive: seized, lost or turned back."
    CANCELLED = "cancelled", "cancelled", "Called off."
    UNKNOWN = "unknown", "not stated", "Recorded as supplied; whether all arrived is not stated."


class Authorised(ExplainedChoices):
    NOT_STATED = "not_stated", "not stated", "The sources say nothing about permission."
    YES = "yes", "recorded as authorised", ""
    NO = "no", "recorded as not authorised", "A source states that permission was missing."
    NOT_REQUIRED = "not_required", "no licence required", ""


class ShipmentRole(ExplainedChoices):
    BROKER = "broker", "broker", "Arranged it without necessarily owning or touching the goods."
    CARRIER = "carrier", "carrier", ""
    INTERMEDIATE_CONSIGNEE = "intermediate_consignee", "intermediate consignee", "Received on the way for someone else."
    DISTRIBUTOR = "distributor", "distributor", "Bought and sold on."
    DECLARED_END_USER = "declared_end_user", "declared end user", "Declared as the one that finally receives and uses."
    FINANCIER = "financier", "financier", "Paid or lent the money."
    TRANSIT = "transit", "transit", "State or place passed through."


class ValuationUnit(ExplainedChoices):
    MONEY = "money", "money", "An amount in one currency."
    TIV = "TIV", "SIPRI trend-indicator value", "A volume of capability in millions; never a price."


class ProceedingKind(ExplainedChoices):
    REVIEW = "review", "official review", "A body reviewed what happened and reported."
    FINDING = "finding", "finding of a review", "What an official review or trace states that it found."
    INQUIRY = "inquiry", "inquiry", "A parliament or government asked."
    INVESTIGATION = "investigation", "investigation", "Police or another authority investigated."
    COMPLAINT = "complaint", "complaint", "Somebody asked a court or prosecutor to act."
    INDICTMENT = "indictment", "indictment or announced charge", "A prosecutor accuses. Not a finding."
    ARREST = "arrest", "arrest", "Somebody was arrested. Not a finding."
    TRIAL = "trial", "trial", "A court heard the case."
    JUDGEMENT = "judgement", "judgement or court order", "A court decided."
    DISCLOSURE = "disclosure", "release of documents", "Records were released."


class ProceedingState(ExplainedChoices):
    OPEN = "open", "open", "Going on, or no end recorded."
    ANNOUNCED = "announced", "announced", "Announced, not yet begun."
    CONCLUDED = "concluded", "concluded", "Ended with a result that is stated."
    DISMISSED = "dismissed", "dismissed", "Ended without a finding."
    UNKNOWN = "unknown", "outcome not found", "How it ended is not recorded here."
