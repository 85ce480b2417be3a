"""Closed vocabularies of what and how it moved."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices


class ItemKind(ExplainedChoices):
    COMPONENT = "component", _("component"), _("A part built into something else: sensor, engine, rack, valve.")
    SUBSYSTEM = "subsystem", _("subsystem"), _("A working group of parts.")
    PLATFORM = "platform", _("platform"), _("An aircraft, vehicle, ship or launcher that carries parts and weapons.")
    MUNITION = "munition", _("munition"), _("A bomb, rocket, missile or other thing that is expended.")
    WEAPON = "weapon", _("weapon"), _("A weapon that is neither carried as a platform nor expended.")
    MATERIAL = "material", _("material"), _("Raw or half-finished material.")
    TECHNOLOGY = "technology", _("technology"), _("Software, documents, training or know-how.")
    GOODS = "goods", _("goods not further named"), _("Goods that the source describes and does not name as a type.")


class CodeScheme(ExplainedChoices):
    HS = "HS", _("Harmonised System"), _("Customs code of the World Customs Organization, six digits.")
    UK = "UK", _("UK strategic export control list"), _("Rating on the consolidated list of the United Kingdom.")
    CHPL = "CHPL", _("Common High Priority List"), _("HS codes of parts wanted for Russian weapons, with their tier.")
    ECL = "ECL", _("Export Control List of Canada"), _("Group and item on Canada's list.")
    ML = "ML", _("Munitions List"), _("Category ML1 to ML22 of the Wassenaar and EU military lists.")


class UnitKind(ExplainedChoices):
    UNIT = "unit", _("one thing"), _("One physical thing.")
    LOT = "lot", _("a lot or batch"), _("Things of one production run.")


class IncorporationKind(ExplainedChoices):
    STANDARD = "standard", _("standard fit"), _("Built in as a rule.")
    OPTION = "option", _("option"), _("Built in for some customers or versions.")
    RETROFIT = "retrofit", _("retrofit"), _("Added after the platform was made.")
    REPLACEMENT = "replacement", _("replacement"), _("Took the place of another part.")
    PLANNED = "planned", _("planned"), _("Announced and not recorded as done.")
    OBSERVED = "observed", _("observed"), _("Found in or on a platform; whether as a rule is not stated.")


class LicenceKind(ExplainedChoices):
    INDIVIDUAL = "individual", _("individual licence"), _("One deal.")
    OPEN = "open", _("open licence"), _("Many deals for named parties.")
    GENERAL = "general", _("general licence"), _("A class of exporters and places, with no application each time.")
    INCORPORATION = (
        "incorporation",
        _("incorporation licence"),
        _("For a part meant to be built into another state's product."),
    )
    APPROVAL = (
        "approval",
        _("approval, form not stated"),
        _("An approval to export; the source does not say in what form."),
    )
    GROUP = "group", _("group of licences"), _("Several licences that a source counts together.")
    NOT_REQUIRED = "not_required", _("no licence required"), _("The authority or a rule says that none is needed.")


class LicenceRole(ExplainedChoices):
    APPLICANT = "applicant", _("applicant"), _("Party that applied.")
    EXPORTER = "exporter", _("exporter"), _("Party that holds the authorisation to export.")
    CONSIGNEE = "consignee", _("consignee"), _("Party abroad that receives the goods.")
    ULTIMATE_CONSIGNEE = (
        "ultimate_consignee",
        _("ultimate consignee"),
        _("Main party abroad that receives; need not be the end user."),
    )
    DECLARED_END_USER = (
        "declared_end_user",
        _("declared end user"),
        _("Party declared as the one that finally receives and uses."),
    )
    BROKER = "broker", _("broker"), _("Arranges a transfer between two other countries.")


class LicenceEventKind(ExplainedChoices):
    APPLIED = "applied", _("applied for"), _("Somebody asked for it.")
    RECOMMENDED = "recommended", _("approval recommended"), _("Advice to the one who decides.")
    ISSUED = "issued", _("issued"), _("The authority gave it.")
    AMENDED = "amended", _("amended"), _("Its terms or quantities were changed.")
    SUSPENDED = "suspended", _("suspended"), _("Put on hold; may resume.")
    REINSTATED = "reinstated", _("reinstated"), _("In force again after a suspension.")
    CANCELLED = "cancelled", _("cancelled or revoked"), _("Ended before its date.")
    EXPIRED = "expired", _("expired"), _("Its validity ran out.")
    REFUSED = "refused", _("refused"), _("The application was turned down.")


class UndertakingKind(ExplainedChoices):
    CERTIFICATE = (
        "certificate",
        _("end-use certificate"),
        _("Signed, usually state-certified paper naming user and use."),
    )
    ASSURANCE = "assurance", _("end-use assurance"), _("A promise about end use in another form.")
    OWN_PRODUCTION = "own_production", _("own-production declaration"), _("Parts go into the buyer's own product.")
    NON_REEXPORT = (
        "non_reexport",
        _("non-re-export undertaking"),
        _("A promise not to pass the goods on without consent."),
    )


class MeasureKind(ExplainedChoices):
    EMBARGO = "embargo", _("arms embargo"), _("A decision or call to supply no arms to a place or group.")
    SUSPENSION = "suspension", _("suspension"), _("Permits or new permits put on hold.")
    CANCELLATION = (
        "cancellation",
        _("cancellation of licences"),
        _("Licences ended before their date, several at once."),
    )
    MORATORIUM = "moratorium", _("moratorium"), _("A freeze declared for a time.")
    DENIAL_POLICY = "denial_policy", _("denial policy"), _("Applications fail unless an exception is shown.")
    RESTRICTION = "restriction", _("restriction"), _("A ban, control or condition short of an embargo.")
    EXEMPTION = "exemption", _("exemption"), _("A carve-out from another measure.")
    LIFTING = "lifting", _("lifting"), _("Ends or restores what another measure stopped.")
    CONDITION = "condition", _("condition or notification duty"), _("Something that must be declared or notified.")
    SANCTION = "sanction", _("sanctions listing"), _("A party named under sanctions or on a control list.")
    SUPPLY_STOP = "supply_stop", _("stop of supply by a firm"), _("A firm's own decision to stop deliveries.")
    POSITION = "position", _("stated policy"), _("What a state says that it does or requires, or does not require.")


class LegalForce(ExplainedChoices):
    BINDING = "binding", _("binding"), _("Those addressed must follow it.")
    VOLUNTARY = "voluntary", _("voluntary"), _("A call or request; nobody is bound in law.")
    CORPORATE = "corporate", _("a firm's own decision"), _("Binds only the firm that took it.")
    UNCLEAR = "unclear", _("unclear or disputed"), _("Readers differ, or the source does not say.")


class Coverage(ExplainedChoices):
    COVERS = "covers", _("covers"), _("The reader says that the measure covers this.")
    PARTLY = "partly", _("covers in part"), _("The reader says that the measure covers some of this.")
    DOES_NOT_COVER = "does_not_cover", _("does not cover"), _("The reader says that the measure does not cover this.")
    UNCLEAR = "unclear", _("open to interpretation"), _("The reader says that the text can be read in several ways.")


class ShipmentKind(ExplainedChoices):
    SALE = "sale", _("sale"), _("Sold, directly or through somebody.")
    GIFT = "gift", _("gift or donation"), _("Passed on without payment.")
    LOAN = "loan", _("loan or lease"), _("To be given back after use.")
    REPAIR = "repair", _("repair and return"), _("Sent to be mended, or coming back from that.")
    REEXPORT = "reexport", _("re-export"), _("Passed on to another state or user.")
    LICENSED_PRODUCTION = "licensed_production", _("licensed production"), _("The design was passed on and made there.")
    CAPTURE = "capture", _("capture"), _("Taken by an opponent.")
    THEFT = "theft", _("theft"), _("Taken without the holder's leave.")
    SEIZURE = "seizure", _("seizure on the way"), _("Stopped and taken by an authority.")
    UNKNOWN = "unknown", _("kind not stated"), _("Moved; how is not stated.")


class ShipmentStatus(ExplainedChoices):
    REQUESTED = "requested", _("requested or planned"), _("Wanted or announced; no order recorded.")
    ORDERED = "ordered", _("ordered"), _("A contract or order; no delivery recorded.")
    DELIVERING = "delivering", _("delivering"), _("Some delivered.")
    DELIVERED = "delivered", _("delivered"), _("Recorded as having reached the recipient.")
    STOPPED = "stopped", _("stopped on the way"), _("Did not arrive: seized, lost or turned back.")
    CANCELLED = "cancelled", _("cancelled"), _("Called off.")
    UNKNOWN = "unknown", _("not stated"), _("Recorded as supplied; whether all arrived is not stated.")


class Authorised(ExplainedChoices):
    NOT_STATED = "not_stated", _("not stated"), _("The sources say nothing about permission.")
    YES = "yes", _("recorded as authorised"), _("A source states that permission was given.")
    NO = "no", _("recorded as not authorised"), _("A source states that permission was missing.")
    NOT_REQUIRED = "not_required", _("no licence required"), _("A source states that no permission was needed.")


class ShipmentRole(ExplainedChoices):
    BROKER = "broker", _("broker"), _("Arranged it without necessarily owning or touching the goods.")
    CARRIER = "carrier", _("carrier"), _("Moved the goods by sea, air, rail or road.")
    INTERMEDIATE_CONSIGNEE = (
        "intermediate_consignee",
        _("intermediate consignee"),
        _("Received on the way for someone else."),
    )
    DISTRIBUTOR = "distributor", _("distributor"), _("Bought and sold on.")
    DECLARED_END_USER = (
        "declared_end_user",
        _("declared end user"),
        _("Declared as the one that finally receives and uses."),
    )
    FINANCIER = "financier", _("financier"), _("Paid or lent the money.")
    TRANSIT = "transit", _("transit"), _("State or place passed through.")


class ValuationUnit(ExplainedChoices):
    MONEY = "money", _("money"), _("An amount in one currency.")
    TIV = "TIV", _("SIPRI trend-indicator value"), _("A volume of capability in millions; never a price.")


class ProceedingKind(ExplainedChoices):
    REVIEW = "review", _("official review"), _("A body reviewed what happened and reported.")
    FINDING = "finding", _("finding of a review"), _("What an official review or trace states that it found.")
    INQUIRY = "inquiry", _("inquiry"), _("A parliament or government asked.")
    INVESTIGATION = "investigation", _("investigation"), _("Police or another authority investigated.")
    COMPLAINT = "complaint", _("complaint"), _("Somebody asked a court or prosecutor to act.")
    INDICTMENT = "indictment", _("indictment or announced charge"), _("A prosecutor accuses. Not a finding.")
    ARREST = "arrest", _("arrest"), _("Somebody was arrested. Not a finding.")
    TRIAL = "trial", _("trial"), _("A court heard the case.")
    JUDGEMENT = "judgement", _("judgement or court order"), _("A court decided.")
    DISCLOSURE = "disclosure", _("release of documents"), _("Records were released.")


class ProceedingState(ExplainedChoices):
    OPEN = "open", _("open"), _("Going on, or no end recorded.")
    ANNOUNCED = "announced", _("announced"), _("Announced, not yet begun.")
    CONCLUDED = "concluded", _("concluded"), _("Ended with a result that is stated.")
    DISMISSED = "dismissed", _("dismissed"), _("Ended without a finding.")
    UNKNOWN = "unknown", _("outcome not found"), _("How it ended is not recorded here.")


class ProceedingRole(ExplainedChoices):
    AGAINST = "against", _("against"), _("It is aimed at this party: suspected, accused, sued or listed.")
    ABOUT = "about", _("about"), _("It concerns this; nobody is accused by that.")
