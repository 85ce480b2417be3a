"""Closed vocabularies of who: each value with its label and an explanation that editors and readers see."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.choices import ExplainedChoices


class CountryKind(ExplainedChoices):
    STATE = "state", _("state"), _("A state with an ISO 3166-1 code.")
    DISSOLVED = "dissolved", _("dissolved state"), _("A state that no longer exists, with an ISO 3166-3 code.")
    DISPUTED = "disputed", _("disputed territory"), _("A territory whose status is disputed; the name takes no side.")
    ORGANISATION = (
        "organisation",
        _("organisation of states"),
        _("A body of states that issues measures or receives arms."),
    )
    UNKNOWN = "unknown", _("not known"), _("The record does not say which country.")


class EntityKind(ExplainedChoices):
    COMPANY = "company", _("company"), _("A firm, state-owned or not, including joint ventures.")
    STATE = "state", _("state"), _("A whole country, for records that name only the country. One row per country.")
    STATE_BODY = "state_body", _("state body"), _("A ministry, agency, court, committee or police force.")
    ARMED_FORCE = "armed_force", _("armed force"), _("The armed forces of a state, or a service or unit of them.")
    ARMED_GROUP = "armed_group", _("armed group"), _("A non-state or de facto force that is party to a conflict.")
    ORGANISATION = (
        "organisation",
        _("organisation"),
        _("An international body, research institute, campaign, party or medium."),
    )
    PERSON = "person", _("person"), _("A person in a public role only: office holder, executive, lobbyist, witness.")
    UNKNOWN_PARTY = "unknown_party", _("unnamed party"), _("A party that a source describes but does not name.")


class UnknownReason(ExplainedChoices):
    NOT_NAMED = "not_named", _("not named by the source"), _("The source describes the party and leaves its name out.")
    NOT_FOUND = "not_found", _("not found"), _("Looked for and not found in what was read.")
    WITHHELD = "withheld", _("withheld"), _("Known to somebody and withheld, redacted or under a gag order.")
    DISPUTED = "disputed", _("disputed"), _("Sources name different parties.")


class NameKind(ExplainedChoices):
    LEGAL = "legal", _("legal name"), _("The registered name.")
    FORMER = "former", _("former name"), _("A name used before.")
    ALIAS = "alias", _("also called"), _("A short form, trade name or acronym.")
    TRANSLITERATION = "transliteration", _("transliteration"), _("The name written in another script.")


class RelationshipKind(ExplainedChoices):
    OWNS = "owns", _("owns a share of"), _("Holds a share of, has acquired, or controls.")
    PART_OF = "part_of", _("is part of"), _("Subsidiary, branch or organ of.")
    JOINT_VENTURE_OF = "joint_venture_of", _("is a joint venture of"), _("Founded and held together with others.")
    FORMED_BY = "formed_by", _("was formed from"), _("Came about by a merger or was cleared to merge.")
    FORMERLY = "formerly", _("was formerly"), _("The same body under another name.")
    DIRECTS = "directs", _("directs"), _("Chief executive, chair, minister, founder or other head.")
    FOUNDED = "founded", _("founded"), _("Set the organisation up.")
    REPRESENTS = "represents", _("represents"), _("Acts, or says that it acts, for the other.")
    LOBBIES_FOR = "lobbies_for", _("lobbies for"), _("Registered or reported lobbyist of.")
    EMPLOYS = "employs", _("works or worked for"), _("The first is or was employed or engaged by the second.")
    FAMILY = "family", _("is family of"), _("Family tie between persons in public roles.")
    DONATES_TO = "donates_to", _("has donated to"), _("Gave money to a party or campaign.")
    LICENSES_TO = "licenses_to", _("licenses technology to"), _("Lets the other make its design.")
    COOPERATES_WITH = "cooperates_with", _("cooperates with"), _("Works, builds or has signed with.")
    MET_WITH = "met_with", _("met or spoke with"), _("A meeting or a call.")
    ASSURED = "assured", _("gave assurances to"), _("Promised something about end use to.")
    ASKED = "asked", _("asked or campaigned towards"), _("Asked the other to stop, start or disclose something.")
    DISCLOSED = "disclosed", _("released records to"), _("Withheld from or released records to.")
    OFFICE_HELD = "office_held", _("holds or held office in"), _("Minister, member, official or officer of.")


class PartyRole(ExplainedChoices):
    EXPORTER = "exporter", _("exporter"), _("Sends in a shipment, or stands as exporter or applicant on a licence.")
    INTERMEDIARY = (
        "intermediary",
        _("intermediary"),
        _("Receives and passes on or builds in, or is consignee, broker, carrier or distributor."),
    )
    END_USER = "end_user", _("end user"), _("Is recorded as using, declared as end user, or as the last to receive.")
